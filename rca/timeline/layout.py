"""The timeline figure: phases and lanes over a broken axis, the strip of no time, proofs, and how to read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Final

from rca.case.records import CaseFile
from rca.case.zones import Zones, find_zone
from rca.drawing.scene import Scene, Shape, Span, Text
from rca.drawing.words import plain, text_line
from rca.timeline.dates import city
from rca.timeline.picture.axis import SCALE_NOTE, axis_heads, head_height
from rca.timeline.picture.items import label_words
from rca.timeline.picture.lanes import Lane, build_lanes, gutter_for, lane_shapes
from rca.timeline.picture.legend import legend_shapes
from rca.timeline.picture.placing import Plan, is_bounded, plan
from rca.timeline.picture.proof_block import proof_shapes
from rca.timeline.picture.strip import entries, strip_shapes, timeless
from rca.timeline.picture.summary import describe
from rca.timeline.results import SolvedEvent, SolvedPhase, TimelineResult

MOST_ROWS: Final = 36
"""More rows than this do not fit a page: then only key events are drawn, then several on a row."""
LEAST_WIDTH: Final = 600
_GAP: Final = 14.0


@dataclass(frozen=True, slots=True)
class _Body:
    """The events that are drawn, on rows."""

    events: tuple[SolvedEvent, ...]
    plan: Plan
    lanes: tuple[Lane, ...]


def timeline_scene(result: TimelineResult, case: CaseFile, *, width: float = 1200, title: str | None = None) -> Scene:
    """Return the timeline of a case as a picture.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline; everything drawn comes from it.
    case : CaseFile
        For its title and the names of its zones.
    width : float
        Width of the picture in units, at least 600; text keeps its size.
    title : str or None
        What the picture is, in words; by default made from the title of the case.

    Returns
    -------
    Scene
        Words never overlap, leave the picture or cross a break of the axis.

    Raises
    ------
    ValueError
        When the width is below 600.
    """
    if width < LEAST_WIDTH:
        raise ValueError(f"a timeline is at least {LEAST_WIDTH} units wide; got {width:g}; show its table instead")
    gutter = gutter_for(result.lanes)
    waiting = timeless(result.events)
    placed = [event for event in result.events if event not in waiting]
    phases = [phase for phase in result.phases if is_bounded(phase.start) or is_bounded(phase.end)]
    body = _fitting(placed, phases, result, case, gutter, width)
    shapes, y = _axis_part(body, result, case, gutter)
    unplaced = entries(waiting, [phase for phase in result.phases if phase not in phases])
    if unplaced:
        y += _GAP
        shapes.append(text_line(0, y + 20, [Span("No time stated", bold=True)], 11.5))
        shapes.append(text_line(0, y + 36, [Span("not on the axis", "ink2")], 11.5))
        strip, y = strip_shapes(unplaced, gutter, width, y)
        shapes.extend(strip)
    if result.conflicts:
        labels = {event.id: label_words(event) for event in result.events}
        proofs, y = proof_shapes(result.conflicts, labels, gutter, width, y + _GAP)
        shapes.extend(proofs)
    told = "".join(span.text for shape in shapes if isinstance(shape, Text) for span in shape.spans)
    signs = _signs(body, bool(unplaced), told)
    notes = _notes(signs, told, len(placed) - len(body.events))
    legend, y = legend_shapes(signs, notes, gutter, width, y + _GAP)
    shapes.extend(legend)
    name = f"Timeline: {plain(case.head.title)}" if title is None else title
    return Scene(width, round(y + 8), name, describe(result, body.events), tuple(shapes))


def _fitting(
    placed: Sequence[SolvedEvent],
    phases: Sequence[SolvedPhase],
    result: TimelineResult,
    case: CaseFile,
    gutter: float,
    width: float,
) -> _Body:
    """Return all events where they fit; else the key ones; else those with several on a row."""
    body: _Body | None = None
    for events in (placed, [event for event in placed if event.key]):
        if body is not None and len(events) == len(body.events):
            continue
        marks = plan(events, phases, result, case, gutter, width)
        body = _Body(tuple(events), marks, build_lanes(marks.items, result.lanes, gutter, close=False))
        if sum(lane.height for lane in body.lanes) <= 2 * MOST_ROWS:
            return body
    assert body is not None  # noqa: S101 - the loop runs at least once
    return replace(body, lanes=build_lanes(body.plan.items, result.lanes, gutter, close=True))


def _axis_part(body: _Body, result: TimelineResult, case: CaseFile, gutter: float) -> tuple[list[Shape], float]:
    if body.plan.axis is None:
        return [text_line(0, 16, [Span("No event of this case has a time.", "ink2")])], 22.0
    local, name = _local(result, case)
    top = head_height(body.plan.axis, local)
    shapes, bottom = lane_shapes(body.lanes, body.plan.axis, gutter, top)
    return [*shapes, *axis_heads(body.plan.axis, local, name)], bottom


def _local(result: TimelineResult, case: CaseFile) -> tuple[tzinfo | None, str]:
    """Return the zone of the second axis row and its name: the city of the place."""
    if result.local_zone is None:
        return None, ""
    zones = Zones(case.head.zones)
    return find_zone(result.local_zone, zones), city(zones.aliases.get(result.local_zone, result.local_zone))


def _signs(body: _Body, waiting: bool, told: str) -> frozenset[str]:
    found = {sign for lane in body.lanes for item in lane.items for sign in item.signs}
    if waiting:
        found.add("timeless")
    if body.plan.axis is not None and len(body.plan.axis.panels) > 1 and SCALE_NOTE not in told:
        found.add("break")
    return frozenset(found)


def _notes(signs: frozenset[str], told: str, left_out: int) -> list[str]:
    """Return the sentences at the foot of the figure."""
    notes: list[str] = []
    if left_out:
        noun = "event that is" if left_out == 1 else "events that are"
        notes.append(f"Not drawn: {left_out} {noun} not key. The table lists all.")
    if "core" in signs:
        notes.append("Solid core: the hours that the words name; the paler ends are the doubt in them.")
    if "⁺¹" in told or "⁻¹" in told:
        notes.append("⁺¹ and ⁻¹: the local date is the day after, or before, that of UTC.")
    return [" ".join(notes)] if notes else []
