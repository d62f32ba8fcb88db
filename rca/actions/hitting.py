"""The cheapest actions after which an outcome no longer follows, by implicit hitting sets.

A whole-number program proposes the cheapest set of actions for the ways to the outcome known so far; the gates are
evaluated with what the set eliminates switched off; where the outcome still follows, the actions that would break
that way become a new row; and so on until it no longer follows. No list of cut sets is needed. (Moreno-Centeno and
Karp, "The implicit hitting set approach to solve combinatorial optimization problems", Operations Research 61, 2013.)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from math import ceil, inf
from time import monotonic
from typing import Final

from rca.actions.program import Row, Solved, solve
from rca.actions.removal import Removal
from rca.actions.ways import Option, suffices, ways_left
from rca.causes.gates import GateTree

_BLOCK: Final = 10
"""So many ids are ranked in one run of the solver: powers of two of more would strain its tolerances."""

Proposal = Collection[int]


@dataclass(frozen=True, slots=True)
class Limits:
    """Where a search stops: seconds for all of it, nodes for one run of the solver, rounds of new rows."""

    seconds: float = 60.0
    nodes: int = 200_000
    rounds: int = 5_000


LIMITS: Final = Limits()
"""Where a search stops unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A set of actions.

    Parameters
    ----------
    options : tuple of int
        Indices of the options, in their order.
    cost : int
        The sum of their costs.
    broken : int
        How many goals they break.
    bound : int
        What no set can better: the least cost, or, for the most broken, the greatest number of goals.
    proven : bool
        Whether a limit was never met: nothing is better.
    """

    options: tuple[int, ...]
    cost: int
    broken: int
    bound: int
    proven: bool


def cheapest_sets(
    tree: GateTree,
    options: Sequence[Option],
    count: int = 1,
    on: Collection[str] | None = None,
    limits: Limits = LIMITS,
) -> tuple[Chosen, ...]:
    """Return the cheapest sets of actions after which the outcome of a tree no longer follows.

    Parameters
    ----------
    tree : GateTree
        The gates.
    options : sequence of Option
        What can be chosen.
    count : int
        How many sets are wanted.
    on : collection of str, optional
        Leaves that are true; by default all.
    limits : Limits
        Where to stop.

    Returns
    -------
    tuple of Chosen
        The cheapest first; of equal ones the smaller, then the one with the earlier options. None holds another
        one. Empty where all options together do not suffice; fewer than ``count`` where there are no more. A set
        that is not proven is the last one.
    """
    search = _Search(options, limits)
    removal = Removal(tree, on)
    if not suffices(removal, options, range(len(options))):
        return ()

    def ways(proposal: Proposal) -> list[Row]:
        return [(clause, [1.0] * len(clause), 1.0, inf) for clause in ways_left(removal, options, proposal)]

    found: list[Chosen] = []
    excluded: list[Row] = []
    while len(found) < count:
        best = search.least(ways, [search.costs, search.sizes], excluded)
        if best.chosen is None or (best.stopped and found):
            break
        if best.stopped:
            found.append(_best_known(search, removal, best))
            break
        cost = search.cost(best.chosen)
        found.append(Chosen(best.chosen, cost, 1, cost, proven=True))
        if not best.chosen:
            break  # nothing is needed, so every other set holds this one
        excluded.append(_not_all(best.chosen))
    return tuple(found)


def most_broken(
    tree: GateTree,
    options: Sequence[Option],
    goals: Sequence[Collection[str]],
    budget: int | None = None,
    limits: Limits = LIMITS,
) -> Chosen:
    """Return the actions that break the most cut sets within a budget, and of those the cheapest.

    Parameters
    ----------
    tree : GateTree
        The gates.
    options : sequence of Option
        What can be chosen.
    goals : sequence of collection of str
        The cut sets, each as its leaves.
    budget : int, optional
        Most that may be spent, in the steps of the costs; by default everything.
    limits : Limits
        Where to stop.

    Returns
    -------
    Chosen
        ``bound`` is the greatest number that any set within the budget can break.
    """
    search = _Search(options, limits, len(goals))
    size, removal = len(options), Removal(tree)
    outside = [[leaf for leaf in tree.leaves if leaf not in frozenset(goal)] for goal in goals]

    def rows_of(goal: int, proposal: Proposal) -> list[Row]:
        """Return what must be chosen for a goal to be broken, where it is not."""
        trail = removal.remove(outside[goal])
        found = ways_left(removal, options, proposal)
        removal.restore(trail)
        return [([*clause, size + goal], [1.0] * len(clause) + [-1.0], 0.0, inf) for clause in found]

    def ways(proposal: Proposal) -> list[Row]:
        wanted = [column - size for column in proposal if column >= size]
        actions = [column for column in proposal if column < size]
        return [row for goal in wanted for row in rows_of(goal, actions)]

    def broken(actions: Proposal) -> int:
        return sum(not rows_of(goal, actions) for goal in range(len(goals)))

    search.rows += [row for goal in range(len(goals)) for row in rows_of(goal, ())[:1]]
    if budget is not None:
        search.rows.append((range(size), search.costs[:size], 0.0, budget))
    reached = [0.0] * size + [-1.0] * len(goals)
    best = search.least(ways, [reached, search.costs, search.sizes], [])
    actions = tuple(column for column in best.chosen or () if column < size)
    bound = len(goals) if best.bound == -inf else -ceil(best.bound - 1e-6)
    return Chosen(actions, search.cost(actions), broken(actions), bound, proven=not best.stopped)


class _Search:
    """The rows found so far, and the time that is left."""

    def __init__(self, options: Sequence[Option], limits: Limits, goals: int = 0) -> None:
        self.options, self.limits = options, limits
        self.rows: list[Row] = []
        self.rounds = 0
        self.end = monotonic() + limits.seconds
        self.costs = [float(option.cost) for option in options] + [0.0] * goals
        self.sizes = [1.0] * len(options) + [0.0] * goals

    def cost(self, chosen: Proposal) -> int:
        return sum(self.options[index].cost for index in chosen)

    def least(
        self, ways: Callable[[Proposal], list[Row]], objectives: Sequence[Sequence[float]], extra: list[Row]
    ) -> Solved:
        """Minimise one objective after another, then prefer early options; ``bound`` is that of the first objective."""
        fixed = list(extra)
        first = self._converge(ways, objectives[0], fixed)
        if first.stopped or first.chosen is None:
            return first
        chosen = first.chosen
        fixed.append(_no_worse(objectives[0], chosen))
        for objective in objectives[1:]:
            better = self._converge(ways, objective, fixed)
            if better.stopped or better.chosen is None:
                return Solved(chosen, first.bound, stopped=False)
            chosen = better.chosen
            fixed.append(_no_worse(objective, chosen))
        return Solved(self._earliest(ways, chosen, fixed), first.bound, stopped=False)

    def _earliest(
        self, ways: Callable[[Proposal], list[Row]], chosen: tuple[int, ...], fixed: list[Row]
    ) -> tuple[int, ...]:
        """Of all solutions as good as this one, return the one with the earliest options."""
        size = len(self.options)
        own = [column for column in chosen if column < size]
        if not own or self._converge(ways, self.sizes, [*fixed, _not_all(own)]).chosen is None:
            return chosen
        for start in range(0, size, _BLOCK):
            block = range(start, min(start + _BLOCK, size))
            early = [0.0] * len(self.sizes)
            for column in block:
                early[column] = -float(2 ** (block[-1] - column))
            best = self._converge(ways, early, fixed)
            if best.stopped or best.chosen is None:
                break
            chosen = best.chosen
            fixed.append(_no_worse(early, chosen))
        return chosen

    def _converge(self, ways: Callable[[Proposal], list[Row]], objective: Sequence[float], fixed: list[Row]) -> Solved:
        """Solve and add rows until a proposal leaves no way."""
        bound, found = -inf, Solved(None, -inf, stopped=True)
        while self.rounds < self.limits.rounds and monotonic() < self.end:
            self.rounds += 1
            found = solve(objective, [*self.rows, *fixed], self.end - monotonic(), self.limits.nodes)
            bound = max(bound, found.bound)
            if found.stopped or found.chosen is None:
                return Solved(found.chosen, bound, found.stopped)
            new = ways(found.chosen)
            if not new:
                return Solved(found.chosen, bound, stopped=False)
            self.rows += new
        return Solved(found.chosen, bound, stopped=True)


def _no_worse(objective: Sequence[float], chosen: Proposal) -> Row:
    """Return the row that keeps an objective at the value that a solution has; all values are whole numbers."""
    columns = [column for column, weight in enumerate(objective) if weight]
    value = sum(objective[column] for column in chosen)
    return columns, [objective[column] for column in columns], -inf, value + 0.5


def _not_all(chosen: Sequence[int]) -> Row:
    """Return the row that leaves out every set which holds all of these."""
    return chosen, [1.0] * len(chosen), -inf, len(chosen) - 1.0


def _best_known(search: _Search, removal: Removal, stopped: Solved) -> Chosen:
    """Return a set that suffices, where a limit was met: the solver's last one, or what is left of all options."""
    kept = list(range(len(search.options)))
    for index in sorted(kept, key=lambda index: (-search.options[index].cost, -index)):
        rest = [other for other in kept if other != index]
        if suffices(removal, search.options, rest):
            kept = rest
    if stopped.chosen and suffices(removal, search.options, stopped.chosen):
        kept = min(kept, list(stopped.chosen), key=search.cost)
    bound = 0 if stopped.bound == -inf else max(0, ceil(stopped.bound - 1e-6))
    return Chosen(tuple(kept), search.cost(kept), 1, bound, proven=bound == search.cost(kept))
