"""All lines that fit between two clouds of points: every clock that a set of matched events allows.

What a clock shows too much is taken as a line ``offset + drift * u`` over the time shown. An event that the source
cannot have recorded before it happened elsewhere bounds the line from above at one instant, one that it cannot have
recorded later bounds it from below. Of each cloud only the convex hull can bind. For a fixed drift the offset lies
between the highest of the lower bounds and the lowest of the upper ones; both are piecewise linear in the drift, so
all vertices of the allowed region are found at slopes of hull edges and where the two meet. This solves the linear
programs of Moon, Skelly and Towsley (1999) exactly, by the hulls of Zhang, Liu and Xia (2002), in O(N log N).
All arithmetic is in whole numbers and fractions: nothing is rounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from rca.case.clock_values import FASTEST_PPB

_FASTEST = Fraction(FASTEST_PPB, 1_000_000_000)
Spot = tuple[int, int, int]
"""``(u, bound, number)``: where on the axis, what bounds the line there, and which pair says so."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """For one drift the lowest and highest offset, with the pairs that bound them; ``None`` on an open side."""

    drift: Fraction
    low: Fraction | None
    high: Fraction | None
    low_pair: int
    high_pair: int


@dataclass(frozen=True, slots=True)
class Region:
    """All offsets and drifts that a set of bounds allows.

    Parameters
    ----------
    vertices : tuple of Vertex
        By drift, ascending; between two neighbours both bounds of the offset are linear.
    """

    vertices: tuple[Vertex, ...]

    def lowest(self, u: int) -> Vertex | None:
        """Return the vertex at which the line is lowest at ``u``; ``None`` where nothing bounds it from below."""
        bounded = [vertex for vertex in self.vertices if vertex.low is not None]
        return min(bounded, key=lambda vertex: vertex.low + vertex.drift * u, default=None)  # type: ignore[operator]

    def highest(self, u: int) -> Vertex | None:
        """Return the vertex at which the line is highest at ``u``; ``None`` where nothing bounds it from above."""
        bounded = [vertex for vertex in self.vertices if vertex.high is not None]
        return max(bounded, key=lambda vertex: vertex.high + vertex.drift * u, default=None)  # type: ignore[operator]

    def bounds(self, u: int) -> tuple[int | None, int | None]:
        """Return the lowest and highest value of the line at ``u``, rounded outwards."""
        low, high = self.lowest(u), self.highest(u)
        return (
            None if low is None or low.low is None else floor(low.low + low.drift * u),
            None if high is None or high.high is None else ceil(high.high + high.drift * u),
        )

    def middle(self) -> tuple[Fraction, Fraction] | None:
        """Return the offset and drift in the middle: of the drifts, and for that of the offsets.

        The region is convex, so this line is allowed. ``None`` where one side is open.
        """
        drift = (self.vertices[0].drift + self.vertices[-1].drift) / 2
        right = next(place for place, vertex in enumerate(self.vertices) if vertex.drift >= drift)
        first, last = self.vertices[max(right - 1, 0)], self.vertices[right]
        if None in (first.low, first.high, last.low, last.high):
            return None
        starts, ends = ((vertex.low + vertex.high) / 2 for vertex in (first, last))  # type: ignore[operator]
        part = Fraction() if first is last else (drift - first.drift) / (last.drift - first.drift)
        return starts + (ends - starts) * part, drift


def fit_region(lows: Iterable[Spot], highs: Iterable[Spot]) -> Region | None:
    """Return all lines above some points and below others.

    Parameters
    ----------
    lows, highs : iterable of (u, bound, number)
        The line is at least ``bound`` at ``u`` for each of ``lows``, at most for each of ``highs``.

    Returns
    -------
    Region or None
        Exact; ``None`` where no line fits. Drifts beyond 500 ppm are left out.

    Examples
    --------
    >>> region = fit_region([(0, 10, 0), (1_000_000, 10, 1)], [(0, 12, 2), (1_000_000, 12, 3)])
    >>> region.bounds(0), [float(vertex.drift * 1_000_000) for vertex in region.vertices]
    ((10, 12), [-2.0, 0.0, 2.0])
    """
    below = _Hull(lows)
    above = _Hull((u, -bound, number) for u, bound, number in highs)
    slopes = {-_FASTEST, _FASTEST, *below.slopes, *(-slope for slope in above.slopes)}
    drifts = sorted(slope for slope in slopes if -_FASTEST <= slope <= _FASTEST)
    found = [_vertex(below, above, drift) for drift in drifts]
    if not below.spots or not above.spots:
        return Region(tuple(found))
    inside: list[Vertex] = []
    for place, vertex in enumerate(found):
        room = _room(vertex)
        before = _room(found[place - 1]) if place else room
        if place and (room < 0) != (before < 0):
            last = found[place - 1].drift
            inside.append(_vertex(below, above, last + (vertex.drift - last) * before / (before - room)))
        if room >= 0:
            inside.append(vertex)
    unique = {vertex.drift: vertex for vertex in inside}
    return Region(tuple(unique.values())) if unique else None


def _room(vertex: Vertex) -> Fraction:
    return Fraction() if vertex.low is None or vertex.high is None else vertex.high - vertex.low


def _vertex(below: _Hull, above: _Hull, drift: Fraction) -> Vertex:
    low, low_pair = below.reach(drift)
    high, high_pair = above.reach(-drift)
    return Vertex(drift, low, None if high is None else -high, low_pair, high_pair)


class _Hull:
    """The upper convex hull of a cloud: for each slope the point that a line from above meets first."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self.spots = _upper_hull(sorted(spots, key=lambda spot: (spot[0], spot[1], -spot[2])))
        pairs = zip(self.spots, self.spots[1:], strict=False)
        self.slopes = [Fraction(right[1] - left[1], right[0] - left[0]) for left, right in pairs]
        self._rising = [-slope for slope in self.slopes]

    def reach(self, drift: Fraction) -> tuple[Fraction | None, int]:
        """Return where at ``u = 0`` a line of this slope starts that just clears the hull, and the pair it touches."""
        if not self.spots:
            return None, -1
        u, bound, number = self.spots[bisect_left(self._rising, -drift)]
        return bound - drift * u, number


def _upper_hull(spots: Sequence[Spot]) -> list[Spot]:
    hull: list[Spot] = []
    for spot in spots:
        if hull and hull[-1][0] == spot[0]:
            hull.pop()  # of points above each other the highest comes last
        while len(hull) > 1 and _turns_up(hull[-2], hull[-1], spot):
            hull.pop()
        hull.append(spot)
    return hull


def _turns_up(first: Spot, middle: Spot, last: Spot) -> bool:
    return (middle[1] - first[1]) * (last[0] - first[0]) <= (last[1] - first[1]) * (middle[0] - first[0])
