"""Charts that remember: EWMA and CUSUM, for small shifts that last."""

from __future__ import annotations

import numpy as np

from rca.trends.charts.constants import RangeConstants
from rca.trends.charts.limits import TIE, Bools, Floats, Limits, base_mean, limits_around, mean_moving_range
from rca.trends.charts.plan import ChartPlan


def ewma_limits(values: Floats, base: Bools, constants: RangeConstants, plan: ChartPlan) -> Limits:
    """Return an exponentially weighted moving average (Roberts 1959; NIST/SEMATECH 6.3.2.4).

    The exact limits widen with the number of values seen; the asymptotic ones are those of the long run. Over a
    gap the average stands still.
    """
    target, sigma, mean_range = _level(values, base, constants, plan)
    weight = plan.weight
    average = np.empty_like(values)
    last = target[:, 0]
    for at in range(values.shape[1]):
        new = values[:, at]
        last = np.where(np.isnan(new), last, weight * new + (1 - weight) * last)
        average[:, at] = np.where(np.isnan(new), np.nan, last)
    seen = (~np.isnan(values)).cumsum(axis=1)
    grown = np.ones_like(average) if plan.asymptotic else 1 - (1 - weight) ** (2 * seen)
    return limits_around(average, target, sigma * np.sqrt(grown * weight / (2 - weight)), mean_range=mean_range)


def cusum_limits(values: Floats, base: Bools, constants: RangeConstants, plan: ChartPlan) -> Limits:
    """Return the two one-sided cumulative sums (Page 1954; NIST/SEMATECH 6.3.2.3); they go on after a signal."""
    target, sigma, mean_range = _level(values, base, constants, plan)
    # Without a standard deviation there is no slack, nor a limit, yet the sums can be drawn.
    slack = np.nan_to_num(0.5 * sigma) if plan.slack is None else np.full_like(target, plan.slack)
    decision = 5.0 * sigma if plan.decision is None else np.full_like(target, plan.decision)
    high, low = np.empty_like(values), np.empty_like(values)
    over, under = np.zeros(len(values)), np.zeros(len(values))
    for at in range(values.shape[1]):
        away, gap = values[:, at] - target[:, 0], np.isnan(values[:, at])
        over = np.where(gap, over, np.maximum(0.0, over + away - slack[:, 0]))
        under = np.where(gap, under, np.maximum(0.0, under - away - slack[:, 0]))
        high[:, at], low[:, at] = np.where(gap, np.nan, over), np.where(gap, np.nan, under)
    limit = np.broadcast_to(decision, values.shape)
    zero = np.zeros_like(values)
    above, below = high > limit * (1 + TIE), low > limit * (1 + TIE)
    z = np.where(np.isnan(values), np.nan, np.where(high >= low, high, -low))
    return Limits(high, zero, -limit, limit, z, above, below, mean_range=mean_range, lower_sum=low)


def _level(values: Floats, base: Bools, constants: RangeConstants, plan: ChartPlan) -> tuple[Floats, Floats, Floats]:
    """Return the target and the standard deviation of each row, as columns, and the mean moving range."""
    column = (len(values), 1)
    target = base_mean(values, base) if plan.target is None else np.full(column, plan.target, dtype=np.float64)
    mean_range = mean_moving_range(values, base)
    sigma = (
        constants.three_sigma * mean_range / 3 if plan.sigma is None else np.full(column, plan.sigma, dtype=np.float64)
    )
    return target, sigma, mean_range[:, 0]
