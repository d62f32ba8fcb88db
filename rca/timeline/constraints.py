"""Differences between points in time: integer arrays in, the tightest bounds out.

A network has points ``0 .. n - 1`` and constraints ``x[head] - x[tail] <= weight``. Point 0 is the origin of the
time axis. This is a simple temporal network (Dechter, Meiri and Pearl 1991): it has a solution exactly when its
graph has no cycle of negative weight, and shortest paths from and to the origin are the tightest bounds.

Weights are plain integers: nothing is rounded, however long the axis. Nothing here knows of words, events or cases; a
claim is a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rca.timeline.network import STRUCTURE, Constraint, Network
from rca.timeline.paths import settle, shortest_paths

__all__ = ["STRUCTURE", "Constraint", "Network", "Solution", "solve"]


@dataclass(frozen=True)
class Solution:
    """The tightest bounds of every point.

    Parameters
    ----------
    network : Network
        The constraints.
    weights : list of int
        Their weights, ``network.far`` where set aside.
    potentials : list of int
        Labels under which every constraint in force has slack of at least 0.
    earliest, latest : list of int or None
        Bounds on each point measured from the origin; ``None`` where nothing bounds that side.
    """

    network: Network
    weights: list[int]
    potentials: list[int]
    earliest: list[int | None]
    latest: list[int | None]

    def distances(self, point: int) -> tuple[list[int | None], list[int | None]]:
        """Return how far every other point is from one point, signed.

        Parameters
        ----------
        point : int
            The point that is measured from.

        Returns
        -------
        tuple of (shortest, longest)
            Tightest bounds on ``x[other] - x[point]`` for each point; ``None`` where nothing bounds that side.
        """
        longest = shortest_paths(self.network, self.weights, self.potentials, point, forward=True)
        backward = shortest_paths(self.network, self.weights, self.potentials, point, forward=False)
        return [None if value is None else -value for value in backward], longest


def solve(network: Network, aside: Iterable[int] = ()) -> Solution:
    """Return the tightest bounds of every point.

    Parameters
    ----------
    network : Network
        The constraints.
    aside : iterable of int
        Claims that say nothing.

    Returns
    -------
    Solution
        Bounds, and what is needed for distances between any two points.

    Raises
    ------
    ValueError
        When the constraints contradict each other.

    Examples
    --------
    Point 1 is at most 9 and at least 4 after the origin; point 2 is 2 to 3 after point 1.

    >>> network = Network(3, [(0, 0, 1, 9), (0, 1, 0, -4), (1, 1, 2, 3), (1, 2, 1, -2)])
    >>> solution = solve(network)
    >>> solution.earliest, solution.latest
    ([0, 4, 6], [0, 9, 12])
    """
    weights = network.weights_without(aside)
    labels = network.top_labels()
    cycle, shortest = settle(network, weights, labels)
    if cycle is not None:
        raise ValueError("the constraints contradict each other, so there are no bounds; set a claim aside")
    latest: list[int | None]
    if shortest:
        latest = [label if label <= network.reach else None for label in labels]
    else:
        latest = shortest_paths(network, weights, labels, 0, forward=True)
    backward = shortest_paths(network, weights, labels, 0, forward=False)
    earliest = [None if value is None else -value for value in backward]
    return Solution(network, weights, labels, earliest, latest)
