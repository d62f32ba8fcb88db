"""Which microseconds of a wall clock a stamp covers, before any zone is known."""

from __future__ import annotations

from datetime import date

from rca.case.when import Clock, Part, Stamp, Third

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US

_EPOCH_DAY = date(1970, 1, 1).toordinal()

# First and last hour of a part of the day; night runs into the next day.
_PART_HOURS = {
    Part.MORNING: (6, 12),
    Part.MID_MORNING: (9, 11),
    Part.MIDDAY: (11, 13),
    Part.AFTERNOON: (12, 18),
    Part.EVENING: (17, 23),
    Part.NIGHT: (20, 30),
}

# First day of a third of a month, and the first day after it (None: the month's end).
_THIRD_DAYS = {Third.EARLY: (1, 11), Third.MID: (11, 21), Third.LATE: (21, None)}


def wall_unit(stamp: Stamp) -> tuple[int, int]:
    """Return the first and last microsecond that a stamp covers on its own wall clock.

    Parameters
    ----------
    stamp : Stamp
        A valid stamp; its zone plays no part here.

    Returns
    -------
    tuple of int
        A closed interval, in microseconds since 1970-01-01 00:00 of the same wall clock. The doubt around
        parts of the day and thirds of a month is not in it. ``date clock/clock`` reaches from the begin of
        the first unit to the end of the last.

    Examples
    --------
    >>> first, last = wall_unit(Stamp(1970, 1, 1, clock=Clock(13, 0)))
    >>> (first, last) == (13 * HOUR_US, 13 * HOUR_US + MINUTE_US - 1)
    True
    """
    if stamp.month is None:
        return _day(stamp.year, 1, 1), _day(stamp.year + 1, 1, 1) - 1
    if stamp.day is None:
        return _month(stamp.year, stamp.month, stamp.third)
    midnight = _day(stamp.year, stamp.month, stamp.day)
    if stamp.part is not None:
        begin, end = _PART_HOURS[stamp.part]
        return midnight + begin * HOUR_US, midnight + end * HOUR_US - 1
    if stamp.clock is None:
        return midnight, midnight + DAY_US - 1
    first, last = _clock(stamp.clock)
    if stamp.until is not None:
        last = _clock(stamp.until)[1]
    return midnight + first, midnight + last


def _day(year: int, month: int, day: int) -> int:
    return (date(year, month, day).toordinal() - _EPOCH_DAY) * DAY_US


def _month(year: int, month: int, third: Third | None) -> tuple[int, int]:
    begin, end = (1, None) if third is None else _THIRD_DAYS[third]
    after = _day(year + month // 12, month % 12 + 1, 1) if end is None else _day(year, month, end)
    return _day(year, month, begin), after - 1


def _clock(clock: Clock) -> tuple[int, int]:
    """Return the unit of a clock time; a finer fraction is the microsecond that holds it."""
    first = clock.hour * HOUR_US + (clock.minute or 0) * MINUTE_US + (clock.second or 0) * SECOND_US
    first += int(clock.fraction[:6].ljust(6, "0"))
    if clock.minute is None:
        return first, first + HOUR_US - 1
    if clock.second is None:
        return first, first + MINUTE_US - 1
    return first, first + 10 ** max(0, 6 - len(clock.fraction)) - 1
