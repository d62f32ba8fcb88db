"""The time axis of a figure: one or several parts, each with its own scale, and breaks between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import pairwise
from typing import Final

from rca.drawing.measure import text_width
from rca.drawing.scene import Line, Shape, Span, Style, Text
from rca.drawing.words import SMALL, text_line
from rca.timeline.dates import moment
from rca.timeline.picture.panels import stretches
from rca.timeline.picture.room import GAP, INSET, Spot
from rca.timeline.picture.ticks import Scale, Tick, heads, midnights, rounded, scale_for

HEAD_SIZE: Final = 12.5
_HEAD_LINE, _UTC_LINE, _LOCAL_LINE = 14.0, 38.0, 54.0
_TOOTH: Final = 8.0
_TICKS_APART: Final = 6.0
SCALE_NOTE: Final = "the scale changes at each break"
_CLOCK_UNITS: Final = {"second", "minute", "hour"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of the axis: a stretch of time on a stretch of the page.

    Parameters
    ----------
    start, end : int
        Instants at the two ends of the scale, microseconds UTC.
    left, right : float
        Edges of its ground; the scale lies ten units inside.
    scale : Scale
        Its ticks.
    named : tuple of int
        The stretch that a heading in days names: that of its marks.
    """

    start: int
    end: int
    left: float
    right: float
    scale: Scale = field(repr=False)
    named: tuple[int, int] = field(repr=False)

    def x(self, instant: int) -> float:
        """Return where an instant lies; outside the edges where it is not of this part."""
        share = (instant - self.start) / (self.end - self.start)
        return self.left + INSET + share * (self.right - self.left - 2 * INSET)

    @property
    def by_clock(self) -> bool:
        """Whether the ticks are times of day."""
        return self.scale.unit in _CLOCK_UNITS


@dataclass(frozen=True, slots=True)
class Axis:
    """All parts of the axis; ``homes`` gives for each spot the part it lives in."""

    panels: tuple[Panel, ...]
    homes: tuple[int, ...]

    @property
    def breaks(self) -> tuple[float, ...]:
        """The middle of each break."""
        return tuple((one.right + two.left) / 2 for one, two in pairwise(self.panels))


def build_axis(spots: Sequence[Spot], left: float, right: float) -> Axis:
    """Return the axis that shows all spots.

    Parameters
    ----------
    spots : sequence of Spot
        What the marks ask for; at least one.
    left, right : float
        Edges of the drawing ground.

    Returns
    -------
    Axis
        Parts in order of time that fill the ground.
    """
    parts = stretches(spots, right - left)
    panels: list[Panel] = []
    homes = [0] * len(spots)
    edge = left
    for index, part in enumerate(parts):
        after = parts[index + 1].start if index + 1 < len(parts) else None
        start, end = rounded(part.start, part.end, panels[-1].end if panels else None, after)
        scale = scale_for(start, end, part.width - 2 * INSET)
        panels.append(Panel(start, end, edge, edge + part.width, scale, part.named))
        for spot in part.spots:
            homes[spot] = index
        edge += part.width + GAP
    return Axis(tuple(panels), tuple(homes))


def window_axis(start: int, end: int, spots: int, left: float, right: float) -> Axis:
    """Return an axis of one part that shows a stretch of time and no more.

    Parameters
    ----------
    start, end : int
        The stretch, microseconds UTC.
    spots : int
        How many spots live on it.
    left, right : float
        Edges of the drawing ground.
    """
    scale = scale_for(start, end, right - left - 2 * INSET)
    return Axis((Panel(start, end, left, right, scale, (start, end)),), (0,) * spots)


def head_height(axis: Axis, local: tzinfo | None) -> float:
    """Return the height of the axis rows above the first lane: the second names local times or what ticks count."""
    return 66.0 if local is not None or len(axis.panels) > 1 else 50.0


def axis_heads(axis: Axis, local: tzinfo | None, local_name: str) -> list[Shape]:
    """Return the heading, the UTC row and the local row of each part.

    Parameters
    ----------
    axis : Axis
        The axis.
    local : tzinfo or None
        The zone of the second row.
    local_name : str
        How that row is named.

    Returns
    -------
    list of Shape
        Text only.
    """
    shapes: list[Shape] = [text_line(0, _UTC_LINE, [Span("UTC", "ink2", bold=True)], SMALL)]
    if local is not None:
        shapes.append(text_line(0, _LOCAL_LINE, [Span(local_name, "ink2")], SMALL))
    told = False
    for panel in axis.panels:
        shapes.extend(_headings(panel))
        shapes.extend(_tick_words(panel, local))
        if not panel.by_clock:
            plain = f"{panel.scale.unit}s"
            full = f"{plain}; {SCALE_NOTE}"
            room = panel.right - panel.left - INSET
            words = full if len(axis.panels) > 1 and not told and text_width(full, SMALL) <= room else plain
            told = told or words == full
            if head_height(axis, local) > _LOCAL_LINE:
                shapes.append(text_line(panel.left + INSET, _LOCAL_LINE, [Span(words, "ink2")], SMALL))
    return shapes


def axis_lines(axis: Axis, top: float, bottom: float) -> list[Shape]:
    """Return the grid: a line for each tick, darker ones where a day begins.

    Parameters
    ----------
    axis : Axis
        The axis.
    top, bottom : float
        Ends of the lines.

    Returns
    -------
    list of Shape
        Lines only.
    """
    shapes: list[Shape] = []
    for panel in axis.panels:
        days = midnights(panel.start, panel.end) if panel.by_clock else ()
        for tick in panel.scale.ticks:
            if tick.instant not in days:
                x = panel.x(tick.instant)
                shapes.append(Line(((x, top), (x, bottom)), Style(stroke="rule")))
        for day in days:
            x = panel.x(day)
            shapes.append(Line(((x, top), (x, bottom)), Style(stroke="grey", width=1.5)))
    return shapes


def axis_breaks(axis: Axis, top: float, bottom: float) -> list[Shape]:
    """Return a zigzag from top to bottom for each break.

    Parameters
    ----------
    axis : Axis
        The axis.
    top, bottom : float
        Ends of the zigzags.

    Returns
    -------
    list of Shape
        Lines of group ``break``.
    """
    style = Style(stroke="grey", width=1.2)
    return [Line(zigzag_down(x, top, bottom), style, group="break") for x in axis.breaks]


def zigzag_down(x: float, top: float, bottom: float) -> tuple[tuple[float, float], ...]:
    """Return the points of a vertical zigzag, three units to either side."""
    teeth = max(2, round((bottom - top) / _TOOTH))
    step = (bottom - top) / teeth
    return tuple((x - 3 if tooth % 2 == 0 else x + 3, top + tooth * step) for tooth in range(teeth + 1))


def _headings(panel: Panel) -> list[Shape]:
    """Return the heading of a part, and the date at each midnight: the fullest words that leave room for all."""
    days = midnights(panel.start, panel.end) if panel.by_clock else ()
    wordings = heads(*_named(panel), panel.scale.unit)
    best: list[Shape] = []
    for words in wordings:
        if text_width(words, HEAD_SIZE, True) > panel.right - panel.left:
            continue
        placed: list[Shape] = [text_line(panel.left, _HEAD_LINE, [Span(words, bold=True)], HEAD_SIZE)]
        taken = panel.left + text_width(words, HEAD_SIZE, True)
        for day in days:
            # The year stands in the first date that has room for it.
            told = str(moment(day).year) in "".join(_words_of(placed))
            dates = heads(day, day + 1, "hour")[3 if told else 2 :]
            for date in dates:
                width = text_width(date, HEAD_SIZE, True)
                x = min(panel.x(day) + 4, panel.right - width)
                if x >= taken + 12:
                    placed.append(text_line(x, _HEAD_LINE, [Span(date, bold=True)], HEAD_SIZE))
                    taken = x + width
                    break
        if len(placed) > len(days):
            return placed
        if len(placed) > len(best):
            best = placed
    return best or [text_line(panel.left, _HEAD_LINE, [Span(wordings[-1], bold=True)], HEAD_SIZE)]


def _words_of(shapes: Sequence[Shape]) -> list[str]:
    return [span.text for shape in shapes if isinstance(shape, Text) for span in shape.spans]


def _named(panel: Panel) -> tuple[int, int]:
    """Return the stretch of the heading: what the clock shows, or the days of the marks."""
    return (panel.start, panel.end) if panel.by_clock else panel.named


def _tick_words(panel: Panel, local: tzinfo | None) -> list[Shape]:
    """Return the words at the ticks: at each, or at every second one, and so on, where they would touch."""
    columns = [_tick_column(panel, tick, local) for tick in panel.scale.ticks]
    for stride in range(1, len(columns) + 1):
        kept = columns[_first_whole(panel.scale.ticks, stride) :: stride]
        # The words at the two ends are moved inside and may give way; those between stand at their lines.
        inner = kept[1:-1]
        if all(one[1] + _TICKS_APART <= two[0] for one, two in pairwise(inner)):
            if len(kept) > 1 and kept[-2][1] + _TICKS_APART > kept[-1][0]:
                kept = kept[:-1]
            if len(kept) > 1 and kept[0][1] + _TICKS_APART > kept[1][0]:
                kept = kept[1:]
            return [text for _, _, texts in kept for text in texts]
    return []


def _first_whole(ticks: Sequence[Tick], stride: int) -> int:
    """Return where to begin so that the ticks with words are whole units: 16:00 rather than 15:45."""
    step = ticks[1].instant - ticks[0].instant if len(ticks) > 1 else 1
    whole = (index for index, tick in enumerate(ticks[:stride]) if tick.instant % (step * stride) == 0)
    return next(whole, 0)


def _tick_column(panel: Panel, tick: Tick, local: tzinfo | None) -> tuple[float, float, list[Shape]]:
    """Return the left and right edge of the words at a tick, and the words, inside the part."""
    rows = [(tick.words, _UTC_LINE)]
    if local is not None and panel.by_clock:
        rows.append((_local_words(tick.instant, local, tick.words), _LOCAL_LINE))
    width = max(text_width(words, SMALL) for words, _ in rows)
    center = min(max(panel.x(tick.instant), panel.left + width / 2), panel.right - width / 2)
    texts: list[Shape] = [text_line(center, y, [Span(words, "ink2")], SMALL, anchor="middle") for words, y in rows]
    return center - width / 2, center + width / 2, texts


def _local_words(instant: int, local: tzinfo, like: str) -> str:
    """Return the local time of a tick, with a raised ±1 where its date is not that of UTC."""
    shown, there = moment(instant), moment(instant, local)
    words = format(there, "%H:%M:%S" if len(like) > 5 else "%H:%M")
    days = (there.date() - shown.date()).days
    return words + {0: "", 1: "⁺¹", -1: "⁻¹"}.get(days, "")
