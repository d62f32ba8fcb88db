"""Shortest paths on flat lists: with weights of either sign, and by slack once labels fit.

The first is the algorithm of Goldberg and Radzik (1993), which lowers labels in topological order of the constraints
that are broken or tight, so that a long chain is settled in one pass. The second is Dijkstra's on the slack that the
labels leave (Johnson 1977).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from rca.timeline.network import Network
from rca.timeline.rough import rough_times

PATIENCE = 2
"""How often each point may be scanned on average before another start is tried; most networks need one scan a point."""


class _TooManyScans(Exception):  # noqa: N818 - it is a turn of the search, and never leaves this file
    pass


def settle(network: Network, weights: Sequence[int], labels: list[int]) -> tuple[list[int] | None, bool]:
    """Change the labels in place until every constraint holds between them.

    Parameters
    ----------
    network : Network
        The constraints.
    weights : sequence of int
        Their weights, ``network.far`` where set aside.
    labels : list of int
        Any start.

    Returns
    -------
    tuple
        The constraints of a cycle of negative weight, or ``None``; and whether the labels were only lowered from
        their start, so that they are shortest paths. Where a precise chain is crossed by loose links this would take
        very long: the search then starts again from a rough guess, and the labels merely fit.
    """
    try:
        return relabel_all(network, weights, labels, PATIENCE * network.points), True
    except _TooManyScans:
        labels[:] = rough_times(network, weights)
        return relabel(network, weights, labels, range(network.points)), False


def relabel(
    network: Network,
    weights: Sequence[int],
    labels: list[int],
    starts: Iterable[int],
    most: int | None = None,
) -> list[int] | None:
    """Lower the labels in place until every constraint holds between them, by Goldberg and Radzik's algorithm.

    Parameters
    ----------
    network : Network
        The constraints.
    weights : sequence of int
        Their weights, ``network.far`` where set aside.
    labels : list of int
        Any start; on success ``labels[head] <= labels[tail] + weight`` everywhere.
    starts : iterable of int
        The points whose leaving constraints may be broken at the start.
    most : int or None
        Number of scans after which to give up.

    Returns
    -------
    list of int or None
        ``None`` on success, else the constraints of a cycle of negative weight, in order.
    """
    state, waiting = bytearray(network.points), bytearray(network.points)
    parents = [-1] * network.points
    pending, scanned, total = list(starts), 0, 0
    while pending:
        order: list[int] = []
        for start in pending:
            if not state[start] and _is_broken(network, weights, labels, start):
                _search(network, weights, labels, start, state, order)
        for point in order:
            state[point] = 0
        pending = _scan(network, weights, labels, order, waiting, parents)
        # Once labels fall without end, the constraints that lowered them last close a cycle. Looking for it each
        # time as many points were scanned as there are costs no more than the scanning.
        scanned, total = scanned + len(order), total + len(order)
        if most is not None and total > most:
            raise _TooManyScans
        if scanned >= network.points:
            scanned = 0
            if (cycle := _parent_cycle(network, parents)) is not None:
                return cycle
    return None


def relabel_all(
    network: Network, weights: Sequence[int], labels: list[int], most: int | None = None
) -> list[int] | None:
    """Lower the labels as `relabel` does, with no point left out.

    What the origin reaches is settled first: labels that only stand for the far horizon would otherwise be
    carried through the whole network before the true ones overtake them.
    """
    before = labels.copy()
    cycle = relabel(network, weights, labels, [0], most)
    if cycle is not None:
        return cycle
    # What was lowered has been scanned since, so only the others can still have broken constraints.
    rest = [point for point, (old, new) in enumerate(zip(before, labels, strict=True)) if old == new]
    return relabel(network, weights, labels, rest, most)


def _is_broken(network: Network, weights: Sequence[int], labels: list[int], point: int) -> bool:
    label, heads = labels[point], network.heads
    for index in range(network.first[point], network.first[point + 1]):
        if label + weights[index] < labels[heads[index]]:
            return True
    return False


def _search(
    network: Network,
    weights: Sequence[int],
    labels: list[int],
    start: int,
    state: bytearray,
    order: list[int],
) -> None:
    """Append the points that lowering ``start`` may lower, children first; ``state`` marks what was seen.

    Cycles of slack zero are cut where they close; one of negative weight shows in the parents soon enough.
    """
    first, heads = network.first, network.heads
    path, cursor = [start], [first[start]]
    state[start] = 1
    while path:
        point = path[-1]
        label, index, end = labels[point], cursor[-1], first[point + 1]
        while index < end:
            head = heads[index]
            if not state[head] and label + weights[index] <= labels[head]:
                cursor[-1] = index + 1
                state[head] = 1
                path.append(head)
                cursor.append(first[head])
                break
            index += 1
        else:
            order.append(point)
            path.pop()
            cursor.pop()


def _scan(
    network: Network,
    weights: Sequence[int],
    labels: list[int],
    order: list[int],
    waiting: bytearray,
    parents: list[int],
) -> list[int]:
    """Lower along all constraints in topological order; return the points lowered after they were scanned."""
    first, heads = network.first, network.heads
    lowered: list[int] = []
    for point in reversed(order):
        waiting[point] = 0
        label = labels[point]
        for index in range(first[point], first[point + 1]):
            head = heads[index]
            value = label + weights[index]
            if value < labels[head]:
                labels[head], parents[head] = value, index
                if not waiting[head]:
                    waiting[head] = 1
                    lowered.append(head)
    pending = []
    for point in lowered:
        if waiting[point]:
            waiting[point] = 0
            pending.append(point)
    return pending


def _parent_cycle(network: Network, parents: Sequence[int]) -> list[int] | None:
    """Return a cycle of the constraints that lowered each point last; such a cycle has negative weight."""
    tails, seen = network.tails, [0] * network.points
    for start in range(network.points):
        point, mark = start, start + 1
        while not seen[point] and parents[point] >= 0:
            seen[point] = mark
            point = tails[parents[point]]
        if seen[point] == mark and parents[point] >= 0:
            cycle = [parents[point]]
            while tails[cycle[-1]] != point:
                cycle.append(parents[tails[cycle[-1]]])
            return cycle[::-1]
        seen[point] = seen[point] or mark
    return None


def shortest_paths(
    network: Network, weights: Sequence[int], potentials: Sequence[int], source: int, *, forward: bool
) -> list[int | None]:
    """Return the shortest paths from the source (forward) or to it; ``None`` where there is none.

    Slack under the potentials is never negative, so each point is settled once. A heap key holds the slack and
    the point in one integer, which compares faster than a pair.
    """
    if forward:
        first, others, order = network.first, network.heads, None
        heights = [-potential for potential in potentials]
    else:
        first, others, order = network.entering_first, network.tails, network.entering
        heights = list(potentials)
    points, far = network.points, network.far
    best, settled = [-1] * points, bytearray(points)
    best[source] = 0
    heap = [source]
    while heap:
        value, point = divmod(heappop(heap), points)
        if settled[point]:
            continue
        settled[point] = 1
        base = value - heights[point]
        for position in range(first[point], first[point + 1]):
            index = order[position] if order is not None else position
            other = others[index]
            if not settled[other] and weights[index] < far:
                candidate = base + weights[index] + heights[other]
                if best[other] < 0 or candidate < best[other]:
                    best[other] = candidate
                    heappush(heap, candidate * points + other)
    rise = heights[source]
    return [None if value < 0 else value + rise - heights[point] for point, value in enumerate(best)]
