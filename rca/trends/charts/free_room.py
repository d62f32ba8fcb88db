"""Find room for words beside the data: never over a point, a line between points, or other words."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from rca.drawing.scene import Text

Box = tuple[float, float, float, float]
Path = Sequence[tuple[float, float]]

_POINT = 5.0
"""Words keep so far from a line, since its points have a radius."""


class Room:
    """What is taken already.

    Parameters
    ----------
    bounds : tuple of float
        Left, top, right and bottom within which words may stand.
    paths : sequence of path
        Lines that words may not cover; each runs from left to right, or is upright.
    """

    def __init__(self, bounds: Box, paths: Iterable[Path]) -> None:
        self.bounds = bounds
        self._paths = [tuple(path) for path in paths]
        self._boxes: list[Box] = []

    def take(self, box: Box) -> None:
        """Note a box as taken."""
        self._boxes.append(box)

    def block(self, path: Path) -> None:
        """Note a line as taken."""
        self._paths.append(tuple(path))

    def first_free(self, ways: Iterable[Sequence[Text]]) -> tuple[Text, ...]:
        """Take and return the first way of setting some lines of words that covers nothing; empty where none does."""
        for lines in ways:
            boxes = [line.pad_box for line in lines]
            if all(self.free(box) for box in boxes):
                self._boxes.extend(boxes)
                return tuple(lines)
        return ()

    def free(self, box: Box) -> bool:
        """Return whether nothing is in a box."""
        left, top, right, bottom = self.bounds
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        if any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self._boxes):
            return False
        wide = (box[0] - _POINT, box[1] - _POINT, box[2] + _POINT, box[3] + _POINT)
        return not any(_meets(path, wide) for path in self._paths)


def _meets(path: Path, box: Box) -> bool:
    if len(path) == 1:
        return box[0] <= path[0][0] <= box[2] and box[1] <= path[0][1] <= box[3]
    for (x0, y0), (x1, y1) in itertools.pairwise(path):
        if x1 < box[0] or x0 > box[2]:
            continue
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        ends = (y0, y1) if x1 <= x0 else (
            y0 + slope * (max(x0, box[0]) - x0), y0 + slope * (min(x1, box[2]) - x0)
        )  # fmt: skip
        if max(ends) >= box[1] and min(ends) <= box[3]:
            return True
    return False
