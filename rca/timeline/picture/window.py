"""A timeline between two instants: what of it lies there."""

from __future__ import annotations

from dataclasses import replace

from rca.timeline.dates import clock_words, day_words, moment
from rca.timeline.picture.extents import drawable
from rca.timeline.results import Bounds, SolvedEvent, SolvedPhase, TimelineResult

Window = tuple[int, int]
"""First and last instant, microseconds UTC."""


def checked(window: Window) -> Window:
    """Return a window that has a length.

    Raises
    ------
    ValueError
        When it ends before it begins, or lasts less than a second.
    """
    first, last = window
    if last - first < 1_000_000:
        told = " to ".join(f"{day_words(moment(at), year=True)} {clock_words(moment(at))} UTC" for at in window)
        raise ValueError(f"a window runs from an instant to a later one; got {told}; give a later end")
    return window


def inside(result: TimelineResult, window: Window) -> TimelineResult:
    """Return what of a timeline lies in a window.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.
    window : tuple of int
        First and last instant, microseconds UTC.

    Returns
    -------
    TimelineResult
        Events whose best instant lies inside; those without one, and what went on, as far as their bounds reach into
        it; phases likewise; claims and disagreements of these events.
    """
    events = tuple(event for event in result.events if _meets(event, window))
    kept = {event.id for event in events}
    phases = tuple(phase for phase in result.phases if _reaches(phase, window))
    claims = tuple(
        claim
        for claim in result.claims
        if claim.event in kept and (not claim.rejected or _touches(Bounds(claim.earliest, None, claim.latest), window))
    )
    conflicts = tuple(conflict for conflict in result.conflicts if conflict.subject in kept)
    lanes = tuple(lane for lane in result.lanes if any(event.lane == lane for event in events))
    return replace(result, events=events, claims=claims, conflicts=conflicts, phases=phases, durations=(), lanes=lanes)


def _meets(event: SolvedEvent, window: Window) -> bool:
    if event.extent:
        return _reaches(event, window)
    if event.start.best is not None:
        return window[0] <= event.start.best <= window[1]
    return _touches(event.start, window)


def _reaches(extent: SolvedEvent | SolvedPhase, window: Window) -> bool:
    """Return whether what went on reaches into a window, as far as its bounds tell."""
    whole = drawable(extent.start, extent.end)
    if whole is not None:
        return whole[0] <= window[1] and window[0] <= whole[1]
    return _touches(extent.start, window) or _touches(extent.end, window)


def _touches(bounds: Bounds, window: Window) -> bool:
    """Return whether bounds overlap a window; one bound alone must lie in it."""
    earliest, latest = bounds.earliest, bounds.latest
    if earliest is None or latest is None:
        return any(known is not None and window[0] <= known <= window[1] for known in (earliest, latest))
    return earliest <= window[1] and window[0] <= latest
