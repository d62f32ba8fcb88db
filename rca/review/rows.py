"""Events as rows of a table: when, what, how sure, by which source."""

from __future__ import annotations

import re
from typing import Any

from rca.case.when import Between, ClaimValue, OneSided, Point, Stamp, When
from rca.case.when_print import print_claim
from rca.review.blocks import Line, Row, Tag, Words
from rca.review.lines import marks, plain, strong
from rca.review.moments import clock, day, within
from rca.timeline.dates import DAY, MINUTE, SHORT_MONTHS, moment

_NAMES_YEAR = re.compile(r"\b\d{4}\b")
_NAMES_DAY = re.compile(rf"\b({'|'.join(SHORT_MONTHS)})|\b\d{{4}}\b")

COLUMNS = ("When (UTC)", "What happened", "Certain within", "Source")
"""Heads of a table of events."""


def event_row(event: Any, year: int | None) -> Row:
    """Return an event as a row.

    Parameters
    ----------
    event : View
        A projected solved event.
    year : int or None
        The year that is left out of its days.

    Returns
    -------
    Row
        Four cells, as ``COLUMNS`` names them.
    """
    contested: Line = ()
    if event.start.contested or event.end.contested:
        contested = (Tag("contested", "contradiction"),)
    what = (Words(event.label or event.text), *marks([event.id]), *contested)
    when = when_words(event, year)
    return Row((strong(when), what, plain(_certain(event, year, when)), marks(event.sources)))


def when_words(event: Any, year: int | None) -> str:
    """Return when something happened, as its source says it and with clock times in UTC.

    Parameters
    ----------
    event : View
        A projected solved event.
    year : int or None
        The year that is left out.

    Returns
    -------
    str
        Such as ``15 Jul, about 20:00``, ``Dec 2019``, ``before E6`` or ``No time stated``.
    """
    best = event.start.best
    if event.sign in {"exact", "about"} and best is not None and not event.extent:
        if event.sign == "about":
            return f"{day(best, year)}, about {clock(best - best % MINUTE)}"
        return f"{day(best, year)}, {clock(best)}"
    if event.extent and best is not None and event.end.best is not None:
        end = event.end.best
        same = best // DAY == end // DAY
        return f"{day(best, year)}, {clock(best)} to {'' if same else f'{day(end, year)}, '}{clock(end)}"
    words = str(event.spelled)
    known = event.start.earliest
    if event.sign == "within" and known is not None and not _NAMES_DAY.search(words):
        words = f"{day(known, year)}, {words}"
    return words or "No time stated"


def _certain(event: Any, year: int | None, when: str) -> str:
    """Return between which bounds an event lies; the day is left out where the words for the time have it."""
    if event.extent:
        return f"start {dated(event.start, year)}; end {dated(event.end, year)}"
    words = within(event.start.earliest, event.start.latest, year)
    if words in {"the minute", "the second"}:
        return f"to {words}"
    return words if _NAMES_DAY.search(when) else dated(event.start, year)


def dated(bounds: Any, year: int | None) -> str:
    """Return the bounds of a point in words that stand alone, with the day.

    Parameters
    ----------
    bounds : View
        Projected bounds.
    year : int or None
        The year that is left out.

    Returns
    -------
    str
        Such as ``15 Jul, 20:17`` or ``15 Jul, 04:00 to 20:00``.
    """
    words = within(bounds.earliest, bounds.latest, year)
    known = bounds.earliest, bounds.latest
    if None in known or known[0] // DAY != known[1] // DAY:
        return words
    if words in {"the minute", "the second"}:
        return f"{day(known[0], year)}, {clock(known[0])}"
    return day(known[0], year) if words == "the day" else f"{day(known[0], year)}, {words}"


def full_date(event: Any) -> str:
    """Return when something happened in words that name the year.

    Parameters
    ----------
    event : View
        A projected solved event.

    Returns
    -------
    str
        Such as ``23 Jul 2020``.
    """
    words = when_words(event, None)
    if event.start.earliest is None or _NAMES_YEAR.search(words):
        return words
    year = moment(event.start.earliest + DAY).year  # a day's bounds begin a day before it in the earliest zone
    return f"{words} {year}" if words.endswith(SHORT_MONTHS) else f"{words}, {year}"


def claim_text(when: When) -> str:
    """Return a statement about a date in plain words, with its year.

    Parameters
    ----------
    when : When
        Such as the date of an action's status.

    Returns
    -------
    str
        Such as ``by 24 Sep 2020``.

    Examples
    --------
    >>> from rca.case.when_parse import parse_when
    >>> claim_text(parse_when("by 2020-09-24")), claim_text(parse_when("~2020-09")), claim_text(parse_when("2021"))
    ('by 24 Sep 2020', 'about Sep 2020', '2021')
    """
    return ", ".join(_claim_words(claim) for claim in when.claims)


def _claim_words(claim: ClaimValue) -> str:
    match claim:
        case Point(stamp, about, _) if _by_day(stamp):
            return f"about {_stamp_words(stamp)}" if about else _stamp_words(stamp)
        case Between(first, last) if _by_day(first) and _by_day(last):
            return f"{_stamp_words(first)} to {_stamp_words(last)}"
        case OneSided(side, stamp) if _by_day(stamp):
            return f"{side} {_stamp_words(stamp)}"
        case _:
            return print_claim(claim)


def _by_day(stamp: Stamp) -> bool:
    return stamp.clock is None and stamp.part is None


def _stamp_words(stamp: Stamp) -> str:
    month = SHORT_MONTHS[stamp.month - 1] if stamp.month else ""
    day_of_month = str(stamp.day) if stamp.day else ""
    third = str(stamp.third or "")
    return " ".join(filter(None, (third, day_of_month, month, str(stamp.year))))
