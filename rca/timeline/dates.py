"""Instants as calendar words for a figure, in English and the same on every machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
"""Lengths in microseconds."""

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS: Final = tuple(name[:3] for name in MONTHS)

_STRICT: Final = SECOND // 1000
"""Strict orders take a few microseconds off a bound; so near to the end of a unit it is meant whole."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# One day inside the years that a datetime can hold, so that any zone can show the instant.
_FIRST: Final = (datetime(1, 1, 2, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)
_LAST: Final = (datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH) // timedelta(microseconds=1)


def moment(instant: int, zone: tzinfo = UTC) -> datetime:
    """Return an instant as the clock of a zone shows it.

    Parameters
    ----------
    instant : int
        Microseconds since the epoch, UTC.
    zone : tzinfo
        The zone of the clock.

    Returns
    -------
    datetime
        With that zone; instants outside the years 1 to 9999 give the nearest day inside them.
    """
    when = _EPOCH + timedelta(microseconds=min(max(instant, _FIRST), _LAST))
    return when if zone is UTC else when.astimezone(zone)


def instant_of(when: datetime) -> int:
    """Return a time with a zone as microseconds since the epoch.

    Parameters
    ----------
    when : datetime
        With a zone.

    Returns
    -------
    int
        Microseconds since the epoch, UTC.
    """
    return (when - _EPOCH) // timedelta(microseconds=1)


def told_instant(bound: int, *, last: bool) -> int:
    """Return the instant by which every text and figure names a bound, so that no two of them differ.

    A minute or second that is named is meant whole: what ends with the last microsecond of 20:17 is told as 20:17,
    never as 20:18. Only what ends with an hour is told as the next hour: 18:59:59.999999 as 19:00. Between units it is
    the next second outwards, so that what is told is never narrower than what is known.

    Parameters
    ----------
    bound : int
        Microseconds UTC, inclusive.
    last : bool
        Whether it is the latest instant rather than the earliest.

    Returns
    -------
    int
        Microseconds UTC, a whole second.

    Examples
    --------
    >>> at = 1_594_839_600_000_000  # 2020-07-15 19:00 UTC
    >>> ends = at - 1, at + MINUTE - 1, at + 5_500_000, at
    >>> [clock_words(moment(told_instant(end, last=True))) for end in ends]
    ['19:00', '19:00', '19:00:06', '19:00']
    >>> clock_words(moment(told_instant(at + 1, last=False)))
    '19:00'
    """
    if not last:
        return bound // SECOND * SECOND
    if -bound % HOUR < _STRICT:
        return -(-bound // HOUR) * HOUR
    for unit in (MINUTE, SECOND):
        if -bound % unit < _STRICT:
            return bound // unit * unit
    return -(-bound // SECOND) * SECOND


def day_words(when: datetime, *, long: bool = False, year: bool = False) -> str:
    """Return a day in words.

    Parameters
    ----------
    when : datetime
        Any time of the day.
    long : bool
        Whole name of the month.
    year : bool
        With the year.

    Returns
    -------
    str
        ``16 Jul``, ``16 July``, ``16 July 2020``.

    Examples
    --------
    >>> day_words(datetime(2020, 7, 16), long=True, year=True), day_words(datetime(2020, 9, 1))
    ('16 July 2020', '1 Sep')
    """
    return f"{when.day} {month_words(when, long=long, year=year)}"


def month_words(when: datetime, *, long: bool = False, year: bool = False) -> str:
    """Return a month in words.

    Parameters
    ----------
    when : datetime
        Any time of the month.
    long : bool
        Whole name of the month.
    year : bool
        With the year.

    Returns
    -------
    str
        ``Jul``, ``July``, ``July 2020``.
    """
    name = (MONTHS if long else SHORT_MONTHS)[when.month - 1]
    return f"{name} {when.year}" if year else name


def clock_words(when: datetime) -> str:
    """Return a time of day with seconds only where it has any.

    Parameters
    ----------
    when : datetime
        The time.

    Returns
    -------
    str
        ``20:17`` or ``20:17:05``; fractions of a second are kept as they are.

    Examples
    --------
    >>> clock_words(datetime(2020, 7, 15, 20, 17)), clock_words(datetime(2020, 7, 15, 13, 40, 44))
    ('20:17', '13:40:44')
    """
    if when.microsecond:
        return f"{when.hour:02}:{when.minute:02}:{when.second:02}.{when.microsecond:06}".rstrip("0")
    seconds = f":{when.second:02}" if when.second else ""
    return f"{when.hour:02}:{when.minute:02}{seconds}"


def city(zone: str) -> str:
    """Return the city of a zone name, for the head of the second axis row.

    Parameters
    ----------
    zone : str
        An IANA place, a fixed offset or another name.

    Returns
    -------
    str
        The last part in plain words; an offset is written after ``UTC``.

    Examples
    --------
    >>> city("America/Los_Angeles"), city("+05:30"), city("ET")
    ('Los Angeles', 'UTC+05:30', 'ET')
    """
    if zone[:1] in {"+", "-"}:
        return f"UTC{zone}"
    return zone.rsplit("/", 1)[-1].replace("_", " ")
