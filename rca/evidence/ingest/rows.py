"""Canonical rows as SQL over the cells of an export, and the rows refused."""

# ruff: noqa: S608 - every text in the queries is quoted or made here
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.case.records import Source
from rca.case.zones import Zones
from rca.evidence.ingest.column import TimeColumn, each_layout, layout_sql, parts_sql, text_sql
from rca.evidence.ingest.engine import quoted
from rca.evidence.ingest.walls import BASES, bounds_sql, stretches
from rca.evidence.mapping import Mapping
from rca.evidence.read import REFUSED, TEXT_FIELDS, raw_text, refused_schema, row_time
from rca.evidence.times import RawTime

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_OFFSET = f"{BASES.index('offset')}::UTINYINT"
_THREE_DAYS = 3 * 86_400_000_000


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

    numbers, texts = ("t_lo", "t_best", "t_hi"), ("date_cell", "cell", "shown", "reason")
    rows = []
    for odd in column.odd:
        row: dict[str, object] = {"date_cell": odd.parts[0], "cell": odd.parts[1], "shown": odd.text}
        if isinstance(odd.time, str):
            row["reason"] = odd.time
        else:
            time = row_time(odd.time, odd.text, zone, zones)
            row |= {"t_lo": time.earliest, "t_best": time.best, "t_hi": time.latest}
            row["basis"] = BASES.index(time.basis)
            row["instant"] = odd.time.instant
        rows.append(row)
    schema = pa.schema(
        [
            *((name, pa.int64()) for name in numbers),
            *((name, pa.string()) for name in texts),
            ("basis", pa.uint8()),
            ("instant", pa.bool_()),
        ]
    )
    made = pa.Table.from_pylist(rows, schema)
    connection.register("odd_cells", made)
    connection.execute("CREATE OR REPLACE TEMP TABLE odd AS SELECT * FROM odd_cells")
    connection.unregister("odd_cells")


@dataclass(frozen=True)
class Canonical:
    """The canonical rows of an export.

    Parameters
    ----------
    sql : str
        A query for what differs from row to row, in the export's own order: ``t_lo_us``, ``t_hi_us``,
        ``t_basis`` (place in `rca.evidence.ingest.walls.BASES`), ``raw_time``, ``source_row`` and others. Of a
        guessed column it has the rows too that could not be read, without a time.
    constants : dict
        The other canonical columns: the one value that all rows have.
    """

    sql: str
    constants: dict[str, str | None]


def canonical_rows(
    cells: str, mapping: Mapping, header: tuple[str, ...], column: TimeColumn, source: Source, digest: str, zones: Zones
) -> Canonical:
    """Return how the canonical rows of an export are found.

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
    Canonical
        Query and constants.
    """
    values: dict[str, str | None] = dict.fromkeys(TEXT_FIELDS)
    values |= {"clock_id": source.clock, "source_id": source.id, "source_sha256": digest}
    varying = {field: f"c{at}" for field, at in mapping.columns.items() if field in TEXT_FIELDS}
    instants = {each.instant for each in column.layouts}
    if column.odd or len(instants) != 1:
        zone = quoted(source.zone) if source.zone is not None else "NULL::VARCHAR"
        varying["zone_used"] = f"CASE WHEN instant THEN 'UTC' ELSE {zone} END"
    else:
        values["zone_used"] = "UTC" if instants == {True} else source.zone
    if len(mapping.columns) < len(header):
        varying["attributes"] = _attributes(mapping, header)
    else:
        values["attributes"] = "{}"
    # A filter would be evaluated before the columns are, and the times be read twice.
    kept = "" if column.guessed else " WHERE lo IS NOT NULL"
    # A join hands on the rows it matched before the others.
    order = " ORDER BY source_row" if column.odd else ""
    selected = ", ".join(f"{value} AS {name}" for name, value in varying.items())
    sql = (
        "SELECT lo AS t_lo_us, hi AS t_hi_us, basis AS t_basis, shown AS raw_time, source_row"
        f"{', ' if selected else ''}{selected} FROM ({_timed(cells, mapping, column, source, zones)}){kept}{order}"
    )
    return Canonical(sql, {name: value for name, value in values.items() if name not in varying})


def _timed(cells: str, mapping: Mapping, column: TimeColumn, source: Source, zones: Zones) -> str:
    """Return the cells with ``lo``, ``hi``, ``basis``, ``instant``, ``wall`` and ``shown``; null where unread."""
    text, (date, time) = text_sql(mapping), parts_sql(mapping)
    wall = each_layout(column.layouts, [each.wall for each in column.layouts])
    known = f"SELECT *, {layout_sql(column.layouts, text)} AS layout FROM {cells} WHERE fault IS NULL"
    walls = f"SELECT *, {wall}::BIGINT AS wall FROM ({known})"
    low, high, basis = _bounds(column, source, zones)
    instant = each_layout(column.layouts, [str(each.instant).lower() for each in column.layouts])
    if not any(isinstance(odd.time, RawTime) for odd in column.odd):
        bounds = f"{low} AS lo, {high} AS hi, {basis} AS basis, {instant} AS instant"
        return f"SELECT *, {bounds}, {text} AS shown FROM ({walls})"
    # A cell with a layout that shows no time, such as the 31st of June, is an odd one too.
    unread = "wall IS NULL"
    return (
        f"SELECT walls.*, coalesce({low}, odd.t_lo) AS lo, coalesce({high}, odd.t_hi) AS hi, "
        f"CASE WHEN {unread} THEN odd.basis ELSE {basis} END AS basis, "
        f"CASE WHEN {unread} THEN odd.instant ELSE {instant} END AS instant, coalesce(odd.shown, {text}) AS shown "
        f"FROM ({walls}) AS walls LEFT JOIN odd ON {unread} AND odd.date_cell = {date} AND odd.cell = {time}"
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


def _bounds(column: TimeColumn, source: Source, zones: Zones) -> tuple[str, str, str]:
    """Return SQL for the bounds and the basis of a row with a layout."""
    layouts = column.layouts
    if not layouts:
        return "NULL::BIGINT", "NULL::BIGINT", "NULL::UTINYINT"
    units = sorted({each.unit_us for each in layouts if not each.instant})
    local: dict[int, tuple[str, str, str]] = {}
    # Of a guessed column the span comes from all cells of the sample, those without a layout too.
    if units and source.zone is not None and column.first is not None and column.last is not None:
        last = column.last + max(units) + _THREE_DAYS
        known = stretches(source.zone, zones, column.first - _THREE_DAYS, last)
        local = {unit: bounds_sql(known, "wall", unit) for unit in units}
    each_bounds = [
        local[each.unit_us]
        if not each.instant and each.unit_us in local
        else ("wall", f"(wall + {each.unit_us - 1})", _OFFSET)
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
