"""Limits and signals of many series of one kind at once, a row each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rca.trends.charts.constants import RangeConstants, range_constants
from rca.trends.charts.limits import Bools, Floats, Limits
from rca.trends.charts.limits_counts import c_limits, g_limits, laney_limits, rate_limits
from rca.trends.charts.limits_memory import cusum_limits, ewma_limits
from rca.trends.charts.limits_values import run_limits, t_limits, xmr_limits
from rca.trends.charts.patterns import pattern_marks
from rca.trends.charts.plan import RATES, ChartPlan, RuleSet
from rca.trends.charts.rules import PATTERNS
from rca.trends.charts.runs import count_runs


@dataclass(frozen=True)
class Screen:
    """Many charts at once.

    Parameters
    ----------
    limits : Limits
        A row a series.
    marked : array of bool
        The points that a rule names. Too few crossings name no point.
    signal : array of bool
        Series with a signal.
    """

    limits: Limits
    marked: Bools
    signal: Bools


def constants_of(plan: ChartPlan) -> RangeConstants:
    """Return the constants of moving ranges that a plan takes."""
    return range_constants("exact" if plan.exact else "nhs" if plan.rule_set == "nhs" else "handbook")


def limits_of(values: Floats, sizes: Floats | None, base: Bools, plan: ChartPlan) -> Limits:
    """Return the limits of rows of values, all of one phase.

    Parameters
    ----------
    values : array
        A row a series; NaN for a gap.
    sizes : array or None
        What counts are divided by, for rates.
    base : array of bool
        The points that the limits come from.
    plan : ChartPlan
        Kind and parameters.

    Returns
    -------
    Limits
        The same shape.
    """
    constants = constants_of(plan)
    if plan.kind in RATES:
        if sizes is None:
            raise ValueError(f"a {plan.kind} chart divides counts by sizes; no sizes were given")
        proportion = plan.kind in ("p", "laney-p")
        if plan.kind.startswith("laney"):
            return laney_limits(values, sizes, base, proportion, constants)
        return rate_limits(values, sizes, base, proportion)
    match plan.kind:
        case "run":
            return run_limits(values, base)
        case "c":
            return c_limits(values, base)
        case "g":
            return g_limits(values, base)
        case "t":
            return t_limits(values, base, constants, plan.screen)
        case "ewma":
            return ewma_limits(values, base, constants, plan)
        case "cusum":
            return cusum_limits(values, base, constants, plan)
        case _:
            return xmr_limits(values, base, constants, plan.screen)


def signals_of(limits: Limits, rules: RuleSet) -> tuple[Bools, Bools]:
    """Return the points that rules name, and the rows with a signal."""
    marked: Bools = np.zeros(limits.shown.shape, dtype=np.bool_)
    for pattern in PATTERNS[rules]:
        for marks in pattern_marks(pattern, limits):
            marked = marked | marks.marked
    signal: Bools = np.any(marked, axis=1)
    if rules == "anhoej":
        runs = count_runs(limits.z)
        # A run is named from the point on at which it is longer than chance explains.
        marked = marked | (runs.length > runs.most[:, None])
        signal = np.any(marked, axis=1) | runs.too_few
    return marked, signal


def screen_series(
    values: ArrayLike, plan: ChartPlan, sizes: ArrayLike | None = None, baseline: int | None = None
) -> Screen:
    """Chart many series of one length at once: which of them show a signal.

    Parameters
    ----------
    values : array of float
        A row a series; NaN for a gap. Counts for rates.
    plan : ChartPlan
        Kind, rules and parameters; periods, rebases and the baseline in it are not read.
    sizes : array of float, optional
        What counts are divided by.
    baseline : int, optional
        The limits come from the first points only.

    Returns
    -------
    Screen
        Limits and signals.

    Examples
    --------
    >>> screen_series([[5, 4, 6, 5, 4, 19], [5, 4, 6, 5, 4, 5]], ChartPlan("c"), baseline=5).signal.tolist()
    [True, False]
    """
    rows = np.atleast_2d(np.asarray(values, dtype=np.float64))
    per = None if sizes is None else np.broadcast_to(np.asarray(sizes, dtype=np.float64), rows.shape)
    base = np.zeros(rows.shape, dtype=np.bool_)
    base[:, :baseline] = True
    limits = limits_of(rows, per, base, plan)
    return Screen(limits, *signals_of(limits, plan.rule_set))
