"""Solve a tree: simplify, cut into modules, and build each module's diagrams under a growing budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rca.case.collector import collector_paused
from rca.causes.diagrams.budget import SpentError
from rca.causes.diagrams.circuit import ATLEAST, XOR, Circuit
from rca.causes.diagrams.compiling import compile_tree
from rca.causes.diagrams.decision import Attempt
from rca.causes.diagrams.depth import calls_as_deep_as
from rca.causes.diagrams.fault_tree import FaultTree
from rca.causes.diagrams.minimal import compact, minimal_solutions
from rca.causes.diagrams.modules import find_modules, module_gates
from rca.causes.diagrams.orders import variable_orders
from rca.causes.diagrams.simplifying import false_values, simplify
from rca.causes.diagrams.solution import ModuleDiagrams, Solution
from rca.causes.diagrams.truncated import truncated_family

BUDGET: Final = 1 << 22
"""Nodes of the largest diagram that is tried."""

_FIRST_BUDGET: Final = 1 << 12
_LAST_FOR_ALL: Final = 1 << 15  # from here on only the better half of the orders goes on
_GROWTH: Final = 8
_MOST_SOLUTIONS: Final = 1 << 24
_TRUNCATED: Final = 1 << 18  # nodes of one attempt at sets up to some order
_SOLUTIONS_PER_NODE: Final = 8  # results that finding minimal solutions may remember for each node allowed


def solve(tree: FaultTree, *, budget: int = BUDGET, modular: bool = True) -> Solution:
    """Return the diagrams of a tree, from which all results are read.

    Parameters
    ----------
    tree : FaultTree
        Sound: :func:`rca.causes.diagrams.soundness.unsound` finds nothing.
    budget : int
        Nodes of the largest diagram that is tried.
    modular : bool
        Whether to simplify and to solve module by module; the results are the same without.

    Returns
    -------
    Solution
        Exact, or with the order up to which its cut sets are all there.

    Notes
    -----
    One strategy for every tree. Each module is tried with every order of :func:`variable_orders` under a
    small budget of nodes, then each goes on under one eight times as large; after that only the half of the
    orders that got through the most gates goes on, eight times as far, and so on; the first that fits is kept.
    Where none fits at last, the cut sets are built from the events upwards, leaving out those beyond an order.
    """
    with collector_paused():
        return _solve(tree, budget, modular)


def _solve(tree: FaultTree, budget: int, modular: bool) -> Solution:
    circuit = compile_tree(tree)
    if modular:
        circuit = simplify(circuit)
    gates = circuit.reached()
    modules = find_modules(circuit, gates) if modular else gates[-1:]
    base = false_values(circuit)
    if circuit.top < 0:
        return Solution(tree, {}, {}, -1, circuit.top & 1 == 1, None, coherent=True)
    units = frozenset(modules)
    shapes: dict[tuple[int, int, int], ModuleDiagrams] = {}
    solved: dict[int, ModuleDiagrams] = {}
    orders: list[int] = []
    for module in modules:
        inner, variables = module_gates(circuit, module, units)
        shape = _shape(circuit, inner, variables, base)
        known = shapes.get(shape) if shape else None
        if known is not None:
            solved[module] = ModuleDiagrams(variables, known.decision, known.family)
            continue
        solved[module], order = _solve_module(circuit, inner, variables, base, budget)
        if order is not None:
            orders.append(order)
        elif shape and list(solved[module].variables) == variables:
            shapes[shape] = solved[module]
    top = circuit.top >> 1
    flipped = bool(base[top] ^ (circuit.top & 1))
    leaves = {node: event for node, event in enumerate(circuit.event) if event >= 0}
    limit = min(orders) if orders and not flipped else None
    return Solution(tree, solved, leaves, top, flipped, limit, _coherent(circuit, gates))


def _shape(
    circuit: Circuit, gates: Sequence[int], variables: Sequence[int], base: Sequence[int]
) -> tuple[int, int, int] | None:
    """Return what fixes the diagrams of a module of one gate, so that equal ones are built once."""
    gate = gates[-1]
    kind, inputs = circuit.kind[gate], circuit.inputs[gate]
    if len(gates) > 1 or len(inputs) != len(variables) or kind > ATLEAST:
        return None
    if any((given & 1) ^ base[given >> 1] for given in inputs):
        return None
    return kind, circuit.need[gate], len(inputs)


def _coherent(circuit: Circuit, gates: Sequence[int]) -> bool:
    denied = circuit.top & 1 or any(given & 1 for gate in gates for given in circuit.inputs[gate])
    return not denied and not any(circuit.kind[gate] == XOR for gate in gates)


def _solve_module(
    circuit: Circuit, gates: Sequence[int], variables: Sequence[int], base: Sequence[int], budget: int
) -> tuple[ModuleDiagrams, int | None]:
    """Return the diagrams of one module, and the order up to which they are exact where they are not."""
    coherent = not base[gates[-1]] and not any(
        circuit.kind[gate] == XOR or any((given & 1) ^ base[given >> 1] for given in circuit.inputs[gate])
        for gate in gates
    )
    attempts = [Attempt(circuit, gates, order, base) for order in variable_orders(circuit, gates, variables)]
    first = attempts[0].order
    with calls_as_deep_as(len(variables)):
        nodes = min(_FIRST_BUDGET + 4 * len(variables), budget)
        while True:
            for attempt in attempts:
                try:
                    decision, root = compact(*attempt.build(nodes))
                    family, least = minimal_solutions(
                        decision, root, coherent=coherent, budget=min(_SOLUTIONS_PER_NODE * nodes, _MOST_SOLUTIONS)
                    )
                except SpentError:
                    continue
                return ModuleDiagrams(tuple(attempt.order), decision, compact(family, least)[0]), None
            if nodes >= budget:
                break
            if nodes >= _LAST_FOR_ALL:
                attempts.sort(key=lambda attempt: -attempt.done)
                del attempts[max(len(attempts) // 2, 1) :]
            nodes = min(nodes * _GROWTH, budget)
        attempts.clear()
        part, limit = truncated_family(circuit, gates, first, base, min(budget, _TRUNCATED))
    return ModuleDiagrams(tuple(first), (), part), limit
