"""The day at which a case speaks, so that due dates and waivers need no clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Final

from rca.case.fields import keys_of, shapes_at
from rca.case.records import CaseFile, Record
from rca.case.when_days import when_days
from rca.errors import Mistake, ParameterError

NO_DAY: Final = date(1970, 1, 1)
"""Stands for the day of a case in which nothing was decided on any day yet."""


def tell_day(day: date) -> str:
    """Return the day at which a case speaks in words.

    Examples
    --------
    >>> tell_day(date(2024, 11, 2)), tell_day(NO_DAY)
    ('2024-11-02', 'no day (the case has none yet)')
    """
    return "no day (the case has none yet)" if day == NO_DAY else day.isoformat()


def day_or_none(day: date) -> str | None:
    """Return the day at which a case speaks as ISO text for data; ``None`` where it has none."""
    return None if day == NO_DAY else day.isoformat()


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
    """Return the latest day on which a person decided something in the case, or did something about an action.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    date
        The latest ``on`` in any of its files, or the latest day before which an entry of a ``history`` cannot have
        been; ``NO_DAY`` where nothing was decided yet. Days that are only set, such as due dates, do not count.
    """
    parts = (case.head, case.timeline, case.causes, case.actions, case.waivers)
    decided = (day for part in parts for day in _decided(part))
    entries = (when_days(status.when)[0] for action in case.actions.actions for status in action.history)
    return max((day for day in chain(decided, entries) if day is not None), default=NO_DAY)


def _decided(record: Record) -> Iterator[date]:
    for name in _may_hold(type(record)):
        item = getattr(record, name)
        if type(item) is tuple:
            for each in item if item and isinstance(item[0], Record) else ():
                yield from _decided(each)
        elif name == "on" and isinstance(item, date):
            yield item
        elif isinstance(item, Record):
            yield from _decided(item)


@cache
def _may_hold(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record that are a day of deciding, or hold records in which one may stand."""
    shapes = {name: (*shapes_at(kind, (key,)), *shapes_at(kind, (key, 0))) for key, name in keys_of(kind).items()}
    return tuple(name for name, forms in shapes.items() if name == "on" or any(form.is_table for form in forms))
