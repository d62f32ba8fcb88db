"""How each rater's agreement with the others, or with an expert, runs over rounds: plain series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rca.errors import ParameterError
from rca.quality.agreement.ratings import Ratings, Value
from rca.quality.sampling.columns import mistake
from rca.quality.sampling.shares import share_interval


@dataclass(frozen=True, slots=True)
class RoundPoint:
    """One rater in one round.

    Parameters
    ----------
    round : str
        Its name.
    units : int
        Units of the rater that could be compared.
    agreement : float or None
        Mean share of the others, or of the reference, that gave the same value; None without such units.
    low, high : float or None
        Wilson's interval with one trial a unit, which is never too narrow for shares of several others.
    """

    round: str
    units: int
    agreement: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RaterSeries:
    """One rater over the rounds.

    Parameters
    ----------
    rater : str
        The rater.
    against : {"others", "reference"}
        With whom the rater was compared.
    points : tuple of RoundPoint
        One a round, in their order.
    """

    rater: str = field(repr=False)
    against: Literal["others", "reference"]
    points: tuple[RoundPoint, ...]

    def __repr__(self) -> str:
        return f"RaterSeries(against={self.against}, rounds={len(self.points)})"


def rater_series(
    rounds: Mapping[str, Ratings], reference: Mapping[str, Value] | None = None, *, level: float = 0.95
) -> tuple[RaterSeries, ...]:
    """Return for each rater the agreement round by round.

    Parameters
    ----------
    rounds : mapping of str to Ratings
        The rounds in their order, as `read_groups` gives them.
    reference : mapping of str to value, optional
        The expert's value of each unit; units without one are not compared. Without it each rater is compared
        with the others of the same unit.
    level : float
        Of the intervals.

    Returns
    -------
    tuple of RaterSeries
        In the order of the raters' names.

    Raises
    ------
    ParameterError
        When no rated unit, or no value given, is in the reference.
    """
    if reference is not None and not any(unit in reference for ratings in rounds.values() for unit in ratings.units):
        message = "the reference names no unit that was rated"
        raise ParameterError([mistake("reference", "agreement.reference", message, "give values by the units' names")])
    if reference is not None and not set(reference.values()) & {one for made in rounds.values() for one in made.values}:
        message = "no value of the reference is one that raters gave"
        raise ParameterError([mistake("reference", "agreement.reference", message, "write both in the same way")])
    points: dict[str, list[RoundPoint]] = {
        rater: [] for rater in sorted({rater for ratings in rounds.values() for rater in ratings.raters})
    }
    for name, ratings in rounds.items():
        agreed, compared = _with_others(ratings) if reference is None else _with_reference(ratings, reference)
        number = len(ratings.raters)
        units = np.bincount(ratings.rater[compared], minlength=number)
        total = np.bincount(ratings.rater[compared], weights=agreed[compared], minlength=number)
        met = {rater: (int(units[at]), float(total[at])) for at, rater in enumerate(ratings.raters)}
        for rater, series in points.items():
            series.append(_point(name, *met.get(rater, (0, 0.0)), level))
    against: Literal["others", "reference"] = "others" if reference is None else "reference"
    return tuple(RaterSeries(rater, against, tuple(series)) for rater, series in points.items())


def _point(name: str, units: int, total: float, level: float) -> RoundPoint:
    if not units:
        return RoundPoint(name, 0, None, None, None)
    return RoundPoint(name, units, total / units, *share_interval(total, units, level))


def _with_others(ratings: Ratings) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return for each rating the share of the unit's other ratings that are the same, and whether there are others."""
    size = np.bincount(ratings.unit, minlength=len(ratings.units))[ratings.unit]
    key = ratings.unit * len(ratings.values) + ratings.value
    _, which, same = np.unique(key, return_inverse=True, return_counts=True)
    compared = size >= 2
    return (same[which] - 1) / np.maximum(size - 1, 1), compared


def _with_reference(ratings: Ratings, reference: Mapping[str, Value]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    place = {value: index for index, value in enumerate(ratings.values)}
    # An expert's value that no rater gave agrees with none (-2); a unit without one is not compared (-1).
    right = np.array([place.get(reference[unit], -2) if unit in reference else -1 for unit in ratings.units])
    expected = right[ratings.unit]
    return (expected == ratings.value).astype(np.float64), expected != -1
