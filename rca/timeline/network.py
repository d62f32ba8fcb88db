"""Constraints between points as integer arrays, in one canonical order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter

STRUCTURE = -1
"""The claim number of constraints that nobody states and that always hold (an end is not before its start)."""

Constraint = tuple[int, int, int, int]
"""``(claim, tail, head, weight)``: the claim says that the head is at most ``weight`` after the tail."""


class Network:
    """Constraints in one canonical order, with flat adjacency lists in both directions.

    Parameters
    ----------
    points : int
        Number of points; 0 is the origin.
    constraints : iterable of (claim, tail, head, weight)
        In any order: equal sets of constraints give equal networks.

    Attributes
    ----------
    first : list of int
        Constraints ``first[p] .. first[p + 1] - 1`` leave point ``p``.
    tails, heads, weights, claims : list of int
        The constraints, by tail, then claim, head and weight.
    entering_first, entering : list of int
        The same for the constraints that enter a point, as indices.
    reach : int
        No path is longer than this.
    far : int
        A weight that never binds: the weight of a constraint that was set aside.
    """

    def __init__(self, points: int, constraints: Iterable[Constraint]) -> None:
        ordered = sorted(sorted(constraints), key=itemgetter(1))
        self.points = points
        self.claims: list[int] = [claim for claim, _, _, _ in ordered]
        self.tails: list[int] = [tail for _, tail, _, _ in ordered]
        self.heads: list[int] = [head for _, _, head, _ in ordered]
        self.weights: list[int] = [weight for _, _, _, weight in ordered]
        self.first = _offsets(points, self.tails)
        self.entering_first = _offsets(points, self.heads)
        self.entering = _counting_sort(self.heads, self.entering_first)
        self.reach = sum(map(abs, self.weights))
        self.far = (self.reach + 1) << 32

    def of_claim(self, claim: int) -> list[int]:
        """Return the indices of the constraints that a claim makes."""
        first, owned = self._owners
        owner = claim - STRUCTURE
        return owned[first[owner] : first[owner + 1]] if owner < len(first) - 1 else []

    @cached_property
    def _owners(self) -> tuple[list[int], list[int]]:
        """Offsets and indices of the constraints by claim; only needed once a claim is set aside."""
        owners = [claim - STRUCTURE for claim in self.claims]
        first = _offsets(max(owners, default=0) + 1, owners)
        return first, _counting_sort(owners, first)

    def weights_without(self, aside: Iterable[int]) -> list[int]:
        """Return the weights when the claims ``aside`` say nothing."""
        weights = self.weights.copy()
        for claim in aside:
            for index in self.of_claim(claim):
                weights[index] = self.far
        return weights

    def top_labels(self) -> list[int]:
        """Return labels above every real bound, from which any constraint can only lower.

        They stand for a horizon that is too far away to bind: a point whose solved label is still above
        ``reach`` has no upper bound.
        """
        return [0] + [2 * self.reach + 1] * (self.points - 1)


def _offsets(points: int, keys: Sequence[int]) -> list[int]:
    offsets = [0] * (points + 1)
    for key in keys:
        offsets[key + 1] += 1
    for point in range(points):
        offsets[point + 1] += offsets[point]
    return offsets


def _counting_sort(keys: Sequence[int], offsets: Sequence[int]) -> list[int]:
    place = list(offsets)
    order = [0] * len(keys)
    for index, key in enumerate(keys):
        order[place[key]] = index
        place[key] += 1
    return order
