"""Rows of an overview: a factor in one line, joined to the row of its effect above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile
from rca.causes.picture.cards import COLORS, Content, describe
from rca.causes.picture.connectors import DASHED
from rca.causes.picture.drawn import TRANSFER, Drawn
from rca.causes.picture.shapes import BORDERS, GROUNDS, state_dot
from rca.causes.picture.signs import gate_words
from rca.causes.results import CausesResult
from rca.drawing.measure import broken
from rca.drawing.scene import Line, Polygon, Rect, Shape, Span, Style
from rca.drawing.words import TINY, plain, spans_width, text_line

HEIGHT: Final = 13.0
PITCH: Final = 14.5
"""From the top of a row to that of the next."""
_INDENT: Final = 13.0
_BASE: Final = 10.1
_DOT: Final = 18.0
_SPACE: Final = 5.0
_FLAG: Final = 11.0
_LONG_WORD: Final = 20
"""Longer ones are text without spaces, as in Chinese."""
_STYLES: Final = {
    "necessary": Style(None, "ink", 2.6),
    "gate": Style(None, "ink", 1.2),
    "contributing": DASHED,
    "guard": Style(None, "teal", 1.6),
}
_TURNS: Final = {"necessary": 4.0, "gate": 4.0, "contributing": 7.0, "guard": 10.0}


@dataclass(frozen=True, slots=True)
class Row:
    """A node in one line.

    Parameters
    ----------
    node : Drawn
        What is drawn.
    content : Content
        Its signs.
    depth : int
        How far it is indented.
    effect : str
        Key of the row that it is joined to; empty for the first of a stretch.
    name : str
        The words of a factor.
    badge : str
        Words of its gate.
    mark : str
        Transfer number, and where its causes go on.
    """

    node: Drawn
    content: Content
    depth: int
    effect: str
    name: str
    badge: str
    mark: str

    @property
    def again(self) -> bool:
        """Whether the factor is drawn in full, or begins, elsewhere."""
        return self.content.form == "pill" or self.node.key != self.node.id

    @property
    def joint(self) -> str:
        """How it joins its effect: answered necessity, another gate link, contributing, or guarding."""
        role = self.node.role or "gate"
        return "necessary" if role == "gate" and self.node.necessary == "yes" else role


def rows_of(case: CaseFile, result: CausesResult, stretch: Drawn) -> Iterator[Row]:
    """Yield the nodes of a stretch, each below its effect; other explanations stand on the pages only.

    Parameters
    ----------
    case : CaseFile
        Words and gates.
    result : CausesResult
        States.
    stretch : Drawn
        The first node.

    Yields
    ------
    Row
        Depth first.
    """

    def below(node: Drawn, depth: int, effect: str) -> Iterator[Row]:
        factor = case.factors[node.id]
        mark = _mark(node.onward or (node.heading if TRANSFER in node.heading else ""))
        name = plain(factor.label or factor.text)
        yield Row(node, describe(case, result, node), depth, effect, name, gate_words(node, factor), mark)
        for child in (*node.children, *node.beneath):
            if child.role != "alternative":
                yield from below(child, depth + 1, node.key)

    yield from below(stretch, 0, "")


def _mark(words: str) -> str:
    """Return the number of a transfer, and the place where causes go on."""
    sign, _, rest = words.partition(" ")
    return f"{sign} {rest.removeprefix('causes ').removeprefix('on ')}" if rest.startswith("causes ") else sign


def paint_rows(rows: Sequence[tuple[Row, float]], left: float, width: float) -> Iterator[Shape]:
    """Yield the shapes of the rows of a stretch.

    Parameters
    ----------
    rows : sequence of (Row, float)
        With their upper edges.
    left, width : float
        Left edge and width of all of them, in units of the scene.

    Yields
    ------
    Shape
        Lines, then boxes and words.
    """
    tops = {row.node.key: top for row, top in rows}
    for row, _ in rows:
        for joint, style in _STYLES.items():
            ends = [tops[each.node.key] + HEIGHT / 2 for each, _ in rows if _joins(each, row, joint)]
            x, name = left + _INDENT * row.depth + _TURNS[joint], f"{row.node.key} {joint}"
            if ends:
                yield Line(((x, tops[row.node.key] + HEIGHT), (x, max(ends))), style, name)
            for end in ends:
                yield Line(((x, end), (left + _INDENT * (row.depth + 1), end)), style, name)
    for row, top in rows:
        x = left + _INDENT * row.depth
        yield from _pill(row, x, top) if row.content.form == "pill" else _box(row, x, top, left + width - x)


def _joins(row: Row, effect: Row, joint: str) -> bool:
    return row.effect == effect.node.key and row.joint == joint


def _pill(row: Row, x: float, top: float) -> Iterator[Shape]:
    yield text_line(x + 3, top + _BASE, [Span(row.content.kind, "blue", bold=True)], TINY)


def _box(row: Row, x: float, top: float, width: float) -> Iterator[Shape]:
    state, group = row.content.state, row.content.key
    color = COLORS[state]
    edge = 2.2 if row.content.heavy else 1.2
    yield Rect(x, top, width, HEIGHT, Style(GROUNDS[state], color, edge, BORDERS[state]), 2.0, group)
    yield from state_dot(state, x + 9.5, top + HEIGHT / 2)
    right = x + width - _SPACE
    if row.content.flagged:
        middle = top + HEIGHT / 2
        tip = ((right - _FLAG, middle - 5), (right - 4, middle - 5), (right, middle), (right - 4, middle + 5))
        yield Polygon((*tip, (right - _FLAG, middle + 5)), Style("teal"))
        right -= _FLAG + _SPACE
    if row.mark:
        line = text_line(right, top + _BASE, [Span(row.mark, "blue", bold=True)], TINY, anchor="end", group=group)
        yield line
        right = line.left - _SPACE
    if row.badge:
        words = [Span(row.badge, "paper" if row.badge == "all" else "ink", bold=True)]
        room = spans_width(words, TINY) + 8
        ground = Style("ink") if row.badge == "all" else Style("paper", "ink", 1.0)
        yield Rect(right - room, top + 1, room, HEIGHT - 2, ground, 5.5 if row.badge != "any" else 2.0)
        yield text_line(right - 4, top + _BASE, words, TINY, anchor="end")
        right -= room + _SPACE
    head = [Span(f"{row.content.id} ", color, bold=True)]
    words_left = right - x - _DOT - spans_width(head, TINY)
    name = Span(beginning(row.name, words_left))
    yield text_line(x + _DOT, top + _BASE, [*head, name] if name.text else head, TINY, group=group)


def beginning(name: str, width: float) -> str:
    """Return as many first words of a name as fit, or first characters of a word without end.

    Parameters
    ----------
    name : str
        The words.
    width : float
        The room, in units of the scene.

    Returns
    -------
    str
        Empty where the first word does not fit.

    Examples
    --------
    >>> beginning("backups were not tested", 80)
    'backups were'
    """
    if width < TINY:
        return ""
    kept = ""
    for word in name.split():
        longer = f"{kept} {word}".lstrip()
        if spans_width([Span(longer)], TINY) > width:
            return kept or (broken(word, width, TINY)[0] if len(word) > _LONG_WORD else "")
        kept = longer
    return kept
