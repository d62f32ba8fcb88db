"""One export to two Parquet files: its canonical rows in its own order, and the rows refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rca.case.records import CaseFile, Source
from rca.case.zones import Zones
from rca.errors import Mistake
from rca.evidence.files import UnreadableError
from rca.evidence.ingest.cells import CellRelation, direct_cells, staged_cells
from rca.evidence.ingest.column import TimeColumn, guess_column, read_column
from rca.evidence.ingest.engine import quoted
from rca.evidence.ingest.rows import canonical_rows, make_odd_table, refused_rows
from rca.evidence.mapping import Mapping, read_mapping, source_mistake
from rca.evidence.read import refused_schema
from rca.evidence.times import ColumnQuestion

if TYPE_CHECKING:
    import duckdb

_DAY = 86_400_000_000


@dataclass(frozen=True)
class Written:
    """What was written of an export: how many rows were kept and refused, and the columns that all rows share."""

    kept: int
    refused: int
    constants: dict[str, str | None]


def ingest_source(
    connection: duckdb.DuckDBPyConnection, case: CaseFile, source: Source, drafts: Path, rows: Path, refused: Path
) -> tuple[Written | None, list[Mistake]]:
    """Read an export and write its rows.

    Parameters
    ----------
    connection : DuckDBPyConnection
        The engine.
    case : CaseFile
        The case.
    source : Source
        A source with a file.
    drafts : Path
        An empty folder for staged copies.
    rows, refused : Path
        Where to write; as the tables of `rca.evidence.read.EvidenceTable`.

    Returns
    -------
    tuple of (Written or None, list of Mistake)
        What was written, or the same mistakes as `rca.evidence.read.read_evidence` reports. Nothing counts as written
        where there are mistakes.
    """
    assert source.file is not None  # noqa: S101 - only sources with a file are asked for
    path, options = case.path / source.file, dict(source.options or {})
    job = _Job(connection, case, source, rows, refused)
    try:
        cells = direct_cells(connection, path, options)
        mapping, mistakes = read_mapping(case, source, cells.header) if cells is not None else (None, [])
        # Lines of JSON may name a column later than in the first line; all other files name theirs at once.
        if mistakes and path.suffix.lower() != ".jsonl":
            return None, mistakes
        if cells is not None and mapping is not None and (counts := _as_guessed(job, cells, mapping)):
            return counts, []
        column = _proven(connection, cells, mapping) if cells is not None and mapping is not None else None
        if cells is None or mapping is None or column is None:
            cells = staged_cells(path, options, drafts)
            mapping, mistakes = read_mapping(case, source, cells.header)
            if mapping is None:
                return None, mistakes
            column = read_column(connection, cells.proof, mapping)
    except UnreadableError as error:
        message = f"{source.id}: {source.file} cannot be read: {error}"
        return None, [source_mistake(case, source, "file", "evidence.unreadable", message, error.remedy)]
    except ColumnQuestion as question:
        message = f"{source.id}: {question}"
        return None, [source_mistake(case, source, "options", "evidence.ambiguous-time", message, question.remedy)]
    if source.zone is None and column.needs_zone:
        message = f"{source.id}: the times in {source.file} have no zone"
        remedy = "add zone: the place whose clock they show, such as zone: America/New_York"
        return None, [source_mistake(case, source, "map", "evidence.no-zone", message, remedy)]
    return _write(job, cells, mapping, column), []


@dataclass(frozen=True)
class _Job:
    """What is read and where it is written."""

    connection: duckdb.DuckDBPyConnection
    case: CaseFile
    source: Source
    rows: Path
    refused: Path

    @property
    def zones(self) -> Zones:
        return Zones(dict(self.case.head.zones), tuple(self.case.head.unzoned))

    @property
    def digest(self) -> str:
        return self.case.hashes.get(self.source.file or "", "")

    def write_rows(self, cells: str, header: tuple[str, ...], mapping: Mapping, column: TimeColumn) -> Written:
        """Write the canonical rows and none of the refused."""
        found = canonical_rows(cells, mapping, header, column, self.source, self.digest, self.zones)
        # Columns with few values get a dictionary; of the others none is tried for long.
        form = "FORMAT parquet, COMPRESSION lz4_raw, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1000"
        counted = self.connection.execute(f"COPY ({found.sql}) TO {quoted(str(self.rows))} ({form})").fetchone()
        return Written(int(counted[0]) if counted else 0, 0, found.constants)


def _as_guessed(job: _Job, cells: CellRelation, mapping: Mapping) -> Written | None:
    """Read by a guess from a sample; if all rows could be read so, the guess is proven."""
    import duckdb
    from pyarrow import parquet

    column = guess_column(cells.sample, cells.rows, mapping)
    if column is None or (job.source.zone is None and column.needs_zone):
        return None
    try:
        written = job.write_rows(cells.proof, cells.header, mapping, column)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        return None
    if written.kept != cells.rows or not _is_proven(job.rows, column):
        return None
    parquet.write_table(refused_schema().empty_table(), job.refused)
    return written


def _is_proven(rows: Path, column: TimeColumn) -> bool:
    """Return whether every row has a time inside the span for which the changes of the clock were looked up."""
    from pyarrow import parquet

    with parquet.ParquetFile(rows) as file:
        groups = [file.metadata.row_group(at).column(0) for at in range(file.metadata.num_row_groups)]
        assert all(group.path_in_schema == "t_lo_us" for group in groups)  # noqa: S101 - the query has it first
        known = [group.statistics for group in groups]
    if any(each is None or each.null_count != 0 or not each.has_min_max for each in known):
        return False
    if column.first is None or column.last is None:
        return True
    # No offset from UTC is longer than a day.
    return all(column.first + _DAY <= each.min and each.max <= column.last - _DAY for each in known)


def _proven(connection: duckdb.DuckDBPyConnection, cells: CellRelation, mapping: Mapping) -> TimeColumn | None:
    """Look through the time column; ``None`` where the engine finds other rows than the file has."""
    import duckdb

    try:
        column = read_column(connection, cells.proof, mapping)
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        return None
    return column if column.rows == cells.rows else None


def _write(job: _Job, cells: CellRelation, mapping: Mapping, column: TimeColumn) -> Written:
    from pyarrow import parquet

    make_odd_table(job.connection, column, job.source.zone, job.zones)
    written, lost = job.write_rows(cells.sql, cells.header, mapping, column), 0
    with parquet.ParquetWriter(job.refused, refused_schema(), compression="lz4") as out:
        if written.kept < column.rows:
            for batch in refused_rows(job.connection, cells.sql, mapping, len(cells.header), job.source, job.digest):
                out.write_batch(batch)
                lost += batch.num_rows
    if written.kept + lost != column.rows:
        raise AssertionError(f"{job.source.id}: {column.rows} rows, but {written.kept} kept and {lost} refused")
    return replace(written, refused=lost)
