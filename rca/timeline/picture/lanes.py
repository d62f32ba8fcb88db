"""Lanes: the marks of one actor on rows, and the ground they stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rca.drawing.measure import text_width, wrap
from rca.drawing.scene import Rect, Shape, Span, Style
from rca.drawing.words import LEADING, plain, text_line
from rca.timeline.picture.axis import Axis, axis_breaks, axis_lines
from rca.timeline.picture.items import Item, moved
from rca.timeline.picture.labels import BASELINE, ROW, STEP, steps_for
from rca.timeline.picture.links import aside_shapes, hook_shapes
from rca.timeline.picture.packing import Slot, pack

NAME_SIZE: Final = 12.5
_PADDING: Final = 7.0
_GAP: Final = 4.0
_OVER: Final = 6.0
"""How far the lines of the grid reach above the first lane."""


@dataclass(frozen=True, slots=True)
class Lane:
    """An actor's marks, each on its row.

    Parameters
    ----------
    name : str
        As it is printed.
    items : tuple of Item
        In order of time.
    rows : tuple of int
        Where each begins, in half rows.
    height : int
        How many half rows.
    """

    name: str
    items: tuple[Item, ...]
    rows: tuple[int, ...]
    height: int


def build_lanes(items: Sequence[Item], order: Sequence[str], gutter: float, *, close: bool) -> tuple[Lane, ...]:
    """Return the lanes that hold marks, phases first.

    Parameters
    ----------
    items : sequence of Item
        The marks.
    order : sequence of str
        Lanes in the order of the file.
    gutter : float
        Width for their names.
    close : bool
        Whether several labels may share a row.

    Returns
    -------
    tuple of Lane
        In the order of the page.
    """
    names = dict.fromkeys(["", *order, *(item.lane for item in items)])
    groups = [(name, [item for item in items if item.lane == name]) for name in names]
    return tuple(_lane(name, group, gutter, close) for name, group in groups if group)


def lane_name(lane: str) -> str:
    """Return the name of a lane as it is printed."""
    words = plain(lane) or "Phases"
    return words[:1].upper() + words[1:]


def name_lines(lane: str, gutter: float) -> tuple[str, ...]:
    """Return the name of a lane, wrapped into the gutter."""
    return wrap(lane_name(lane), gutter - 10, NAME_SIZE, bold=True)


def lane_shapes(lanes: Sequence[Lane], axis: Axis, gutter: float, top: float) -> tuple[list[Shape], float]:
    """Return all lanes with grid, breaks, links, marks and words, and where the last lane ends.

    Parameters
    ----------
    lanes : sequence of Lane
        In the order of the page.
    axis : Axis
        The axis.
    gutter : float
        Width for their names.
    top : float
        Upper edge of the first lane.

    Returns
    -------
    tuple
        Shapes in painting order, and the lower edge.
    """
    grounds: list[Shape] = []
    names: list[Shape] = []
    heights: dict[str, float] = {}
    y = top
    for lane in lanes:
        height = lane.height * STEP + 2 * _PADDING
        grounds.extend(
            Rect(panel.left, y, panel.right - panel.left, height, Style(fill="panel")) for panel in axis.panels
        )
        first = y + _PADDING + ROW / 2
        names.extend(
            text_line(0, first + BASELINE + LEADING * index, [Span(line, bold=True)], NAME_SIZE)
            for index, line in enumerate(name_lines(lane.name, gutter))
        )
        for item, row in zip(lane.items, lane.rows, strict=True):
            heights[item.id] = first + row * STEP + item.up
        y += height + _GAP
    bottom = y - _GAP
    items = [item for lane in lanes for item in lane.items]
    return [
        *grounds,
        *axis_lines(axis, top - _OVER, bottom),
        *axis_breaks(axis, top - _OVER, bottom),
        *hook_shapes(items, heights),
        *aside_shapes(items, heights),
        *(moved(shape, heights[item.id]) for item in items for shape in item.marks),
        *(moved(shape, heights[item.id]) for item in items for shape in item.words),
        *names,
    ], bottom


def gutter_for(names: Sequence[str]) -> float:
    """Return the width that the names of lanes take: more for long ones, up to a limit at which they wrap."""
    longest = max((text_width(lane_name(name), NAME_SIZE, bold=True) for name in names), default=0.0)
    return min(max(108.0, longest + 12), 150.0)


def _lane(name: str, items: Sequence[Item], gutter: float, close: bool) -> Lane:
    rows = pack(_slots(items), close=close)
    used = max(row + steps_for(item.up + item.down) for item, row in zip(items, rows, strict=True))
    lines = len(name_lines(name, gutter))
    return Lane(name, tuple(items), rows, max(used, steps_for(LEADING * (lines - 1) - 10)))


def _slots(items: Sequence[Item]) -> list[Slot]:
    """Return what each mark takes; the claim that lies farthest out shares the row of its event."""
    places = {item.id: index for index, item in enumerate(items)}
    outermost: dict[tuple[str, bool], str] = {}
    for item in items:
        if item.of is None or item.home == items[places[item.of]].home:
            continue
        side = (item.of, item.home < items[places[item.of]].home)
        other = outermost.get(side)
        if other is None or (item.mark_left < items[places[other]].mark_left) == side[1]:
            outermost[side] = item.id
    shared = set(outermost.values())
    return [_slot(item, items, places, item.id in shared) for item in items]


def _slot(item: Item, items: Sequence[Item], places: dict[str, int], shared: bool) -> Slot:
    rows = steps_for(item.up + item.down)
    if item.of is None:
        return Slot(item.first, item.last, item.left, item.right, rows)
    event = items[places[item.of]]
    if shared and item.home < event.first:
        return Slot(item.home, event.first - 1, item.left, item.right, rows, beside=places[item.of])
    if shared and item.home > event.last:
        return Slot(event.last + 1, item.home, item.left, item.right, rows, beside=places[item.of])
    left, right = item.left, item.right
    if item.home == event.home:
        left, right = min(left, event.mark_left), max(right, event.mark_right)
    return Slot(item.first, item.last, left, right, rows, below=places[item.of])
