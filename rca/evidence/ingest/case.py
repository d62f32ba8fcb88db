"""All exports of a case ingested: those that are new or changed are read, the others found in the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rca.case.records import CaseFile, Source
from rca.errors import CaseError, Mistake
from rca.evidence.ingest.engine import MEMORY, connect, quoted
from rca.evidence.ingest.source import ingest_source
from rca.evidence.ingest.store import Entry, find_entry, make_entry, source_key, store_folder
from rca.evidence.ingest.unchanged import unchanged
from rca.evidence.ingest.walls import BASES
from rca.evidence.read import kept_schema

ROWS, REFUSED_ROWS = "rows.parquet", "refused.parquet"

_LARGE = 8 * 2**20


@dataclass(frozen=True)
class Ingested:
    """One export as files of canonical rows.

    Parameters
    ----------
    source : str
        Id of the source.
    file : str
        Path of the export inside the case folder.
    key : str
        The name of its rows in the store.
    rows : Path
        Parquet of the canonical rows in the export's own order, to be read through `relation`.
    refused : Path
        Parquet of the rows that cannot be read.
    kept, lost : int
        How many rows each holds.
    constants : mapping of str to (str or None)
        Canonical columns that have one value in all rows, and so do not stand in the file.
    fresh : bool
        Whether it was read just now.
    """

    source: str
    file: str
    key: str
    rows: Path
    refused: Path
    kept: int
    lost: int
    constants: Mapping[str, str | None]
    fresh: bool

    def relation(self) -> str:
        """Return SQL for the canonical rows with all columns of `rca.evidence.read.EvidenceTable`."""
        bases = " ".join(f"WHEN {place} THEN {quoted(name)}" for place, name in enumerate(BASES))
        made = {"t_best_us": "t_lo_us", "t_basis": f"CASE t_basis {bases} END"}
        made |= {n: "NULL::VARCHAR" if v is None else quoted(v) for n, v in self.constants.items()}
        columns = ", ".join(f"{made[name]} AS {name}" if name in made else name for name in kept_schema().names)
        return f"(SELECT {columns} FROM read_parquet({quoted(str(self.rows))}))"  # noqa: S608 - all is quoted

    def summary(self, most: int) -> dict[str, object]:
        """Return the counts and at most so many of the refused rows with their reasons, as plain data."""
        from pyarrow import parquet

        columns = ["source_row", "reason", "raw"]
        first = parquet.ParquetFile(self.refused).iter_batches(max(most, 1), columns=columns)
        refused = next(first).to_pylist()[:most] if self.lost else []
        rows = self.kept + self.lost
        return {"source": self.source, "file": self.file, "rows": rows, "kept": self.kept, "refused": refused}

    def __repr__(self) -> str:
        return f"Ingested({self.source}: {self.kept} kept, {self.lost} refused)"


def is_large(case: CaseFile, source: Source) -> bool:
    """Return whether an export is better ingested than read row by row for every question."""
    return source.file is not None and (case.path / source.file).stat().st_size > _LARGE


def ingest_case(
    case: CaseFile, only: Sequence[str] | None = None, memory: str = MEMORY, store: Path | None = None
) -> tuple[Ingested, ...]:
    """Ingest the exports of a case.

    Parameters
    ----------
    case : CaseFile
        The case; its folder is read and never written.
    only : sequence of str, optional
        Ids of the sources wanted; by default every source that names a file.
    memory : str
        What the engine may hold before it goes to disk.
    store : Path, optional
        Where the rows are kept; see `rca.evidence.ingest.store.store_folder`.

    Returns
    -------
    tuple of Ingested
        In the order of the sources. An export that was ingested before, with the same bytes, map, options, zone
        and clock, is not read again.

    Raises
    ------
    CaseError
        As for `rca.evidence.read.read_evidence`, with the mistakes of all sources; and when an export is no longer
        the file that was hashed when the case was opened.
    ParameterError
        When the memory limit cannot be read.
    """
    store = store or store_folder()
    done: list[Ingested] = []
    mistakes: list[Mistake] = []
    for source in case.head.sources:
        if source.file is None or (only is not None and source.id not in only):
            continue
        key = source_key(case, source)
        entry, fresh = find_entry(store, key), False
        if entry is None:
            try:
                entry, fresh = make_entry(store, key, partial(_ingest, case, source, memory)), True
            except CaseError as error:
                mistakes += error.mistakes
                continue
        done.append(_ingested(source, key, entry, fresh))
    if mistakes:
        raise CaseError(case.path, mistakes)
    return tuple(done)


def _ingest(case: CaseFile, source: Source, memory: str, folder: Path) -> dict[str, Any]:
    with unchanged(case, source), connect(memory, threads=1) as (connection, drafts):
        staging = drafts / "cells"
        staging.mkdir()
        written, mistakes = ingest_source(connection, case, source, staging, folder / ROWS, folder / REFUSED_ROWS)
        if written is None:
            raise CaseError(case.path, mistakes)
    return {"kept": written.kept, "refused": written.refused, "constants": written.constants}


def _ingested(source: Source, key: str, entry: Entry, fresh: bool) -> Ingested:
    facts, rows, refused = entry.facts, entry.folder / ROWS, entry.folder / REFUSED_ROWS
    kept, lost, constants = facts["kept"], facts["refused"], facts["constants"]
    return Ingested(source.id, source.file or "", key, rows, refused, kept, lost, constants, fresh)
