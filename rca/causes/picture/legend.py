"""The legend of a tree: only the signs that occur in the picture, in rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rca.causes.picture.cards import Content, Form
from rca.causes.picture.connectors import DASHED, DOTTED, HEAVY, THIN
from rca.causes.picture.drawn import TRANSFER, Drawn
from rca.causes.picture.shapes import outline, source_dots, state_dot
from rca.causes.picture.signs import answer, badge, badge_width
from rca.causes.results import State
from rca.drawing.scene import Line, Polygon, Shape, Span, Style
from rca.drawing.words import spans_width, text_line

ROW: Final = 25.0
_SIZE: Final = 10.5
_EDGE: Final = 2.0
_BETWEEN: Final = 14.0
_FORMS: Final[tuple[tuple[Form, str], ...]] = (
    ("event", "event or action"),
    ("human_action", "human action"),
    ("procedure_deviation", "procedure deviation"),
    ("condition", "condition"),
    ("barrier", "barrier"),
    ("omission", "omission"),
)
_STATES: Final[tuple[State, ...]] = ("established", "possible", "excluded")


@dataclass(frozen=True, slots=True)
class _Item:
    """A sign with its width and its words; ``paint`` draws it from the left edge at a middle height."""

    width: float
    words: str
    paint: Callable[[float, float], Iterator[Shape]]

    @property
    def room(self) -> float:
        """Sign, words and the space to the next item."""
        return self.width + 6 + spans_width([Span(self.words)], _SIZE) + _BETWEEN


def legend(
    nodes: Sequence[Drawn], contents: Iterable[Content], badges: Iterable[str], top: float, width: float
) -> tuple[tuple[Shape, ...], float]:
    """Return the legend and its height.

    Parameters
    ----------
    nodes : sequence of Drawn
        All nodes of the picture.
    contents : iterable of Content
        What they say.
    badges : iterable of str
        Words of the gate badges.
    top, width : float
        Upper edge and width, in units of the scene.

    Returns
    -------
    tuple
        Shapes and height; nothing is explained that does not occur.
    """
    shown = tuple(contents)
    forms = {content.form for content in shown}
    kinds = [_Item(26, words, _form(form)) for form, words in _FORMS if form in forms]
    signs = list(_signs(nodes, shown, tuple(badges)))
    rows = _rows([*kinds, *signs], width)
    if len(rows) > 2:
        rows = _rows(signs, width)  # kinds stand in words on every node
    shapes: list[Shape] = []
    for number, row in enumerate(rows):
        x, middle = _EDGE, top + ROW / 2 + ROW * number
        for item in row:
            shapes += item.paint(x, middle)
            shapes.append(text_line(x + item.width + 6, middle + 4, [Span(item.words, "ink2")], _SIZE))
            x += item.room
    return tuple(shapes), ROW * len(rows)


def _rows(items: Iterable[_Item], width: float) -> list[list[_Item]]:
    """Fill rows from left to right."""
    rows: list[list[_Item]] = [[]]
    used = _EDGE
    for item in items:
        if rows[-1] and used + item.room - _BETWEEN > width:
            rows.append([])
            used = _EDGE
        rows[-1].append(item)
        used += item.room
    return rows


def _signs(nodes: Sequence[Drawn], contents: Sequence[Content], badges: Sequence[str]) -> Iterator[_Item]:
    states = {content.state for content in contents if content.form != "pill"}
    for state in _STATES:
        if state in states:
            yield _Item(12, state, _state(state))
    yield from _links(nodes)
    gates = set(badges) - {""}
    if "all" in gates:
        yield _Item(badge_width("all"), "all are needed", _badge("all"))
    if "any" in gates:
        yield _Item(badge_width("any"), "one is enough", _badge("any"))
    if counts := sorted(gates - {"all", "any"}):
        yield _Item(badge_width(counts[0]), "so many are enough", _badge(counts[0]))
    if numbers := [sign for content in contents for sign in _transfers(content)]:
        sign = min(numbers, key=lambda sign: (len(sign), sign))
        words = [Span(sign, "blue", bold=True)]
        yield _Item(spans_width(words, _SIZE), "goes on where the number is met again", _words(words))
    if any(content.form != "pill" for content in contents):
        yield _Item(16, "independent sources, of two wanted", lambda x, y: source_dots(1, x + 3, y))
    if any(content.flagged for content in contents):
        yield _Item(24, "single fix: removing it breaks every path", _flag)


def _links(nodes: Sequence[Drawn]) -> Iterator[_Item]:
    gate = {node.necessary for node in nodes if node.role == "gate"}
    roles = {node.role for node in nodes}
    if "yes" in gate:
        yield _Item(26, "necessary: without it, no effect", _line(HEAVY))
    if "unknown" in gate:
        yield _Item(26, "necessity not answered", _line(THIN, "unknown"))
    if "no" in gate:
        yield _Item(26, "not necessary", _line(THIN, "no"))
    if "contributing" in roles:
        yield _Item(26, "contributing, in no gate", _line(DASHED))
    if "alternative" in roles:
        yield _Item(26, "another explanation", _line(DOTTED))


def _form(form: Form) -> Callable[[float, float], Iterator[Shape]]:
    wall = "held" if form == "barrier" else ""
    content = Content("", "", form, "", "established", wall=wall)
    return lambda x, y: outline(content, x, y - 8, 26, 16)


def _state(state: State) -> Callable[[float, float], Iterator[Shape]]:
    return lambda x, y: state_dot(state, x + 6, y)


def _line(style: Style, necessary: str = "") -> Callable[[float, float], Iterator[Shape]]:
    ends = {"unknown": (7.0, 19.0, 13.0), "no": (3.0, 23.0, 18.0)}

    def paint(x: float, y: float) -> Iterator[Shape]:
        if necessary not in ends:
            yield Line(((x, y), (x + 26, y)), style)
            return
        stop, go, sign = ends[necessary]
        yield Line(((x, y), (x + stop, y)), style)
        yield Line(((x + go, y), (x + 26, y)), style)
        yield from answer(x + sign, y, necessary)

    return paint


def _transfers(content: Content) -> list[str]:
    """Return the signs of transfers at a node."""
    words = content.onward if content.form != "pill" else content.kind
    return [word for word in words.split() if word.startswith(TRANSFER)]


def _words(words: Sequence[Span]) -> Callable[[float, float], Iterator[Shape]]:
    def paint(x: float, y: float) -> Iterator[Shape]:
        yield text_line(x, y + 4, words, _SIZE)

    return paint


def _badge(words: str) -> Callable[[float, float], Iterator[Shape]]:
    return lambda x, y: badge(x + badge_width(words) / 2, y, words)


def _flag(x: float, y: float) -> Iterator[Shape]:
    points = ((x, y - 7), (x + 18, y - 7), (x + 24, y), (x + 18, y + 7), (x, y + 7))
    yield Polygon(points, Style("teal"))
