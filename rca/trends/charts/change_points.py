"""Where the level of a short series changed: the best division into stretches of one level each.

Optimal partition by dynamic programming (Auger and Lawrence 1989). The number of changes is the one with the
lowest information criterion: with a normal cost ``n log(RSS / n)``, with a Poisson cost minus twice the log
likelihood, plus 3 log n for each change, which is the leading term of Zhang and Siegmund (2007).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from rca.trends.charts.limits import Floats

Cost = Literal["normal", "poisson"]

MOST_CHANGES: Final = 10
MOST_VALUES: Final = 2_000
"""Every stretch is weighed, so time and memory grow with the square of the length."""
SUPPORT: Final = 2 * math.log(20)
"""A place is supported where its likelihood is at least a twentieth of the best one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of level.

    Parameters
    ----------
    at : int
        The first point of the new level, from 0: so many points lie before it.
    earliest, latest : int
        Places that the values support as well, the other changes given: their likelihood is at least a
        twentieth of that of ``at``.
    before, after : float
        The levels; rates where sizes were given.
    """

    at: int
    earliest: int
    latest: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class ChangePoints:
    """Changes of level of a series.

    Parameters
    ----------
    changes : tuple of Change
        In the order of time; empty where one level fits best.
    cost : {"normal", "poisson"}
        The noise that was assumed.
    """

    changes: tuple[Change, ...]
    cost: Cost


def change_points(
    values: Sequence[float | None],
    cost: Cost = "normal",
    sizes: Sequence[float | None] | None = None,
    *,
    changes: int | None = None,
    shortest: int = 2,
) -> ChangePoints:
    """Return where the level of a series changed.

    Parameters
    ----------
    values : sequence of (float or None)
        Up to some hundred; None for a gap.
    cost : {"normal", "poisson"}
        Noise of equal spread, or of counts.
    sizes : sequence of (float or None), optional
        What counts are divided by.
    changes : int, optional
        Their number, where it is known.
    shortest : int
        The shortest stretch of one level, 2 or more.

    Returns
    -------
    ChangePoints
        Changes, each with the places that the values support as well.

    Raises
    ------
    ValueError
        When there are too many values, counts are negative, the shortest stretch is below 2, or more changes are
        wanted than fit.

    Examples
    --------
    >>> change_points([5, 4, 6, 5, 5, 9, 11, 10, 9, 10]).changes
    (Change(at=5, earliest=5, latest=5, before=5.0, after=9.8),)
    """
    places = [at for at, value in enumerate(values) if value is not None]
    known = np.array([values[at] for at in places], dtype=np.float64)
    per = np.ones_like(known) if sizes is None else np.array([sizes[at] for at in places], dtype=np.float64)
    if len(known) > MOST_VALUES:
        raise ValueError(f"a series has at most {MOST_VALUES:,} values for this; got {len(known):,}")
    if shortest < 2:
        raise ValueError(f"a stretch of one level has at least 2 points; got {shortest}")
    if cost == "poisson" and known.size and known.min() < 0:
        raise ValueError(f"counts are 0 or more; got {known.min():g}")
    most = len(known) // shortest - 1
    if changes is not None and not 0 <= changes <= max(most, 0):
        raise ValueError(f"{len(known)} values hold at most {max(most, 0)} changes; {changes} were wanted")
    if len(known) < 2 * shortest:
        return ChangePoints((), cost)
    costs = _costs(known, per, cost, shortest)
    cuts = _divisions(costs, min(MOST_CHANGES, most) if changes is None else changes)
    chosen = cuts[-1] if changes is not None else min(cuts, key=lambda cut: _criterion(costs, cut, len(known), cost))
    found = tuple(
        Change(places[at], places[low], places[high], _level(known, per, start, at), _level(known, per, at, stop))
        for start, at, stop, (low, high) in _supported(costs, chosen, len(known), cost, shortest)
    )
    return ChangePoints(found, cost)


def _costs(values: Floats, sizes: Floats, cost: Cost, shortest: int) -> Floats:
    """Return the cost of every stretch, from a start (row) to a stop (column); infinite where it is too short."""
    n = len(values)
    total, per = (np.concatenate([[0.0], np.cumsum(each)]) for each in (values, sizes))
    amount, width = total[None, :] - total[:, None], per[None, :] - per[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        if cost == "poisson":
            fit = 2 * (amount - np.where(amount > 0, amount * np.log(amount / width), 0.0))
        else:
            # Weighted by size, around the middle so that large levels cost no digits.
            rates = values / sizes - total[-1] / per[-1]
            first, second = (
                np.concatenate([[0.0], np.cumsum(each)]) for each in (sizes * rates, sizes * rates * rates)
            )
            mean_part = (first[None, :] - first[:, None]) ** 2 / width
            fit = np.maximum(second[None, :] - second[:, None] - mean_part, 0.0)
    length = np.arange(n + 1)[None, :] - np.arange(n + 1)[:, None]
    result: Floats = np.where(length >= shortest, fit, np.inf)
    return result


def _divisions(costs: Floats, most: int) -> list[tuple[int, ...]]:
    """Return the best division for every number of changes up to a bound."""
    best, came = [costs[0]], []
    for _ in range(most):
        ways = best[-1][:, None] + costs
        came.append(ways.argmin(axis=0))
        best.append(ways.min(axis=0))
    cuts = []
    for number in range(most + 1):
        stop, cut = costs.shape[0] - 1, []
        for level in range(number - 1, -1, -1):
            stop = int(came[level][stop])
            cut.append(stop)
        cuts.append(tuple(reversed(cut)))
    return [cut for number, cut in enumerate(cuts) if math.isfinite(best[number][-1])]


def _criterion(costs: Floats, cut: tuple[int, ...], n: int, cost: Cost) -> float:
    return _misfit(_total(costs, cut, n), n, cost) + 3 * len(cut) * math.log(n)


def _misfit(total: float, n: int, cost: Cost) -> float:
    """Return minus twice the log likelihood, but for a constant."""
    return total if cost == "poisson" else n * math.log(max(total, 1e-300) / n)


def _total(costs: Floats, cut: tuple[int, ...], n: int) -> float:
    edges = (0, *cut, n)
    return float(sum(costs[start, stop] for start, stop in itertools.pairwise(edges)))


def _supported(
    costs: Floats, cut: tuple[int, ...], n: int, cost: Cost, shortest: int
) -> list[tuple[int, int, int, tuple[int, int]]]:
    edges = (0, *cut, n)
    best = _misfit(_total(costs, cut, n), n, cost)
    rows = []
    for place in range(1, len(edges) - 1):
        start, at, stop = edges[place - 1 : place + 2]
        fits = [
            other
            for other in range(start + shortest, stop - shortest + 1)
            if _misfit(_total(costs, (*cut[: place - 1], other, *cut[place:]), n), n, cost) - best <= SUPPORT
        ]
        rows.append((start, at, stop, (min(fits), max(fits))))
    return rows


def _level(values: Floats, sizes: Floats, start: int, stop: int) -> float:
    return float(values[start:stop].sum() / sizes[start:stop].sum())
