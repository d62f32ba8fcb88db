"""From a log to the canonical table: every row is kept, or refused with its reason."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rca.errors import InputError, Mistake
from rca.trends.log.batches import Stream, open_stream
from rca.trends.log.cells import read_flag, read_text, read_whole
from rca.trends.log.duplicates import drop_duplicates
from rca.trends.log.exposures import read_exposures
from rca.trends.log.fields import kind_of
from rca.trends.log.log import EscalationLog, is_canonical, open_canonical
from rca.trends.log.mapping import LogMapping, near, read_mapping_file, same_names
from rca.trends.log.results import LogAudit, Refused
from rca.trends.log.stamps import TimeReader

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

SHOWN = 1_000
"""So many refused rows are named; all are counted."""

_DAY = 86_400_000_000
_FAR = 400
"""Days."""

_LATER = ("acknowledged", "contained", "actioned", "notified", "resolved")


@contextmanager
def open_log(
    source: Path | ir.Table, mapping: Path | LogMapping | None = None, memory: str = "1GB"
) -> Iterator[EscalationLog]:
    """Read a log and hold it open for counting.

    Parameters
    ----------
    source : Path or ibis table
        See `rca.trends.log.batches.open_stream`. Parquet that is canonical already is read where it lies. A folder
        holds case folders, see `rca.trends.log.cases`.
    mapping : Path or LogMapping, optional
        Which column is which field; by default columns named as the fields.
    memory : str
        What the engine may hold before it goes to disk.

    Yields
    ------
    EscalationLog
        Valid inside the block.

    Raises
    ------
    InputError
        When the log or the mapping cannot be used.
    """
    if isinstance(source, Path) and source.is_dir():
        yield _cases_log(source, mapping)
        return
    given = read_mapping_file(mapping) if isinstance(mapping, Path) else mapping
    named = given is None or all(name == column for name, column in given.columns.items())
    if isinstance(source, Path) and named and is_canonical(source):
        with open_canonical(source, memory) as table:
            yield _log(table, given, None)
        return
    with tempfile.TemporaryDirectory(prefix="rca-") as folder:
        made = Path(folder) / "log.parquet"
        audit = ingest_log(source, given, made)
        with open_canonical(made, memory) as table:
            yield _log(table, given, audit)


def _cases_log(folder: Path, mapping: Path | LogMapping | None) -> EscalationLog:
    import ibis

    from rca.trends.log.cases import read_cases

    if mapping is not None:
        message = "case folders need no mapping: their milestones say what is what"
        raise InputError([Mistake(str(folder), 0, 0, "log.mapping", message, "leave the mapping out")])
    table, audit = read_cases(folder)
    return EscalationLog(ibis.memtable(table), audit=audit)


def _log(table: ir.Table, mapping: LogMapping | None, audit: LogAudit | None) -> EscalationLog:
    if mapping is None:
        return EscalationLog(table, audit=audit)
    exposures = read_exposures(mapping.exposure)
    return EscalationLog(table, mapping.zone or "UTC", mapping.changes, exposures, audit)


def ingest_log(source: Path | ir.Table, mapping: LogMapping | None, target: Path) -> LogAudit:
    """Read a log into the canonical table, a Parquet file with int64 microseconds UTC.

    Parameters
    ----------
    source : Path or ibis table
        The log.
    mapping : LogMapping or None
        Which column is which field; ``None`` takes columns named as the fields.
    target : Path
        The file to write; it is replaced.

    Returns
    -------
    LogAudit
        Rows kept and refused, and what fixed each time.

    Raises
    ------
    InputError
        When the log cannot be read, a column is missing, or times need an answer first.
    """
    from pyarrow import parquet

    stream = open_stream(source, {} if mapping is None else mapping.options)
    used = same_names(stream.names) if mapping is None else mapping
    places = _places(stream, used, source)
    reader = _Reader(used, places)
    draft = target.with_suffix(".draft")
    with parquet.ParquetWriter(draft, reader.schema(), compression="lz4") as writer:
        for batch, numbers in stream.batches:
            writer.write_table(reader.read(batch, numbers))
    twice = drop_duplicates(draft, target)
    return reader.audit(str(source) if isinstance(source, Path) else "table", stream.bad, twice)


def _places(stream: Stream, mapping: LogMapping, source: object) -> dict[str, int]:
    mistakes = []
    places = {}
    for name, column in mapping.columns.items():
        if stream.names.count(column) == 1:
            places[name] = stream.names.index(column)
            continue
        found = "twice" if column in stream.names else "not at all"
        message = f"the column {column[:60]!r}, mapped to {name}, stands {found} in the log"
        remedy = near(column, stream.names) if column not in stream.names else "give each column its own name"
        mistakes.append(Mistake(mapping.source, 0, 0, "log.no-column", message, remedy))
    for name in ("id", "opened"):
        if name not in mapping.columns:
            message = f"no column is called {name}, and no mapping says which one it is"
            remedy = f"give a mapping; the columns are {', '.join(stream.names)}"
            mistakes.append(Mistake(str(source), 0, 0, "log.no-column", message, remedy))
    if mistakes:
        raise InputError(mistakes)
    return places


class _Reader:
    """Turns batches into canonical tables and keeps the books."""

    def __init__(self, mapping: LogMapping, places: dict[str, int]) -> None:
        self.mapping, self.places = mapping, places
        self.times = {
            name: TimeReader(name, mapping.columns[name], mapping) for name in places if kind_of(name) == "time"
        }
        self.rows = self.kept = 0
        self.refused: list[Refused] = []
        self.reasons: Counter[str] = Counter()
        self.early: Counter[str] = Counter()
        self.latest: dict[str, tuple[int, int]] = {}

    def schema(self) -> pa.Schema:
        import pyarrow as pa

        fields = [(name, pa.string() if kind_of(name) == "text" else pa.int64()) for name in self.places]
        return pa.schema([("source_row", pa.int64()), *fields])

    def read(self, batch: pa.RecordBatch, numbers: Any) -> pa.Table:
        import numpy as np
        import pyarrow as pa

        reasons: dict[int, str] = {}
        columns: dict[str, Any] = {"source_row": pa.array(numbers, pa.int64())}
        for name, place in self.places.items():
            column, wrong = self._column(name, batch.column(place))
            columns[name] = column
            for row, reason in wrong.items():
                reasons.setdefault(row, f"{name}: {reason}")
        for name in ("id", "opened"):
            for row in np.flatnonzero(columns[name].is_null().to_numpy(zero_copy_only=False)).tolist():
                reasons.setdefault(row, f"{name}: it is empty")
        for row in sorted(reasons):
            self._refuse(int(numbers[row]), reasons[row])
        keep = np.ones(batch.num_rows, dtype=bool)
        keep[list(reasons)] = False
        table = pa.table(columns, schema=self.schema()).filter(pa.array(keep))
        self.rows += batch.num_rows
        self._note_early(table)
        self._note_latest(table)
        return table

    def _column(self, name: str, cells: pa.Array) -> tuple[pa.Array, dict[int, str]]:
        import pyarrow as pa

        match kind_of(name):
            case "time":
                instants, known, wrong = self.times[name].read(cells)
                return pa.array(instants, mask=~known), wrong
            case "whole":
                return read_whole(cells)
            case "flag":
                return read_flag(cells)
            case _:
                return read_text(cells), {}

    def _refuse(self, row: int, reason: str) -> None:
        name, _, why = reason.partition(": ")
        self.reasons[f"{name}: {why.split(':')[0]}"] += 1
        if len(self.refused) < SHOWN:
            self.refused.append(Refused(row, reason))

    def _note_early(self, table: pa.Table) -> None:
        from pyarrow import compute

        for name in _LATER:
            if name in self.places:
                self.early[name] += int(compute.sum(compute.less(table[name], table["opened"])).as_py() or 0)

    def _note_latest(self, table: pa.Table) -> None:
        from pyarrow import compute

        for name in ("opened", *_LATER, "recorded"):
            last = compute.max(table[name]).as_py() if name in self.places else None
            if last is not None and last > self.latest.get(name, (last - 1, 0))[0]:
                row = table["source_row"][compute.index(table[name], last).as_py()].as_py()
                self.latest[name] = (last, row)

    def _far(self) -> list[str]:
        """Say which last times lie so far beyond the last opening that they may be slips."""
        opened = self.latest.get("opened", (0, 0))[0]
        return [
            f"the last time {name}, in row {row}, is {(last - opened) // _DAY:,} days after the last opening: if it is "
            "a slip, mend it, or say as of which day to see the log"
            for name, (last, row) in self.latest.items()
            if last - opened > _FAR * _DAY
        ]

    def audit(self, source: str, bad: dict[int, str], twice: tuple[Refused, ...]) -> LogAudit:
        for row, reason in bad.items():
            self._refuse(row, f"cells: {reason}")
        for each in twice:
            self._refuse(each.row, each.reason)
        rows = self.rows + len(bad)
        kept = rows - self.reasons.total()
        warnings = tuple(
            f"{many} {'row was' if many == 1 else 'rows were'} {name} before they were opened; no time is taken of them"
            for name, many in self.early.items()
            if many
        ) + tuple(self._far())
        return LogAudit(
            source, rows, kept, tuple(sorted(self.refused, key=lambda each: each.row)),
            tuple(sorted(self.reasons.items())), tuple(each.audit() for each in self.times.values()), warnings,
        )  # fmt: skip
