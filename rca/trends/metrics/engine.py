"""The aggregates of metrics as Ibis expressions: whole numbers only, so that every engine gives the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.errors import InputError, Mistake
from rca.trends.log.fields import kind_of
from rca.trends.metrics.metric import Metric
from rca.trends.metrics.periods import Periods

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

SECOND = 1_000_000
_FIGURES = ((1_000, 1), (10_000, 10), (100_000, 100), (1_000_000, 1_000))
_COARSEST = 10_000
_FITS = 2**63 - 1
_STATES = ("occurred", "detected", "acknowledged", "contained", "actioned", "notified", "resolved", "recorded")


@dataclass(frozen=True, slots=True)
class Span:
    """The first instant at which something was opened, the last one in the log, its rows, and its greatest numbers."""

    first: int
    last: int
    rows: int
    most: dict[str, int]

    def scale(self, metric: Metric) -> int:
        """Return by what the numbers of a mean are divided before they are squared, so that no sum overflows.

        Engines differ in what they make of a sum beyond int64; for most logs it is 1.

        Raises
        ------
        InputError
            When not even the plain sum is sure to fit.
        """
        most, scale = self.most.get(metric.needs[-1], 0), 1
        if most * self.rows >= _FITS:
            message = f"{metric.needs[-1]} goes up to {most:,}, which {self.rows:,} rows may not be added up from"
            raise InputError([Mistake("log", 0, 0, "metrics.too-large", message, "count in thousands or millions")])
        while (most // scale) ** 2 * self.rows >= _FITS:
            scale *= 10
        return scale


def find_span(table: ir.Table) -> Span | None:
    """Return the span of a log; times by which something is due do not count. ``None`` where nothing was opened."""
    stamps = [name for name in ("opened", *_STATES) if name in table.columns]
    numbers = [name for name in table.columns if kind_of(name) == "whole"]
    wanted = {name: table[name].max() for name in numbers} | {
        "rows": table.count(),
        "first": table.opened.min(),
        **{name: table[name].max() for name in stamps},
    }
    found = table.aggregate(**wanted).to_pyarrow()
    (row,) = found.to_pylist()
    if row["first"] is None:
        return None
    last = max(int(row[name]) for name in stamps if row[name] is not None)
    return Span(int(row["first"]), last, int(row["rows"]), {name: int(row[name] or 0) for name in numbers})


def as_seen(table: ir.Table, now: int) -> ir.Table:
    """Return the rows that the log held at an instant, without what happened later.

    Flags and numbers have no time, so they stay as they are now.
    """
    import ibis

    held = (table.opened <= now) & (table.recorded <= now if "recorded" in table.columns else ibis.literal(True))
    later = {
        name: ibis.cases((table[name] <= now, table[name]), else_=ibis.null("int64"))
        for name in _STATES
        if name in table.columns
    }
    return table.filter(held).mutate(**later)


def sums(
    table: ir.Table, metrics: Sequence[Metric], periods: Periods, by: Sequence[str], now: int, span: Span
) -> tuple[pa.Table, ...]:
    """Return the sums of all metrics that are no durations, one table for each time basis.

    Parameters
    ----------
    table : ibis table
        Canonical columns.
    metrics : sequence of Metric
        All of one basis are computed in one pass.
    periods : Periods
        For the key of each row.
    by : sequence of str
        Columns to slice by.
    now : int
        The instant of the data.
    span : Span
        Of the log.

    Returns
    -------
    tuple of pyarrow.Table
        Columns ``basis``, ``period`` (a key of the periods), those of ``by``, and for each metric ``NAME__n``,
        ``NAME__d`` and, for means, ``NAME__t`` and ``NAME__s`` (numbers over `Span.scale`, and their squares).
    """
    import ibis

    found = []
    for basis in dict.fromkeys(metric.basis for metric in metrics):
        wanted: dict[str, object] = {}
        for metric in metrics:
            if metric.basis == basis:
                wanted |= _sums(metric, now, span)
        rows = _inside(table, basis, periods)
        keys = {"period": periods.key(rows[basis]), **{column: rows[column] for column in by}}
        made = rows.group_by(**keys).aggregate(**wanted)
        found.append(made.mutate(basis=ibis.literal(basis)).to_pyarrow())
    return tuple(found)


def durations(table: ir.Table, metric: Metric, periods: Periods, by: Sequence[str], now: int, exact: bool) -> pa.Table:
    """Return how many rows took how long, and how many have been open how long.

    Parameters
    ----------
    table, metric, periods, by, now
        As for `sums`.
    exact : bool
        Whole seconds; else three figures, which keeps the answer small for any number of rows.

    Returns
    -------
    pyarrow.Table
        Columns ``period``, those of ``by``, ``done`` (1 or 0), ``took`` (microseconds, rounded down), ``rows``.
    """
    assert metric.start is not None  # noqa: S101 - a duration has two ends
    assert metric.end is not None  # noqa: S101
    rows = _inside(table, metric.basis, periods)
    rows = rows.filter(metric.counted(rows, now))
    took = rows[metric.end].fill_null(now) - rows[metric.start]
    unit = SECOND if exact else _unit(took)
    keys = {
        "period": periods.key(rows[metric.basis]),
        **{column: rows[column] for column in by},
        "done": rows[metric.end].notnull().cast("int64"),
        "took": took - took % unit,
    }
    return rows.group_by(**keys).aggregate(rows=lambda t: t.count()).to_pyarrow()


def delays(table: ir.Table, periods: Periods) -> pa.Table:
    """Return how many rows of each day entered the log how many days later: ``day``, ``late`` (days), ``rows``."""
    rows = table.filter(table.opened.notnull() & (table.recorded >= table.opened))
    opened, recorded = periods.day(rows.opened), periods.day(rows.recorded)
    return rows.group_by(day=opened, late=recorded - opened).aggregate(rows=lambda t: t.count()).to_pyarrow()


def _inside(table: ir.Table, basis: str, periods: Periods) -> ir.Table:
    return table.filter((table[basis] >= periods.items[0].start) & (table[basis] < periods.items[-1].end))


def _unit(took: ir.IntegerValue) -> ir.IntegerValue:
    import ibis

    steps = [(took < limit * SECOND, ibis.literal(unit * SECOND, type="int64")) for limit, unit in _FIGURES]
    chosen: ir.IntegerValue = ibis.cases(*steps, else_=ibis.literal(_COARSEST * SECOND, type="int64"))
    return chosen


def _sums(metric: Metric, now: int, span: Span) -> dict[str, object]:
    """Return the aggregates of a metric; each is a function of the table that it is taken over."""
    name, counted, amount, weight = metric.name, metric.counted, metric.amount, metric.weight
    if amount is None:
        return {f"{name}__n": lambda t: t.count(where=counted(t, now))}
    if metric.shape == "share" and weight is None:
        return {
            f"{name}__d": lambda t: t.count(where=counted(t, now)),
            f"{name}__n": lambda t: t.count(where=counted(t, now) & amount(t, now)),
        }
    made: dict[str, object] = {f"{name}__n": lambda t: amount(t, now).sum(where=counted(t, now))}
    if weight is not None:
        made[f"{name}__d"] = lambda t: weight(t, now).sum(where=counted(t, now))
        return made
    scale = span.scale(metric)

    def small(t: ir.Table) -> ir.IntegerValue:
        number = amount(t, now)
        return number if scale == 1 else number // scale

    made[f"{name}__d"] = lambda t: t.count(where=counted(t, now))
    made[f"{name}__t"] = lambda t: small(t).sum(where=counted(t, now))
    made[f"{name}__s"] = lambda t: (small(t) * small(t)).sum(where=counted(t, now))
    return made
