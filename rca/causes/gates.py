"""The gate links of a case as one structure: every gate says how many of its inputs it needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rca.case.records import CaseFile
from rca.causes.diagrams.fault_tree import FaultTree, Formula
from rca.causes.states import state_of


@dataclass(frozen=True)
class GateTree:
    """What gate links join to the outcome; contributing links are left out.

    Parameters
    ----------
    top : str
        The outcome.
    inputs : mapping of str to tuple of str
        Gate causes of each effect, in the order of the file; leaves have none.
    needs : mapping of str to int
        How many inputs an effect needs: all of them, one (``any``), or ``at_least``.
    order : tuple of str
        All nodes, causes before their effects; the outcome is last.
    leaves : tuple of str
        Nodes without inputs (the basic events), in the order of the file; never the outcome.
    refuted : frozenset of str
        Nodes other than leaves whose own status is excluded: nothing came about through them.
    """

    top: str
    inputs: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, int]
    order: tuple[str, ...]
    leaves: tuple[str, ...]
    refuted: frozenset[str]


def gate_tree(case: CaseFile) -> GateTree:
    """Return the gate links of a case whose structure is sound.

    Parameters
    ----------
    case : CaseFile
        A case for which :func:`rca.causes.tree.structure_mistakes` finds nothing, with an outcome.

    Returns
    -------
    GateTree
        Only what a chain of gate links joins to the outcome.
    """
    causes: dict[str, list[str]] = {id_: [] for id_ in case.factors}
    for link in case.causes.links:
        if link.role == "gate":
            causes[link.effect].append(link.cause)
    top = case.causes.outcome or ""
    order = _causes_first(top, causes)
    inner = [id_ for id_ in order if causes[id_]]
    reached = frozenset(order)
    return GateTree(
        top=top,
        inputs={id_: tuple(causes[id_]) for id_ in order},
        needs={id_: _need(case, id_, len(causes[id_])) for id_ in inner},
        order=order,
        leaves=tuple(f.id for f in case.causes.factors if f.id in reached and not causes[f.id] and f.id != top),
        refuted=frozenset(id_ for id_ in inner if state_of(case.factors[id_].status) == "excluded"),
    )


def joined(
    tree: GateTree, inputs: Mapping[str, tuple[str, ...]], leaves: Collection[str], refuted: Collection[str]
) -> GateTree:
    """Return a tree with other inputs: of its nodes those that they still join to its top.

    Parameters
    ----------
    tree : GateTree
        The gates.
    inputs : mapping of str to tuple of str
        Causes of each node of the tree, none of them new.
    leaves : collection of str
        The leaves of the new tree, in their order; those no longer joined are left out.
    refuted : collection of str
        Nodes other than leaves that are false; those no longer joined are left out.

    Returns
    -------
    GateTree
        Gates keep the number that they need.
    """
    reached = {tree.top}
    for node in reversed(tree.order):
        if node in reached:
            reached.update(inputs[node])
    order = tuple(node for node in tree.order if node in reached)
    return GateTree(
        top=tree.top,
        inputs={node: inputs[node] for node in order},
        needs={node: need for node, need in tree.needs.items() if node in reached and inputs[node]},
        order=order,
        leaves=tuple(leaf for leaf in leaves if leaf in reached),
        refuted=frozenset(node for node in refuted if node in reached),
    )


def fault_tree(tree: GateTree, refuted: Collection[str] = (), labels: Mapping[str, str] | None = None) -> FaultTree:
    """Return gates as a fault tree of its own.

    Parameters
    ----------
    tree : GateTree
        The gates.
    refuted : collection of str
        Nodes, leaves or not, that count as false whatever their causes are.
    labels : mapping of str to str, optional
        Words for the nodes.

    Returns
    -------
    FaultTree
        An outcome without causes is false: nothing explains it yet.
    """
    leaves = frozenset(tree.leaves)
    gates = {
        node: Formula("false", ()) if node in refuted or not tree.inputs[node] else _formula(tree, node)
        for node in reversed(tree.order)
        if node not in leaves
    }
    events = tuple(leaf for leaf in tree.leaves if leaf not in refuted)
    houses = {leaf: False for leaf in tree.leaves if leaf in refuted}
    return FaultTree(tree.top, gates, events, houses=houses, labels=labels or {})


def _formula(tree: GateTree, node: str) -> Formula:
    inputs, need = tree.inputs[node], tree.needs[node]
    if len(inputs) == 1 == need:
        return Formula("same", inputs)
    if need == len(inputs):
        return Formula("all", inputs)
    return Formula("any", inputs) if need == 1 else Formula("at_least", inputs, need)


def _need(case: CaseFile, id_: str, count: int) -> int:
    factor = case.factors[id_]
    return {"any": 1, "at_least": factor.at_least or 1}.get(factor.gate or "all", count)


def _causes_first(top: str, causes: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return the nodes below and with the top, depth first, each after its causes."""
    order: dict[str, None] = {}
    entered: set[str] = set()
    waiting = [top]
    while waiting:
        node = waiting[-1]
        if node in entered:
            waiting.pop()
            order.setdefault(node)
        else:
            entered.add(node)
            waiting.extend(cause for cause in reversed(causes[node]) if cause not in entered)
    return tuple(order)
