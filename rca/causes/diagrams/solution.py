"""The diagrams of a solved tree, module by module; every result is read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rca.causes.diagrams.decision import Node
from rca.causes.diagrams.fault_tree import FaultTree


@dataclass(frozen=True, slots=True)
class ModuleDiagrams:
    """One module: its function and its minimal solutions.

    Parameters
    ----------
    variables : sequence of int
        Unit of each level: a leaf or an inner module, by number.
    decision : sequence of Node
        The function, children before parents, the root last; empty where it went beyond the budget.
    family : sequence of Node
        The minimal solutions, children before parents, the root last.
    """

    variables: Sequence[int]
    decision: Sequence[Node]
    family: Sequence[Node]


@dataclass(frozen=True)
class Solution:
    """A tree with its diagrams.

    Parameters
    ----------
    tree : FaultTree
        What was solved.
    modules : dict of int to ModuleDiagrams
        By number, inner ones first; the last one is the top's.
    leaves : mapping of int to int
        Unit number of each leaf to the number of its event.
    top : int
        Unit of the top; -1 where the tree is true or false whatever happens.
    flipped : bool
        Whether the top is true where its unit is false.
    order : int or None
        Where the budget did not reach: all minimal cut sets of up to this many events are known.
    coherent : bool
        Whether the tree has neither NOT nor XOR in effect.
    """

    tree: FaultTree
    modules: dict[int, ModuleDiagrams]
    leaves: Mapping[int, int]
    top: int
    flipped: bool
    order: int | None
    coherent: bool

    @property
    def complete(self) -> bool:
        """Whether every minimal cut set is known."""
        return self.order is None

    @property
    def exact(self) -> bool:
        """Whether every function is known, so that probabilities are exact."""
        return all(module.decision for module in self.modules.values())

    @cached_property
    def counts(self) -> dict[int, int]:
        """Number of minimal solutions of each leaf and module; exact where the solution is complete."""
        counts = dict.fromkeys(self.leaves, 1)
        for module, diagrams in self.modules.items():
            weight = [counts[variable] for variable in diagrams.variables]
            counts[module] = family_counts(diagrams.family, weight)[-1]
        return counts

    @cached_property
    def without_sets(self) -> frozenset[int]:
        """Modules without any set: nothing makes them true, or all their sets are beyond the order searched."""
        found: set[int] = set()
        for module, diagrams in self.modules.items():
            missing = {level for level, unit in enumerate(diagrams.variables) if unit in found}
            some = [False, True][: len(diagrams.family)]
            for level, low, high in diagrams.family[2:] if missing else ():
                some.append(some[low] or (level not in missing and some[high]))
            if len(diagrams.family) < 2 or not some[-1]:
                found.add(module)
        return frozenset(found)

    def __repr__(self) -> str:
        return f"Solution({self.tree!r}, {len(self.modules)} modules, complete={self.complete})"


def family_counts(family: Sequence[Node], weight: Sequence[int]) -> list[int]:
    """Return the number of sets at each node, every variable standing for ``weight`` sets."""
    counts = [0, 1][: len(family)]
    for level, low, high in family[2:]:
        counts.append(counts[low] + weight[level] * counts[high])
    return counts
