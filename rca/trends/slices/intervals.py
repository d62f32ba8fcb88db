"""Between which bounds the lift of a slice lies."""

from __future__ import annotations

from rca.trends.slices.noise import Noise
from rca.trends.slices.results import Kind

_TAIL = 0.025
_NORMAL = 1.959963984540054


def lift_interval(
    kind: Kind, noise: Noise, actual: float, expected: float, squares: float, exposure: float | None
) -> tuple[float, float | None]:
    """Return the bounds of actual over expected at 95 %.

    Counts: the exact Poisson bounds (Garwood 1936); proportions: the exact binomial ones (Clopper and Pearson
    1934); both on as many events as hold the same news once the dispersion is taken out. Amounts: normal bounds.
    The expected number counts as exact.

    Parameters
    ----------
    kind : {"counts", "proportions", "amounts"}
        How the number scatters.
    noise : Noise
        The scatter of the leaves.
    actual, expected : float
        Sums over the slice.
    squares : float
        Sum of the squares of the leaves' expected numbers.
    exposure : float or None
        For proportions, the number of chances.

    Returns
    -------
    tuple of (float, float or None)
        The upper bound is None where nothing was expected.

    Examples
    --------
    >>> low, high = lift_interval("counts", Noise(1.0, 0.0), 10.0, 5.0, 25.0, None)
    >>> round(low, 3), round(high, 3)
    (0.959, 3.678)
    """
    if expected <= 0:
        return 0.0, None
    lift = actual / expected
    variance = noise.dispersion * actual + (noise.spread * lift) ** 2 * squares
    if kind == "amounts":
        half = _NORMAL * variance**0.5 / expected
        return max(0.0, lift - half), lift + half
    from scipy.special import betaincinv, gammaincinv

    inflation = variance / actual if actual > 0 else noise.dispersion
    events = actual / inflation
    if exposure is None:
        low = float(gammaincinv(events, _TAIL)) if actual > 0 else 0.0
        return low * inflation / expected, float(gammaincinv(events + 1, 1 - _TAIL)) * inflation / expected
    others = max(0.0, exposure - actual) / inflation
    low = float(betaincinv(events, others + 1, _TAIL)) if actual > 0 else 0.0
    high = float(betaincinv(events + 1, others, 1 - _TAIL)) if others > 0 else 1.0
    return low * exposure / expected, high * exposure / expected
