"""Intervals of counts, shares and means, for whole arrays at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Bounds = tuple["NDArray[np.float64]", "NDArray[np.float64]"]


def count_interval(count: NDArray[np.float64], level: float = 0.95) -> Bounds:
    """Return the exact Poisson interval of counts (Garwood 1936).

    Examples
    --------
    >>> import numpy as np
    >>> [round(float(bound[0]), 4) for bound in count_interval(np.array([5.0]))]
    [1.6235, 11.6683]
    """
    import numpy as np
    from scipy.special import chdtri

    tail = (1 - level) / 2
    low = np.where(count > 0, chdtri(2 * np.maximum(count, 1), 1 - tail) / 2, 0.0)
    return low, chdtri(2 * (count + 1), tail) / 2


def share_interval(part: NDArray[np.float64], whole: NDArray[np.float64], level: float = 0.95) -> Bounds:
    """Return the interval of shares (Wilson 1927); not a number where there is no whole.

    Examples
    --------
    >>> import numpy as np
    >>> [round(float(bound[0]), 4) for bound in share_interval(np.array([81.0]), np.array([263.0]))]
    [0.2553, 0.3662]
    """
    import numpy as np
    from scipy.special import ndtri

    z = float(ndtri((1 + level) / 2))
    size = np.where(whole > 0, whole, np.nan)
    share = part / size
    middle = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * np.sqrt(share * (1 - share) / size + (z / (2 * size)) ** 2)
    # At nothing and at all the bound is exactly that; rounding would leave it beside.
    some = whole > 0
    return np.where(some & (part == 0), 0.0, middle - half), np.where(some & (part == whole), 1.0, middle + half)


def mean_interval(
    total: NDArray[np.float64], squares: NDArray[np.float64], rows: NDArray[np.float64], level: float = 0.95
) -> Bounds:
    """Return the interval of means by Student's t, from sums and sums of squares; not a number below two rows.

    Examples
    --------
    >>> import numpy as np
    >>> [round(float(b[0]), 3) for b in mean_interval(np.array([6.0]), np.array([14.0]), np.array([3.0]))]
    [-0.484, 4.484]
    """
    import numpy as np
    from scipy.special import stdtrit

    size = np.where(rows > 1, rows, np.nan)
    mean = total / size
    variance = np.maximum(squares - size * mean**2, 0) / (size - 1)
    half = stdtrit(size - 1, (1 + level) / 2) * np.sqrt(variance / size)
    return mean - half, mean + half
