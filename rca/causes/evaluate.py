"""Three-valued evaluation: what the leaves of a tree make of every node, and what if some had not been."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rca.causes.gates import GateTree
from rca.causes.results import State
from rca.causes.states import STATES


def evaluate(tree: GateTree, leaves: Mapping[str, State], removed: Collection[str] = ()) -> dict[str, State]:
    """Return the state that the leaves give to every node.

    Parameters
    ----------
    tree : GateTree
        The gates.
    leaves : mapping of str to str
        State of each leaf.
    removed : collection of str
        Nodes, leaves or not, taken to be excluded: what if they had not been?

    Returns
    -------
    dict
        State of each node. A gate that needs k inputs takes the state of its k-th best one, so ``all`` is
        the worst and ``any`` the best (Kleene's strong logic). A node that the case refutes is excluded.
        An outcome without causes is excluded: nothing explains it yet.
    """
    level: dict[str, int] = {}
    for node in tree.order:
        if node in removed or node in tree.refuted:
            level[node] = 0
        elif inputs := tree.inputs[node]:
            level[node] = sorted((level[cause] for cause in inputs), reverse=True)[tree.needs[node] - 1]
        else:
            level[node] = STATES.index(leaves[node]) if node in leaves else 0
    return {node: STATES[value] for node, value in level.items()}
