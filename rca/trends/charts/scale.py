"""Where values and points lie in a picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rca.trends.charts.results import Chart
from rca.trends.charts.wording import number_text


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot area of one chart, in units of the scene.

    Parameters
    ----------
    left, top, right, bottom : float
        Its edges.
    low, high : float
        The values at the bottom and the top.
    points : int
        How many points lie between left and right.
    """

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float
    points: int

    @property
    def step(self) -> float:
        """Distance of two points."""
        return (self.right - self.left) / self.points

    def x(self, at: float) -> float:
        """Return where a point lies."""
        return self.left + (at + 0.5) * self.step

    def y(self, value: float) -> float:
        """Return where a value lies; what is beyond the edges lies on them."""
        inside = min(max(value, self.low), self.high)
        return self.bottom - (inside - self.low) / (self.high - self.low) * (self.bottom - self.top)

    @property
    def radius(self) -> float:
        """Radius of a point that does not touch its neighbours."""
        return min(4.0, max(1.0, 0.3 * self.step))


def value_range(chart: Chart) -> tuple[float, float, tuple[float, ...]]:
    """Return the lowest and highest value of the axis, and its ticks.

    Counts begin at zero; so do other values that come near to it.
    """
    drawn = [value for line in (chart.shown, chart.centre, chart.upper) for value in line if value is not None]
    drawn += [-value for value in chart.lower_sum or () if value is not None]
    shown = [value for value in chart.shown if value is not None]
    positive = min(shown) >= 0 and chart.kind != "cusum"
    # A limit below the least possible value says nothing, so the axis does not make room for it.
    drawn += [max(value, 0.0) if positive else value for value in chart.lower if value is not None]
    low, high = min(drawn), max(drawn)
    if positive and (chart.kind in ("c", "g", "t") or low < 0.5 * high):
        low = 0.0
    if high - low <= 1e-9 * max(abs(high), abs(low)):
        low, high = (0.0, 1.0) if high == 0 else (low - 0.1 * abs(low), high + 0.1 * abs(high))
    # Signals need room for their words.
    room = (0.12 if chart.signals else 0.04) * (high - low)
    low, high = (0.0 if low == 0 else low - room), high + room
    return low, high, nice_ticks(low, high)


def nice_ticks(low: float, high: float, wanted: int = 6) -> tuple[float, ...]:
    """Return round values within a range.

    Examples
    --------
    >>> nice_ticks(0, 71)
    (0.0, 20.0, 40.0, 60.0)
    """
    rough = (high - low) / (wanted - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough * 0.999)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return tuple(round(place * step, 12) for place in range(first, last + 1))


def tick_names(ticks: Sequence[float], percent: bool) -> tuple[str, ...]:
    """Return ticks as text, all with the decimals that their distance needs.

    Examples
    --------
    >>> tick_names((0.0, 2.5, 5.0), False), tick_names((0.95, 0.955), True)
    (('0', '2.5', '5'), ('95.0%', '95.5%'))
    """
    scale = 100 if percent else 1
    slip = 1e-9 * max(abs(scale * tick) for tick in ticks)
    exact = (
        places for places in range(12) if all(abs(round(scale * tick, places) - scale * tick) <= slip for tick in ticks)
    )
    decimals = next(exact, 12)
    return tuple(number_text(tick, decimals, percent) for tick in ticks)


def tick_places(points: int, fixed: Sequence[int], width: float, label: float) -> tuple[int, ...]:
    """Return which points get a label below the axis: the last, the fixed ones, and others where there is room.

    Parameters
    ----------
    points : int
        How many there are.
    fixed : sequence of int
        Points that matter, such as the first of each phase.
    width : float
        Distance of two points.
    label : float
        Width of the widest label.
    """
    apart = max(1, math.ceil((label + 12) / width))
    taken: list[int] = []
    every = max(apart, math.ceil(points / 8))
    for place in (points - 1, 0, *fixed, *range(0, points, every)):
        if 0 <= place < points and all(abs(place - other) >= apart for other in taken):
            taken.append(place)
    return tuple(sorted(taken))
