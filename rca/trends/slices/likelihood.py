"""How much better the numbers are explained when a slice may have its own factor: the gain in log likelihood.

Leaves are first weighed by their noise: divided by the dispersion, and large ones held back by the spread, so that
a weighed sum has the variance that the plain likelihood takes for granted. This is the quasi-likelihood of
Wedderburn (1974), with the variance of Noise.

The gain of a slice is that of a factor of its own and another one for all the rest over one factor for everything:
the scan statistic of Kulldorff (1997).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.trends.slices.noise import Noise, estimate_noise
from rca.trends.slices.results import Kind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

# What was expected is itself an average of the past. It is taken to rest on this many periods like the one judged:
# one event where nothing was expected is then no wonder, and large numbers are judged as if it were exact.
BASELINE_PERIODS = 8.0
# The middle of smaller counts lies visibly below their mean.
_LARGE = 30.0
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Weighed:
    """Leaves weighed by their noise.

    Parameters
    ----------
    kind : {"counts", "proportions", "amounts"}
        Which likelihood the parts belong to.
    parts : tuple of array of float
        One number a leaf. Counts: actual, expected. Proportions: also the exposure. Amounts: the deviation from
        the background in units of its variance, and its information.
    noise : Noise
        What the leaves were weighed by.
    background : float
        The factor on the expected that the noise was judged about.
    """

    kind: Kind
    parts: tuple[Floats, ...]
    noise: Noise
    background: float


def weigh(
    kind: Kind,
    actual: Floats,
    expected: Floats,
    exposure: Floats | None,
    looseness: Floats | None,
    kept: Mask,
    draft: bool,
) -> Weighed:
    """Estimate the noise from some leaves and weigh all of them by it.

    Parameters
    ----------
    kind : {"counts", "proportions", "amounts"}
        The likelihood.
    actual, expected : array of float
        One number a leaf.
    exposure : array of float or None
        For proportions, the number of chances.
    looseness : array of float or None
        Where the expected was itself counted over an exposure: how much that adds to the variance, as a factor.
    kept : array of bool
        Leaves that no found slice covers.
    draft : bool
        While slices may be missing: the noise is taken from the middle of the deviations.

    Returns
    -------
    Weighed
        All leaves, whether kept or not.
    """
    import numpy as np

    known = kept & (expected > 0)
    middle = _middle_factor(actual[known], expected[known]) if draft and kind != "amounts" else None
    background = middle or 1.0
    if kind != "amounts" and middle is None and known.any():
        background = float(actual[known].sum() / expected[known].sum())
    floor = 0.0 if kind == "amounts" else 1.0
    noise, weights = Noise(max(floor, _LEAST), 0.0), np.ones(len(actual))
    for last in (False, False, True):
        mean = background * expected
        unit = mean
        if exposure is not None:
            unit = mean * (1 - np.minimum(mean / np.maximum(exposure, _LEAST), 1))
        if looseness is not None:
            unit = unit * looseness
        noise = estimate_noise(actual[known], mean[known], unit[known], floor, draft)
        alone = noise.dispersion if looseness is None else noise.dispersion * looseness
        weights = 1 / (alone + noise.spread**2 * np.maximum(actual, mean))
        if last or middle:
            break
        below = float((weights[known] * expected[known]).sum())
        above = float((weights[known] * actual[known]).sum())
        background = above / below if above > 0 and below > 0 else 1.0
    if kind == "amounts":
        parts: tuple[Floats, ...] = (weights * (actual - mean), weights * np.maximum(actual, mean))
    elif exposure is None:
        parts = (weights * actual, weights * mean)
    else:
        parts = (weights * actual, weights * mean, weights * exposure)
    return Weighed(kind, parts, noise, background)


def _middle_factor(actual: Floats, expected: Floats) -> float | None:
    """Return the factor of the middle leaf by weight, or None where most of the expected lies in small leaves."""
    import numpy as np

    large = np.flatnonzero(expected >= _LARGE)
    if not len(large) or 2 * expected[large].sum() <= expected.sum():
        return None
    factors = actual[large] / expected[large]
    order = np.argsort(factors, kind="stable")
    reached = np.cumsum(expected[large][order])
    middle = float(factors[order[np.searchsorted(reached, reached[-1] / 2)]])
    return middle if middle > 0 else None


def gains(kind: Kind, cells: tuple[Floats, ...], total: tuple[float, ...]) -> Floats:
    """Return the gain of every cell when it and the rest have factors of their own."""
    import numpy as np

    if kind == "amounts":
        deviation, information = cells
        rest = np.maximum(total[1] - information, 0)
        usable = (information > _LEAST) & (rest > _LEAST * total[1])
        scale = np.where(usable, information * rest, 1)
        apart = deviation - information * (total[0] / total[1] if total[1] > 0 else 0)
        return np.where(usable, 0.5 * total[1] * apart**2 / scale, 0.0)
    common = total[0] / total[1] if total[1] > 0 else 1.0
    # Sums of found slices are taken away again, so a cell without anything left may hold a trace of either sign.
    inside = [np.maximum(part, 0) for part in cells]
    outside = [np.maximum(whole - part, 0) for whole, part in zip(total, cells, strict=True)]
    return _misfit(inside, common) + _misfit(outside, common)


def reach(kind: Kind, cells: tuple[Floats, ...]) -> Floats:
    """Return a bound that the gain of a cell cannot pass, whatever the background within reason.

    A count gains most where nothing was expected, an amount where it is gone: see ``_two_counts`` for no event on
    one side. A quarter is added for the part of the gain that the rest of the table brings.
    """
    import numpy as np

    if kind == "amounts":
        return 1.25 * cells[1]
    most = (1 + 1 / BASELINE_PERIODS) * float(np.log1p(BASELINE_PERIODS))
    largest = np.maximum(cells[0], cells[1])
    return 1.25 * most * (largest if len(cells) == 2 else np.maximum(largest, 2 * cells[2]))


def gains_against(kind: Kind, cells: tuple[Floats, ...], background: float) -> Floats:
    """Return the gain of every cell over a background that is known."""
    import numpy as np

    if kind == "amounts":
        deviation, information = cells
        known = information > _LEAST
        apart = deviation / np.where(known, information, 1) - background
        return np.where(known, 0.5 * information * apart**2, 0.0)
    return _misfit([np.maximum(part, 0) for part in cells], background)


def outside(kind: Kind, cell: tuple[float, ...], total: tuple[float, ...]) -> float:
    """Return the background that the rest of the leaves show."""
    rest = [whole - part for whole, part in zip(total, cell, strict=True)]
    if rest[1] <= _LEAST * (1 + total[1]):
        return 0.0 if kind == "amounts" else 1.0
    return rest[0] / rest[1] if kind == "amounts" else max(rest[0], 0.0) / rest[1]


def _misfit(cells: list[Floats], factor: float) -> Floats:
    import numpy as np

    actual, expected = cells[0], factor * cells[1]
    misfit = _two_counts(actual, expected)
    if len(cells) == 3:
        chances = cells[2]
        misfit = misfit + _two_counts(np.maximum(chances - actual, 0), np.maximum(chances - expected, 0))
    return misfit


def _two_counts(actual: Floats, expected: Floats) -> Floats:
    """Return the gain of two rates over one for a count and a mean of several earlier ones."""
    import numpy as np

    common = (actual + BASELINE_PERIODS * expected) / (1 + BASELINE_PERIODS)
    common = np.where(common > 0, common, 1)
    # The factor makes up for the share of the variance that the earlier counts hold: the dispersion has it already.
    scale = 1 + 1 / BASELINE_PERIODS
    return scale * (_times_log(actual, common) + BASELINE_PERIODS * _times_log(expected, common))


def _times_log(count: Floats, common: Floats) -> Floats:
    import numpy as np

    return count * np.log(np.where(count > 0, count / common, 1))
