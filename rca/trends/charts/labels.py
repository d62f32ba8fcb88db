"""The words of a chart: at its axes, at the ends of its lines, at the begin of its phases, at its signals."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Literal

from rca.drawing.scene import Line, Shape, Span, Style, Text
from rca.drawing.words import LABEL, LEADING, SMALL, balanced, plain, text_line, wrap_spans
from rca.trends.charts.free_room import Room
from rca.trends.charts.periods import as_day, in_words, short_period
from rca.trends.charts.plot import is_outside, lines_of, sign_places, steps
from rca.trends.charts.results import Chart, Phase, Signal
from rca.trends.charts.scale import Frame, tick_names, tick_places
from rca.trends.charts.wording import ChartWords

_BRACKET = Style(stroke="plum", width=1.8)
_MOST_LABELS = 4


def words_of(chart: Chart) -> ChartWords:
    """Return how a finished chart speaks."""
    return ChartWords(chart.kind, chart.grid, chart.series.periods, chart.decimals)


def axis_labels(chart: Chart, words: ChartWords, frame: Frame, ticks: Sequence[float]) -> Iterator[Text]:
    """Yield the labels of both axes."""
    for tick, number in zip(ticks, tick_names(ticks, words.percent), strict=True):
        yield text_line(frame.left - 8, frame.y(tick) + 4, [Span(number, "ink2")], anchor="end")
    names = [plain(short_period(period, chart.grid)) for period in chart.series.periods]
    widest = max(text_line(0, 0, [Span(name)]).width for name in names)
    fixed = [phase.start for phase in chart.phases[1:]]
    years = years_of(chart)
    told = ""
    for at in tick_places(len(names), fixed, frame.step, widest):
        half = text_line(0, 0, [Span(names[at])]).width / 2
        x = min(max(frame.x(at), half), frame.right + 40)
        yield text_line(x, frame.bottom + 18, [Span(names[at], "ink2")], anchor="middle")
        if years and years[at] != told:
            told = years[at]
            yield text_line(x, frame.bottom + 33, [Span(told, "ink2")], SMALL, anchor="middle")


def years_of(chart: Chart) -> tuple[str, ...]:
    """Return the year of every point, where periods are days of several years; else nothing."""
    days = [day for day in map(as_day, chart.series.periods) if day is not None]
    if len(days) < len(chart.series.periods) or chart.grid.step == "month" or days[0].year == days[-1].year:
        return ()
    return tuple(str(day.year) for day in days)


def end_labels(
    chart: Chart, words: ChartWords, frame: Frame, width: float, *, short: bool = False
) -> tuple[Shape, ...]:
    """Return the values of limits and centre where they end, and of the last point, none over another.

    The short form tells centre and last point only.
    """
    phase = chart.phases[-1]
    lines: tuple[tuple[float | None, str], ...] = (
        (phase.upper, "upper limit"),
        (phase.centre, words.centre),
        (phase.lower, "lower limit"),
    )
    if short or phase.upper == phase.lower:
        lines = lines[1:2]
    wanted: list[tuple[float, tuple[Span, ...]]] = []
    for value, name in lines:
        # A lower limit at the foot of the axis says nothing that the axis does not.
        if value is not None and frame.low <= value <= frame.high and (name != "lower limit" or value != frame.low):
            number = Span(f"{'0' if value == 0 else words.number(value)}  ", "blue", True)
            wanted.append((frame.y(value), (number, Span(name, "ink2"))))
    for side, line in zip(("upper sum", "lower sum"), lines_of(chart), strict=False):
        at = max(place for place, value in enumerate(line) if value is not None)
        value = line[at] or 0.0
        name = "latest" if chart.lower_sum is None else side
        period = "" if short else f", {plain(short_period(chart.series.periods[at], chart.grid))}"
        number = Span(f"{words.number(value)}  ", "ink", True)
        wanted.append((frame.y(value), (number, Span(f"{name}{period}", "ink"))))
    return _spread(wanted, frame, width, 11.5 if short else 12.5)


def _spread(wanted: list[tuple[float, tuple[Span, ...]]], frame: Frame, width: float, size: float) -> tuple[Shape, ...]:
    x = frame.right + (16 if size > 12 else 10)
    blocks = [(y, wrap_spans(spans, width - x, size)) for y, spans in sorted(wanted, key=lambda pair: pair[0])]
    heights = [LEADING * len(lines) + 2 for _, lines in blocks]
    tops = [y - LEADING / 2 for y, _ in blocks]
    for at in range(1, len(tops)):
        tops[at] = max(tops[at], tops[at - 1] + heights[at - 1])
    limit = frame.bottom + 8
    for at in reversed(range(len(tops))):
        tops[at] = min(tops[at], limit - heights[at])
        limit = tops[at]
    shapes: list[Shape] = []
    for (y, lines), top in zip(blocks, tops, strict=True):
        middle = top + LEADING / 2
        if abs(middle - y) > 3:
            shapes.append(Line(((frame.right + 2, y), (x - 4, middle)), Style(stroke="grey")))
        shapes.extend(text_line(x, top + LEADING * (row + 1) - 3.5, line, size) for row, line in enumerate(lines))
    return tuple(shapes)


def phase_labels(
    chart: Chart, words: ChartWords, left: float, right: float, width: float, y: float
) -> tuple[tuple[Text, ...], int]:
    """Return what each mark of a phase says, above the plot, and how many rows that takes."""
    step = (right - left) / len(chart.shown)
    marks = list(_marks(chart, words))
    texts: list[Text] = []
    taken: list[float] = []  # where the words of each row begin, from the right
    for place in reversed(range(len(marks))):
        at, spans = marks[place]
        x = left + at * step + (8 if at else 0)
        after = left + marks[place + 1][0] * step - x - 12 if place + 1 < len(marks) else width - x
        lines = wrap_spans(spans, min(after if after >= 170 else width - x, 420.0), LABEL)
        ends = [x + text_line(0, 0, line).width + 10 for line in lines]
        row = 0
        while any(end > start for end, start in zip(ends, taken[row:], strict=False)):
            row += 1
        taken.extend([math.inf] * (row + len(lines) - len(taken)))
        for below, line in enumerate(lines):
            taken[row + below] = x
            texts.append(text_line(x, y + 18 * (row + below), line, pad="paper"))
    return tuple(texts), len(taken)


def _marks(chart: Chart, words: ChartWords) -> Iterator[tuple[int, list[Span]]]:
    for phase in chart.phases:
        if phase.start:
            since = words.period(phase.start)
            what = f"{plain(phase.words)}, {since}: " if phase.words else f"{since[:1].upper()}{since[1:]}: "
            yield phase.start, [Span(what, "teal", True), Span("limits rebased", "ink")]
        if phase.base_stop < phase.stop:
            count = phase.base_stop - phase.base_start
            if not phase.start:
                yield phase.base_start, [Span(f"baseline, {in_words(count)} {words.unit(count)}", "ink2")]
            yield phase.base_stop, [Span("limits held", "ink2")]


def signal_labels(chart: Chart, words: ChartWords, frame: Frame, room: Room) -> tuple[list[Shape], list[Text]]:
    """Return brackets and words of the signals for which there is room; the latest come first."""
    shapes: list[Shape] = []
    texts: list[Text] = []
    for phase in chart.phases[:-1]:
        for line, name in ((chart.upper, "upper limit"), (chart.lower, "lower limit"), (chart.centre, words.centre)):
            texts.extend(_line_label(words, frame, phase, line, name, room))
    for x, y in sign_places(chart, frame):
        room.take((x - 9, y - 9, x + 9, y + 9))
    signals = [signal for signal in chart.signals if signal.points]
    current = chart.current
    order = sorted(signals, key=lambda each: (each is not current, -each.last))
    for signal in order[:_MOST_LABELS]:
        single = is_outside(signal.rule) and chart.lower_sum is None and signal.first == signal.last
        if single:
            texts.extend(_point_label(chart, words, frame, signal, room))
        else:
            bracket, lines = _run_label(chart, words, frame, signal, room)
            shapes.extend(bracket)
            texts.extend(lines)
    return shapes, texts


def _line_label(
    words: ChartWords, frame: Frame, phase: Phase, line: Sequence[float | None], name: str, room: Room
) -> tuple[Text, ...]:
    """Return the value of a line of an earlier phase, beside it where there is room."""
    value = line[phase.start]
    if value is None or not phase.constant or not frame.low < value < frame.high or not any(steps(frame, phase, line)):
        return ()
    spans = [Span(f"{name} {words.number(value)}", "blue", True)]
    left, right = frame.left + phase.start * frame.step + 8, frame.left + phase.stop * frame.step - 8
    y = frame.y(value)
    return room.first_free(
        [text]
        for above in ((True, False) if name != "lower limit" else (False, True))
        for text in _along(spans, left, right, y - 7 if above else y + 15)
    )


def _along(spans: Sequence[Span], left: float, right: float, y: float) -> Iterator[Text]:
    text = text_line(left, y, spans, pad="paper")
    places = 8
    for place in range(places):
        x = left + (right - left - text.width) * place / (places - 1)
        if x >= left:
            yield text_line(x, y, spans, pad="paper")


def _point_label(chart: Chart, words: ChartWords, frame: Frame, signal: Signal, room: Room) -> tuple[Text, ...]:
    value = chart.shown[signal.first] or 0.0
    x, y = frame.x(signal.first), frame.y(value)
    period = words.period(signal.first)
    head = f"{period[:1].upper()}{period[1:]}: {words.number(value)}"
    lines = ([Span(plain(head), "plum", True)], [Span(signal.words, "ink")])
    sides: tuple[tuple[Literal["start", "middle", "end"], float], ...] = (("end", -13), ("start", 13), ("middle", 0))
    heights = (-24, -10, -34, -48, 26, 42) if signal.side == "above" else (22, 8, 36, 50, -34, -48)
    return room.first_free(
        [
            text_line(x + (dx if anchor != "middle" else 0), y + dy + row * LEADING, line, anchor=anchor, pad="paper")
            for row, line in enumerate(lines)
        ]
        for dy in heights
        for anchor, dx in sides
    )


def _run_label(
    chart: Chart, words: ChartWords, frame: Frame, signal: Signal, room: Room
) -> tuple[tuple[Shape, ...], tuple[Text, ...]]:
    """Return a bracket along a run, with the words beside it."""
    line = lines_of(chart)[-1] if signal.side == "below" else chart.shown
    ys = [frame.y(value) for value in line[signal.first : signal.last + 1] if value is not None]
    left, right = frame.x(signal.first) - 5, frame.x(signal.last) + 5
    head = plain(words.span(signal.first, signal.last))
    drawn = (chart.centre, chart.upper, chart.lower)
    lines_y = [frame.y(value) for each in drawn for value in each[signal.first : signal.last + 1] if value is not None]
    outward = -1 if signal.side == "above" else 1
    for widest in (max(right - left, 240), 170):
        lines = (
            *balanced([Span(head[:1].upper() + head[1:], "plum", True)], widest),
            *balanced([Span(signal.words, "ink")], widest),
        )
        for direction in (outward, -outward):
            edge = (max(ys) if direction > 0 else min(ys)) + direction * 14
            for y in (edge + direction * 10 * more for more in range(6)):
                if any(abs(y - line_y) < 8 for line_y in lines_y):
                    continue
                first = y + 16 if direction > 0 else y - 7 - LEADING * (len(lines) - 1)
                found = _bracketed(lines, left, right, first, room)
                if found:
                    hook = y - direction * 8
                    path = ((left, hook), (left, y), (right, y), (right, hook))
                    room.take((left, min(hook, y), right, max(hook, y)))
                    return (Line(path, _BRACKET),), found
    return (), ()


def _bracketed(
    lines: Sequence[tuple[Span, ...]], left: float, right: float, first: float, room: Room
) -> tuple[Text, ...]:
    """Return lines set along a bracket where there is room."""
    return room.first_free(
        [text_line(x, first + row * LEADING, text, anchor=anchor, pad="paper") for row, text in enumerate(lines)]
        for x, anchor in _starts(left, right)
    )


def _starts(left: float, right: float) -> tuple[tuple[float, Literal["start", "middle", "end"]], ...]:
    return (right, "end"), ((left + right) / 2, "middle"), (left, "start")
