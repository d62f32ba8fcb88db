"""A control chart as a picture: direct labels, limits, rebase marks, signs of signals, the verdict in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rca.drawing.scene import Line, Scene, Shape, Span, Text
from rca.drawing.words import LABEL, LEADING, SMALL, plain, text_line, wrap_spans
from rca.trends.charts.free_room import Room
from rca.trends.charts.labels import axis_labels, end_labels, phase_labels, signal_labels, words_of, years_of
from rca.trends.charts.periods import full_period
from rca.trends.charts.plot import data, data_paths, ground
from rca.trends.charts.results import Chart
from rca.trends.charts.scale import Frame, tick_names, value_range
from rca.trends.charts.wording import ChartWords

HEADING: Final = 19.0
_HEADING_LEAD: Final = 25.0
_LEGEND: Final = 230.0
"""Width kept at the right for the words of lines."""
_ROW: Final = 18.0


def chart_scene(
    chart: Chart, *, heading: str | None = None, width: float = 1200.0, height: float = 380.0, notes: bool = True
) -> Scene:
    """Lay a control chart out.

    Parameters
    ----------
    chart : Chart
        The chart.
    heading : str, optional
        A sentence with the finding; by default the first one of the verdict, none where empty.
    width : float
        Width of the scene.
    height : float
        Height of the plot alone.
    notes : bool
        Write the rest of the verdict, cautions and the method below the plot.

    Returns
    -------
    Scene
        The picture; its description is the verdict.
    """
    words = words_of(chart)
    shapes: list[Shape] = []
    top = _heading(shapes, chart, plain(chart.verdict[0] if heading is None else heading), width, words)
    low, high, ticks = value_range(chart)
    names = tick_names(ticks, words.percent)
    left = max(text_line(0, 0, [Span(name)]).width for name in names) + 12
    marks, rows = phase_labels(chart, words, left, width - _LEGEND, width, top + LABEL)
    plot_top = top + rows * _ROW + 14
    frame = Frame(left, plot_top, width - _LEGEND, plot_top + height, low, high, len(chart.shown))
    shapes.extend(ground(chart, frame, ticks, top))
    shapes.extend(data(chart, frame))
    paths = data_paths(chart, frame)
    uprights = [
        [(frame.left + at * frame.step, frame.top), (frame.left + at * frame.step, frame.bottom)]
        for phase in chart.phases
        for at in ([phase.start] if phase.start else []) + ([phase.base_stop] if phase.base_stop < phase.stop else [])
    ]
    room = Room((frame.left, frame.top - 8, frame.right, frame.bottom - 2), [*paths, *uprights])
    drawn, texts = signal_labels(chart, words, frame, room)
    shapes.extend(drawn)
    ends = end_labels(chart, words, frame, width)
    shapes.extend(line for line in ends if isinstance(line, Line))
    shapes.extend([*marks, *texts, *(line for line in ends if isinstance(line, Text))])
    shapes.extend(axis_labels(chart, words, frame, ticks))
    bottom = frame.bottom + (62 if years_of(chart) else 48)
    if notes:
        bottom = _notes(shapes, chart, bottom, width)
    return Scene(width, bottom, _title(chart), description(chart), tuple(shapes))


def description(chart: Chart) -> str:
    """Return the verdict and how the chart was made, for who cannot see it."""
    kind = {"laney-p": "Laney p′", "laney-u": "Laney u′", "xmr": "XmR", "ewma": "EWMA", "cusum": "CUSUM"}
    points = sum(value is not None for value in chart.shown)
    words = words_of(chart)
    signs = f"{kind.get(chart.kind, chart.kind)} chart of {points} {words.unit(points)}."
    return plain(" ".join((*chart.verdict, signs)))


def _title(chart: Chart) -> str:
    return plain(f"{chart.series.name or 'Values'}, control chart")


def _heading(shapes: list[Shape], chart: Chart, heading: str, width: float, words: ChartWords) -> float:
    """Write heading and subtitle; return where the plot may begin."""
    y = 0.0
    for line in wrap_spans([Span(heading, bold=True)], width, HEADING) if heading else ():
        y += _HEADING_LEAD
        shapes.append(text_line(0, y, line, HEADING))
    for line in wrap_spans([Span(_subtitle(chart, words), "ink2")], width, 13):
        y += 20
        shapes.append(text_line(0, y, line, 13))
    return y + 14


def _subtitle(chart: Chart, words: ChartWords) -> str:
    """Return what is charted and when."""
    count = sum(value is not None for value in chart.shown)
    name = plain(chart.series.name) or "Values"
    first, last = (full_period(period, chart.grid) for period in (chart.series.periods[0], chart.series.periods[-1]))
    drawn = {"ewma": ", moving average", "cusum": ", summed up off the target"}.get(chart.kind, "")
    return plain(f"{name[:1].upper()}{name[1:]}{drawn}, {count} {words.unit(count)} from {first} to {last}.")


def _notes(shapes: list[Shape], chart: Chart, y: float, width: float) -> float:
    """Write what else is to be known; return where the picture ends."""
    alarms = "" if chart.false_alarms is None else f" {chart.false_alarms.words}"
    paragraphs: Sequence[tuple[str, str, float]] = (
        *((sentence, "ink", LABEL) for sentence in chart.verdict[1:]),
        *((sentence, "ochre", LABEL) for sentence in chart.warnings),
        (f"{chart.method}{alarms}", "ink2", SMALL),
    )
    for text, color, size in paragraphs:
        for line in wrap_spans([Span(plain(text), color)], width, size):
            shapes.append(text_line(0, y, line, size))
            y += LEADING + 1
        y += 3
    return y
