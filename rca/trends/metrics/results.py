"""What metrics answer: series of points, one for each metric and slice."""

from __future__ import annotations

from dataclasses import dataclass

from rca.trends.metrics.metric import Metric, Version


@dataclass(frozen=True, slots=True)
class Point:
    """A metric in one period.

    Parameters
    ----------
    period : str
        ``2025-W03`` or ``2025-01``.
    start, end : int
        First instant, and that of the next period; microseconds UTC.
    value : float or None
        The value; for durations the median in seconds. ``None`` where nothing was counted, or less than half is done.
    low, high : float or None
        Interval at 95 %; ``None`` where there is no bound.
    numerator, denominator : float
        Of the value; for durations the rows done and all rows.
    most : float or None
        For durations, seconds by which nine in ten are done.
    segment : int
        Number of the definition in force, from 0: points of different segments do not compare.
    mixed : bool
        Whether the definition changed inside the period.
    complete : bool
        Whether the period was over at the instant of the data.
    arrived : float or None
        The part of its rows that is expected to have entered the log; ``None`` where the log does not say when
        rows entered.
    """

    period: str
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    numerator: float
    denominator: float
    most: float | None = None
    segment: int = 0
    mixed: bool = False
    complete: bool = True
    arrived: float | None = None


@dataclass(frozen=True)
class Series:
    """A metric over time, for all rows or one slice.

    Parameters
    ----------
    metric : Metric
        What it is.
    slice : tuple of (str, str)
        Column and value; empty for all rows.
    versions : tuple of Version
        The definitions, by segment.
    points : tuple of Point
        One for each period, in order.
    """

    metric: Metric
    slice: tuple[tuple[str, str], ...]
    versions: tuple[Version, ...]
    points: tuple[Point, ...]

    def __repr__(self) -> str:
        return f"Series({self.metric.name!r}, {len(self.slice)} slice columns, {len(self.points)} points)"


@dataclass(frozen=True)
class MetricsResult:
    """Series of metrics.

    Parameters
    ----------
    series : tuple of Series
        By metric in the order of the data dictionary, then by slice.
    missing : tuple of (str, tuple of str)
        Metrics that cannot be computed, and what is missing for each.
    as_of : int
        The instant of the data, in microseconds UTC.
    rows : int
        Rows of the log.
    unit, zone : str
        Of the periods.
    exact : bool
        Whether durations are whole seconds; else they have three figures.
    """

    series: tuple[Series, ...]
    missing: tuple[tuple[str, tuple[str, ...]], ...]
    as_of: int
    rows: int
    unit: str
    zone: str
    exact: bool

    def __repr__(self) -> str:
        return f"MetricsResult({len(self.series)} series, {len(self.missing)} metrics not computed)"
