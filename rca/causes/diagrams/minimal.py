"""Minimal solutions of a decision diagram, as a diagram of sets."""

from __future__ import annotations

from collections.abc import Sequence

from rca.causes.diagrams.budget import SpentError
from rca.causes.diagrams.decision import Node

_BITS = 30


class SetDiagrams:
    """Families of sets over variables 0..levels-1, as zero-suppressed diagrams that share their nodes.

    Parameters
    ----------
    levels : int
        Number of variables.
    budget : int
        Nodes and remembered results before :class:`SpentError`.
    decision : sequence of Node
        The decision diagrams that :meth:`outside` is asked about.

    Notes
    -----
    Minato 1993. Node 0 is the empty family, node 1 the family of the empty set; a node holds the sets
    without its variable (low) and those with it (high).
    """

    def __init__(self, levels: int, budget: int, decision: Sequence[Node] = ()) -> None:
        self.nodes: list[Node] = [(levels, 0, 0), (levels, 1, 1)]
        self._budget = budget
        self._unique: list[dict[int, int]] = [{} for _ in range(levels)]
        self._without: dict[int, int] = {}
        self._decision = decision
        self._outside: dict[int, int] = {}

    def node(self, level: int, low: int, high: int) -> int:
        """Return the family of both branches."""
        if not high:
            return low
        key = low << _BITS | high
        unique = self._unique[level]
        made = unique.get(key)
        if made is None:
            made = unique[key] = len(self.nodes)
            self.nodes.append((level, low, high))
            if made > self._budget:
                raise SpentError
        return made

    def without(self, family: int, smaller: int) -> int:
        """Return the sets of a family that hold no set of the other one, itself of minimal sets."""
        if family == 0 or smaller == 1 or family == smaller:
            return 0
        if smaller == 0 or family == 1:
            return family
        key = family << _BITS | smaller
        made = self._without.get(key)
        if made is not None:
            return made
        level, low, high = self.nodes[family]
        second, other_low, other_high = self.nodes[smaller]
        if level < second:
            made = self.node(level, self.without(low, smaller), self.without(high, smaller))
        elif level > second:
            made = self.without(family, other_low)
        else:
            kept = self.without(self.without(high, other_low), other_high)
            made = self.node(level, self.without(low, other_low), kept)
        self._without[key] = made
        if len(self._without) > self._budget:
            raise SpentError
        return made

    def outside(self, family: int, diagram: int) -> int:
        """Return the sets of a family that do not make a coherent decision diagram true."""
        if family == 0 or diagram == 1:
            return 0
        if diagram == 0:
            return family
        decision = self._decision
        if family == 1:
            while diagram > 1:
                diagram = decision[diagram][1]
            return 1 - diagram
        key = family << _BITS | diagram
        made = self._outside.get(key)
        if made is not None:
            return made
        level, low, high = self.nodes[family]
        second, false, true = decision[diagram]
        if level < second:
            made = self.node(level, self.outside(low, diagram), self.outside(high, diagram))
        elif level > second:
            made = self.outside(family, false)
        else:
            made = self.node(level, self.outside(low, false), self.outside(high, true))
        self._outside[key] = made
        if len(self._outside) > self._budget:
            raise SpentError
        return made


def minimal_solutions(decision: Sequence[Node], root: int, *, coherent: bool, budget: int) -> tuple[list[Node], int]:
    """Return the minimal sets of true variables for which a diagram is true, all others being false.

    Parameters
    ----------
    decision : sequence of Node
        Nodes, children before parents.
    root : int
        The diagram.
    coherent : bool
        Whether making a variable true never makes the diagram false.
    budget : int
        Nodes and remembered results before :class:`SpentError`.

    Returns
    -------
    (list of Node, int)
        Nodes of the family and its root.

    Notes
    -----
    Rauzy, "New algorithms for fault trees analysis", Reliability Engineering and System Safety 40 (1993):
    the minimal sets of (x, f1, f0) are those of f0, and x with those of f1 that do not hold one of f0. For a
    coherent f0 "hold one of" is "make f0 true", one walk over family and diagram together. Without
    coherence the sets are the smallest that make the top true with all else false (p-cuts, Rauzy 2001).
    """
    families = SetDiagrams(decision[0][0], budget, decision)
    solved = {0: 0, 1: 1}
    for number in _below(decision, root):
        level, low, high = decision[number]
        least = solved[low]
        more = families.outside(solved[high], low) if coherent else families.without(solved[high], least)
        solved[number] = families.node(level, least, more)
    return families.nodes, solved[root]


def _below(nodes: Sequence[Node], root: int) -> list[int]:
    """Return the numbers of the inner nodes reached from a root, children first (they have smaller numbers)."""
    reached = bytearray(root + 1)
    reached[root] = 1
    found: list[int] = []
    for number in range(root, 1, -1):
        if reached[number]:
            found.append(number)
            _, low, high = nodes[number]
            reached[low] = reached[high] = 1
    return found[::-1]


def compact(nodes: Sequence[Node], root: int) -> tuple[tuple[Node, ...], int]:
    """Return only the nodes reached from a root, numbered anew, children first and so the root last.

    The constants are always kept; a root that is one of them is told by the length: 1 for false, 2 for true.
    """
    if root < 2:
        return tuple(nodes[: root + 1]), root
    number = {0: 0, 1: 1}
    kept: list[Node] = [nodes[0], nodes[1]]
    for old in _below(nodes, root):
        level, low, high = nodes[old]
        number[old] = len(kept)
        kept.append((level, number[low], number[high]))
    return tuple(kept), number[root]
