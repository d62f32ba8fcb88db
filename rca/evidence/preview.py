"""The first rows of an export as the library reads them, for a person to judge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rca.evidence.read import EvidenceTable
from rca.evidence.table import PlainTable


def preview_table(table: EvidenceTable, rows: int = 5) -> PlainTable:
    """Return the first rows kept, with the time as it stands and as it was read.

    Parameters
    ----------
    table : EvidenceTable
        The export.
    rows : int
        How many rows to show.

    Returns
    -------
    PlainTable
        Row number, raw time, time in UTC, how that was found, and the text fields that are mapped.
    """
    first = table.kept.slice(0, rows).to_pylist()
    fields = [f for f in ("actor", "action", "object", "message", "case_id") if any(row[f] for row in first)]
    refused = f", {table.refused.num_rows} refused" if table.refused.num_rows else ""
    return PlainTable(
        f"{table.source} {table.file}: {table.kept.num_rows} rows kept{refused}",
        ("row", "as it stands", "in UTC", "read by", *fields),
        tuple(
            (
                str(row["source_row"]),
                row["raw_time"],
                _utc(row["t_lo_us"], row["t_hi_us"]),
                row["t_basis"] if row["t_basis"] == "offset" else f"{row['t_basis']} {row['zone_used']}",
                *(row[field] or "" for field in fields),
            )
            for row in first
        ),
    )


def _utc(first: int, last: int) -> str:
    def text(instant: int) -> str:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
        return moment.strftime("%Y-%m-%d %H:%M:%S")

    return text(first) if last - first < 60_000_000 else f"{text(first)} to {text(last)}"
