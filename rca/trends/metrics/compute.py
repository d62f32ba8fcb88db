"""From a log to series: aggregates where the rows are, everything else on the aggregates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rca.errors import InputError, Mistake, ParameterError
from rca.trends.log.log import EscalationLog
from rca.trends.metrics.catalogue import find_metrics
from rca.trends.metrics.engine import Span, as_seen, durations, find_span, sums
from rca.trends.metrics.metric import Metric
from rca.trends.metrics.periods import UNITS, Unit, make_periods
from rca.trends.metrics.results import MetricsResult, Series
from rca.trends.metrics.series import Frame, duration_series, sum_series, with_arrived

EXACT_ROWS = 1_000_000
"""Logs of at most so many rows have durations in whole seconds, larger ones with three figures."""


def compute_metrics(
    log: EscalationLog,
    names: Sequence[str] = (),
    by: Sequence[str] = (),
    unit: Unit = "week",
    zone: str | None = None,
    as_of: int | None = None,
) -> MetricsResult:
    """Compute metrics by period, and by slice where asked.

    Parameters
    ----------
    log : EscalationLog
        The log.
    names : sequence of str
        Names of metrics; none means all.
    by : sequence of str
        Columns to slice by.
    unit : {"week", "month"}
        Length of the periods.
    zone : str, optional
        Whose clock they follow; by default that of the log.
    as_of : int, optional
        The instant at which the log is to be seen, in microseconds UTC; by default its last stamp. Rows that
        entered later are left out, and later stamps are taken as not there yet.

    Returns
    -------
    MetricsResult
        A metric whose fields the log lacks is named as missing.

    Raises
    ------
    ParameterError
        When a metric, a column, the unit or the zone is not known.
    InputError
        When the log is empty.

    Examples
    --------
    >>> import ibis, pyarrow
    >>> log = EscalationLog(ibis.memtable(pyarrow.table({"opened": [0, 5_000_000, 700_000_000_000]})))
    >>> [point.value for point in compute_metrics(log, ["volume"]).series[0].points]
    [2.0, 1.0]
    """
    metrics = find_metrics(tuple(names))
    _check_columns(log, by)
    span = find_span(log.table)
    if span is None or (as_of is not None and as_of < span.first):
        message = "the log holds no escalation" if span is None else "no escalation was opened by then"
        raise InputError([Mistake("log", 0, 0, "metrics.empty", message, "check the log, and the day asked for")])
    now = span.last if as_of is None else as_of
    table = log.table if now >= span.last else as_seen(log.table, now)
    periods = make_periods(unit, zone or log.zone, span.first, now)
    frame = Frame(log, table, periods, tuple(by), now)
    missing = tuple((metric.name, lacks) for metric in metrics if (lacks := _lacks(metric, log, by)))
    usable = [metric for metric in metrics if metric.name not in dict(missing)]
    series = _all_series(frame, usable, span)
    order = {metric.name: index for index, metric in enumerate(metrics)}
    series.sort(key=lambda each: (order[each.metric.name], each.slice))
    arrived = with_arrived(frame, series)
    return MetricsResult(tuple(arrived), missing, now, span.rows, unit, periods.zone, span.rows <= EXACT_ROWS)


def _all_series(frame: Frame, metrics: Sequence[Metric], span: Span) -> list[Series]:
    found: list[Series] = []
    summed = [metric for metric in metrics if metric.shape != "duration"]
    for aggregate in sums(frame.table, summed, frame.periods, frame.by, frame.now, span):
        basis = aggregate["basis"][0].as_py() if aggregate.num_rows else None
        for metric in summed:
            if metric.basis == basis:
                found += sum_series(frame, metric, aggregate, span.scale(metric) if metric.shape == "mean" else 1)
    for metric in metrics:
        if metric.shape == "duration":
            exact = span.rows <= EXACT_ROWS
            aggregate = durations(frame.table, metric, frame.periods, frame.by, frame.now, exact)
            found += duration_series(frame, metric, aggregate)
    return found


def _lacks(metric: Metric, log: EscalationLog, by: Sequence[str]) -> tuple[str, ...]:
    lacks = metric.missing(tuple(log.table.columns))
    if metric.shape == "rate" and not log.exposures:
        lacks += ("a table of exposure",)
    elif metric.shape == "rate" and not set(by) <= set(log.exposures[0].slice):
        lacks += (f"exposure by {', '.join(column for column in by if column not in log.exposures[0].slice)}",)
    if metric.shape == "mix" and not by:
        lacks += ("a column to slice by",)
    return lacks


def _check_columns(log: EscalationLog, by: Sequence[str]) -> None:
    schema = log.table.schema()
    texts = [name for name in schema if schema[name].is_string() and name != "id"]
    wrong = [column for column in by if column not in texts]
    if wrong or len(set(by)) < len(by):
        told = f"no column to slice by is called {wrong[0][:60]!r}" if wrong else "a column to slice by is named once"
        remedy = f"the columns are {', '.join(texts) or 'none'}"
        raise ParameterError([Mistake("by", 0, 0, "metrics.by", told, remedy)])


def unit_of(word: str) -> Unit:
    """Return the length of periods that a word names.

    Examples
    --------
    >>> unit_of("week")
    'week'
    """
    for unit in UNITS:
        if word == unit:
            return unit
    message = f"a period is a week or a month; got {word[:40]!r}"
    raise ParameterError([Mistake("period", 0, 0, "metrics.period", message, "choose one of the two")])


def instant_of(day: str) -> int:
    """Return the last instant of a day in UTC.

    Examples
    --------
    >>> instant_of("1970-01-01")
    86399999999
    """
    try:
        start = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        message = f"a day is written as YYYY-MM-DD; got {day[:40]!r}"
        raise ParameterError([Mistake("as-of", 0, 0, "metrics.day", message, "write it such as 2025-06-30")]) from None
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return (start + timedelta(days=1) - epoch) // timedelta(microseconds=1) - 1
