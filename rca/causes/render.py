"""The tree as plain tables and as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rca.case.records import CaseFile
from rca.causes.results import CausesResult
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


def causes_json(case: CaseFile, result: CausesResult) -> dict[str, Any]:
    """Return the computed tree as plain data.

    Parameters
    ----------
    case : CaseFile
        For the words of the factors.
    result : CausesResult
        The computed tree.

    Returns
    -------
    dict
        ``outcome, factors, cut_sets, complete, by_order, single_fixes``.
    """
    orders: dict[int, int] = {}
    for cut_set in result.cut_sets.sets:
        orders[len(cut_set.factors)] = orders.get(len(cut_set.factors), 0) + 1
    return {
        "outcome": result.outcome,
        "factors": [
            {**asdict(f), "text": case.factors[f.id].text, "kind": case.factors[f.id].kind} for f in result.factors
        ],
        "cut_sets": [asdict(cut_set) for cut_set in result.cut_sets.sets],
        "complete": result.cut_sets.complete,
        "by_order": {str(order): orders[order] for order in sorted(orders)},
        "single_fixes": list(result.single_fixes),
    }
