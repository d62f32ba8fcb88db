"""When something a case refers to was so, by the calendar alone: dates in words, and events with a stated time."""

from __future__ import annotations

from collections.abc import Iterable

from rca.case.records import CaseFile, Event
from rca.case.when import Between, Either, OneSided, Point, When
from rca.case.when_bounds import Zones, resolve
from rca.case.when_parse import parse_when

Bounds = tuple[int | None, int | None]
"""Earliest and latest instant in microseconds UTC; ``None`` where nothing bounds that side."""


def day_bounds(case: CaseFile, words: str | None, source: str) -> Bounds:
    """Return when a figure was so.

    Parameters
    ----------
    case : CaseFile
        The case.
    words : str or None
        A stamp, or the id of an event.
    source : str
        The source that says it; its zone is used where the words name none.

    Returns
    -------
    tuple of int or None
        ``None`` on both sides without words, and where an event has only times relative to others.
    """
    event = case.events.get(words or "")
    if event is not None:
        return _event_bounds(case, event)
    return when_bounds(case, [(parse_when(words), source)]) if words is not None else (None, None)


def when_bounds(case: CaseFile, claims: Iterable[tuple[When, str | None]]) -> Bounds:
    """Return the bounds that several statements put on one point, by their stamps alone.

    Parameters
    ----------
    case : CaseFile
        For the zones.
    claims : iterable of (When, str or None)
        Statements that all hold, each with its source.

    Returns
    -------
    tuple of int or None
        Their intersection; statements that refer to other points are left out.
    """
    zones = Zones(dict(case.head.zones), case.head.unzoned)
    earliest: list[int] = []
    latest: list[int] = []
    for when, source in claims:
        record = case.sources.get(source or "")
        zone = record.zone if record is not None else None
        for claim in when.claims:
            if isinstance(claim, Point | Between | Either | OneSided):
                bounds = resolve(claim, zones, zone)
                earliest += [] if bounds.earliest is None else [bounds.earliest]
                latest += [] if bounds.latest is None else [bounds.latest]
    return max(earliest, default=None), min(latest, default=None)


def _event_bounds(case: CaseFile, event: Event) -> Bounds:
    return when_bounds(
        case,
        [(claim.when, claim.source) for claim in event.at if claim.when is not None and claim.reject is None],
    )
