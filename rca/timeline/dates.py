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
    return (_EPOCH + timedelta(microseconds=min(max(instant, _FIRST), _LAST))).astimezone(zone)


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
        return f"{when:%H:%M:%S}.{when.microsecond:06d}".rstrip("0")
    return f"{when:%H:%M:%S}" if when.second else f"{when:%H:%M}"


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
