"""Limits of counts: c, u and p charts, Laney's p′ and u′, and cases between rare events."""

from __future__ import annotations

import math

import numpy as np

from rca.trends.charts.constants import RangeConstants
from rca.trends.charts.limits import Bools, Floats, Limits, base_mean, limits_around, mean_moving_range


def c_limits(counts: Floats, base: Bools) -> Limits:
    """Return the limits of counts over equal areas of opportunity: Poisson (NIST/SEMATECH 6.3.3.1)."""
    centre = base_mean(counts, base)
    return limits_around(counts, centre, np.sqrt(centre), least=0.0)


def rate_limits(counts: Floats, sizes: Floats, base: Bools, proportion: bool) -> Limits:
    """Return the limits of a proportion (p, binomial) or of a rate (u, Poisson), at every point for its own size."""
    rates, centre, sigma = _rates(counts, sizes, base, proportion)
    return limits_around(rates, centre, sigma, least=0.0, most=1.0 if proportion else None)


def laney_limits(counts: Floats, sizes: Floats, base: Bools, proportion: bool, constants: RangeConstants) -> Limits:
    """Return the limits of p′ or u′: those of p or u, times the spread of their z between neighbours (Laney 2002)."""
    rates, centre, sigma = _rates(counts, sizes, base, proportion)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (rates - centre) / sigma
    spread = constants.three_sigma * mean_moving_range(z, base) / 3
    return limits_around(
        rates, centre, sigma * spread, least=0.0, most=1.0 if proportion else None, dispersion=spread[:, 0]
    )


def g_limits(cases: Floats, base: Bools) -> Limits:
    """Return the limits of the number of cases between rare events (Benneyan 2001).

    The limits lie around the mean of a geometric distribution; the centre drawn, which runs are counted against,
    is its median, about 0.69 means, since most such numbers are below their mean.
    """
    mean = base_mean(cases, base)
    sides = limits_around(cases, mean, np.sqrt(mean * (mean + 1)), least=0.0)
    median = np.broadcast_to(math.log(2) * mean, cases.shape)
    z = np.where(np.isnan(cases), np.nan, np.sign(cases - median))
    return Limits(cases, median, sides.lower, sides.upper, z, sides.above, sides.below)


def _rates(counts: Floats, sizes: Floats, base: Bools, proportion: bool) -> tuple[Floats, Floats, Floats]:
    """Return rates, their pooled mean, and the standard deviation of each by chance alone."""
    used = base & ~np.isnan(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = np.where(used, counts, 0.0).sum(axis=1, keepdims=True)
        pooled = pooled / np.where(used, sizes, 0.0).sum(axis=1, keepdims=True)
        variance = pooled * (1 - pooled) if proportion else pooled
        return counts / sizes, pooled, np.sqrt(variance / sizes)
