"""What every kind of chart answers: what is drawn, the centre, the limits, how far each point lies from the centre."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

TIE = 1e-9
"""Values closer than this share of their size lie on a line: sums of decimals are never exact."""


@dataclass(frozen=True)
class Limits:
    """Charts of one kind and length, a row each; gaps are NaN.

    Parameters
    ----------
    shown : array
        What is drawn: values, rates, or the running statistic (CUSUM: its upper sum).
    centre, lower, upper : array
        At every point; NaN where there is none. A limit below the least possible value stands at that value.
    z : array
        Distance from the centre in standard deviations of the point, 0 on the line; only its sign is meant for
        run and g charts.
    above, below : array of bool
        Outside a limit; a point on a limit is not.
    dispersion : array or None
        Laney's sigma z: how many times wider than chance the points vary, one a row.
    mean_range : array or None
        The mean moving range that the limits come from, one a row.
    range_limit : array or None
        The upper limit of the moving ranges, one a row.
    lower_sum : array or None
        CUSUM: the lower sum.
    """

    shown: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    z: Floats
    above: Bools
    below: Bools
    dispersion: Floats | None = None
    mean_range: Floats | None = None
    range_limit: Floats | None = None
    lower_sum: Floats | None = None


def limits_around(
    shown: Floats,
    centre: Floats,
    sigma: Floats,
    *,
    reach: float = 3.0,
    least: float | None = None,
    most: float | None = None,
    dispersion: Floats | None = None,
    mean_range: Floats | None = None,
    range_limit: Floats | None = None,
) -> Limits:
    """Return limits at a number of standard deviations on both sides of the centre."""
    centre, sigma = (np.broadcast_to(each, shown.shape) for each in (centre, sigma))
    lower, upper = centre - reach * sigma, centre + reach * sigma
    if least is not None:
        lower = np.maximum(lower, least)
    if most is not None:
        upper = np.minimum(upper, most)
    slip = TIE * (np.abs(shown) + np.abs(centre) + reach * sigma)
    away = shown - centre
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(np.abs(away) <= TIE * (np.abs(shown) + np.abs(centre)), 0.0, away / sigma)
    z = np.where(np.isnan(shown), np.nan, z)
    above, below = shown > upper + slip, shown < lower - slip
    return Limits(shown, centre, lower, upper, z, above, below, dispersion, mean_range, range_limit)


def base_mean(values: Floats, base: Bools) -> Floats:
    """Return the mean of each row over its baseline, as a column; NaN where the baseline is empty."""
    used = base & ~np.isnan(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Floats = np.where(used, values, 0.0).sum(axis=1, keepdims=True) / used.sum(axis=1, keepdims=True)
    return mean


def mean_moving_range(values: Floats, base: Bools, screen_at: float | None = None) -> Floats:
    """Return the mean distance of neighbours in the baseline of each row, as a column.

    Parameters
    ----------
    values : array
        A row for each series; a range over a gap is none.
    base : array of bool
        The baseline.
    screen_at : float, optional
        Leave ranges out, once, that reach this many mean ranges.

    Returns
    -------
    array
        NaN where the baseline has no neighbours.
    """
    ranges = np.abs(np.diff(values, axis=1))
    used = base[:, 1:] & base[:, :-1]
    mean = base_mean(ranges, used)
    if screen_at is None:
        return mean
    return base_mean(ranges, used & ~(ranges >= screen_at * mean * (1 - TIE)))
