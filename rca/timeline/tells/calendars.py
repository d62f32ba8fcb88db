"""Working time: the hours of a team as instants, and how much of them lies between two uncertain points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import accumulate
from typing import Final

from rca.case.records import Calendar
from rca.case.records.case import Weekday
from rca.case.zones import Zones, find_zone
from rca.timeline.dates import DAY, instant_of, moment

Interval = tuple[int | None, int | None]
"""Lowest and highest value, inclusive; ``None`` where nothing bounds that side."""

LONGEST: Final = 200 * 366 * DAY
"""Over more time than this no working time is counted: no calendar holds for it."""

_WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class WorkingHours:
    """The hours of a calendar as instants, in order of time, with none that touch.

    Parameters
    ----------
    starts, ends : tuple of int
        Each spell from its begin to its end, exclusive, in microseconds UTC.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def sums(self) -> tuple[int, ...]:
        """Microseconds of work before each spell, and after the last."""
        return (0, *accumulate(end - start for start, end in zip(self.starts, self.ends, strict=True)))

    def before(self, instant: int) -> int:
        """Return how many microseconds of work lie before an instant."""
        done = bisect_right(self.starts, instant) - 1
        return 0 if done < 0 else self.sums[done] + min(instant, self.ends[done]) - self.starts[done]

    def edges(self, first: int, last: int) -> list[int]:
        """Return the begins and ends that lie inside a range."""
        return [
            edge
            for side in (self.starts, self.ends)
            for edge in side[bisect_left(side, first) : bisect_right(side, last)]
        ]


def working_hours(calendar: Calendar, zones: Zones, first: int, last: int) -> WorkingHours:
    """Return the hours of a calendar that reach into a range of time.

    Parameters
    ----------
    calendar : Calendar
        Hours by the wall clock of its zone. Where the clock is set forward inside them an hour is lost, where it is
        set back the hour that it shows twice counts twice: what counts is time that passed.
    zones : Zones
        The zones of the case.
    first, last : int
        The range, microseconds UTC.

    Returns
    -------
    WorkingHours
        Hours that begin on a holiday are left out.

    Raises
    ------
    ValueError
        When the zone is not known.

    Examples
    --------
    >>> desk = Calendar.model_validate({"id": "desk", "zone": "Europe/Berlin", "hours": {"sun": "00:00-12:00"}})
    >>> spring = instant_of(datetime.fromisoformat("2025-03-30T00:00+01:00"))
    >>> hours = working_hours(desk, Zones(), spring, spring + DAY)
    >>> (hours.ends[0] - hours.starts[0]) // 3_600_000_000
    11
    """
    zone = find_zone(calendar.zone, zones)
    day = moment(first, zone).date() - timedelta(days=1)
    final = moment(last, zone).date()
    spells: list[tuple[int, int]] = []
    while day <= final:
        spells.extend(_spells(calendar, zone, day))
        day += timedelta(days=1)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spells):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return WorkingHours(tuple(start for start, _ in merged), tuple(end for _, end in merged))


def working_time(
    hours: WorkingHours, start: tuple[int, int], end: tuple[int, int], elapsed: Interval = (None, None)
) -> tuple[int, int] | None:
    """Return the least and the most work that can lie between two uncertain points, exactly.

    Work until an instant never falls, so for a given start the least work lies at the earliest end that is allowed,
    and the most at the latest. As functions of the start both are straight between the edges of working hours, so
    their extremes lie where one of the two points is at an edge, or at a bound.

    Parameters
    ----------
    hours : WorkingHours
        The hours, for at least the time between the outermost bounds.
    start, end : tuple of int
        Earliest and latest instant of the two points, microseconds UTC.
    elapsed : tuple of (int or None)
        Shortest and longest time between the two; where the end may come first it is negative.

    Returns
    -------
    tuple of int or None
        Microseconds, negative where the end comes first; ``None`` where the bounds exclude each other.

    Examples
    --------
    >>> hours = WorkingHours((100,), (200,))
    >>> working_time(hours, (0, 150), (180, 300)), working_time(hours, (0, 150), (180, 300), (None, 50))
    ((30, 100), (30, 50))
    """
    shortest = end[0] - start[1] if elapsed[0] is None else max(elapsed[0], end[0] - start[1])
    longest = end[1] - start[0] if elapsed[1] is None else min(elapsed[1], end[1] - start[0])
    first, last = max(start[0], end[0] - longest), min(start[1], end[1] - shortest)
    if shortest > longest or first > last:
        return None
    kinks = {first, last, end[0] - shortest, end[1] - longest, *hours.edges(first, last)}
    for distance in (shortest, longest):
        kinks.update(edge - distance for edge in hours.edges(first + distance, last + distance))
    places = [place for place in sorted(kinks) if first <= place <= last]
    least = min(hours.before(max(end[0], at + shortest)) - hours.before(at) for at in places)
    most = max(hours.before(min(end[1], at + longest)) - hours.before(at) for at in places)
    return least, most


def _spells(calendar: Calendar, zone: tzinfo, day: date) -> Sequence[tuple[int, int]]:
    hours = calendar.hours.get(_WEEKDAYS[day.weekday()])
    if hours is None or day in calendar.holidays:
        return ()
    spells = []
    for spell in hours.split(","):
        begin, finish = (_wall(day, clock) for clock in spell.strip().split("-"))
        if finish <= begin:
            finish += timedelta(days=1)
        spells.append((_instant(begin, zone, 0), _instant(finish, zone, 1)))
    return spells


def _wall(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(day, time.min) + timedelta(hours=hour, minutes=minute)


def _instant(wall: datetime, zone: tzinfo, fold: int) -> int:
    """Return when a wall clock first (fold 0) or last (fold 1) shows a time; one that it skips is when it skips it."""
    early, late = (instant_of(wall.replace(tzinfo=zone, fold=each)) for each in (0, 1))
    if early <= late:
        return late if fold else early
    low, high = late, early  # the clock is set forward between the two
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if moment(middle, zone).replace(tzinfo=None) >= wall else (middle, high)
    return high
