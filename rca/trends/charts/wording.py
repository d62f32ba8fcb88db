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
        if self.percent:
            return f"{100 * value:.{self.decimals}f}%"
        if value == round(value) and abs(value) < 1e15:
            return f"{value:,.0f}"
        return f"{value:,.{self.decimals}f}"

    def period(self, at: int) -> str:
        """Return the period of a point in words, with its year where the chart spans several."""
        days = [as_day(self.periods[0]), as_day(self.periods[-1])]
        year = len({day.year for day in days if day is not None}) > 1
        return period_words(self.periods[at], self.grid, year)

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
    return (
        min(6, max(0, 2 - math.floor(math.log10(width))))
        if not percent
        else min(4, max(1, 1 - math.floor(math.log10(width))))
    )
