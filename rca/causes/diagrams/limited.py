"""Families of sets of literals with a largest order: union, product, thresholds, each kept minimal."""

from __future__ import annotations

from collections.abc import Sequence

from rca.causes.diagrams.budget import SpentError
from rca.causes.diagrams.decision import Node
from rca.causes.diagrams.minimal import SetDiagrams, compact

_BITS = 30


class LimitedFamilies(SetDiagrams):
    """Families whose sets hold up to ``limit`` plain variables.

    Parameters
    ----------
    variables : int
        Number of variables; variable i has level 2i and, denied, level 2i+1.
    limit : int
        Plain variables that a set may hold; denied ones do not count.
    budget : int
        Nodes and remembered results before :class:`SpentError`.

    Attributes
    ----------
    cut : bool
        Whether any set was left out for its order.
    """

    def __init__(self, variables: int, limit: int, budget: int) -> None:
        super().__init__(2 * variables, budget)
        self.cut = False
        self._limit = limit
        self._joined: dict[int, int] = {}
        self._product: dict[tuple[int, int, int], int] = {}
        self._short: dict[tuple[int, int], int] = {}

    def node(self, level: int, low: int, high: int) -> int:
        """Return the family of both branches; no set holds a variable and its denial."""
        if not level & 1 and self.nodes[high][0] == level + 1:
            high = self.nodes[high][1]
        return super().node(level, low, high)

    def literal(self, variable: int, *, denied: bool) -> int:
        """Return the family of the set of one literal."""
        if not denied and self._limit == 0:
            self.cut = True
            return 0
        return self.node(2 * variable + denied, 0, 1)

    def joined(self, one: int, other: int) -> int:
        """Return the minimal sets of both families."""
        if one > other:
            one, other = other, one
        if one < 2:
            return 1 if one else other
        if one == other:
            return one
        key = one << _BITS | other
        made = self._joined.get(key)
        if made is not None:
            return made
        level, one_low, one_high = self.nodes[one]
        second, other_low, other_high = self.nodes[other]
        if level == second:
            low, high = self.joined(one_low, other_low), self.joined(one_high, other_high)
        elif level < second:
            low, high = self.joined(one_low, other), one_high
        else:
            level, low, high = second, self.joined(one, other_low), other_high
        made = self._joined[key] = self.node(level, low, self.without(high, low))
        self._spend(len(self._joined))
        return made

    def product(self, one: int, other: int) -> int:
        """Return the minimal unions of a set of the one with a set of the other."""
        return self._multiply(one, other, self._limit)

    def _multiply(self, one: int, other: int, room: int) -> int:
        if one > other:
            one, other = other, one
        if one < 2:
            return self._shortened(other, room) if one else 0
        key = (one, other, room)
        made = self._product.get(key)
        if made is not None:
            return made
        level, one_low, one_high = self.nodes[one]
        second, other_low, other_high = self.nodes[other]
        if level > second:
            level, one_low, one_high = second, one, 0
        elif level < second:
            other_low, other_high = other, 0
        low = self._multiply(one_low, other_low, room)
        high = 0
        if level & 1 or room:
            left = room if level & 1 else room - 1
            high = self._multiply(one_high, self.joined(other_low, other_high), left)
            high = self.joined(high, self._multiply(one_low, other_high, left))
        else:
            self.cut = True
        made = self._product[key] = self.node(level, low, self.without(high, low))
        self._spend(len(self._product))
        return made

    def _shortened(self, family: int, room: int) -> int:
        """Return the sets with up to ``room`` plain variables."""
        if family < 2 or room >= self._limit:
            return family
        made = self._short.get((family, room))
        if made is not None:
            return made
        level, low, high = self.nodes[family]
        if level & 1:
            high = self._shortened(high, room)
        elif room:
            high = self._shortened(high, room - 1)
        else:
            self.cut, high = True, 0
        made = self._short[family, room] = self.node(level, self._shortened(low, room), high)
        self._spend(len(self._short))
        return made

    def at_least(self, need: int, families: Sequence[int]) -> int:
        """Return the minimal sets that make at least ``need`` of the families true."""
        reach = [1] + [0] * need
        for seen, family in enumerate(families, 1):
            for count in range(min(seen, need), max(need - (len(families) - seen), 1) - 1, -1):
                reach[count] = self.joined(reach[count], self.product(reach[count - 1], family))
        return reach[need]

    def odd(self, plain: Sequence[int], denied: Sequence[int]) -> tuple[int, int]:
        """Return the sets that make an odd number true, and those that make an even number true."""
        odd, even = 0, 1
        for true, false in zip(plain, denied, strict=True):
            odd, even = (
                self.joined(self.product(odd, false), self.product(even, true)),
                self.joined(self.product(even, false), self.product(odd, true)),
            )
        return odd, even

    def plain(self, family: int) -> tuple[Node, ...]:
        """Return a family over the variables alone: denials are taken as true."""
        result = LimitedFamilies(self.nodes[0][0], self._limit, self._budget)
        nodes, root = compact(self.nodes, family)
        solved = [0, 1]
        for level, low, high in nodes[2:]:
            if level & 1:
                solved.append(result.joined(solved[low], solved[high]))
            else:
                solved.append(result.node(level, solved[low], result.without(solved[high], solved[low])))
        kept, _ = compact(result.nodes, solved[root])
        return tuple((level >> 1, low, high) for level, low, high in kept)

    def _spend(self, results: int) -> None:
        if results > self._budget:
            raise SpentError
