"""The cells of an export as a relation of SQL: from the file itself where it is regular, else from a staged copy.

The relation has ``source_row`` (from 1), ``c0, c1, …`` (text, never null), ``fault`` and ``raw`` (null for a good
row). A staged copy is made by the row-by-row reader, so that there is one meaning of a cell.
"""

# ruff: noqa: S608 - every text in the queries is quoted or made here
from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rca.evidence.files import (
    NO_OBJECT,
    BadRow,
    UnreadableError,
    find_delimiter,
    json_record,
    json_records,
    open_rows,
    text_rows,
)
from rca.evidence.ingest.engine import quoted
from rca.evidence.ingest.regular import has_regular_quotes, regular_lines

if TYPE_CHECKING:
    import duckdb

_BATCH = 50_000
_LOOKED_AT = 1 << 14
_PLAIN_TYPES = {"VARCHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}


@dataclass(frozen=True)
class CellRelation:
    """Where to read the cells of an export.

    Parameters
    ----------
    sql : str
        The relation.
    header : tuple of str
        The names of the columns ``c0, c1, …``.
    rows : int
        How many rows there are: they were read right if so many rows of ``proof`` have a ``c0`` that is not null.
    proof : str
        The same relation with every row tested for its form.
    sample : tuple of tuple of str
        Some rows from the begin and from the end.
    """

    sql: str
    header: tuple[str, ...]
    rows: int
    proof: str
    sample: tuple[tuple[str, ...], ...] = ()


def direct_cells(connection: duckdb.DuckDBPyConnection, path: Path, options: dict[str, str]) -> CellRelation | None:
    """Return how the cells of an export are read from the file itself, or ``None`` where it is not regular.

    Parameters
    ----------
    connection : DuckDBPyConnection
        To look at the columns of Parquet with.
    path : Path
        The export.
    options : dict of str to str
        As for `rca.evidence.files.read_cells`.

    Returns
    -------
    CellRelation or None
        In the order of the rows. It still has to prove itself by the number of its rows.
    """
    match path.suffix.lower():
        case ".csv" | ".tsv":
            return _text(path, options)
        case ".jsonl":
            return _json_lines(path)
        case ".parquet":
            return _parquet(connection, path)
    return None


def _text(path: Path, options: dict[str, str]) -> CellRelation | None:
    encoding = options.get("encoding", "utf-8-sig")
    if encoding.lower().replace("_", "-") not in {"utf-8", "utf8", "utf-8-sig"}:
        return None
    try:
        delimiter = options.get("delimiter") or find_delimiter(path, encoding)
        header = tuple(cell.strip() for cell in next(iter(text_rows(path, options)), ()))
    except (UnreadableError, UnicodeError):
        return None
    lines = regular_lines(path)
    if len(delimiter.encode()) != 1 or delimiter in '"\n\r' or lines is None or len(header) < 2:
        return None
    if not any(header) or any("\n" in cell for cell in header) or not has_regular_quotes(path, delimiter):
        return None
    names = [f"c{index}" for index in range(len(header))]
    columns = ", ".join(f"{name}: 'VARCHAR'" for name in names)
    read = (
        f"read_csv({quoted(str(path))}, columns = {{{columns}}}, delim = {quoted(delimiter)}, quote = '\"', "
        f"escape = '\"', header = false, skip = 1, auto_detect = false, strict_mode = true, "
        f"new_line = '\\n', force_not_null = [{', '.join(map(quoted, names))}])"
    )
    sql = _numbered(", ".join(names), read)
    sample = csv.reader(_ends(path), delimiter=delimiter)
    return CellRelation(sql, header, lines - 1, sql, tuple(map(tuple, sample))[1:])


def _ends(path: Path) -> list[str]:
    """Return some lines from the begin and from the end of a file."""
    with path.open("rb") as stream:
        head = stream.read(_LOOKED_AT)
        stream.seek(max(path.stat().st_size - _LOOKED_AT, len(head)))
        tail = stream.read()
    cut = [*head.split(b"\n"), *tail.split(b"\n")[1:]]
    return [line.decode(errors="replace") for line in cut if line]


def _numbered(cells: str, read: str, number: str = "row_number() OVER ()") -> str:
    return f"(SELECT {number} AS source_row, {cells}, NULL::VARCHAR AS fault, NULL::VARCHAR AS raw FROM {read})"


def _json_lines(path: Path) -> CellRelation | None:
    """Return the relation of lines that are all objects of the same keys in the same order, with simple values."""
    lines = regular_lines(path)
    with path.open("rb") as stream:
        first = stream.readline(1 << 20)
    try:
        record = json.loads(first.decode())
    except ValueError:
        return None
    if lines is None or not isinstance(record, dict) or not record:
        return None
    if any(re.fullmatch(r"[A-Za-z0-9_ @:-]+", key) is None for key in record):
        return None
    if any(isinstance(value, dict | list) for value in record.values()):
        return None
    read = (
        f"read_csv({quoted(str(path))}, columns = {{line: 'VARCHAR'}}, delim = '', quote = '', escape = '', "
        "header = false, auto_detect = false, new_line = '\\n')"
    )
    paths = "[" + ", ".join(quoted(f'$."{key}"') for key in record) + "]"
    split = f"json_extract_string(line, {paths})"
    # A line that is its values put back between the keys holds these values and nothing else. An escape could
    # stand for another text, so that there must be none.
    text, cells = first.decode(), [f"cells[{at + 1}]" for at in range(len(record))]
    colon = ": " if f'"{next(iter(record))}": ' in text else ":"
    comma = ", " if any(f', "{key}"{colon}' in text for key in record) else ","
    parts = [
        part
        for at, key in enumerate(record)
        for part in (quoted(f'{comma if at else "{"}"{key}"{colon}'), _as_in_line(cells[at], record[key]))
    ]
    bare = [
        f"regexp_full_match({cell}, '-?[0-9][0-9.eE+-]*|true|false')"
        for cell, value in zip(cells, record.values(), strict=True)
        if not isinstance(value, str | None)
    ]
    same = " AND ".join(
        [
            f"line = concat({', '.join(parts)}, '}}') AND NOT contains(line, '\\')",
            *(f"coalesce({b}, true)" for b in bare),
        ]
    )
    tested = f"CASE WHEN {same} THEN cells END AS cells"
    # A null of JSON is no text; a line of another form has no cells at all, and is not counted.
    proven = ", ".join(
        f"CASE WHEN cells IS NOT NULL THEN coalesce(cells[{index + 1}], '') END AS c{index}"
        for index in range(len(record))
    )
    plain = ", ".join(f"coalesce(cells[{index + 1}], '') AS c{index}" for index in range(len(record)))
    return CellRelation(
        _numbered(plain, f"(SELECT {split} AS cells FROM {read})"),
        tuple(record),
        lines,
        _numbered(proven, f"(SELECT {tested} FROM (SELECT line, {split} AS cells FROM {read}))"),
        tuple(tuple(row.values()) for row in map(json_record, _ends(path)) if isinstance(row, dict)),
    )


def _as_in_line(cell: str, like: object) -> str:
    """Return SQL for a value as it stands in a line; a column holds texts, or figures and truths."""
    return (
        f"""coalesce('"' || {cell} || '"', 'null')""" if isinstance(like, str | None) else f"coalesce({cell}, 'null')"
    )


def _parquet(connection: duckdb.DuckDBPyConnection, path: Path) -> CellRelation | None:
    import duckdb
    import pyarrow as pa
    from pyarrow import parquet

    try:
        schema = parquet.read_schema(path)
        described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})").fetchall()
    except (duckdb.Error, pa.ArrowException, OSError):
        return None
    header = tuple(str(row[0]) for row in described)
    if any(row[1] not in _PLAIN_TYPES for row in described) or len({name.lower() for name in header}) < len(header):
        return None
    # The engine gives a name another ending where it stands twice, and takes a duration for a number.
    if header != tuple(schema.names) or any(pa.types.is_duration(kind) for kind in schema.types):
        return None
    cells = ", ".join(f"coalesce({_name(name)}::VARCHAR, '') AS c{index}" for index, name in enumerate(header))
    read = f"read_parquet({quoted(str(path))}, file_row_number = true)"
    sql = _numbered(cells, read, "file_row_number + 1")
    names = ", ".join(f"c{index}" for index in range(len(header)))
    (counted,) = connection.execute(f"SELECT count(*) FROM {read}").fetchall()
    ends = f"source_row <= 2000 OR source_row > {counted[0]} - 2000"
    sample = connection.execute(f"SELECT {names} FROM {sql} WHERE {ends}").fetchall()
    return CellRelation(sql, header, counted[0], sql, tuple(sample))


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def staged_cells(path: Path, options: dict[str, str], drafts: Path) -> CellRelation:
    """Read the cells of an export row by row into a staged copy.

    Parameters
    ----------
    path : Path
        The export.
    options : dict of str to str
        As for `rca.evidence.files.read_cells`.
    drafts : Path
        An empty folder for the copy.

    Returns
    -------
    CellRelation
        In the order of the rows.

    Raises
    ------
    UnreadableError
        As for `rca.evidence.files.read_cells`.
    """
    if path.suffix.lower() == ".jsonl":
        header, count = _stage_records(json_records(path), drafts)
        if not header:
            raise UnreadableError(NO_OBJECT, "export it again, one object a line")
    else:
        header, rows = open_rows(path, options)
        count = _stage_rows(header, rows, drafts)
    cells = ", ".join(f"coalesce(c{index}, '') AS c{index}" for index in range(len(header)))
    read = f"read_parquet({quoted(str(drafts / '*.parquet'))}, union_by_name = true)"
    sql = f"(SELECT source_row, {cells}, fault, raw FROM {read})"
    return CellRelation(sql, header, count, sql)


def _stage_rows(header: tuple[str, ...], rows: Iterator[tuple[str, ...]], drafts: Path) -> int:
    width, first = len(header), 1
    while True:
        batch = list(islice(rows, _BATCH))
        if not batch and first > 1:
            return first - 1
        faults: list[str | None] = [None if len(row) == width else _ragged(row, width) for row in batch]
        raws = [
            None if fault is None else json.dumps(list(row), ensure_ascii=False)
            for row, fault in zip(batch, faults, strict=True)
        ]
        even = [
            row if fault is None else (*row, *("",) * width)[:width] for row, fault in zip(batch, faults, strict=True)
        ]
        columns = [list(column) for column in zip(*even, strict=True)] or [[] for _ in header]
        _write(drafts, first, columns, faults, raws)
        first += len(batch)
        if not batch:
            return 0


def _ragged(row: tuple[str, ...], width: int) -> str:
    return f"it has {len(row)} cells, the header {width}" if any(cell.strip() for cell in row) else "empty row"


def _stage_records(records: Iterable[dict[str, str] | BadRow], drafts: Path) -> tuple[tuple[str, ...], int]:
    header: dict[str, None] = {}
    records, first = iter(records), 1
    while batch := list(islice(records, _BATCH)):
        header.update(dict.fromkeys(key for record in batch if isinstance(record, dict) for key in record))
        columns = [[r.get(key, "") if isinstance(r, dict) else "" for r in batch] for key in header]
        faults = [r.reason if isinstance(r, BadRow) else None for r in batch]
        raws = [r.raw if isinstance(r, BadRow) else None for r in batch]
        _write(drafts, first, columns, faults, raws)
        first += len(batch)
    return tuple(header), first - 1


def _write(
    drafts: Path, first: int, columns: list[list[str]], faults: list[str | None], raws: list[str | None]
) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    text = pa.string()
    table = pa.table(
        {
            "source_row": pa.array(range(first, first + len(faults)), pa.int64()),
            **{f"c{index}": pa.array(column, text) for index, column in enumerate(columns)},
            "fault": pa.array(faults, text),
            "raw": pa.array(raws, text),
        }
    )
    # Names sort in the order of the rows, and files are read in the order of their names.
    parquet.write_table(table, drafts / f"{first:015}.parquet", compression="lz4")
