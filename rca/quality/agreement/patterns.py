"""Units that hold the same ratings count together: every coefficient needs no more than these patterns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rca.quality.agreement.ratings import Ratings

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]

_CHUNK = 4_000_000
"""Cells of one dense block, which bounds the memory."""


@dataclass(frozen=True, eq=False)
class Patterns:
    """How often each value stands in a unit, and how many units look so.

    Parameters
    ----------
    counts : sparse array
        A row for each pattern, a column for each value.
    times : array of int
        Units with the pattern.
    ratings : array of float
        Ratings in one such unit.
    """

    counts: csr_array
    times: NDArray[np.int64]
    ratings: Floats

    def pairable(self) -> Patterns:
        """Return those with two ratings or more."""
        keep = np.flatnonzero(self.ratings >= 2)
        return Patterns(self.counts[keep], self.times[keep], self.ratings[keep])


def patterns_of(ratings: Ratings) -> Patterns:
    """Return the patterns of units with at least one rating, shorter ones first, then by their values.

    Examples
    --------
    >>> from rca.quality.agreement.read import read_wide
    >>> found = patterns_of(read_wide({"A": [1, 2, 1, 2], "B": [1, 1, 1, None]}))
    >>> found.counts.toarray().astype(int).tolist(), found.times.tolist()
    ([[0, 1], [2, 0], [1, 1]], [1, 2, 1])
    """
    from scipy.sparse import csr_array

    by_value = ratings.value[np.lexsort((ratings.value, ratings.unit))]
    size = np.bincount(ratings.unit, minlength=len(ratings.units))
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    blocks, times = [], []
    for length in np.unique(size[size > 0]):
        first = start[size == length]
        values = by_value[first[:, None] + np.arange(length)]
        values = values[np.lexsort(values.T[::-1])]
        new = np.concatenate([[True], (np.diff(values, axis=0) != 0).any(axis=1)])
        blocks.append(values[new])
        times.append(np.diff(np.append(np.flatnonzero(new), len(values))))
    lengths = np.concatenate([np.full(len(block), block.shape[1]) for block in blocks])
    columns = np.concatenate([block.ravel() for block in blocks])
    ends = np.concatenate([[0], np.cumsum(lengths)])
    shape = (len(lengths), len(ratings.values))
    counts = csr_array((np.ones(len(columns)), columns, ends), shape=shape)
    counts.sum_duplicates()
    return Patterns(counts, np.concatenate(times).astype(np.int64), lengths.astype(np.float64))


def pair_sums(counts: csr_array, matrix: Floats | None) -> Floats:
    """Return for each row n the sum of n[c] n[k] matrix[c, k] over all c, k; None is the identity."""
    if matrix is None:
        return np.asarray(counts.multiply(counts).sum(axis=1), dtype=np.float64).ravel()
    step = max(1, _CHUNK // matrix.shape[0])
    parts = [counts[begin : begin + step] for begin in range(0, counts.shape[0], step)]
    sums = [np.asarray(part.multiply(part @ matrix).sum(axis=1), dtype=np.float64).ravel() for part in parts]
    return np.concatenate(sums) if sums else np.zeros(0)
