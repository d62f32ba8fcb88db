"""Sets of claims that cannot all hold, and none of which can be left out.

A cycle of negative weight names claims that contradict each other. It is shortened by a search with few steps
from its points, and then each claim is left out in turn while the rest stays infeasible: what remains is minimal by
claim, as a claim may make several constraints (deletion filter; Chinneck and Dravnieks 1991).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rca.timeline.network import STRUCTURE, Constraint, Network
from rca.timeline.paths import relabel, relabel_all, settle

_BUDGET = 200_000
"""Constraints that the search for a short cycle may look at; beyond it, the cycle found so far serves."""
_HOPS = 8
"""Constraints of a cycle that is searched for nearby, at least: claims may meet through the ends of extents."""


@dataclass(frozen=True, slots=True)
class Conflicts:
    """All contradictions of a network.

    Parameters
    ----------
    cores : tuple of tuple of int
        Sets of claims that cannot all hold, each minimal: every smaller part of it can.
    aside : tuple of int
        The claims of all cores, ascending. The rest is feasible.
    """

    cores: tuple[tuple[int, ...], ...]
    aside: tuple[int, ...]


class Trial:
    """A network from which claims are set aside one after another, and to which they can be added back for a test.

    Parameters
    ----------
    network : Network
        The constraints.
    aside : iterable of int
        Claims that say nothing from the start, such as rejected ones.
    """

    def __init__(self, network: Network, aside: Iterable[int] = ()) -> None:
        self.network = network
        self.weights = network.weights_without(aside)
        self.labels = network.top_labels()
        self._structure: dict[int, list[int]] = {}
        for index in network.of_claim(STRUCTURE):
            for point in (network.tails[index], network.heads[index]):
                self._structure.setdefault(point, []).append(index)

    def set_aside(self, claims: Iterable[int]) -> None:
        """Take claims out of force."""
        for claim in claims:
            for index in self.network.of_claim(claim):
                self.weights[index] = self.network.far

    def clash(self) -> tuple[int, ...] | None:
        """Return a minimal set of claims in force that cannot all hold, or ``None`` where all can."""
        cycle, _ = settle(self.network, self.weights, self.labels)
        return None if cycle is None else self._core(self.weights, cycle)

    def clash_with(self, claims: Iterable[int]) -> tuple[int, ...] | None:
        """Return a minimal contradiction that arises when claims are added back, without adding them.

        What is in force must be feasible, and `clash` must have said so.
        """
        weights, starts = self.weights.copy(), []
        for claim in claims:
            for index in self.network.of_claim(claim):
                weights[index] = self.network.weights[index]
                starts.append(self.network.tails[index])
        cycle = relabel(self.network, weights, self.labels.copy(), starts)
        return None if cycle is None else self._core(weights, cycle)

    def clash_nearby(self, claims: Iterable[int], most: int) -> tuple[int, ...] | None:
        """Return a contradiction of few claims that arises when claims are added back, without adding them.

        Under labels that fit what is in force only constraints of the added claims can be broken, and a cycle of
        negative weight can be walked from one of them without the sum ever reaching 0. So the search stays close.

        Parameters
        ----------
        claims : iterable of int
            The claims to add back.
        most : int
            The contradiction has at most so many claims.
        """
        weights, broken = self.weights.copy(), []
        for claim in claims:
            for index in self.network.of_claim(claim):
                weights[index] = self.network.weights[index]
                if self._slack(weights, index) < 0:
                    broken.append(index)
        found: list[int] = []
        for index in broken:
            found = self._return(weights, index, len(found) - 1 if found else max(_HOPS, 2 * most)) or found
        core = self._core(weights, found) if found else ()
        return core if core and len(core) <= most else None

    def _slack(self, weights: Sequence[int], index: int) -> int:
        network, labels = self.network, self.labels
        return labels[network.tails[index]] + weights[index] - labels[network.heads[index]]

    def _return(self, weights: Sequence[int], index: int, most: int) -> list[int] | None:
        """Return the shortest way back to the tail of a broken constraint that leaves the sum negative."""
        network = self.network
        goal, layer = network.tails[index], {network.heads[index]: self._slack(weights, index)}
        steps: list[dict[int, int]] = [{network.heads[index]: index}]
        budget = _BUDGET
        while layer and len(steps) <= most and budget > 0:
            if goal in layer:
                return _walk_back(network, steps, goal)
            following: dict[int, int] = {}
            arrived: dict[int, int] = {}
            for point, value in layer.items():
                budget -= network.first[point + 1] - network.first[point]
                for other in range(network.first[point], network.first[point + 1]):
                    total, head = value + self._slack(weights, other), network.heads[other]
                    if total < min(0, following.get(head, 0)):
                        following[head], arrived[head] = total, other
            layer = following
            steps.append(arrived)
        return None

    def _core(self, weights: Sequence[int], cycle: Sequence[int]) -> tuple[int, ...]:
        walk, cycle = _shorten(self.network, weights, cycle), list(cycle)
        while len(walk) < len(cycle):
            walk, cycle = _shorten(self.network, weights, walk), walk
        claims = sorted({self.network.claims[index] for index in walk} - {STRUCTURE})
        if not claims:
            raise ValueError("constraints that nobody states contradict each other; mend the structure")
        around = self._neighbourhood(claims)
        for claim in reversed(claims):
            rest = [other for other in claims if other != claim]
            if not feasible(around, rest):
                claims = rest
        return tuple(claims)

    def _neighbourhood(self, claims: Iterable[int]) -> Network:
        """Return the network of a few claims with all the structure that is joined to their points."""
        indices = [index for claim in claims for index in self.network.of_claim(claim)]
        tails, heads = self.network.tails, self.network.heads
        pending = [point for index in indices for point in (tails[index], heads[index])]
        seen: dict[int, None] = {}
        while pending:
            point = pending.pop()
            if point not in seen:
                seen[point] = None
                pending += [end for index in self._structure.get(point, ()) for end in (tails[index], heads[index])]
        structure = {index: None for point in seen for index in self._structure.get(point, ())}
        number = {point: rank for rank, point in enumerate(sorted(seen))}
        return Network(len(number), [self._renumbered(index, number) for index in (*indices, *structure)])

    def _renumbered(self, index: int, number: dict[int, int]) -> Constraint:
        network = self.network
        return (
            network.claims[index],
            number[network.tails[index]],
            number[network.heads[index]],
            network.weights[index],
        )


def feasible(network: Network, claims: Iterable[int]) -> bool:
    """Return whether some claims, with the structure, can all hold.

    Parameters
    ----------
    network : Network
        Constraints of these claims and perhaps of others.
    claims : iterable of int
        The claims in question; the others say nothing.
    """
    weights = network.weights_without(set(network.claims) - {STRUCTURE, *claims})
    return relabel_all(network, weights, network.top_labels()) is None


def find_conflicts(network: Network, rejected: Iterable[int] = ()) -> Conflicts:
    """Find contradictions and set their claims aside until the rest is feasible.

    What is found first is set aside and frees its neighbours, so two rules make the result independent of chance: of
    contradictions that meet in a point the one with the fewest constraints is taken, and with a contradiction all
    others of no more claims that share a part of it. Larger ones that share a part are left: they are explained by
    the smaller one, and setting them aside too would let one wrong date empty everything around it.

    Parameters
    ----------
    network : Network
        The constraints.
    rejected : iterable of int
        Claims that say nothing.

    Returns
    -------
    Conflicts
        Minimal sets, and all claims in them.

    Examples
    --------
    Two claims put the same point before 3 and after 5; a third agrees with the second.

    >>> network = Network(2, [(0, 0, 1, 3), (1, 1, 0, -5), (2, 1, 0, -4)])
    >>> find_conflicts(network)
    Conflicts(cores=((0, 1), (0, 2)), aside=(0, 1, 2))
    """
    trial = Trial(network, rejected)
    cores: list[tuple[int, ...]] = []
    while core := trial.clash():
        cores.append(core)
        trial.set_aside(core)
    waiting = deque(cores)
    while waiting:
        core = waiting.popleft()
        for part in parts_of(core):
            while found := trial.clash_nearby(part, len(core)):
                cores.append(found)
                waiting.append(found)
                trial.set_aside(found)
    return Conflicts(tuple(cores), tuple(sorted({claim for core in cores for claim in core})))


def parts_of(core: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the largest parts of a minimal contradiction that can hold: all its claims but one."""
    if len(core) < 2:
        return []
    return [tuple(other for other in core if other != claim) for claim in core]


def _shorten(network: Network, weights: Sequence[int], cycle: Sequence[int]) -> list[int]:
    """Return a closed walk of negative weight with the fewest constraints found through a point of the cycle."""
    best, budget = list(cycle), _BUDGET
    # The origin touches nearly everything, so it comes last.
    for start in sorted({network.tails[index] for index in cycle}, key=lambda point: (point == 0, point)):
        layer, steps = {start: 0}, []
        for _ in range(1, len(best)):
            layer, arrived, looked = _step(network, weights, layer)
            budget -= looked
            if budget < 0:
                return best
            steps.append(arrived)
            if layer.get(start, 0) < 0:
                best = _walk_back(network, steps, start)
                break
    return best


def _step(
    network: Network, weights: Sequence[int], layer: dict[int, int]
) -> tuple[dict[int, int], dict[int, int], int]:
    """Take one more step from every point of a layer; keep the shortest way and the constraint it came by."""
    following: dict[int, int] = {}
    arrived: dict[int, int] = {}
    looked = 0
    for point, value in layer.items():
        begin, end = network.first[point], network.first[point + 1]
        looked += end - begin
        if looked > _BUDGET:
            break
        for index in range(begin, end):
            if weights[index] < network.far:
                head, length = network.heads[index], value + weights[index]
                if head not in following or length < following[head]:
                    following[head], arrived[head] = length, index
    return following, arrived, looked


def _walk_back(network: Network, steps: Sequence[dict[int, int]], end: int) -> list[int]:
    walk = []
    for arrived in reversed(steps):
        walk.append(arrived[end])
        end = network.tails[walk[-1]]
    return walk[::-1]
