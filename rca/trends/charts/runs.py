"""Anhøj's rules: an unusually long run, or unusually few crossings, of points around the centre."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from rca.trends.charts.limits import Bools, Floats


@dataclass(frozen=True)
class Runs:
    """Runs of rows of points; a point on the centre, or a gap, is left out and neither ends nor lengthens a run.

    Parameters
    ----------
    useful : array of int
        Points off the centre, one number a row.
    longest, crossings : array of int
        The longest run and the number of times that neighbours lie on two sides, one number a row.
    most, least : array of int
        The longest run and the fewest crossings that chance explains, one number a row.
    length : array of int
        At every useful point, how many points its run has so far; 0 elsewhere.
    """

    useful: Floats
    longest: Floats
    crossings: Floats
    most: Floats
    least: Floats
    length: Floats

    @property
    def too_long(self) -> Bools:
        """Rows whose longest run is a signal."""
        return self.longest > self.most

    @property
    def too_few(self) -> Bools:
        """Rows whose crossings are a signal."""
        return self.crossings < self.least


def count_runs(z: Floats) -> Runs:
    """Count the runs of rows of points.

    Parameters
    ----------
    z : array
        Distance from the centre; 0 on it, NaN for a gap.

    Returns
    -------
    Runs
        Counts and their bounds.
    """
    sign = np.nan_to_num(np.sign(z)).astype(np.int64)
    useful = sign != 0
    rank = useful.cumsum(axis=1)
    places = np.arange(z.shape[1])
    latest = np.maximum.accumulate(np.where(useful, places, -1), axis=1)
    before = np.concatenate([np.full((len(z), 1), -1), latest[:, :-1]], axis=1)
    earlier = np.where(before >= 0, np.take_along_axis(sign, np.maximum(before, 0), axis=1), 0)
    starts = useful & (sign != earlier)
    first = np.maximum.accumulate(np.where(starts, rank, 0), axis=1)
    length = np.where(useful, rank - first + 1, 0)
    count = useful.sum(axis=1)
    counts, which = np.unique(count, return_inverse=True)
    bounds = np.array([run_bounds(int(n)) for n in counts]).reshape(-1, 2)[which]
    longest = length.max(axis=1, initial=0)
    crossings = np.maximum(starts.sum(axis=1) - 1, 0)
    return Runs(count, longest, crossings, bounds[:, 0], bounds[:, 1], length)


@cache
def run_bounds(useful: int) -> tuple[int, int]:
    """Return the longest run and the fewest crossings that chance explains.

    Parameters
    ----------
    useful : int
        Points off the centre.

    Returns
    -------
    tuple of int
        Round(log2 n) + 3, and the 5 % quantile of crossings (Anhøj and Olesen 2014). Fewer than ten points
        cannot give either signal.

    Examples
    --------
    >>> [run_bounds(n) for n in (10, 24, 52)]
    [(6, 2), (8, 8), (9, 20)]
    """
    if useful < 10:
        return max(useful, 1), 0
    every, ways, total, crossings = 2 ** (useful - 1), 1, 1, 0
    while 20 * total < every:
        ways = ways * (useful - 1 - crossings) // (crossings + 1)
        crossings += 1
        total += ways
    return round(math.log2(useful)) + 3, crossings
