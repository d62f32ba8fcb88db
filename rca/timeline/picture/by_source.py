"""Lanes by source: each event in the lane of the source that its time rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rca.case.records import CaseFile
from rca.timeline.results import TimelineResult

NO_SOURCE: Final = "no source"
_LONG: Final = 36


def source_lane(case: CaseFile, source: str) -> str:
    """Return the name of the lane of a source: its id with its title, or with its kind where that is long."""
    known = case.sources.get(source)
    if known is None:
        return source
    return f"{source} {known.title if len(known.title) <= _LONG else known.kind}"


def by_source(result: TimelineResult, case: CaseFile) -> TimelineResult:
    """Return a timeline whose lanes are its sources.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.
    case : CaseFile
        For the names of its sources.

    Returns
    -------
    TimelineResult
        Each event stands in the lane of the first source on whose claim a bound of it rests, else of the first that
        tells of it. Lanes have the order of the file.
    """
    resting: dict[str, str] = {}
    for claim in result.claims:
        if claim.binding and not claim.rejected and claim.source is not None and claim.part != "published":
            resting.setdefault(claim.event, claim.source)
    named = {source: source_lane(case, source) for source in case.sources}
    events = []
    for event in result.events:
        source = resting.get(event.id) or next(iter(event.sources), None)
        lane = NO_SOURCE if source is None else named.get(source, source)
        events.append(replace(event, lane=lane))
    used = {event.lane for event in events}
    order = [*(lane for lane in named.values() if lane in used), *dict.fromkeys(event.lane for event in events)]
    return replace(result, events=tuple(events), lanes=tuple(dict.fromkeys(order)))
