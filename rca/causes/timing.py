"""Time meets causes: links that the bounds of the timeline rule out, and causes that came too late to matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rca.case.records import CaseFile
from rca.causes.gates import GateTree
from rca.timeline.results import SolvedEvent, TimelineResult

Fault = Literal["after", "over", "late"]


@dataclass(frozen=True, slots=True)
class TimingFault:
    """A link whose cause and effect do not fit in time, whatever the bounds leave open.

    Parameters
    ----------
    link : int
        Number of the link in the file, from 0.
    cause, effect : str
        The two factors.
    cause_event, effect_event : str
        The events that stand for them.
    fault : {"after", "over", "late"}
        ``after``: the cause began after the effect had ended. ``over``: a condition ended before the effect
        began. ``late``: a condition began when the effect had begun already, so it can only have kept it going.
    contested : bool
        Whether one of the times depends on an open conflict.
    """

    link: int
    cause: str
    effect: str
    cause_event: str
    effect_event: str
    fault: Fault
    contested: bool

    @property
    def words(self) -> str:
        """The fault as a sentence part that names the two events."""
        match self.fault:
            case "after":
                return (
                    f"{self.cause_event}, which stands for the cause, came after {self.effect_event}, "
                    "which stands for the effect"
                )
            case "over":
                return f"the condition {self.cause_event} was over before {self.effect_event}, its effect, began"
            case _:
                return f"the condition {self.cause_event} began after {self.effect_event}, its effect, had begun"


@dataclass(frozen=True, slots=True)
class LateCause:
    """A cause in a gate with other ways, which began after the effect was there already.

    Parameters
    ----------
    cause, effect : str
        The two ends of the gate link.
    cause_event : str
        The event that stands for the cause.
    shown_by, shown_event : str
        The factor and event that show that the effect was there: the effect itself or, where it has no event of
        its own, the nearest of its own effects that could not have been without it.
    contested : bool
        Whether one of the times depends on an open conflict.
    """

    cause: str
    effect: str
    cause_event: str
    shown_by: str
    shown_event: str
    contested: bool


def timing_faults(case: CaseFile, timeline: TimelineResult) -> tuple[TimingFault, ...]:
    """Return the links whose cause and effect do not fit in time.

    Parameters
    ----------
    case : CaseFile
        The case.
    timeline : TimelineResult
        Its solved timeline.

    Returns
    -------
    tuple of TimingFault
        In the order of the file, at most one for each link. Only what is certain within the bounds counts.
        Links with a refuted end are left out; so are sightings and statements, since they date the seeing.

    Notes
    -----
    Causes and effects share time and space (Apollo method, principle 4): a cause comes before its effect is
    over, and a condition reaches the time at which its effect begins.
    """
    times = _times(case, timeline)
    found = []
    for number, link in enumerate(case.causes.links):
        before, after = times.get(link.cause), times.get(link.effect)
        cause, effect = case.factors[link.cause], case.factors[link.effect]
        if before is None or after is None or "refuted" in {cause.status, effect.status}:
            continue
        lasts = cause.kind in {"condition", "barrier"} and before.extent and before.kind == "condition"
        if fault := _fault(before, after, lasts=lasts):
            contested = _is_contested(before, after)
            found.append(TimingFault(number, link.cause, link.effect, before.id, after.id, fault, contested))
    return tuple(found)


def late_causes(case: CaseFile, timeline: TimelineResult, tree: GateTree) -> tuple[LateCause, ...]:
    """Return the causes that began after an effect which other causes of its gate can have brought about.

    Parameters
    ----------
    case : CaseFile
        The case.
    timeline : TimelineResult
        Its solved timeline.
    tree : GateTree
        Its gates.

    Returns
    -------
    tuple of LateCause
        Causes before their effects, then in the order of the file. Only gates that need fewer than all of their
        causes are looked at, and only what is certain within the bounds counts.
    """
    times = _times(case, timeline)
    found = []
    for effect in tree.order:
        inputs = tree.inputs[effect]
        choice = bool(inputs) and tree.needs[effect] < len(inputs)
        shown_by = _dated(tree, effect, times) if choice else None
        if shown_by is None:
            continue
        shown = times[shown_by]
        for cause in inputs:
            event = times.get(cause)
            if event is not None and _after(event.start.earliest, shown.start.latest):
                contested = _is_contested(event, shown)
                found.append(LateCause(cause, effect, event.id, shown_by, shown.id, contested))
    return tuple(found)


def _dated(tree: GateTree, node: str, times: Mapping[str, SolvedEvent]) -> str | None:
    """Return the node, or the nearest effect with an event that cannot have been without it."""
    waiting, seen = [node], {node}
    while waiting:
        here = waiting.pop(0)
        if here in times:
            return here
        for effect in tree.order:
            inputs = tree.inputs[effect]
            if here in inputs and tree.needs[effect] == len(inputs) and effect not in seen:
                seen.add(effect)
                waiting.append(effect)
    return None


def _times(case: CaseFile, timeline: TimelineResult) -> Mapping[str, SolvedEvent]:
    """Return the event of each factor that has one which dates the thing and not the seeing of it."""
    return dict(_dated_factors(case, {event.id: event for event in timeline.events}))


def _dated_factors(case: CaseFile, events: Mapping[str, SolvedEvent]) -> Iterator[tuple[str, SolvedEvent]]:
    for factor in case.causes.factors:
        event = events.get(factor.event) if factor.event is not None else None
        if event is not None and event.kind not in {"observation", "statement"}:
            yield factor.id, event


def _fault(before: SolvedEvent, after: SolvedEvent, *, lasts: bool) -> Fault | None:
    if _after(before.start.earliest, after.end.latest):
        return "after"
    if lasts and _after(after.start.earliest, before.end.latest):
        return "over"
    if lasts and _after(before.start.earliest, after.start.latest):
        return "late"
    return None


def _after(earliest: int | None, latest: int | None) -> bool:
    """Whether one point certainly lies after another, from the earliest of the one and the latest of the other."""
    return earliest is not None and latest is not None and earliest > latest


def _is_contested(*events: SolvedEvent) -> bool:
    return any(event.start.contested or event.end.contested for event in events)
