"""Paint the nodes of the tree: kind by shape, state by border and dot, both also in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from rca.causes.picture.cards import COLORS, HEAD, Card, Content
from rca.causes.results import State
from rca.drawing.scene import Circle, Line, Polygon, Rect, Shape, Span, Style
from rca.drawing.words import LEADING, SMALL, TINY, spans_width, text_line

FLAG: Final = 17.0
FLAG_ABOVE: Final = 10.0
"""How far the flag of a single fix stands out above its node."""

BORDERS: Final[dict[State, tuple[float, ...]]] = {
    "established": (),
    "possible": (6, 3),
    "excluded": (1.5, 3),
}
GROUNDS: Final[dict[State, str]] = {"established": "bluet", "possible": "ochret", "excluded": "paper"}
_CUT: Final = 11.0
_FOLD: Final = 12.0
_ROUND: Final = 14.0


def paint_card(card: Card, x: float, y: float) -> Iterator[Shape]:
    """Yield the shapes of one node.

    Parameters
    ----------
    card : Card
        The node.
    x, y : float
        Its left top corner.

    Yields
    ------
    Shape
        Outline, signs and words; their group is the key of the node.
    """
    content, group = card.content, card.content.key
    yield from outline(content, x, y, card.width, card.height)
    if content.form == "pill":
        for number, line in enumerate(card.body):
            middle = x + card.width / 2
            yield text_line(middle, y + 18.5 + LEADING * number, line, SMALL, anchor="middle", group=group)
        return
    fold = 7.0 if content.form == "omission" else 0.0
    yield from state_dot(content.state, x + card.width - 13 - fold, y + 13 + fold / 2, group)
    row = y + 17
    for line in card.head:
        yield text_line(x + card.left, row, line, HEAD, group=group)
        row += 13
    row += 3
    for line in card.body:
        yield text_line(x + card.left, row, line, SMALL, group=group)
        row += LEADING
    row += 2
    yield from source_dots(content.independent, x + card.left + 4, row - 3, group)
    for marks, stop in card.foot:
        if marks:
            yield text_line(x + card.left + 22, row, [Span(marks, "ink2")], TINY, group=group)
        if stop:
            yield text_line(x + card.width - 11, row, [Span(stop, "ink2")], TINY, anchor="end", group=group)
        row += 13
    for line in card.onward:
        yield text_line(x + card.left, row, line, TINY, group=group)
        row += 13
    if content.flagged:
        yield from flag(content, x + card.width, y)


def outline(content: Content, x: float, y: float, width: float, height: float) -> Iterator[Shape]:
    """Yield the outline of a node: its kind by shape, its state by border.

    Parameters
    ----------
    content : Content
        Kind and state; of a barrier, the state of its wall.
    x, y, width, height : float
        Its place and size.

    Yields
    ------
    Shape
        A closed shape, and the marks of the kind.
    """
    color, group = COLORS[content.state], content.key
    line = 2.6 if content.heavy else 1.6
    border = Style(GROUNDS[content.state], color, line, BORDERS[content.state])
    right, bottom = x + width, y + height
    match content.form:
        case "pill":
            yield Rect(x, y, width, height, Style("paper", "blue", 1.6), min(height / 2, _ROUND), group)
        case "condition":
            yield Rect(x, y, width, height, border, min(_ROUND, height / 2), group)
        case "barrier":
            cut = min(_CUT, height / 3)
            corners = ((x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut))
            lower = ((right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut))
            yield Polygon(corners + lower, border, group)
            yield from _wall(content.wall, x + 9, y + 12, height - 24, color, group)
        case "omission":
            fold = min(_FOLD, height / 2)
            yield Polygon(((x, y), (right - fold, y), (right, y + fold), (right, bottom), (x, bottom)), border, group)
            yield Line(((right - fold, y), (right - fold, y + fold), (right, y + fold)), Style(None, color, 1.2))
        case _:
            yield Rect(x, y, width, height, border, 0.0, group)
            inner = Style(None, color, 1.6, BORDERS[content.state])
            if content.form == "human_action":
                yield Line(((x + 5, y), (x + 5, bottom)), inner)
            elif content.form == "procedure_deviation":
                bend, half = y + height * 0.72, min(7.0, height * 0.2)
                yield Line(
                    ((x + 5, y), (x + 5, bend - half), (x + 10, bend), (x + 5, bend + half), (x + 5, bottom)),
                    inner,
                )


def _wall(state: str, x: float, y: float, height: float, color: str, group: str) -> Iterator[Shape]:
    """Yield a barrier's wall: missing as an outline, failed with a gap, in part half filled, held in full."""
    if height <= 0:
        return
    full = Style(color)
    match state:
        case "missing":
            yield Rect(x, y, 5, height, Style(None, color, 1.2, (1.5, 2)), 0.0, group)
        case "failed":
            yield Rect(x, y, 5, height * 0.36, full, 0.0, group)
            yield Rect(x, y + height * 0.64, 5, height * 0.36, full, 0.0, group)
        case "partial":
            yield Rect(x, y, 5, height, Style(None, color, 1.2), 0.0, group)
            yield Rect(x, y + height / 2, 5, height / 2, full, 0.0, group)
        case _:
            yield Rect(x, y, 5, height, full, 0.0, group)


def state_dot(state: State, x: float, y: float, group: str = "") -> Iterator[Shape]:
    """Yield the dot of a state: established filled, possible half, excluded crossed.

    Parameters
    ----------
    state : str
        The state.
    x, y : float
        The centre.
    group : str
        The node.

    Yields
    ------
    Shape
        A circle, and what stands in it.
    """
    color, radius = COLORS[state], 5.5
    if state == "established":
        yield Circle(x, y, radius, Style(color), group)
        return
    yield Circle(x, y, radius, Style("paper", color, 1.4), group)
    if state == "possible":
        arc = [math.radians(90 + 15 * step) for step in range(13)]
        half = tuple((round(x + radius * math.cos(a), 2), round(y + radius * math.sin(a), 2)) for a in arc)
        yield Polygon(half, Style(color), group)
    else:
        reach = radius * 0.62
        yield Line(((x - reach, y - reach), (x + reach, y + reach)), Style(None, color, 1.4))
        yield Line(((x - reach, y + reach), (x + reach, y - reach)), Style(None, color, 1.4))


def source_dots(count: int, x: float, y: float, group: str = "") -> Iterator[Shape]:
    """Yield two dots, as many filled as there are independent sources.

    Parameters
    ----------
    count : int
        Independent sources.
    x, y : float
        Centre of the first dot.
    group : str
        The node.

    Yields
    ------
    Circle
        Two of them.
    """
    for number in range(2):
        style = Style("ink2", "ink2", 1.2) if number < count else Style("paper", "ink2", 1.2)
        yield Circle(x + 10 * number, y, 3.2, style, group)


def flag(content: Content, edge: float, y: float) -> Iterator[Shape]:
    """Yield the flag of a single fix.

    Parameters
    ----------
    content : Content
        The node; the corner of an omission stays free.
    edge, y : float
        Right and upper edge of the node.

    Yields
    ------
    Shape
        A pointed ground and the words.
    """
    words, group = (Span("single fix", "paper", bold=True),), f"{content.key} flag"
    right, top = edge - (_FOLD + 3 if content.form == "omission" else 1), y - FLAG_ABOVE
    left = right - spans_width(words, TINY) - 20
    bottom, middle = top + FLAG, top + FLAG / 2
    yield Polygon(
        ((left, top), (right - 7, top), (right, middle), (right - 7, bottom), (left, bottom)),
        Style("teal"),
        group,
    )
    yield text_line(left + 8, top + 12.2, words, TINY, group=group)
