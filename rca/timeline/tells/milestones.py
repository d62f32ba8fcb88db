"""The milestones of a case in their order, and which of them came in another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rca.case.records import CaseFile
from rca.timeline.phases import MILESTONES
from rca.timeline.results import Bounds, SolvedEvent, TimelineResult

_ANSWERS = {
    "detected": ("occurred",),
    "triaged": ("occurred", "reported"),
    "acknowledged": ("occurred", "detected"),
    "escalated": ("occurred", "detected"),
    "contained": ("occurred", "detected"),
    "actioned": ("occurred", "detected"),
    "resolved": ("occurred", "detected", "contained"),
    "reopened": ("resolved",),
    "debriefed": ("occurred", "resolved"),
}
"""What must come before a milestone by its meaning; the others may come in any order unless the case orders them."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone that the case reached.

    Parameters
    ----------
    name : str
        As the events name it.
    event : str
        The first event that bears it.
    at : Bounds
        When that was, or began.
    again : tuple of str
        Later events that bear it too.
    """

    name: str
    event: str
    at: Bounds
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderViolation:
    """Two milestones that came, or may have come, in the wrong order.

    Parameters
    ----------
    earlier, later : str
        The milestone that is to come first, and the other.
    earlier_event, later_event : str
        Their events.
    certain : bool
        Whether the bounds leave no other reading; else the order is only open.
    by : int
        By how much at least, where it is certain, else at most; microseconds.
    contested : bool
        Whether one of the two depends on an open contradiction.
    """

    earlier: str
    later: str
    earlier_event: str
    later_event: str
    certain: bool
    by: int
    contested: bool


def milestones(case: CaseFile, result: TimelineResult) -> tuple[Milestone, ...]:
    """Return the milestones of a case.

    Parameters
    ----------
    case : CaseFile
        Its ``milestones`` order them, where it lists any; names outside the list follow in order of time.
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    tuple of Milestone
        One for each name; where several events bear it the first in time that has one counts.
    """
    named: dict[str, list[SolvedEvent]] = {}
    for event in result.events:
        if event.milestone:
            named.setdefault(event.milestone, []).append(event)
    rank = {name: number for number, name in enumerate(case.head.milestones or MILESTONES)}
    found = []
    for name in sorted(named, key=lambda name: rank.get(name, len(rank))):
        timed = [event for event in named[name] if (event.start.earliest, event.start.latest) != (None, None)]
        first = (timed or named[name])[0]
        again = tuple(event.id for event in named[name] if event is not first)
        found.append(Milestone(name, first.id, first.start, again))
    return tuple(found)


def order_violations(case: CaseFile, found: Sequence[Milestone], result: TimelineResult) -> tuple[OrderViolation, ...]:
    """Return the pairs of milestones that came in the wrong order, or may have.

    Parameters
    ----------
    case : CaseFile
        Where it lists its milestones, each must come before the next; else only what the words mean counts: nothing
        is reopened before it was resolved, while a public word may come before or after containment.
    found : sequence of Milestone
        As `milestones` gives them.
    result : TimelineResult
        Its durations know more of two points than the bounds of each.

    Returns
    -------
    tuple of OrderViolation
        Certain ones first. An order that is open counts only where the best values lie in the wrong order.
    """
    listed = {name: number for number, name in enumerate(case.head.milestones)}
    lengths = {(each.start_event, each.end_event): (each.shortest, each.longest) for each in result.durations}
    violations = []
    for one, two in combinations(found, 2):
        if listed:
            ordered = one.name in listed and two.name in listed
            first, second = (one, two) if listed.get(one.name, 0) < listed.get(two.name, 0) else (two, one)
        else:
            ordered = one.name in _ANSWERS.get(two.name, ()) or two.name in _ANSWERS.get(one.name, ())
            first, second = (one, two) if one.name in _ANSWERS.get(two.name, ()) else (two, one)
        if not ordered:
            continue
        shortest, longest = _distance(first, second, lengths)
        contested = first.at.contested or second.at.contested
        pair = (first.name, second.name, first.event, second.event)
        if longest is not None and longest < 0:
            violations.append(OrderViolation(*pair, True, -longest, contested))
        elif shortest is not None and shortest < 0 and _seems_wrong(first, second):
            violations.append(OrderViolation(*pair, False, -shortest, contested))
    return tuple(sorted(violations, key=lambda each: not each.certain))


def _seems_wrong(first: Milestone, second: Milestone) -> bool:
    return first.at.best is not None and second.at.best is not None and second.at.best < first.at.best


def _distance(
    first: Milestone, second: Milestone, lengths: dict[tuple[str, str], tuple[int | None, int | None]]
) -> tuple[int | None, int | None]:
    """Return the least and the most time from one milestone to another."""
    if (known := lengths.get((first.event, second.event))) is not None:
        return known
    if (turned := lengths.get((second.event, first.event))) is not None:
        return tuple(None if side is None else -side for side in reversed(turned))  # type: ignore[return-value]
    one, two = first.at, second.at
    return (
        None if two.earliest is None or one.latest is None else two.earliest - one.latest,
        None if two.latest is None or one.earliest is None else two.latest - one.earliest,
    )
