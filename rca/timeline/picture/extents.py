"""The sign of what went on for a while: a frame whose certain part is tinted and whose doubtful ends are pointed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rca.drawing.scene import Line, Polygon, Rect, Shape, Style
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.signs import Mark, order_mark
from rca.timeline.results import Bounds

_TIP: Final = 9.0
_DOUBT: Final = 3.0
"""A doubt of fewer units is not seen, so the end is drawn flat."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a frame that lies on one part of the axis.

    Parameters
    ----------
    left, right : float
        Edges on the page.
    body : tuple of float
        Where words inside the frame have room.
    free : tuple of float
        The longest stretch on which nothing changes.
    pointed : bool
        Whether an end on it is in doubt.
    shapes : tuple of Shape
        Around ``y = 0``.
    """

    left: float
    right: float
    body: tuple[float, float]
    free: tuple[float, float]
    pointed: bool
    shapes: tuple[Shape, ...]


def drawable(start: Bounds, end: Bounds) -> tuple[int, int] | None:
    """Return from when to when the frame of an extent goes.

    Parameters
    ----------
    start, end : Bounds
        Of its two ends.

    Returns
    -------
    tuple of int or None
        Microseconds UTC; ``None`` where one side has no bound at all, so that no frame can be drawn.
    """
    left = start.latest if start.earliest is None else start.earliest
    right = end.earliest if end.latest is None else end.latest
    if left is None or right is None or right < left:
        return None
    return left, right


def frame_piece(panel: Panel, start: Bounds, end: Bounds, *, height: float, stroke: str, tint: str) -> Piece | None:
    """Return the part of an extent's frame on one part of the axis.

    Parameters
    ----------
    panel : Panel
        The part of the axis.
    start, end : Bounds
        Of the two ends; ``drawable`` says whether they give a frame.
    height : float
        Of the frame.
    stroke, tint : str
        Tokens of the frame and of its certain part.

    Returns
    -------
    Piece or None
        ``None`` where the extent does not reach that part.
    """
    whole = drawable(start, end)
    if whole is None or whole[0] > panel.end or whole[1] < panel.start:
        return None
    left, right = panel.x(whole[0]), panel.x(whole[1])
    cut_left, cut_right = whole[0] < panel.start, whole[1] > panel.end
    left_tip = 0.0 if cut_left else _tip(panel, start.earliest, start.latest)
    right_tip = 0.0 if cut_right else _tip(panel, end.earliest, end.latest)
    if not cut_left and start.earliest is None:
        left -= _TIP
    if not cut_right and end.latest is None:
        right += _TIP
    left = panel.left if cut_left else max(left, panel.left + 1)
    right = panel.right if cut_right else min(right, panel.right - 1)
    if right - left < left_tip + right_tip + 6:
        grow = (left_tip + right_tip + 6 - (right - left)) / 2
        left, right = max(left - grow, panel.left), min(right + grow, panel.right)
    half = height / 2
    top = [(left + left_tip, -half), (right - right_tip, -half)]
    bottom = [(right - right_tip, half), (left + left_tip, half)]
    tips = [(right, 0.0)] if right_tip else []
    tails = [(left, 0.0)] if left_tip else []
    outline = (*top, *tips, *bottom, *tails)
    body = (left + left_tip, right - right_tip)
    sure = _certain(panel, start, end, body)
    shapes: list[Shape] = [Polygon(outline, Style(fill="paper"))]
    if sure is not None:
        shapes.append(Rect(sure[0], -half, sure[1] - sure[0], height, Style(fill=tint)))
    shapes.extend(_frame(outline, stroke, left if cut_left else None, right if cut_right else None))
    seams = (body[0], *(sure or ()), body[1])
    free = max(pairwise(seams), key=lambda stretch: stretch[1] - stretch[0])
    return Piece(left, right, body, free, bool(left_tip or right_tip), tuple(shapes))


def open_mark(panel: Panel, known: Sequence[int], stroke: str) -> Mark:
    """Return the sign of an extent of which no end is bounded to both sides: dotted, with bars at its bounds.

    Parameters
    ----------
    panel : Panel
        The part of the axis.
    known : sequence of int
        Bounds that are known, microseconds UTC; those outside the part are not drawn.
    stroke : str
        Token of the sign.

    Returns
    -------
    Mark
        From edge to edge of the part.
    """
    plain = order_mark(panel, None, None, stroke)
    shown = [instant for instant in known if panel.start <= instant <= panel.end]
    places = [min(max(panel.x(instant), plain.left + 8), plain.right - 8) for instant in shown]
    bars = [Line(((x, -7.0), (x, 7.0)), Style(stroke=stroke, width=2.2)) for x in places]
    seams = (plain.left + 9, *sorted(places), plain.right - 9)
    left, right = max(pairwise(seams), key=lambda stretch: stretch[1] - stretch[0])
    return Mark(plain.left, plain.right, None, (*plain.shapes, *bars), plain.signs, (left + 12, right - 12))


def _tip(panel: Panel, earliest: int | None, latest: int | None) -> float:
    """Return how far an end is pointed: not at all where its doubt cannot be seen."""
    if earliest is None or latest is None:
        return _TIP
    doubt = panel.x(latest) - panel.x(earliest)
    return 0.0 if doubt < _DOUBT else min(_TIP, doubt)


def _certain(panel: Panel, start: Bounds, end: Bounds, body: tuple[float, float]) -> tuple[float, float] | None:
    """Return where on the frame the extent certainly went on."""
    if start.latest is None or end.earliest is None:
        return None
    left, right = max(panel.x(start.latest), body[0]), min(panel.x(end.earliest), body[1])
    if right - left > body[1] - body[0] - _DOUBT:
        return body
    return (left, right) if right > left else None


def _frame(
    outline: tuple[tuple[float, float], ...], stroke: str, cut_left: float | None, cut_right: float | None
) -> list[Shape]:
    """Return the outline, open where the extent goes on into the next part of the axis."""
    style = Style(stroke=stroke, width=1.4)
    if cut_left is None and cut_right is None:
        return [Polygon(outline, style)]
    sides = list(zip(outline, (*outline[1:], outline[0]), strict=True))
    kept = [
        side
        for side in sides
        if not any(cut is not None and side[0][0] == side[1][0] == cut for cut in (cut_left, cut_right))
    ]
    return [Line(side, style) for side in kept]
