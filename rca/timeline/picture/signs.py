"""The signs of uncertainty: one shape for each kind of doubt, never narrower than the bounds.

Every sign is drawn around ``y = 0`` and moved to its row later. A bound that lies outside the part of the axis,
or that nobody stated, ends in a chevron.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from rca.drawing.scene import Circle, Line, Polygon, Rect, Shape, Style
from rca.timeline.picture.axis import Panel
from rca.timeline.results import SolvedEvent

DOT: Final = 5.5
_BAND: Final = 0.32
_CHEVRON: Final = 7.0
_MARGIN: Final = 2.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on its row.

    Parameters
    ----------
    left, right : float
        What a label beside it must keep clear of.
    at : float or None
        Where another sign hooks on; ``None`` where the sign has no definite place.
    shapes : tuple of Shape
        Around ``y = 0``.
    signs : tuple of str
        What a legend must explain.
    free : tuple of float or None
        A stretch of the sign that a label may cover without hiding anything.
    """

    left: float
    right: float
    at: float | None
    shapes: tuple[Shape, ...]
    signs: tuple[str, ...]
    free: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Bounds on the page: their ends, and which of them lie outside the part or are not known."""

    left: float
    right: float
    open_left: bool
    open_right: bool

    def signs(self, *names: str) -> tuple[str, ...]:
        """Return the names of signs, with that of the chevron where an end is open."""
        return (*names, "chevron") if self.open_left or self.open_right else names


def reach(panel: Panel, earliest: int | None, latest: int | None, least: float = 0.0) -> Reach:
    """Return where bounds begin and end on a part of the axis.

    Parameters
    ----------
    panel : Panel
        The part.
    earliest, latest : int or None
        Bounds in microseconds UTC.
    least : float
        The least width; narrower bounds are widened to both sides, inside the part.

    Returns
    -------
    Reach
        Ends that lie inside the part.
    """
    floor, ceiling = panel.left + _MARGIN, panel.right - _MARGIN
    left = floor if earliest is None else panel.x(earliest)
    right = ceiling if latest is None else panel.x(latest)
    open_left = earliest is None or left < panel.left
    open_right = latest is None or right > panel.right
    left, right = min(max(left, floor), ceiling), max(min(right, ceiling), floor)
    if right - left < least:
        middle = min(max((left + right) / 2, floor + least / 2), ceiling - least / 2)
        left, right = middle - least / 2, middle + least / 2
    return Reach(left, right, open_left, open_right)


def point_mark(event: SolvedEvent, panel: Panel, color: str = "blue") -> Mark:
    """Return the sign of a point in time.

    Parameters
    ----------
    event : SolvedEvent
        With at least one bound.
    panel : Panel
        The part of the axis that it lives in.
    color : str
        Token of the sign.

    Returns
    -------
    Mark
        The sign that ``event.sign`` names; one that lacks its best value falls back to plain bounds.
    """
    earliest, best, latest = event.start.earliest, event.start.best, event.start.latest
    bounded = earliest is not None and latest is not None
    match event.sign:
        case "exact" | "about" if best is not None and bounded:
            return dot_mark(panel, earliest, best, latest, color, banded=event.sign == "about")
        case "either" if event.options and bounded:
            return rings_mark(panel, event.options, color)
        case "relative" if bounded or best is not None:
            return whisker_mark(panel, earliest, best, latest, color)
        case "exact" | "about" | "within" | "either" if bounded:
            return band_mark(panel, earliest, latest, event.core, color)
        case _:
            return order_mark(panel, earliest, latest, color)


def dot_mark(panel: Panel, earliest: int | None, best: int, latest: int | None, color: str, *, banded: bool) -> Mark:
    """Return a filled dot; about, or wider than the dot: in a round-ended band as wide as the doubt."""
    span = reach(panel, earliest, latest)
    narrow = not banded and span.right - span.left <= 2 * DOT
    # A dot that is to cover its doubt stands in the middle of it.
    at = (span.left + span.right) / 2 if narrow else panel.x(best)
    x = min(max(at, span.left, panel.left + DOT), span.right, panel.right - DOT)
    shapes: list[Shape] = []
    left, right = x - DOT, x + DOT
    if not narrow:
        left, right = min(span.left, x - DOT - 3), max(span.right, x + DOT + 3)
        left, right = max(left, panel.left + 1), min(right, panel.right - 1)
        shapes.append(Rect(left, -5, right - left, 10, Style(fill=color, opacity=_BAND), radius=5))
    name = "about" if banded else "exact wide" if shapes else "exact"
    return Mark(left, right, x, (*shapes, Circle(x, 0, DOT, Style(fill=color))), (name,))


def band_mark(panel: Panel, earliest: int | None, latest: int | None, core: tuple[int, int] | None, color: str) -> Mark:
    """Return a band with square brackets and no dot; a stated core inside it is darker."""
    span = reach(panel, earliest, latest, least=9)
    shapes: list[Shape] = [
        Rect(span.left, -4, span.right - span.left, 8, Style(fill=color, opacity=_BAND)),
    ]
    free: tuple[float, float] | None = (span.left + 14, span.right - 14)
    names = ["within"]
    if core is not None:
        inner = reach(panel, *core)
        if inner.right > inner.left and inner.right - inner.left < span.right - span.left - 2:
            shapes.append(Rect(inner.left, -4, inner.right - inner.left, 8, Style(fill=color)))
            free = None
            names.append("core")
    serif = min(4.0, (span.right - span.left) / 3)
    ends = [
        _chevron(span.left, 1, color) if span.open_left else _bracket(span.left, serif, color),
        _chevron(span.right, -1, color) if span.open_right else _bracket(span.right, -serif, color),
    ]
    at = None if span.open_left else span.left
    return Mark(span.left, span.right, at, (*shapes, *ends), span.signs(*names), free)


def rings_mark(panel: Panel, options: tuple[tuple[int, int], ...], color: str) -> Mark:
    """Return joined rings, one for each alternative, each as wide as its own doubt."""
    radius, apart = 4.3, 11.0
    spans = [reach(panel, *option, least=2 * radius) for option in sorted(options)]
    centers = [(span.left + span.right) / 2 for span in spans]
    halves = [(span.right - span.left) / 2 for span in spans]
    for index in range(1, len(centers)):
        centers[index] = max(centers[index], centers[index - 1] + halves[index - 1] + halves[index] + 2)
    overflow = centers[-1] + halves[-1] - (panel.right - 1)
    if overflow > 0:
        crowded = min(apart, (panel.right - panel.left - 2 * radius - 2) / len(centers))
        centers = [
            min(center, panel.right - 1 - radius - crowded * (len(centers) - 1 - index))
            for index, center in enumerate(centers)
        ]
        halves = [min(half, radius) if len(centers) > 1 else half for half in halves]
    stroke = Style(fill="paper", stroke=color, width=1.8)
    joins: list[Shape] = [Line(((one, 0), (two, 0)), Style(stroke=color, width=1.8)) for one, two in pairwise(centers)]
    rings: list[Shape] = [
        Rect(center - half, -radius, 2 * half, 2 * radius, stroke, radius=radius)
        for center, half in zip(centers, halves, strict=True)
    ]
    left, right = centers[0] - halves[0] - 1, centers[-1] + halves[-1] + 1
    return Mark(left, right, centers[0], (*joins, *rings), ("either",))


def whisker_mark(panel: Panel, earliest: int | None, best: int | None, latest: int | None, color: str) -> Mark:
    """Return thin whiskers, with a hollow diamond at the best value where one is stated."""
    span = reach(panel, earliest, latest, least=9)
    style = Style(stroke=color, width=1.8)
    shapes: list[Shape] = [Line(((span.left, 0), (span.right, 0)), style)]
    shapes.append(_chevron(span.left, 1, color) if span.open_left else _bar(span.left, 5, 1.8, color))
    shapes.append(_chevron(span.right, -1, color) if span.open_right else _bar(span.right, 5, 1.8, color))
    left, right = span.left, span.right
    at = None if span.open_left else left
    if best is not None:
        at = min(max(panel.x(best), panel.left + 7), panel.right - 7)
        points = ((at, -7.0), (at + 7, 0.0), (at, 7.0), (at - 7, 0.0))
        shapes.append(Polygon(points, Style(fill="paper", stroke=color, width=2)))
        left, right = min(left, at - 7), max(right, at + 7)
    free = None if best is not None else (left + 14, right - 14)
    return Mark(left, right, at, tuple(shapes), span.signs("relative"), free)


def order_mark(panel: Panel, earliest: int | None, latest: int | None, color: str) -> Mark:
    """Return a dotted line: a bar at a known bound, a chevron at an unknown one."""
    span = reach(panel, earliest, latest, least=16)
    left, right = span.left, span.right
    shapes: list[Shape] = [Line(((left, 0), (right, 0)), Style(stroke=color, width=1.8, dash=(2, 4)))]
    shapes.append(_chevron(left, 1, color) if span.open_left else _bar(left, 7, 2.2, color))
    shapes.append(_chevron(right, -1, color) if span.open_right else _bar(right, 7, 2.2, color))
    return Mark(left - 1, right + 1, None, tuple(shapes), span.signs("order"), (left + 20, right - 20))


def set_aside_mark(panel: Panel, earliest: int | None, latest: int | None, color: str) -> Mark:
    """Return a claim that was taken out of the bounds: a dashed frame with a cross, where it says it was."""
    span = reach(panel, earliest, latest, least=14)
    frame = Style(fill="paper", stroke=color, width=1.6, dash=(3, 2))
    middle = (span.left + span.right) / 2
    shapes = (Rect(span.left, -5, span.right - span.left, 10, frame), *cross(middle, 0, color))
    return Mark(span.left, span.right, middle, shapes, ("set aside",))


def contested_mark(mark: Mark, panel: Panel) -> Mark:
    """Return a mark with a short zigzag under it: its bounds depend on a contradiction that is still open."""
    place = (mark.left + mark.right) / 2 if mark.at is None else mark.at
    middle = min(max(place, panel.left + 14), panel.right - 14)
    under = zigzag(middle - 12, middle + 12, 10, 1.6)
    return replace(mark, shapes=(*mark.shapes, under), signs=(*mark.signs, "contested"))


def cross(x: float, y: float, color: str = "plum") -> tuple[Shape, ...]:
    """Return a cross, five units to each side."""
    style = Style(stroke=color, width=2)
    return (
        Line(((x - 5, y - 5), (x + 5, y + 5)), style),
        Line(((x - 5, y + 5), (x + 5, y - 5)), style),
    )


def zigzag(left: float, right: float, y: float, width: float = 1.8, color: str = "plum") -> Line:
    """Return a zigzag along a row: the sign of a contradiction."""
    teeth = max(2, round((right - left) / 5))
    step = (right - left) / teeth
    inner = [(left + step * (tooth + 0.5), y - 3 if tooth % 2 else y + 3) for tooth in range(teeth)]
    return Line(((left, y), *inner, (right, y)), Style(stroke=color, width=width))


def timeless_mark(x: float, y: float) -> Rect:
    """Return the hollow dotted square of an event without a time."""
    return Rect(x - 5.5, y - 5.5, 11, 11, Style(fill="paper", stroke="grey", width=1.6, dash=(2.5, 2)))


def _bracket(x: float, serif: float, color: str) -> Line:
    points = ((x + serif, -7.0), (x, -7.0), (x, 7.0), (x + serif, 7.0))
    return Line(points, Style(stroke=color, width=1.8))


def _bar(x: float, half: float, width: float, color: str) -> Line:
    return Line(((x, -half), (x, half)), Style(stroke=color, width=width))


def _chevron(x: float, inward: int, color: str) -> Line:
    points = ((x + inward * _CHEVRON, -5.0), (x, 0.0), (x + inward * _CHEVRON, 5.0))
    return Line(points, Style(stroke=color, width=1.8))
