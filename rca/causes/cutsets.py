"""Minimal cut sets: every smallest set of leaves that together are enough for the outcome, exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Final

from rca.causes.gates import GateTree
from rca.causes.results import CutSet, CutSets, State

BUDGET: Final = 2_000_000
"""Steps (sets joined or compared) before larger sets are left out and the result says so."""

_ORDERS: Final = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)


class _SpentError(Exception):
    """The budget of steps is used up."""


class _Budget:
    """Counts steps, so that the limit is the same on every machine."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int) -> None:
        self.left -= steps
        if self.left < 0:
            raise _SpentError


def minimal_cut_sets(tree: GateTree, leaves: Mapping[str, State], budget: int = BUDGET) -> CutSets:
    """Return the minimal cut sets of a tree with their states.

    Parameters
    ----------
    tree : GateTree
        The gates: all, any, at least k; leaves and nodes may be shared.
    leaves : mapping of str to str
        State of each leaf.
    budget : int
        Steps that one attempt may take.

    Returns
    -------
    CutSets
        All of them. Where that takes more than the budget, all of up to ``order`` factors, and ``complete``
        is false: a list is never cut short silently.

    Notes
    -----
    Families of leaf sets are combined from the leaves upwards (MICSUP: Pande, Spector and Chatterjee 1975),
    a gate that needs k inputs by T(k; 1..n) = T(k; 1..n-1) or (input n and T(k-1; 1..n-1)), with absorption
    at every step. Truncation by order stays exact up to that order, since joining never makes a set smaller.
    Nodes that the case refutes count as false; a set that would be enough only through one is excluded.
    """
    whole = _attempt(tree, leaves, None, budget)
    if whole is not None:
        return whole
    best = CutSets((), complete=False, order=0)
    for order in _ORDERS:
        found = _attempt(tree, leaves, order, budget)
        if found is None:
            break
        best = found
    return best


def _attempt(tree: GateTree, leaves: Mapping[str, State], order: int | None, budget: int) -> CutSets | None:
    """Return the sets of up to ``order`` leaves, or nothing where the budget does not reach."""
    try:
        live = _family(tree, order, tree.refuted, _Budget(budget))
        dead = _family(tree, order, (), _Budget(budget)) if tree.refuted else ()
    except _SpentError:
        return None
    return CutSets(_named(tree, leaves, live, dead), order is None, order)


def _family(tree: GateTree, order: int | None, dead: Collection[str], budget: _Budget) -> list[int]:
    """Return the minimal sets of the top as bit masks over the leaves."""
    bit = {leaf: 1 << index for index, leaf in enumerate(tree.leaves)}
    families: dict[str, list[int]] = {}
    for node in tree.order:
        if node in dead:
            families[node] = []
        elif inputs := tree.inputs[node]:
            families[node] = _threshold([families[cause] for cause in inputs], tree.needs[node], order, budget)
        else:
            families[node] = [bit[node]] if node in bit else []
    return families[tree.top]


def _threshold(families: list[list[int]], need: int, order: int | None, budget: _Budget) -> list[int]:
    """Return the minimal sets that make at least ``need`` of the families true."""
    if need == 1:
        return _absorb(chain.from_iterable(families), budget)
    reach: list[list[int]] = [[0], *([] for _ in range(need))]  # reach[j]: j of the families so far are true
    for seen, family in enumerate(families, 1):
        still = len(families) - seen
        for count in range(min(seen, need), max(need - still, 1) - 1, -1):
            budget.spend(len(reach[count - 1]) * len(family))
            joined = (a | b for a in reach[count - 1] for b in family)
            short = joined if order is None else (mask for mask in joined if mask.bit_count() <= order)
            reach[count] = _absorb(chain(reach[count], short), budget)
    return reach[need]


def _absorb(masks: Iterable[int], budget: _Budget) -> list[int]:
    """Keep the masks that hold no other one; smaller first. Kept masks wait under their lowest bit."""
    kept: list[int] = []
    by_lowest: dict[int, list[int]] = {}
    for mask in sorted(set(masks), key=lambda mask: (mask.bit_count(), mask)):
        rest, holds = mask, False
        while rest and not holds:
            lowest = rest & -rest
            rest ^= lowest
            smaller = by_lowest.get(lowest, ())
            budget.spend(len(smaller) + 1)
            holds = any(other & mask == other for other in smaller)
        if not holds:
            kept.append(mask)
            by_lowest.setdefault(mask & -mask, []).append(mask)
    return kept


def _named(
    tree: GateTree, leaves: Mapping[str, State], live: Collection[int], dead: Iterable[int]
) -> tuple[CutSet, ...]:
    """Return masks as ids with their states, smaller sets first, then in the order of the file."""
    excluded, possible = (
        sum(1 << index for index, leaf in enumerate(tree.leaves) if leaves[leaf] == state)
        for state in ("excluded", "possible")
    )
    known = frozenset(live)
    named: list[tuple[tuple[int, ...], State]] = []
    for mask in chain(live, (mask for mask in dead if mask not in known)):
        members = tuple(index for index in range(mask.bit_length()) if mask >> index & 1)
        state: State = "possible" if mask & possible else "established"
        named.append((members, "excluded" if mask & excluded or mask not in known else state))
    named.sort(key=lambda item: (len(item[0]), item[0]))
    return tuple(CutSet(tuple(tree.leaves[index] for index in members), state) for members, state in named)
