"""A log as a stream of Arrow batches, whatever it is kept in; rows that have no cells are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rca.errors import InputError, Mistake
from rca.evidence.files import UnreadableError, find_delimiter, open_rows

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

_ROWS = 100_000


@dataclass
class Stream:
    """A log that is being read.

    Parameters
    ----------
    names : tuple of str
        The columns.
    batches : iterator of (pyarrow.RecordBatch, numpy array)
        Rows with their numbers, counted from 1.
    bad : dict of int to str
        Rows without cells of their own by number, and why; complete once the batches are read.
    """

    names: tuple[str, ...]
    batches: Iterator[tuple[pa.RecordBatch, Any]]
    bad: dict[int, str] = field(default_factory=dict)


def open_stream(source: Path | ir.Table, options: dict[str, str]) -> Stream:
    """Open a log.

    Parameters
    ----------
    source : Path or ibis table
        ``.csv``, ``.tsv``, ``.xlsx``, ``.parquet``, ``.duckdb``/``.db``/``.sqlite`` (with ``table`` among the
        options), or a table on any engine.
    options : dict of str to str
        Of the mapping.

    Returns
    -------
    Stream
        Its rows in order.

    Raises
    ------
    InputError
        When it cannot be read as its ending says.
    """
    if not isinstance(source, Path):
        return Stream(tuple(source.columns), _counted(source.to_pyarrow().to_batches(_ROWS)))
    try:
        match source.suffix.lower():
            case ".csv" | ".tsv":
                return _text(source, options)
            case ".parquet":
                return _parquet(source)
            case ".duckdb" | ".db" | ".sqlite" | ".sqlite3":
                return _database(source, options.get("table"))
            case ".xlsx":
                names, rows = open_rows(source, options)
                bad: dict[int, str] = {}
                return Stream(names, _sheet(names, rows, bad), bad)
            case ending:
                kinds = ".csv, .tsv, .xlsx, .parquet, .duckdb, .db or .sqlite"
                raise UnreadableError(f"logs are {kinds} files; got {ending!r}", "save it as one of these")
    except UnreadableError as error:
        raise unreadable(source, str(error), error.remedy) from None


def unreadable(source: object, message: str, remedy: str) -> InputError:
    """Return the error for a log that cannot be read."""
    return InputError([Mistake(str(source), 0, 0, "log.unreadable", " ".join(message.split()), remedy)])


def _counted(batches: Any) -> Iterator[tuple[pa.RecordBatch, Any]]:
    import numpy as np

    first = 1
    for batch in batches:
        yield batch, np.arange(first, first + batch.num_rows)
        first += batch.num_rows


def _text(path: Path, options: dict[str, str]) -> Stream:
    import pyarrow as pa
    from pyarrow import csv

    encoding = options.get("encoding", "utf-8-sig")
    try:
        delimiter = options.get("delimiter") or find_delimiter(path, encoding)
        with path.open(encoding=encoding, newline="") as text:
            import csv as plain

            names = tuple(name.strip() for name in next(plain.reader(text, delimiter=delimiter), []))
    except LookupError:
        raise UnreadableError(f"no encoding is called {encoding!r}", "name another, such as cp1252") from None
    except UnicodeError:
        raise UnreadableError(f"it is not written in {encoding}", "say how, such as encoding: cp1252") from None
    if not any(names):
        raise UnreadableError("the file holds no header", "export it again, with column names in the first row")
    if not _quotes_close(path, encoding):
        # The rest of the file would be one cell of one row.
        raise UnreadableError("it is not a well-formed table: a quote is never closed", "mend the quotes")
    if any("\n" in name or "\r" in name for name in names):
        raise UnreadableError("a column name holds a line break", "write each name in one line")
    bad: dict[int, str] = {}

    def skip(row: Any) -> str:
        # The reader counts the header as row 1.
        bad[row.number - 1] = f"it has {row.actual_columns} cells, the header {row.expected_columns}"
        return "skip"

    # Columns go by their place, so that two of one name do no harm.
    places = [str(place) for place in range(len(names))]
    codec = "utf8" if encoding.lower().replace("_", "-") in ("utf-8-sig", "utf-8", "utf8") else encoding
    try:
        reader = csv.open_csv(
            path,
            csv.ReadOptions(use_threads=False, skip_rows=1, column_names=places, encoding=codec, block_size=1 << 24),
            csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip),
            csv.ConvertOptions(column_types=dict.fromkeys(places, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowException as error:
        if "Empty CSV" in str(error):
            return Stream(names, iter(()))
        raise UnreadableError(f"it is not a well-formed table: {error}", "export it again") from None
    return Stream(names, _numbered(path, reader, bad), bad)


def _quotes_close(path: Path, encoding: str) -> bool:
    """Return whether the quotes of a file come in pairs; not looked at where a byte is no character."""
    if "16" in encoding or "32" in encoding:
        return True
    with path.open("rb") as stream:
        return sum(chunk.count(b'"') for chunk in iter(lambda: stream.read(1 << 24), b"")) % 2 == 0


def _numbered(path: Path, reader: Any, bad: dict[int, str]) -> Iterator[tuple[pa.RecordBatch, Any]]:
    """Yield batches with the numbers of their rows, which step over those without cells."""
    import numpy as np
    import pyarrow as pa

    following = 1
    try:
        for batch in reader:
            # As many numbers as there can be rows, without the bad ones.
            numbers = np.arange(following, following + batch.num_rows + len(bad))
            numbers = numbers[~np.isin(numbers, list(bad))][: batch.num_rows]
            yield batch, numbers
            following = int(numbers[-1]) + 1 if len(numbers) else following
    except pa.ArrowException as error:
        raise unreadable(path, f"it is not a well-formed table: {error}", "export it again as UTF-8") from None


def _parquet(path: Path) -> Stream:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(f"it is not a Parquet file: {error}", "export it again") from None
    return Stream(tuple(file.schema_arrow.names), _counted(file.iter_batches(_ROWS)))


def _sheet(names: tuple[str, ...], rows: Any, bad: dict[int, str]) -> Iterator[tuple[pa.RecordBatch, Any]]:
    import numpy as np
    import pyarrow as pa

    numbers, kept = [], []
    for number, row in enumerate(rows, 1):
        if len(row) > len(names):
            bad[number] = f"it has {len(row)} cells, the header {len(names)}"
        else:
            numbers.append(number)
            kept.append([*row, *[""] * (len(names) - len(row))])
    columns = [pa.array(column, pa.string()) for column in zip(*kept, strict=True)] if kept else [[] for _ in names]
    yield pa.record_batch([pa.array(c, pa.string()) for c in columns], names=list(names)), np.array(numbers, dtype=int)


def _database(path: Path, table: str | None) -> Stream:
    """Open a table of a DuckDB or SQLite file, which the first bytes tell apart."""
    if not table:
        raise UnreadableError("a database holds several tables", "name one in the mapping: table: …")
    if not path.is_file():
        raise FileNotFoundError(2, "No such file or directory", str(path))
    with path.open("rb") as stream:
        lite = stream.read(15) == b"SQLite format 3"
    name = '"' + table.replace('"', '""') + '"'
    return _sqlite(path, name) if lite else _duckdb(path, name)


def _sqlite(path: Path, name: str) -> Stream:
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            names = tuple(row[0] for row in connection.execute(f"SELECT * FROM {name} LIMIT 0").description)  # noqa: S608
    except sqlite3.Error as error:
        raise UnreadableError(f"the table cannot be read: {error}", "check its name") from None

    def batches() -> Iterator[pa.RecordBatch]:
        import pyarrow as pa

        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            cursor = connection.execute(f"SELECT * FROM {name}")  # noqa: S608 - the name is quoted
            while rows := cursor.fetchmany(_ROWS):
                columns = (
                    [None if cell is None else str(cell) for cell in column] for column in zip(*rows, strict=True)
                )
                yield pa.record_batch([pa.array(column, pa.string()) for column in columns], names=list(names))

    return Stream(names, _counted(batches()))


def _duckdb(path: Path, name: str) -> Stream:
    import duckdb

    def connect() -> duckdb.DuckDBPyConnection:
        return duckdb.connect(str(path), read_only=True)

    try:
        with connect() as connection:
            names = tuple(str(row[0]) for row in connection.execute(f"DESCRIBE {name}").fetchall())
    except duckdb.Error as error:
        raise UnreadableError(f"the table cannot be read: {str(error).splitlines()[0]}", "check its name") from None

    def batches() -> Iterator[pa.RecordBatch]:
        with connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            reader: Any = connection.sql(f"SELECT * FROM {name}").to_arrow_reader(_ROWS)  # noqa: S608 - quoted
            yield from reader

    return Stream(names, _counted(batches()))
