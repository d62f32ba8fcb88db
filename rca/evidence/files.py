"""Read the cells of an export as text: one reader for each kind of file."""

from __future__ import annotations

import codecs
import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rca.evidence.typed import cell_text, column_texts


class UnreadableError(ValueError):
    """A file cannot be read as its ending says; ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be told into cells: why, and the row as it stands."""

    reason: str
    raw: str


Row = tuple[str, ...] | BadRow
"""The cells of a row, of any number, or why there are none."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A header and the rows below it, every cell as text."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


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
    if path.suffix.lower() == ".jsonl":
        records = tuple(json_records(path))
        header = tuple(dict.fromkeys(key for record in records if isinstance(record, dict) for key in record))
        if not header:
            raise UnreadableError(NO_OBJECT, "export it again, one object a line")
        return Cells(
            header, tuple(r if isinstance(r, BadRow) else tuple(r.get(k, "") for k in header) for r in records)
        )
    header, rows = open_rows(path, options)
    return Cells(header, tuple(rows))


_LONGEST = 16 * 1024 * 1024
"""Most characters of a cell of a table of text."""

NO_OBJECT = "no line of it is a JSON object"
"""What is wrong with lines of JSON that hold nothing to read."""


def open_rows(path: Path, options: dict[str, str]) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    """Open an export whose header comes first, to be read row by row.

    Parameters
    ----------
    path : Path
        ``.csv``, ``.tsv``, ``.xlsx`` or ``.parquet``.
    options : dict of str to str
        As for `read_cells`.

    Returns
    -------
    tuple of (tuple of str, iterator of tuple of str)
        The header and the rows below it; only workbooks are held in memory.

    Raises
    ------
    UnreadableError
        As for `read_cells`, now or while the rows are read.
    """
    match path.suffix.lower():
        case ".csv" | ".tsv":
            rows = text_rows(path, options)
        case ".xlsx":
            rows = iter(_workbook_rows(path, options))
        case ".parquet":
            return _parquet(path)
        case ending:
            kinds = ".csv, .tsv, .xlsx, .jsonl or .parquet"
            raise UnreadableError(f"exports are {kinds} files; got {ending!r}", "save it as one of these")
    header = next(rows, ())
    if not any(cell.strip() for cell in header):
        raise UnreadableError("the file holds no header", "export it again, with column names in the first row")
    return tuple(cell.strip() for cell in header), map(tuple, _without_end(rows))


def _without_end(rows: Iterator[Sequence[str]]) -> Iterator[Sequence[str]]:
    """Yield rows without the empty lines at the end."""
    empty = 0
    for row in rows:
        if not row:
            empty += 1
            continue
        yield from ((),) * empty
        empty = 0
        yield row


def text_rows(path: Path, options: dict[str, str]) -> Iterator[Sequence[str]]:
    """Yield the rows of a table of text, the header first; see `read_cells` for what is raised."""
    encoding = options.get("encoding", "utf-8-sig")
    try:
        delimiter = options.get("delimiter") or find_delimiter(path, encoding)
        # The limit of the csv module guards memory; chat messages can be longer than its default.
        csv.field_size_limit(_LONGEST)
        with path.open(encoding=encoding, newline="") as text:
            yield from csv.reader(text, delimiter=delimiter, strict=True)
    except LookupError:
        raise UnreadableError(f"no encoding is called {encoding!r}", "name another, such as cp1252") from None
    except UnicodeError:
        message = f"byte {_bad_byte(path, encoding)} is not {encoding.removesuffix('-sig')}"
        raise UnreadableError(message, "say how it is written, such as options: {encoding: cp1252}") from None
    except (csv.Error, TypeError) as error:
        if "field limit" in str(error):
            message = f"a cell of it has more than {_LONGEST} characters, the most that are read"
            remedy = "shorten that cell; if none is so long, a quote was never closed: mend it"
            raise UnreadableError(message, remedy) from None
        raise UnreadableError(
            f"it is not a well-formed table: {error}", "export it again, or mend the quotes"
        ) from None


def _bad_byte(path: Path, encoding: str) -> int:
    decoder, done = codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(1 << 20)
            held = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return done - held + error.start
            except UnicodeError:
                return done - held
            done += len(chunk)


def find_delimiter(path: Path, encoding: str) -> str:
    """Return what parts the cells of a table of text: a tab in ``.tsv``, else the commonest mark of its first line."""
    if path.suffix.lower() == ".tsv":
        return "\t"
    with path.open(encoding=encoding, newline="\n") as text:
        header = text.readline(16 * 1024 * 1024)
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
    return [[cell_text(cell) for cell in row] for row in rows]


def json_records(path: Path) -> Iterator[dict[str, str] | BadRow]:
    """Yield the objects of a file of JSON lines with their values as text, without the empty lines at the end."""
    empty: list[str] = []
    with path.open("rb") as stream:
        at = 0
        for number, data in enumerate(stream):
            try:
                line = data.decode("utf-8-sig" if number == 0 else "utf-8").removesuffix("\n")
            except UnicodeDecodeError as error:
                message = f"byte {at + error.start} is not utf-8"
                raise UnreadableError(message, "export it again as UTF-8") from None
            at += len(data)
            if not line.strip():
                empty.append(line)
                continue
            yield from (BadRow("empty row", text) for text in empty)
            empty.clear()
            yield json_record(line)


def json_record(line: str) -> dict[str, str] | BadRow:
    """Return the values of one line of JSON as text."""
    try:
        # Numbers keep their digits: a time such as 1594844220.000200 must not become a float.
        record = json.loads(line, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return BadRow("not a JSON object", line)
    if not isinstance(record, dict):
        return BadRow("not a JSON object", line)
    cells = {key: cell_text(value) for key, value in record.items()}
    if "\\u" in line and not "".join((*cells, *cells.values())).isprintable():
        try:
            "".join((*cells, *cells.values())).encode()
        except UnicodeEncodeError:
            return BadRow("it holds half a character (a lone surrogate)", line)
    return cells


def _parquet(path: Path) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    import pyarrow as pa
    from pyarrow import parquet

    def rows(file: parquet.ParquetFile) -> Iterator[tuple[str, ...]]:
        try:
            for batch in file.iter_batches(65_536):
                columns = [column_texts(column) for column in batch.columns]
                yield from zip(*columns, strict=True)
        except (pa.ArrowException, OSError, UnicodeError) as error:
            raise _no_parquet(error) from None
        finally:
            file.close()

    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise _no_parquet(error) from None
    return tuple(file.schema_arrow.names), rows(file)


def _no_parquet(error: Exception) -> UnreadableError:
    return UnreadableError(f"it is not a Parquet file: {str(error).splitlines()[0]}", "export it again")
