"""Resampling of units, which carries a coefficient to its interval."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rca.quality.agreement.patterns import Floats

_CHUNK = 4_000_000

_CROWD = 16
"""Units a pattern from which its number is drawn sooner than its units one by one."""


def unit_bootstrap(
    times: NDArray[np.int64], statistic: Callable[[Floats], Floats], resamples: int, seed: int
) -> Floats:
    """Return the statistic of units drawn anew with replacement, as many as there are.

    Where few patterns stand for many units, the number of each is drawn at once, as a multinomial one; the law of
    the draw is the same (Zapf and others 2016 compare this bootstrap with others).

    Parameters
    ----------
    times : array of int
        Units of each pattern.
    statistic : callable
        From numbers of each pattern, a row a resample, to one value a row; NaN where it is not defined.
    resamples : int
        How many.
    seed : int
        Of the PCG64 generator.

    Returns
    -------
    array
        One value a resample.
    """
    dice = np.random.Generator(np.random.PCG64(seed))
    draw = _few if len(times) * _CROWD < times.sum() else _many
    step = max(1, _CHUNK // len(times))
    sizes = [min(step, resamples - begin) for begin in range(0, resamples, step)]
    return np.concatenate([statistic(draw(dice, times, size)) for size in sizes])


def _few(dice: np.random.Generator, times: NDArray[np.int64], rows: int) -> Floats:
    return dice.multinomial(int(times.sum()), times / times.sum(), size=rows).astype(np.float64)


def _many(dice: np.random.Generator, times: NDArray[np.int64], rows: int) -> Floats:
    pattern = np.repeat(np.arange(len(times)), times)
    drawn = [
        np.bincount(pattern[dice.integers(0, len(pattern), len(pattern))], minlength=len(times)) for _ in range(rows)
    ]
    return np.array(drawn, dtype=np.float64)
