# ruff: noqa: S608 - every text in the queries is quoted or made here
"""Sort the keys of all rows once: the time, the source and the row; nothing else is moved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rca.case.records import CaseFile
from rca.errors import Mistake, ParameterError
from rca.evidence.index.shift import NO_SHIFT, ClockShift
from rca.evidence.ingest.case import Ingested, ingest_case
from rca.evidence.ingest.engine import MEMORY, connect, quoted
from rca.evidence.ingest.store import Entry, find_entry, key_of, make_entry, store_folder

KEYS = "keys.parquet"
VERSION = 1


@dataclass(frozen=True)
class EventIndex:
    """All rows of some exports in order of time.

    Parameters
    ----------
    keys : Path
        Parquet sorted by ``t`` (corrected instant in microseconds UTC), ``source`` (place in ``sources``) and
        ``row`` (``source_row``), with ``reach`` (how much later than ``t`` the row can have happened).
    sources : tuple of Ingested
        The exports, by the number and letters of their ids, so that the order of a case file changes nothing.
    shifts : mapping of str to ClockShift
        The corrected clocks by source.
    rows : int
        How many rows there are.
    first, last : int or None
        Corrected instants of the first and the last row.
    reach : int
        The greatest reach.
    memory : str
        The memory limit for queries.
    """

    keys: Path
    sources: tuple[Ingested, ...]
    shifts: Mapping[str, ClockShift]
    rows: int
    first: int | None
    last: int | None
    reach: int
    memory: str

    def __repr__(self) -> str:
        return f"EventIndex({self.rows} rows of {len(self.sources)} exports)"

    def shift(self, source: str) -> ClockShift:
        """Return the correction of a source's clock."""
        return self.shifts.get(source, NO_SHIFT)


def index_case(
    case: CaseFile,
    shifts: Mapping[str, ClockShift] | None = None,
    only: Sequence[str] | None = None,
    memory: str = MEMORY,
    store: Path | None = None,
) -> EventIndex:
    """Ingest the exports of a case where needed and put all their rows in order of time.

    Parameters
    ----------
    case : CaseFile
        The case; its folder is never written.
    shifts : mapping of str to ClockShift, optional
        How far the clocks of sources are off, by the id of the source.
    only : sequence of str, optional
        Ids of the sources wanted; by default every source that names a file.
    memory : str
        What the engine may hold before it goes to disk.
    store : Path, optional
        Where rows and keys are kept; see `rca.evidence.ingest.store.store_folder`.

    Returns
    -------
    EventIndex
        The same for any order of the sources in the case.

    Raises
    ------
    CaseError
        As for `rca.evidence.ingest.case.ingest_case`.
    ParameterError
        When a shift names a source that is not there.
    """
    store = store or store_folder()
    sources = tuple(sorted(ingest_case(case, only, memory, store), key=lambda each: _natural(each.source)))
    shifts = dict(sorted((shifts or {}).items()))
    if unknown := [name for name in shifts if name not in {each.source for each in sources}]:
        known = ", ".join(each.source for each in sources) or "none"
        message = f"a clock belongs to a source with an export; got {unknown[0]!r}, there are: {known}"
        raise ParameterError([Mistake("shifts", 0, 0, "parameter.source", message, "name one of these")])
    parts = [(e.key, _plain(shifts.get(e.source, NO_SHIFT))) for e in sources]
    key = key_of({"keys": VERSION, "of": parts})
    entry = find_entry(store, key) or make_entry(store, key, lambda folder: _sort(sources, shifts, folder, memory))
    return _opened(entry, sources, shifts, memory)


def _natural(source: str) -> tuple[int, str]:
    number = re.search(r"[0-9]+", source)
    return (int(number[0]) if number else 0, source)


def _plain(shift: ClockShift) -> list[int]:
    return [shift.offset_us, shift.drift_ppb, shift.reference_us]


def _sort(sources: Sequence[Ingested], shifts: Mapping[str, ClockShift], folder: Path, memory: str) -> dict[str, Any]:
    keys = " UNION ALL ".join(
        f"SELECT {shifts.get(each.source, NO_SHIFT).sql('t_lo_us')} AS t, t_hi_us - t_lo_us AS reach, "
        f"{place}::USMALLINT AS source, source_row AS row FROM read_parquet({quoted(str(each.rows))})"
        for place, each in enumerate(sources)
    )
    nothing = "SELECT 0::BIGINT AS t, 0::BIGINT AS reach, 0::USMALLINT AS source, 0::BIGINT AS row WHERE false"
    with connect(memory) as (connection, _):
        connection.execute(
            f"COPY (FROM ({keys or nothing}) ORDER BY t, source, row) TO {quoted(str(folder / KEYS))} "
            "(FORMAT parquet, COMPRESSION lz4_raw, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1000)"
        )
        (facts,) = connection.execute(
            f"SELECT count(*), min(t), max(t), coalesce(max(reach), 0) FROM read_parquet({quoted(str(folder / KEYS))})"
        ).fetchall()
    return dict(zip(("rows", "first", "last", "reach"), facts, strict=True))


def _opened(entry: Entry, sources: tuple[Ingested, ...], shifts: Mapping[str, ClockShift], memory: str) -> EventIndex:
    facts = entry.facts
    return EventIndex(
        entry.folder / KEYS, sources, shifts, facts["rows"], facts["first"], facts["last"], facts["reach"], memory
    )
