"""How much each event matters: Birnbaum, structural and Fussell-Vesely importance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rca.causes.diagrams.budget import SpentError
from rca.causes.diagrams.decision import DecisionDiagrams, Node
from rca.causes.diagrams.depth import calls_as_deep_as
from rca.causes.diagrams.probability import at_nodes, probabilities
from rca.causes.diagrams.results import Importance
from rca.causes.diagrams.shares import shares
from rca.causes.diagrams.solution import ModuleDiagrams, Solution

BUDGET: Final = 1 << 18
"""Nodes that the unions of one module's cut sets may need, for Fussell-Vesely importance."""


def importances(solution: Solution, budget: int = BUDGET) -> tuple[Importance, ...]:
    """Return the importance of each event, in the order of the tree.

    Parameters
    ----------
    solution : Solution
        A solved tree.
    budget : int
        Nodes that one module may need for Fussell-Vesely importance; beyond it, that is ``None``.

    Notes
    -----
    Birnbaum (1969): P(top given the event) - P(top given not the event); structural: the same with every
    probability 1/2, the fraction of states of the others in which the event decides. Fussell and Vesely
    (1972): P(union of the minimal cut sets that hold the event) / P(top), exact here, not the rare-event sum.
    """
    tree = solution.tree
    share = shares(solution) if solution.complete else None
    half = probabilities(solution, [0.5] * len(tree.events))
    given = None
    vesely: Mapping[int, float] = {}
    if all(event in tree.probabilities for event in tree.events):
        chances = [tree.probabilities[event] for event in tree.events]
        given = probabilities(solution, chances)
        if given and solution.top >= 0 and not solution.flipped and given.top:
            vesely = _fussell_vesely(solution, given.units, budget)
    leaf_of = {event: leaf for leaf, event in solution.leaves.items()}
    found = []
    for index, name in enumerate(tree.events):
        leaf = leaf_of.get(index, -1)
        matters = half is None or leaf in half.marginal
        found.append(
            Importance(
                event=name,
                share=share.get(name, 0.0) if share is not None else None,
                structural=half.marginal.get(leaf, 0.0) if half else None,
                birnbaum=given.marginal.get(leaf, 0.0) if given else None,
                fussell_vesely=vesely.get(leaf) if matters else 0.0 if vesely else None,
            )
        )
    return tuple(found)


def _fussell_vesely(solution: Solution, units: Mapping[int, float], budget: int) -> dict[int, float]:
    """Return the importance of each leaf whose chain of modules fits the budget.

    Sets that hold an event of a module are those that hold the module, with it in the module's own set; both
    are independent, so the factors along the chain are multiplied.
    """
    if not solution.coherent and len(solution.modules) > 1:
        return {}  # a module that an event can prevent is less often true than the union of its cut sets
    top = solution.top
    chain: dict[int, float] = {top: 1.0}
    for module in reversed(solution.modules):
        if module not in chain:
            continue
        diagrams = solution.modules[module]
        chances = [units[variable] for variable in diagrams.variables]
        try:
            rest = _unions_without(diagrams, chances, budget)
        except SpentError:
            continue
        for level, variable in enumerate(diagrams.variables):
            chain[variable] = chain[module] * rest[level]
    whole = units[top]
    return {leaf: chain[leaf] * units[leaf] / whole for leaf in solution.leaves if leaf in chain}


def _unions_without(diagrams: ModuleDiagrams, chances: Sequence[float], budget: int) -> list[float]:
    """Return for each variable the probability of the union of its sets, the variable itself taken away."""
    family = diagrams.family
    levels = len(diagrams.variables)
    unions = _Unions(family, levels, budget)
    with calls_as_deep_as(levels):
        roots = [unions.holding(len(family) - 1, level) for level in range(levels)]
    found = at_nodes(unions.decision.nodes, chances)
    return [found[root] for root in roots]


class _Unions:
    """Unions of the sets of a family, as decision diagrams."""

    def __init__(self, family: Sequence[Node], levels: int, budget: int) -> None:
        self.decision = DecisionDiagrams(levels, budget)
        self._family = family
        self._whole: dict[int, int] = {0: 0, 1: 1}
        self._part: dict[tuple[int, int], int] = {}
        self._budget = budget
        self._variables = [self.decision.variable(level) for level in range(levels)]

    def holding(self, node: int, wanted: int) -> int:
        """Return the union of the sets of a node that hold a variable, without that variable."""
        level, low, high = self._family[node]
        if level >= wanted:
            return self.whole(high) if level == wanted else 0
        made = self._part.get((node, wanted))
        if made is None:
            with_it = self.decision.both(self._variables[level], self.holding(high, wanted))
            made = self._part[node, wanted] = self.decision.either(with_it, self.holding(low, wanted))
            if len(self._part) > self._budget:
                raise SpentError
        return made

    def whole(self, node: int) -> int:
        """Return the union of the sets of a node."""
        made = self._whole.get(node)
        if made is None:
            level, low, high = self._family[node]
            with_it = self.decision.both(self._variables[level], self.whole(high))
            made = self._whole[node] = self.decision.either(with_it, self.whole(low))
        return made
