"""The gates of a case as an Open-PSA document."""

from __future__ import annotations

from dataclasses import replace

from rca.case.records import CaseFile
from rca.causes.exchange.openpsa import write_openpsa
from rca.causes.gates import fault_tree, gate_tree
from rca.causes.structure import require_tree
from rca.errors import CaseError, Mistake


def write_case_openpsa(case: CaseFile) -> str:
    """Return the gates of a case as an Open-PSA document.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    str
        Gates and basic events with the words of the factors as labels. Contributing links, barriers that held,
        states and evidence have no place in the format; refuted factors are ordinary gates and events in it.

    Raises
    ------
    CaseError
        When the structure is no tree, or the outcome has no causes yet.
    """
    require_tree(case)
    tree = gate_tree(case) if case.causes.outcome else None
    if tree is None or not tree.inputs[tree.top]:
        message = "a fault tree needs an outcome with causes; the case names none yet"
        raise CaseError(case.path, [Mistake("causes.yaml", 0, 0, "exchange.no-tree", message, "write its links first")])
    labels = {id_: case.factors[id_].text for id_ in tree.order}
    return write_openpsa(replace(fault_tree(tree, labels=labels), name=case.head.id))
