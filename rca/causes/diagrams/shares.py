"""Which part of the minimal cut sets holds each event, without listing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rca.causes.diagrams.decision import Node
from rca.causes.diagrams.solution import ModuleDiagrams, Solution, family_counts


def shares(solution: Solution) -> dict[str, float]:
    """Return the share of the minimal cut sets that hold each event; events in none are left out.

    Notes
    -----
    One walk down the families: the part of all sets that passes a node is split as the exact counts of its
    branches. Used where there are no probabilities (the structural form of Fussell-Vesely); a convention.
    """
    if solution.top < 0 or solution.flipped:
        return {}
    counts = solution.counts
    if not counts[solution.top]:
        return {}
    flow = {solution.top: 1.0}
    for module in reversed(solution.modules):
        diagrams = solution.modules[module]
        weight = [counts[variable] for variable in diagrams.variables]
        parts = _flows(diagrams.family, weight)
        for variable, part in zip(diagrams.variables, parts, strict=True):
            flow[variable] = part * flow.get(module, 0.0)
    return _by_event(solution, flow)


def _flows(family: Sequence[Node], weight: Sequence[int]) -> list[float]:
    counts = family_counts(family, weight)
    parts = [0.0] * len(weight)
    come = [0.0] * len(family)
    come[-1] = 1.0
    for number in range(len(family) - 1, 1, -1):
        level, low, high = family[number]
        if not counts[number]:
            continue
        with_it = weight[level] * counts[high] / counts[number]
        parts[level] += come[number] * with_it
        come[high] += come[number] * with_it
        come[low] += come[number] * (1 - with_it)
    return parts


def _by_event(solution: Solution, found: dict[int, float]) -> dict[str, float]:
    names = solution.tree.events
    shared = {names[event]: found[leaf] for leaf, event in solution.leaves.items() if found.get(leaf)}
    return {name: shared[name] for name in names if name in shared}


def in_every_set(solution: Solution) -> tuple[str, ...]:
    """Return the events that every minimal cut set holds, in the order of the tree.

    Where every event occurred these are the but-for causes: without any one of them the top would be false.
    """
    return _events(solution, _everywhere)


def single_points(solution: Solution) -> tuple[str, ...]:
    """Return the events that are a minimal cut set alone, in the order of the tree."""
    return _events(solution, _alone)


def _events(solution: Solution, wanted: Callable[[ModuleDiagrams, frozenset[int]], list[int]]) -> tuple[str, ...]:
    """Return the events reached from the top through wanted variables alone."""
    if solution.top < 0 or solution.flipped or solution.top in solution.without_sets:
        return ()
    reached = {solution.top}
    for module in reversed(solution.modules):
        if module in reached:
            reached.update(wanted(solution.modules[module], solution.without_sets))
    found = sorted(solution.leaves[unit] for unit in reached if unit in solution.leaves)
    return tuple(solution.tree.events[event] for event in found)


def _everywhere(diagrams: ModuleDiagrams, missing: frozenset[int]) -> list[int]:
    """Return the variables in every set of a module; the variables of a node's every set are one integer."""
    family = diagrams.family
    if len(family) < 2:
        return []
    held = [-1, 0]  # all variables are in every set of the empty family, so a set that cannot be leaves them all
    for level, low, high in family[2:]:
        with_it = -1 if diagrams.variables[level] in missing else held[high] | 1 << level
        held.append(held[low] & with_it)
    return [variable for level, variable in enumerate(diagrams.variables) if held[-1] >> level & 1]


def _alone(diagrams: ModuleDiagrams, missing: frozenset[int]) -> list[int]:
    """Return the variables that are a set of a module alone: those with the empty set down the low branches."""
    found: list[int] = []
    node = len(diagrams.family) - 1
    while node > 1:
        level, node, high = diagrams.family[node]
        if high == 1 and diagrams.variables[level] not in missing:
            found.append(diagrams.variables[level])
    return found
