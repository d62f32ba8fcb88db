"""Scales of measurement: how far two values lie apart, and how much a near miss agrees."""

from __future__ import annotations

from typing import Literal

import numpy as np

from rca.errors import ParameterError
from rca.quality.agreement.patterns import Floats
from rca.quality.agreement.ratings import Ratings
from rca.quality.sampling.columns import mistake

Scale = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["identity", "linear", "quadratic"]

MOST_VALUES = 2_000
"""Distinct values that a table of all their pairs may have."""


def numeric_values(ratings: Ratings, scale: Scale) -> Floats:
    """Return the values as numbers, or refuse.

    Raises
    ------
    ParameterError
        When the scale needs numbers and the values are none, or negative ones on a ratio scale.
    """
    if any(not isinstance(value, (int, float)) or isinstance(value, bool) for value in ratings.values):
        message = f"the {scale} scale needs numbers; the values are none"
        raise ParameterError([mistake("ratings", "agreement.scale", message, "use the nominal scale or write numbers")])
    numbers = np.array(ratings.values, dtype=np.float64)
    if scale == "ratio" and (numbers < 0).any():
        message = "the ratio scale starts at zero; some values are below"
        raise ParameterError([mistake("ratings", "agreement.scale", message, "use the interval scale")])
    return numbers


def refuse_unordered(ratings: Ratings) -> None:
    """Refuse an ordinal reading of text whose order nobody gave."""
    if not ratings.declared and any(isinstance(value, str) for value in ratings.values):
        message = "text has no order of its own"
        raise ParameterError([mistake("ratings", "agreement.scale", message, "declare `values` from least to most")])


def refuse_too_many(ratings: Ratings) -> None:
    """Refuse more values than a table of all pairs can hold."""
    if len(ratings.values) > MOST_VALUES:
        message = f"at most {MOST_VALUES} distinct values can be compared pair by pair; got {len(ratings.values)}"
        raise ParameterError([mistake("ratings", "agreement.too-many-values", message, "round the values")])


def ratio_distances(values: Floats) -> Floats:
    """Return the squared ratio distances ((a - b) / (a + b))**2 of all pairs."""
    total = values[:, None] + values[None, :]
    away = values[:, None] - values[None, :]
    return np.divide(away, total, out=np.zeros_like(total), where=total > 0) ** 2


def agreement_weights(number: int, weights: Weights) -> Floats:
    """Return how much each pair of places in the order agrees, from 0 to 1.

    Linear and quadratic weights count the steps between two places (Cohen 1968).

    Examples
    --------
    >>> agreement_weights(3, "quadratic").tolist()
    [[1.0, 0.75, 0.0], [0.75, 1.0, 0.75], [0.0, 0.75, 1.0]]
    """
    if weights == "identity" or number < 2:
        return np.eye(number)
    steps = np.abs(np.subtract.outer(np.arange(number), np.arange(number))) / (number - 1)
    return np.asarray(1 - (steps if weights == "linear" else steps**2), dtype=np.float64)
