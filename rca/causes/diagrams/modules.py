"""Modules: gates whose events appear nowhere else, found in linear time."""

from __future__ import annotations

from collections.abc import Sequence

from rca.causes.diagrams.circuit import LEAF, Circuit


def find_modules(circuit: Circuit, order: Sequence[int]) -> list[int]:
    """Return the gates that share nothing with the rest of the circuit, inner ones first.

    Parameters
    ----------
    circuit : Circuit
        Any circuit.
    order : sequence of int
        Its gates as :meth:`Circuit.reached` gives them.

    Returns
    -------
    list of int
        The top is the last.

    Notes
    -----
    Dutuit and Rauzy, "A linear-time algorithm to find modules of fault trees", IEEE Transactions on
    Reliability 45 (1996): a gate is a module when all first and last visits below it lie between its own
    first and second visit.
    """
    size = len(circuit.kind)
    first, second, last = [0] * size, [0] * size, [0] * size
    _visit(circuit, first, second, last)
    least, most = list(first), list(last)
    modules: list[int] = []
    for node in order:
        children = [given >> 1 for given in circuit.inputs[node]]
        low, high = min([least[child] for child in children]), max([most[child] for child in children])
        if first[node] < low and high < second[node]:
            modules.append(node)
        least[node], most[node] = min(low, first[node]), max(high, last[node])
    return modules


def _visit(circuit: Circuit, first: list[int], second: list[int], last: list[int]) -> None:
    """Walk depth first and note when each node is met first, left, and met last."""
    if circuit.top < 0:
        return
    waiting = [circuit.top >> 1]
    clock = 0
    while waiting:
        node = waiting.pop()
        clock += 1
        if node < 0:
            second[~node] = last[~node] = clock
        elif first[node]:
            last[node] = clock
        else:
            first[node] = last[node] = clock
            if circuit.kind[node] != LEAF:
                waiting.append(~node)
                waiting.extend([given >> 1 for given in reversed(circuit.inputs[node])])


def module_gates(circuit: Circuit, module: int, units: frozenset[int] | set[int]) -> tuple[list[int], list[int]]:
    """Return the gates of one module, each after its inputs, and its variables in the order written.

    Parameters
    ----------
    circuit : Circuit
        The circuit.
    module : int
        Its gate.
    units : set of int
        All modules; those inside are variables here, as leaves are.

    Returns
    -------
    (list of int, list of int)
        Gates, the module's own last; then leaves and inner modules.
    """
    gates: list[int] = []
    variables: list[int] = []
    entered: set[int] = set()
    waiting = [module]
    while waiting:
        node = waiting.pop()
        if node < 0:
            gates.append(~node)
        elif node not in entered:
            entered.add(node)
            if circuit.kind[node] == LEAF or (node in units and node != module):
                variables.append(node)
            else:
                waiting.append(~node)
                waiting.extend([given >> 1 for given in reversed(circuit.inputs[node])])
    return gates, variables
