"""Barrier analysis: what stood, or was to stand, between each threat and its effect, tied to the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rca.case.records import CaseFile, Factor
from rca.causes.evidence import factor_sources, independent_roots
from rca.causes.moments import NOWHEN, event_of
from rca.causes.results import State
from rca.causes.states import state_of
from rca.causes.structure import require_tree
from rca.timeline.results import Bounds, TimelineResult

Performance = Literal["held", "partial", "failed", "missing"]


@dataclass(frozen=True, slots=True)
class BarrierLine:
    """One barrier with what it was against, how it did, why, and when.

    Parameters
    ----------
    barrier : str
        The factor; its ``text`` and ``intended`` stand in the case.
    performance : str
        ``held``, ``partial``, ``failed`` or ``missing``.
    state : str
        How far that is borne out: ``established``, ``possible`` or ``excluded``.
    effects : tuple of str
        The factors that it stands before: those it leads to by failing, or the one that it guards.
    threats : tuple of str
        What else led to these effects, barriers left out: what the barrier was to stop.
    why : tuple of str
        The causes of its performance.
    event : str or None
        The event that dates the line: its own, else that of the first effect that has one.
    own_event : bool
        Whether it is its own.
    start, end : Bounds
        The bounds of that event, in microseconds UTC.
    supports, refutes : int
        Pieces of evidence.
    independent_sources : int
        Roots of the sources that bear out its status.
    """

    barrier: str
    performance: Performance
    state: State
    effects: tuple[str, ...]
    threats: tuple[str, ...]
    why: tuple[str, ...]
    event: str | None
    own_event: bool
    start: Bounds
    end: Bounds
    supports: int
    refutes: int
    independent_sources: int


def analyse_barriers(case: CaseFile, timeline: TimelineResult) -> tuple[BarrierLine, ...]:
    """Return one line for each barrier of a case.

    Parameters
    ----------
    case : CaseFile
        The case.
    timeline : TimelineResult
        Its solved timeline.

    Returns
    -------
    tuple of BarrierLine
        In order of time, those without one last, else in the order of the file.

    Raises
    ------
    CaseError
        When the structure is no tree.

    Notes
    -----
    The columns are those of barrier analysis in accident investigation (US Department of Energy, handbook on
    accident and operational safety analysis, 2012): hazard and target, barrier, how it performed, why, and how that
    bore on the accident.
    """
    require_tree(case)
    lines = [_line(case, factor, timeline) for factor in case.causes.factors if factor.kind == "barrier"]
    return tuple(sorted(lines, key=_moment))


def _line(case: CaseFile, factor: Factor, timeline: TimelineResult) -> BarrierLine:
    effects = _effects(case, factor)
    dating = [(id_, event) for id_ in (factor.id, *effects) if (event := event_of(case, id_, timeline))]
    dated_by, event = dating[0] if dating else (None, None)
    return BarrierLine(
        barrier=factor.id,
        performance=factor.state or "missing",
        state=state_of(factor.status),
        effects=effects,
        threats=_threats(case, effects),
        why=tuple(link.cause for link in case.causes.links if link.effect == factor.id),
        event=event.id if event else None,
        own_event=dated_by == factor.id,
        start=event.start if event else NOWHEN,
        end=event.end if event else NOWHEN,
        supports=sum(item.says == "supports" for item in factor.evidence),
        refutes=sum(item.says == "refutes" for item in factor.evidence),
        independent_sources=len(independent_roots(case, factor_sources(case, factor))),
    )


def _effects(case: CaseFile, factor: Factor) -> tuple[str, ...]:
    linked = [link.effect for link in case.causes.links if link.cause == factor.id]
    return tuple(dict.fromkeys([*linked, *([factor.guards] if factor.guards else [])]))


def _threats(case: CaseFile, effects: Sequence[str]) -> tuple[str, ...]:
    causes = [link.cause for effect in effects for link in case.causes.links if link.effect == effect]
    return tuple(dict.fromkeys(id_ for id_ in causes if case.factors[id_].kind != "barrier"))


def _moment(line: BarrierLine) -> tuple[bool, int]:
    known = [at for at in (line.start.best, line.start.earliest, line.start.latest) if at is not None]
    return not known, known[0] if known else 0
