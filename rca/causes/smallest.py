"""The smallest minimal cut set that holds each event, read from the diagrams without listing any."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from rca.causes.diagrams.solution import ModuleDiagrams, Solution


def smallest_with(solution: Solution) -> dict[str, int]:
    """Return how many events the smallest minimal cut set with each event has.

    Parameters
    ----------
    solution : Solution
        A solved tree.

    Returns
    -------
    dict of str to int
        In the order of the tree, only events that are in some minimal cut set; where the solution is not complete,
        only those with one of up to ``solution.order`` events.

    Notes
    -----
    The least cost below each node and the least cost above it meet at the nodes that take the event: one walk up
    and one walk down each diagram. A module stands for one variable above, at the cost of its smallest set.
    """
    if solution.top < 0 or solution.flipped:
        return {}
    weight: dict[int, float] = dict.fromkeys(solution.leaves, 1)
    below: dict[int, list[float]] = {}
    for module, diagrams in solution.modules.items():  # a module comes before those that use it
        below[module] = _below(diagrams, [weight[unit] for unit in diagrams.variables])
        weight[module] = below[module][-1]
    around: dict[int, float] = {solution.top: 0}  # the least cost of what a unit needs beside it
    for module, diagrams in reversed(solution.modules.items()):
        weights = [weight[unit] for unit in diagrams.variables]
        for unit, beside in zip(diagrams.variables, _beside(diagrams, weights, below[module]), strict=True):
            around[unit] = around.get(module, inf) + beside
    sizes = {event: around.get(leaf, inf) + 1 for leaf, event in solution.leaves.items()}
    limit = inf if solution.order is None else solution.order
    return {
        solution.tree.events[event]: int(size) for event, size in sorted(sizes.items()) if size < inf and size <= limit
    }


def _below(diagrams: ModuleDiagrams, weights: Sequence[float]) -> list[float]:
    """Return the least cost of a set at each node."""
    found = [inf, 0.0][: len(diagrams.family)]
    for level, low, high in diagrams.family[2:]:
        found.append(min(found[low], weights[level] + found[high]))
    return found


def _beside(diagrams: ModuleDiagrams, weights: Sequence[float], below: Sequence[float]) -> list[float]:
    """Return the least cost of what each variable needs beside it in a set of the family."""
    above = [inf] * len(below)
    above[-1] = 0
    found = [inf] * len(weights)
    for node in range(len(below) - 1, 1, -1):
        level, low, high = diagrams.family[node]
        found[level] = min(found[level], above[node] + below[high])
        above[low] = min(above[low], above[node])
        above[high] = min(above[high], above[node] + weights[level])
    return found
