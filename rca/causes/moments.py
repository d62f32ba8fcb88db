"""When something beside the timeline was so: dates of policies and of changes, held against solved events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rca.case.records import CaseFile, Factor
from rca.case.when import HORIZON_US, Between, ClaimValue, Either, Offset, OneSided, Order, Point, Ref, Unknown, When
from rca.case.when_bounds import Zones, offset_bounds, resolve
from rca.timeline.results import Bounds, SolvedEvent, SolvedPhase, TimelineResult

NOWHEN: Final = Bounds(None, None, None)
"""The bounds of what nobody dated."""

_Known = Mapping[str, SolvedEvent | SolvedPhase]


def moment(case: CaseFile, when: When | None, timeline: TimelineResult | None) -> Bounds:
    """Return the bounds of a point that no event stands for.

    Parameters
    ----------
    case : CaseFile
        For the zones.
    when : When or None
        What is said of it; all its claims hold together.
    timeline : TimelineResult or None
        The solved timeline, for times relative to events; without it they bound nothing.

    Returns
    -------
    Bounds
        The claims' common bounds in microseconds UTC; contested where they rest on a contested event. Claims that
        contradict each other bound nothing, and are contested. So does a reference to a row bound nothing.
    """
    if when is None:
        return NOWHEN
    known: dict[str, SolvedEvent | SolvedPhase] = {}
    if timeline is not None:
        known.update({event.id: event for event in timeline.events})
        known.update({phase.id: phase for phase in timeline.phases})
    parts = [_one(case, claim, known) for claim in when.claims]
    earliest = max((part.earliest for part in parts if part.earliest is not None), default=None)
    latest = min((part.latest for part in parts if part.latest is not None), default=None)
    if earliest is not None and latest is not None and earliest > latest:
        return Bounds(None, None, None, contested=True)
    best = next((part.best for part in parts if part.best is not None), None)
    return Bounds(earliest, best, latest, any(part.contested for part in parts))


def time_order(first: Bounds, second: Bounds) -> str:
    """Return how one point lies to another.

    Parameters
    ----------
    first, second : Bounds
        Two points.

    Returns
    -------
    str
        ``before``, ``after`` or ``not settled``: only what is certain within the bounds.

    Examples
    --------
    >>> time_order(Bounds(0, None, 5), Bounds(6, None, 9))
    'before'
    """
    if first.latest is not None and second.earliest is not None and first.latest < second.earliest:
        return "before"
    if first.earliest is not None and second.latest is not None and first.earliest > second.latest:
        return "after"
    return "not settled"


def policy_in_force(case: CaseFile, factor: Factor, timeline: TimelineResult | None) -> bool | None:
    """Return whether a factor's policy was in force in its time.

    Parameters
    ----------
    case : CaseFile
        The case.
    factor : Factor
        A factor that names a policy.
    timeline : TimelineResult or None
        The solved timeline; without it nothing can be said.

    Returns
    -------
    bool or None
        Held against the factor's event, or the outcome's where it has none; ``None`` where the bounds of the two
        leave both open.
    """
    policy = next((policy for policy in case.head.policies if policy.id == factor.policy), None)
    event = event_of(case, factor.id, timeline) or event_of(case, case.causes.outcome, timeline)
    if policy is None or event is None:
        return None
    since, until = moment(case, policy.effective, timeline), moment(case, policy.superseded, timeline)
    if time_order(since, event.end) == "after" or time_order(until, event.start) == "before":
        return False
    ended = policy.superseded is not None and time_order(until, event.end) != "after"
    return True if time_order(since, event.start) == "before" and not ended else None


def event_of(case: CaseFile, factor: str | None, timeline: TimelineResult | None) -> SolvedEvent | None:
    """Return the solved event that stands for a factor, where it has one."""
    record = case.factors.get(factor or "")
    if record is None or record.event is None or timeline is None:
        return None
    return next((event for event in timeline.events if event.id == record.event), None)


def _one(case: CaseFile, claim: ClaimValue, known: _Known) -> Bounds:
    match claim:
        case Unknown():
            return NOWHEN
        case Point() | Between() | Either() | OneSided():
            found = resolve(claim, Zones(dict(case.head.zones), case.head.unzoned), None)
            return Bounds(found.earliest, found.best, found.latest)
        case Order():
            return _ordered(claim, known)
        case Offset():
            return _distant(claim, known)


def _ordered(claim: Order, known: _Known) -> Bounds:
    event = _event(claim.ref, known)
    if event is None:
        return NOWHEN
    contested = event.start.contested or event.end.contested
    start, end = _ends(claim.ref, event)
    step = 0 if claim.or_at else 1
    match claim.relation:
        case "before":
            return Bounds(None, None, None if start.latest is None else start.latest - step, contested)
        case "after":
            return Bounds(None if end.earliest is None else end.earliest + step, None, None, contested)
        case _:
            return Bounds(start.earliest, start.best if start == end else None, end.latest, contested)


def _distant(claim: Offset, known: _Known) -> Bounds:
    event = _event(claim.ref, known)
    if event is None:
        return NOWHEN
    at = _ends(claim.ref, event)[0]
    low, high = offset_bounds(claim)
    # The width of the horizon stands for "no bound": no two points are further apart.
    earliest = None if at.earliest is None or low <= -2 * HORIZON_US else at.earliest + low
    latest = None if at.latest is None or high >= 2 * HORIZON_US else at.latest + high
    return Bounds(earliest, None, latest, at.contested)


def _event(ref: Ref, known: _Known) -> SolvedEvent | SolvedPhase | None:
    return None if ref.row is not None else known.get(ref.id)


def _ends(ref: Ref, event: SolvedEvent | SolvedPhase) -> tuple[Bounds, Bounds]:
    match ref.side:
        case "start":
            return event.start, event.start
        case "end":
            return event.end, event.end
        case _:
            return event.start, event.end
