"""Minimal cut sets: every smallest set of leaves that together are enough for the outcome, exactly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from rca.causes.diagrams.counting import count_by_order
from rca.causes.diagrams.listing import smallest
from rca.causes.diagrams.solution import Solution
from rca.causes.diagrams.solving import solve
from rca.causes.gates import GateTree, fault_tree
from rca.causes.results import CutSet, CutSets, State

BUDGET: Final = 100_000
"""Nodes of a diagram, and cut sets listed, before larger sets are left out and the result says so."""


def minimal_cut_sets(tree: GateTree, leaves: Mapping[str, State], budget: int = BUDGET) -> CutSets:
    """Return the minimal cut sets of a tree with their states.

    Parameters
    ----------
    tree : GateTree
        The gates: all, any, at least k; leaves and nodes may be shared.
    leaves : mapping of str to str
        State of each leaf.
    budget : int
        Nodes that one diagram may have, and sets that may be listed.

    Returns
    -------
    CutSets
        All of them. Where that takes more than the budget, all of up to ``order`` factors, and ``complete``
        is false: a list is never cut short silently.

    Notes
    -----
    Read from the diagrams of :func:`rca.causes.diagrams.solving.solve`. Nodes that the case refutes count as
    false; a set that would be enough only through one is excluded.
    """
    live = solve(fault_tree(tree, tree.refuted), budget=budget)
    dead = solve(fault_tree(tree), budget=budget) if tree.refuted else None
    orders = [_listable(solution, budget) for solution in (live, dead) if solution is not None]
    limits = [order for order in orders if order is not None]
    order = min(limits, default=None)
    named = _named(live, order)
    known = frozenset(named)
    others = [members for members in _named(dead, order) if members not in known] if dead else []
    index = {leaf: number for number, leaf in enumerate(tree.leaves)}
    ordered = sorted([*named, *others], key=lambda members: (len(members), [index[leaf] for leaf in members]))
    return CutSets(tuple(CutSet(each, _state(each, leaves, known)) for each in ordered), order is None, order)


def _listable(solution: Solution, budget: int) -> int | None:
    """Return the order up to which all sets may be listed, or nothing where that is all of them."""
    total = 0
    for order, count in count_by_order(solution):
        total += count
        if total > budget:
            return order - 1
    return solution.order


def _named(solution: Solution, order: int | None) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for members in smallest(solution):
        if order is not None and len(members) > order:
            break
        found.append(members)
    return found


def _state(members: Collection[str], leaves: Mapping[str, State], known: Collection[Collection[str]]) -> State:
    states = [leaves[leaf] for leaf in members]
    if members not in known or "excluded" in states:
        return "excluded"
    return "possible" if "possible" in states else "established"
