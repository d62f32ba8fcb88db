"""Minimal cut sets: every smallest set of leaves that together are enough for the outcome, exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import islice, takewhile
from typing import Final

from rca.causes.diagrams.counting import count_by_order, count_sets
from rca.causes.diagrams.listing import smallest
from rca.causes.diagrams.solution import Solution
from rca.causes.diagrams.solving import solve
from rca.causes.gates import GateTree, fault_tree
from rca.causes.results import CutSet, CutSets, State

BUDGET: Final = 100_000
"""Nodes of a diagram, and cut sets listed, before larger sets are left out and the result says so."""

FIRST: Final = 1_000
"""So many sets that are not excluded are listed at least where there are too many for all."""


def minimal_cut_sets(tree: GateTree, leaves: Mapping[str, State], budget: int = BUDGET, first: int = FIRST) -> CutSets:
    """Return the minimal cut sets of a tree with their states.

    Parameters
    ----------
    tree : GateTree
        The gates: all, any, at least k; leaves and nodes may be shared.
    leaves : mapping of str to str
        State of each leaf.
    budget : int
        Nodes that one diagram may have, and sets that may be listed.
    first : int
        How many sets that are not excluded are listed at least where there are too many for all.

    Returns
    -------
    CutSets
        All of them. Where that takes more than the budget, all of up to ``order`` factors and the first larger
        ones that are not excluded, with the exact numbers of all where the diagrams hold them; ``complete`` is
        false then: a list is never cut short silently.

    Notes
    -----
    Read from the diagrams of :func:`rca.causes.diagrams.solving.solve`. Nodes that the case refutes count as
    false; a set that would be enough only through one is excluded.
    """
    live = solve(fault_tree(tree, tree.refuted), budget=budget)
    dead = solve(fault_tree(tree), budget=budget) if tree.refuted else None
    limits = [listable(solution, budget) for solution in (live, dead) if solution is not None]
    order = min((limit for limit in limits if limit is not None), default=None)
    named = sets_up_to(live, order)
    known = frozenset(named)
    others = [members for members in sets_up_to(dead, order) if members not in known] if dead else []
    if order is None:
        found = [CutSet(each, _state(each, leaves, known)) for each in in_order(tree, [*named, *others])]
        standing = sum(each.state != "excluded" for each in found)
        return CutSets(tuple(found), True, None, len(found), standing, _orders(found))
    excluded = frozenset(leaf for leaf in tree.leaves if leaves[leaf] == "excluded")
    stands = solve(fault_tree(tree, tree.refuted | excluded), budget=budget)
    larger = [each for each in islice(smallest(stands), first) if len(each) > order]
    known = known.union(larger)
    found = [CutSet(each, _state(each, leaves, known)) for each in in_order(tree, [*named, *others, *larger])]
    return CutSets(
        tuple(found),
        complete=False,
        order=order,
        count=count_sets(live) if live.complete and dead is None else None,
        standing=count_sets(stands) if stands.complete else None,
        by_order=count_by_order(live)
        if dead is None
        else _orders(each for each in found if len(each.factors) <= order),
    )


def listable(solution: Solution, budget: int) -> int | None:
    """Return the order up to which all sets may be listed, or nothing where that is all of them."""
    total = 0
    for order, count in count_by_order(solution):
        total += count
        if total > budget:
            return order - 1
    return solution.order


def sets_up_to(solution: Solution, order: int | None) -> list[tuple[str, ...]]:
    """Return the minimal cut sets of up to some order, or all of them."""
    return list(takewhile(lambda members: order is None or len(members) <= order, smallest(solution)))


def in_order(tree: GateTree, sets: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return sets of leaves, smaller ones first, then in the order of the file."""
    index = {leaf: number for number, leaf in enumerate(tree.leaves)}
    return sorted(sets, key=lambda members: (len(members), [index[leaf] for leaf in members]))


def _orders(sets: Iterable[CutSet]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Counter(len(each.factors) for each in sets).items()))


def _state(members: Collection[str], leaves: Mapping[str, State], known: Collection[Collection[str]]) -> State:
    states = [leaves[leaf] for leaf in members]
    if members not in known or "excluded" in states:
        return "excluded"
    return "possible" if "possible" in states else "established"
