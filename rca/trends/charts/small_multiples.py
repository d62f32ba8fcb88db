"""Several control charts on one sheet, each with its own scale and its finding in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rca.drawing.scene import Circle, Line, Polygon, Scene, Shape, Span, Style, Text
from rca.drawing.words import LABEL, LEADING, SMALL, plain, text_line, wrap_spans
from rca.trends.charts.labels import end_labels, words_of
from rca.trends.charts.layout import HEADING, description
from rca.trends.charts.periods import short_period
from rca.trends.charts.plot import data, ground
from rca.trends.charts.results import Chart
from rca.trends.charts.scale import Frame, tick_names, value_range
from rca.trends.charts.verdict import headline

_GAP: Final = 36.0
_LEGEND: Final = 98.0


def charts_scene(
    charts: Sequence[Chart],
    *,
    heading: str = "",
    columns: int | None = None,
    width: float = 1200.0,
    height: float = 120.0,
) -> Scene:
    """Lay several charts out beside each other.

    Parameters
    ----------
    charts : sequence of Chart
        At least one, in the order of reading.
    heading : str
        A sentence with the finding; none where empty.
    columns : int, optional
        Charts in a row; by default up to four.
    width : float
        Width of the scene.
    height : float
        Height of one plot.

    Returns
    -------
    Scene
        The picture; its description holds every verdict.
    """
    across = columns or _columns(len(charts))
    panel = (width - _GAP * (across - 1)) / across
    shapes: list[Shape] = []
    y = 0.0
    for line in wrap_spans([Span(plain(heading), bold=True)], width, HEADING) if heading else ():
        y += 25
        shapes.append(text_line(0, y, line, HEADING))
    y += 12 if heading else 0
    for first in range(0, len(charts), across):
        row = charts[first : first + across]
        heads = [_head(chart, panel) for chart in row]
        tallest = max(len(head) for head in heads)
        top = y + LEADING * tallest + 14
        for place, (chart, head) in enumerate(zip(row, heads, strict=True)):
            x = place * (panel + _GAP)
            shapes.extend(_plot(chart, x, top, panel, height))
            shapes.extend(text_line(x, y + LEADING * (n + 1), line, size) for n, (line, size) in enumerate(head))
        y = top + height + 40
    shapes.extend(_legend(charts, y + 4))
    text = " ".join(f"{plain(chart.series.name) or 'Values'}: {description(chart)}" for chart in charts)
    return Scene(width, y + 16, f"{len(charts)} control charts", text, tuple(shapes))


def _columns(count: int) -> int:
    if count <= 4:
        return min(count, 2)
    return 4 if count % 4 == 0 else 3


def _head(chart: Chart, width: float) -> list[tuple[tuple[Span, ...], float]]:
    """Return name, finding and what began, as lines with their sizes."""
    words = words_of(chart)
    name = plain(chart.series.name) or "Values"
    lines = [(line, LABEL) for line in wrap_spans([Span(name[:1].upper() + name[1:], bold=True)], width, LABEL)]
    finding = headline(chart, words)
    found = Span(plain(f"{finding}." if chart.sign else finding), "plum" if chart.current is not None else "ink2")
    sign = Span({"improvement": "An improvement.", "concern": "A concern.", "": ""}[chart.sign])
    lines.extend((line, SMALL) for line in wrap_spans([found, sign], width, SMALL))
    for phase in chart.phases[1:]:
        since = short_period(chart.series.periods[phase.start], chart.grid)
        began = plain(f"{since}: {phase.words or 'limits rebased'}")
        lines.extend((line, SMALL) for line in wrap_spans([Span(began, "teal", True)], width, SMALL))
    return lines


def _plot(chart: Chart, x: float, top: float, width: float, height: float) -> list[Shape]:
    words = words_of(chart)
    low, high, ticks = value_range(chart)
    few = (ticks[0], ticks[len(ticks) // 2], ticks[-1]) if len(ticks) % 2 else (ticks[0], ticks[-1])
    names = [text_line(0, 0, [Span(name, "ink2")], SMALL) for name in tick_names(few, words.percent)]
    left = x + max(name.width for name in names) + 8
    frame = Frame(left, top, x + width - _LEGEND, top + height, low, high, len(chart.shown))
    shapes: list[Shape] = [*ground(chart, frame, few, top - 6), *data(chart, frame, 2.6)]
    for tick, name in zip(few, names, strict=True):
        shapes.append(text_line(left - 6, frame.y(tick) + 4, name.spans, SMALL, anchor="end"))
    periods = [plain(short_period(period, chart.grid)) for period in chart.series.periods]
    first, last = (text_line(0, 0, [Span(period, "ink2")], SMALL) for period in (periods[0], periods[-1]))
    shapes.append(text_line(frame.left, frame.bottom + 16, first.spans, SMALL))
    if first.width + last.width + 12 <= frame.right - frame.left:
        shapes.append(text_line(frame.right, frame.bottom + 16, last.spans, SMALL, anchor="end"))
    ends = end_labels(chart, words, frame, x + width, short=True)
    return [*shapes, *(line for line in ends if isinstance(line, Line)), *(t for t in ends if isinstance(t, Text))]


def _legend(charts: Sequence[Chart], y: float) -> list[Shape]:
    """Explain the signs that occur."""
    signs: list[tuple[list[Shape], str]] = [([], "Each chart has its own scale.")]
    if any(signal.points for chart in charts for signal in chart.signals):
        diamond = Polygon(((0, y - 4), (5, y - 9), (10, y - 4), (5, y + 1)), Style(fill="plum"))
        ring = Circle(5, y - 4, 4, Style("paper", "plum", 2.2))
        signs += [([diamond], "outside a limit"), ([ring], "named by another rule")]
    if any(len(chart.phases) > 1 for chart in charts):
        signs.append(([Line(((5, y - 10), (5, y + 2)), Style(stroke="teal", width=2.5))], "limits rebased"))
    shapes: list[Shape] = []
    x = 0.0
    for drawn, name in signs:
        shapes.extend(_moved(shape, x) for shape in drawn)
        text = text_line(x + (16 if drawn else 0), y, [Span(name, "ink2")], SMALL)
        shapes.append(text)
        x = text.left + text.width + 24
    return shapes


def _moved(shape: Shape, dx: float) -> Shape:
    match shape:
        case Polygon() | Line():
            return type(shape)(tuple((x + dx, y) for x, y in shape.points), shape.style)
        case Circle():
            return Circle(shape.x + dx, shape.y, shape.radius, shape.style)
        case _:
            return shape
