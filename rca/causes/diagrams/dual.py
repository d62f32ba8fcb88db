"""The dual of a fault tree: what makes the top false, told in events that are absent."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rca.causes.diagrams.fault_tree import FaultTree, Formula, Kind

_DUAL: Final[dict[Kind, Kind]] = {
    "all": "any",
    "any": "all",
    "nand": "nor",
    "nor": "nand",
    "true": "false",
    "false": "true",
}


def dual_tree(tree: FaultTree) -> FaultTree:
    """Return the tree that is true for a set of events where the given one is false for all the others.

    Parameters
    ----------
    tree : FaultTree
        Any tree.

    Returns
    -------
    FaultTree
        With the same names; probabilities become those of absence. The minimal cut sets of the dual of a
        coherent tree are its minimal path sets, and the dual of the dual is the tree.

    Notes
    -----
    All and any change places, at least k of n becomes at least n-k+1 of n, and NOT stays. The dual of XOR
    over n inputs is XOR for odd n, denied for even n.
    """
    return replace(
        tree,
        gates={name: _dual(formula) for name, formula in tree.gates.items()},
        probabilities={name: 1 - chance for name, chance in tree.probabilities.items()},
        houses={name: not value for name, value in tree.houses.items()},
    )


def _dual(formula: Formula) -> Formula:
    kind = formula.kind
    inputs = tuple(given if isinstance(given, str) else _dual(given) for given in formula.inputs)
    if kind == "at_least":
        return Formula(kind, inputs, len(inputs) - formula.need + 1)
    if kind == "xor":
        odd = Formula("xor", inputs)
        return odd if len(inputs) % 2 else Formula("not", (odd,))
    if kind == "iff":
        return Formula("xor", inputs)
    if kind == "imply":
        return Formula("all", (Formula("not", inputs[:1]), inputs[1]))
    return Formula(_DUAL.get(kind, kind), inputs)
