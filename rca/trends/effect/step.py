"""Whether counts changed their level on the day of an action: an interrupted time series with its guards.

Method: J. Lopez Bernal, S. Cummins, A. Gasparrini, *Interrupted time series regression for the evaluation of public
health interventions* (2017): a Poisson model with the exposure as offset, a trend, seasons as pairs of waves, a step at
the action, and errors widened by the dispersion found (quasi-Poisson).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rca.errors import Mistake, ParameterError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Verdict = Literal["lower", "higher", "no change shown"]

LEAST_BEFORE, LEAST_AFTER = 8, 3
"""Fewer points before or after an action show nothing."""

_ALARM = 0.05
_RECENT = 4


@dataclass(frozen=True, slots=True)
class Step:
    """By how much counts changed at an action.

    Parameters
    ----------
    ratio : float
        The rate after over what trend and seasons would have given.
    low, high : float
        Its interval at 95 %, widened by the dispersion.
    dispersion : float
        Variance over that of a Poisson count; 1 where nothing but chance varies.
    autocorrelation : float
        p value of the test of Ljung and Box on what is left over.
    placebo : tuple of float or None
        The ratio and its interval of a step that was put in the middle of the time before, where there is room for it.
    verdict : {"lower", "higher", "no change shown"}
        What the interval says.
    warnings : tuple of str
        Why the verdict may be wrong.
    """

    ratio: float
    low: float
    high: float
    dispersion: float
    autocorrelation: float
    placebo: tuple[float, float, float] | None
    verdict: Verdict
    warnings: tuple[str, ...]


def step_effect(
    counts: Sequence[float],
    exposure: Sequence[float],
    start: int,
    season: int = 0,
    waves: int = 2,
) -> Step:
    """Estimate the change of level at an action.

    Parameters
    ----------
    counts : sequence of float
        By period, oldest first; periods that are not over, or whose rows still arrive, are left out by the caller.
    exposure : sequence of float
        Of each period, such as active users; above 0. Equal numbers where there is none.
    start : int
        Index of the first period with the action.
    season : int
        Periods of a year, such as 12 or 52; 0 for no seasons.
    waves : int
        How many pairs of waves describe the season.

    Returns
    -------
    Step
        The ratio with its interval, and what speaks against believing it.

    Raises
    ------
    ParameterError
        When there are too few points, or numbers that cannot be.

    Examples
    --------
    >>> found = step_effect([20, 24, 18, 22, 21, 19, 23, 21, 20, 22, 10, 9, 11, 12, 8], [1.0] * 15, start=10)
    >>> found.verdict
    'lower'
    """
    import numpy as np

    values, amounts = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    _check(values, amounts, start, season, waves)
    fit = _fit(values, amounts, start, season, waves)
    placebo = None
    # The time before needs room for two halves, each long enough for the model.
    if start >= 2 * LEAST_BEFORE and start // 2 > 2 + 2 * waves * bool(season):
        shifted = _fit(values[:start], amounts[:start], start // 2, season, waves)
        placebo = (shifted.ratio, shifted.low, shifted.high)
    verdict: Verdict = "lower" if fit.high < 1 else "higher" if fit.low > 1 else "no change shown"
    warnings = tuple(_warnings(values, amounts, start, fit, placebo))
    return Step(fit.ratio, fit.low, fit.high, fit.dispersion, fit.autocorrelation, placebo, verdict, warnings)


@dataclass(frozen=True, slots=True)
class _Fit:
    ratio: float
    low: float
    high: float
    dispersion: float
    autocorrelation: float


def _fit(values: NDArray[np.float64], amounts: NDArray[np.float64], start: int, season: int, waves: int) -> _Fit:
    import numpy as np
    from scipy.special import chdtrc
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM

    time = np.arange(1, len(values) + 1, dtype=float)
    columns = [np.ones_like(time), (time > start).astype(float), time]
    for wave in range(1, waves + 1) if season else ():
        angle = 2 * np.pi * wave * time / season
        columns += [np.sin(angle), np.cos(angle)]
    fitted = GLM(values, np.column_stack(columns), family=Poisson(), offset=np.log(amounts)).fit(scale="X2")
    beta, error = float(fitted.params[1]), float(fitted.bse[1])
    left = np.asarray(fitted.resid_deviance)
    lags = min(12, max(1, len(values) // 4))
    return _Fit(
        float(np.exp(beta)),
        float(np.exp(beta - 1.959963984540054 * error)),
        float(np.exp(beta + 1.959963984540054 * error)),
        float(fitted.scale),
        float(chdtrc(lags, ljung_box(left, lags))),
    )


def ljung_box(left: NDArray[np.float64], lags: int) -> float:
    """Return the statistic of Ljung and Box (1978) for what a model leaves over.

    Parameters
    ----------
    left : numpy array
        Residuals in order of time.
    lags : int
        How many lags to look at.

    Returns
    -------
    float
        Chi-squared with as many degrees of freedom, where nothing is left that follows from what went before.
    """
    size, centred = len(left), left - left.mean()
    power = float(centred @ centred)
    parts = (float(centred[lag:] @ centred[:-lag]) / power for lag in range(1, lags + 1))
    return size * (size + 2) * sum(part**2 / (size - lag) for lag, part in enumerate(parts, 1))


def _check(values: NDArray[np.float64], amounts: NDArray[np.float64], start: int, season: int, waves: int) -> None:
    import numpy as np

    needed = max(LEAST_BEFORE, 3 + 2 * waves * bool(season))
    problem, remedy = "", ""
    if len(values) != len(amounts):
        problem = f"every count needs its exposure; got {len(values)} and {len(amounts)}"
        remedy = "give as many of both"
    elif not (np.isfinite(values).all() and (values >= 0).all() and np.isfinite(amounts).all() and (amounts > 0).all()):
        problem, remedy = "counts are numbers from 0 and exposures above 0", "leave out periods without exposure"
    elif start < needed or len(values) - start < LEAST_AFTER:
        problem = (
            f"an effect needs {needed} periods before the action and {LEAST_AFTER} after; "
            f"got {max(start, 0)} and {max(len(values) - start, 0)}"
        )
        remedy = "wait, or count in shorter periods"
    elif not values[:start].any() or not values[start:].any():
        problem, remedy = (
            "there is nothing to count before or after the action",
            "judge rare events by the time between",
        )
    if problem:
        raise ParameterError([Mistake("effect", 0, 0, "effect.input", problem, remedy)])


def _warnings(
    values: NDArray[np.float64],
    amounts: NDArray[np.float64],
    start: int,
    fit: _Fit,
    placebo: tuple[float, float, float] | None,
) -> list[str]:
    import numpy as np

    found = []
    if fit.autocorrelation < _ALARM:
        found.append("what is left over follows from what went before: the interval is too narrow")
    if placebo is not None and not placebo[1] <= 1 <= placebo[2]:
        found.append("a step put in the middle of the time before shows a change too: something else moves")
    rates = values[:start] / amounts[:start]
    usual, recent = rates[:-_RECENT], rates[-_RECENT:]
    error = np.std(usual, ddof=1) * np.sqrt(1 / _RECENT + 1 / len(usual))
    if recent.mean() > usual.mean() + 2.5 * error and fit.ratio < 1:
        found.append("the action followed a spike: part of the fall is a return to the usual")
    return found
