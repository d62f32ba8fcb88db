"""Kappa of named raters: Cohen's for two, Conger's for all."""

from __future__ import annotations

import numpy as np

from rca.errors import ParameterError
from rca.quality.agreement.alpha import NO_PAIRS
from rca.quality.agreement.chance import raw_agreement
from rca.quality.agreement.patterns import Floats
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.results import Estimate
from rca.quality.agreement.scales import Weights, agreement_weights, refuse_too_many, refuse_unordered
from rca.quality.sampling.columns import mistake

_ALIKE = "both used one and the same value throughout, so that chance alone explains it all"


def cohen_kappa(
    ratings: Ratings, first: str, second: str, *, weights: Weights = "identity", level: float = 0.95
) -> Estimate:
    """Return Cohen's kappa of two raters over the units that both rated.

    Parameters
    ----------
    ratings : Ratings
        Of one item.
    first, second : str
        The two raters.
    weights : {"identity", "linear", "quadratic"}
        How much a near miss counts, over the order of the values.
    level : float
        Of the normal interval, within -1 and 1.

    Returns
    -------
    Estimate
        With the large-sample standard error of Fleiss, Cohen and Everitt 1969.

    Raises
    ------
    ParameterError
        When a rater is not among the ratings, or weights need an order that text lacks.

    Examples
    --------
    >>> from rca.quality.agreement.read import read_wide
    >>> cohen_kappa(read_wide({"A": [0, 1, 0, 0], "B": [1, 1, 0, 0]}), "A", "B")
    Estimate(Cohen kappa 0.5000, -0.2350 to 1.0000)
    """
    matrix = _matrix(ratings, weights)
    table = _table(ratings, first, second)
    number = table.sum()
    name, method = "Cohen kappa", f"{weights} weights; large-sample standard error"
    if not number:
        return Estimate(name, None, level=level, method=method, note=NO_PAIRS)
    shares = table / number
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed, chance = float((matrix * shares).sum()), float(rows @ matrix @ columns)
    if 1 - chance < 1e-12:
        return Estimate(name, None, level=level, method=method, note=_ALIKE)
    value = (observed - chance) / (1 - chance)
    mean = (matrix @ columns)[:, None] + (matrix.T @ rows)[None, :]
    spread = float((shares * (matrix - mean * (1 - value)) ** 2).sum()) - (value - chance * (1 - value)) ** 2
    error = max(0.0, spread) ** 0.5 / ((1 - chance) * float(number) ** 0.5)
    from scipy.special import ndtri

    half = float(ndtri((1 + level) / 2)) * error
    return Estimate(name, value, max(-1.0, value - half), min(1.0, value + half), error, level, method)


def conger_kappa(ratings: Ratings, *, weights: Weights = "identity") -> Estimate:
    """Return Conger's kappa, which is Cohen's for any number of raters (Conger 1980; missing as in Gwet 2014).

    Parameters
    ----------
    ratings, weights
        As for `cohen_kappa`.

    Returns
    -------
    Estimate
        Without an interval.
    """
    matrix = _matrix(ratings, weights)
    name, method = "Conger kappa", f"{weights} weights"
    agreed = raw_agreement(ratings, weights=weights).value
    if agreed is None:
        return Estimate(name, None, method=method, note=NO_PAIRS)
    shape = (len(ratings.raters), len(ratings.values))
    given = np.bincount(ratings.rater * shape[1] + ratings.value, minlength=shape[0] * shape[1]).reshape(shape)
    given = given[given.sum(axis=1) > 0]
    share = given / given.sum(axis=1, keepdims=True)
    together = share.sum(axis=0)
    alone = float(((share @ matrix) * share).sum())
    chance = (float(together @ matrix @ together) - alone) / (len(share) * (len(share) - 1))
    if 1 - chance < 1e-12:
        return Estimate(name, None, method=method, note=_ALIKE)
    return Estimate(name, (agreed - chance) / (1 - chance), method=method)


def _matrix(ratings: Ratings, weights: Weights) -> Floats:
    if weights != "identity":
        refuse_unordered(ratings)
    refuse_too_many(ratings)
    return agreement_weights(len(ratings.values), weights)


def _table(ratings: Ratings, first: str, second: str) -> Floats:
    strange = [rater for rater in (first, second) if rater not in ratings.raters]
    if strange or first == second:
        message = f"kappa takes two different raters out of the {len(ratings.raters)} of the ratings"
        raise ParameterError([mistake("ratings", "agreement.raters", message, "name two of them")])
    chosen = []
    for rater in (first, second):
        mine = ratings.rater == ratings.raters.index(rater)
        given = np.full(len(ratings.units), -1, dtype=np.intp)
        given[ratings.unit[mine]] = ratings.value[mine]
        chosen.append(given)
    both = (chosen[0] >= 0) & (chosen[1] >= 0)
    number = len(ratings.values)
    cells = np.bincount(chosen[0][both] * number + chosen[1][both], minlength=number * number)
    return cells.reshape(number, number).astype(np.float64)
