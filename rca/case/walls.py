"""The wall clock as a number: microseconds since it showed 1970-01-01 00:00, and how far it is ahead of UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

MICROSECOND: Final = timedelta(microseconds=1)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NONE: Final = timedelta()


def wall_us(local: datetime) -> int:
    """Return what a clock shows as microseconds.

    Parameters
    ----------
    local : datetime
        A reading of a wall clock, in no zone.

    Examples
    --------
    >>> wall_us(wall_time(90_000_000))
    90000000
    """
    return (local - _EPOCH) // MICROSECOND


def wall_time(wall: int) -> datetime:
    """Return what a clock shows, from microseconds; an OverflowError outside the years 1 to 9999.

    Examples
    --------
    >>> wall_time(90_000_000).isoformat()
    '1970-01-01T00:01:30'
    """
    return _EPOCH + wall * MICROSECOND


def offsets(zone: tzinfo, wall: int) -> tuple[int, int]:
    """Return how far a clock that shows a time is ahead of UTC: by the rule before a change, and by the one after.

    Parameters
    ----------
    zone : tzinfo
        A place or a fixed offset.
    wall : int
        What the clock shows, in microseconds.

    Returns
    -------
    tuple of int
        Microseconds; they differ only for a time that the clock showed twice (a fold) or never (a gap).

    Examples
    --------
    >>> from datetime import timezone
    >>> offsets(timezone(timedelta(hours=2)), 0)
    (7200000000, 7200000000)
    """
    local = wall_time(wall)
    # The type of a zone allows for having no offset; no place and no fixed offset is without one.
    before, after = (zone.utcoffset(local.replace(tzinfo=zone, fold=fold)) or _NONE for fold in (0, 1))
    return before // MICROSECOND, after // MICROSECOND
