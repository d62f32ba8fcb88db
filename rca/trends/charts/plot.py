"""The plot of a chart as shapes: grid, band, limits, rebase marks, data and signs of signals; no words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from rca.drawing.scene import Circle, Line, Polygon, Rect, Shape, Style
from rca.trends.charts.results import Chart, Phase
from rca.trends.charts.scale import Frame

_GRID: Final = Style(stroke="rule")
_CENTRE: Final = Style(stroke="blue", width=2)
_LIMIT: Final = Style(stroke="blue", width=1.4, dash=(7.0, 4.0))
_DATA: Final = Style(stroke="ink2", width=1.5)
_REBASE: Final = Style(stroke="teal", width=2.5)

Points = tuple[tuple[float, float], ...]


def ground(chart: Chart, frame: Frame, ticks: Sequence[float], top: float) -> Iterator[Shape]:
    """Yield what lies below the data, the rebase marks from a height on."""
    for tick in ticks:
        yield Line(((frame.left, frame.y(tick)), (frame.right, frame.y(tick))), _GRID)
    for phase in chart.phases:
        if phase.upper is not None and phase.lower is not None:
            yield _band(chart, frame, phase)
            if phase.base_stop < phase.stop:
                x = frame.left + phase.base_stop * frame.step
                right = frame.left + phase.stop * frame.step
                # Frozen limits continue in a paler band.
                yield Rect(x, frame.top, right - x, frame.bottom - frame.top, Style(fill="paper", opacity=0.45))
    for phase in chart.phases:
        for line, style in ((chart.lower, _LIMIT), (chart.upper, _LIMIT), (chart.centre, _CENTRE)):
            if style is _LIMIT and phase.upper == phase.lower:
                continue
            for part in steps(frame, phase, line):
                yield Line(part, style)
        if phase.base_stop < phase.stop:
            x = frame.left + phase.base_stop * frame.step
            yield Line(((x, top), (x, frame.bottom)), Style(stroke="rule", width=1.5))
        if phase.start:
            x = frame.left + phase.start * frame.step
            yield Line(((x, top), (x, frame.bottom)), _REBASE)


def steps(frame: Frame, phase: Phase, line: Sequence[float | None]) -> Iterator[Points]:
    """Yield a line of limits as steps, in pieces where it has gaps; what lies off the axis is left out."""
    piece: list[tuple[float, float]] = []
    for at in range(phase.start, phase.stop):
        value = line[at]
        if value is None or not frame.low <= value <= frame.high:
            if piece:
                yield tuple(piece)
            piece = []
            continue
        y = frame.y(value)
        left, right = frame.left + at * frame.step, frame.left + (at + 1) * frame.step
        if piece and piece[-1][1] == y:
            piece[-1] = (right, y)
        else:
            piece.extend([(left, y), (right, y)])
    if piece:
        yield tuple(piece)


def _band(chart: Chart, frame: Frame, phase: Phase) -> Polygon:
    upper: list[tuple[float, float]] = []
    lower: list[tuple[float, float]] = []
    last_upper, last_lower = phase.upper or 0.0, phase.lower or 0.0
    for at in range(phase.start, phase.stop):
        left, right = frame.left + at * frame.step, frame.left + (at + 1) * frame.step
        above, below = chart.upper[at], chart.lower[at]
        last_upper = last_upper if above is None else above
        last_lower = last_lower if below is None else below
        upper.extend([(left, frame.y(last_upper)), (right, frame.y(last_upper))])
        lower.extend([(left, frame.y(last_lower)), (right, frame.y(last_lower))])
    return Polygon((*upper, *reversed(lower)), Style(fill="bluet"))


def lines_of(chart: Chart) -> tuple[tuple[float | None, ...], ...]:
    """Return the lines of data: one, or the two sums of CUSUM, the lower one downwards."""
    if chart.lower_sum is None:
        return (chart.shown,)
    return chart.shown, tuple(None if value is None else -value for value in chart.lower_sum)


def data_paths(chart: Chart, frame: Frame) -> tuple[Points, ...]:
    """Return the joined points, broken at gaps and where limits start anew."""
    starts = {phase.start for phase in chart.phases}
    paths: list[Points] = []
    for line in lines_of(chart):
        piece: list[tuple[float, float]] = []
        for at, value in enumerate(line):
            if piece and (value is None or at in starts):
                paths.append(tuple(piece))
                piece = []
            if value is not None:
                piece.append((frame.x(at), frame.y(value)))
        if piece:
            paths.append(tuple(piece))
    return tuple(paths)


def data(chart: Chart, frame: Frame, room: float | None = None) -> Iterator[Shape]:
    """Yield lines, points and the signs of signals: a diamond outside a limit, a ring by any other rule."""
    for path in data_paths(chart, frame):
        if len(path) > 1:
            yield Line(path, _DATA)
    outside, ringed = marked_points(chart)
    radius = frame.radius if room is None else min(room, frame.radius)
    for side, line in zip(("above", "below"), lines_of(chart), strict=False):
        both = len(lines_of(chart)) == 1
        for at, value in enumerate(line):
            if value is None:
                continue
            x, y = frame.x(at), frame.y(value)
            if (at, side) in outside or (both and (at, "below") in outside):
                reach = max(2.0 * radius, 3.4)
                yield Polygon(((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)), Style(fill="plum"))
            elif at in ringed and both:
                yield Circle(x, y, radius + 1.0, Style("paper", "plum", min(2.6, 0.9 + 0.45 * radius)))
            elif both or value:  # a sum of nothing is no point worth a dot
                yield Circle(x, y, radius, Style(fill="ink2"))


def marked_points(chart: Chart) -> tuple[frozenset[tuple[int, str]], frozenset[int]]:
    """Return the points outside a limit, with the side, and those that any other rule names."""
    outside = {(point, signal.side) for signal in chart.signals if is_outside(signal.rule) for point in signal.points}
    ringed = {point for signal in chart.signals if not is_outside(signal.rule) for point in signal.points}
    return frozenset(outside), frozenset(ringed)


def sign_places(chart: Chart, frame: Frame) -> tuple[tuple[float, float], ...]:
    """Return where the points outside a limit are drawn."""
    lines = lines_of(chart)
    found = []
    for at, side in sorted(marked_points(chart)[0]):
        value = lines[-1 if side == "below" else 0][at]
        if value is not None:
            found.append((frame.x(at), frame.y(value)))
    return tuple(found)


def is_outside(rule: str) -> bool:
    """Return whether a rule is that of a point outside a limit."""
    return rule in ("outside", "nelson-1", "western-electric-1")
