"""How to read a timeline: only the signs that occur, in a row or two, then notes in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from rca.drawing.measure import text_width, wrap
from rca.drawing.scene import Circle, Line, Polygon, Rect, Shape, Span, Style
from rca.drawing.words import SMALL, text_line
from rca.timeline.picture.axis import zigzag_down
from rca.timeline.picture.clock_marks import ARROW, RADIUS, RING
from rca.timeline.picture.signs import DOT, cross, timeless_mark, zigzag

_SIZE: Final = 11.0
_ROW: Final = 24.0
_NOTE: Final = 17.0
_BLUE: Final = Style(stroke="blue", width=1.8)

_SIGNS: Final = (
    ("exact", "to the minute or closer", 11.0),
    ("exact wide", "to the minute, and as wide", 24.0),
    ("about", "about, ± the band", 32.0),
    ("within", "somewhere within", 28.0),
    ("core", "core as stated", 28.0),
    ("either", "one of these", 20.0),
    ("relative", "timed from an event", 34.0),
    ("order", "order or one bound only", 32.0),
    ("chevron", "bound not here, or none", 14.0),
    ("extent", "went on", 26.0),
    ("extent in doubt", "went on; pointed or hollow: in doubt", 32.0),
    ("phase in doubt", "phase; pointed or hollow: in doubt", 32.0),
    ("timeless", "no time", 11.0),
    ("set aside", "claim set aside", 22.0),
    ("contested", "contested", 20.0),
    ("clock", "where its clock put it", 30.0),
    ("break", "break: the scale changes", 8.0),
)


def legend_shapes(
    signs: Collection[str], notes: Sequence[str], left: float, right: float, top: float
) -> tuple[list[Shape], float]:
    """Return the legend and where it ends.

    Parameters
    ----------
    signs : collection of str
        The signs that the picture holds.
    notes : sequence of str
        Sentences for below the signs.
    left, right, top : float
        Edges; the head stands left of ``left``.

    Returns
    -------
    tuple
        Shapes, and the lower edge.
    """
    shapes: list[Shape] = []
    x, y = left, top + 13
    for name, words, width in _SIGNS:
        if name not in signs or f"{name} in doubt" in signs:
            continue
        whole = width + 7 + text_width(words, _SIZE)
        if x > left and x + whole > right:
            x, y = left, y + _ROW
        shapes.extend(_icon(name, x, y, width))
        shapes.append(text_line(x + width + 7, y + 4, [Span(words, "ink2")], _SIZE))
        x += whole + 22
    if shapes:
        shapes.insert(0, text_line(0, top + 17.3, [Span("How to read", bold=True)], 12.5))
        top = y + 15
    for note in notes:
        for line in wrap(note, right - left, SMALL):
            shapes.append(text_line(left, top + 12, [Span(line, "ink2")], SMALL))
            top += _NOTE
    return shapes, top


def _icon(name: str, x: float, y: float, width: float) -> list[Shape]:
    middle, end = x + width / 2, x + width
    band = Style(fill="blue", opacity=0.32)
    match name:
        case "exact":
            return [Circle(middle, y, DOT, Style(fill="blue"))]
        case "exact wide":
            return [Rect(x, y - 5, width, 10, band, radius=5), Circle(x + DOT, y, DOT, Style(fill="blue"))]
        case "about":
            return [Rect(x, y - 5, width, 10, band, radius=5), Circle(middle, y, DOT, Style(fill="blue"))]
        case "within" | "core":
            core = [Rect(x + 8, y - 4, width - 16, 8, Style(fill="blue"))] if name == "core" else []
            return [Rect(x, y - 4, width, 8, band), *core, *_brackets(x, end, y)]
        case "either":
            ring = Style(fill="paper", stroke="blue", width=1.8)
            return [
                Line(((x + 5, y), (end - 5, y)), _BLUE),
                Circle(x + 5, y, 4.3, ring),
                Circle(end - 5, y, 4.3, ring),
            ]
        case "relative":
            diamond = ((middle, y - 7), (middle + 7, y), (middle, y + 7), (middle - 7, y))
            bars = [Line(((at, y - 5), (at, y + 5)), _BLUE) for at in (x, end)]
            return [
                Line(((x, y), (end, y)), _BLUE),
                *bars,
                Polygon(diamond, Style(fill="paper", stroke="blue", width=2)),
            ]
        case "order":
            dotted = Line(((x, y), (end, y)), Style(stroke="blue", width=1.8, dash=(2, 4)))
            return [
                dotted,
                _chevron(x, y),
                Line(((end, y - 7), (end, y + 7)), Style(stroke="blue", width=2.2)),
            ]
        case "chevron":
            return [_chevron(x + 3, y)]
        case "extent" | "extent in doubt" | "phase" | "phase in doubt":
            return _frame(name, x, y, width)
        case "timeless":
            return [timeless_mark(middle, y)]
        case "set aside":
            dashed = Style(fill="paper", stroke="plum", width=1.6, dash=(3, 2))
            return [Rect(x, y - 5, width, 10, dashed), *cross(middle, y)]
        case "contested":
            return [zigzag(x, end, y)]
        case "clock":
            tip = (end - 4, y - 3.5), (end, y), (end - 4, y + 3.5)
            return [Circle(x + RADIUS, y, RADIUS, RING), Line(((x + 2 * RADIUS, y), (end, y)), ARROW), Line(tip, ARROW)]
        case _:
            return [Line(zigzag_down(middle, y - 8, y + 8), Style(stroke="grey", width=1.2))]


def _frame(name: str, x: float, y: float, width: float) -> list[Shape]:
    color = "ochre" if name.startswith("phase") else "blue"
    half = 7.0 if color == "ochre" else 5.0
    end = x + width
    if "doubt" not in name:
        return [Rect(x, y - half, width, 2 * half, Style(fill=f"{color}t", stroke=color, width=1.4))]
    outline = (
        (x + 8, y - half),
        (end - 8, y - half),
        (end, y),
        (end - 8, y + half),
        (x + 8, y + half),
        (x, y),
    )
    return [
        Polygon(outline, Style(fill="paper")),
        Rect(x + 8, y - half, width / 3, 2 * half, Style(fill=f"{color}t")),
        Polygon(outline, Style(stroke=color, width=1.4)),
    ]


def _brackets(x: float, end: float, y: float) -> list[Shape]:
    return [
        Line(((at + serif, y - 7), (at, y - 7), (at, y + 7), (at + serif, y + 7)), _BLUE)
        for at, serif in ((x, 4), (end, -4))
    ]


def _chevron(x: float, y: float) -> Line:
    return Line(((x + 7, y - 5), (x, y), (x + 7, y + 5)), _BLUE)
