"""From words about time to instants: each stamp becomes a closed interval in microseconds UTC.

``resolve`` bounds a point by one claim alone; ``offset_bounds`` bounds its distance from another point and
``lasted_bounds`` the length of an extent.
"""

from __future__ import annotations

from dataclasses import dataclass

from rca.case.durations import lasted_bounds, longest_us, offset_bounds
from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US, SECOND_US, wall_unit
from rca.case.walls import wall_time
from rca.case.when import HORIZON_US, Between, Either, OneSided, Point, Stamp
from rca.case.when_print import print_claim
from rca.case.zones import LocalBounds, Zones, local_bounds

__all__ = ["PointBounds", "Zones", "lasted_bounds", "offset_bounds", "resolve"]

_EASTMOST_US, _WESTMOST_US = 14 * HOUR_US, 12 * HOUR_US

# How little is known of the zone, from nothing in doubt to everything; of several stamps the last one counts.
_BASES = ("stated", "assumed", "fold", "gap", "unzoned", "world")


@dataclass(frozen=True, slots=True)
class PointBounds:
    """What one claim alone says of one point in time; all instants in microseconds UTC.

    Parameters
    ----------
    earliest, latest : int or None
        Closed interval with all doubt in it; ``None`` where the claim leaves that side open.
    best : int or None
        The stated instant: the begin of the unit of a stamp with a clock, also under ``~`` and ``±``.
        ``None`` for coarser stamps, ranges, choices, one-sided claims, and where the zone, a fold or a
        gap leaves several instants.
    core : tuple of int or None
        The unit as stated, where there is doubt around it and no best instant: the plain hours of a part of
        the day, the plain days of a third of a month, the day of ``~2024-05-14``.
    options : tuple of (int, int)
        The alternatives of a choice in their order, or both readings in a fold or gap, with their doubt.
    basis : {"stated", "assumed", "fold", "gap", "unzoned", "world"}
        How the zone is known: named by the stamp; the default; in one, but shown twice or never by the clock
        there; one of the case's ``unzoned``; anywhere in the world. Of several stamps the least certain.
    """

    earliest: int | None
    latest: int | None
    best: int | None
    core: tuple[int, int] | None
    options: tuple[tuple[int, int], ...]
    basis: str


def resolve(claim: Point | Between | Either | OneSided, zones: Zones, default_zone: str | None) -> PointBounds:
    """Return what a claim with stamps says of its point.

    Parameters
    ----------
    claim : Point, Between, Either or OneSided
        A claim that needs no other point.
    zones : Zones
        The zones of the case.
    default_zone : str or None
        Zone of a stamp that names none, usually that of its source; ``None`` takes the hull of
        ``zones.unzoned``, or of the whole world where that is empty.

    Returns
    -------
    PointBounds
        The interval, inside the horizon, and what lies in it.

    Raises
    ------
    ValueError
        When a zone is not known, or a range over two zones runs backwards.

    Examples
    --------
    >>> from rca.case.when_parse import parse_when
    >>> (claim,) = parse_when("1970-01-01 00:00:00 UTC").claims
    >>> resolve(claim, Zones(), None)
    PointBounds(earliest=0, latest=999999, best=0, core=None, options=(), basis='stated')
    """
    match claim:
        case Point():
            return _point(claim, zones, default_zone)
        case OneSided(side, stamp):
            whole = _vague(stamp, zones, default_zone)
            earliest, latest = (None, whole.latest) if side == "by" else (whole.earliest, None)
            return PointBounds(earliest, latest, None, None, (), whole.basis)
    if isinstance(claim, Between):
        parts = [_vague(stamp, zones, default_zone) for stamp in (claim.first, claim.last)]
        earliest, latest = parts[0].earliest, parts[1].latest
    else:
        parts = [_vague(stamp, zones, default_zone) for stamp in claim.stamps]
        earliest, latest = min(part.earliest for part in parts), max(part.latest for part in parts)
    if latest < earliest:
        raise ValueError(
            f"a range runs from the earlier stamp to the later; got {print_claim(claim)!r}, which by its zones "
            "ends before it begins; write it the other way round, or mend the zones"
        )
    options = tuple(option for part in parts for option in _options(part)) if isinstance(claim, Either) else ()
    return PointBounds(earliest, latest, None, None, options, max((part.basis for part in parts), key=_BASES.index))


def _point(point: Point, zones: Zones, default_zone: str | None) -> PointBounds:
    stamp, doubt = point.stamp, _doubt_us(point)
    unit = wall_unit(stamp)
    plain = _interval(stamp, unit, zones, default_zone)
    wide = _widen(plain, doubt)
    best = plain.earliest if _is_instant(stamp, unit, plain) else None
    core = (plain.earliest, plain.latest) if doubt and best is None and not plain.readings else None
    return PointBounds(wide.earliest, wide.latest, best, core, wide.readings, wide.basis)


def _is_instant(stamp: Stamp, unit: tuple[int, int], plain: LocalBounds) -> bool:
    """Whether a stamp tells one instant: a clock time, and one reading of it."""
    return stamp.clock is not None and stamp.until is None and plain.latest - plain.earliest == unit[1] - unit[0]


def _options(part: LocalBounds) -> tuple[tuple[int, int], ...]:
    return part.readings or ((part.earliest, part.latest),)


def _doubt_us(point: Point) -> int:
    if point.tolerance is not None:
        return longest_us(point.tolerance)
    return _about_us(point.stamp) if point.about else _own_doubt_us(point.stamp)


def _own_doubt_us(stamp: Stamp) -> int:
    """Return the doubt that a vague stamp has of its own."""
    if stamp.part is not None:
        return HOUR_US
    return 5 * DAY_US if stamp.third is not None else 0


def _vague(stamp: Stamp, zones: Zones, default_zone: str | None) -> LocalBounds:
    """Return the interval of a stamp with the doubt that it has of its own."""
    return _widen(_interval(stamp, wall_unit(stamp), zones, default_zone), _own_doubt_us(stamp))


def _about_us(stamp: Stamp) -> int:
    """Return the width of ``~`` before a stamp, by the unit in which it is told."""
    if stamp.clock is None:
        return 15 * DAY_US if stamp.day is None else DAY_US
    if stamp.clock.minute is None:
        return HOUR_US
    return 15 * MINUTE_US if stamp.clock.second is None else 30 * SECOND_US


def _widen(part: LocalBounds, doubt: int) -> LocalBounds:
    """Put the doubt, which is elapsed time, on either side, and stay inside the horizon, where every stamp lies."""
    if not doubt:
        return part
    readings = tuple((_inside(first - doubt), _inside(last + doubt)) for first, last in part.readings)
    return LocalBounds(_inside(part.earliest - doubt), _inside(part.latest + doubt), readings, part.basis)


def _inside(instant: int) -> int:
    return max(-HORIZON_US, min(HORIZON_US, instant))


def _interval(stamp: Stamp, wall: tuple[int, int], zones: Zones, default_zone: str | None) -> LocalBounds:
    """Return when the clocks of the zones that a stamp may be in showed its unit of a wall clock."""
    first, last = wall
    local, unit = wall_time(first), last - first + 1
    zone = stamp.zone or default_zone
    if zone is not None:
        bounds = local_bounds(local, unit, zone, zones)
        if bounds.basis != "stated" or stamp.zone:
            return bounds
        return LocalBounds(bounds.earliest, bounds.latest, basis="assumed")
    if not zones.unzoned:
        return LocalBounds(first - _EASTMOST_US, last + _WESTMOST_US, basis="world")
    parts = [local_bounds(local, unit, name, zones) for name in zones.unzoned]
    return LocalBounds(min(part.earliest for part in parts), max(part.latest for part in parts), basis="unzoned")
