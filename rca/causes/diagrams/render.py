"""The results of a solved tree as plain data for JSON, and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from math import log10
from typing import Any, Final

from rca.causes.diagrams.results import Importance, TreeResults
from rca.evidence.table import PlainTable

DIGITS: Final = 4000
"""Digits of the largest count that is written out; a larger one is told as a power of ten."""


def results_json(results: TreeResults, importance: Sequence[Importance]) -> dict[str, Any]:
    """Return the results of a tree as plain data.

    Parameters
    ----------
    results : TreeResults
        From :func:`rca.causes.diagrams.reading.read_results`.
    importance : sequence of Importance
        From :func:`rca.causes.diagrams.importance.importances`.

    Returns
    -------
    dict
        ``gates, events, cut_sets, complete, order, by_order, by_order_to, probability, coherent, single_points,
        but_for, importance``. Every event is taken as having occurred, so ``but_for`` are those in every cut set;
        null where not all cut sets are known.
        A count of more than :data:`DIGITS` digits is null, and ``cut_sets_log10`` tells its size.
    """
    count = written(results.cut_sets)
    size = {} if count is not None else {"cut_sets_log10": round(_log10(results.cut_sets), 3)}
    return {
        "gates": results.gates,
        "events": results.events,
        "cut_sets": count,
        **size,
        "complete": results.complete,
        "order": results.order,
        "by_order": {str(order): written(number) for order, number in results.by_order},
        "by_order_to": results.by_order_to,
        "probability": results.probability,
        "coherent": results.coherent,
        "single_points": list(results.single_points),
        "but_for": list(results.in_every_set) if results.complete else None,
        "importance": [asdict(each) for each in importance],
    }


def written(count: int) -> int | None:
    """Return a count that can be written out, or nothing."""
    return count if count.bit_length() * 0.30103 < DIGITS else None


def shown(count: int) -> str:
    """Return a count for people.

    Examples
    --------
    >>> shown(20807446)
    '20,807,446'
    """
    return f"{count:,}" if written(count) is not None else f"about 10^{_log10(count):,.1f}"


def _log10(count: int) -> float:
    shift = max(count.bit_length() - 60, 0)
    return log10(count >> shift) + shift * log10(2)


def results_tables(results: TreeResults, importance: Sequence[Importance]) -> tuple[PlainTable, ...]:
    """Return the results of a tree as tables for a terminal."""
    limit = "" if results.complete else f", only those of up to {results.order} events"
    counted = "" if results.by_order_to is None else f", counted up to {results.by_order_to}"
    facts = (
        ("gates", f"{results.gates:,}"),
        ("basic events", f"{results.events:,}"),
        ("minimal cut sets", shown(results.cut_sets) + limit),
        ("probability of the top", "not known" if results.probability is None else f"{results.probability:.6g}"),
        ("form", "coherent" if results.coherent else "with NOT or XOR: complements count as true unless contradicted"),
        ("enough alone", " ".join(results.single_points) or "none"),
        ("in every cut set", " ".join(results.in_every_set) or "none"),
    )
    orders = tuple((str(order), shown(count)) for order, count in results.by_order)
    rows = tuple(
        (each.event, _part(each.share), _part(each.structural), _part(each.birnbaum), _part(each.fussell_vesely))
        for each in importance
    )
    tables = (
        PlainTable("Fault tree", ("what", "value"), facts),
        PlainTable(f"Minimal cut sets by order{counted}", ("order", "cut sets"), orders),
        PlainTable(
            "Importance (share of cut sets: a convention)",
            ("event", "share", "structural", "Birnbaum", "Fussell-Vesely"),
            rows,
        ),
    )
    return tuple(table for table in tables if table.rows)


def sets_table(sets: Iterable[Sequence[str]]) -> PlainTable:
    """Return listed cut sets as a table."""
    rows = tuple((str(len(members)), " ".join(members)) for members in sets)
    return PlainTable(f"Smallest cut sets ({len(rows)})", ("order", "events"), rows)


def _part(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
