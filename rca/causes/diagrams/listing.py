"""Minimal cut sets one by one, smallest or cheapest first, without making the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import count
from math import inf

from rca.causes.diagrams.solution import Solution

_Chain = tuple[int, "_Chain | None"]  # an event taken, and those before it
_Pending = tuple[int, int, "_Pending | None"]  # a module, a node of its family, and what waits behind


def smallest(solution: Solution) -> Iterator[tuple[str, ...]]:
    """Give the minimal cut sets, smaller ones first.

    Parameters
    ----------
    solution : Solution
        A solved tree; where it is not complete, sets beyond ``solution.order`` are not given.

    Yields
    ------
    tuple of str
        Names of events, in the order of the tree. Sets of one size come in an order that is the same every
        time for the same tree.
    """
    for names in cheapest(solution, {}):
        if solution.order is not None and len(names) > solution.order:
            return
        yield names


def cheapest(solution: Solution, costs: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    """Give the minimal cut sets, those of the least total cost first.

    Parameters
    ----------
    solution : Solution
        A solved tree.
    costs : mapping of str to float
        Cost of each event, not negative; 1 where none is given.

    Yields
    ------
    tuple of str
        Names of events, in the order of the tree.

    Notes
    -----
    Best-first search with the exact cost that is still to come at every node, so that no step leads away
    from the next set.
    """
    if solution.top < 0 or solution.flipped:
        if solution.flipped:
            yield ()
        return
    names = solution.tree.events
    weight: dict[int, float] = {leaf: costs.get(names[event], 1) for leaf, event in solution.leaves.items()}
    least: dict[int, list[float]] = {}
    for module, diagrams in solution.modules.items():
        least[module] = _least(diagrams.family, [weight[variable] for variable in diagrams.variables])
        weight[module] = least[module][-1]
    for taken in _search(solution, weight, least):
        yield tuple([names[event] for event in sorted(taken)])


def _least(family: Sequence[tuple[int, int, int]], weight: Sequence[float]) -> list[float]:
    """Return the cost of the cheapest set at each node."""
    found = [inf, 0.0][: len(family)]
    for level, low, high in family[2:]:
        found.append(min(found[low], weight[level] + found[high]))
    return found


def _search(
    solution: Solution, weight: Mapping[int, float], least: Mapping[int, Sequence[float]]
) -> Iterator[list[int]]:
    top = solution.top
    if top in solution.leaves:
        yield [solution.leaves[top]]
        return
    tie = count(0, -1)  # of equal costs the latest goes on first, so that one set is finished before the next
    waiting: list[tuple[float, int, float, _Chain | None, _Pending | None]] = []

    def push(spent: float, ahead: float, taken: _Chain | None, pending: _Pending | None) -> None:
        if spent + ahead < inf:
            heappush(waiting, (spent + ahead, next(tie), spent, taken, pending))

    push(0, weight[top], None, (top, len(solution.modules[top].family) - 1, None))
    while waiting:
        total, _, spent, taken, pending = heappop(waiting)
        while pending is not None and pending[1] == 1:
            pending = pending[2]
        if pending is None:
            found: list[int] = []
            while taken is not None:
                found.append(taken[0])
                taken = taken[1]
            yield found
            continue
        module, node, behind = pending
        diagrams = solution.modules[module]
        level, low, high = diagrams.family[node]
        ahead = total - spent - least[module][node]
        push(spent, ahead + least[module][low], taken, (module, low, behind))
        unit = diagrams.variables[level]
        with_it: _Pending = (module, high, behind)
        if unit in solution.leaves:
            later = ahead + least[module][high]
            push(spent + weight[unit], later, (solution.leaves[unit], taken), with_it)
        else:
            inner = solution.modules[unit].family
            later = ahead + least[module][high] + weight[unit]
            push(spent, later, taken, (unit, len(inner) - 1, with_it))
