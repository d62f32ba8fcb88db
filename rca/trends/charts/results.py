"""What a control chart answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rca.trends.charts.periods import Grid
from rca.trends.charts.plan import ChartPlan, Kind, RuleSet

Side = Literal["above", "below", ""]
Sign = Literal["improvement", "concern", ""]


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one metric in the order of time.

    Parameters
    ----------
    periods : tuple of str
        One for each value, each different; ISO days where they are days.
    values : tuple of (float or None)
        Counts for rates; None for a gap.
    sizes : tuple of (float or None) or None
        What counts are divided by.
    name : str
        What is counted, such as "escalations a week".
    """

    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    sizes: tuple[float | None, ...] | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a chart with limits of its own.

    Parameters
    ----------
    start, stop : int
        First point, and one after the last.
    base_start, base_stop : int
        The points that the limits come from; frozen from there on.
    words : str
        What began here; empty for the first phase and where nothing was said.
    centre, lower, upper : float or None
        At the last point; None where there is none. They hold for every point of the phase where
        ``constant`` is true.
    constant : bool
        Whether the limits are the same at every point.
    dispersion : float or None
        Laney's sigma z.
    mean_range, range_limit : float or None
        Mean moving range and its upper limit.
    sigma : float or None
        Standard deviation of one value, estimated from moving ranges.
    longest, most, crossings, least : int
        The longest run, the longest that chance explains, the crossings and the fewest that chance explains.
    """

    start: int
    stop: int
    base_start: int
    base_stop: int
    words: str
    centre: float | None
    lower: float | None
    upper: float | None
    constant: bool
    dispersion: float | None
    mean_range: float | None
    range_limit: float | None
    sigma: float | None
    longest: int
    most: int
    crossings: int
    least: int


@dataclass(frozen=True, slots=True)
class Signal:
    """One rule that is met once.

    Parameters
    ----------
    rule : str
        Name of the rule.
    side : {"above", "below", ""}
        Above also stands for rising; empty where a rule has no direction.
    points : tuple of int
        The points that the rule names, from 0; empty for too few crossings.
    first, last : int
        Where the pattern begins and ends.
    reached : int
        The point at which it was complete, so that it could be known.
    words : str
        What is met, such as "seven weeks in a row below the mean of 18.7".
    """

    rule: str
    side: Side
    points: tuple[int, ...]
    first: int
    last: int
    reached: int
    words: str


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How often such a chart shows a signal though nothing changed.

    Parameters
    ----------
    share : float
        Share of such charts with a signal.
    charts : int
        How many were simulated.
    words : str
        The same in words.
    """

    share: float
    charts: int
    words: str


@dataclass(frozen=True, repr=False)
class Chart:
    """A control chart.

    Parameters
    ----------
    series : Series
        The values, with gaps.
    plan : ChartPlan
        How they were charted.
    grid : Grid
        How often there is a value.
    shown : tuple of (float or None)
        What is drawn.
    centre, lower, upper : tuple of (float or None)
        At every point.
    lower_sum : tuple of (float or None) or None
        CUSUM: the lower sum; ``shown`` is the upper one.
    asymptotic : tuple of float or None
        EWMA: the limits of the long run.
    phases : tuple of Phase
        In the order of time.
    signals : tuple of Signal
        In the order of time.
    verdict : tuple of str
        What the chart says, in sentences.
    decimals : int
        Decimals that tell lines and values apart; in per cent for shares.
    sign : {"improvement", "concern", ""}
        What the signal that stands now is, where the good direction is known.
    method : str
        How the limits are made.
    warnings : tuple of str
        Why to read it with care.
    false_alarms : FalseAlarms or None
        None where none were simulated.
    """

    series: Series
    plan: ChartPlan
    grid: Grid
    shown: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    lower_sum: tuple[float | None, ...] | None
    asymptotic: tuple[float, float] | None
    phases: tuple[Phase, ...]
    signals: tuple[Signal, ...]
    verdict: tuple[str, ...]
    decimals: int
    sign: Sign
    method: str
    warnings: tuple[str, ...]
    false_alarms: FalseAlarms | None

    def __repr__(self) -> str:
        return f"Chart({self.kind}, {len(self.shown)} points, {len(self.signals)} signals)"

    @property
    def kind(self) -> Kind:
        """The kind of chart."""
        return self.plan.kind

    @property
    def rules(self) -> RuleSet:
        """The rules in force."""
        return self.plan.rule_set

    @property
    def current(self) -> Signal | None:
        """The signal that stands at the last value, the longest of them; None where none does."""
        last = max((at for at, value in enumerate(self.shown) if value is not None), default=-1)
        standing = [each for each in self.signals if each.last >= last and each.points]
        return min(standing, key=lambda each: each.first, default=None)
