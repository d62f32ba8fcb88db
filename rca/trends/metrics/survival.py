"""How long something takes where some is not done yet: the estimate of Kaplan and Meier, from counts of times.

Methods: E. Kaplan, P. Meier, *Nonparametric estimation from incomplete observations* (1958); variance after
Greenwood; intervals of quantiles after Brookmeyer and Crowley (1982). The numbers equal those of R's ``survival``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

Scale = Literal["log", "log-log"]

_SAME = 1e-9


@dataclass(frozen=True, eq=False)
class Survival:
    """The part that is still open after each time.

    Parameters
    ----------
    time : numpy array
        Times at which something was done, ascending.
    at_risk, done : numpy array
        How many were still open just before, and how many were done at that time.
    open : numpy array
        The part that is still open after it.
    variance : numpy array
        Greenwood's sum: the variance of the logarithm of ``open``.
    """

    time: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    done: NDArray[np.int64]
    open: NDArray[np.float64]
    variance: NDArray[np.float64]

    def __repr__(self) -> str:
        return f"Survival({len(self.time)} times)"

    def at(self, time: float, level: float = 0.95, scale: Scale = "log-log") -> tuple[float, float, float]:
        """Return the part still open after a time, and its interval.

        Parameters
        ----------
        time : float
            In the unit of the times.
        level : float
            Of the interval.
        scale : {"log", "log-log"}
            On which the interval is symmetric.

        Returns
        -------
        tuple of float
            Estimate, lower and upper bound.
        """
        import numpy as np

        index = int(np.searchsorted(self.time, time, side="right")) - 1
        if index < 0:
            return 1.0, 1.0, 1.0
        low, high = self.band(level, scale)
        return float(self.open[index]), float(low[index]), float(high[index])

    def quantile(self, part: float, level: float = 0.95) -> tuple[float | None, float | None, float | None]:
        """Return the time by which a part is done, and its interval.

        Parameters
        ----------
        part : float
            Such as 0.5 for the median.
        level : float
            Of the interval.

        Returns
        -------
        tuple of (float or None)
            Estimate, lower and upper bound; ``None`` where the curve does not come so far.
        """
        low, high = self.band(level, "log")
        return _crossing(self.time, self.open, part), _crossing(self.time, low, part), _crossing(self.time, high, part)

    def band(self, level: float, scale: Scale) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lower and the upper bound of ``open`` at each time."""
        import numpy as np
        from scipy.special import ndtri

        wide = float(ndtri((1 + level) / 2)) * np.sqrt(self.variance)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            if scale == "log":
                low, high = self.open * np.exp(-wide), np.minimum(1.0, self.open * np.exp(wide))
            else:
                factor = np.exp(wide / np.log(self.open))
                low, high = self.open ** (1 / factor), self.open**factor
        # Where all are done nothing varies any more, and no bound is known.
        gone = self.open <= 0
        return np.where(gone, np.nan, low), np.where(gone, np.nan, high)


def kaplan_meier(time: ArrayLike, done: ArrayLike, count: ArrayLike | None = None) -> Survival:
    """Estimate the part still open after each time.

    Parameters
    ----------
    time : array
        How long each took, or has been open.
    done : array
        Whether it was done then; else it was still open, and is taken to have been so just after what was done at
        the same time.
    count : array, optional
        How many such there are; by default one each.

    Returns
    -------
    Survival
        The curve.

    Examples
    --------
    >>> kaplan_meier([1, 2, 2, 3], [True, True, False, True]).open.round(3).tolist()
    [0.75, 0.5, 0.0]
    """
    import numpy as np

    times = np.asarray(time, dtype=np.float64)
    events = np.asarray(done, dtype=bool)
    counts = np.ones(len(times), dtype=np.int64) if count is None else np.asarray(count, dtype=np.int64)
    distinct, place = np.unique(times, return_inverse=True)
    died = np.bincount(place[events], counts[events], len(distinct)).astype(np.int64)
    left = np.bincount(place, counts, len(distinct)).astype(np.int64)
    at_risk = left[::-1].cumsum()[::-1]
    some = died > 0
    distinct, died, at_risk = distinct[some], died[some], at_risk[some]
    with np.errstate(divide="ignore"):
        variance = np.cumsum(died / (at_risk * (at_risk - died).astype(np.float64)))
    return Survival(distinct, at_risk, died, np.cumprod(1 - died / at_risk), variance)


def _crossing(time: NDArray[np.float64], curve: NDArray[np.float64], part: float) -> float | None:
    """Return where a curve falls to what is left; the middle of the step where it stays on exactly that."""
    import numpy as np

    left = 1 - part
    below = np.flatnonzero(curve <= left + _SAME)
    if not len(below):
        return None
    index = int(below[0])
    if abs(curve[index] - left) <= _SAME and index + 1 < len(time):
        return float((time[index] + time[index + 1]) / 2)
    return float(time[index])
