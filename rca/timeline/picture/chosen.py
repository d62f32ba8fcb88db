"""Which events of a very long timeline are drawn one by one; all others are counted in bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rca.timeline.results import SolvedEvent, SolvedPhase, TimelineResult

MOST: Final = 30
"""So many events are told in words beside bars."""
MOST_PHASES: Final = 12
MOST_LANES: Final = 20
REST: Final = "all other lanes"
"""The lane of events whose own lanes are too many to draw."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Events told in words, and those that are counted.

    Parameters
    ----------
    told, counted : tuple of SolvedEvent
        Both in the order of the timeline.
    phases : tuple of SolvedPhase
        Those drawn, in the order of the file: the longest where there are very many.
    rules : str
        Why those that are told were chosen, in words.
    """

    told: tuple[SolvedEvent, ...]
    counted: tuple[SolvedEvent, ...]
    phases: tuple[SolvedPhase, ...]
    rules: str


def choose(events: Sequence[SolvedEvent], phases: Sequence[SolvedPhase], result: TimelineResult) -> Chosen:
    """Choose what is told in words: whole kinds of events, never some of a kind by chance.

    Parameters
    ----------
    events : sequence of SolvedEvent
        In order of time; each has a bound.
    phases : sequence of SolvedPhase
        Those with a bound.
    result : TimelineResult
        For what sources contradict each other on.

    Returns
    -------
    Chosen
        Milestones, then events that contradictions are about, then the ends of phases, then key events: each kind if
        all of it fits into thirty; of milestones the first thirty.
    """
    kept = tuple(phases)
    if len(phases) > MOST_PHASES:
        longest = {phase.id for phase in sorted(phases, key=_length, reverse=True)[:MOST_PHASES]}
        kept = tuple(phase for phase in phases if phase.id in longest)
    about = {conflict.subject for conflict in result.conflicts}
    ends = {id_ for phase in kept for id_ in (phase.start_event, phase.end_event)}
    kinds = (
        ("milestones", [event.id for event in events if event.milestone][:MOST]),
        ("what sources contradict each other on", [event.id for event in events if event.id in about]),
        ("the ends of phases", [event.id for event in events if event.id in ends]),
        ("key events", [event.id for event in events if event.key]),
    )
    told: dict[str, None] = {}
    names = []
    for name, ids in kinds:
        if ids and len({*told, *ids}) <= MOST:
            told.update(dict.fromkeys(ids))
            names.append(name)
    rules = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
    return Chosen(
        tuple(event for event in events if event.id in told),
        tuple(event for event in events if event.id not in told),
        kept,
        rules,
    )


def in_few_lanes(events: Sequence[SolvedEvent]) -> list[SolvedEvent]:
    """Return events in at most twenty lanes: the busiest keep theirs, all others share one."""
    counts = Counter(event.lane for event in events)
    if len(counts) <= MOST_LANES:
        return list(events)
    firsts = {lane: place for place, lane in enumerate(counts)}
    busiest = set(sorted(counts, key=lambda lane: (-counts[lane], firsts[lane]))[: MOST_LANES - 1])
    return [event if event.lane in busiest else replace(event, lane=REST) for event in events]


def _length(phase: SolvedPhase) -> int:
    known = [
        at
        for bounds in (phase.start, phase.end)
        for at in (bounds.earliest, bounds.best, bounds.latest)
        if at is not None
    ]
    return max(known) - min(known)
