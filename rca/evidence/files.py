"""Read the cells of an export as text: one reader for each kind of file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path


class UnreadableError(ValueError):
    """A file cannot be read as its ending says; ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Cells:
    """A header and the rows below it, every cell as text.

    A row may have any number of cells; where it cannot be told into cells, the reason stands in its place.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...] | str, ...]


def read_cells(path: Path, options: dict[str, str]) -> Cells:
    """Read an export.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.tsv``, ``.xlsx``, ``.jsonl`` or ``.parquet``.
    options : dict of str to str
        ``delimiter`` and ``encoding`` for text files, ``sheet`` for workbooks.

    Returns
    -------
    Cells
        Empty lines at the end are left out; a row of nothing but separators or spaces is a row wherever it stands.

    Raises
    ------
    UnreadableError
        When the file is empty, of an unknown kind, or not what its ending says.
    """
    match path.suffix.lower():
        case ".csv" | ".tsv":
            rows = _text_rows(path, options)
        case ".xlsx":
            rows = _workbook_rows(path, options)
        case ".jsonl":
            return _json_lines(path)
        case ".parquet":
            return _parquet(path)
        case ending:
            kinds = ".csv, .tsv, .xlsx, .jsonl or .parquet"
            raise UnreadableError(f"exports are {kinds} files; got {ending!r}", "save it as one of these")
    while rows and not rows[-1]:
        rows.pop()
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise UnreadableError("the file holds no header", "export it again, with column names in the first row")
    return Cells(tuple(cell.strip() for cell in rows[0]), tuple(tuple(row) for row in rows[1:]))


def _text_rows(path: Path, options: dict[str, str]) -> list[Sequence[str]]:
    encoding = options.get("encoding", "utf-8-sig")
    try:
        text = path.read_bytes().decode(encoding)
    except LookupError:
        raise UnreadableError(f"no encoding is called {encoding!r}", "name another, such as cp1252") from None
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not {encoding.removesuffix('-sig')}"
        raise UnreadableError(message, "say how it is written, such as options: {encoding: cp1252}") from None
    delimiter = options.get("delimiter") or ("\t" if path.suffix.lower() == ".tsv" else _delimiter(text))
    # The limit of the csv module guards memory; chat messages can be longer than its default.
    csv.field_size_limit(16 * 1024 * 1024)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableError(
            f"it is not a well-formed table: {error}", "export it again, or mend the quotes"
        ) from None


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t|", key=lambda mark: (header.count(mark), mark == ","))


def _workbook_rows(path: Path, options: dict[str, str]) -> list[Sequence[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = workbook.sheet_names
        sheet = options.get("sheet", names[0] if len(names) == 1 else "")
        if sheet not in names:
            said = f"no sheet is called {sheet!r}" if sheet else "it has several sheets"
            raise UnreadableError(f"{said}; it has: {', '.join(names)}", "name one: options: {sheet: …}")
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=True)
    except CalamineError as error:
        raise UnreadableError(f"it is not a workbook: {error}", "save it again as .xlsx") from None
    return [[_cell_text(cell) for cell in row] for row in rows]


def _json_lines(path: Path) -> Cells:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte {error.start} is not utf-8", "export it again as UTF-8") from None
    while lines and not lines[-1].strip():
        lines.pop()
    records = [_json_record(line) for line in lines]
    header = tuple(dict.fromkeys(key for record in records if isinstance(record, dict) for key in record))
    if not header:
        raise UnreadableError("no line of it is a JSON object", "export it again, one object a line")
    return Cells(header, tuple(r if isinstance(r, str) else tuple(r.get(key, "") for key in header) for r in records))


def _json_record(line: str) -> dict[str, str] | str:
    try:
        # Numbers keep their digits: a time such as 1594844220.000200 must not become a float.
        record = json.loads(line, parse_float=str, parse_int=str)
    except (json.JSONDecodeError, RecursionError):
        return "not a JSON object" if line.strip() else "empty row"
    if not isinstance(record, dict):
        return "not a JSON object"
    return {key: _cell_text(value) for key, value in record.items()}


def _parquet(path: Path) -> Cells:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise UnreadableError(f"it is not a Parquet file: {str(error).splitlines()[0]}", "export it again") from None
    columns = [[_cell_text(value) for value in column.to_pylist()] for column in table.columns]
    return Cells(tuple(table.column_names), tuple(zip(*columns, strict=True)))


def _cell_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case dict() | list():
            return json.dumps(cell, ensure_ascii=False, default=str)
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return f"{cell.total_seconds():g} s"
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
