"""What matching the exports found, as plain tables for a terminal and as plain data."""

from __future__ import annotations

from typing import Any

from rca.evidence.table import PlainTable
from rca.timeline.clock.report import clocks_json, clocks_table
from rca.timeline.match_sources import Matched
from rca.timeline.matching.results import duplicates_json

MOST = 50
"""So many groups and doubtful pairs are printed; the data has all."""


def matched_tables(matched: Matched) -> tuple[PlainTable, ...]:
    """Return clocks, pairs to decide and groups as tables for a terminal.

    Parameters
    ----------
    matched : Matched
        What matching found.

    Returns
    -------
    tuple of PlainTable
        Only tables that have rows. Of very many groups and pairs the first fifty, pairs to decide before groups.
    """
    clocks = clocks_table(matched.clocks)
    found = sorted(matched.duplicates.table(), key=lambda row: row["verdict"] != "to decide")
    groups, doubtful = len(matched.duplicates.groups), len(matched.duplicates.doubtful)
    cut = f"; {MOST} are shown" if len(found) > MOST else ""
    tables = (
        _table(f"Clocks ({len(clocks)})", clocks),
        _table(f"Same event in several exports ({groups:,}, to decide: {doubtful:,}{cut})", found[:MOST]),
    )
    return tuple(table for table in tables if table.rows)


def matched_json(matched: Matched) -> dict[str, Any]:
    """Return what matching found as plain data.

    Parameters
    ----------
    matched : Matched
        What matching found.

    Returns
    -------
    dict
        ``duplicates``: each group and each doubtful pair with its verdict; ``matching``: what was compared; ``clocks``.
    """
    found = dict(duplicates_json(matched.duplicates))
    groups = [{"verdict": "same event", **group} for group in found.pop("groups")]
    doubtful = [{"verdict": "to decide", **pair} for pair in found.pop("doubtful")]
    return {"duplicates": groups + doubtful, "matching": found, "clocks": list(clocks_json(matched.clocks))}


def _table(title: str, rows: list[dict[str, Any]]) -> PlainTable:
    columns = tuple(rows[0]) if rows else ()
    told = tuple(tuple(_cell(row[name]) for name in columns) for row in rows)
    return PlainTable(title, tuple(name.replace("_", " ") for name in columns), told)


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)
