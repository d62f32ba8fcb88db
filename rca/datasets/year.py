"""A synthetic year of escalations with planted shifts: written day by day, so that any size fits in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rca.datasets.year_plan import (
    DAYS,
    DIMENSIONS,
    FIRST_DAY,
    PLANTS,
    YearTruth,
    arrived,
    cell_weights,
    exposure,
    start_us,
)
from rca.datasets.year_rows import day_rows, schema

if TYPE_CHECKING:
    import pyarrow as pa

LOG, TEXT, EXPOSURE, MAPPING = "escalations.parquet", "escalations.csv", "exposure.csv", "mapping.yaml"
LEAST, MOST = 10_000, 100_000_000
_GROUP = 500_000


def make_year(
    folder: str | Path, rows: int = 100_000, seed: int = 1, kinds: Sequence[str] = ("parquet", "csv")
) -> YearTruth:
    """Write a synthetic year of escalations, and return what was planted.

    Parameters
    ----------
    folder : str or Path
        The folder to make; it must not exist, or be empty. It gets the log as ``escalations.parquet`` (canonical
        columns, times as int64 microseconds UTC) and ``escalations.csv`` (times as text in UTC), the exposure by
        day and region, and the mapping that reads the text.
    rows : int
        Rows of the log, from 10 thousand to 100 million.
    seed : int
        The same seed and number of rows give the same bytes.
    kinds : sequence of str
        Which forms of the log to write.

    Returns
    -------
    YearTruth
        The known answer.

    Raises
    ------
    FileExistsError
        When the folder holds something already.
    ValueError
        When the number of rows or a kind is out of range.
    """
    if not LEAST <= rows <= MOST:
        raise ValueError(f"a synthetic year has {LEAST:,} to {MOST:,} rows; got {rows:,}")
    if not kinds or not set(kinds) <= {"parquet", "csv"}:
        raise ValueError(f"a log is written as parquet, csv or both; got {', '.join(kinds) or 'none'}")
    target = Path(folder)
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"a synthetic year needs an empty folder; {target} holds files, name another")
    target.mkdir(parents=True, exist_ok=True)
    _write_log(target, rows, seed, kinds)
    _write_exposure(target / EXPOSURE)
    (target / MAPPING).write_text(_mapping(), encoding="utf-8")
    files = [name for kind, name in (("parquet", LOG), ("csv", TEXT)) if kind in kinds]
    return YearTruth(seed, rows, FIRST_DAY, start_us(DAYS) - 1, PLANTS, (*files, EXPOSURE, MAPPING))


def _write_log(target: Path, rows: int, seed: int, kinds: Sequence[str]) -> None:
    from contextlib import ExitStack

    from pyarrow import csv, parquet

    with ExitStack() as stack:
        table = stack.enter_context(
            parquet.ParquetWriter(target / LOG, schema(), compression="zstd", store_schema=False)
        ) if "parquet" in kinds else None  # fmt: skip
        text = (
            stack.enter_context(csv.CSVWriter(str(target / TEXT), _as_text(schema().empty_table()).schema))
            if "csv" in kinds
            else None
        )
        for group in _groups(rows, seed):
            if table is not None:
                table.write_table(group)
            if text is not None:
                text.write_table(_as_text(group))


def _groups(rows: int, seed: int) -> Iterator[pa.Table]:
    import numpy as np
    import pyarrow as pa

    totals = {week: cell_weights(week) for week in range(1, (DAYS - 1) // 7 + 2)}
    weight = np.array([exposure(day) * arrived(day) * totals[day // 7 + 1].sum() for day in range(DAYS)])
    counts = np.random.default_rng([seed, DAYS]).multinomial(rows, weight / weight.sum())
    held: list[pa.Table] = []
    first = 1
    for day, count in enumerate(counts.tolist()):
        cells = totals[day // 7 + 1]
        held.append(day_rows(day, count, cells / cells.sum(), first, seed))
        first += count
        if sum(table.num_rows for table in held) >= _GROUP:
            yield pa.concat_tables(held)
            held = []
    if held:
        yield pa.concat_tables(held)


def _as_text(table: pa.Table) -> pa.Table:
    """Return the table as people export it: times in UTC with their mark, flags in words."""
    import pyarrow as pa
    from pyarrow import compute

    columns = {}
    for field in table.schema:
        column = table[field.name]
        if field.name in ("reopened", "overturned"):
            column = compute.if_else(compute.equal(column, 1), "yes", "no")
        elif pa.types.is_int64(field.type) and field.metadata == {b"unit": b"us"}:
            column = compute.divide(column, 1_000_000).cast(pa.timestamp("s", "UTC"))
        elif pa.types.is_dictionary(field.type):
            column = column.cast(pa.string())
        columns[field.name] = column
    return pa.table(columns)


def _write_exposure(path: Path) -> None:
    lines = ["day,region,active_users"]
    shares = DIMENSIONS["region"]
    for day in range(DAYS):
        total = exposure(day)
        lines += [
            f"{FIRST_DAY + timedelta(days=day)},{region},{round(total * share)}" for region, share in shares.items()
        ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _mapping() -> str:
    change = next(plant for plant in PLANTS if plant.kind == "policy")
    since = FIRST_DAY + timedelta(days=7 * (change.week - 1))
    names = "\n".join(f"  {field.name}: {field.name}" for field in schema())
    return (
        f"# Which column of escalations.csv is which field, and what else is known about the log.\nzone: UTC\n"
        f"columns:\n{names}\nexposure:\n  file: {EXPOSURE}\n  day: day\n  amount: active_users\n"
        f"  columns: {{region: region}}\n"
        f"definitions:\n  - {{metric: all, version: '2', since: {since}, says: 'policy P4 covers more'}}\n"
    )
