"""Every zone that a case names is known, before any instant is computed from it."""

from __future__ import annotations

from collections.abc import Iterator

from rca.case.messages import split_remedy
from rca.case.parts import Parts
from rca.case.records import Keys
from rca.case.when import Between, ClaimValue, Either, OneSided, Point, Stamp, When
from rca.case.when_bounds import resolve
from rca.case.zones import Zones, find_zone
from rca.errors import Mistake


def zone_mistakes(parts: Parts) -> Iterator[Mistake]:
    """Yield every name of a zone that is neither an alias of the case nor a place nor an offset.

    Parameters
    ----------
    parts : Parts
        The five files as far as they could be read.

    Yields
    ------
    Mistake
        None where the zones of the case could not be read themselves.
    """
    aliases = parts.value("case", "zones")
    if aliases is None:
        return
    zones, bad = Zones(aliases), set()
    for name, target in aliases.items():
        if reason := _why_not(target, Zones()):
            bad.add(name)
            yield _mistake(parts, ("case", "zones", name), "case.unknown-zone", reason)
    for path, name in _named(parts):
        if name not in bad and (reason := _why_not(name, zones)):
            yield _mistake(parts, path, "case.unknown-zone", reason)
    for path, when in _said(parts):
        for claim in when.claims:
            names = dict.fromkeys(stamp.zone for stamp in _stamps(claim) if stamp.zone)
            reasons = [reason for name in names if name not in bad and (reason := _why_not(name, zones))]
            yield from (_mistake(parts, path, "case.unknown-zone", reason) for reason in reasons)
            if not reasons and bad.isdisjoint(names) and (reason := _why_backwards(claim, zones)):
                yield _mistake(parts, path, "case.bad-when", reason)


def _named(parts: Parts) -> Iterator[tuple[Keys, str]]:
    """Yield each name of a zone outside statements about time, with its place."""
    for index, name in enumerate(parts.value("case", "unzoned") or ()):
        yield ("case", "unzoned", index), name
    if local := parts.value("case", "local"):
        yield ("case", "local"), local
    for path, calendar in parts.items("case", "calendars"):
        yield (*path, "zone"), calendar.zone
    for path, source in parts.items("case", "sources"):
        if source.zone:
            yield (*path, "zone"), source.zone


def _said(parts: Parts) -> Iterator[tuple[Keys, When]]:
    for _, _, found in parts.references:
        if isinstance(found.value, When):
            yield found.path, found.value


def _stamps(claim: ClaimValue) -> tuple[Stamp, ...]:
    match claim:
        case Point() | OneSided():
            return (claim.stamp,)
        case Between():
            return (claim.first, claim.last)
        case Either():
            return claim.stamps
        case _:
            return ()


def _why_not(name: str, zones: Zones) -> str:
    """Return why a name is no zone; empty where it is one."""
    try:
        find_zone(name, zones)
    except ValueError as error:
        return str(error)
    return ""


def _why_backwards(claim: ClaimValue, zones: Zones) -> str:
    """Return why a range runs backwards; only over two zones does that need instants."""
    if not isinstance(claim, Between) or claim.first.zone == claim.last.zone:
        return ""
    try:
        resolve(claim, zones, None)
    except ValueError as error:
        return str(error)
    return ""


def _mistake(parts: Parts, path: Keys, code: str, reason: str) -> Mistake:
    message, remedy = split_remedy(reason)
    return parts.mistake(path, code, message, remedy)
