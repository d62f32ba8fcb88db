"""What a profile leaves out of a case as a whole: events that are not key, and narrative for other readers.

Nothing is computed anew: what stays has the same bounds, states and words for every audience.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rca.case.records import CaseFile
from rca.review.audiences import Audience
from rca.timeline.results import Disagreement, TimelineResult


def shown_events(timeline: TimelineResult, disagreements: Iterable[Disagreement], audience: Audience) -> frozenset[str]:
    """Return the events that a review shows.

    Parameters
    ----------
    timeline : TimelineResult
        The solved timeline of the whole case.
    disagreements : iterable of Disagreement
        Everything on which sources disagree.
    audience : Audience
        The profile.

    Returns
    -------
    frozenset of str
        All events, or the key ones with those that phases, durations, contradictions and relative times of
        these rest on.
    """
    events = {event.id: event for event in timeline.events}
    if audience.events == "all":
        return frozenset(events)
    kept = {event.id for event in timeline.events if event.key and not event.anchor}
    kept.update(id_ for phase in timeline.phases for id_ in (phase.start_event, phase.end_event))
    kept.update(id_ for span in timeline.durations for id_ in (span.start_event, span.end_event))
    kept.update(each.subject for each in disagreements if each.subject in events)
    kept.update(anchor for id_ in sorted(kept) if id_ in events and (anchor := events[id_].anchor_of))
    return frozenset(kept & set(events))


def reduced_timeline(timeline: TimelineResult, events: frozenset[str]) -> TimelineResult:
    """Return a timeline with some of its events.

    Parameters
    ----------
    timeline : TimelineResult
        The solved timeline of the whole case.
    events : frozenset of str
        The events that stay.

    Returns
    -------
    TimelineResult
        Without the others, their claims, and the silent stretches that end at them.
    """
    kept = tuple(event for event in timeline.events if event.id in events)
    lanes = {event.lane for event in kept}
    return replace(
        timeline,
        events=kept,
        claims=tuple(claim for claim in timeline.claims if claim.event in events),
        gaps=tuple(gap for gap in timeline.gaps if {gap.after, gap.before} <= events),
        lanes=tuple(lane for lane in timeline.lanes if lane in lanes),
    )


def reduced_case(case: CaseFile, events: frozenset[str], audience: Audience) -> CaseFile:
    """Return a case with some of its events, and the narrative for one audience.

    Parameters
    ----------
    case : CaseFile
        The whole case.
    events : frozenset of str
        The events that stay.
    audience : Audience
        The profile.

    Returns
    -------
    CaseFile
        Everything else is as it was.
    """
    narrative = tuple(part for part in case.head.narrative if part.label in audience.narrative)
    kept = tuple(event for event in case.timeline.events if event.id in events)
    return replace(
        case,
        head=case.head.model_copy(update={"narrative": narrative}),
        timeline=case.timeline.model_copy(update={"events": kept}),
    )
