"""Whether two groups take equally long: the log-rank test and the ratio of their hazards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two groups differ.

    Parameters
    ----------
    chi_square, p_value : float
        Of the log-rank test, one degree of freedom.
    hazard_ratio : float
        How many times as fast the second group gets done (Cox, ties after Efron).
    low, high : float
        Its interval at 95 %.
    """

    chi_square: float
    p_value: float
    hazard_ratio: float
    low: float
    high: float


def compare_times(time: ArrayLike, done: ArrayLike, second: ArrayLike) -> Comparison:
    """Compare the times of two groups.

    Parameters
    ----------
    time : array
        How long each took, or has been open.
    done : array
        Whether it was done then.
    second : array
        Whether it belongs to the second group.

    Returns
    -------
    Comparison
        The test and the ratio.
    """
    import numpy as np
    from scipy.special import ndtri
    from statsmodels.duration.hazard_regression import PHReg
    from statsmodels.duration.survfunc import survdiff

    times, events = np.asarray(time, dtype=float), np.asarray(done, dtype=int)
    group = np.asarray(second, dtype=float)
    chi_square, p_value = survdiff(times, events, group)
    fitted = PHReg(times, group[:, None], status=events, ties="efron").fit(disp=False)
    beta, error = float(fitted.params[0]), float(fitted.bse[0])
    wide = float(ndtri(0.975)) * error
    low, high = float(np.exp(beta - wide)), float(np.exp(beta + wide))
    return Comparison(float(chi_square), float(p_value), float(np.exp(beta)), low, high)
