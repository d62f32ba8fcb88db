"""A rough guess of when each point was, from which the exact algorithm has little left to mend."""

from __future__ import annotations

from collections.abc import Sequence

from rca.timeline.network import Network

_Link = tuple[int, int, int, int]
"""Doubt, two points, and the middle of how far the second is after the first."""


def rough_times(network: Network, weights: Sequence[int]) -> list[int]:
    """Return a value for each point that nearly fits the constraints.

    The links of least doubt that join all points (a minimum spanning forest by Kruskal's algorithm) are followed
    from point to point, each at the middle of what it allows. Such values break few constraints where precise links
    carry the network, as in a long log.

    Parameters
    ----------
    network : Network
        The constraints.
    weights : sequence of int
        Their weights, ``network.far`` where set aside.

    Returns
    -------
    list of int
        Microseconds; the first point of each tree of the forest is at 0.
    """
    neighbours = _forest(network.points, _links(network, weights))
    times: list[int | None] = [None] * network.points
    for start in range(network.points):
        if times[start] is not None:
            continue
        times[start], waiting = 0, [(start, 0)]
        while waiting:
            point, time = waiting.pop()
            for other, distance in neighbours[point]:
                if times[other] is None:
                    times[other] = time + distance
                    waiting.append((other, time + distance))
    return [time or 0 for time in times]


def _links(network: Network, weights: Sequence[int]) -> list[_Link]:
    """Return the pairs of points that are bounded in both directions, the least doubtful first."""
    tightest: dict[int, int] = {}
    for tail, head, weight in zip(network.tails, network.heads, weights, strict=True):
        key = tail * network.points + head
        if weight < network.far and weight < tightest.get(key, network.far):
            tightest[key] = weight
    links = []
    for key, there in tightest.items():
        tail, head = divmod(key, network.points)
        back = tightest.get(head * network.points + tail)
        if tail < head and back is not None:
            links.append((there + back, tail, head, (there - back) // 2))
    return sorted(links)


def _forest(points: int, links: Sequence[_Link]) -> list[list[tuple[int, int]]]:
    """Return the neighbours of each point, with their distances, in a spanning forest of the first links."""
    root = list(range(points))

    def find(point: int) -> int:
        while root[point] != point:
            root[point] = root[root[point]]
            point = root[point]
        return point

    neighbours: list[list[tuple[int, int]]] = [[] for _ in range(points)]
    for _, tail, head, distance in links:
        one, other = find(tail), find(head)
        if one != other:
            root[one] = other
            neighbours[tail].append((head, distance))
            neighbours[head].append((tail, -distance))
    return neighbours
