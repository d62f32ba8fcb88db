"""How large a gain must be before a slice is called, so that noise alone seldom calls one.

Bonferroni over all cells that hold anything: each combination of dimensions gets the same share of the false
alarms, and its cells share it equally. A slice of few dimensions therefore needs less evidence than a fine one.
The signed root of twice the gain is about standard normal (Wilks 1938), Student's t where the scatter of amounts is
estimated from few leaves. Cells overlap, so the true rate lies below the bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt
from statistics import NormalDist

# The share of periods in which nothing moved and a slice is called all the same.
FALSE_ALARMS = 0.01


def needed_gains(cells: Sequence[int], freedom: int | None = None) -> list[float]:
    """Return the gain a cell needs, for each combination of dimensions.

    Parameters
    ----------
    cells : sequence of int
        Number of cells of each combination.
    freedom : int or None
        Degrees of freedom of the estimated scatter; None where it rests on theory.

    Returns
    -------
    list of float
        In log likelihood.

    Examples
    --------
    >>> [round(gain, 1) for gain in needed_gains([8, 6, 48])]
    [6.2, 6.0, 7.9]
    """
    tails = [FALSE_ALARMS / (2 * len(cells) * count) for count in cells]
    if freedom is None:
        return [NormalDist().inv_cdf(tail) ** 2 / 2 for tail in tails]
    from scipy.special import stdtrit

    return [float(stdtrit(max(freedom, 1), tail)) ** 2 / 2 for tail in tails]


def false_alarm_bound(gain: float, cells: Sequence[int], cell_count: int) -> float:
    """Return a bound of the probability that noise makes any cell stand out as much as one with this gain.

    Parameters
    ----------
    gain : float
        Gain of the cell.
    cells : sequence of int
        Number of cells of each combination of dimensions.
    cell_count : int
        Number of cells of the cell's own combination.

    Returns
    -------
    float
        At most 1.
    """
    return min(1.0, erfc(sqrt(max(gain, 0.0))) * len(cells) * cell_count)
