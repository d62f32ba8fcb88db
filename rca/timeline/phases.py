"""Phases, silent stretches, and the lengths of time between milestones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rca.case.records import CaseFile
from rca.timeline.results import Bounds, Duration, Gap, SolvedEvent, SolvedPhase
from rca.timeline.solved import Solved

MILESTONES = (
    *("occurred", "first_exposure", "detected", "reported", "triaged", "acknowledged", "escalated"),
    *("legal_trigger_received", "contained", "actioned", "law_enforcement_notified", "regulator_notified"),
    *("user_notified", "notified", "communicated", "severity_changed", "policy_changed", "hash_shared"),
    *("resolved", "reopened", "debriefed"),
)
"""Stages of an incident in the order in which they answer each other; others follow in order of time."""

LEAST_SHARE = 10
"""A silent stretch is worth telling when it is at least one part in so many of the scope."""


def solved_phases(case: CaseFile, solved: Solved) -> tuple[SolvedPhase, ...]:
    """Return the phases with the bounds of their ends, in the order of the file.

    Parameters
    ----------
    case : CaseFile
        The case.
    solved : Solved
        The solved network.

    Returns
    -------
    tuple of SolvedPhase
        A phase runs from the start of its first event to the end of its last; its length is bounded by all
        constraints together, not by its two ends alone.
    """
    phases = []
    for phase in case.timeline.phases:
        start, end = solved.claims.ends[phase.start][0], solved.claims.ends[phase.end][1]
        shortest, longest = solved.solution.distances(start)
        lasted = shortest[end], longest[end]
        phases.append(
            SolvedPhase(phase.id, phase.name, phase.start, phase.end, solved.bounds(start), solved.bounds(end), lasted)
        )
    return tuple(phases)


def milestone_durations(case: CaseFile, events: Sequence[SolvedEvent], solved: Solved) -> tuple[Duration, ...]:
    """Return the time from each milestone to the next, and from the first of all to each.

    Of several events with one milestone the first in time counts, and of an extent its start.

    Parameters
    ----------
    case : CaseFile
        Its ``milestones`` give the order, where it lists any; else the usual stages, of which ``occurred`` is first.
    events : sequence of SolvedEvent
        In order of time.
    solved : Solved
        The solved network.

    Returns
    -------
    tuple of Duration
        As intervals that all constraints together allow; those that nothing bounds are left out.
    """
    first: dict[str, SolvedEvent] = {}
    for event in events:
        if event.milestone and (event.start.earliest, event.start.latest) != (None, None):
            first.setdefault(event.milestone, event)
    order = case.head.milestones or MILESTONES
    rank = {name: number for number, name in enumerate(order)}
    known = sorted(first.values(), key=lambda event: rank.get(event.milestone or "", len(rank)))
    pairs = [*pairwise(known)]
    if known and known[0].milestone == order[0]:
        pairs += [(known[0], event) for event in known[2:]]
    found = [_duration(start, end, solved) for start, end in pairs]
    return tuple(each for each in found if (each.shortest, each.longest) != (None, None))


def _duration(start: SolvedEvent, end: SolvedEvent, solved: Solved) -> Duration:
    point, other = solved.claims.ends[start.id][0], solved.claims.ends[end.id][0]
    shortest, longest = (side[other] for side in solved.solution.distances(point))
    best = None
    if start.start.best is not None and end.start.best is not None:
        best = end.start.best - start.start.best
        best = best if shortest is None else max(best, shortest)
        best = best if longest is None else min(best, longest)
    return Duration(f"{start.milestone} to {end.milestone}", start.id, end.id, shortest, longest, best)


def silent_gaps(case: CaseFile, events: Sequence[SolvedEvent], solved: Solved) -> tuple[Gap, ...]:
    """Return stretches in which surely nothing of the case happened.

    A stretch lies between the last instant at which anything before it can have been, and the first at which anything
    after it can. Events with an open side are left out: they are not known to lie there. Something that went on fills
    its time, a condition only marks its two ends. Told are stretches inside the scope of at least a tenth of it.

    Parameters
    ----------
    case : CaseFile
        Its scope; without one all events.
    events : sequence of SolvedEvent
        The solved events.
    solved : Solved
        The solved network.

    Returns
    -------
    tuple of Gap
        In order of time.
    """
    spans = sorted(_spans(events), key=lambda span: (span[0], span[1]))
    begin, finish = _scope(case, solved)
    spans = [span for span in spans if (begin is None or span[1] >= begin) and (finish is None or span[0] <= finish)]
    if not spans:
        return ()
    begin = spans[0][0] if begin is None else begin
    finish = max(span[1] for span in spans) if finish is None else finish
    gaps = []
    reach, last = spans[0][1], spans[0][2]
    for earliest, latest, id_ in spans[1:]:
        if earliest - reach > 1 and (earliest - reach) * LEAST_SHARE >= finish - begin:
            gaps.append(_gap(last, id_, reach, earliest, solved))
        if latest > reach:
            reach, last = latest, id_
    return tuple(gaps)


def _spans(events: Iterable[SolvedEvent]) -> Iterable[tuple[int, int, str]]:
    """Yield when each event can have been: earliest, latest, id."""
    for event in events:
        ends: list[tuple[Bounds, Bounds]] = [(event.start, event.end)]
        if event.extent and event.kind == "condition":
            ends = [(event.start, event.start), (event.end, event.end)]
        for first, last in ends:
            if first.earliest is not None and last.latest is not None:
                yield first.earliest, last.latest, event.id


def _scope(case: CaseFile, solved: Solved) -> tuple[int | None, int | None]:
    phases = {phase.id: phase for phase in case.timeline.phases}
    start, end = case.head.scope.start or "", case.head.scope.end or ""
    first = phases[start].start if start in phases else start
    last = phases[end].end if end in phases else end
    ends, solution = solved.claims.ends, solved.solution
    return (
        solution.earliest[ends[first][0]] if first in ends else None,
        solution.latest[ends[last][1]] if last in ends else None,
    )


def _gap(after: str, before: str, start: int, end: int, solved: Solved) -> Gap:
    """Return a stretch with its possible lengths: from the end of what precedes it to the start of what follows."""
    shortest, longest = solved.solution.distances(solved.claims.ends[after][1])
    point = solved.claims.ends[before][0]
    return Gap(after, before, start, end, shortest[point] or end - start, longest[point] or end - start)
