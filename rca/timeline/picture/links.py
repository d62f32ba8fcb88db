"""Lines between marks: dotted hooks to what a time is measured from, zigzags to the claim that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rca.drawing.scene import Line, Shape, Style
from rca.timeline.picture.items import Item
from rca.timeline.picture.signs import zigzag

_HOOK: Final = Style(stroke="blue", width=1.2, dash=(2, 2))
_ZIGZAG: Final = 26.0


def hook_shapes(items: Sequence[Item], heights: Mapping[str, float]) -> list[Shape]:
    """Return a dotted line from each anchor to the marks whose times are measured from it.

    Parameters
    ----------
    items : sequence of Item
        All marks.
    heights : mapping of str to float
        The middle of the row of each.

    Returns
    -------
    list of Shape
        Only between marks of the same part of the axis; elsewhere the words say it.
    """
    by_id = {item.id: item for item in items}
    shapes: list[Shape] = []
    for item in items:
        anchor = by_id.get(item.anchor or "")
        hooked = "relative" in item.signs
        if anchor is None or not hooked or anchor.home != item.home or anchor.id == item.id:
            continue
        if anchor.at is None:
            continue
        start, end = heights[anchor.id], heights[item.id]
        near = min(max(anchor.at, item.mark_left), item.mark_right)
        points = [(anchor.at, start), (anchor.at, end)]
        if abs(near - anchor.at) > 1:
            points.append((near, end))
        shapes.append(Line(tuple(points), _HOOK))
    return shapes


def aside_shapes(items: Sequence[Item], heights: Mapping[str, float]) -> list[Shape]:
    """Return a zigzag from each claim that was set aside to the mark of its event.

    Parameters
    ----------
    items : sequence of Item
        All marks.
    heights : mapping of str to float
        The middle of the row of each.

    Returns
    -------
    list of Shape
        Along the row of the event where the claim stands on it, else up to that row.
    """
    by_id = {item.id: item for item in items}
    shapes: list[Shape] = []
    for claim in items:
        event = by_id.get(claim.of or "")
        if event is None:
            continue
        y, target = heights[claim.id], heights[event.id]
        if y == target:
            left_to_right = claim.mark_right <= event.mark_left
            left = claim.mark_right if left_to_right else event.mark_right
            right = event.mark_left if left_to_right else claim.mark_left
            shapes.extend(_joined(left, right, y, left_to_right, claim.color))
            continue
        # The line that another claim draws along the event's row passes above this one: join it there.
        over = claim.home != event.home
        middle = (claim.mark_left + claim.mark_right) / 2
        x = middle if over else min(max(middle, event.mark_left), event.mark_right)
        if not over and not claim.mark_left <= x <= claim.mark_right:
            edge = claim.mark_right if x > claim.mark_right else claim.mark_left
            shapes.append(Line(((edge, y), (x, y)), Style(stroke=claim.color, width=1.2)))
        shapes.append(_upward(x, target, y, claim.color))
    return shapes


def _joined(left: float, right: float, y: float, from_left: bool, color: str) -> list[Shape]:
    """Return a line along a row with a zigzag at the end of the claim that was set aside."""
    if right - left <= _ZIGZAG + 8:
        return [zigzag(left, right, y, color=color)] if right > left else []
    line = Style(stroke=color, width=1.2)
    if from_left:
        bend = left + _ZIGZAG
        return [zigzag(left, bend, y, color=color), Line(((bend, y), (right, y)), line)]
    bend = right - _ZIGZAG
    return [Line(((left, y), (bend, y)), line), zigzag(bend, right, y, color=color)]


def _upward(x: float, top: float, bottom: float, color: str) -> Line:
    """Return a zigzag between two rows."""
    teeth = max(2, round((bottom - top) / 5))
    step = (bottom - top) / teeth
    inner = [(x - 3 if tooth % 2 else x + 3, top + step * (tooth + 0.5)) for tooth in range(teeth)]
    return Line(((x, top), *inner, (x, bottom)), Style(stroke=color, width=1.8))
