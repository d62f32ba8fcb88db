"""Instants, bounds and lengths of time as a reader expects them; never narrower than what is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - a parameter is called date
from typing import Any

from rca.timeline.dates import DAY, MINUTE, SECOND, SHORT_MONTHS, clock_words, day_words, moment, told_instant

NOT_KNOWN = "not known"
"""What is said of a length of time that nothing bounds."""


def day(instant: int, year: int | None = None) -> str:
    """Return the UTC day of an instant; its year is left out where it is the one that the reader knows.

    Examples
    --------
    >>> day(1_594_844_220_000_000), day(1_594_844_220_000_000, 2020)
    ('15 Jul 2020', '15 Jul')
    """
    at = moment(instant)
    return day_words(at, year=at.year != year)


def date_text(date: Date) -> str:
    """Return a date with its year.

    Examples
    --------
    >>> date_text(Date(2020, 9, 24))
    '24 Sep 2020'
    """
    return f"{date.day} {SHORT_MONTHS[date.month - 1]} {date.year}"


def clock(instant: int) -> str:
    """Return the UTC time of day of an instant, with whole seconds only where it has any."""
    return clock_words(moment(instant - instant % SECOND))


def main_year(instants: Iterable[int]) -> int | None:
    """Return the year in which most of some instants lie, the earlier one where two have as many."""
    years = Counter(moment(instant).year for instant in instants)
    return min(years, key=lambda year: (-years[year], year)) if years else None


def within(earliest: int | None, latest: int | None, year: int | None = None) -> str:
    """Return the bounds of a point in time in words.

    Parameters
    ----------
    earliest, latest : int or None
        Inclusive bounds in microseconds UTC; ``None`` where nothing bounds that side.
    year : int or None
        The year that is left out.

    Returns
    -------
    str
        Such as ``19:45 to 20:15`` on one day (the day stands beside it), else with days. A named minute, day
        or month is meant whole.

    Examples
    --------
    >>> at = 1_594_844_220_000_000
    >>> within(at, at + MINUTE - 1), within(at, at + 30 * MINUTE), within(at, None, 2020)
    ('the minute', '20:17 to 20:47', 'not before 15 Jul, 20:17')
    >>> within(None, at - 1, 2020), within(None, at + 43 * MINUTE - 1, 2020), within(at + 1, None, 2020)
    ('not after 15 Jul, 20:16', 'before 15 Jul, 21:00', 'after 15 Jul, 20:17')
    >>> within(at, at + 2 * DAY, 2020)
    '15 Jul, 20:17 to 17 Jul, 20:17'
    """
    match earliest, latest:
        case None, None:
            return "no bound"
        case None, int():
            told = told_instant(latest, last=True)
            return f"{'before' if latest < told and told % MINUTE == 0 else 'not after'} {_stamp(told, year)}"
        case int(), None:
            word = "after" if earliest % MINUTE == 1 else "not before"
            return f"{word} {_stamp(told_instant(earliest, last=False), year)}"
        case int(), int():
            return _between(earliest, latest, year)
    raise AssertionError("bounds are integers or None")


def _between(earliest: int, latest: int, year: int | None) -> str:
    if latest - earliest < SECOND:
        return "the second"
    if earliest // MINUTE == latest // MINUTE:
        whole = earliest % MINUTE == 0 and latest % MINUTE == MINUTE - 1
        return "the minute" if whole else f"{clock(earliest)} to {clock(latest)}"
    start, end = moment(earliest), moment(latest + 1)
    if (start.hour, start.minute) == (end.hour, end.minute) == (0, 0):
        days = (latest + 1 - earliest) // DAY
        if days == 1:
            return "the day"
        if start.day == end.day == 1 and 28 <= days <= 31:
            return "the month"
        return f"{day(earliest, year)} to {day(latest, year)}"
    begin, last = told_instant(earliest, last=False), told_instant(latest, last=True)
    if begin // DAY == last // DAY:
        return f"{clock(begin)} to {clock(last)}"
    return f"{_stamp(begin, year)} to {_stamp(last, year)}"


def _stamp(instant: int, year: int | None) -> str:
    return f"{day(instant, year)}, {clock(instant)}"


def length(span: int, round_up: bool = False, in_hours: bool = False) -> str:
    """Return a length of time.

    Parameters
    ----------
    span : int
        Microseconds, not negative.
    round_up : bool
        To the next unit shown instead of the one before.
    in_hours : bool
        To write hours from one hour on, as beside a length that has them.

    Returns
    -------
    str
        Seconds below a minute, minutes below two hours, hours and minutes below two days, then whole days.

    Examples
    --------
    >>> length(45 * SECOND), length(90 * MINUTE), length(134 * MINUTE), length(26 * 60 * MINUTE), length(90 * DAY)
    ('45 s', '90 min', '2 h 14 min', '26 h', '90 days')
    """
    unit = SECOND if span < MINUTE else MINUTE if span < 2 * DAY else DAY
    whole = -(-span // unit) if round_up else span // unit
    if unit == SECOND and whole < 60:
        return f"{whole} s"
    if unit == DAY:
        return f"{whole} days"
    if whole * unit < (60 if in_hours else 120) * MINUTE:
        return f"{whole * unit // MINUTE} min"
    hours, minutes = divmod(whole * unit // MINUTE, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


@dataclass(frozen=True, slots=True)
class Interval:
    """A length of time in three wordings: for a key number, inside a sentence, and its doubt."""

    short: str
    phrase: str
    full: str = ""


def interval(shortest: int | None, longest: int | None, best: int | None) -> Interval:
    """Return what is known of a length of time.

    Parameters
    ----------
    shortest, longest : int or None
        Bounds in microseconds; ``None`` where nothing bounds that side.
    best : int or None
        The stated value, if there is one.

    Returns
    -------
    Interval
        In words.

    Examples
    --------
    >>> interval(73 * MINUTE + 1, 104 * MINUTE, 90 * MINUTE)
    Interval(short='about 90 min', phrase='about 90 min', full='between 73 min and 104 min')
    >>> interval(133 * MINUTE + 1, 135 * MINUTE - 1, 134 * MINUTE)
    Interval(short='2 h 14 min', phrase='2 h 14 min', full='')
    >>> interval(18 * 60 * MINUTE, 19 * 60 * MINUTE, 1112 * MINUTE).short
    'about 18 h 30 min'
    """
    low = None if shortest is None or shortest < SECOND else shortest  # that it is not negative says nothing
    match low, longest:
        case None, None:
            return _same(NOT_KNOWN)
        case int(), None:
            return _same(f"at least {length(low)}")
        case None, int():
            return _same(f"at most {length(longest, round_up=True)}")
        case int(), int():
            last = length(longest, round_up=True)
            first = length(low, in_hours=" h" in last)
            if best is not None and longest - low <= 2 * MINUTE and longest < 2 * DAY:
                return _same(length(best))
            if best is None:
                return Interval(f"{first} to {last}", f"between {first} and {last}")
            about = f"about {length(_rounded(best, low, longest))}"
            return Interval(about, about, f"between {first} and {last}")
    raise AssertionError("bounds are integers or None")


def _rounded(best: int, low: int, longest: int) -> int:
    """Return a stated length no finer than half its doubt allows, and within its bounds."""
    steps = (step * MINUTE for step in (60, 30, 15, 10, 5) if step * MINUTE <= (longest - low) // 2)
    near = ((best + step // 2) // step * step for step in steps)
    return next((value for value in near if low <= value <= longest), best)


def _same(words: str) -> Interval:
    return Interval(words, words)


def instants(bounds: Iterable[Any]) -> list[int]:
    """Return the known instants of some bounds, for finding the year that a reader may leave out."""
    return [value for b in bounds for value in (b.earliest, b.latest) if value is not None]
