"""The timeline figure: phases and lanes over a broken axis, the strip of no time, proofs, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Final, Literal

from rca.case.records import CaseFile
from rca.case.zones import Zones, find_zone
from rca.drawing.scene import Scene, Shape, Span, Text
from rca.drawing.words import plain, text_line
from rca.timeline.dates import city
from rca.timeline.picture.axis import SCALE_NOTE, axis_heads, head_height
from rca.timeline.picture.by_source import by_source
from rca.timeline.picture.chosen import MOST_PHASES, choose, in_few_lanes
from rca.timeline.picture.clock_marks import clock_notes, clocks_of
from rca.timeline.picture.density import ROWS_OF, Strip, doubled_notes, events_strips, export_strips, strip_item
from rca.timeline.picture.items import label_words
from rca.timeline.picture.lanes import Lane, build_lanes, gutter_for, lane_shapes
from rca.timeline.picture.legend import legend_shapes
from rca.timeline.picture.placing import Plan, is_bounded, plan
from rca.timeline.picture.proof_block import proof_shapes
from rca.timeline.picture.strip import entries, strip_shapes, timeless
from rca.timeline.picture.summary import describe
from rca.timeline.picture.window import Window, checked, inside
from rca.timeline.results import SolvedEvent, SolvedPhase, TimelineResult

if TYPE_CHECKING:
    from rca.evidence.read import EvidenceTable

MOST_ROWS: Final = 36
"""More rows than this do not fit a page: then only key events are drawn, then several on a row."""
LEAST_WIDTH: Final = 600
MOST_WAITING: Final = 24
"""So many entries without a time are drawn."""
MOST_PROOFS: Final = 12
"""So many contradictions are proved under the figure."""
_MOST_ROWED: Final = 150
"""More events than this are not even tried on rows."""
_GAP: Final = 14.0


@dataclass(frozen=True)
class _Body:
    """What is drawn, on rows; ``counted`` says why other events are only counted."""

    events: tuple[SolvedEvent, ...]
    plan: Plan
    lanes: tuple[Lane, ...]
    phases: tuple[SolvedPhase, ...]
    counted: str = ""


@dataclass(frozen=True)
class _Ground:
    """What every try at a layout shares."""

    result: TimelineResult
    case: CaseFile
    exports: tuple[Strip, ...]
    actors: Mapping[str, str]
    window: Window | None
    gutter: float
    width: float


def timeline_scene(
    result: TimelineResult,
    case: CaseFile,
    *,
    width: float = 1200,
    title: str | None = None,
    lanes: Literal["actor", "source"] = "actor",
    window: Window | None = None,
    exports: Sequence[EvidenceTable] = (),
) -> Scene:
    """Return the timeline of a case as a picture.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline; everything drawn comes from it.
    case : CaseFile
        For its title, the names of its zones and sources, and its clocks.
    width : float
        Width of the picture in units, at least 600; text keeps its size.
    title : str or None
        What the picture is, in words; by default made from the title of the case.
    lanes : {"actor", "source"}
        What a lane is. By source, an event stands in the lane of the source that its time rests on.
    window : tuple of int or None
        First and last instant to show, microseconds UTC; by default all.
    exports : sequence of EvidenceTable
        Exports whose rows are counted in a strip of bars each.

    Returns
    -------
    Scene
        Words never overlap, leave the picture or cross a break of the axis; no lane has more than 200 marks. Where
        very many events do not fit, those that matter most are told in words and the others counted in bars.

    Raises
    ------
    ValueError
        When the width is below 600, or the window has no length.
    """
    if width < LEAST_WIDTH:
        raise ValueError(f"a timeline is at least {LEAST_WIDTH} units wide; got {width:g}; show its table instead")
    whole = result
    if lanes == "source":
        result = by_source(result, case)
    if window is not None:
        result = inside(result, checked(window))
    clocks = clocks_of(case, result)
    strips = export_strips(exports, case, clocks.by_source, by_source=lanes == "source")
    names = (*result.lanes, *(strip.lane for strip in strips))
    actors = {event.id: event.lane for event in whole.events}
    ground = _Ground(result, case, strips, actors, window, gutter_for(names), width)
    waiting = timeless(result.events) if window is None else ()
    aside = {event.id for event in waiting}
    placed = [event for event in result.events if event.id not in aside]
    phases = [phase for phase in result.phases if is_bounded(phase.start) or is_bounded(phase.end)]
    body = _fitting(placed, phases, ground)
    shapes, y = _axis_part(body, result, case, ground.gutter)
    unplaced = entries(waiting, [phase for phase in result.phases if phase not in phases] if window is None else ())
    if unplaced:
        y += _GAP
        shapes.append(text_line(0, y + 20, [Span("No time stated", bold=True)], 11.5))
        shapes.append(text_line(0, y + 36, [Span("not on the axis", "ink2")], 11.5))
        strip, y = strip_shapes(unplaced[:MOST_WAITING], ground.gutter, width, y)
        shapes.extend(strip)
    if result.conflicts:
        labels = {event.id: label_words(event) for event in result.events}
        proofs, y = proof_shapes(result.conflicts[:MOST_PROOFS], labels, ground.gutter, width, y + _GAP)
        shapes.extend(proofs)
    told = "".join(span.text for shape in shapes if isinstance(shape, Text) for span in shape.spans)
    signs = _signs(body, bool(unplaced), told)
    set_right = {source for event in body.events for source in event.sources if event.id in clocks.shown}
    set_right.update(table.source for table in exports)
    notes = [*_notes(signs, told, body, len(placed)), *clock_notes(clocks, set_right), *doubled_notes(strips)]
    notes += _left_out(whole, result, len(unplaced), len(phases), body)
    legend, y = legend_shapes(signs, [" ".join(notes)] if notes else [], ground.gutter, width, y + _GAP)
    shapes.extend(legend)
    name = f"Timeline: {plain(case.head.title)}" if title is None else title
    words = [describe(result, body.events)]
    if body.counted:
        words.append(f"{len(placed) - len(body.events):,} more events are counted in bars.")
    words += [
        f"{len(strip.instants):,} rows of {plain(strip.lane.removeprefix(ROWS_OF))} are counted." for strip in strips
    ]
    return Scene(width, round(y + 8), name, " ".join(words), tuple(shapes))


def _fitting(placed: Sequence[SolvedEvent], phases: Sequence[SolvedPhase], ground: _Ground) -> _Body:
    """Return all events where they fit; else the key ones, else several on a row; else bars that count them."""
    body: _Body | None = None
    few = [] if len(phases) > MOST_PHASES else [placed, [event for event in placed if event.key]]
    for events in few:
        if len(events) > _MOST_ROWED or (body is not None and len(events) == len(body.events)):
            continue
        body = _rowed(events, phases, ground, close=False)
        if _height(body) <= 2 * MOST_ROWS:
            return body
    if body is not None:
        body = replace(body, lanes=_lanes(body.plan, ground, close=True))
        if _height(body) <= 4 * MOST_ROWS:
            return body
    chosen = choose(in_few_lanes(placed), phases, ground.result)
    strips = events_strips(chosen.counted)
    drawn = _rowed(chosen.told, chosen.phases, ground, close=True, strips=strips)
    return replace(drawn, counted=chosen.rules or "none")


def _rowed(
    events: Sequence[SolvedEvent],
    phases: Sequence[SolvedPhase],
    ground: _Ground,
    *,
    close: bool,
    strips: Sequence[Strip] = (),
) -> _Body:
    shown = [spot for strip in strips for spot in strip.spots()]
    if not shown and not events and not phases:
        shown = [spot for strip in ground.exports for spot in strip.spots()]
    sides = (ground.gutter, ground.width)
    shared = (ground.result, ground.case, *sides)
    marks = plan(events, phases, *shared, more=shown, window=ground.window, actors=ground.actors)
    if marks.axis is not None:
        axis = marks.axis
        told = {event.lane for event in events}
        outside = "off the axis" if ground.window is None else "have no definite time, and may lie here"
        bars = [strip_item(strip, axis, "more" if strip.lane in told else "", outside) for strip in strips]
        bars += [strip_item(strip, axis) for strip in ground.exports]
        phase_items = [item for item in marks.items if not item.lane]
        marks = replace(marks, items=(*phase_items, *bars, *(item for item in marks.items if item.lane)))
    return _Body(tuple(events), marks, _lanes(marks, ground, close=close), tuple(phases))


def _lanes(marks: Plan, ground: _Ground, *, close: bool) -> tuple[Lane, ...]:
    order = (*ground.result.lanes, *(strip.lane for strip in ground.exports))
    return build_lanes(marks.items, order, ground.gutter, close=close)


def _height(body: _Body) -> int:
    """Return the half rows of all lanes, without those of bars."""
    return sum(lane.height for lane in body.lanes if any("strip" not in item.signs for item in lane.items))


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


def _notes(signs: frozenset[str], told: str, body: _Body, placed: int) -> list[str]:
    """Return the sentences at the foot of the figure on what is drawn."""
    notes: list[str] = []
    left_out = placed - len(body.events)
    if body.counted == "none":
        notes.append(f"{left_out:,} events are counted in bars. The table lists all.")
    elif body.counted:
        notes.append(
            f"Told in words: {body.counted}. {left_out:,} other events are counted in bars. The table lists all."
        )
    elif left_out:
        noun = "event that is" if left_out == 1 else "events that are"
        notes.append(f"Not drawn: {left_out} {noun} not key. The table lists all.")
    if "strip" in signs:
        notes.append("Bars: how many in each stretch of time; each part of a lane has a scale of its own.")
    if "before" in signs:
        notes.append("Dashed outline: the same rows where their clock put them.")
    if "core" in signs:
        notes.append("Solid core: the hours that the words name; the paler ends are the doubt in them.")
    if "⁺¹" in told or "⁻¹" in told:
        notes.append("⁺¹ and ⁻¹: the local date is the day after, or before, that of UTC.")
    return notes


def _left_out(whole: TimelineResult, shown: TimelineResult, waiting: int, phases: int, body: _Body) -> list[str]:
    """Return the sentences at the foot of the figure on what only the tables tell."""
    counts = (
        (len(whole.events) - len(shown.events), "event outside of the window"),
        (waiting - MOST_WAITING, "entry without a time"),
        (phases - len(body.phases), "shorter phase"),
        (len(shown.conflicts) - MOST_PROOFS, "contradiction"),
    )
    told = [f"{count:,} {noun if count == 1 else _plural(noun)}" for count, noun in counts if count > 0]
    return [f"Not drawn: {', '.join(told)}."] if told else []


def _plural(noun: str) -> str:
    first, *rest = noun.split(" ", 1)
    if first == "shorter":
        return f"{noun}s"
    return " ".join([f"{first[:-1]}ies" if first.endswith("y") else f"{first}s", *rest])
