"""The tree as plain tables and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rca.case.records import CaseFile
from rca.causes.diagrams.importance import importances
from rca.causes.diagrams.solving import solve
from rca.causes.gates import fault_tree, gate_tree
from rca.causes.results import CausesResult
from rca.causes.what_if import WhatIf
from rca.evidence.table import PlainTable


def causes_tables(case: CaseFile, result: CausesResult) -> tuple[PlainTable, ...]:
    """Return factors, minimal cut sets and single fixes as tables for a terminal.

    Parameters
    ----------
    case : CaseFile
        For the words of the factors.
    result : CausesResult
        The computed tree.

    Returns
    -------
    tuple of PlainTable
        Only tables that have rows.
    """
    factors = case.factors
    tables = (
        PlainTable(
            f"Factors ({len(result.factors)})",
            ("id", "kind", "state", "what", "sources", "independent", "stop"),
            tuple(
                (
                    f.id,
                    factors[f.id].kind.replace("_", " "),
                    f.state,
                    factors[f.id].text,
                    " ".join(f.sources),
                    str(f.independent_sources),
                    (factors[f.id].stop or "").replace("_", " "),
                )
                for f in result.factors
            ),
        ),
        PlainTable(
            f"Minimal cut sets ({len(result.cut_sets.sets)}{'' if result.cut_sets.complete else ', list cut short'})",
            ("factors", "state"),
            tuple((" ".join(s.factors), s.state) for s in result.cut_sets.sets),
        ),
        PlainTable(
            "Single fixes: removing one would have prevented the outcome, where it is established",
            ("id", "state", "what", "sources"),
            tuple((f.id, f.state, factors[f.id].text, " ".join(f.sources)) for f in result.factors if f.single_fix),
        ),
    )
    return tuple(table for table in tables if table.rows)


def causes_json(case: CaseFile, result: CausesResult, but_for: Sequence[str]) -> dict[str, Any]:
    """Return the computed tree as plain data.

    Parameters
    ----------
    case : CaseFile
        For the words of the factors.
    result : CausesResult
        The computed tree.
    but_for : sequence of str
        Leaves without any one of which the outcome would not have followed from what is established.

    Returns
    -------
    dict
        ``outcome, gates, events, cut_sets, complete, order, by_order, probability`` (null: a case states none),
        ``single_points`` (leaves that are a cut set alone), ``but_for, importance, sets, factors, single_fixes``.
        Counts are of the sets listed, excluded ones too; importances leave refuted factors between out.
    """
    sets = result.cut_sets.sets
    orders: dict[int, int] = {}
    for cut_set in sets:
        orders[len(cut_set.factors)] = orders.get(len(cut_set.factors), 0) + 1
    tree = gate_tree(case) if result.outcome else None
    return {
        "outcome": result.outcome,
        "gates": len(tree.needs) if tree else 0,
        "events": len(tree.leaves) if tree else 0,
        "cut_sets": len(sets),
        "complete": result.cut_sets.complete,
        "order": result.cut_sets.order,
        "by_order": {str(order): orders[order] for order in sorted(orders)},
        "probability": None,
        "single_points": [cut_set.factors[0] for cut_set in sets if len(cut_set.factors) == 1],
        "but_for": list(but_for),
        "importance": [asdict(each) for each in importances(solve(fault_tree(tree, tree.refuted)))] if tree else [],
        "sets": [asdict(cut_set) for cut_set in sets],
        "factors": [
            {**asdict(f), "text": case.factors[f.id].text, "kind": case.factors[f.id].kind} for f in result.factors
        ],
        "single_fixes": list(result.single_fixes),
    }


def what_if_tables(answer: WhatIf) -> tuple[PlainTable, ...]:
    """Return the answer to a what-if as tables for a terminal."""
    asked = ", ".join(f"{id_} {word}" for id_, word in answer.changes)
    facts = (
        ("the outcome would still follow", answer.follows),
        ("would have prevented it may be said", "yes" if answer.would_have_prevented else "no"),
        ("cut sets killed", f"{len(answer.killed):,}{'' if answer.complete else ' of those listed'}"),
        ("cut sets left", _left(answer)),
        ("single points left", " ".join(answer.single_points) or "none"),
        *(("remark", remark) for remark in answer.remarks),
    )
    return (PlainTable(f"What if: {asked}", ("what", "answer"), facts),)


def _left(answer: WhatIf) -> str:
    listed = len(answer.remaining)
    if answer.left is None:
        return f"{listed:,} listed; how many there are is not known"
    return f"{answer.left:,}" if listed == answer.left else f"{answer.left:,}, of which {listed:,} are listed"
