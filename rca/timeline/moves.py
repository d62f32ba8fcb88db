"""Which points move when claims are believed that are not in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rca.timeline.network import Network
from rca.timeline.paths import relabel, relabel_all


class Moves:
    """The bounds of a network in both directions, from which the effect of more claims is followed.

    Only what moves is visited: labels that are shortest paths already are lowered from the added constraints on.

    Parameters
    ----------
    network : Network
        The constraints.
    aside : iterable of int
        Claims that say nothing; the rest is feasible.
    """

    def __init__(self, network: Network, aside: Iterable[int]) -> None:
        aside = list(aside)
        edges = zip(network.claims, network.heads, network.tails, network.weights, strict=True)
        self._sides: list[tuple[Network, list[int], list[int]]] = []
        for side in (network, Network(network.points, edges)):
            weights, labels = side.weights_without(aside), side.top_labels()
            if relabel_all(side, weights, labels) is not None:
                raise ValueError("the constraints contradict each other, so there are no bounds to move")
            self._sides.append((side, weights, labels))

    def moved_by(self, claims: Sequence[int]) -> tuple[int, ...]:
        """Return the points of which a bound moves when claims are added; none where they contradict the rest."""
        moved: dict[int, None] = {}
        for side, weights, labels in self._sides:
            weights, believed, starts = weights.copy(), labels.copy(), []
            for claim in claims:
                for index in side.of_claim(claim):
                    weights[index] = side.weights[index]
                    starts.append(side.tails[index])
            if relabel(side, weights, believed, starts) is not None:
                return ()
            for point, label in enumerate(labels):
                if believed[point] != label and believed[point] <= side.reach:
                    moved[point] = None
        return tuple(sorted(moved))
