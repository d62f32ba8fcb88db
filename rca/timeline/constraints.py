"""Differences between points in time: integer arrays in, the tightest bounds out.

A network has points ``0 .. n - 1`` and constraints ``x[head] - x[tail] <= weight``. Point 0 is the origin of the
time axis. This is a simple temporal network (Dechter, Meiri and Pearl 1991): it has a solution exactly when its
graph has no cycle of negative weight, and shortest paths from and to the origin are the tightest bounds.

One direction is solved by the algorithm of Goldberg and Radzik (1993) with the admissible-graph search for
negative cycles (Cherkassky and Goldberg 1999); its labels then serve as potentials for Dijkstra's algorithm in the
other direction (Johnson 1977). Weights are plain integers: nothing is rounded, however long the axis.

Nothing here knows of claims' words, events or cases; a claim is a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

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
        ordered = sorted(constraints)
        claims, tails, heads, weights = map(list, zip(*ordered, strict=True)) if ordered else ([], [], [], [])
        self.points = points
        self.first = _offsets(points, tails)
        by_tail = _counting_sort(tails, self.first)
        self.claims = [claims[index] for index in by_tail]
        self.tails = [tails[index] for index in by_tail]
        self.heads = [heads[index] for index in by_tail]
        self.weights = [weights[index] for index in by_tail]
        self.entering_first = _offsets(points, self.heads)
        self.entering = _counting_sort(self.heads, self.entering_first)
        owners = [claim - STRUCTURE for claim in self.claims]
        self._owner_first = _offsets(max(owners, default=0) + 1, owners)
        self._owned = _counting_sort(owners, self._owner_first)
        self.reach = sum(map(abs, self.weights))
        self.far = (self.reach + 1) << 32

    def of_claim(self, claim: int) -> list[int]:
        """Return the indices of the constraints that a claim makes."""
        owner = claim - STRUCTURE
        if owner >= len(self._owner_first) - 1:
            return []
        return self._owned[self._owner_first[owner] : self._owner_first[owner + 1]]

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


def relabel(
    network: Network, weights: Sequence[int], labels: list[int], starts: Iterable[int]
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

    Returns
    -------
    list of int or None
        ``None`` on success, else the constraints of a cycle of negative weight, in order.
    """
    state, waiting = bytearray(network.points), bytearray(network.points)
    parents = [-1] * network.points
    pending, scanned = list(starts), 0
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
        scanned += len(order)
        if scanned >= network.points:
            scanned = 0
            if (cycle := _parent_cycle(network, parents)) is not None:
                return cycle
    return None


def relabel_all(network: Network, weights: Sequence[int], labels: list[int]) -> list[int] | None:
    """Lower the labels as `relabel` does, with no point left out.

    What the origin reaches is settled first: labels that only stand for the far horizon would otherwise be
    carried through the whole network before the true ones overtake them.
    """
    cycle = relabel(network, weights, labels, [0])
    return cycle or relabel(network, weights, labels, range(network.points))


def _is_broken(network: Network, weights: Sequence[int], labels: list[int], point: int) -> bool:
    label, heads, first = labels[point], network.heads, network.first
    return any(
        label + weights[index] < labels[heads[index]] for index in range(first[point], first[point + 1])
    )


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
        longest = _dijkstra(self.network, self.weights, self.potentials, point, forward=True)
        backward = _dijkstra(self.network, self.weights, self.potentials, point, forward=False)
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
    if relabel_all(network, weights, labels) is not None:
        raise ValueError("the constraints contradict each other, so there are no bounds; set a claim aside")
    latest = [label if label <= network.reach else None for label in labels]
    backward = _dijkstra(network, weights, labels, 0, forward=False)
    earliest = [None if value is None else -value for value in backward]
    return Solution(network, weights, labels, earliest, latest)


def _dijkstra(
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
