"""How much leaves scatter about what was expected, estimated from the leaves themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# More leaves than this say nothing new about two parameters.
_ENOUGH = 200_000
# The middle of fewer deviations is itself too noisy to judge by.
MANY = 100
_BINS = 12
_LEAVES_A_BIN = 20
# Below this mean the middle squared deviation says nothing about the variance: most leaves hold no event.
_DENSE = 5.0
_MIDDLE_OF_CHI_SQUARE = 0.454936
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Noise:
    """The variance of a leaf with mean m is ``dispersion * m + spread ** 2 * m ** 2``.

    The first part is the scatter of counts (1 for Poisson, more for over-dispersed counts), the second one that
    of a factor on each leaf, as forecasts of amounts have it.
    """

    dispersion: float
    spread: float


def estimate_noise(actual: Floats, expected: Floats, unit: Floats, floor: float, middling: bool) -> Noise:
    """Fit both parts to the squared deviations of leaves, grouped by size.

    Parameters
    ----------
    actual, expected : array of float
        One number a leaf; leaves of which nothing was expected are left out.
    unit : array of float
        The variance of each leaf at a dispersion of 1.
    floor : float
        The least dispersion: 1 for counts, which scatter at least as Poisson does; 0 for amounts.
    middling : bool
        Take the middle deviation of a group where leaves are large enough: slices that moved, not found as yet,
        then do not pass for noise.

    Returns
    -------
    Noise
        The dispersion is at least `floor`.

    Examples
    --------
    >>> import numpy as np
    >>> expected = np.full(400, 50.0)
    >>> actual = np.random.default_rng(1).poisson(expected).astype(float)
    >>> round(estimate_noise(actual, expected, expected, 1.0, False).dispersion, 1)
    1.0
    """
    import numpy as np

    known = np.flatnonzero((expected > 0) & (unit > 0))
    if len(known) < 2:
        return Noise(max(floor, _LEAST), 0.0)
    middling = middling and len(known) >= MANY
    known = known[:: -(-len(known) // _ENOUGH)]
    actual, expected, unit = actual[known], expected[known], unit[known]
    # A factor may sit in either number, so amounts are judged by the larger one: no leaf is then off without bound.
    size = np.maximum(actual, expected) if floor == 0 else expected
    unit = size if floor == 0 else unit
    order = np.argsort(actual + expected if floor == 0 else expected, kind="stable")
    squares = (actual - expected) ** 2
    groups = np.array_split(order, min(_BINS, max(1, len(order) // _LEAVES_A_BIN)))
    heights, slopes, weights = np.array(
        [_group(squares[group], unit[group], size[group], middling) for group in groups]
    ).T
    return _fit(heights - floor, slopes, weights, floor)


def _group(squares: Floats, unit: Floats, size: Floats, middling: bool) -> tuple[float, float, float]:
    """Return the variance over its unit, what the spread adds to it, and the number of leaves."""
    import numpy as np

    height = float(squares.sum() / unit.sum())
    if middling and float(size.mean()) >= _DENSE:
        height = min(height, float(np.median(squares / unit)) / _MIDDLE_OF_CHI_SQUARE)
    return height, float((size**2).sum() / unit.sum()), float(len(squares))


def _fit(heights: Floats, slopes: Floats, leaves: Floats, floor: float) -> Noise:
    """Fit ``heights = dispersion + spread squared * slopes``, neither below 0, each group weighed by its precision."""
    import numpy as np

    level, slope = (0.0, float(np.median(heights / slopes))) if floor == 0 else (max(float(np.median(heights)), 0), 0.0)
    for _ in range(20):
        weights = leaves / np.maximum(floor + level + slope * slopes, _LEAST) ** 2
        ones, once, twice = weights.sum(), (weights * slopes).sum(), (weights * slopes**2).sum()
        plain, sloped = (weights * heights).sum(), (weights * slopes * heights).sum()
        choices = [(0.0, max(0.0, sloped / twice)), (max(0.0, plain / ones), 0.0)]
        if floor:
            choices.reverse()
        determinant = ones * twice - once**2
        if determinant > _LEAST * ones * twice:
            both = ((plain * twice - sloped * once) / determinant, (ones * sloped - once * plain) / determinant)
            if min(both) >= 0:
                choices.insert(0, both)
        misfits = [float((weights * (heights - a - b * slopes) ** 2).sum()) for a, b in choices]
        before = (level, slope)
        level, slope = choices[int(np.argmin(misfits))]
        if abs(level - before[0]) <= _LEAST * (1 + level) and abs(slope - before[1]) <= _LEAST * (1 + slope):
            break
    return Noise(max(floor + float(level), _LEAST), float(slope) ** 0.5)
