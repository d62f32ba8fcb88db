"""Periods of a series: the grid of its dates, the gaps in it, and a period in words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Step = Literal["day", "week", "month"]

_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NUMBERS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """How often a series has a value.

    Parameters
    ----------
    step : {"day", "week", "month"} or None
        None where the periods are no dates, or follow no such grid.
    every : int
        How many days, weeks or months lie between two values.
    """

    step: Step | None
    every: int = 1


def as_day(text: str) -> date | None:
    """Return a period as a day, where it is written as one (YYYY-MM-DD, YYYY-MM or YYYY-Www)."""
    try:
        if len(text) == 7 and text[4] == "-":
            return date.fromisoformat(f"{text}-01")
        return date.fromisoformat(text[:10]) if len(text) != 8 or "W" in text else None
    except ValueError:
        return None


def grid_of(days: Sequence[date]) -> Grid:
    """Return the grid that every one of the days lies on.

    Parameters
    ----------
    days : sequence of date
        Rising.

    Returns
    -------
    Grid
        Months where all days have one number in their month, weeks where all have one weekday, else days; no
        step where the gaps are so wide that the grid is a guess.

    Examples
    --------
    >>> grid_of([date(2024, 5, 6), date(2024, 5, 13), date(2024, 5, 27)])
    Grid(step='week', every=1)
    """
    if len(days) < 2:
        return Grid(None)
    months = [12 * day.year + day.month for day in days]
    if len({day.day for day in days}) == 1 and len(set(months)) == len(months):
        return _grid("month", [later - earlier for earlier, later in itertools.pairwise(months)])
    gaps = [(later - earlier).days for earlier, later in itertools.pairwise(days)]
    if all(gap % 7 == 0 for gap in gaps):
        return _grid("week", [gap // 7 for gap in gaps])
    return _grid("day", gaps)


def _grid(step: Step, gaps: Sequence[int]) -> Grid:
    every = min(gaps)
    missing = sum(gap // every - 1 for gap in gaps)
    if any(gap % every for gap in gaps) or missing > len(gaps):
        return Grid(None)
    return Grid(step, every)


def grid_days(first: date, last: date, grid: Grid) -> tuple[date, ...]:
    """Return every day of a grid between two of its days, both included."""
    days = [first]
    while days[-1] < last:
        day = days[-1]
        if grid.step == "month":
            month = day.month - 1 + grid.every
            days.append(day.replace(year=day.year + month // 12, month=month % 12 + 1))
        else:
            days.append(day + timedelta(days=grid.every * (7 if grid.step == "week" else 1)))
    return tuple(days)


def period_words(period: str, grid: Grid, year: bool) -> str:
    """Return a period in words.

    Parameters
    ----------
    period : str
        As the series has it.
    grid : Grid
        The grid of the series.
    year : bool
        Whether the year is told.

    Returns
    -------
    str
        Words that can follow "since".

    Examples
    --------
    >>> period_words("2024-05-06", Grid("week"), False), period_words("17", Grid(None), False)
    ('week of 6 May', 'point 17')
    """
    day = as_day(period)
    if day is None:
        return f"point {period}" if period.isdecimal() else period
    tail = f" {day.year}" if year else ""
    if grid.step == "month":
        return f"{_MONTHS[day.month]} {day.year}"
    words = f"{day.day} {_MONTHS[day.month]}{tail}"
    return f"week of {words}" if grid.step == "week" else words


def short_period(period: str, grid: Grid) -> str:
    """Return a period as short as an axis needs it."""
    day = as_day(period)
    if day is None:
        return period
    month = _MONTHS[day.month][:3]
    return f"{month} {day.year}" if grid.step == "month" else f"{day.day} {month}"


def full_period(period: str, grid: Grid) -> str:
    """Return a period with its year."""
    day = as_day(period)
    if day is None:
        return period
    return short_period(period, grid) if grid.step == "month" else f"{day.day} {_MONTHS[day.month]} {day.year}"


def in_words(number: int) -> str:
    """Return a number as text reads best: in words up to twelve."""
    return NUMBERS[number] if 0 < number < len(NUMBERS) else str(number)
