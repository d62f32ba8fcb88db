"""From aggregates to series: values, intervals, definitions in force, and how complete each period is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rca.trends.log.log import EscalationLog
from rca.trends.metrics.definitions import segment_of, versions_of
from rca.trends.metrics.delay import completeness, delay_distribution
from rca.trends.metrics.engine import SECOND, delays
from rca.trends.metrics.intervals import count_interval, mean_interval, share_interval
from rca.trends.metrics.metric import Metric
from rca.trends.metrics.periods import Periods
from rca.trends.metrics.results import Point, Series
from rca.trends.metrics.survival import kaplan_meier

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

Slice = tuple[str | None, ...]
_DAY = 86_400 * SECOND
NO_VALUE = "(empty)"
"""How a slice is named whose cells are empty."""


@dataclass(frozen=True)
class Frame:
    """What all series of one computation share.

    Parameters
    ----------
    log : EscalationLog
        The log.
    table : ibis table
        Its rows, as they were at ``now``.
    periods : Periods
        The periods.
    by : tuple of str
        Columns to slice by.
    now : int
        The instant of the data.
    """

    log: EscalationLog
    table: ir.Table
    periods: Periods
    by: tuple[str, ...]
    now: int


def sum_series(frame: Frame, metric: Metric, aggregate: pa.Table, scale: int = 1) -> list[Series]:
    """Return the series of a metric that is made of sums.

    Parameters
    ----------
    frame : Frame
        What it was computed from.
    metric : Metric
        Any but a duration.
    aggregate : pyarrow.Table
        Of `rca.trends.metrics.engine.sums`.
    scale : int
        Of a mean; see `rca.trends.metrics.engine.Span.scale`.

    Returns
    -------
    list of Series
        One for each slice.
    """
    import numpy as np

    grids = {
        part: _grid(frame, aggregate, f"{metric.name}__{part}")
        for part in "ndts"
        if f"{metric.name}__{part}" in aggregate.column_names
    }
    numbers = grids["n"]
    whole = np.sum(list(numbers.values()), axis=0) if numbers else np.zeros(len(frame.periods.items))
    found = []
    for slice_, top in numbers.items():
        match metric.shape:
            case "count":
                bottom = np.ones_like(top)
                low, high = count_interval(top)
            case "rate":
                bottom = _exposure(frame, slice_)
                amount = np.where(bottom > 0, bottom, np.nan)
                low, high = (bound / amount for bound in count_interval(top))
            case "mix":
                bottom = whole
                low, high = share_interval(top, bottom)
            case "mean":
                bottom = grids["d"][slice_]
                low, high = mean_interval(grids["t"][slice_], grids["s"][slice_], bottom)
                half = (high - low) / 2 * scale
                middle = top / np.where(bottom > 0, bottom, np.nan)
                low, high = middle - half, middle + half
            case _:
                bottom = grids["d"][slice_]
                low, high = share_interval(top, bottom)
        value = top / np.where(bottom > 0, bottom, np.nan)
        found.append(_series(frame, metric, slice_, (value, low, high, top, bottom, np.full_like(top, np.nan))))
    return found


def duration_series(frame: Frame, metric: Metric, aggregate: pa.Table) -> list[Series]:
    """Return the series of a duration: the median and its interval, and the ninth tenth.

    Parameters
    ----------
    frame : Frame
        What it was computed from.
    metric : Metric
        A duration.
    aggregate : pyarrow.Table
        Of `rca.trends.metrics.engine.durations`.

    Returns
    -------
    list of Series
        One for each slice.
    """
    import numpy as np

    place = {period.key: index for index, period in enumerate(frame.periods.items)}
    slices, which = _slices(frame, aggregate)
    period, done, took, rows = (
        aggregate[name].to_numpy().astype(np.int64) for name in ("period", "done", "took", "rows")
    )
    cell = which * len(place) + np.array([place[key] for key in period.tolist()], dtype=np.int64)
    order = np.argsort(cell, kind="stable")
    edges = np.searchsorted(cell[order], np.arange(len(slices) * len(place) + 1))
    found = []
    for at, slice_ in enumerate(slices):
        columns = np.full((6, len(place)), np.nan)
        for index in range(len(place)):
            begin, end = edges[at * len(place) + index : at * len(place) + index + 2]
            chosen = order[begin:end]
            closed = done[chosen] == 1
            columns[3:5, index] = rows[chosen][closed].sum(), rows[chosen].sum()
            if closed.any():
                curve = kaplan_meier(took[chosen] / SECOND, closed, rows[chosen])
                columns[:3, index] = [np.nan if each is None else each for each in curve.quantile(0.5)]
                most = curve.quantile(0.9)[0]
                columns[5, index] = np.nan if most is None else most
        found.append(_series(frame, metric, slice_, list(columns)))
    return found


def with_arrived(frame: Frame, series: Sequence[Series]) -> list[Series]:
    """Return series by the day of opening with the part of each period's rows that is expected to have arrived."""
    import numpy as np

    if "recorded" not in frame.log.table.columns:
        return list(series)
    table = delays(frame.table, frame.periods)
    if not table.num_rows:
        return list(series)
    day, late, rows = (table[name].to_numpy().astype(np.int64) for name in ("day", "late", "rows"))
    today = int((day + late).max()) // _DAY
    part = delay_distribution(day // _DAY, late // _DAY, rows, today)
    days = 7 if frame.periods.unit == "week" else 31
    arrived: list[float | None] = []
    for index, period in enumerate(frame.periods.items):
        first = period.key // _DAY
        following = frame.periods.items[index + 1].key // _DAY if index + 1 < len(frame.periods.items) else first + days
        arrived.append(completeness(part, first, following - 1, today))
    return [
        each
        if each.metric.basis != "opened"
        else replace(
            each, points=tuple(replace(point, arrived=part) for point, part in zip(each.points, arrived, strict=True))
        )
        for each in series
    ]


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def _series(frame: Frame, metric: Metric, slice_: Slice, columns: Sequence[NDArray[np.float64]]) -> Series:
    """Return a series from value, low, high, numerator, denominator and, for durations, the ninth tenth."""
    versions = versions_of(metric, frame.log.changes)
    items = frame.periods.items
    points = []
    for index, period in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        segment, mixed = segment_of(versions, period, following)
        value, low, high, top, bottom, most = (_number(column[index]) for column in columns)
        points.append(
            Point(
                period=period.label, start=period.start, end=period.end, value=value, low=low, high=high,
                numerator=top or 0.0, denominator=bottom or 0.0, most=most,
                segment=segment, mixed=mixed, complete=period.end <= frame.now + 1,
            )
        )  # fmt: skip
    named = tuple((column, NO_VALUE if text is None else text) for column, text in zip(frame.by, slice_, strict=True))
    return Series(metric, named, versions, tuple(points))


def _slices(frame: Frame, aggregate: pa.Table) -> tuple[list[Slice], NDArray[np.int64]]:
    """Return the slices in order, empty cells first, and the number of each row's slice."""
    import numpy as np

    columns = [aggregate[column].to_pylist() for column in frame.by]
    rows: list[Slice] = list(zip(*columns, strict=True)) if columns else [()] * aggregate.num_rows
    slices = sorted(set(rows), key=lambda row: [(text is not None, text or "") for text in row])
    number = {slice_: index for index, slice_ in enumerate(slices)}
    return slices, np.array([number[row] for row in rows], dtype=np.int64)


def _grid(frame: Frame, aggregate: pa.Table, column: str) -> dict[Slice, NDArray[np.float64]]:
    """Return the sums of each slice by period, 0 where there are no rows."""
    import numpy as np

    place = {period.key: index for index, period in enumerate(frame.periods.items)}
    slices, which = _slices(frame, aggregate)
    grid = np.zeros((len(slices), len(place)))
    # The sum over no rows is nothing on some engines and 0 on others.
    numbers = [0 if number is None else number for number in aggregate[column].to_pylist()]
    grid[which, [place[key] for key in aggregate["period"].to_pylist()]] = numbers
    return {slice_: grid[index] for index, slice_ in enumerate(slices)}


def _exposure(frame: Frame, slice_: Slice) -> NDArray[np.float64]:
    """Return the exposure of a slice by period; of the days up to now where the period is not over."""
    import numpy as np

    wanted = dict(zip(frame.by, slice_, strict=True))
    firsts, today = [period.first for period in frame.periods.items], frame.periods.date(frame.now)
    found = np.zeros(len(firsts))
    for each in frame.log.exposures:
        index = bisect_right(firsts, each.day) - 1
        if index >= 0 and each.day <= today and all(each.slice.get(name) == text for name, text in wanted.items()):
            found[index] += each.amount
    return found
