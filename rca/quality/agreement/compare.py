"""Alpha and AC1 side by side for each item, and in words why they part where one value is rare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from rca.quality.agreement.alpha import krippendorff_alpha
from rca.quality.agreement.chance import fleiss_kappa, gwet_ac1, raw_agreement
from rca.quality.agreement.patterns import patterns_of
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.results import Estimate
from rca.quality.agreement.scales import Scale, Weights

PREVALENT = 0.8
"""Share of the most common value from which agreement by chance is nearly all."""

APART = 0.2
"""Distance of AC1 from alpha that needs an explanation."""

_LEAST, _GOOD = 0.667, 0.8


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """How well the raters of one item agree.

    Parameters
    ----------
    item : str
        Its name.
    units, compared, raters, ratings : int
        Units with a rating, those of them with two or more, raters, and ratings in all.
    most_common : float or None
        Share of the most common value among the ratings compared.
    agreement, alpha, ac1, fleiss : Estimate
        The coefficients; AC2 with quadratic weights stands for AC1 where the values have an order.
    paradox : bool
        Whether AC1 and alpha part because one value is rare.
    note : str
        How to read them, in words, without any value or name.
    """

    item: str = field(repr=False)
    units: int
    compared: int
    raters: int
    ratings: int
    most_common: float | None = field(repr=False)
    agreement: Estimate
    alpha: Estimate
    ac1: Estimate
    fleiss: Estimate
    paradox: bool
    note: str = field(repr=False)


def compare_coefficients(
    ratings: Ratings,
    scale: Scale = "nominal",
    *,
    item: str = "",
    resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> ItemAgreement:
    """Return the coefficients of one item with their reading.

    Parameters
    ----------
    ratings : Ratings
        Of the item.
    scale, resamples, level, seed
        As for `krippendorff_alpha`.
    item : str
        Its name.

    Returns
    -------
    ItemAgreement
        With a note where the coefficients part (Feinstein and Cicchetti 1990; Gwet 2008).

    Raises
    ------
    ParameterError
        When the values do not fit the scale.
    """
    alpha = krippendorff_alpha(ratings, scale, resamples=resamples, level=level, seed=seed)
    weights: Weights = "identity" if scale == "nominal" else "quadratic"
    agreement = raw_agreement(ratings, level=level)
    ac1 = gwet_ac1(ratings, weights=weights, level=level)
    units = patterns_of(ratings)
    pairs = units.pairable()
    margins = pairs.counts.T @ pairs.times
    most_common = float(margins.max() / margins.sum()) if len(pairs.times) else None
    paradox = _part(alpha, ac1, most_common)
    return ItemAgreement(
        item,
        int(units.times.sum()),
        int(pairs.times.sum()),
        len(np.unique(ratings.rater)),
        len(ratings.value),
        most_common,
        agreement,
        alpha,
        ac1,
        fleiss_kappa(ratings, weights=weights, level=level),
        paradox,
        _paradox_words(alpha, ac1, agreement, most_common or 0.0) if paradox else _words(alpha),
    )


def compare_items(
    items: Mapping[str, Ratings],
    scale: Scale = "nominal",
    *,
    resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> tuple[ItemAgreement, ...]:
    """Return the coefficients of each item, in the order of their names; every item draws from the same seed.

    Parameters
    ----------
    items : mapping of str to Ratings
        As `read_groups` gives them.
    scale, resamples, level, seed
        As for `compare_coefficients`.
    """
    return tuple(
        compare_coefficients(items[item], scale, item=item, resamples=resamples, level=level, seed=seed)
        for item in sorted(items)
    )


def _part(alpha: Estimate, ac1: Estimate, most_common: float | None) -> bool:
    if alpha.value is None or ac1.value is None or most_common is None:
        return False
    return most_common >= PREVALENT and ac1.value - alpha.value >= APART


def _paradox_words(alpha: Estimate, ac1: Estimate, agreement: Estimate, most_common: float) -> str:
    return (
        f"{agreement.value:.1%} of the pairs of ratings agree and {most_common:.1%} of the ratings have the same "
        f"value. With so rare an alternative, alpha ({alpha.value:.3f}) and kappa take nearly all agreement for "
        f"chance; {ac1.name} ({ac1.value:.3f}) does not. The low alpha does not say that the raters disagree: it says "
        "that these units hardly show whether they can tell the rare value apart. Read both together, and have more "
        "units with the rare value rated before judging the raters or the rule."
    )


def _words(alpha: Estimate) -> str:
    if alpha.value is None:
        return f"Alpha is not defined: {alpha.note}."
    if alpha.value >= _GOOD:
        return f"Alpha {alpha.value:.3f} reaches the customary mark of {_GOOD} for reliable ratings."
    if alpha.value >= _LEAST:
        return f"Alpha {alpha.value:.3f} lies between the customary marks {_LEAST} and {_GOOD}: conclude with care."
    return f"Alpha {alpha.value:.3f} is below the customary least mark {_LEAST}: the ratings carry no conclusion yet."
