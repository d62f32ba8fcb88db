"""From a fault tree with names to a circuit of integers."""

from __future__ import annotations

from typing import Final

from rca.causes.diagrams.circuit import AND, ATLEAST, FALSE, OR, TRUE, XOR, Circuit
from rca.causes.diagrams.fault_tree import FaultTree, Formula

_JOINS: Final = {"all": (AND, 0), "any": (OR, 0), "nand": (AND, 1), "nor": (OR, 1), "xor": (XOR, 0), "iff": (XOR, 1)}


def compile_tree(tree: FaultTree) -> Circuit:
    """Return the gates below the top as a circuit.

    Parameters
    ----------
    tree : FaultTree
        Sound: :func:`rca.causes.diagrams.soundness.unsound` finds nothing.

    Returns
    -------
    Circuit
        Pass-throughs, constants and equal gates are folded; NAND, NOR, IFF and IMPLY become denials.
    """
    circuit = Circuit()
    number = {event: index for index, event in enumerate(tree.events)}
    literal: dict[str, int] = {name: TRUE if value else FALSE for name, value in tree.houses.items()}
    gates = tree.gates
    waiting = [tree.top]
    entered: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in literal:
            continue
        formula = gates.get(name)
        if formula is None:
            literal[name] = circuit.leaf(number[name])
        elif name in entered:
            literal[name] = _joined(circuit, formula, literal)
        else:
            entered.add(name)
            waiting.append(name)
            for given in reversed(formula.inputs):
                if isinstance(given, str):
                    waiting.append(given)
                else:
                    waiting.extend(reversed(tuple(given.names())))
    circuit.top = literal[tree.top]
    return circuit


def _joined(circuit: Circuit, formula: Formula, literal: dict[str, int]) -> int:
    """Return the literal of a formula whose names are all known; formulas in place are nested a few deep."""
    kind = formula.kind
    inputs = [
        literal[given] if isinstance(given, str) else _joined(circuit, given, literal) for given in formula.inputs
    ]
    if kind == "at_least":
        return circuit.gate(ATLEAST, formula.need, inputs)
    if kind == "not":
        return inputs[0] ^ 1
    if kind == "same":
        return inputs[0]
    if kind == "imply":
        return circuit.gate(OR, 0, (inputs[0] ^ 1, inputs[1]))
    if kind == "true" or kind == "false":
        return TRUE if kind == "true" else FALSE
    join, denied = _JOINS[kind]
    return circuit.gate(join, 0, inputs) ^ denied
