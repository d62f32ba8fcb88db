"""The day at which a case speaks, so that due dates and waivers need no clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from pydantic import BaseModel

from rca.case.records import CaseFile
from rca.errors import Mistake, ParameterError

NO_DAY: Final = date(1970, 1, 1)
"""Stands for the day of a case in which nothing was decided on any day yet."""


def parse_day(day: date | str, name: str = "as_of") -> date:
    """Read a day.

    Parameters
    ----------
    day : date or str
        A date, or text ``YYYY-MM-DD``.
    name : str
        What the day is called where it was asked for.

    Returns
    -------
    date
        The day.

    Raises
    ------
    ParameterError
        When the text is no day.

    Examples
    --------
    >>> parse_day("2024-11-02")
    datetime.date(2024, 11, 2)
    """
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        mistake = Mistake(name, 0, 0, "parameter.day", f"a day is written YYYY-MM-DD; got {day!r}", "mend the date")
        raise ParameterError([mistake]) from None


def latest_day(case: CaseFile) -> date:
    """Return the latest day on which a person decided something in the case.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    date
        The latest ``on`` in any of its files; ``NO_DAY`` where nothing was decided yet.
    """
    parts = (case.head, case.timeline, case.causes, case.actions, case.waivers)
    return max((day for part in parts for day in _decided(part)), default=NO_DAY)


def _decided(record: BaseModel) -> Iterator[date]:
    for name, item in vars(record).items():
        if item is None or type(item) is str:
            continue  # most values are, and asking more of them takes the time of a large case
        if type(item) is tuple:
            for each in item if item and isinstance(item[0], BaseModel) else ():
                yield from _decided(each)
        elif name == "on" and isinstance(item, date):
            yield item
        elif isinstance(item, BaseModel):
            yield from _decided(item)
