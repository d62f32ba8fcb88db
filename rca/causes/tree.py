"""The causal-factor tree of a case as a networkx graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.case.records import CaseFile
from rca.causes.states import state_of
from rca.causes.structure import require_tree, structure_mistakes

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build_graph", "require_tree", "structure_mistakes"]


def build_graph(case: CaseFile) -> nx.DiGraph[str]:
    """Return the tree as a graph; edges run from an effect to its causes.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    networkx.DiGraph
        Nodes in the order of the file with ``kind, text, label, status, state`` (established, possible or
        excluded), ``gate, at_least, barrier, guards, complete, factor_class, topic, stop``; edges with
        ``role, necessary, because``. Barriers that guard a factor are nodes without an edge to it.

    Raises
    ------
    CaseError
        When the structure is no tree; the error carries every mistake with its file and line.
    """
    import networkx as nx

    require_tree(case)
    graph: nx.DiGraph[str] = nx.DiGraph(outcome=case.causes.outcome)
    for factor in case.causes.factors:
        graph.add_node(
            factor.id,
            kind=factor.kind,
            text=factor.text,
            label=factor.label or factor.text,
            status=factor.status,
            state=state_of(factor.status),
            gate=factor.gate,
            at_least=factor.at_least,
            barrier=factor.state,
            guards=factor.guards,
            complete=factor.complete,
            factor_class=factor.factor_class,
            topic=factor.topic,
            stop=factor.stop,
        )
    for link in case.causes.links:
        graph.add_edge(link.effect, link.cause, role=link.role, necessary=link.necessary, because=link.because)
    return graph
