"""How a chart speaks of its points, lines and rules."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rca.trends.charts.periods import Grid, as_day, in_words, period_words
from rca.trends.charts.plan import Kind

_CENTRES = {"run": "median", "g": "median", "t": "centre", "ewma": "target", "cusum": "target"}


@dataclass(frozen=True, slots=True)
class ChartWords:
    """How one chart speaks.

    Parameters
    ----------
    kind : str
        The kind of chart.
    grid : Grid
        How often there is a value.
    periods : tuple of str
        All periods.
    decimals : int
        Decimals of lines and rates.
    """

    kind: Kind
    grid: Grid
    periods: tuple[str, ...]
    decimals: int

    @property
    def centre(self) -> str:
        """What the centre is called."""
        return _CENTRES.get(self.kind, "mean")

    @property
    def percent(self) -> bool:
        """Whether values are proportions, told in per cent."""
        return self.kind in ("p", "laney-p")

    def unit(self, count: int) -> str:
        """Return what a point is, in the singular or the plural."""
        word = "event" if self.kind in ("g", "t") else self.grid.step if self.grid.every == 1 else None
        return f"{word or 'point'}{'' if count == 1 else 's'}"

    def number(self, value: float) -> str:
        """Return a value or a line as text."""
        return number_text(value, self.decimals, self.percent)

    def period(self, at: int) -> str:
        """Return the period of a point in words, with its year where the chart spans several."""
        days = [as_day(self.periods[0]), as_day(self.periods[-1])]
        year = len({day.year for day in days if day is not None}) > 1
        return period_words(self.periods[at], self.grid, year)

    def span(self, first: int, last: int) -> str:
        """Return the periods from one point to another in words."""
        if self.grid.step == "week":
            return f"weeks of {self.period(first)[8:]} to {self.period(last)[8:]}"
        start, end = self.period(first), self.period(last)
        if start.startswith("point ") and end.startswith("point "):
            return f"points {start[6:]} to {end[6:]}"
        return f"{start} to {end}"

    def outside(self, side: Literal["above", "below"], points: Sequence[int], limit: float) -> str:
        """Return the words of one point or several neighbours outside a limit."""
        line = f"{side} the {'upper' if side == 'above' else 'lower'} limit"
        if len(points) == 1:
            return f"{line} of {self.number(limit)}"
        return f"{in_words(len(points))} {self.unit(len(points))} in a row {line}"

    def passed(self, side: Literal["above", "below"], decision: float, reached: int) -> str:
        """Return the words of a sum above its decision value."""
        return f"the sum of what lies {side} the target passed {self.number(decision)} at {self.period(reached)}"

    def pattern(self, template: str, side: Literal["above", "below"], count: int, centre: float) -> str:
        """Return the words of a rule."""
        return template.format(
            count=f"{in_words(count)} {self.unit(count)}",
            side=side,
            way="rising" if side == "above" else "falling",
            centre=f"{self.centre} of {self.number(centre)}",
        )

    def crossings(self, count: int, least: int) -> str:
        """Return the words of too few crossings."""
        times = {0: "never", 1: "once", 2: "twice"}.get(count, f"{in_words(count)} times")
        return f"the line crosses the {self.centre} {times}, where chance alone gives {in_words(least)} or more"


def number_text(value: float, decimals: int, percent: bool) -> str:
    """Return a number with a sign that is a minus, thousands apart, and no decimals where it is whole.

    Examples
    --------
    >>> number_text(-1234.5, 1, False), number_text(0.9529, 1, True), number_text(17.0, 2, False)
    ('−1,234.5', '95.3%', '17')
    """
    if percent:
        text = f"{100 * value:.{decimals}f}%"
    else:
        text = f"{value:,.{0 if value == round(value) and abs(value) < 1e15 else decimals}f}"
    return text.replace("-", "−")


def decimals_for(width: float, percent: bool) -> int:
    """Return how many decimals tell lines apart that lie this far from each other.

    Examples
    --------
    >>> decimals_for(28.4, False), decimals_for(0.0255, True), decimals_for(0, False)
    (1, 1, 1)
    """
    width = 100 * width if percent else width
    if not math.isfinite(width) or width <= 0:
        return 1
    digits = -math.floor(math.log10(width))
    return min(4, max(1, digits + 1)) if percent else min(6, max(0, digits + 2))


def decimals_apart(pairs: Sequence[tuple[float, float]], decimals: int, percent: bool) -> int:
    """Return at least so many decimals, and as many more as tell the two numbers of every pair apart."""
    scale = 100 if percent else 1
    while decimals < 9 and any(round(scale * one, decimals) == round(scale * two, decimals) for one, two in pairs):
        decimals += 1
    return decimals
