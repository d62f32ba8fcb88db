"""Read the cells of an export as text: one reader for each kind of file."""

from __future__ import annotations

import csv
import io
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
    """A header and the rows below it, every cell as text; rows may have any number of cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_cells(path: Path, options: dict[str, str]) -> Cells:
    """Read an export.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.tsv`` or ``.xlsx``.
    options : dict of str to str
        ``delimiter`` and ``encoding`` for text files, ``sheet`` for workbooks.

    Returns
    -------
    Cells
        Blank rows at the end are left out, blank rows between others are kept.

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
        case ending:
            raise UnreadableError(f"exports are .csv, .tsv or .xlsx files; got {ending!r}", "save it as one of these")
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
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


def _cell_text(cell: object) -> str:
    match cell:
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
