"""Chart a series: limits phase by phase, signals, and the verdict."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from rca.trends.charts.checking import check_plan, check_series, raise_all
from rca.trends.charts.compute import constants_of, limits_of
from rca.trends.charts.false_alarms import false_alarms
from rca.trends.charts.find import find_signals
from rca.trends.charts.limits import Bools, Floats, Limits
from rca.trends.charts.method import method_words
from rca.trends.charts.periods import Grid, as_day, grid_of
from rca.trends.charts.phases import Span, phase_spans, with_gaps
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import Chart, Phase, Series
from rca.trends.charts.runs import count_runs
from rca.trends.charts.verdict import judge
from rca.trends.charts.warn import warnings_of
from rca.trends.charts.wording import ChartWords, decimals_apart, decimals_for

if TYPE_CHECKING:
    from collections.abc import Sequence

SIMULATED = 2_000
"""Charts that are simulated for the share of false alarms: its standard error is at most 1.1 points."""


def control_chart(series: Series, plan: ChartPlan, *, simulated: int = SIMULATED) -> Chart:
    """Chart a series.

    Parameters
    ----------
    series : Series
        Values in the order of time. Where the periods are dates on a grid of days, weeks or months, missing ones
        become gaps.
    plan : ChartPlan
        Kind, rules, baseline, rebases.
    simulated : int
        Charts that are simulated to say how often such a chart raises a false alarm; 0 for none.

    Returns
    -------
    Chart
        Limits at every point, signals, verdict in words.

    Raises
    ------
    InputError
        With everything that is wrong with the series and the plan.

    Examples
    --------
    >>> series = Series(("1", "2", "3", "4", "5"), (16, 14, 28, 16, 12))
    >>> chart = control_chart(series, ChartPlan("c"), simulated=0)
    >>> round(chart.centre[0], 1), round(chart.upper[0], 2), chart.verdict[0]
    (17.2, 29.64, 'No signal: all 5 points lie within the limits and no rule is met.')
    """
    raise_all(chain(check_plan(plan), check_series(series, plan)))
    days = [day for day in map(as_day, series.periods) if day is not None]
    rare = plan.kind in ("g", "t")
    grid = grid_of(days) if len(days) == len(series.periods) and not rare else Grid(None)
    series = with_gaps(series, grid)
    spans = phase_spans(series, plan)
    values = _array(series.values)
    sizes = None if series.sizes is None else _array(series.sizes)
    base = _bases(series, spans, plan)
    parts = [_limits(values, sizes, base, span, plan) for span in spans]
    words = ChartWords(plan.kind, grid, series.periods, _decimals(parts, plan))
    signals = tuple(
        signal
        for span, limits in zip(spans, parts, strict=True)
        for signal in find_signals(limits, plan.rule_set, span.start, words)
    )
    phases = tuple(_phase(span, limits, plan) for span, limits in zip(spans, parts, strict=True))
    gaps = _isnan(values)
    chart = Chart(
        series=series,
        plan=plan,
        grid=grid,
        shown=_joined(parts, "shown"),
        centre=_joined(parts, "centre"),
        lower=_joined(parts, "lower"),
        upper=_joined(parts, "upper"),
        lower_sum=_joined(parts, "lower_sum") if plan.kind == "cusum" else None,
        asymptotic=_asymptotic(phases, plan),
        phases=phases,
        signals=signals,
        verdict=(),
        decimals=words.decimals,
        sign="",
        method=method_words(plan, constants_of(plan)),
        warnings=warnings_of(series, plan, grid, phases, base, values, sizes, words),
        false_alarms=false_alarms(phases, gaps, base, sizes, plan, simulated) if simulated else None,
    )
    verdict, sign = judge(chart, words)
    return replace(chart, verdict=verdict, sign=sign)


def _array(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _isnan(values: Floats) -> Bools:
    return np.isnan(values)


def _bases(series: Series, spans: tuple[Span, ...], plan: ChartPlan) -> Bools:
    base = np.zeros(len(series.periods), dtype=np.bool_)
    for span in spans:
        base[span.base_start : span.base_stop] = True
    for period in plan.leave_out:
        base[series.periods.index(period)] = False
    return base


def _limits(values: Floats, sizes: Floats | None, base: Bools, span: Span, plan: ChartPlan) -> Limits:
    part = slice(span.start, span.stop)
    per = None if sizes is None else sizes[None, part]
    return limits_of(values[None, part], per, base[None, part], plan)


def _decimals(parts: list[Limits], plan: ChartPlan) -> int:
    """Return the decimals that tell the limits apart, and every point outside a limit from it."""
    percent = plan.kind in ("p", "laney-p")
    widths: list[float] = []
    pairs: list[tuple[float, float]] = []
    for limits in parts:
        width = limits.upper - limits.lower
        spread = width if not np.isnan(width).all() else limits.shown - limits.centre
        if not np.isnan(spread).all():
            widths.append(float(np.nanmax(np.abs(spread))))
        if limits.lower_sum is None:
            for flags, line in ((limits.above, limits.upper), (limits.below, limits.lower)):
                pairs.extend(zip(limits.shown[flags].tolist(), line[flags].tolist(), strict=True))
    return decimals_apart(pairs, decimals_for(min(widths, default=0.0), percent), percent)


def _joined(parts: list[Limits], name: str) -> tuple[float | None, ...]:
    found: list[float | None] = []
    for limits in parts:
        row = getattr(limits, name)[0]
        found.extend(None if math.isnan(value) else float(value) for value in row)
    return tuple(found)


def _phase(span: Span, limits: Limits, plan: ChartPlan) -> Phase:
    runs = count_runs(limits.z)

    def line(values: Floats | None) -> float | None:
        known = np.array([]) if values is None else values[~np.isnan(values)]
        return float(known[-1]) if len(known) else None

    def steady(values: Floats) -> bool:
        known = values[~np.isnan(values)]
        return not len(known) or bool(np.ptp(known) <= 1e-12 * np.abs(known).max())

    mean_range = line(limits.mean_range)
    return Phase(
        span.start,
        span.stop,
        span.base_start,
        span.base_stop,
        span.words,
        centre=line(limits.centre),
        lower=line(limits.lower),
        upper=line(limits.upper),
        constant=all(map(steady, (limits.centre, limits.lower, limits.upper))),
        dispersion=line(limits.dispersion),
        mean_range=mean_range,
        range_limit=line(limits.range_limit),
        sigma=None if mean_range is None else constants_of(plan).three_sigma * mean_range / 3,
        longest=int(runs.longest[0]),
        most=int(runs.most[0]),
        crossings=int(runs.crossings[0]),
        least=int(runs.least[0]),
    )


def _asymptotic(phases: tuple[Phase, ...], plan: ChartPlan) -> tuple[float, float] | None:
    phase = phases[-1]
    sigma = plan.sigma if plan.sigma is not None else phase.sigma
    if plan.kind != "ewma" or phase.centre is None or sigma is None:
        return None
    reach = 3 * sigma * (plan.weight / (2 - plan.weight)) ** 0.5
    return phase.centre - reach, phase.centre + reach
