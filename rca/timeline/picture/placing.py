"""Everything that stands on the axis, built: which events, which parts of time, which marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile
from rca.timeline.picture.axis import Axis, build_axis, window_axis
from rca.timeline.picture.clock_marks import clocks_of
from rca.timeline.picture.extents import drawable
from rca.timeline.picture.items import Item, claim_item, event_item, hook_place, label_need, phase_item
from rca.timeline.picture.proof_block import PLUM_GRADES
from rca.timeline.picture.room import Spot
from rca.timeline.picture.source_clock import source_clock
from rca.timeline.results import Bounds, SolvedClaim, SolvedEvent, SolvedPhase, TimelineResult

_CLAIM_NEED: Final = 70.0
"""About the width of the words of a claim that was set aside."""
_PARTS: Final = {"at", "start", "end", "within"}


@dataclass(frozen=True, slots=True)
class Plan:
    """The axis and what stands on it.

    Parameters
    ----------
    axis : Axis or None
        ``None`` where nothing has a time.
    items : tuple of Item
        Phases, then events in order of time, each followed by its claims that were set aside.
    """

    axis: Axis | None
    items: tuple[Item, ...]


def is_bounded(bounds: Bounds) -> bool:
    """Return whether anything is known of a point in time."""
    return bounds.earliest is not None or bounds.latest is not None


def plan(
    events: Sequence[SolvedEvent],
    phases: Sequence[SolvedPhase],
    result: TimelineResult,
    case: CaseFile,
    left: float,
    right: float,
    *,
    more: Sequence[Spot] = (),
    window: tuple[int, int] | None = None,
    actors: Mapping[str, str] | None = None,
) -> Plan:
    """Return the marks of a timeline, each with its words placed, but not yet on rows.

    Parameters
    ----------
    events : sequence of SolvedEvent
        Those to be drawn; each has a bound.
    phases : sequence of SolvedPhase
        Those to be drawn; each has a bound.
    result : TimelineResult
        For claims and contradictions.
    case : CaseFile
        For the zones of its sources.
    left, right : float
        Edges of the drawing ground.
    more : sequence of Spot
        What else the axis must show, without words.
    window : tuple of int or None
        The stretch that the axis shows, microseconds UTC; by default as many parts as the spots need.
    actors : mapping of str to str or None
        The lane by which the axis is cut, for each event; by default its own. So one case has one axis, whatever
        its lanes are.

    Returns
    -------
    Plan
        The axis and the marks.
    """
    drawn = {event.id for event in events}
    aside = [claim for claim in result.claims if _stands_aside(claim, drawn)]
    lanes = {event.id: event.lane for event in events} | dict(actors or {})
    spots: dict[tuple[str, str], Spot] = {}
    for phase in phases:
        spots.update(_end_spots(phase.id, phase.start, phase.end, 1.0, ""))
    for event in events:
        need = label_need(event)
        if event.extent:
            spots.update(_end_spots(event.id, event.start, event.end, need, lanes[event.id]))
        else:
            spots[event.id, "at"] = _spot(event.start, need, lanes[event.id])
    for claim in aside:
        spots[claim.id, "at"] = Spot(claim.earliest, None, claim.latest, _CLAIM_NEED, lanes[claim.event])
    if window is not None:
        axis = window_axis(*window, len(spots), left, right)
    elif spots or more:
        axis = build_axis([*spots.values(), *more], left, right)
    else:
        return Plan(None, ())
    homes: dict[str, int] = {}
    for (id_, _), home in zip(spots, axis.homes[: len(spots)], strict=True):
        homes.setdefault(id_, home)
    items = [phase_item(phase, axis, homes[phase.id]) for phase in phases]
    items.extend(_event_items(events, aside, result, case, axis, homes))
    return Plan(axis, tuple(items))


def _event_items(
    events: Sequence[SolvedEvent],
    aside: Sequence[SolvedClaim],
    result: TimelineResult,
    case: CaseFile,
    axis: Axis,
    homes: dict[str, int],
) -> list[Item]:
    disputed = _conflicts_of_claims(result)
    sayings = {(claim.event, claim.said): claim.source for claim in reversed(result.claims)}
    by_id = {event.id: event for event in events}
    note = _notes(result)
    shown = clocks_of(case, result).shown

    items: list[Item] = []
    for event in events:
        home = homes[event.id]
        claims = [claim for claim in aside if claim.event == event.id]
        hook = None
        measured = event.sign == "relative" and event.anchor_of in by_id
        if measured and homes[str(event.anchor_of)] == home:
            hook = hook_place(by_id[str(event.anchor_of)], axis.panels[home])
        elsewhere = [homes[claim.id] for claim in claims if homes[claim.id] != home]
        if elsewhere:
            panel = axis.panels[home]
            hook = panel.left if elsewhere[0] < home else panel.right
        stated = source_clock(case, sayings.get((event.id, event.said)))
        item = event_item(event, axis, home, note(event), hook, stated, shown.get(event.id))
        items.append(item)
        for claim in claims:
            there = axis.panels[homes[claim.id]]
            away = item.mark_left if homes[claim.id] == home else there.right if homes[claim.id] < home else there.left
            number, color = disputed.get(claim.id, ("", "plum"))
            stated = source_clock(case, claim.source)
            items.append(claim_item(claim, event, axis, homes[claim.id], number, color, away, stated))
    return items


def _conflicts_of_claims(result: TimelineResult) -> dict[str, tuple[str, str]]:
    """Return the number of the disagreement that each claim belongs to, and its colour."""
    return {
        claim: (conflict.id, "plum" if conflict.grade in PLUM_GRADES else "grey")
        for conflict in reversed(result.conflicts)
        for claim in (*conflict.claims, *conflict.set_aside)
    }


def _notes(result: TimelineResult) -> Callable[[SolvedEvent], str]:
    """Return what tells for an event whether it is contested, and in which contradiction."""
    still = [conflict for conflict in result.conflicts if conflict.open and conflict.grade in PLUM_GRADES]

    def note(event: SolvedEvent) -> str:
        if not (event.start.contested or event.end.contested):
            return ""
        touched = (event.id, *event.claims)
        found = [each.id for each in still if any(id_ in touched for id_ in (each.subject, *each.claims))]
        return " ".join(["contested", *found[:1]])

    return note


def _stands_aside(claim: SolvedClaim, drawn: set[str]) -> bool:
    bounded = claim.earliest is not None or claim.latest is not None
    return claim.rejected and claim.event in drawn and claim.part in _PARTS and bounded


def _spot(bounds: Bounds, need: float, lane: str) -> Spot:
    return Spot(bounds.earliest, bounds.best, bounds.latest, need, lane)


def _end_spots(id_: str, start: Bounds, end: Bounds, need: float, lane: str) -> dict[tuple[str, str], Spot]:
    """Return the spots of the two ends; an end without any bound asks for nothing."""
    if drawable(start, end) is None:
        ends = {"start": start, "end": end}
    else:
        ends = {"start": _near(start, start.latest), "end": _near(end, end.earliest)}
    return {
        (id_, name): _spot(bounds, need if name == "start" else 0.0, lane)
        for name, bounds in ends.items()
        if is_bounded(bounds)
    }


def _near(bounds: Bounds, inner: int | None) -> Bounds:
    """Return the bounds of an end, as one instant where they are open to a side: the inner one if it is known."""
    if bounds.earliest is not None and bounds.latest is not None:
        return bounds
    known = bounds.earliest if bounds.latest is None else bounds.latest
    place = known if inner is None else inner
    return Bounds(place, bounds.best, place)
