"""How long it took from milestone to milestone: time that passed, and working time by each calendar of the case."""

from __future__ import annotations

from dataclasses import dataclass

from rca.case.records import CaseFile
from rca.case.zones import Zones
from rca.timeline.results import Bounds, Duration, TimelineResult
from rca.timeline.tells.calendars import LONGEST, working_hours, working_time


@dataclass(frozen=True, slots=True)
class Worked:
    """Working time by one calendar, in microseconds; ``None`` where nothing bounds that side."""

    calendar: str
    shortest: int | None
    longest: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time between two milestones, in microseconds.

    Parameters
    ----------
    name : str
        Such as ``detected to contained``.
    start_event, end_event : str
        The two events.
    shortest, longest, best : int or None
        Time that passed: bounds that all constraints together allow, and the stated value.
    working : tuple of Worked
        The same in working time, one for each calendar of the case.
    """

    name: str
    start_event: str
    end_event: str
    shortest: int | None
    longest: int | None
    best: int | None
    working: tuple[Worked, ...] = ()


def elapsed(case: CaseFile, result: TimelineResult) -> tuple[Elapsed, ...]:
    """Return the lengths of time between milestones, with working time.

    Parameters
    ----------
    case : CaseFile
        For its calendars and zones.
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    tuple of Elapsed
        In the order of ``result.durations``.
    """
    starts = {event.id: event.start for event in result.events}
    found = []
    for each in result.durations:
        worked = _worked(case, each, starts[each.start_event], starts[each.end_event])
        ends = each.start_event, each.end_event
        found.append(Elapsed(each.name, *ends, each.shortest, each.longest, each.best, worked))
    return tuple(found)


def _worked(case: CaseFile, duration: Duration, start: Bounds, end: Bounds) -> tuple[Worked, ...]:
    bounds = (start.earliest, start.latest, end.earliest, end.latest)
    known = [each for each in (*bounds, start.best, end.best) if each is not None]
    zones = Zones(dict(case.head.zones), tuple(case.head.unzoned))
    found = []
    for calendar in case.head.calendars:
        shortest = longest = best = None
        if known and max(known) - min(known) <= LONGEST:
            hours = working_hours(calendar, zones, min(known), max(known))
            if start.earliest is None or start.latest is None or end.earliest is None or end.latest is None:
                # One side alone still bounds the work that surely lies between.
                if start.latest is not None and end.earliest is not None and end.earliest >= start.latest:
                    shortest = hours.before(end.earliest) - hours.before(start.latest)
            else:
                limits = (duration.shortest, duration.longest)
                sure = working_time(hours, (start.earliest, start.latest), (end.earliest, end.latest), limits)
                shortest, longest = sure or (None, None)
                if start.best is not None and end.best is not None and sure is not None:
                    best = min(max(hours.before(end.best) - hours.before(start.best), sure[0]), sure[1])
        found.append(Worked(calendar.id, shortest, longest, best))
    return tuple(found)
