"""Canonical rows as SQL over the cells of an export, and the rows refused."""

# ruff: noqa: S608 - every text in the queries is quoted or made here
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rca.case.records import Source
from rca.case.zones import Zones
from rca.evidence.ingest.column import TimeColumn, each_layout, layout_sql, parts_sql, text_sql
from rca.evidence.ingest.engine import quoted
from rca.evidence.ingest.walls import bounds_sql, stretches
from rca.evidence.mapping import Mapping
from rca.evidence.read import REFUSED, TEXT_FIELDS, raw_text, refused_schema, row_time

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_THREE_DAYS = 3 * 86_400_000_000
_JOINED_AT_MOST = 200_000
"""A join with more odd cells could go to disk, and would then lose the order of the rows."""


def make_odd_table(connection: duckdb.DuckDBPyConnection, column: TimeColumn, zone: str | None, zones: Zones) -> None:
    """Make the table ``odd``: what the row-by-row reader says of each cell without a layout.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Where to make it.
    column : TimeColumn
        The cells.
    zone : str or None
        The zone of the source.
    zones : Zones
        The zones of the case.
    """
    import pyarrow as pa

    numbers, texts = ("t_lo", "t_best", "t_hi"), ("date_cell", "cell", "shown", "basis", "reason")
    rows = []
    for odd in column.odd:
        row: dict[str, object] = {"date_cell": odd.parts[0], "cell": odd.parts[1], "shown": odd.text}
        if isinstance(odd.time, str):
            row["reason"] = odd.time
        else:
            time = row_time(odd.time, odd.text, zone, zones)
            row |= {"t_lo": time.earliest, "t_best": time.best, "t_hi": time.latest, "basis": time.basis}
            row["instant"] = odd.time.instant
        rows.append(row)
    schema = pa.schema(
        [
            *((name, pa.int64()) for name in numbers),
            *((name, pa.string()) for name in texts),
            ("instant", pa.bool_()),
        ]
    )
    made = pa.Table.from_pylist(rows, schema)
    connection.register("odd_cells", made)
    connection.execute("CREATE OR REPLACE TEMP TABLE odd AS SELECT * FROM odd_cells")
    connection.unregister("odd_cells")


def canonical_sql(
    cells: str, mapping: Mapping, header: tuple[str, ...], column: TimeColumn, source: Source, digest: str, zones: Zones
) -> str:
    """Return the query for the canonical rows of an export, in its own order.

    Parameters
    ----------
    cells : str
        The relation of the cells.
    mapping : Mapping
        Which column is what.
    header : tuple of str
        The names of the columns.
    column : TimeColumn
        The time column, looked through; where it has odd cells the table ``odd`` is made.
    source : Source
        The source.
    digest : str
        SHA-256 of the export.
    zones : Zones
        The zones of the case.

    Returns
    -------
    str
        A SELECT with the columns of `rca.evidence.read.EvidenceTable`.
    """
    low, high, basis = _bounds(column, source, zones)
    names = ("lo", "hi", "basis", "instant")
    odd = _has_times(column)
    low, high, basis, instant = (
        f"coalesce({value}, odd.{other})" if odd else value
        for value, other in zip((low, high, basis, _instant(column)), ("t_lo", "t_hi", "basis", "instant"), strict=True)
    )
    text, (date, time) = text_sql(mapping), parts_sql(mapping)
    joined = f" LEFT JOIN odd ON wall IS NULL AND odd.date_cell = {date} AND odd.cell = {time}" if odd else ""
    wall = each_layout(column.layouts, [each.wall for each in column.layouts])
    known = f"SELECT *, {layout_sql(column.layouts, text)} AS layout FROM {cells} WHERE fault IS NULL"
    timed = (
        f"SELECT known.* REPLACE (CASE WHEN wall IS NOT NULL THEN layout END AS layout), wall "
        f"FROM (SELECT *, {wall}::BIGINT AS wall FROM ({known})) AS known"
    )
    shown = f"coalesce(odd.shown, {text})" if odd else text
    bounded = (
        f"SELECT timed.*, {low} AS {names[0]}, {high} AS {names[1]}, {basis} AS {names[2]}, "
        f"{instant} AS {names[3]}, {shown} AS shown FROM ({timed}) AS timed{joined}"
    )
    fields = ", ".join(
        f"{'c' + str(mapping.columns[field]) if field in mapping.columns else 'NULL::VARCHAR'} AS {field}"
        for field in TEXT_FIELDS
    )
    inside = "lo IS NOT NULL"
    if column.guessed and column.first is not None:
        inside += f" AND (instant OR wall BETWEEN {column.first} AND {column.last})"
    zone = quoted(source.zone) if source.zone is not None else "NULL::VARCHAR"
    zone_used = f"CASE WHEN instant THEN 'UTC' ELSE {zone} END"
    if not column.odd and len({each.instant for each in column.layouts}) == 1:
        zone_used = "'UTC'" if column.layouts[0].instant else zone
    clock = quoted(source.clock) if source.clock is not None else "NULL::VARCHAR"
    order = " ORDER BY source_row" if len(column.odd) > _JOINED_AT_MOST else ""
    return (
        f"SELECT lo AS t_lo_us, lo AS t_best_us, hi AS t_hi_us, basis AS t_basis, shown AS raw_time, "
        f"{zone_used} AS zone_used, {clock} AS clock_id, "
        f"{quoted(source.id)} AS source_id, {quoted(digest)} AS source_sha256, source_row, {fields}, "
        f"{_attributes(mapping, header)} AS attributes FROM ({bounded}) WHERE {inside}{order}"
    )


def refused_rows(
    connection: duckdb.DuckDBPyConnection, cells: str, mapping: Mapping, width: int, source: Source, digest: str
) -> Iterator[pa.RecordBatch]:
    """Yield the rows that cannot be read, each with its reason; the table ``odd`` is made.

    Parameters
    ----------
    connection : DuckDBPyConnection
        The engine.
    cells : str
        The relation of the cells.
    mapping : Mapping
        Which column is what.
    width : int
        Number of the columns.
    source : Source
        The source.
    digest : str
        SHA-256 of the export.

    Yields
    ------
    pyarrow.RecordBatch
        With the columns of the refused rows of `rca.evidence.read.EvidenceTable`.
    """
    import pyarrow as pa

    date, time = parts_sql(mapping)
    found = connection.execute(
        f"""SELECT source_row, fault, cells.raw, reason, [{", ".join(f"c{index}" for index in range(width))}]
            FROM {cells} AS cells LEFT JOIN odd ON odd.date_cell = {date} AND odd.cell = {time}
            WHERE fault IS NOT NULL OR reason IS NOT NULL ORDER BY source_row"""
    )
    while rows := found.fetchmany(20_000):
        made = []
        for number, fault, raw, reason, row in rows:
            empty = fault is None and not any(cell.strip() for cell in row)
            said = fault or ("empty row" if empty else reason)
            stands = raw if fault is not None else raw_text(tuple(row))
            made.append(dict(zip(REFUSED, (source.id, digest, number, said, stands), strict=True)))
        yield pa.RecordBatch.from_pylist(made, schema=refused_schema())


def _has_times(column: TimeColumn) -> bool:
    return any(not isinstance(odd.time, str) for odd in column.odd)


def _instant(column: TimeColumn) -> str:
    return each_layout(column.layouts, [str(each.instant).lower() for each in column.layouts])


def _bounds(column: TimeColumn, source: Source, zones: Zones) -> tuple[str, str, str]:
    """Return SQL for the bounds and the basis of a row with a layout."""
    layouts = column.layouts
    if not layouts:
        return "NULL::BIGINT", "NULL::BIGINT", "NULL::VARCHAR"
    units = sorted({each.unit_us for each in layouts if not each.instant})
    local: dict[int, tuple[str, str, str]] = {}
    if source.zone is not None and column.first is not None and column.last is not None:
        last = column.last + max(units) + _THREE_DAYS
        known = stretches(source.zone, zones, column.first - _THREE_DAYS, last)
        local = {unit: bounds_sql(known, "wall", f"{unit}::BIGINT") for unit in units}
    each_bounds = [
        local[each.unit_us]
        if not each.instant and each.unit_us in local
        else ("wall", f"(wall + {each.unit_us - 1})", "'offset'")
        for each in layouts
    ]
    low, high, basis = (each_layout(layouts, list(part)) for part in zip(*each_bounds, strict=True))
    return low, high, basis


def _attributes(mapping: Mapping, header: tuple[str, ...]) -> str:
    """Return SQL for the columns that are not mapped as JSON, spelled as Python spells it."""
    mapped = set(mapping.columns.values())
    # Of columns with one name the last one counts, in the place of the first.
    columns = {name: index for index, name in enumerate(header) if index not in mapped}
    parts = [
        quoted(f"{'{' if at == 0 else ', '}{json.dumps(name, ensure_ascii=False)}: ") + f" || {_json_text(f'c{index}')}"
        for at, (name, index) in enumerate(columns.items())
    ]
    return " || ".join([*parts, "'}'"]) if parts else "'{}'"


def _json_text(cell: str) -> str:
    escaped = f"replace(replace({cell}, '\\', '\\\\'), '\"', '\\\"')"
    for code in range(0x20):
        escaped = f"replace({escaped}, chr({code}), {quoted(json.dumps(chr(code))[1:-1])})"
    # Few cells hold a sign that JSON escapes, and only those are searched for each of them.
    return f"'\"' || CASE WHEN regexp_matches({cell}, '[\"\\\\\\x00-\\x1f]') THEN {escaped} ELSE {cell} END || '\"'"
