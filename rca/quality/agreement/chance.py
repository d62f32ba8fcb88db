"""Coefficients that set the observed agreement against one kind of chance: AC1, AC2, Fleiss, Brennan-Prediger."""

from __future__ import annotations

import numpy as np

from rca.quality.agreement.alpha import NO_PAIRS
from rca.quality.agreement.patterns import Floats, Patterns, pair_sums, patterns_of
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.results import Estimate
from rca.quality.agreement.scales import Weights, agreement_weights, refuse_too_many, refuse_unordered

_ONE_VALUE = "one value only could be given, so that agreement says nothing; declare the values that could be given"


def gwet_ac1(ratings: Ratings, *, weights: Weights = "identity", level: float = 0.95) -> Estimate:
    """Return Gwet's AC1, or AC2 where near misses count in part.

    Parameters
    ----------
    ratings : Ratings
        Of one item. The number of values counts: declare those that could be given.
    weights : {"identity", "linear", "quadratic"}
        Identity is AC1; the others are AC2 over the order of the values.
    level : float
        Of the interval, by Student's t with one degree less than units, and at most 1.

    Returns
    -------
    Estimate
        With its standard error over units, raters taken as given.

    Raises
    ------
    ParameterError
        When weights need an order that text lacks.

    Notes
    -----
    Gwet 2008, Computing inter-rater reliability and its variance in the presence of high agreement; missing
    ratings as in Gwet, Handbook of Inter-Rater Reliability (4th edition, 2014).

    Examples
    --------
    >>> from rca.quality.agreement.read import read_wide
    >>> gwet_ac1(read_wide({"A": [0, 1, 0, 0], "B": [1, 1, 0, 0]}))
    Estimate(AC1 0.5294, -1.0000 to 1.0000)
    """
    return _coefficient(ratings, "AC1" if weights == "identity" else "AC2", weights, level)


def fleiss_kappa(ratings: Ratings, *, weights: Weights = "identity", level: float = 0.95) -> Estimate:
    """Return Fleiss' kappa, with ratings missing where they are.

    Parameters
    ----------
    ratings, weights, level
        As for `gwet_ac1`.

    Returns
    -------
    Estimate
        Undefined where every rating has the same value.

    Notes
    -----
    Fleiss 1971; missing ratings and the standard error as in Gwet 2014.
    """
    return _coefficient(ratings, "Fleiss kappa", weights, level)


def brennan_prediger(ratings: Ratings, *, weights: Weights = "identity", level: float = 0.95) -> Estimate:
    """Return the coefficient whose chance is every value alike (Brennan and Prediger 1981).

    Parameters
    ----------
    ratings, weights, level
        As for `gwet_ac1`.
    """
    return _coefficient(ratings, "Brennan-Prediger", weights, level)


def raw_agreement(ratings: Ratings, *, weights: Weights = "identity", level: float = 0.95) -> Estimate:
    """Return the share of pairs of ratings that agree, averaged over units with two or more.

    Parameters
    ----------
    ratings, weights, level
        As for `gwet_ac1`.
    """
    return _coefficient(ratings, "agreement", weights, level)


def _coefficient(ratings: Ratings, name: str, weights: Weights, level: float) -> Estimate:
    matrix = None
    if weights != "identity":
        refuse_unordered(ratings)
        refuse_too_many(ratings)
        matrix = agreement_weights(len(ratings.values), weights)
    method = f"{weights} weights; standard error over units, Student's t"
    units = patterns_of(ratings)
    several = units.ratings >= 2
    if not several.any():
        return Estimate(name, None, level=level, method=method, note=NO_PAIRS)
    agreed = _agreement(units, matrix)
    observed = float((agreed * units.times)[several].sum() / units.times[several].sum())
    by_chance = _chance(units, name, matrix)
    chance = float(by_chance @ units.times / units.times.sum())
    if 1 - chance < 1e-12:
        return Estimate(name, None, level=level, method=method, note=_ONE_VALUE)
    value = (observed - chance) / (1 - chance)
    number, paired = int(units.times.sum()), int(units.times[several].sum())
    if number < 2:
        return Estimate(name, value, level=level, method=method, note="one unit gives no interval")
    # The part of each unit in the coefficient, linearised in the chance (Gwet 2014, chapter 6).
    own = number / paired * np.where(several, agreed - chance, 0.0) / (1 - chance)
    own = own - 2 * (1 - value) * (by_chance - chance) / (1 - chance)
    error = float(np.sqrt(units.times @ (own - value) ** 2 / (number * (number - 1))))
    low, high = t_interval(value, error, number - 1, level)
    return Estimate(name, value, low, high, error, level, method)


def t_interval(value: float, error: float, freedom: float, level: float) -> tuple[float, float]:
    """Return the interval by Student's t, within -1 and 1."""
    from scipy.special import stdtrit

    half = float(stdtrit(freedom, (1 + level) / 2)) * error
    return max(-1.0, value - half), min(1.0, value + half)


def _agreement(units: Patterns, matrix: Floats | None) -> Floats:
    pairs = units.ratings * (units.ratings - 1)
    agreed = pair_sums(units.counts, matrix) - units.ratings
    return np.divide(agreed, pairs, out=np.zeros_like(pairs), where=pairs > 0)


def _chance(units: Patterns, name: str, matrix: Floats | None) -> Floats:
    """Return the part of each unit in the chance agreement; their mean is the chance."""
    number = units.counts.shape[1]
    whole = float(number if matrix is None else matrix.sum())
    share = (units.counts.T @ (units.times / units.ratings)) / units.times.sum()
    match name:
        case "AC1" | "AC2":
            # With one value only, all agreement is chance.
            toward = whole / (number * (number - 1)) * (1 - share) if number > 1 else np.ones(1)
        case "Fleiss kappa":
            toward = share if matrix is None else matrix @ share
        case "Brennan-Prediger":
            toward = np.full(number, whole / number**2)
        case _:
            toward = np.zeros(number)
    return np.asarray(units.counts @ toward, dtype=np.float64) / units.ratings
