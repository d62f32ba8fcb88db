"""Where instants in order of time are cut apart, so that a reader can tell neighbours apart on each part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from rca.timeline.dates import MINUTE

_APART: Final = 16.0
_TOUCHING: Final = 3.0
_CANDIDATES: Final = 14


def crowding(points: Sequence[int], start: int, end: int, width: float) -> float:
    """Return how hard neighbouring points are to tell apart.

    Parameters
    ----------
    points : sequence of int
        Instants in order of time.
    start, end : int
        The instants at the two ends of the scale.
    width : float
        Units of the scale.

    Returns
    -------
    float
        For each pair of neighbours nothing when they are at the same instant or 16 units apart, up to one when
        closer, and up to four when they touch.

    Examples
    --------
    >>> crowding([0, 50, 100], 0, 100, 400), crowding([0, 0, 100], 0, 100, 400)
    (0.0, 0.0)
    """
    if end <= start:
        return 0.0
    scale = width / (end - start)
    steps = [(after - before) * scale for before, after in pairwise(points) if after > before]
    return sum(max(0.0, 1 - step / _APART) + 3 * max(0.0, 1 - step / _TOUCHING) for step in steps)


def best_cuts(points: Sequence[int], width: float, least: float, most: int) -> tuple[tuple[int, ...], ...]:
    """Return for one part, two parts and so on the cuts that leave the least crowding.

    Parameters
    ----------
    points : sequence of int
        Instants in order of time.
    width : float
        Units for all parts; each gets a share by the number of its points.
    least : float
        The least width of a part.
    most : int
        The greatest number of parts.

    Returns
    -------
    tuple of tuple of int
        Each holds the indices before which the points are cut: none, one, and so on. Found by dynamic
        programming over the gaps that stand out.
    """
    places = [0, *_standing_out(points), len(points)]
    goal = len(places) - 1
    costs: dict[tuple[int, int], float] = {}

    def cost(begin: int, finish: int) -> float:
        if (begin, finish) not in costs:
            first, last = places[begin], places[finish]
            room = max(least, width * (last - first) / len(points))
            costs[begin, finish] = crowding(points[first:last], points[first], points[last - 1], room)
        return costs[begin, finish]

    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    found: list[tuple[int, ...]] = []
    for _ in range(most):
        step: dict[int, tuple[float, tuple[int, ...]]] = {}
        for begin, (spent, cuts) in best.items():
            for finish in range(begin + 1, goal + 1):
                total = round(spent + cost(begin, finish), 6)
                if finish not in step or total < step[finish][0]:
                    step[finish] = (total, (*cuts, places[finish]))
        best = step
        if goal in best:
            found.append(best[goal][1][:-1])
    return tuple(found)


def _standing_out(points: Sequence[int]) -> list[int]:
    """Return indices after the gaps that stand out: the longest, and the longest beside their neighbours."""
    gaps = [(points[index] - points[index - 1], index) for index in range(1, len(points))]
    gaps = [(gap, index) for gap, index in gaps if gap >= MINUTE]

    def contrast(place: int) -> float:
        near = [gaps[other][0] for other in (place - 1, place + 1) if 0 <= other < len(gaps)]
        return gaps[place][0] / min(near, default=gaps[place][0])

    by_length = sorted(gaps, key=lambda gap: (-gap[0], gap[1]))[:_CANDIDATES]
    by_contrast = sorted(range(len(gaps)), key=lambda place: (-contrast(place), place))[:_CANDIDATES]
    return sorted({*(index for _, index in by_length), *(gaps[place][1] for place in by_contrast)})
