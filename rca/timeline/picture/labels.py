"""Where the words of a mark stand: beside it, on its free stretch, or wrapped; never over an edge of its part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from rca.drawing.scene import Rect, Shape, Span, Style
from rca.drawing.words import GLUE, LABEL, LEADING, balanced, glued, joined, spans_width, text_line
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.signs import Mark

ROW: Final = 26.0
STEP: Final = ROW / 2
"""Wrapped words take half rows."""
ONE_ROW: Final = 2
"""Half rows of a label on one line."""
BASELINE: Final = 4.3
"""From the middle of a row to the baseline of its words."""
_APART: Final = 9.0
_EDGE: Final = 5.0
_BELOW: Final = 20.0
_NARROWEST: Final = 120.0
_HOOK: Final = 60.0
"""Words may stand past a hook that comes from no further away."""
_SHORT: Final = 18
_GROUND: Final = "panel"


@dataclass(frozen=True, slots=True)
class Words:
    """The parts of a label, in the order in which they are read to the right of a mark."""

    time: str
    text: str
    note: str
    id: str
    color: str = "ink"
    text_color: str = "ink"

    def spans(self) -> tuple[Span, ...]:
        """Return time bold, words, note in plum, id grey."""
        return joined([self._time(""), *self._middle(), Span(GLUE + self.id if self.id else "", "grey")])

    def mirrored(self) -> tuple[Span, ...]:
        """Return the parts in reverse order, so that the time touches a mark to the right of them."""
        return joined([Span(self.id, "grey"), *reversed(self._middle()), self._time(GLUE)])

    def _middle(self) -> list[Span]:
        return [Span(self.text, self.text_color), Span(glued(self.note), "plum", bold=True)]

    def _time(self, before: str) -> Span:
        """Return the time, which no line break parts from its unit where it is short."""
        words = glued(self.time) if len(self.time) <= _SHORT else self.time
        return Span(before + words if words else "", self.color, bold=True)


@dataclass(frozen=True, slots=True)
class Label:
    """Placed words, around ``y = 0``, the middle of the row of their mark.

    Parameters
    ----------
    left, right : float
        Edges on the page.
    up, down : float
        What it needs above and below its row.
    shapes : tuple of Shape
        Ground and text.
    """

    left: float
    right: float
    up: float
    down: float
    shapes: tuple[Shape, ...]

    @property
    def steps(self) -> int:
        """How many half rows it takes with its mark."""
        return steps_for(self.up + self.down)


def steps_for(more: float) -> int:
    """Return how many half rows something takes that needs so many units beside one row.

    Parameters
    ----------
    more : float
        Units.

    Returns
    -------
    int
        At least two.

    Examples
    --------
    >>> steps_for(0), steps_for(15), steps_for(30)
    (2, 3, 4)
    """
    return max(ONE_ROW, ceil((ROW + more - 4) / STEP))


def place_label(words: Words, mark: Mark, panel: Panel, hook: float | None = None) -> Label:
    """Return the words of a mark where they need the least height.

    Parameters
    ----------
    words : Words
        The label.
    mark : Mark
        Its mark.
    panel : Panel
        The part of the axis.
    hook : float or None
        Where a dotted hook comes from on the same row; words keep clear of it where they can.

    Returns
    -------
    Label
        Inside the part of the axis. Nothing is ever left out: words that fit nowhere on one line are wrapped.
    """
    best: Label | None = None
    for label in _options(words, mark, panel, hook):
        if best is None or label.steps < best.steps:
            best = label
        if best.steps == ONE_ROW:
            break
    assert best is not None  # noqa: S101 - the last option always exists
    return best


def _options(words: Words, mark: Mark, panel: Panel, hook: float | None) -> Iterator[Label]:
    """Yield places in order of preference; those on one line come first."""
    floor, ceiling = panel.left + _EDGE, panel.right - _EDGE
    forward, mirrored = words.spans(), words.mirrored()
    width = spans_width(forward, LABEL)
    back = spans_width(mirrored, LABEL)
    for side, edge in _edges(mark, hook):
        if side == "right" and edge + _APART + width <= ceiling:
            yield _line(forward, edge + _APART, width)
        if side == "left" and edge - _APART - back >= floor:
            yield _line(mirrored, edge - _APART - back, back)
    if mark.free is not None and mark.free[1] - mark.free[0] >= width + 6:
        yield _line(forward, (mark.free[0] + mark.free[1] - width) / 2, width)
    room = ceiling - mark.right - _APART
    if room >= _NARROWEST:
        yield _block(balanced(forward, room), mark.right + _APART, 0.0)
    room = mark.left - _APART - floor
    if room >= _NARROWEST:
        yield _mirrored_block(balanced(mirrored, room), mark.left - _APART)
    yield _below(balanced(forward, ceiling - floor), mark.left, floor, ceiling)


def _edges(mark: Mark, hook: float | None) -> Sequence[tuple[str, float]]:
    """Return the sides of a mark in the order in which words try them: clear of the hook, past it, over it."""
    right, left = ("right", mark.right), ("left", mark.left)
    if hook is None or mark.left <= hook <= mark.right:
        return right, left
    if hook < mark.left:
        past = [("left", hook)] if mark.left - hook <= _HOOK else []
        return right, *past, left
    past = [("right", hook)] if hook - mark.right <= _HOOK else []
    return left, *past, right


def _line(spans: Sequence[Span], x: float, width: float) -> Label:
    return Label(x, x + width, 0.0, 0.0, (text_line(x, BASELINE, spans, pad=_GROUND),))


def _block(lines: Sequence[Sequence[Span]], x: float, first: float) -> Label:
    """Return lines whose first stands ``first`` units below the middle of the row, on one ground."""
    width = max(spans_width(line, LABEL) for line in lines)
    more = LEADING * (len(lines) - 1)
    texts = [text_line(x, first + BASELINE + LEADING * index, line) for index, line in enumerate(lines)]
    return Label(x, x + width, 0.0, first + more, (_ground(x, width, first, more), *texts))


def _mirrored_block(lines: Sequence[Sequence[Span]], right: float) -> Label:
    """Return lines that end at ``right``, the last of them, which holds the time, on the row of the mark."""
    width = max(spans_width(line, LABEL) for line in lines)
    more = LEADING * (len(lines) - 1)
    texts = [
        text_line(right, BASELINE - more + LEADING * index, line, anchor="end") for index, line in enumerate(lines)
    ]
    return Label(right - width, right, more, 0.0, (_ground(right - width, width, -more, more), *texts))


def _below(lines: Sequence[Sequence[Span]], left: float, floor: float, ceiling: float) -> Label:
    """Return lines under the mark, moved left as far as they must to stay inside."""
    width = max(spans_width(line, LABEL) for line in lines)
    label = _block(lines, max(floor, min(left, ceiling - width)), _BELOW - BASELINE)
    return Label(label.left, label.right, 0.0, _BELOW - 10 + LEADING * (len(lines) - 1), label.shapes)


def _ground(x: float, width: float, first: float, more: float) -> Shape:
    return Rect(x - 3, first - 8.3, width + 6, more + 18.6, Style(fill=_GROUND))
