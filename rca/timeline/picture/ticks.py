"""Ticks of a part of the axis, and the words of its head: whole clock units, days, months or years of UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from rca.drawing.measure import text_width
from rca.drawing.words import SMALL
from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND, day_words, instant_of, moment, month_words

Unit = Literal["second", "minute", "hour", "day", "month", "year"]

_CLOCK_STEPS: Final = (
    *(count * SECOND for count in (1, 2, 5, 10, 15, 30)),
    *(count * MINUTE for count in (1, 2, 5, 10, 15, 30)),
    *(count * HOUR for count in (1, 2, 3, 6, 12)),
)
_DAY_STEPS: Final = (1, 2, 7, 14)
_MONTH_STEPS: Final = (1, 2, 3, 6)
_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_FEW_MONTHS: Final = 200 * DAY
"""Below this a part that counts months still names its days."""
_BETWEEN: Final = 14.0
"""Least units between the words of two ticks."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with its words."""

    instant: int
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The ticks of a part and the unit they count."""

    unit: Unit
    ticks: tuple[Tick, ...]


def scale_for(start: int, end: int, width: float) -> Scale:
    """Return the finest ticks whose words have room.

    Parameters
    ----------
    start, end : int
        Instants at the two ends, microseconds UTC.
    width : float
        Units between them.

    Returns
    -------
    Scale
        At least one tick wherever a whole unit lies inside.
    """
    room = width / (end - start)
    for step in _CLOCK_STEPS:
        sample = "00:00:00" if step < MINUTE else "00:00"
        if _fits(step * room, sample):
            return Scale(_clock_unit(step), _clock_ticks(start, end, step))
    for days in _DAY_STEPS:
        if _fits(days * DAY * room, "28 Jun"):
            return Scale("day", _day_ticks(start, end, days))
    for months in _MONTH_STEPS:
        if _fits(months * 28 * DAY * room, "Jun 2020"):
            return Scale("month", _month_ticks(start, end, months))
    for years in _YEAR_STEPS:
        if _fits(years * 365 * DAY * room, "2020"):
            return Scale("year", _year_ticks(start, end, years))
    return Scale("year", ())


def rounded(start: int, end: int, floor: int | None, ceiling: int | None) -> tuple[int, int]:
    """Return a range moved out to whole units, where that costs little and meets no neighbour.

    Parameters
    ----------
    start, end : int
        The range, microseconds UTC.
    floor, ceiling : int or None
        Instants that the range may not reach: the ends of the parts beside it.

    Returns
    -------
    tuple of int
        The range.
    """
    unit = max((step for step in (*_CLOCK_STEPS, DAY) if step * 12 <= end - start), default=0)
    if not unit:
        return start, end
    first, last = start // unit * unit, -(-end // unit) * unit
    return (
        first if floor is None or first > floor else start,
        last if ceiling is None or last < ceiling else end,
    )


def heads(start: int, end: int, unit: Unit) -> tuple[str, ...]:
    """Return the words for the head of a part, the fullest first.

    Parameters
    ----------
    start, end : int
        Instants at the two ends, microseconds UTC.
    unit : str
        What its ticks count.

    Returns
    -------
    tuple of str
        All true; the last is the shortest.
    """
    first, last = moment(start), moment(max(start, end - 1))
    if unit in {"second", "minute", "hour"}:
        day = day_words(first, long=True, year=True)
        pace = "second" if end - start <= 3 * MINUTE else "minute" if end - start <= 3 * HOUR else "hour"
        return (f"{day}, {pace} by {pace}", day, day_words(first, year=True), day_words(first))
    if unit == "day" or (unit == "month" and end - start < _FEW_MONTHS):
        return _day_heads(first, last)
    if unit == "month":
        return _month_heads(first, last)
    if first.year == last.year:
        return (str(first.year),)
    return f"{first.year} to {last.year}", f"{first.year}–{last.year}", f"{first.year}–{last.year % 100:02d}"


def midnights(start: int, end: int) -> tuple[int, ...]:
    """Return the instants inside a range at which a day of UTC begins.

    Parameters
    ----------
    start, end : int
        The range, microseconds UTC.

    Returns
    -------
    tuple of int
        In order of time, without the ends of the range.
    """
    return tuple(range((start // DAY + 1) * DAY, end, DAY))


def _fits(step: float, sample: str) -> bool:
    return step >= text_width(sample, SMALL) + _BETWEEN


def _clock_unit(step: int) -> Unit:
    return "second" if step < MINUTE else "minute" if step < HOUR else "hour"


def _clock_ticks(start: int, end: int, step: int) -> tuple[Tick, ...]:
    spec = "%H:%M:%S" if step < MINUTE else "%H:%M"
    first = -(-start // step) * step
    return tuple(Tick(instant, format(moment(instant), spec)) for instant in range(first, end + 1, step))


def _day_ticks(start: int, end: int, days: int) -> tuple[Tick, ...]:
    """Return ticks at midnights; weeks begin on a Monday, the first day after 1970-01-01 plus four."""
    step, shift = days * DAY, 4 * DAY
    first = -(-(start - shift) // step) * step + shift
    return tuple(Tick(instant, day_words(moment(instant))) for instant in range(first, end + 1, step))


def _month_ticks(start: int, end: int, months: int) -> tuple[Tick, ...]:
    first, ticks = moment(start), list[Tick]()
    count = (first.year * 12 + first.month - 1) // months * months
    while (instant := _month_start(count)) <= end:
        if instant >= start:
            when = moment(instant)
            named = day_words(when) if end - start < _FEW_MONTHS else month_words(when, year=when.month == 1)
            ticks.append(Tick(instant, named))
        count += months
    return tuple(ticks)


def _month_start(count: int) -> int:
    year, month = divmod(count, 12)
    return instant_of(datetime(year, month + 1, 1, tzinfo=UTC))


def _year_ticks(start: int, end: int, years: int) -> tuple[Tick, ...]:
    first = moment(start).year
    every = range(max(1, -(-first // years) * years), moment(end).year + 1, years)
    ticks = (Tick(instant_of(datetime(year, 1, 1, tzinfo=UTC)), str(year)) for year in every)
    return tuple(tick for tick in ticks if start <= tick.instant <= end)


def _day_heads(first: datetime, last: datetime) -> tuple[str, ...]:
    if first.date() == last.date():
        return day_words(first, long=True, year=True), day_words(first, year=True), day_words(first)
    if _whole_month(first, last):
        return _month_heads(first, last)
    if first.year != last.year:
        return (
            f"{day_words(first, long=True, year=True)} to {day_words(last, long=True, year=True)}",
            f"{day_words(first, year=True)} to {day_words(last, year=True)}",
            f"{day_words(first, year=True)}–{day_words(last, year=True)}",
            *_month_heads(first, last)[1:],
        )
    return (
        f"{day_words(first, long=True)} to {day_words(last, long=True, year=True)}",
        f"{day_words(first)} to {day_words(last, year=True)}",
        f"{day_words(first)}–{day_words(last, year=True)}",
        f"{day_words(first)}–{day_words(last)}",
        *_month_heads(first, last)[2:],
    )


def _month_heads(first: datetime, last: datetime) -> tuple[str, ...]:
    if (first.year, first.month) == (last.year, last.month):
        return month_words(first, long=True, year=True), month_words(first, year=True), month_words(first)
    if first.year == last.year:
        return (
            f"{month_words(first, long=True)} to {month_words(last, long=True, year=True)}",
            f"{month_words(first)} to {month_words(last, year=True)}",
            f"{month_words(first)}–{month_words(last, year=True)}",
            f"{month_words(first)}–{month_words(last)}",
        )
    return (
        f"{month_words(first, long=True, year=True)} to {month_words(last, long=True, year=True)}",
        f"{month_words(first, year=True)} to {month_words(last, year=True)}",
        f"{month_words(first, year=True)}–{month_words(last, year=True)}",
        f"{first.year}–{last.year}",
    )


def _whole_month(first: datetime, last: datetime) -> bool:
    after = last + timedelta(days=1)
    return first.day == 1 and (first.year, first.month) == (last.year, last.month) and after.month != last.month
