"""What caused the outcome in this case: what is certain, and what may be while some factors stay open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rca.case.records import CaseFile
from rca.causes.gates import gate_tree
from rca.causes.necessity import on_chain, single_fixes, single_points
from rca.causes.occurred import STEPS, Reading, read_occurred
from rca.causes.results import State
from rca.causes.states import state_of
from rca.causes.structure import require_tree
from rca.causes.timing import late_causes
from rca.timeline.results import TimelineResult

Verdict = Literal["yes", "no", "not settled"]

WORLDS: Final = 64
"""Ways in which open factors may turn out that are looked at one by one; beyond, verdicts stay not settled."""


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


def actual_causes(case: CaseFile, timeline: TimelineResult | None = None, steps: int = STEPS) -> ActualCauses:
    """Return what caused the outcome in this case: what is certain, and what may be.

    Parameters
    ----------
    case : CaseFile
        The case.
    timeline : TimelineResult, optional
        Its solved timeline; without it nothing is said of pre-emption.
    steps : int
        Work for one list of sets; beyond, only sets up to an order are listed, and the reading says so.

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
    certain = read_occurred(tree, established, late, steps)
    possible = read_occurred(tree, [leaf for leaf, state in leaves.items() if state != "excluded"], late, steps)
    completions = _completions(possible, frozenset(established))
    worlds = [] if completions is None else [read_occurred(tree, {*established, *c}, late, steps) for c in completions]
    fixes = single_fixes(tree, on_chain(case, tree), single_points(tree, leaves))
    return ActualCauses(
        outcome=tree.top,
        certain=certain,
        possible=possible,
        standings=tuple(
            Standing(leaf, state, _but_for(leaf, possible, worlds), _cause(leaf, possible, worlds), leaf in fixes)
            for leaf, state in leaves.items()
        ),
    )


def _completions(possible: Reading, established: frozenset[str]) -> list[frozenset[str]] | None:
    """Return the fewest open factors that must be true beside the established ones, or nothing where not known."""
    if not possible.complete:
        return None
    kept: list[frozenset[str]] = []
    for open_ones in sorted({frozenset(members) - established for members in possible.cut_sets}, key=len):
        if not any(smaller <= open_ones for smaller in kept):
            kept.append(open_ones)
            if len(kept) > WORLDS:
                return None
    return kept


def _but_for(leaf: str, possible: Reading, worlds: Sequence[Reading]) -> Verdict:
    """Judge a leaf over all worlds: fewer sets let more leaves decide, so the smallest worlds and the largest do."""
    if leaf in possible.but_for:
        return "yes"
    if any(leaf in world.but_for for world in worlds):
        return "not settled"
    return "no" if worlds or not possible.follows else "not settled"


def _cause(leaf: str, possible: Reading, worlds: Sequence[Reading]) -> Verdict:
    """Judge a leaf over all worlds: more true factors add cut sets, and take none away but by pre-emption."""
    if leaf in possible.but_for:
        return "yes"
    if not possible.complete or any(not world.complete for world in worlds):
        return "not settled"
    if not any(leaf in members for members in possible.cut_sets):
        return "no"
    steady = all(_cut_links(world) == _cut_links(possible) for world in worlds)
    if not steady or not worlds:
        return "not settled"
    in_all = all(any(leaf in members for members in world.causes) for world in (possible, *worlds))
    in_any = any(any(leaf in members for members in world.causes) for world in (possible, *worlds))
    return "yes" if in_all else "not settled" if in_any else "no"


def _cut_links(reading: Reading) -> frozenset[tuple[str, str]]:
    return frozenset((e.late.cause, e.late.effect) for e in reading.pre_empted if not e.late.contested)
