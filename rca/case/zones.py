"""From a wall clock to UTC: places, aliases and offsets, with folds and gaps kept instead of guessed.

Places come from the tzdata package and never from the machine, so that one case gives one answer everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from rca.case.walls import MICROSECOND, offsets, wall_time, wall_us

_OFFSET = re.compile(r"([+-])([0-9]{2}):([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Zones:
    """The zones that one case names.

    Parameters
    ----------
    aliases : mapping of str to str
        The case's own names (``ET``), each for an IANA place, ``UTC``, ``Z`` or a fixed offset.
    unzoned : tuple of str
        Zones that a stamp without a zone may be in; empty means the whole world.
    """

    aliases: Mapping[str, str] = field(default_factory=dict)
    unzoned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocalBounds:
    """When a unit of a wall clock happened.

    Parameters
    ----------
    earliest, latest : int
        A closed interval in microseconds UTC.
    readings : tuple of (int, int)
        Both readings of a unit in a fold or a gap, each an interval, the earlier first; else empty.
    basis : {"stated", "fold", "gap"}
        ``fold``: the clock showed the whole unit twice. ``gap``: the clock never showed it.
    """

    earliest: int
    latest: int
    readings: tuple[tuple[int, int], ...] = ()
    basis: str = "stated"


def find_zone(name: str, zones: Zones) -> tzinfo:
    """Return the zone that a name stands for.

    Parameters
    ----------
    name : str
        An alias of the case, an IANA place, ``UTC``, ``Z`` or a fixed offset such as ``+05:30``.
    zones : Zones
        The zones of the case; an alias goes before a place of the same name.

    Returns
    -------
    tzinfo
        The zone.

    Raises
    ------
    ValueError
        When the name is none of these; the message gives near names.

    Examples
    --------
    >>> find_zone("EDT", Zones({"EDT": "-04:00"}))
    datetime.timezone(datetime.timedelta(days=-1, seconds=72000))
    """
    target = zones.aliases.get(name, name)
    zone = _zone(target)
    if zone is None:
        told = f"{name[:60]!r}" if target == name else f"{target[:60]!r}, which {name[:60]!r} stands for,"
        raise ValueError(
            "a zone is an alias of the case, an IANA place, UTC, Z or an offset from -12:00 to +14:00; "
            f"got {told} which is none of these; {_nearby(target, zones)}"
            "write the place, or add the name to zones in case.yaml"
        )
    return zone


def local_bounds(local: datetime, unit_us: int, zone: str, zones: Zones) -> LocalBounds:
    """Return when a wall clock showed a unit of time.

    Parameters
    ----------
    local : datetime
        Begin of the unit on the wall clock, without a zone.
    unit_us : int
        Length of the unit on the wall clock in microseconds, such as 60,000,000 for a minute.
    zone : str
        The zone of the clock; see `find_zone`.
    zones : Zones
        The zones of the case.

    Returns
    -------
    LocalBounds
        First to last instant at which the clock showed the unit: a day across a change has 23 or 25 hours.
        A unit wholly inside a fold was shown twice and covers both. One wholly inside a gap was never shown:
        it covers what the clock would have shown by the offset before the change and by the one after.

    Raises
    ------
    ValueError
        When the zone is not known.

    Examples
    --------
    >>> bounds = local_bounds(datetime(2025, 11, 2, 1, 30), 60_000_000, "America/New_York", Zones())
    >>> bounds.basis, bounds.latest - bounds.earliest == 3_660_000_000 - 1
    ('fold', True)
    """
    where = find_zone(zone, zones)
    final = local + (unit_us - 1) * MICROSECOND
    before, after = _readings(local, where)
    last_before, last_after = _readings(final, where)
    if before == after and last_before == last_after:
        return LocalBounds(before, last_before)
    if before < after and last_before < last_after and unit_us <= after - before:
        return LocalBounds(before, last_after, ((before, last_before), (after, last_after)), "fold")
    earliest = min(before, after) if before <= after else _change(local, after, before, where)
    latest = max(last_before, last_after)
    if last_before > last_after:
        latest = _change(final, last_after, last_before, where) - 1
    if earliest > latest:
        return LocalBounds(after, last_before, ((after, last_after), (before, last_before)), "gap")
    return LocalBounds(earliest, latest)


def _readings(local: datetime, zone: tzinfo) -> tuple[int, int]:
    """Return the instants of a wall time by the offset before and after a change; mostly equal."""
    wall = wall_us(local)
    if isinstance(zone, timezone):  # one offset for all time
        fixed = wall - zone.utcoffset(None) // MICROSECOND
        return fixed, fixed
    before, after = offsets(zone, wall)
    return wall - before, wall - after


def _change(local: datetime, low: int, high: int, zone: tzinfo) -> int:
    """Return the first instant at which the clock shows a time past a gap, by bisection."""
    while high - low > 1:
        middle = (low + high) // 2
        shown = wall_time(middle).replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
        low, high = (low, middle) if shown >= local else (middle, high)
    return high


@cache
def _zone(name: str) -> tzinfo | None:
    if name in {"UTC", "Z"}:
        return UTC
    if match := _OFFSET.fullmatch(name):
        minutes = int(match[1] + "1") * (int(match[2]) * 60 + int(match[3]))
        possible = int(match[3]) < 60 and -12 * 60 <= minutes <= 14 * 60
        return timezone(timedelta(minutes=minutes)) if possible else None
    if name not in places():
        return None
    from importlib.resources import files

    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


@cache
def places() -> dict[str, None]:
    """Return the names of all IANA places, in the order of the package, as the keys of a dictionary."""
    from importlib.resources import files

    return dict.fromkeys(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def _nearby(name: str, zones: Zones) -> str:
    """Return near names as the begin of a remedy: a place in it first, then names spelled much alike."""
    from difflib import get_close_matches

    wanted = re.sub(r"\s+", "_", name[:60].strip()).lower()
    known = {each.lower(): each for each in (*places(), "UTC", *zones.aliases)}
    parts = [each for lower, each in known.items() if wanted and wanted in lower.split("/")]
    alike = [known[lower] for lower in get_close_matches(wanted, known, n=3, cutoff=0.75)]
    near = list(dict.fromkeys([*parts, *alike]))[:3]
    return f"near names: {', '.join(near)}; " if near else ""
