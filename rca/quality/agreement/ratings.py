"""Ratings of one item: who gave which unit which value."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Value = str | float | bool
Codes = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Ratings:
    """Ratings of one item, one entry for each rating given, ordered by unit and rater.

    Parameters
    ----------
    units, raters : tuple of str
        Their names, in order.
    values : tuple
        The values that could be given, in order: as declared, else those met, sorted.
    unit, rater, value : array of int
        Places in the three lists, one for each rating.
    declared : bool
        Whether a person gave the order of the values.
    """

    units: tuple[str, ...] = field(repr=False)
    raters: tuple[str, ...] = field(repr=False)
    values: tuple[Value, ...] = field(repr=False)
    unit: Codes = field(repr=False)
    rater: Codes = field(repr=False)
    value: Codes = field(repr=False)
    declared: bool = False

    def __repr__(self) -> str:
        return (
            f"Ratings(units={len(self.units)}, raters={len(self.raters)}, values={len(self.values)}, "
            f"ratings={len(self.value)})"
        )
