"""What the tree of a case says, as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rca.case.records import CaseFile
from rca.causes.diagrams.render import written
from rca.causes.gates import gate_tree
from rca.causes.occurred import Reading
from rca.causes.results import FactorResult
from rca.causes.said import CaseAnswer


def case_json(found: CaseAnswer) -> dict[str, Any]:
    """Return what is said of the causes of a case as plain data.

    Parameters
    ----------
    found : CaseAnswer
        What is said.

    Returns
    -------
    dict
        ``outcome, gates, events``; ``cut_sets`` (their number, excluded ones too), ``standing`` (of those that are
        not excluded), ``complete, order, by_order``, null where not known; ``probability`` (null: a case states
        none); ``single_points`` (leaves that are a cut set alone); ``but_for`` (leaves without any one of which the
        outcome would not have followed from what is established; null where it does not follow from that) and
        ``but_for_possible`` (the same from what is established or possible); ``importance``; ``sets`` (those
        listed), ``path_sets`` (the first), ``factors, single_fixes, actual, barriers, changes``; ``what_if`` where
        one was asked. Instants are microseconds since 1970 UTC, shares of responsibility numbers.
    """
    case, result, actual = found.case, found.result, found.actual
    tree = gate_tree(case) if result.outcome else None
    sets = result.cut_sets
    data = {
        "outcome": result.outcome,
        "gates": len(tree.needs) if tree else 0,
        "events": len(tree.leaves) if tree else 0,
        "cut_sets": _written(sets.count),
        "standing": _written(sets.standing),
        "complete": sets.complete,
        "order": sets.order,
        "by_order": {str(order): written(count) for order, count in sets.by_order},
        "probability": None,
        "single_points": list(found.single_points),
        "but_for": list(actual.certain.but_for) if actual.certain.follows else None,
        "but_for_possible": list(actual.possible.but_for) if actual.possible.follows else None,
        "importance": _records(found.importance),
        "sets": _records(sets.sets),
        "path_sets": [list(members) for members in found.path_sets],
        "factors": [_factor(case, each) for each in result.factors],
        "single_fixes": list(result.single_fixes),
        "actual": {
            "certain": _reading(actual.certain),
            "possible": _reading(actual.possible),
            "standings": _records(actual.standings),
        },
        "barriers": _records(found.barriers),
        "changes": _records(found.changes),
    }
    return data | ({"what_if": asdict(found.what_if)} if found.what_if else {})


def _factor(case: CaseFile, result: FactorResult) -> dict[str, Any]:
    """Return one factor; how many sources stand behind it is not known where a tree comes without its case."""
    data = {**asdict(result), "text": case.factors[result.id].text, "kind": case.factors[result.id].kind}
    return data if case.head.sources else {**data, "independent_sources": None}


def _records(records: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(record) for record in records]


def _written(count: int | None) -> int | None:
    return None if count is None else written(count)


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "occurred": list(reading.occurred),
        "follows": reading.follows,
        "but_for": list(reading.but_for),
        "causes": [list(members) for members in reading.causes],
        "causes_complete": reading.causes_complete,
        "causes_order": reading.causes_order,
        "responsibility": {leaf: float(share) for leaf, share in reading.responsibility},
        "responsibility_complete": reading.shares_complete,
        "pre_empted": _records(reading.pre_empted),
    }
