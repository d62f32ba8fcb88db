"""What caused the outcome in this case: what is certain, and what may be while some factors stay open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, NamedTuple

from rca.case.records import CaseFile
from rca.causes.gates import GateTree, gate_tree
from rca.causes.necessity import breaking_all, on_chain, single_fixes
from rca.causes.occurred import BUDGET, Reading, came_true, read_occurred
from rca.causes.results import State
from rca.causes.states import state_of
from rca.causes.structure import require_tree
from rca.causes.timing import LateCause, late_causes
from rca.timeline.results import TimelineResult

Verdict = Literal["yes", "no", "not settled"]

WORLDS: Final = 64
"""Ways in which open factors may turn out that are looked at one by one; beyond, verdicts stay not settled."""


class _World(NamedTuple):
    """One way in which open factors may turn out: who decides alone, who is part of a cause, what came too late."""

    but_for: frozenset[str]
    parts: frozenset[str] | None
    cut_links: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What can be said of one leaf, over all ways in which open factors may turn out and the outcome follows.

    Parameters
    ----------
    factor : str
        The leaf.
    state : str
        ``established``, ``possible`` or ``excluded``.
    but_for, cause : str
        Whether the outcome would not have followed without it alone, and whether it is part of an actual cause:
        ``yes`` however the open factors turn out, ``no`` likewise, else ``not settled``.
    single_fix : bool
        Whether "would have prevented it" may be said: over an unbroken chain of ``necessary: yes`` only.
    """

    factor: str
    state: State
    but_for: Verdict
    cause: Verdict
    single_fix: bool


@dataclass(frozen=True)
class ActualCauses:
    """What caused the outcome in this case, as far as its factors are known.

    Parameters
    ----------
    outcome : str
        Id of the outcome; empty where the case names no factors yet.
    certain : Reading
        Only established factors occurred.
    possible : Reading
        Established and possible factors occurred.
    standings : tuple of Standing
        One for each leaf, in the order of the file.
    """

    outcome: str
    certain: Reading
    possible: Reading
    standings: tuple[Standing, ...]

    def __repr__(self) -> str:
        return f"ActualCauses(certain={self.certain!r}, possible={self.possible!r})"


def actual_causes(case: CaseFile, timeline: TimelineResult | None = None, budget: int = BUDGET) -> ActualCauses:
    """Return what caused the outcome in this case: what is certain, and what may be.

    Parameters
    ----------
    case : CaseFile
        The case.
    timeline : TimelineResult, optional
        Its solved timeline; without it nothing is said of pre-emption.
    budget : int
        Sets that one list may hold; beyond, only those up to an order are listed, and the reading says so.

    Returns
    -------
    ActualCauses
        Over the leaves that gate links join to the outcome.

    Raises
    ------
    CaseError
        When the structure is no tree; the error carries every mistake with its file and line.

    Notes
    -----
    The tree says what is enough, not who was first, so pre-emption is taken from the timeline alone: a cause in a
    gate with other ways that certainly began after the effect is pre-empted by those that occurred.
    """
    require_tree(case)
    if case.causes.outcome is None:
        return ActualCauses("", Reading((), follows=False), Reading((), follows=False), ())
    tree = gate_tree(case)
    leaves = {leaf: state_of(case.factors[leaf].status) for leaf in tree.leaves}
    late = late_causes(case, timeline, tree) if timeline is not None else ()
    established = [leaf for leaf, state in leaves.items() if state == "established"]
    certain = read_occurred(tree, established, late, budget)
    possible = read_occurred(tree, [leaf for leaf, state in leaves.items() if state != "excluded"], late, budget)
    worlds = _worlds(tree, certain, possible, late, budget)
    fixes = single_fixes(tree, on_chain(case, tree), breaking_all(tree, leaves))
    return ActualCauses(
        outcome=tree.top,
        certain=certain,
        possible=possible,
        standings=tuple(
            Standing(leaf, state, _but_for(leaf, possible, worlds), _cause(leaf, possible, worlds), leaf in fixes)
            for leaf, state in leaves.items()
        ),
    )


def _worlds(
    tree: GateTree, certain: Reading, possible: Reading, late: Sequence[LateCause], budget: int
) -> list[_World] | None:
    """Return the smallest ways in which the outcome follows, or nothing where they are too many to look at.

    Each takes the established leaves and as few open ones as do.
    """
    if certain.follows:
        return [_as_world(certain)]
    if not possible.complete:
        return None
    established = frozenset(certain.occurred)
    fewest: list[frozenset[str]] = []
    for open_ones in sorted({frozenset(members) - established for members in possible.cut_sets}, key=len):
        if not any(smaller <= open_ones for smaller in fewest):
            fewest.append(open_ones)
            if len(fewest) > WORLDS:
                return None
    return [_world(tree, established | open_ones, possible, late, budget) for open_ones in fewest]


def _world(
    tree: GateTree, occurred: frozenset[str], possible: Reading, late: Sequence[LateCause], budget: int
) -> _World:
    if late:
        return _as_world(read_occurred(tree, occurred, late, budget))
    live = came_true(tree, occurred)
    points = breaking_all(live, dict.fromkeys(live.leaves, "established")) if live is not None else frozenset()
    # A leaf is part of a cause where it is part of a cut set: the one kind are the hitting sets of the other.
    parts = frozenset(chain.from_iterable(members for members in possible.cut_sets if occurred.issuperset(members)))
    return _World(points & occurred, parts, frozenset())


def _as_world(reading: Reading) -> _World:
    parts = frozenset(leaf for leaf, _ in reading.responsibility)
    return _World(frozenset(reading.but_for), parts if reading.shares_complete else None, _cut_links(reading))


def _but_for(leaf: str, possible: Reading, worlds: Sequence[_World] | None) -> Verdict:
    """Judge a leaf over all worlds: fewer sets let more leaves decide, so the smallest and the largest settle it."""
    if leaf in possible.but_for:
        return "yes"
    if worlds is None or any(leaf in world.but_for for world in worlds):
        return "not settled"
    return "no"


def _cause(leaf: str, possible: Reading, worlds: Sequence[_World] | None) -> Verdict:
    """Judge a leaf over all worlds: more true factors add cut sets, and take none away but by pre-emption."""
    largest = _as_world(possible)
    if leaf in possible.but_for:
        return "yes"
    if largest.parts is not None and leaf not in largest.parts and not largest.cut_links:
        return "no"
    # Where open factors decide who was pre-empted, a world between the smallest and the largest may differ from both.
    if worlds is None or any(world.cut_links != largest.cut_links for world in worlds):
        return "not settled"
    found = [None if world.parts is None else leaf in world.parts for world in (largest, *worlds)]
    if None in found:
        return "not settled"
    return "yes" if all(found) else "not settled" if any(found) else "no"


def _cut_links(reading: Reading) -> frozenset[tuple[str, str]]:
    return frozenset((e.late.cause, e.late.effect) for e in reading.pre_empted if not e.late.contested)
