"""Which single factor would have prevented the outcome, and by what right that is said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rca.case.records import CaseFile
from rca.causes.gates import GateTree
from rca.causes.results import State


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


def breaking_all(tree: GateTree, leaves: Mapping[str, State]) -> frozenset[str]:
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

    Notes
    -----
    Each node carries one bit for every node whose removal would make it false. A gate that needs k of n
    inputs is false where n-k+1 of them are, so one walk over the gates evaluates all removals together and
    no list of cut sets is needed.
    """
    nothing = len(tree.order)  # the bit after the last node stands for no removal at all
    removals = (1 << nothing + 1) - 1
    false: dict[str, int] = {}
    for index, node in enumerate(tree.order):
        if inputs := tree.inputs[node]:
            lost = _at_least([false[cause] for cause in inputs], len(inputs) - tree.needs[node] + 1, removals)
        else:
            lost = removals if leaves.get(node, "excluded") == "excluded" else 0
        false[node] = removals if node in tree.refuted else lost | 1 << index
    if false[tree.top] >> nothing & 1:
        return frozenset()
    return frozenset(node for index, node in enumerate(tree.order[:-1]) if false[tree.top] >> index & 1)


def _at_least(masks: Sequence[int], count: int, everywhere: int) -> int:
    """Return the bits that are set in at least ``count`` of the masks."""
    reach = [everywhere] + [0] * count
    for mask in masks:
        for number in range(count, 0, -1):
            reach[number] |= reach[number - 1] & mask
    return reach[count]


def single_fixes(tree: GateTree, chain: Collection[str], points: Collection[str]) -> tuple[str, ...]:
    """Return the leaves whose removal would have prevented the outcome, and of which people answered so.

    Parameters
    ----------
    tree : GateTree
        The gates.
    chain : collection of str
        From :func:`on_chain`.
    points : collection of str
        From :func:`breaking_all`.

    Returns
    -------
    tuple of str
        In the order of the file. Both are asked for: gates alone called all eleven leaves of a real case
        single fixes where an answered chain existed for four; and an answer cannot stand against a gate
        that says another way was open.
    """
    return tuple(leaf for leaf in tree.leaves if leaf in chain and leaf in points)
