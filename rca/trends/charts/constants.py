"""The constants of moving ranges of two points: computed, and rounded where a named practice rounds them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

D2: Final = 2 / math.sqrt(math.pi)
"""Mean range of two values of a normal distribution with standard deviation 1: 1.128379."""
D3: Final = math.sqrt(2 - 4 / math.pi)
"""Standard deviation of that range: 0.852502."""
D4: Final = 1 + 3 * D3 / D2
"""Upper limit of a moving range, in mean moving ranges: 3.266532."""

Practice = Literal["handbook", "nhs", "exact"]


@dataclass(frozen=True, slots=True)
class RangeConstants:
    """What turns a mean moving range into limits.

    Parameters
    ----------
    three_sigma : float
        Distance of a limit from the mean, in mean moving ranges.
    range_limit : float
        Upper limit of a moving range, in mean moving ranges.
    words : str
        How the limits are made.
    """

    three_sigma: float
    range_limit: float
    words: str


def range_constants(practice: Practice) -> RangeConstants:
    """Return the constants of a practice.

    Parameters
    ----------
    practice : {"handbook", "nhs", "exact"}
        ``handbook`` rounds d2 to 1.128 as NIST/SEMATECH 6.3.2.2 does, ``nhs`` rounds 3/d2 to 2.66 as "Making
        Data Count" does; both round the limit of a moving range to 3.267. ``exact`` rounds nothing.

    Returns
    -------
    RangeConstants
        The factors and their words.

    Examples
    --------
    >>> [round(range_constants(practice).three_sigma, 4) for practice in ("handbook", "nhs", "exact")]
    [2.6596, 2.66, 2.6587]
    """
    match practice:
        case "handbook":
            return RangeConstants(3 / round(D2, 3), round(D4, 3), "mean ± 3 × mean moving range / 1.128")
        case "nhs":
            return RangeConstants(round(3 / round(D2, 3), 2), round(D4, 3), "mean ± 2.66 × mean moving range")
        case "exact":
            return RangeConstants(3 / D2, D4, "mean ± 3 × mean moving range / 1.128379")
