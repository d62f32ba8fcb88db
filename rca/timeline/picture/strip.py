"""The strip of events for which no time is stated: hollow squares, with known distances drawn between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rca.case.when import Offset, Order
from rca.drawing.scene import Line, Rect, Shape, Span, Style
from rca.drawing.words import LABEL, LEADING, SMALL, joined, plain, spans_width, text_line, wrap_spans
from rca.timeline.picture.claim_words import claims_of, offset_words
from rca.timeline.picture.items import label_words
from rca.timeline.picture.labels import BASELINE, ROW
from rca.timeline.picture.signs import timeless_mark
from rca.timeline.results import SolvedEvent, SolvedPhase

_PADDING: Final = 8.0
_SQUARE: Final = 18.0
"""From the middle of a square to its words."""
_STOPS: Final = 4
_LINK: Final = 20.0
"""Units of line on both sides of the words on it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event or phase without a time, and those whose distance from it is known."""

    id: str
    text: str
    link: str = ""
    after: tuple[Entry, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words beside the square."""
        return joined([Span(self.text), Span(self.id, "grey")])


@dataclass
class _Pen:
    """Where the next entry goes."""

    left: float
    right: float
    y: float
    shapes: list[Shape] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)


def timeless(events: Sequence[SolvedEvent]) -> tuple[SolvedEvent, ...]:
    """Return the events that have no place on an axis.

    Parameters
    ----------
    events : sequence of SolvedEvent
        All events.

    Returns
    -------
    tuple of SolvedEvent
        Those with no time, and those known only by their distance from one of them.
    """
    found: dict[str, SolvedEvent] = {}
    while True:
        more = [event for event in events if event.id not in found and _is_timeless(event, found)]
        if not more:
            return tuple(event for event in events if event.id in found)
        found.update((event.id, event) for event in more)


def entries(events: Sequence[SolvedEvent], phases: Sequence[SolvedPhase]) -> tuple[Entry, ...]:
    """Return the events and phases of the strip, each below the one that its time is measured from.

    Parameters
    ----------
    events : sequence of SolvedEvent
        Events without a time.
    phases : sequence of SolvedPhase
        Phases of which no end has a bound.

    Returns
    -------
    tuple of Entry
        Those that stand alone first.
    """
    ids = {event.id for event in events}
    children: dict[str, list[SolvedEvent]] = {}
    for event in events:
        if event.anchor_of in ids and not _in_circle(event, {each.id: each for each in events}):
            children.setdefault(str(event.anchor_of), []).append(event)
    placed = {event.id for group in children.values() for event in group}

    def entry(event: SolvedEvent) -> Entry:
        link = _distance(event) if event.id in placed else ""
        return Entry(event.id, label_words(event), link, tuple(map(entry, children.get(event.id, ()))))

    roots = [entry(event) for event in events if event.id not in placed]
    alone = [Entry(phase.id, plain(phase.name)) for phase in phases]
    alone += [root for root in roots if not root.after]
    return (*alone, *(root for root in roots if root.after))


def strip_shapes(found: Sequence[Entry], left: float, right: float, top: float) -> tuple[list[Shape], float]:
    """Return the strip and where it ends.

    Parameters
    ----------
    found : sequence of Entry
        At least one.
    left, right, top : float
        Edges of its frame.

    Returns
    -------
    tuple
        Shapes, and the lower edge.
    """
    pen = _Pen(left + 15, right - 10, top + _PADDING + ROW / 2)
    at = pen.left
    stop = (right - left) / _STOPS
    # Pairs stand below each other: their lines end at one place.
    pairs = [root for root in found if len(root.after) == 1]
    column = max((_SQUARE + spans_width(root.spans, LABEL) for root in pairs), default=0.0)
    for index, root in enumerate(found):
        width = _SQUARE + spans_width(root.spans, LABEL)
        if index and (root.after or found[index - 1].after or at + width > pen.right):
            at, pen.y = pen.left, pen.y + ROW
        _draw(root, at, pen, column)
        used = int((at + width + 12 - pen.left) // stop) + 1
        at = pen.left + used * stop
        if at > pen.right - 80 and index + 1 < len(found):
            at = pen.right + 1
    bottom = pen.y + ROW / 2 + _PADDING
    frame = Rect(left, top, right - left, bottom - top, Style(fill="paper", stroke="rule", width=1.2, dash=(4, 3)))
    return [frame, *pen.shapes], bottom


def _draw(entry: Entry, x: float, pen: _Pen, column: float = 0.0) -> None:
    """Draw an entry with its square at ``x``, then what hangs on it: beside it where that fits, else below."""
    y = pen.y
    lines = wrap_spans(entry.spans, pen.right - x - _SQUARE)
    for index, line in enumerate(lines):
        pen.shapes.append(text_line(x + _SQUARE, y + BASELINE + LEADING * index, line))
    pen.shapes.append(timeless_mark(x, y))
    pen.starts.append(x)
    drawn = len(pen.starts)
    end = x + _SQUARE + max(spans_width(line, LABEL) for line in lines)
    pen.y += LEADING * (len(lines) - 1)
    for index, child in enumerate(entry.after):
        words = spans_width([Span(child.link)], SMALL) + 2 * _LINK
        need = _SQUARE + spans_width(child.spans, LABEL)
        if index == 0 and len(lines) == 1 and end + 8 + words + 8 + need <= pen.right:
            far = max(end, x + column) + 8 + words
            far = far if far + 8 + need <= pen.right else end + 8 + words
            _link(child.link, end + 8, far, y, pen)
            _draw(child, far + 5.5, pen)
            continue
        pen.y += ROW
        beside = x + words + 5.5
        # The line down to it must not cross what stands between.
        blocked = any(start <= x for start in pen.starts[drawn:])
        if blocked or beside + _SQUARE + 120 > pen.right:
            alone = Entry(child.id, f"{child.text} ({child.link} than {entry.id})", "", child.after)
            _draw(alone, pen.left, pen)
            continue
        pen.shapes.append(Line(((x, y + 5.5), (x, pen.y)), Style(stroke="blue", width=1.8)))
        _link(child.link, x, x + words, pen.y, pen)
        _draw(child, beside, pen)


def _link(words: str, left: float, right: float, y: float, pen: _Pen) -> None:
    pen.shapes.append(Line(((left, y), (right, y)), Style(stroke="blue", width=1.8)))
    if words:
        middle = (left + right) / 2
        pen.shapes.append(text_line(middle, y + 4, [Span(words, "ink2")], SMALL, anchor="middle", pad="paper"))


def _is_timeless(event: SolvedEvent, found: Mapping[str, SolvedEvent]) -> bool:
    bounds = (event.start.earliest, event.start.latest, event.end.earliest, event.end.latest)
    if event.sign == "none" or all(bound is None for bound in bounds):
        return True
    relative = event.sign in {"relative", "order"} and event.anchor_of in found
    return relative and (event.start.earliest is None or event.end.latest is None)


def _in_circle(event: SolvedEvent, by_id: Mapping[str, SolvedEvent]) -> bool:
    """Return whether following the anchors leads back to the event: then it stands alone."""
    seen = {event.id}
    anchor = event.anchor_of
    while anchor is not None and anchor in by_id:
        if anchor in seen:
            return True
        seen.add(anchor)
        anchor = by_id[anchor].anchor_of
    return False


def _distance(event: SolvedEvent) -> str:
    """Return how far an event lies from its anchor, in words."""
    direction = {"after": "later", "before": "earlier", "of": "apart"}
    for claim in claims_of(event.said):
        if isinstance(claim, Offset) and claim.ref.id == event.anchor_of:
            length = offset_words(claim).replace("within", "at most", 1)
            return f"{length} {direction[claim.relation]}"
        if isinstance(claim, Order) and claim.ref.id == event.anchor_of:
            return f"{'shortly ' if claim.shortly else ''}{direction.get(claim.relation, claim.relation)}"
    return ""
