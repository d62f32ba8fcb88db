"""Every row of a log is kept or refused with its reason, whatever it is kept in, and no time is guessed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
import pytest
import xlsxwriter
from pyarrow import parquet

from rca.errors import InputError
from rca.trends.log.log import is_canonical
from rca.trends.log.mapping import LogMapping
from rca.trends.log.read import ingest_log, open_log
from rca.trends.log.results import LogAudit
from rca.trends.metrics.compute import compute_metrics

COLUMNS = {"id": "Ticket", "opened": "Created", "resolved": "Closed", "reopened": "Again", "handovers": "Hops",
           "product": "Product"}  # fmt: skip
BERLIN = LogMapping(COLUMNS, "Europe/Berlin")
HEADER = "Ticket,Created,Closed,Again,Hops,Product,Note"
ROWS = [
    ("T1", "2025-03-03 10:00", "2025-03-04T09:00:00Z", "yes", "2", "live", "a, b"),
    ("T2", "2025-03-05 10:00:00", "", "no", "0", "live", ""),
    ("T3", "3 Mar 2025 11:00", "2025-03-03 12:00:00.5", "", "", "", "line\nbreak"),
]


def us(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000_000)


def read(tmp_path: Path, source: Any, mapping: LogMapping | None = BERLIN) -> tuple[list[dict[str, Any]], LogAudit]:
    target = tmp_path / "canonical.parquet"
    audit = ingest_log(source, mapping, target)
    assert audit.rows == audit.kept + sum(many for _, many in audit.reasons)
    table = parquet.read_table(target)
    assert table.num_rows == audit.kept
    return table.to_pylist(), audit


def text_log(tmp_path: Path, lines: list[str], header: str = HEADER) -> Path:
    path = tmp_path / "log.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


EXPECTED = [
    {"source_row": 1, "id": "T1", "opened": us("2025-03-03T09:00:00+00:00"),
     "resolved": us("2025-03-04T09:00:00+00:00"), "reopened": 1, "handovers": 2, "product": "live"},
    {"source_row": 2, "id": "T2", "opened": us("2025-03-05T09:00:00+00:00"), "resolved": None, "reopened": 0,
     "handovers": 0, "product": "live"},
    {"source_row": 3, "id": "T3", "opened": us("2025-03-03T10:00:00+00:00"),
     "resolved": us("2025-03-03T11:00:00.5+00:00"), "reopened": None, "handovers": None, "product": None},
]  # fmt: skip


def quoted(row: tuple[str, ...]) -> str:
    return ",".join(f'"{cell}"' if {",", "\n"} & set(cell) else cell for cell in row)


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "parquet", "sqlite", "duckdb", "ibis"])
def test_every_kind_gives_the_same(tmp_path: Path, kind: str) -> None:
    names = HEADER.split(",")
    path: Any = tmp_path / f"log.{kind}"
    mapping = LogMapping(COLUMNS, "Europe/Berlin", {"table": "the log"})
    columns = pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(names)})
    match kind:
        case "csv":
            path = text_log(tmp_path, [quoted(row) for row in ROWS])
        case "tsv":
            body = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in ROWS)
            path.write_text("\t".join(names) + "\n" + body + "\n", encoding="utf-8")
        case "xlsx":
            with xlsxwriter.Workbook(str(path)) as book:
                sheet = book.add_worksheet()
                for at, cells in enumerate([names, *ROWS]):
                    sheet.write_row(at, 0, cells)
        case "parquet":
            parquet.write_table(columns, path)
        case "sqlite":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute(f'CREATE TABLE "the log" ({", ".join(names)})')
                connection.executemany('INSERT INTO "the log" VALUES (?, ?, ?, ?, ?, ?, ?)', ROWS)
                connection.commit()
        case "duckdb":
            with duckdb.connect(str(path)) as database:
                database.register("given", columns)
                database.execute('CREATE TABLE "the log" AS SELECT * FROM given')
        case "ibis":
            path = ibis.memtable(columns)
    rows, audit = read(tmp_path, path, mapping)
    assert rows == EXPECTED
    assert [(each.field, each.stamps, each.instant, each.assumed, each.empty) for each in audit.times] == [
        ("opened", 3, 0, 3, 0),
        ("resolved", 2, 1, 1, 1),
    ]


def test_refused_rows_are_counted_and_named(tmp_path: Path) -> None:
    lines = [
        "T1,2025-03-03 10:00,,,,,",
        ",2025-03-03 10:00,,,,,",
        "T3,,,,,,",
        "T4,yesterday,,,,,",
        "T5,2025-03-03 10:00,,,,",
        "T6,2025-02-30 10:00:00,,,,,",
        "T7,2025-03-03 10:00,,perhaps,,,",
        "T8,2025-03-03 10:00,,,-1,,",
        "T9,2025-03-03 10:00,,,,,,,",
        "T10,2025-03-03 10:00,,,,,",
    ]
    rows, audit = read(tmp_path, text_log(tmp_path, lines))
    assert [(row["source_row"], row["id"]) for row in rows] == [(1, "T1"), (10, "T10")]
    assert [(each.row, each.reason.split(":")[0]) for each in audit.refused] == [
        (2, "id"), (3, "opened"), (4, "opened"), (5, "cells"), (6, "opened"),
        (7, "reopened"), (8, "handovers"), (9, "cells"),
    ]  # fmt: skip
    assert audit.rows == 10
    assert "it has 6 cells, the header 7" in audit.refused[3].reason
    assert "not yes or no" in audit.refused[5].reason


def test_duplicates_are_named(tmp_path: Path) -> None:
    lines = [
        "T1,2025-03-03 10:00,,,,a,",
        "T2,2025-03-03 10:00,,,,a,",
        "T1,2025-03-03 10:00,,,,a,x",
        "T1,2025-03-03 10:00,,,,b,",
    ]
    rows, audit = read(tmp_path, text_log(tmp_path, lines))
    assert [row["source_row"] for row in rows] == [1, 2]
    assert [(each.row, each.reason) for each in audit.refused] == [
        (3, "id: it stands twice: row 1 has it, and the same values"),
        (4, "id: it stands twice: row 1 has it, but other values"),
    ]


def test_folds_and_gaps_are_counted(tmp_path: Path) -> None:
    lines = [
        "T1,2025-10-26 02:30:00,,,,,",
        "T2,2025-03-30 02:30:00,,,,,",
        "T3,2025-10-26 12:00:00,,,,,",
        "T4,2025-06-01,,,,,",
    ]
    rows, audit = read(tmp_path, text_log(tmp_path, lines))
    opened = audit.times[0]
    assert (opened.assumed, opened.fold, opened.gap, opened.dates, opened.zone) == (4, 1, 1, 1, "Europe/Berlin")
    # The earlier reading in a fold; past a gap by the offset before it.
    assert [row["opened"] for row in rows] == [
        us("2025-10-26T00:30:00+00:00"), us("2025-03-30T01:30:00+00:00"), us("2025-10-26T11:00:00+00:00"),
        us("2025-05-31T22:00:00+00:00"),
    ]  # fmt: skip


def test_offsets_need_no_zone(tmp_path: Path) -> None:
    lines = ["T1,2025-03-03T10:00:00+05:30,,,,,", "T2,2025-03-03 10:00:00-0400,,,,,"]
    rows, audit = read(tmp_path, text_log(tmp_path, lines), LogMapping(COLUMNS))
    assert [row["opened"] for row in rows] == [us("2025-03-03T04:30:00+00:00"), us("2025-03-03T14:00:00+00:00")]
    assert audit.times[0].instant == 2


@pytest.mark.parametrize(
    ("cell", "mapping", "told"),
    [
        ("2025-03-03 10:00:00", LogMapping(COLUMNS), "its times have no zone"),
        ("03/04/2025 10:00", BERLIN, "'03/04/2025 10:00' can be day-first or month-first"),
        ("1741000000", BERLIN, "may count seconds, milliseconds or microseconds"),
    ],
)
def test_times_are_asked_about_not_guessed(tmp_path: Path, cell: str, mapping: LogMapping, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text_log(tmp_path, [f"T1,{cell},,,,,"]), mapping)
    assert told in str(caught.value)


def test_answers_are_used(tmp_path: Path) -> None:
    path = text_log(tmp_path, ["T1,03/04/2025 10:00,1741000000,,,,"])
    mapping = LogMapping(COLUMNS, "UTC", {"date_order": "day-first", "epoch": "s"})
    assert read(tmp_path, path, mapping)[0][0]["opened"] == us("2025-04-03T10:00:00+00:00")
    assert read(tmp_path, path, mapping)[0][0]["resolved"] == 1_741_000_000_000_000


def test_typed_columns(tmp_path: Path) -> None:
    table = pa.table(
        {
            "Ticket": pa.array([7, 8]),
            "Created": pa.array([datetime(2025, 3, 3, 10, tzinfo=UTC), None], pa.timestamp("ms", "UTC")),
            "Closed": pa.array([date(2025, 3, 4), None]),
            "Again": pa.array([True, None]),
            "Hops": pa.array([2.0, 1.0]),
            "Product": pa.array(["a", "b"]).dictionary_encode(),
        }
    )
    parquet.write_table(table, tmp_path / "log.parquet")
    rows, audit = read(tmp_path, tmp_path / "log.parquet")
    assert rows == [
        {"source_row": 1, "id": "7", "opened": us("2025-03-03T10:00:00+00:00"),
         "resolved": us("2025-03-03T23:00:00+00:00"), "reopened": 1, "handovers": 2, "product": "a"},
    ]  # fmt: skip
    assert audit.refused[0].reason == "opened: it is empty"


def test_early_times_are_told(tmp_path: Path) -> None:
    _, audit = read(tmp_path, text_log(tmp_path, ["T1,2025-03-03 10:00,2025-03-02 10:00,,,,"]))
    assert audit.warnings == ("1 row was resolved before they were opened; no time is taken of them",)


def test_a_time_far_ahead_is_told(tmp_path: Path) -> None:
    _, audit = read(
        tmp_path, text_log(tmp_path, ["T1,2025-03-03 10:00,,,,,", "T2,2025-03-03 10:00,2052-03-04 10:00,,,,"])
    )
    assert audit.warnings[0].startswith("the last time resolved, in row 2, is 9,863 days after the last opening")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("log.csv", b"", "the file holds no header"),
        ("log.csv", b"Ticket,Created\n", "stands not at all in the log"),
        ("log.csv", HEADER.encode() + b"\n\xff,,,,,,\n", "it is not written in utf-8"),
        ("log.csv", b'"Ticket\nno",Created\n1,2\n', "a column name holds a line break"),
        ("log.csv", HEADER.encode() + b'\n"1,2025\n', "it is not a well-formed table"),
        ("log.parquet", b"PAR1", "it is not a Parquet file"),
        ("log.xlsx", b"no", "it is not a workbook"),
        ("log.json", b"{}", "logs are .csv"),
        ("log.sqlite", b"SQLite format 3\0", "name one in the mapping"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(tmp_path, path)
    assert told in str(caught.value)


def test_a_column_of_one_name_twice(tmp_path: Path) -> None:
    path = text_log(tmp_path, ["T1,a,b"], "Ticket,Created,Created")
    with pytest.raises(InputError, match="stands twice"):
        read(tmp_path, path, LogMapping({"id": "Ticket", "opened": "Created"}))


def test_an_empty_log_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, text_log(tmp_path, []))[1].rows == 0


def test_a_log_without_a_mapping_is_read_by_its_names(tmp_path: Path) -> None:
    path = text_log(tmp_path, ["1,2025-03-03T10:00:00Z,x", "2,2025-03-11T10:00:00Z,y"], "id,opened,team")
    with open_log(path) as log:
        (one, other) = compute_metrics(log, ["volume"], by=("team",)).series
    assert [(dict(each.slice)["team"], [p.value for p in each.points]) for each in (one, other)] == [
        ("x", [1, 0]), ("y", [0, 1]),
    ]  # fmt: skip


def test_a_canonical_table_is_read_where_it_lies(tmp_path: Path) -> None:
    table = pa.table({"id": ["1"], "opened": [1_741_000_000_000_000]})
    parquet.write_table(table, tmp_path / "log.parquet")
    assert is_canonical(tmp_path / "log.parquet")
    with open_log(tmp_path / "log.parquet") as log:
        assert log.audit is None
        assert compute_metrics(log).rows == 1
