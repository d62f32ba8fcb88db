"""How many rows labels need on parts of given widths, and the widths that need the fewest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import ceil
from typing import Final

GAP: Final = 16.0
"""Units between two parts of the axis, where the break is drawn."""
INSET: Final = 10.0
"""Units between the edge of a part and the first instant on it, so that no mark is cut off."""
LEAST: Final = 108.0
"""The least width of a part."""
_STEP: Final = 16.0
_ENDLESS: Final = 1 << 62
_LOOSE: Final = 1.06
"""Wrapped lines are not full."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What one mark asks of the axis.

    Parameters
    ----------
    earliest, best, latest : int or None
        Bounds in microseconds UTC; at least one is known.
    need : float
        Width of its label on one line, in units; 0 for a mark without words.
    lane : str
        The lane it stands in: marks of one lane and part stand below each other.
    """

    earliest: int | None
    best: int | None
    latest: int | None
    need: float = 0.0
    lane: str = ""

    @property
    def known(self) -> tuple[int, ...]:
        """The instants that are known."""
        return tuple(each for each in (self.earliest, self.best, self.latest) if each is not None)

    @property
    def extent(self) -> int:
        """From the first to the last known instant."""
        return max(self.known) - min(self.known)

    @property
    def doubt(self) -> int:
        """How wide the doubt is for choosing where the axis is cut: nothing where a best value is known."""
        if self.best is not None:
            return 0
        if self.earliest is None or self.latest is None:
            return _ENDLESS
        return self.latest - self.earliest


def rows_needed(groups: Sequence[Sequence[Spot]], ranges: Sequence[tuple[int, int]], widths: Sequence[float]) -> float:
    """Return about how many rows all lanes take.

    Parameters
    ----------
    groups : sequence of sequence of Spot
        The spots of each part.
    ranges : sequence of tuple of int
        From when to when each part goes.
    widths : sequence of float
        Its width in units.

    Returns
    -------
    float
        For each lane the rows of its fullest part; wrapped labels take half rows.
    """
    return _price(groups, ranges, widths)[0]


def share_width(groups: Sequence[Sequence[Spot]], ranges: Sequence[tuple[int, int]], width: float) -> tuple[float, ...]:
    """Return the width of each part.

    Parameters
    ----------
    groups : sequence of sequence of Spot
        The spots of each part.
    ranges : sequence of tuple of int
        From when to when each part goes.
    width : float
        Units for all parts with the breaks between them.

    Returns
    -------
    tuple of float
        Units; together with the breaks they fill the width. Found by moving units from part to part for as
        long as that saves rows.
    """
    room = width - GAP * (len(groups) - 1)
    marks = sum(len(group) for group in groups)
    spare = room - LEAST * len(groups)
    widths = [LEAST + spare * len(group) / marks for group in groups]
    best = _price(groups, ranges, widths)
    improved = True
    while improved:
        improved = False
        for giver, taker in permutations(range(len(widths)), 2):
            for step in (8 * _STEP, 3 * _STEP, _STEP):
                trial = list(widths)
                trial[giver] -= step
                trial[taker] += step
                if trial[giver] < LEAST:
                    continue
                price = _price(groups, ranges, trial)
                if price < best:
                    widths, best, improved = trial, price, True
    return tuple(widths)


def _price(
    groups: Sequence[Sequence[Spot]], ranges: Sequence[tuple[int, int]], widths: Sequence[float]
) -> tuple[float, int]:
    """Return rows first; with the same rows, the height of all labels."""
    fullest: dict[str, int] = {}
    height = 0
    for group, span, width in zip(groups, ranges, widths, strict=True):
        lanes: dict[str, int] = {}
        for spot in group:
            steps = _steps(spot, span, width)
            lanes[spot.lane] = lanes.get(spot.lane, 0) + steps
            height += steps
        for lane, steps in lanes.items():
            fullest[lane] = max(fullest.get(lane, 0), steps)
    return sum(fullest.values()) / 2, height


def _steps(spot: Spot, span: tuple[int, int], width: float) -> int:
    """Return how many half rows a label takes beside or below its mark."""
    if not spot.need:
        return 0
    scale = (width - 2 * INSET) / (span[1] - span[0])
    places = [INSET + (instant - span[0]) * scale for instant in spot.known]
    left = 2.0 if spot.earliest is None and spot.best is None else max(2.0, min(places) - 6)
    right = width - 2 if spot.latest is None and spot.best is None else min(width - 2, max(places) + 6)
    free = (width - 14 - right, left - 14, right - left - 40)
    if max(free) >= spot.need:
        return 2
    beside = [ceil((22 + 15 * (_lines(spot.need, room) - 1)) / 13) for room in free[:2] if room >= 120]
    below = ceil((32 + 15 * (_lines(spot.need, width - 10) - 1)) / 13)
    return min([*beside, below])


def _lines(need: float, room: float) -> int:
    return max(1, ceil(need * _LOOSE / room))
