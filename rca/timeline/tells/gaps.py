"""How unusual a silence is, held against the rhythm of the case itself.

A score is no verdict: a night, a lunch or a lost log are silent too. Two measures stand side by side. The empirical
one is the share of intervals, the silence among them, that are at least as long. The other is how often an interval
would be as long if events came one after another at an even chance, with the mean of the other intervals
(exponential intervals of a Poisson process; Cox and Lewis 1966). The silence itself is left out of that mean. With
``n`` intervals the longest of them is that long with a chance of ``1 - (1 - p)^n``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, expm1, log1p
from typing import Final

from rca.case.records import CaseFile
from rca.timeline.results import Gap, SolvedEvent, TimelineResult

LEAST_INTERVALS: Final = 5
"""With fewer other intervals there is no rhythm to hold a silence against."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silent stretch held against the rhythm of a group of events.

    Parameters
    ----------
    group : str
        ``case``, or ``phase P1``, or ``lane company``.
    after, before : str
        The events on either side.
    shortest, longest : int
        Its possible lengths in microseconds.
    others : int
        How many other intervals the group has.
    usual : int or None
        The median of the others, microseconds; ``None``, as all that follow, where there are too few.
    share : float or None
        Share of the intervals, this one among them, that are at least as long as its shortest length.
    even : float or None
        Chance of one interval at least as long as its shortest length if events came evenly.
    longest_even : float or None
        Chance that the longest of all intervals is at least as long, if events came evenly.
    """

    group: str
    after: str
    before: str
    shortest: int
    longest: int
    others: int
    usual: int | None
    share: float | None
    even: float | None
    longest_even: float | None


@dataclass(frozen=True, slots=True)
class _Place:
    """When an event was, to one instant: its best value, else the middle of its bounds."""

    at: int
    earliest: int
    latest: int
    id: str


def silences(case: CaseFile, result: TimelineResult) -> tuple[Silence, ...]:
    """Return the silent stretches of a case with their scores.

    Parameters
    ----------
    case : CaseFile
        Its scope: what lies outside of it is of no account. Without one all events count.
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    tuple of Silence
        Each stretch of ``result.gaps`` against the whole case and against the phase that holds it; then for each lane
        with a rhythm its longest silence that is certain. Lengths count from the last instant at which the event
        before can have been to the first at which the next can.
    """
    first, last = _scope(case, result)
    events = [event for event in result.events if _within(event, first, last)]
    places = _places(events)
    found = [_score("case", gap, places) for gap in result.gaps]
    for phase in result.phases:
        begin = phase.start.earliest if phase.start.best is None else phase.start.best
        end = phase.end.latest if phase.end.best is None else phase.end.best
        if begin is None or end is None:
            continue
        inside = [place for place in places if begin <= place.at <= end]
        held = [gap for gap in result.gaps if begin <= gap.start and gap.end <= end]
        found += [_score(f"phase {phase.id}", gap, inside) for gap in held]
    for lane in result.lanes:
        own = _places(event for event in events if event.lane == lane)
        if len(own) > LEAST_INTERVALS + 1 and (gap := _longest(own)) is not None:
            found.append(_score(f"lane {lane}", gap, own))
    return tuple(found)


def even_chance(length: int, others: Sequence[int]) -> tuple[float, float]:
    """Return the chance of one interval at least so long, and of such a longest one, if events came evenly.

    Examples
    --------
    >>> [round(chance, 4) for chance in even_chance(30, [10, 10, 10])]
    [0.0498, 0.1848]
    """
    mean = sum(others) / len(others)
    one = exp(-length / mean) if mean else 0.0
    return one, 1.0 if one == 1.0 else -expm1((len(others) + 1) * log1p(-one))


def _scope(case: CaseFile, result: TimelineResult) -> tuple[int | None, int | None]:
    """Return from when to when the review looks, as far as that is bounded."""
    ends = {event.id: (event.start.earliest, event.end.latest) for event in result.events}
    ends |= {phase.id: (phase.start.earliest, phase.end.latest) for phase in result.phases}
    start, end = case.head.scope.start or "", case.head.scope.end or ""
    return ends.get(start, (None, None))[0], ends.get(end, (None, None))[1]


def _within(event: SolvedEvent, first: int | None, last: int | None) -> bool:
    earliest, latest = event.start.earliest, event.start.latest
    return (first is None or latest is None or latest >= first) and (
        last is None or earliest is None or earliest <= last
    )


def _places(events: Iterable[SolvedEvent]) -> list[_Place]:
    places = []
    for event in events:
        earliest, best, latest = event.start.earliest, event.start.best, event.start.latest
        if earliest is not None and latest is not None:
            places.append(_Place((earliest + latest) // 2 if best is None else best, earliest, latest, event.id))
    return sorted(places, key=lambda place: (place.at, place.id))


def _longest(places: Sequence[_Place]) -> Gap | None:
    """Return the longest stretch between neighbours in which surely none of the events was."""
    best: Gap | None = None
    reach = places[0]
    for one in places[1:]:
        certain = one.earliest - reach.latest
        if certain > 1 and (best is None or certain > best.end - best.start):
            best = Gap(reach.id, one.id, reach.latest, one.earliest, certain, one.latest - reach.earliest)
        reach = max(reach, one, key=lambda place: place.latest)
    return best


def _score(group: str, gap: Gap, places: Sequence[_Place]) -> Silence:
    """Return a stretch held against the intervals between neighbours that do not lie over it."""
    middle = (gap.start + gap.end) // 2
    others = sorted(two.at - one.at for one, two in pairwise(places) if not one.at <= middle < two.at)
    told = (group, gap.after, gap.before, gap.shortest, gap.longest, len(others))
    if len(others) < LEAST_INTERVALS:
        return Silence(*told, None, None, None, None)
    as_long = sum(other >= gap.shortest for other in others) + 1
    even = even_chance(gap.shortest, others)
    return Silence(*told, others[len(others) // 2], as_long / (len(others) + 1), *even)
