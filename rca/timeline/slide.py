"""The timeline for a slide: the busy stretch with few events, in words that can be read across a room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rca.case.records import CaseFile
from rca.drawing.scene import Line, Scene, Shape, Span, Style
from rca.drawing.words import plain, text_line
from rca.timeline.picture.axis import Axis, axis_heads, head_height
from rca.timeline.picture.chosen import choose
from rca.timeline.picture.items import label_need
from rca.timeline.picture.lanes import Lane, build_lanes, gutter_for, lane_shapes
from rca.timeline.picture.panels import stretches
from rca.timeline.picture.placing import is_bounded, plan
from rca.timeline.picture.room import Spot
from rca.timeline.picture.summary import describe
from rca.timeline.results import Bounds, SolvedEvent, SolvedPhase, TimelineResult

WIDTH: Final = 956.0
"""Shown 1168 wide on a slide, so that the smallest words, 11.5 units, are 14 pixels."""
HEIGHT: Final = 390.0
"""What a title of one line leaves."""
MOST: Final = 12
_FEWEST: Final = 4
_MANY: Final = 150
"""Among more events than this a busy stretch is looked for only by those that matter most."""
_PHASES: Final = 3
_SPAN: Final = 34.0
_SHARP: Final = ("exact", "about", "relative", "either", "within", "order", "none")


@dataclass(frozen=True, slots=True)
class TimelineSlide:
    """A timeline for a slide.

    Parameters
    ----------
    scene : Scene
        The picture.
    events, phases : tuple of str
        What it shows, in order of time.
    signs : tuple of str
        Signs of uncertainty that it holds, for words that explain them.
    """

    scene: Scene
    events: tuple[str, ...]
    phases: tuple[str, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Events and phases on rows."""

    events: tuple[SolvedEvent, ...]
    phases: tuple[SolvedPhase, ...]
    axis: Axis
    lanes: tuple[Lane, ...]
    shapes: tuple[Shape, ...]
    height: float


def timeline_slide(
    result: TimelineResult, case: CaseFile, length: tuple[str, str, str] | None = None
) -> TimelineSlide | None:
    """Return the timeline of a case for a slide.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline; everything drawn comes from it. Leave its claims out where those that were set
        aside are shown elsewhere.
    case : CaseFile
        For its title.
    length : tuple of str or None
        Two events and the words for the time between them, drawn as a bracket where both are shown.

    Returns
    -------
    TimelineSlide or None
        At most twelve events, and the three longest phases, of the stretch in which most milestones lie; fewer
        events where their words need the room. ``None`` where none has a time.
    """
    gutter = gutter_for(result.lanes)
    window = _busy(_few(_candidates(result), result), WIDTH - gutter)
    if not window:
        return None
    first, last = _reach(window)
    met = [phase for phase in result.phases if _meets(phase, first, last)]
    longest = {phase.id for phase in sorted(met, key=_length, reverse=True)[:_PHASES]}
    phases = [phase for phase in met if phase.id in longest]
    told = {event.id for event in window if event.extent and any(_same(event, phase) for phase in phases)}
    ranked = [event for event in window if event.id not in told and _stands(event, last - first)]
    places = {event.id: place for place, event in enumerate(result.events)}
    ranked.sort(key=lambda event: (event.milestone is None, _SHARP.index(event.sign), places[event.id]))
    ends = set(length[:2]) if length else set()
    ranked.sort(key=lambda event: event.id not in ends)
    drawn: _Drawn | None = None
    for count in range(min(MOST, len(ranked)), 0, -1):
        kept = {event.id for event in ranked[:count]}
        drawn = _drawn([event for event in result.events if event.id in kept], phases, result, case, gutter, length)
        if drawn is not None and drawn.height <= HEIGHT:
            break
    if drawn is None:
        return None
    signs = dict.fromkeys(sign for lane in drawn.lanes for item in lane.items for sign in item.signs)
    words = f"Timeline: {plain(case.head.title)}"
    scene = Scene(WIDTH, round(drawn.height), words, describe(result, drawn.events), drawn.shapes)
    names = tuple(event.id for event in drawn.events), tuple(phase.id for phase in drawn.phases)
    return TimelineSlide(scene, *names, tuple(signs))


def _candidates(result: TimelineResult) -> list[SolvedEvent]:
    """Return key events and milestones with a time; all events with a time where a case marks none."""
    timed = [event for event in result.events if event.sign != "none" and is_bounded(event.start)]
    key = [event for event in timed if (event.key or event.milestone) and not event.anchor]
    return key or timed


def _few(events: Sequence[SolvedEvent], result: TimelineResult) -> Sequence[SolvedEvent]:
    """Return the events of a very long timeline that matter most; where none stands out, equal shares of all."""
    if len(events) <= _MANY:
        return events
    told = choose(events, (), result).told
    return told or events[:: -(-len(events) // _MANY)]


def _busy(events: Sequence[SolvedEvent], width: float) -> list[SolvedEvent]:
    """Return the events of the part of a broken axis that holds most milestones, then most events."""
    if not events:
        return []
    spots = [_spot(event) for event in events]
    parts = [[events[spot] for spot in part.spots] for part in stretches(spots, width)]
    busiest = max(parts, key=lambda part: (sum(event.milestone is not None for event in part), len(part)))
    if len(busiest) < _FEWEST:
        return list(events)
    first, last = _reach(busiest)
    room = (last - first) // 2  # the next part may begin soon after
    near = [
        event for event in events if event.start.best is not None and first - room <= event.start.best <= last + room
    ]
    return [event for event in events if event in busiest or event in near]


def _spot(event: SolvedEvent) -> Spot:
    return Spot(event.start.earliest, event.start.best, event.start.latest, label_need(event), event.lane)


def _reach(events: Sequence[SolvedEvent]) -> tuple[int, int]:
    """Return from when to when sharp times lie; of all times where none is sharp."""
    for group in ([event for event in events if event.start.best is not None], events):
        known = [at for event in group for at in _known(event.start)]
        if known:
            return min(known), max(known)
    raise AssertionError("each event has a bound")


def _known(bounds: Bounds) -> list[int]:
    return [at for at in (bounds.earliest, bounds.best, bounds.latest) if at is not None]


def _meets(phase: SolvedPhase, first: int, last: int) -> bool:
    """Return whether a phase surely lies in a stretch of time at least in part, and not far outside."""
    begun, over = _known(phase.start), _known(phase.end)
    if not begun or not over:
        return False
    room = (last - first) // 2
    return min(over) >= first and max(begun) <= last and first - room <= min(begun) and max(over) <= last + room


def _length(phase: SolvedPhase) -> int:
    return max(_known(phase.end)) - min(_known(phase.start))


def _stands(event: SolvedEvent, length: int) -> bool:
    """Return whether an event can be told apart in a stretch of time: it is not as vague as the stretch is long."""
    bounds = event.start
    if bounds.best is not None or event.milestone:
        return True
    return bounds.earliest is not None and bounds.latest is not None and bounds.latest - bounds.earliest <= length


def _same(event: SolvedEvent, phase: SolvedPhase) -> bool:
    """Return whether a phase already shows what went on."""
    own = (event.start.earliest, event.start.latest, event.end.earliest, event.end.latest)
    return own == (phase.start.earliest, phase.start.latest, phase.end.earliest, phase.end.latest)


def _drawn(
    events: Sequence[SolvedEvent],
    phases: Sequence[SolvedPhase],
    result: TimelineResult,
    case: CaseFile,
    gutter: float,
    length: tuple[str, str, str] | None,
) -> _Drawn | None:
    marks = plan(events, phases, result, case, gutter, WIDTH)
    if marks.axis is None:
        return None
    lanes = build_lanes(marks.items, result.lanes, gutter, close=True)
    shapes, bottom = lane_shapes(lanes, marks.axis, gutter, head_height(marks.axis, None))
    shapes += axis_heads(marks.axis, None, "")
    bracket = _bracket(events, marks.axis, length, bottom) if length else []
    height = bottom + (_SPAN if bracket else 4.0)
    return _Drawn(tuple(events), tuple(phases), marks.axis, lanes, (*shapes, *bracket), height)


def _bracket(events: Sequence[SolvedEvent], axis: Axis, length: tuple[str, str, str], top: float) -> list[Shape]:
    """Return a bracket below the lanes from one event to another, with the time between them in words."""
    best = {event.id: event.start.best for event in events}
    ends = [best.get(id_) for id_ in length[:2]]
    for panel in axis.panels:
        inside = [at for at in ends if at is not None and panel.start <= at <= panel.end]
        if len(inside) == len(ends):
            left, right = sorted(panel.x(at) for at in inside)
            words = text_line((left + right) / 2, top + 28, [Span(length[2], bold=True)], anchor="middle")
            shift = max(0.0, -words.left) - max(0.0, words.left + words.width - WIDTH)
            line = ((left, top + 4), (left, top + 11), (right, top + 11), (right, top + 4))
            return [Line(line, Style(stroke="ink", width=1.8)), replace(words, x=words.x + shift)]
    return []
