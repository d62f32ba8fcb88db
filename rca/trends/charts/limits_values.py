"""Limits of single values: XmR and run charts, and times between rare events."""

from __future__ import annotations

import numpy as np

from rca.trends.charts.constants import RangeConstants
from rca.trends.charts.limits import Bools, Floats, Limits, base_mean, limits_around, mean_moving_range

_NELSON_POWER = 1 / 3.6
"""Nelson 1994: exponential times to this power are nearly normal."""


def xmr_limits(values: Floats, base: Bools, constants: RangeConstants, screen: bool = False) -> Limits:
    """Return the limits of an individuals chart (Shewhart; Wheeler 1992; NIST/SEMATECH 6.3.2.2)."""
    centre = base_mean(values, base)
    mean_range = mean_moving_range(values, base, constants.range_limit if screen else None)
    sigma = constants.three_sigma * mean_range / 3
    return limits_around(
        values, centre, sigma, mean_range=mean_range[:, 0], range_limit=constants.range_limit * mean_range[:, 0]
    )


def run_limits(values: Floats, base: Bools) -> Limits:
    """Return the median of a run chart, which has no limits (Anhøj and Olesen 2014)."""
    median = np.full((len(values), 1), np.nan)
    some = (base & ~np.isnan(values)).any(axis=1)
    median[some] = np.nanmedian(np.where(base, values, np.nan)[some], axis=1, keepdims=True)
    drawn = limits_around(values, median, np.ones_like(median))
    none, never = np.full_like(values, np.nan), np.zeros(values.shape, dtype=np.bool_)
    return Limits(drawn.shown, drawn.centre, none, none, drawn.z, never, never)


def t_limits(times: Floats, base: Bools, constants: RangeConstants, screen: bool = False) -> Limits:
    """Return the limits of times between rare events: XmR of the times to the power 1/3.6, and back (Nelson 1994)."""
    bent = xmr_limits(times**_NELSON_POWER, base, constants, screen)

    def back(line: Floats) -> Floats:
        return np.maximum(line, 0.0) ** (1 / _NELSON_POWER)

    lower, upper = back(bent.lower), back(bent.upper)
    return Limits(times, back(bent.centre), lower, upper, bent.z, bent.above, bent.below, None, bent.mean_range)
