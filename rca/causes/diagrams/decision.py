"""Binary decision diagrams of one module, hash-consed, under a budget of nodes."""

from __future__ import annotations

from collections.abc import Sequence

from rca.causes.diagrams.budget import SpentError
from rca.causes.diagrams.circuit import AND, ATLEAST, OR, Circuit

Node = tuple[int, int, int]
"""Level of the variable, then the number of the node where it is false, then where it is true."""

_BITS = 30  # two node numbers in one key; a budget beyond 2**30 nodes fits no machine


class DecisionDiagrams:
    """Diagrams over variables 0..levels-1 that share their nodes.

    Parameters
    ----------
    levels : int
        Number of variables.
    budget : int
        Nodes that may be made before :class:`SpentError`.

    Notes
    -----
    Bryant 1986: reduced and ordered, so equal functions are the same node. Node 0 is false, node 1 true.
    """

    def __init__(self, levels: int, budget: int) -> None:
        self.nodes: list[Node] = [(levels, 0, 0), (levels, 1, 1)]
        self.budget = budget
        self._unique: list[dict[int, int]] = [{} for _ in range(levels)]
        self._both: dict[int, int] = {}
        self._either: dict[int, int] = {}
        self._denied: dict[int, int] = {}

    def variable(self, level: int) -> int:
        """Return the diagram of one variable."""
        return self._node(level, 0, 1)

    def _node(self, level: int, low: int, high: int) -> int:
        if low == high:
            return low
        key = low << _BITS | high
        unique = self._unique[level]
        made = unique.get(key)
        if made is None:
            made = unique[key] = len(self.nodes)
            self.nodes.append((level, low, high))
            if made > self.budget:
                raise SpentError
        return made

    def deny(self, diagram: int) -> int:
        """Return the diagram that is true where this one is false."""
        if diagram < 2:
            return 1 - diagram
        made = self._denied.get(diagram)
        if made is None:
            level, low, high = self.nodes[diagram]
            made = self._node(level, self.deny(low), self.deny(high))
            self._denied[diagram], self._denied[made] = made, diagram
        return made

    def both(self, one: int, other: int) -> int:
        """Return the conjunction."""
        if one > other:
            one, other = other, one
        if one < 2:
            return other if one else 0
        if one == other:
            return one
        key = one << _BITS | other
        made = self._both.get(key)
        if made is not None:
            return made
        nodes = self.nodes
        level, one_low, one_high = nodes[one]
        second, other_low, other_high = nodes[other]
        if level == second:
            low, high = self.both(one_low, other_low), self.both(one_high, other_high)
        elif level < second:
            low, high = self.both(one_low, other), self.both(one_high, other)
        else:
            level, low, high = second, self.both(one, other_low), self.both(one, other_high)
        if low == high:
            made = low
        else:  # as in _node, which would cost a call for each step
            pair = low << _BITS | high
            unique = self._unique[level]
            made = unique.get(pair)
            if made is None:
                made = unique[pair] = len(nodes)
                nodes.append((level, low, high))
                if made > self.budget:
                    raise SpentError
        self._both[key] = made
        return made

    def either(self, one: int, other: int) -> int:
        """Return the disjunction."""
        if one > other:
            one, other = other, one
        if one < 2:
            return 1 if one else other
        if one == other:
            return one
        key = one << _BITS | other
        made = self._either.get(key)
        if made is not None:
            return made
        nodes = self.nodes
        level, one_low, one_high = nodes[one]
        second, other_low, other_high = nodes[other]
        if level == second:
            low, high = self.either(one_low, other_low), self.either(one_high, other_high)
        elif level < second:
            low, high = self.either(one_low, other), self.either(one_high, other)
        else:
            level, low, high = second, self.either(one, other_low), self.either(one, other_high)
        if low == high:
            made = low
        else:  # as in _node, which would cost a call for each step
            pair = low << _BITS | high
            unique = self._unique[level]
            made = unique.get(pair)
            if made is None:
                made = unique[pair] = len(nodes)
                nodes.append((level, low, high))
                if made > self.budget:
                    raise SpentError
        self._either[key] = made
        return made

    def at_least(self, need: int, inputs: Sequence[int]) -> int:
        """Return where at least ``need`` of the inputs are true."""
        reach = [1] + [0] * need  # reach[j]: j of the inputs so far are true
        for seen, given in enumerate(inputs, 1):
            for count in range(min(seen, need), max(need - (len(inputs) - seen), 1) - 1, -1):
                reach[count] = self.either(reach[count], self.both(reach[count - 1], given))
        return reach[need]

    def odd(self, inputs: Sequence[int]) -> int:
        """Return where an odd number of the inputs is true."""
        result = 0
        for given in inputs:
            result = self.either(self.both(given, self.deny(result)), self.both(self.deny(given), result))
        return result


class Attempt:
    """Building the diagram of a module in one order of its variables; can go on under a larger budget.

    Parameters
    ----------
    circuit : Circuit
        The circuit.
    gates : sequence of int
        Gates of the module, each after its inputs.
    order : sequence of int
        Its variables, the first one on top of the diagram.
    base : sequence of int
        Value of each node where all events are false; a module stands for "differs from that value".

    Attributes
    ----------
    done : int
        How many gates are built.
    """

    def __init__(self, circuit: Circuit, gates: Sequence[int], order: Sequence[int], base: Sequence[int]) -> None:
        self.order = order
        self.done = 0
        self._diagrams = DecisionDiagrams(len(order), len(order) + 2)
        self._circuit, self._gates, self._base = circuit, gates, base
        self._variables = frozenset(order)
        self._value = {variable: self._diagrams.variable(level) for level, variable in enumerate(order)}

    def build(self, budget: int) -> tuple[list[Node], int]:
        """Return all nodes made, children before parents, and the root.

        Parameters
        ----------
        budget : int
            Nodes that may be made, together with those of earlier calls.

        Raises
        ------
        SpentError
            Where the budget does not reach; what is built is kept for the next call.
        """
        circuit, value, nodes = self._circuit, self._value, self._diagrams.nodes
        self._diagrams.budget = budget
        for gate in self._gates[self.done :]:
            inputs: list[int] = []
            for given in circuit.inputs[gate]:
                child = given >> 1
                denied = (given & 1) ^ (self._base[child] if child in self._variables else 0)
                inputs.append(self._diagrams.deny(value[child]) if denied else value[child])
            inputs.sort(key=lambda given: -nodes[given][0])  # deepest first: the others are put on top one by one
            value[gate] = _gate(self._diagrams, circuit.kind[gate], circuit.need[gate], inputs)
            self.done += 1
        top = self._gates[-1]
        return nodes, self._diagrams.deny(value[top]) if self._base[top] else value[top]


def _gate(diagrams: DecisionDiagrams, kind: int, need: int, inputs: Sequence[int]) -> int:
    if kind == ATLEAST:
        return diagrams.at_least(need, inputs)
    if kind in (AND, OR):
        join = diagrams.both if kind == AND else diagrams.either
        result = inputs[0]
        for given in inputs[1:]:
            result = join(given, result)
        return result
    return diagrams.odd(inputs)
