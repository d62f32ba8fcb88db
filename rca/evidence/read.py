"""From an export to canonical rows: every row is kept, or refused with its reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.case.records import CaseFile, Source
from rca.case.walls import wall_us
from rca.case.zones import Zones, local_bounds
from rca.errors import CaseError, Mistake
from rca.evidence.files import BadRow, Row, UnreadableError, read_cells
from rca.evidence.mapping import FIELDS, Mapping, read_mapping, source_mistake
from rca.evidence.rows import AMBIGUOUS, RowTime
from rca.evidence.times import ColumnQuestion, RawTime, read_times

if TYPE_CHECKING:
    import pyarrow as pa

TEXT_FIELDS = tuple(field for field in FIELDS if field not in {"time", "date"})
"""The columns of a canonical row that hold a mapped column as it stands."""


@dataclass(frozen=True)
class EvidenceTable:
    """One export as canonical rows.

    Parameters
    ----------
    source : str
        Id of the source.
    file : str
        Path of the export inside the case folder.
    kept : pyarrow.Table
        Canonical rows in the export's own order: ``t_lo_us, t_best_us, t_hi_us`` (int64 microseconds UTC),
        ``t_basis, raw_time, zone_used, clock_id, source_id, source_sha256, source_row``, the text fields
        and ``attributes`` (all other columns as JSON).
    refused : pyarrow.Table
        Rows that cannot be read: ``source_id, source_sha256, source_row, reason, raw`` (the cells as JSON).
    """

    source: str
    file: str
    kept: pa.Table
    refused: pa.Table

    @property
    def rows(self) -> int:
        """Rows of the export: those kept and those refused."""
        return int(self.kept.num_rows + self.refused.num_rows)

    def __repr__(self) -> str:
        return f"EvidenceTable({self.source}: {self.kept.num_rows} kept, {self.refused.num_rows} refused)"

    def summary(self) -> dict[str, object]:
        """Return the counts and the refused rows with their reasons, as plain data."""
        refused = self.refused.select(["source_row", "reason", "raw"]).to_pylist()
        return {
            "source": self.source,
            "file": self.file,
            "rows": self.rows,
            "kept": self.kept.num_rows,
            "refused": refused,
        }


def read_evidence(case: CaseFile, only: Sequence[str] | None = None) -> tuple[EvidenceTable, ...]:
    """Read the exports of a case.

    Parameters
    ----------
    case : CaseFile
        The case.
    only : sequence of str, optional
        Ids of the sources wanted; by default every source that names a file.

    Returns
    -------
    tuple of EvidenceTable
        In the order of the sources.

    Raises
    ------
    CaseError
        When a file cannot be read as its source says, or the source has to answer a question first:
        an ambiguous order of day and month, a missing time zone, the unit of an epoch.
    """
    tables: list[EvidenceTable] = []
    mistakes: list[Mistake] = []
    for source in case.head.sources:
        if source.file is None or (only is not None and source.id not in only):
            continue
        table, found = _read_source(case, source, source.file)
        mistakes += found
        if table is not None:
            tables.append(table)
    if mistakes:
        raise CaseError(case.path, mistakes)
    return tuple(tables)


def _read_source(case: CaseFile, source: Source, file: str) -> tuple[EvidenceTable | None, list[Mistake]]:
    try:
        cells = read_cells(case.path / file, dict(source.options or {}))
    except UnreadableError as error:
        message = f"{source.id}: {file} cannot be read: {error}"
        return None, [source_mistake(case, source, "file", "evidence.unreadable", message, error.remedy)]
    mapping, mistakes = read_mapping(case, source, cells.header)
    if mapping is None:
        return None, mistakes
    try:
        times = read_times([_time_text(row, mapping) for row in cells.rows], mapping.options)
    except ColumnQuestion as question:
        message = f"{source.id}: {question}"
        return None, [source_mistake(case, source, "options", "evidence.ambiguous-time", message, question.remedy)]
    if source.zone is None and any(isinstance(time, RawTime) and not time.instant for time in times):
        message = f"{source.id}: the times in {file} have no zone"
        remedy = "add zone: the place whose clock they show, such as zone: America/New_York"
        return None, [source_mistake(case, source, "map", "evidence.no-zone", message, remedy)]
    return _table(case, source, file, mapping, cells.rows, times), []


def _time_text(row: Row, mapping: Mapping) -> str:
    if isinstance(row, BadRow):
        return ""
    wanted = [mapping.columns[field] for field in ("date", "time") if field in mapping.columns]
    return " ".join(row[index].strip() for index in wanted if index < len(row)).strip()


def _table(
    case: CaseFile,
    source: Source,
    file: str,
    mapping: Mapping,
    rows: Sequence[Row],
    times: Sequence[RawTime | str],
) -> EvidenceTable:
    import pyarrow as pa

    zones = Zones(dict(case.head.zones), tuple(case.head.unzoned))
    digest = case.hashes.get(file, "")
    kept: list[dict[str, object]] = []
    refused: list[dict[str, object]] = []
    for number, (row, time) in enumerate(zip(rows, times, strict=True), 1):
        reason = _refusal(row, mapping, time)
        if reason is not None or isinstance(time, str) or isinstance(row, BadRow):
            raw = raw_text(row)
            refused.append(dict(zip(REFUSED, (source.id, digest, number, reason, raw), strict=True)))
            continue
        bounds = row_time(time, _time_text(row, mapping), source.zone, zones)
        kept.append(
            {
                "t_lo_us": bounds.earliest,
                # Rows need a place in order of time even where a fold leaves open which instant is meant.
                "t_best_us": bounds.earliest if bounds.best is None else bounds.best,
                "t_hi_us": bounds.latest,
                "t_basis": bounds.basis,
                "raw_time": bounds.raw,
                "zone_used": "UTC" if time.instant else source.zone,
                "clock_id": source.clock,
                "source_id": source.id,
                "source_sha256": digest,
                "source_row": number,
                **{field: _cell(row, mapping, field) for field in TEXT_FIELDS},
                "attributes": json.dumps(_attributes(row, mapping), ensure_ascii=False),
            }
        )
    return EvidenceTable(
        source.id,
        file,
        pa.Table.from_pylist(kept, kept_schema()),
        pa.Table.from_pylist(refused, refused_schema()),
    )


def raw_text(row: Row) -> str:
    """Return a row as it stands: its cells as a JSON list, or the line that has none."""
    return row.raw if isinstance(row, BadRow) else json.dumps(list(row), ensure_ascii=False)


def _refusal(row: Row, mapping: Mapping, time: RawTime | str) -> str | None:
    if isinstance(row, BadRow):
        return row.reason
    if not any(cell.strip() for cell in row):
        return "empty row"
    if len(row) != len(mapping.header):
        return f"it has {len(row)} cells, the header {len(mapping.header)}"
    return time if isinstance(time, str) else None


def row_time(time: RawTime, raw: str, zone: str | None, zones: Zones) -> RowTime:
    """Return the bounds of a time that a row gives.

    Parameters
    ----------
    time : RawTime
        The time.
    raw : str
        Its text.
    zone : str or None
        The zone of the source, for a time that is no instant by itself.
    zones : Zones
        The zones of the case.

    Returns
    -------
    RowTime
        The bounds.
    """
    if time.instant or zone is None:
        first = wall_us(time.local)
        return RowTime(first, first, first + time.unit_us - 1, raw, "offset")
    bounds = local_bounds(time.local, time.unit_us, zone, zones)
    basis = "date" if time.unit_us == 86_400_000_000 else {"stated": "zone"}.get(bounds.basis, bounds.basis)
    best = None if basis in AMBIGUOUS else bounds.earliest
    return RowTime(bounds.earliest, best, bounds.latest, raw, basis)


def _cell(row: Sequence[str], mapping: Mapping, field: str) -> str | None:
    return row[mapping.columns[field]] if field in mapping.columns else None


def _attributes(row: Sequence[str], mapping: Mapping) -> dict[str, str]:
    mapped = set(mapping.columns.values())
    return {name: row[index] for index, name in enumerate(mapping.header) if index not in mapped}


REFUSED = ("source_id", "source_sha256", "source_row", "reason", "raw")
"""The columns of a refused row."""


def refused_schema() -> pa.Schema:
    """Return the schema of refused rows."""
    import pyarrow as pa

    return pa.schema([(name, pa.int64() if name == "source_row" else pa.string()) for name in REFUSED])


def kept_schema() -> pa.Schema:
    """Return the schema of canonical rows."""
    import pyarrow as pa

    numbers = ("t_lo_us", "t_best_us", "t_hi_us")
    texts = ("t_basis", "raw_time", "zone_used", "clock_id", "source_id", "source_sha256")
    return pa.schema(
        [
            *((name, pa.int64()) for name in numbers),
            *((name, pa.string()) for name in texts),
            ("source_row", pa.int64()),
            *((name, pa.string()) for name in TEXT_FIELDS),
            ("attributes", pa.string()),
        ]
    )
