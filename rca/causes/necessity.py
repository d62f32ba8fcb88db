"""Which single factor would have prevented the outcome, and by what right that is said."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rca.case.records import CaseFile
from rca.causes.gates import GateTree
from rca.causes.results import State
from rca.causes.states import evaluate


def on_chain(case: CaseFile, tree: GateTree) -> frozenset[str]:
    """Return the factors from which an unbroken chain of ``necessary: yes`` leads to the outcome.

    Parameters
    ----------
    case : CaseFile
        For the answers at the links.
    tree : GateTree
        Its gates.

    Returns
    -------
    frozenset of str
        Without the outcome. One unbroken chain is enough: had the factor not been, each effect along it
        would not have been either. Contributing links make no chain.
    """
    answered: dict[str, list[str]] = {}
    for link in case.causes.links:
        if link.role == "gate" and link.necessary == "yes":
            answered.setdefault(link.effect, []).append(link.cause)
    reached = {tree.top}
    for effect in reversed(tree.order):
        if effect in reached:
            reached.update(answered.get(effect, ()))
    return frozenset(reached - {tree.top})


def single_points(tree: GateTree, leaves: Mapping[str, State]) -> frozenset[str]:
    """Return the nodes without any one of which nothing would explain the outcome.

    Parameters
    ----------
    tree : GateTree
        The gates.
    leaves : mapping of str to str
        State of each leaf.

    Returns
    -------
    frozenset of str
        Nodes, leaves or not, that every cut set needs which is not excluded; none where all are excluded.
        Found by evaluating the tree without each node, so no list of cut sets is needed.
    """
    if evaluate(tree, leaves)[tree.top] == "excluded":
        return frozenset()
    return frozenset(
        node for node in tree.order[:-1] if evaluate(tree, leaves, {node})[tree.top] == "excluded"
    )


def single_fixes(tree: GateTree, chain: Collection[str], points: Collection[str]) -> tuple[str, ...]:
    """Return the leaves whose removal would have prevented the outcome, and of which people answered so.

    Parameters
    ----------
    tree : GateTree
        The gates.
    chain : collection of str
        From :func:`on_chain`.
    points : collection of str
        From :func:`single_points`.

    Returns
    -------
    tuple of str
        In the order of the file. Both are asked for: gates alone called all eleven leaves of a real case
        single fixes where an answered chain existed for four; and an answer cannot stand against a gate
        that says another way was open.
    """
    return tuple(leaf for leaf in tree.leaves if leaf in chain and leaf in points)
