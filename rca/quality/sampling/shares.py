"""Intervals of a share: Wilson's, and the exact one; the counts may be fractions."""

from __future__ import annotations

from typing import Literal

Interval = Literal["wilson", "exact"]


def share_interval(part: float, whole: float, level: float = 0.95, method: Interval = "wilson") -> tuple[float, float]:
    """Return the interval of a share (Wilson 1927; Clopper and Pearson 1934).

    Parameters
    ----------
    part, whole : float
        What has the property, and what was looked at; fractions where a sample counts as so many.
    level : float
        Of the interval.
    method : {"wilson", "exact"}
        Wilson's holds its level on average; the exact one never falls below, and is wider.

    Returns
    -------
    tuple of float
        Both bounds; 0 and 1 where nothing was looked at.

    Examples
    --------
    >>> [round(bound, 4) for bound in share_interval(81, 263)]
    [0.2553, 0.3662]
    >>> [round(bound, 4) for bound in share_interval(81, 263, method="exact")]
    [0.2527, 0.3676]
    """
    if whole <= 0:
        return 0.0, 1.0
    from scipy.special import betaincinv, ndtri

    part = min(max(part, 0.0), whole)
    tail = (1 - level) / 2
    if method == "exact":
        low = float(betaincinv(part, whole - part + 1, tail)) if part > 0 else 0.0
        return low, float(betaincinv(part + 1, whole - part, 1 - tail)) if part < whole else 1.0
    z = float(ndtri(1 - tail))
    share = part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * (share * (1 - share) / whole + (z / (2 * whole)) ** 2) ** 0.5
    # At nothing and at all the bound is exactly that; rounding would leave it beside.
    return (0.0 if part == 0 else middle - half), (1.0 if part == whole else middle + half)
