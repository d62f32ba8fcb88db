"""A timeline between two instants: what of it lies there."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rca.case.records import CaseFile
from rca.case.when import Point
from rca.case.when_bounds import Zones, resolve
from rca.case.when_parse import parse_when
from rca.timeline.dates import clock_words, day_words, moment
from rca.timeline.picture.extents import drawable
from rca.timeline.results import Bounds, SolvedEvent, SolvedPhase, TimelineResult

_POINTED: Final = ("exact", "about", "relative")
"""Signs that are drawn at one instant."""

Window = tuple[int, int]
"""First and last instant, microseconds UTC."""


def window_of(first: str | None, last: str | None, case: CaseFile, result: TimelineResult) -> Window | None:
    """Read a window from words.

    Parameters
    ----------
    first, last : str or None
        Such as ``2020-07-15 20:00 UTC``, ``2020-07-15 13:00 PT`` with a zone of the case, or ``2020-07-15`` for a whole
        day; without a zone they are UTC. ``None`` for the first or last instant that the timeline knows.
    case : CaseFile
        For its zones.
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    tuple of int or None
        Microseconds UTC; ``None`` where neither is given.

    Raises
    ------
    ValueError
        When the words are no time, or the window has no length.
    """
    if first is None and last is None:
        return None
    known = [
        at
        for event in result.events
        for bounds in (event.start, event.end)
        for at in (bounds.earliest, bounds.best, bounds.latest)
        if at is not None
    ]
    begin = min(known, default=0) if first is None else _edge(first, case, last=False)
    return checked((begin, max(known, default=0) if last is None else _edge(last, case, last=True)))


def _edge(text: str, case: CaseFile, *, last: bool) -> int:
    """Return an end of a window: a clock time is an instant, the end of a day its last one."""
    rule = "an end of a window is a date or a time, such as 2020-07-15 20:00 UTC"
    try:
        (value,) = parse_when(text).claims
    except ValueError as error:
        raise ValueError(f"{rule}; got {text[:80]!r}; write it so") from error
    if not isinstance(value, Point):
        raise ValueError(f"{rule}; got {text[:80]!r}; write it so")
    bounds = resolve(value, Zones(dict(case.head.zones), tuple(case.head.unzoned)), "UTC")
    edge = bounds.latest if last and value.stamp.clock is None else bounds.earliest
    if edge is None:
        raise ValueError(f"{rule}; got {text[:80]!r}; write it so")
    return edge


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
        Events whose stated instant lies inside; those that are only bounded, and what went on, as far as their bounds
        reach into it; phases likewise; claims and disagreements of these events.
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
    if event.start.best is not None and event.sign in _POINTED:
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
