"""What a sample says about all units: Horvitz-Thompson and Hájek estimates with intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rca.errors import ParameterError
from rca.quality.sampling.columns import mistake
from rca.quality.sampling.sample import Sample
from rca.quality.sampling.shares import share_interval
from rca.quality.sampling.values import units_named, values_of
from rca.quality.sampling.variance import Layout, coded, layout_of, total_variance

Floats = NDArray[np.float64]
Kind = Literal["horvitz-thompson", "hajek"]

_VARIANCES = {
    "simple": "exact variance of a simple draw",
    "stratified": "exact variance within strata",
    "systematic": "Hájek's variance for fixed sizes without joint chances",
    "poisson": "exact variance of independent draws",
}


@dataclass(frozen=True, slots=True)
class SampleEstimate:
    """A total, mean or share of all units, told from a sample.

    Parameters
    ----------
    what : {"total", "mean", "share"}
        What is estimated.
    group : str
        The group of units it holds for; empty for all.
    value, error : float
        The estimate and its standard error.
    low, high : float
        The interval.
    level : float
        Of the interval.
    drawn : int
        Units of the sample that it rests on.
    effective : float
        Units of a simple sample that would say as much.
    method : str
        Estimator, variance and interval in words.
    """

    what: Literal["total", "mean", "share"]
    group: str = field(repr=False)
    value: float
    error: float
    low: float
    high: float
    level: float
    drawn: int
    effective: float
    method: str

    def __repr__(self) -> str:
        return (
            f"SampleEstimate({self.what} {self.value:.4f}, {self.low:.4f} to {self.high:.4f}, from {self.drawn} units)"
        )


def estimate_total(sample: Sample, values: Mapping[str, float], *, level: float = 0.95) -> SampleEstimate:
    """Return the Horvitz-Thompson estimate of the sum over all units.

    Parameters
    ----------
    sample : Sample
        As drawn.
    values : mapping of str to float
        The value found of each unit drawn.
    level : float
        Of the interval, by Student's t.

    Returns
    -------
    SampleEstimate
        Unbiased for every design (Horvitz and Thompson 1952). Where a few units with small chances carry large
        values, the interval falls short of its level: in one simulation of 200 units drawn by a risk that did not
        tell the large values, 88 % instead of 95 %.

    Raises
    ------
    ParameterError
        When a drawn unit has no value, a value is no finite number, or belongs to no drawn unit.
    """
    found, design = values_of(sample, values), layout_of(sample)
    variance, freedom = total_variance(design, found)
    value, error = float((found / design.chances).sum()), variance**0.5
    half = _half(error, freedom, level)
    method = f"Horvitz-Thompson, {_VARIANCES[sample.design]}, Student's t with {freedom} degrees of freedom"
    drawn, kish = len(sample.units), _kish(1 / design.chances)
    return SampleEstimate("total", "", value, error, value - half, value + half, level, drawn, kish, method)


def estimate_mean(
    sample: Sample, values: Mapping[str, float], *, kind: Kind = "hajek", level: float = 0.95
) -> SampleEstimate:
    """Return the mean over all units; a share where every value is 0 or 1.

    Parameters
    ----------
    sample, values, level
        As for `estimate_total`.
    kind : {"hajek", "horvitz-thompson"}
        Hájek divides by the estimated number of units, and varies less where chances differ (1971); the other by
        the known number, and is unbiased.

    Returns
    -------
    SampleEstimate
        Shares with Wilson's interval on the effective size, which holds at 0 and 1 too (Korn and Graubard 1998);
        means with Student's t.

    Raises
    ------
    ParameterError
        As for `estimate_total`.

    Examples
    --------
    >>> from rca.quality.sampling.draw import draw_simple
    >>> from rca.quality.sampling.frame import read_frame
    >>> sample = draw_simple(read_frame({"unit": [f"U{n:04}" for n in range(1000)]}), 100, seed=1)
    >>> estimate_mean(sample, {unit: float(unit < "U0080") for unit in sample.units}).what
    'share'
    """
    if kind not in ("hajek", "horvitz-thompson"):
        message = f"the estimator must be hajek or horvitz-thompson; got {kind!r}"
        raise ParameterError([mistake("kind", "sampling.estimator", message, "choose one of them")])
    found = values_of(sample, values)
    return _mean(layout_of(sample), found, np.ones(len(found), dtype=bool), "", kind, level)


def estimate_groups(
    sample: Sample, values: Mapping[str, float], groups: Mapping[str, str], *, level: float = 0.95
) -> tuple[SampleEstimate, ...]:
    """Return Hájek's mean for each group of units, such as a team or a language, known of the drawn ones.

    Parameters
    ----------
    sample, values, level
        As for `estimate_mean`.
    groups : mapping of str to str
        The group of each unit drawn.

    Returns
    -------
    tuple of SampleEstimate
        In the order of the groups' names. The size of a group in the sample counts as random.

    Raises
    ------
    ParameterError
        When a drawn unit has no group, or as for `estimate_total`.
    """
    found = values_of(sample, values)
    missing = [unit for unit in sample.units if unit not in groups]
    if missing:
        message = f"every unit drawn needs a group; {units_named(missing)} has none"
        raise ParameterError([mistake("groups", "sampling.no-group", message, "give the group")])
    design, (names, own) = layout_of(sample), coded([str(groups[unit]) for unit in sample.units])
    return tuple(_mean(design, found, own == place, name, "hajek", level) for place, name in enumerate(names))


def _mean(
    design: Layout, found: Floats, inside: NDArray[np.bool_], group: str, kind: Kind, level: float
) -> SampleEstimate:
    weights, population = inside / design.chances, design.population
    size = float(weights.sum()) if kind == "hajek" else float(population)
    value = float(weights @ found) / size
    # A ratio varies as the total of what each unit adds to it beyond its mean (Taylor linearisation).
    parts = inside * (found - value) / size if kind == "hajek" else found / size
    variance, freedom = total_variance(design, parts)
    error, drawn, kish = variance**0.5, int(inside.sum()), _kish(weights[inside])
    method = f"{'Hájek' if kind == 'hajek' else 'Horvitz-Thompson'}, {_VARIANCES[design.design]}"
    if not ((found == 0) | (found == 1)).all():
        half = _half(error, freedom, level)
        method += f", Student's t with {freedom} degrees of freedom"
        return SampleEstimate("mean", group, value, error, value - half, value + half, level, drawn, kish, method)
    share = min(1.0, max(0.0, value))
    if len(found) == population:
        method += ", every unit drawn"
        return SampleEstimate("share", group, value, 0.0, share, share, level, drawn, kish, method)
    effective = kish if not 0 < share < 1 or variance <= 0 else share * (1 - share) / variance
    # No sample says more than a simple one of its size; more would be luck of the estimated variance.
    effective = min(effective, drawn / (1 - drawn / population))
    low, high = share_interval(share * effective, effective, level)
    method += f", Wilson's interval on an effective size of {effective:.1f}"
    return SampleEstimate("share", group, value, error, low, high, level, drawn, effective, method)


def _kish(weights: Floats) -> float:
    return float(weights.sum() ** 2 / (weights**2).sum())


def _half(error: float, freedom: int, level: float) -> float:
    from scipy.special import stdtrit

    if freedom > 0:
        return float(stdtrit(freedom, (1 + level) / 2)) * error
    # A census knows; anything else without a degree of freedom knows nothing.
    return float("inf") if error else 0.0
