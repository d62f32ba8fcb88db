"""Which raters stand out from the others, in level or in trend, beyond what chance and all of them together explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rca.errors import ParameterError
from rca.quality.agreement.drift import RaterSeries
from rca.quality.agreement.patterns import Floats
from rca.quality.sampling.columns import mistake

LEAST_RATERS = 4
"""Fewer raters have no middle to compare with."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One rater beside the middle of all.

    Parameters
    ----------
    rater : str
        The rater.
    level : float or None
        Agreement over all rounds minus the median of the raters; None without a unit compared.
    level_p : float
        Chance of so large a difference in either direction.
    trend : float or None
        Change of agreement from one round to the next, minus the median of the raters; None below two rounds.
    trend_p : float
        Chance of so large a difference.
    lower, falling : bool
        Whether level or trend is below the others beyond chance, over all raters and both questions.
    """

    rater: str = field(repr=False)
    level: float | None
    level_p: float
    trend: float | None
    trend_p: float
    lower: bool
    falling: bool


def standing_out(series: Sequence[RaterSeries], risk: float = 0.05) -> tuple[Standing, ...]:
    """Return how each rater stands beside the middle of all.

    A change that all raters share, such as a new policy or a partner who drifts, moves the median too and is laid
    at nobody's door.

    Parameters
    ----------
    series : sequence of RaterSeries
        As `rater_series` gives them.
    risk : float
        Chance that anyone is named where all are alike: Holm's correction over all raters and both questions.

    Returns
    -------
    tuple of Standing
        In the order given.

    Raises
    ------
    ParameterError
        With fewer than four raters.

    Notes
    -----
    Normal tests of the share and of its weighted slope (Cochran 1954, Armitage 1955) against the median of the
    raters, with the variance of the median added; shares carry two agreements and two disagreements more
    (Agresti and Coull 1998), so that a short perfect series is not taken for certain.
    """
    if len(series) < LEAST_RATERS:
        message = f"a rater can stand out from {LEAST_RATERS} raters or more; got {len(series)}"
        raise ParameterError([mistake("series", "agreement.few-raters", message, "compare with a reference by eye")])
    levels, trends = zip(*(_level_and_slope(one) for one in series), strict=True)
    level, level_p = _against_median(np.array(levels))
    trend, trend_p = _against_median(np.array(trends))
    named = _holm(np.concatenate([level_p, trend_p]), risk)
    return tuple(
        Standing(
            one.rater,
            None if np.isnan(level[place]) else float(level[place]),
            float(level_p[place]),
            None if np.isnan(trend[place]) else float(trend[place]),
            float(trend_p[place]),
            bool(named[place] and level[place] < 0),
            bool(named[len(series) + place] and trend[place] < 0),
        )
        for place, one in enumerate(series)
    )


def _level_and_slope(series: RaterSeries) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the share and its variance, and the slope by rounds and its variance."""
    units = np.array([point.units for point in series.points], dtype=np.float64)
    shares = np.array([point.agreement or 0.0 for point in series.points])
    total = units.sum()
    nothing = (np.nan, np.nan)
    if not total:
        return nothing, nothing
    share = float(units @ shares / total)
    careful = (share * total + 2) / (total + 4)
    spread = careful * (1 - careful)
    away = np.arange(len(units)) - float(units @ np.arange(len(units)) / total)
    reach = float(units @ away**2)
    level = (share, spread / total)
    return level, (float(units @ (away * shares)) / reach, spread / reach) if reach > 0 else nothing


def _against_median(pairs: Floats) -> tuple[Floats, Floats]:
    from scipy.special import ndtr

    values, variances = pairs.T
    known = ~np.isnan(values)
    if known.sum() < LEAST_RATERS:
        return np.full(len(values), np.nan), np.ones(len(values))
    away = values - np.median(values[known])
    # The variance of a median of about normal values (Kenney and Keeping 1951).
    of_median = np.pi / 2 * float(variances[known].mean()) / int(known.sum())
    chance = 2 * ndtr(-np.abs(away) / np.sqrt(variances + of_median))
    return away, np.where(known, chance, 1.0)


def _holm(chances: Floats, risk: float) -> Floats:
    order = np.argsort(chances, kind="stable")
    passed = np.minimum.accumulate(chances[order] <= risk / (len(chances) - np.arange(len(chances))))
    named = np.zeros(len(chances), dtype=bool)
    named[order] = passed
    return named
