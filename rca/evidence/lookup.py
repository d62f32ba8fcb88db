"""Find the rows of evidence that claims point at."""

# ruff: noqa: S608 - only numbers and quoted paths stand in the queries
from __future__ import annotations

from collections.abc import Iterator, Mapping

from rca.case.records import CaseFile, Keys
from rca.case.when import Offset, Order
from rca.errors import CaseError, Mistake
from rca.evidence.ingest.case import ingest_case, is_large
from rca.evidence.ingest.engine import connect, quoted
from rca.evidence.read import EvidenceTable, read_evidence
from rca.evidence.rows import AMBIGUOUS, RowTime


def row_times(case: CaseFile) -> Mapping[str, RowTime]:
    """Return the time of every row of evidence that the timeline points at, as a claim or inside one.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    mapping of str to RowTime
        By reference (``"S3:412"``), in the order of the timeline. Times are as the export's own clock
        shows them; a clock's offset is applied where bounds are computed.

    Raises
    ------
    CaseError
        When a row does not exist or was refused, or an export cannot be read.
    """
    wanted = dict(_row_claims(case))
    if not wanted:
        return {}
    numbers: dict[str, list[int]] = {}
    for row in wanted:
        source, _, number = row.partition(":")
        numbers.setdefault(source, []).append(int(number))
    large = {source.id for source in case.head.sources if source.id in numbers and is_large(case, source)}
    tables = {table.source: table for table in read_evidence(case, sorted(numbers.keys() - large))}
    ingested = {source: _ingested_rows(case, source, numbers[source]) for source in sorted(large)}
    found: dict[str, RowTime] = {}
    mistakes: list[Mistake] = []
    for row, place in wanted.items():
        source, _, number = row.partition(":")
        time = ingested[source][int(number)] if source in large else _find(tables.get(source), int(number))
        if isinstance(time, RowTime):
            found[row] = time
        else:
            mark = case.mark(place)
            message = f"the row {row} cannot be used: {time}"
            remedy = "rows count from 1 below the header; point at a row that was kept"
            mistakes.append(Mistake(mark.file, mark.line, mark.column, "evidence.row", message, remedy))
    if mistakes:
        raise CaseError(case.path, mistakes)
    return found


def _row_claims(case: CaseFile) -> Iterator[tuple[str, Keys]]:
    for index, event in enumerate(case.timeline.events):
        for part in ("at", "start", "end", "within"):
            claims = getattr(event, part)
            if isinstance(claims, str):
                continue
            for position, claim in enumerate(claims):
                place = ("timeline", "events", index, part, position)
                if claim.row is not None:
                    yield claim.row, (*place, "row")
                for value in claim.when.claims if claim.when is not None else ():
                    if isinstance(value, Order | Offset) and value.ref.row is not None:
                        yield f"{value.ref.id}:{value.ref.row}", (*place, "when")


def _ingested_rows(case: CaseFile, source: str, numbers: list[int]) -> dict[int, RowTime | str]:
    """Return what some rows of a large export say, without reading the others."""
    (done,) = ingest_case(case, [source])
    listed = ", ".join(map(str, numbers))
    found: dict[int, RowTime | str] = dict.fromkeys(numbers, f"{done.file} has {done.kept + done.lost} rows")
    with connect() as (connection, _):
        kept = f"SELECT source_row, t_lo_us, t_best_us, t_hi_us, raw_time, t_basis FROM {done.relation()}"
        for number, low, best, high, raw, basis in connection.execute(
            f"{kept} WHERE source_row IN ({listed})"
        ).fetchall():
            found[number] = RowTime(low, None if basis in AMBIGUOUS else best, high, raw, basis)
        refused = f"SELECT source_row, reason FROM read_parquet({quoted(str(done.refused))})"
        found.update(connection.execute(f"{refused} WHERE source_row IN ({listed})").fetchall())
    return found


def _find(table: EvidenceTable | None, number: int) -> RowTime | str:
    if table is None:
        return "its source names no file of evidence"
    import pyarrow.compute as pc

    kept = table.kept.filter(pc.equal(table.kept["source_row"], number)).to_pylist()
    if kept:
        row = kept[0]
        best = None if row["t_basis"] in AMBIGUOUS else row["t_best_us"]
        return RowTime(row["t_lo_us"], best, row["t_hi_us"], row["raw_time"], row["t_basis"])
    refused = table.refused.filter(pc.equal(table.refused["source_row"], number)).to_pylist()
    return str(refused[0]["reason"]) if refused else f"{table.file} has {table.rows} rows"
