"""What stands on the axis: events, phases and claims that were set aside, each as a mark with its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from rca.drawing.scene import Line, Polygon, Shape, Span
from rca.drawing.words import LABEL, joined, plain, spans_width, text_line
from rca.timeline.dates import moment
from rca.timeline.picture.axis import Axis, Panel
from rca.timeline.picture.claim_words import claim_words, claims_of
from rca.timeline.picture.clock_marks import clock_mark
from rca.timeline.picture.extents import frame_piece, open_mark
from rca.timeline.picture.labels import BASELINE, Label, Words, place_label
from rca.timeline.picture.signs import Mark, contested_mark, point_mark, set_aside_mark
from rca.timeline.picture.source_clock import SourceClock
from rca.timeline.picture.time_words import event_time, span_words
from rca.timeline.results import Bounds, SolvedClaim, SolvedEvent, SolvedPhase


@dataclass(frozen=True, slots=True)
class Item:
    """A mark with its words, around ``y = 0``.

    Parameters
    ----------
    id : str
        The event, phase or claim.
    lane : str
        The lane it stands in; empty for a phase.
    first, last : int
        Parts of the axis that its mark reaches over.
    home : int
        The part of its words.
    at : float or None
        Where other marks hook on in that part.
    mark_left, mark_right : float
        Edges of the mark in that part.
    left, right, up, down : float
        Edges of mark and words; ``up`` and ``down`` beside one row.
    marks, words : tuple of Shape
        In painting order: all marks lie below all words.
    signs : tuple of str
        What a legend must explain.
    anchor : str or None
        The event its time is measured from.
    of : str or None
        For a claim that was set aside, its event.
    color : str
        Token of the lines to it.
    """

    id: str
    lane: str
    first: int
    last: int
    home: int
    at: float | None
    mark_left: float
    mark_right: float
    left: float
    right: float
    up: float
    down: float
    marks: tuple[Shape, ...]
    words: tuple[Shape, ...]
    signs: tuple[str, ...]
    anchor: str | None = None
    of: str | None = None
    color: str = "blue"


def label_words(event: SolvedEvent) -> str:
    """Return the words that name an event in a figure: its label, else its text."""
    return plain(event.label or event.text)


def label_need(event: SolvedEvent) -> float:
    """Return about how wide the label of an event is, before it is known where it stands."""
    return spans_width(joined([Span(label_words(event)), Span(event.id), Span("about 20:00", bold=True)]), LABEL)


def event_item(
    event: SolvedEvent,
    axis: Axis,
    home: int,
    note: str,
    hook: float | None,
    stated: SourceClock,
    shown: int | None = None,
) -> Item:
    """Return an event on its part of the axis.

    Parameters
    ----------
    event : SolvedEvent
        With at least one bound.
    axis : Axis
        The axis.
    home : int
        The part it lives in.
    note : str
        What stands in plum before its id; empty for an event that nothing contests.
    hook : float or None
        Where a dotted line comes from, so that words keep clear of it.
    stated : callable
        From the stamps of its source to instants.
    shown : int or None
        When the clock of its source showed it, where that clock was set right.

    Returns
    -------
    Item
        The event.
    """
    color = "plum" if note else "blue"

    def words(panel: Panel) -> Words:
        return Words(event_time(event, panel, stated), label_words(event), note, event.id)

    if event.extent:
        tint = f"{color}t"
        return _extent_item(event.id, event.lane, event.start, event.end, axis, home, words, color, tint)
    panel = axis.panels[home]
    mark = point_mark(event, panel, color)
    if note:
        mark = contested_mark(mark, panel)
    if shown is not None:
        mark = clock_mark(mark, panel, shown)
    label = place_label(words(panel), mark, panel, hook)
    return replace(_item(event.id, event.lane, home, mark, label), anchor=event.anchor_of)


def hook_place(anchor: SolvedEvent, panel: Panel) -> float | None:
    """Return where other marks hook on to an event; ``None`` where it has no definite place."""
    if anchor.extent:
        return None
    return point_mark(anchor, panel).at


def phase_item(phase: SolvedPhase, axis: Axis, home: int) -> Item:
    """Return a phase: a solid frame with its name, and words for an end that is only bounded."""
    vague = phase.start.best is None or phase.end.best is None

    def words(panel: Panel) -> Words:
        told = span_words(phase.start, phase.end, panel) if vague else ""
        return Words(f"{phase.id} {plain(phase.name)}", told, "", "", "ochre", "ink2")

    return _extent_item(phase.id, "", phase.start, phase.end, axis, home, words, "ochre", "ochret")


def claim_item(
    claim: SolvedClaim,
    event: SolvedEvent,
    axis: Axis,
    home: int,
    number: str,
    color: str,
    away: float | None,
    stated: SourceClock,
) -> Item:
    """Return a claim that was set aside, where it says that it was.

    Parameters
    ----------
    claim : SolvedClaim
        With a bound of its own.
    event : SolvedEvent
        Its event: a year that both have is not repeated.
    axis : Axis
        The axis.
    home : int
        The part it lives in.
    number, color : str
        The disagreement it belongs to, and its token: plum where it is a contradiction.
    away : float or None
        Where the claim that stands lies, so that words keep clear of the line to it.
    stated : callable
        From the stamps of its source to instants.

    Returns
    -------
    Item
        The claim.
    """
    panel = axis.panels[home]
    mark = set_aside_mark(panel, claim.earliest, claim.latest, color)
    values = claims_of(claim.said)
    bounds = Bounds(claim.earliest, None, claim.latest)
    said = claim_words(values[0], bounds, panel, stated) if values else plain(claim.said)
    known = (event.start.earliest, event.start.latest, event.end.earliest, event.end.latest)
    years = {moment(instant).year for instant in known if instant is not None}
    if len(years) == 1:
        said = said.removesuffix(f" {years.pop()}")
    words = Words(number or claim.source or "", said, "", "", color, color)
    label = place_label(words, mark, panel, away)
    return replace(_item(claim.id, event.lane, home, mark, label), of=claim.event, color=color)


def moved(shape: Shape, down: float) -> Shape:
    """Return a shape further down the page."""
    if isinstance(shape, Line | Polygon):
        return replace(shape, points=tuple((x, y + down) for x, y in shape.points))
    return replace(shape, y=shape.y + down)


def _item(id_: str, lane: str, home: int, mark: Mark, label: Label) -> Item:
    return Item(
        id=id_,
        lane=lane,
        first=home,
        last=home,
        home=home,
        at=mark.at,
        mark_left=mark.left,
        mark_right=mark.right,
        left=min(mark.left, label.left),
        right=max(mark.right, label.right),
        up=label.up,
        down=label.down,
        marks=mark.shapes,
        words=label.shapes,
        signs=mark.signs,
    )


def _extent_item(
    id_: str,
    lane: str,
    start: Bounds,
    end: Bounds,
    axis: Axis,
    home: int,
    words_on: Callable[[Panel], Words],
    stroke: str,
    tint: str,
) -> Item:
    """Return what went on for a while: a frame over as many parts of the axis as it reaches."""
    phase = not lane and stroke == "ochre"
    height = 18.0 if phase else 10.0
    pieces = {
        index: piece
        for index, panel in enumerate(axis.panels)
        if (piece := frame_piece(panel, start, end, height=height, stroke=stroke, tint=tint)) is not None
    }
    if not pieces:
        panel = axis.panels[home]
        return _open_item(id_, lane, start, end, panel, home, words_on(panel), stroke)
    widest = max(pieces, key=lambda index: (pieces[index].right - pieces[index].left, -index))
    piece = pieces[widest]
    words = words_on(axis.panels[widest])
    inside: tuple[Shape, ...] = ()
    name = (Span(words.time, stroke, bold=True),)
    for within, rest in ((words.spans(), replace(words, time="", text="")), (name, replace(words, time=""))):
        if phase and spans_width(within, LABEL) + 10 <= piece.body[1] - piece.body[0]:
            middle = (piece.body[0] + piece.body[1]) / 2
            inside = (text_line(middle, BASELINE, within, anchor="middle"),)
            words = rest
            break
    free = (piece.free[0] + 14, piece.free[1] - 14) if not phase else None
    shapes = tuple(shape for each in pieces.values() for shape in each.shapes)
    pointed = any(each.pointed for each in pieces.values())
    kind = "phase" if phase else "extent"
    signs = (kind, f"{kind} in doubt") if pointed else (kind,)
    mark = Mark(piece.left, piece.right, None, shapes, signs, free)
    if words.note:
        mark = contested_mark(mark, axis.panels[widest])
    label = Label(piece.left, piece.right, 0, 0, ())
    if words.spans():
        label = place_label(words, mark, axis.panels[widest])
    item = _item(id_, lane, widest, mark, label)
    return replace(
        item,
        first=min(pieces),
        last=max(pieces),
        left=min(item.left, *(each.left for each in pieces.values())),
        right=max(item.right, *(each.right for each in pieces.values())),
        words=(*inside, *label.shapes),
    )


def _open_item(
    id_: str, lane: str, start: Bounds, end: Bounds, panel: Panel, home: int, words: Words, stroke: str
) -> Item:
    """Return what went on with an end that nothing bounds: bars where it had begun, and was not over."""
    began = start.earliest if start.latest is None else start.latest
    lasted = end.latest if end.earliest is None else end.earliest
    known = [began, lasted] if began is None or lasted is None or lasted > began else [began]
    mark = open_mark(panel, [each for each in known if each is not None], stroke)
    if words.note:
        mark = contested_mark(mark, panel)
    return _item(id_, lane, home, mark, place_label(words, mark, panel))
