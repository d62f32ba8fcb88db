"""Krippendorff's alpha for any number of raters, with ratings missing, on four scales."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from rca.errors import ParameterError
from rca.quality.agreement.bootstrap import unit_bootstrap
from rca.quality.agreement.patterns import Floats, Patterns, pair_sums, patterns_of
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.results import Estimate
from rca.quality.agreement.scales import Scale, numeric_values, ratio_distances, refuse_too_many, refuse_unordered
from rca.quality.sampling.columns import mistake

_SCALES = ("nominal", "ordinal", "interval", "ratio")
NO_PAIRS = "no unit has two ratings, so that nothing can be compared"
NO_VARIATION = "every rating compared has the same value, so that there is no disagreement to expect"


def krippendorff_alpha(
    ratings: Ratings, scale: Scale = "nominal", *, resamples: int = 1000, level: float = 0.95, seed: int = 0
) -> Estimate:
    """Return one minus the disagreement observed over that expected by chance.

    Parameters
    ----------
    ratings : Ratings
        Of one item; units with a single rating do not count.
    scale : {"nominal", "ordinal", "interval", "ratio"}
        What the values mean. Ordinal text needs its values declared in order.
    resamples : int
        Bootstrap resamples of units; 0 gives no interval. Resamples without any variation are left out, and
        counted in the note.
    level : float
        Of the percentile interval.
    seed : int
        Of the bootstrap.

    Returns
    -------
    Estimate
        Undefined where no unit has two ratings, or nothing varies.

    Raises
    ------
    ParameterError
        When the values do not fit the scale.

    Notes
    -----
    Krippendorff, Content Analysis (4th edition, 2018), chapter 12. The ordinal distance is the interval distance
    of mid-ranks.

    Examples
    --------
    >>> from rca.quality.agreement.read import read_wide
    >>> krippendorff_alpha(read_wide({"A": [0, 1, 0, 0], "B": [1, 1, 0, 0]}), resamples=0)
    Estimate(alpha 0.5333)
    """
    if scale not in _SCALES:
        message = f"the scale must be one of {', '.join(_SCALES)}; got {scale!r}"
        raise ParameterError([mistake("scale", "agreement.scale", message, "choose one of them")])
    pairs = patterns_of(ratings).pairable()
    statistic = _statistic(ratings, pairs, scale)
    name, method = "alpha", f"Krippendorff's alpha, {scale}"
    if not len(pairs.times):
        return Estimate(name, None, level=level, method=method, note=NO_PAIRS)
    value = float(statistic(pairs.times[None, :].astype(np.float64))[0])
    if np.isnan(value):
        return Estimate(name, None, level=level, method=method, note=NO_VARIATION)
    if not resamples:
        return Estimate(name, value, level=level, method=method)
    drawn = unit_bootstrap(pairs.times, statistic, resamples, seed)
    kept = drawn[~np.isnan(drawn)]
    low, high = np.quantile(kept, [(1 - level) / 2, (1 + level) / 2]) if len(kept) > 1 else (np.nan, np.nan)
    left_out = resamples - len(kept)
    return Estimate(
        name,
        value,
        None if np.isnan(low) else float(low),
        None if np.isnan(high) else float(high),
        float(kept.std(ddof=1)) if len(kept) > 1 else None,
        level,
        f"{method}; percentile bootstrap of units, {resamples} resamples, seed {seed}",
        f"{left_out} of {resamples} resamples had no variation and were left out" if left_out else "",
    )


def _statistic(ratings: Ratings, pairs: Patterns, scale: Scale) -> Callable[[Floats], Floats]:
    if scale == "nominal":
        return _nominal(pairs)
    if scale == "ordinal":
        refuse_unordered(ratings)
        return _ordinal(pairs)
    values = numeric_values(ratings, scale)
    if scale == "interval":
        return _interval(pairs, values)
    refuse_too_many(ratings)
    return _ratio(pairs, ratio_distances(values))


def _alpha(total: Floats, observed: Floats, expected: Floats) -> Floats:
    """Return alpha from the ratings, the sum of disagreements within units and that over all pairs of ratings."""
    # A sum that is zero but for rounding would make anything of alpha.
    nothing = expected <= 1e-12 * total
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(nothing, np.nan, 1 - (total - 1) * observed / expected)


def _margins(times: Floats, pairs: Patterns) -> Floats:
    return np.asarray((pairs.counts.T @ times.T).T, dtype=np.float64)


def _nominal(pairs: Patterns) -> Callable[[Floats], Floats]:
    within = (pairs.ratings**2 - pair_sums(pairs.counts, None)) / (pairs.ratings - 1)

    def statistic(times: Floats) -> Floats:
        total = times @ pairs.ratings
        return _alpha(total, times @ within, total**2 - (_margins(times, pairs) ** 2).sum(axis=1))

    return statistic


def _interval(pairs: Patterns, values: Floats) -> Callable[[Floats], Floats]:
    # Distances do not change when values are moved and scaled; sums of squares then lose no digits.
    spread = float(np.ptp(values)) if len(values) else 0.0
    centred = (values - values.mean()) / (spread or 1.0)
    first, second = pairs.counts @ centred, pairs.counts @ centred**2
    within = 2 * (pairs.ratings * second - first**2) / (pairs.ratings - 1)

    def statistic(times: Floats) -> Floats:
        total = times @ pairs.ratings
        return _alpha(total, times @ within, 2 * (total * (times @ second) - (times @ first) ** 2))

    return statistic


def _ordinal(pairs: Patterns) -> Callable[[Floats], Floats]:
    def statistic(times: Floats) -> Floats:
        margins = _margins(times, pairs)
        total = margins.sum(axis=1)
        ranks = (np.cumsum(margins, axis=1) - margins / 2) / total[:, None] - 0.5
        first, second = (pairs.counts @ ranks.T).T, (pairs.counts @ (ranks**2).T).T
        within = 2 * (pairs.ratings * second - first**2) / (pairs.ratings - 1)
        expected = 2 * (total * (times * second).sum(axis=1) - (times * first).sum(axis=1) ** 2)
        return _alpha(total, (times * within).sum(axis=1), expected)

    return statistic


def _ratio(pairs: Patterns, distances: Floats) -> Callable[[Floats], Floats]:
    within = pair_sums(pairs.counts, distances) / (pairs.ratings - 1)

    def statistic(times: Floats) -> Floats:
        margins = _margins(times, pairs)
        return _alpha(times @ pairs.ratings, times @ within, ((margins @ distances) * margins).sum(axis=1))

    return statistic
