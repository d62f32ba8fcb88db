"""How many units a sample needs."""

from __future__ import annotations

import math
from collections.abc import Callable

from rca.errors import ParameterError
from rca.quality.sampling.columns import mistake
from rca.quality.sampling.shares import Interval, share_interval


def size_for_margin(margin: float, *, share: float = 0.5, level: float = 0.95, population: int | None = None) -> int:
    """Return the units of a simple sample whose normal interval reaches so far to each side (Cochran 1977).

    Parameters
    ----------
    margin : float
        Half the width of the interval, as a share: 0.05 is five points.
    share : float
        What is expected; a half needs most.
    level : float
        Of the interval.
    population : int, optional
        All units, where there are so few that it matters.

    Returns
    -------
    int
        Rounded up, and never more than all units.

    Raises
    ------
    ParameterError
        When a number is outside its range.

    Examples
    --------
    >>> size_for_margin(0.05), size_for_margin(0.05, population=1000)
    (385, 278)
    """
    from scipy.special import ndtri

    _check(margin=margin, share=share, level=level)
    first = float(ndtri((1 + level) / 2)) ** 2 * share * (1 - share) / margin**2
    return _finite(first, population)


def size_for_interval(
    margin: float,
    *,
    share: float = 0.5,
    level: float = 0.95,
    method: Interval = "wilson",
    population: int | None = None,
) -> int:
    """Return the units of a simple sample whose Wilson or exact interval is at most twice the margin wide.

    Parameters
    ----------
    margin, share, level, population
        As for `size_for_margin`.
    method : {"wilson", "exact"}
        The interval that will be told; near 0 and 1 it needs more units than the normal one promises.

    Returns
    -------
    int
        Rounded up, and never more than all units.

    Raises
    ------
    ParameterError
        When a number is outside its range.

    Examples
    --------
    >>> size_for_margin(0.02, share=0.01), size_for_interval(0.02, share=0.01)
    (96, 150)
    """
    _check(margin=margin, share=share, level=level)

    def narrow(number: int) -> bool:
        low, high = share_interval(share * number, number, level, method)
        return high - low <= 2 * margin

    return _finite(_smallest(narrow), population)


def size_without_failure(share: float, *, level: float = 0.95, population: int | None = None) -> int:
    """Return the units that must all be right to say that at most this share of all is wrong.

    Parameters
    ----------
    share : float
        The share of wrong units to rule out.
    level : float
        How sure.
    population : int, optional
        All units; then the draw is without replacement, and the least count above the share is ruled out.

    Returns
    -------
    int
        The smallest such number.

    Raises
    ------
    ParameterError
        When a number is outside its range.

    Examples
    --------
    >>> size_without_failure(0.01), size_without_failure(0.05), size_without_failure(0.05, population=100)
    (299, 59, 39)
    """
    _check(share=share, level=level)
    if population is None:
        return _smallest(lambda number: number * math.log1p(-share) <= math.log1p(-level))
    _finite(1.0, population)
    wrong = math.floor(share * population + 1e-9) + 1
    return _smallest(lambda number: number > population - wrong or _none_found(population, wrong, number) <= 1 - level)


def _none_found(population: int, wrong: int, number: int) -> float:
    """Return the chance that a sample holds none of the wrong units."""
    return math.exp(
        math.lgamma(population - wrong + 1)
        - math.lgamma(population - wrong - number + 1)
        - math.lgamma(population + 1)
        + math.lgamma(population - number + 1)
    )


def _finite(first: float, population: int | None) -> int:
    if population is None:
        return math.ceil(first - 1e-9)
    if population < 1:
        message = f"the population must be 1 or more; got {population}"
        raise ParameterError([mistake("population", "sampling.range", message, "give the number of all units")])
    return min(population, math.ceil(first / (1 + (first - 1) / population) - 1e-9))


def _smallest(enough: Callable[[int], bool]) -> int:
    """Return the smallest number from 1 on that is enough; every larger one is enough too."""
    high = 1
    while not enough(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _check(**numbers: float) -> None:
    mistakes = [
        mistake(name, "sampling.range", f"{name} must lie between 0 and 1; got {number!r}", "write 5 % as 0.05")
        for name, number in numbers.items()
        if not 0 < number < 1
    ]
    if mistakes:
        raise ParameterError(mistakes)
