# ruff: noqa: E501 - tables of hostile cells read best as rows
"""Ingest by SQL says what the row-by-row reader says, on plain and on hostile exports, and loses no row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from rca.case.records import CaseFile
from rca.errors import CaseError
from rca.evidence.ingest import source as module
from rca.evidence.ingest.case import Ingested, ingest_case
from rca.evidence.read import EvidenceTable, read_evidence

MakeCase = Callable[..., CaseFile]
SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=12, deadline=None
)


def answer(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except CaseError as error:
        return [(m.code, m.message, m.remedy, m.line) for m in error.mistakes]


def tables(done: Ingested) -> tuple[pa.Table, pa.Table]:
    with duckdb.connect() as connection:
        kept = connection.sql(f"FROM {done.relation()}").to_arrow_table()
    return kept, parquet.read_table(done.refused)


def same(case: CaseFile, store: Path) -> EvidenceTable | None:
    """Hold both readers against each other; return what they say, or None where both refuse the file."""
    expected = answer(lambda: read_evidence(case))
    found = answer(lambda: ingest_case(case, store=store))
    if isinstance(expected, list):
        assert found == expected
        return None
    (table,), (done,) = expected, found
    kept, refused = tables(done)
    assert kept.cast(table.kept.schema).to_pylist() == table.kept.to_pylist()
    assert refused.cast(table.refused.schema).to_pylist() == table.refused.to_pylist()
    assert done.kept + done.lost == table.rows
    return table


def written(rows: list[list[str]], **form: Any) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, **{"lineterminator": "\n", **form}).writerows(rows)
    return out.getvalue().encode("utf-8", "surrogateescape")


times = st.one_of(
    st.datetimes(
        min_value=datetime(2024, 12, 30),
        max_value=datetime(2026, 1, 2),
    ).flatmap(
        lambda t: st.sampled_from(
            [
                "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f+01:00", "%Y-%m-%d", "%Y-%m-%d %H:%M",
                "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S -0500", "%Y/%m/%d %H:%M:%S,123", "%d %b %Y %H:%M:%S",
                "%B %d, %Y %I:%M %p", "%Y-%m-%d %I:%M:%S %p", "%Y-%m-%d %H:%M:%S.1234567", "%Y.%m.%d %H:%M:%S UTC",
                "%Y-%m-%d %H:%M:%S+02", "%Y-%m-%d  %H:%M:%S", " %Y-%m-%d %H:%M:%S ",
            ]
        ).map(t.strftime)
    ),
    st.sampled_from(
        [
            "2025-11-02 01:30:00", "2025-11-02 01:30", "2025-11-02", "2025-03-09 02:30:00", "2025-03-09 02:00:00.000001",
            "2025-03-09 01:59:59.999999", "2025-03-09", "2025-11-02 00:59:59", "2025-11-02 01:59:59.5", "2025-11-02 02:00",
            "2025-06-31 10:00:00", "2025-02-29", "2025-01-01 24:00:00", "2025-01-01 23:59:60", "2025-01-01 10:60",
            "0001-01-01", "9999-12-31 23:59:59", "9999-12-31T23:59:59-05:00", "1900-01-01", "2099-12-31 23:59",
            "yesterday", "", "   ", "2025-01-01 00:30 PM", "2025-01-01 13:30 PM", "2025-01-01 12:30 AM",
            "٢٠٢٥-٠١-٠١", "2025-01-01 10:00 p.m.", "\u00a02025-01-01\u00a0", "2025-01-01\x00", "Sept 3, 2025",
        ]
    ),
)  # fmt: skip
words = st.one_of(
    st.sampled_from(["", "a", 'say "hi"', "a,b", "two\nlines", "é", "\\", "\x01", "x" * 300]), st.text(max_size=6)
)


@SHARED
@given(
    rows=st.lists(st.tuples(times, words, words), max_size=12),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
    zone=st.sampled_from(["ET", "Europe/Berlin", "+05:30", "Australia/Lord_Howe", "Pacific/Apia", None]),
)
def test_tables_of_text(
    make_case: MakeCase, tmp_path: Path, rows: Any, quoting: int, end: str, bom: bool, zone: Any
) -> None:
    rows = [[cell.replace("\x00", "") if quoting else cell for cell in row] for row in rows]
    data = written([["ts", "who", "more"], *rows], quoting=quoting, lineterminator=end)
    case = make_case(
        (b"\xef\xbb\xbf" if bom else b"") + data,
        zone=zone,
        map={"time": "ts", "actor": "who"},
        options={"delimiter": ","},
    )
    same(case, tmp_path / "store")


@SHARED
@given(st.binary(max_size=60).map(lambda b: b"ts,a\n2025-01-01,x\n" + b), st.sampled_from(["utf-8", "cp1252", None]))
def test_any_bytes(make_case: MakeCase, tmp_path: Path, data: bytes, encoding: str | None) -> None:
    options = {"delimiter": ",", **({"encoding": encoding} if encoding else {})}
    same(make_case(data, options=options), tmp_path / "store")


@SHARED
@given(st.text('ab",\n\r 1', max_size=40))
def test_quotes_and_ends_of_lines(make_case: MakeCase, tmp_path: Path, text: str) -> None:
    data = f"ts,a\n2025-01-01,b\n{text}".encode()
    same(make_case(data, options={"delimiter": ","}), tmp_path / "store")


@SHARED
@given(
    st.lists(
        st.one_of(
            st.fixed_dictionaries(
                {"ts": times, "n": st.one_of(st.integers(), st.floats(), st.booleans(), st.none(), st.text(max_size=4))},
                optional={"more": st.one_of(words, st.lists(st.integers(), max_size=2)), "ts2": words},
            ).map(lambda r: json.dumps(r, ensure_ascii=False)),
            st.fixed_dictionaries({"ts": times, "n": st.just("plain")}).map(lambda r: json.dumps(r, separators=(",", ":"))),
            st.sampled_from(
                ["", "  ", "nothing", "[1]", '{"ts": "2025-01-01"', '{"ts": "2025-01-01", "n": "\\ud800"}', "{}",
                 '{"ts": "2025-01-01", "ts": "2025-01-02", "n": 1}', '{"n": 1, "ts": "2025-01-02"}',
                 '{"ts": "2025-01-01", "n": NaN}', '{"ts": "2025-01-01", "n": 1.50}', '{"ts": "2025-01-01", "n": "\t"}']
            ),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_lines_of_json(make_case: MakeCase, tmp_path: Path, lines: list[str]) -> None:
    same(make_case("\n".join(lines).encode("utf-8", "replace"), name="log.jsonl"), tmp_path / "store")


@SHARED
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(-(10**13), 10**16)), st.text(max_size=3), st.booleans()), max_size=9
    )
)
def test_parquet(make_case: MakeCase, tmp_path: Path, rows: list[tuple[Any, ...]]) -> None:
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    table = pa.table(
        {
            "ts": pa.array(columns[0], pa.int64()),
            "a": pa.array(columns[1], pa.string()),
            "b": pa.array(columns[2], pa.bool_()),
        }
    )
    parquet.write_table(table, tmp_path / "made.parquet")
    case = make_case((tmp_path / "made.parquet").read_bytes(), name="log.parquet", options={"epoch": "ms"})
    same(case, tmp_path / "store")


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (b"ts,a\n" + b"2020-07-15 16:17,1\n" * 3, {}),
        (b"ts,a\n2020-07-15 16:17,1\n\n2020-07-15 16:18\n2020-07-15 16:19,3,4\n , \n", {}),
        (b"day;clock;x\n15/07/2020;16:17;a\n16/07/2020 ;16:17;b\n16/07/2020; 16:17;c\n;;d\n",
         {"map": {"date": "day", "time": "clock"}}),
        (b"ts,x,x\n2020-07-15,1,2\n", {}),
        (b"ts,a\n03/04/2020,1\n04/05/2020,2\n", {}),
        (b"ts,a\n13/04/2020,1\n04/13/2020,2\n", {}),
        (b"ts,a\n" + b"03/04/2020,1\n" * 2100 + b"13/04/2020,2\n", {}),
        (b"ts,a\n" + b"03/04/2020,1\n" * 2100 + b"04/13/2020,2\n", {}),
        (b"ts,a\n" + b"13/04/2020,1\n" * 2100 + b"04/13/2020,2\n", {}),
        (b"ts,a\n" + b"13/04/2020,1\n" * 30_000 + b"04/13/2020,2\n" + b"13/04/2020,1\n" * 30_000, {}),
        (b"ts,a\n1594844220.5,1\n1594844221,2\n", {"options": {"epoch": "s"}}),
        (b"ts,a\n2025-01-01,x\n1594844220,1\n", {}),
        (b"ts,a\n2020-07-15 16:17,1\n2020-07-15T16:17Z,1\n", {"zone": None}),
        (b"ts,a\n2020-07-15T16:17Z,1\n2020-07-15T16:17+02:00,1\n", {"zone": None}),
        (b"ts,a\n" + b"2020-07-15 16:17,1\n" * 30_000 + b"1950-07-15 16:17,1\n" + b"2020-07-15 16:17,1\n" * 30_000, {}),
        (b'"ts\nx",a\n2020-07-15,b\n', {"map": {"time": "ts\nx"}}),
        (b"ts,a\n2020-07-15,\"never closed\n", {}),
        (b"ts,a\n2020-07-15,\"closed\" \n", {}),
        (b"ts,a\n2020-07-15,in\"side\n", {}),
        (b"ts,a\n", {}),
        (b"ts\n2020-07-15\n", {}),
        (b"ts\xa0,a\n2020-07-15,1\n", {"options": {"encoding": "latin-1"}}),
        (b"ts,a,b\n2025-11-02T01:30:00-05:00,',\xe9", {}),
        (b"ts,a,b\nyesterday,',\xe9\n", {}),
        ("ts,a\n2025-11-02T01:30:00Z,1\n2025-11-02 01:30:00\u00a0,2\n".encode(), {}),
    ],
)  # fmt: skip
def test_files_made_to_differ(make_case: MakeCase, tmp_path: Path, data: bytes, source: dict[str, Any]) -> None:
    same(make_case(data, **source), tmp_path / "store")


def test_columns_may_be_named_later_than_in_the_first_line(make_case: MakeCase, tmp_path: Path) -> None:
    data = b'{"who":"a"}\n{"ts":"2025-01-01 10:00","who":"b"}\n'
    table = same(make_case(data, name="log.jsonl", map={"time": "ts", "actor": "who"}), tmp_path / "store")
    assert table is not None
    assert (table.kept.num_rows, table.refused["reason"].to_pylist()) == (1, ["no time"])
    assert same(make_case(data, name="log.jsonl", map={"time": "when"}), tmp_path / "store") is None


def test_plain_files_are_not_staged(make_case: MakeCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("staged")

    monkeypatch.setattr(module, "staged_cells", refuse)
    rows = [[f"2025-11-02 0{n % 3}:30:0{n % 10}", 'a, "b"'] for n in range(50)]
    assert same(make_case(written([["ts", "a"], *rows])), tmp_path / "store") is not None
    lines = [json.dumps({"ts": f"17620272{n:02}.000200", "a": "x, y", "n": n, "k": None}) for n in range(50)]
    case = make_case("\n".join(lines).encode(), name="log.jsonl", options={"epoch": "s"})
    assert same(case, tmp_path / "store") is not None


def parquet_case(make_case: MakeCase, columns: Any, names: list[str], **source: Any) -> CaseFile:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns, names), out)
    return make_case(out.getvalue(), name="log.parquet", **source)


@pytest.mark.parametrize(
    ("kind", "far"),
    [(pa.timestamp("us"), 864 * 10**15), (pa.timestamp("ms", "Asia/Tokyo"), 864 * 10**13), (pa.date32(), 2 * 10**9)],
    ids=str,
)
def test_times_of_parquet_outside_the_calendar(
    make_case: MakeCase, tmp_path: Path, kind: pa.DataType, far: int
) -> None:
    times = pa.array([far, 0, -far, None], kind)
    case = parquet_case(make_case, [times, pa.array([[far], None, [0], []], pa.list_(kind))], ["ts", "more"])
    table = same(case, tmp_path / "store")
    assert table is not None
    assert table.kept["source_row"].to_pylist() == [2]
    above, below, none = table.refused["reason"].to_pylist()
    assert (str(far) in above, "years 1 to 9999" in above, str(-far) in below, none) == (True, True, True, "no time")


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Tokyo", 23), ("No/Where", 23), ("America/New_York", 18)])
def test_instants_of_parquet_that_their_zone_cannot_show_are_kept(
    make_case: MakeCase, tmp_path: Path, zone: str, hour: int
) -> None:
    last = 253_402_300_799_000_000
    case = parquet_case(make_case, [pa.array([last], pa.timestamp("us", zone))], ["ts"])
    table = same(case, tmp_path / "store")
    assert table is not None
    assert table.kept["t_lo_us"].to_pylist() == [last]
    assert f"9999-12-31 {hour}:59:59" in table.kept["raw_time"][0].as_py()


@pytest.mark.parametrize(
    ("unit", "first"), [("s", "1762020000000001 s"), ("us", "1762020000.000001 s"), ("ns", "1762020.000000001 s")]
)
def test_durations_of_parquet_are_no_times(make_case: MakeCase, tmp_path: Path, unit: str, first: str) -> None:
    amounts = pa.array([1_762_020_000_000_001, -5, None], pa.duration(unit))
    case = parquet_case(make_case, [amounts], ["ts"], options={"epoch": "us"})
    table = same(case, tmp_path / "store")
    assert table is not None
    assert json.loads(table.refused["raw"][0].as_py()) == [first]
    assert table.kept.num_rows == 0
    case = parquet_case(
        make_case, [pa.array(["2025-01-01"] * 3), amounts], ["ts", "d"], map={"time": "ts", "actor": "d"}
    )
    table = same(case, tmp_path / "store")
    assert table is not None
    assert table.kept["actor"].to_pylist()[::2] == [first, ""]


@pytest.mark.parametrize("names", [["ts", "Who", "who"], ["ts", "x", "x"], ["ts", "x", "x_1"]])
def test_names_of_parquet_that_are_alike(make_case: MakeCase, tmp_path: Path, names: list[str]) -> None:
    columns = [pa.array(["2025-01-01"]), pa.array(["a"]), pa.array(["b"])]
    same(parquet_case(make_case, columns, names), tmp_path / "store")
    same(parquet_case(make_case, columns, names, map={"time": "ts", "actor": names[2]}), tmp_path / "store")


def test_a_cell_that_is_too_long_is_named(make_case: MakeCase, tmp_path: Path) -> None:
    case = make_case(b"ts,a\n2025-01-01," + b"x" * (2**24 + 1) + b"\n")
    with pytest.raises(CaseError, match="more than 16777216 characters"):
        read_evidence(case)
    assert same(case, tmp_path / "store") is None


def test_timestamps_of_parquet(make_case: MakeCase, tmp_path: Path) -> None:
    parquet.write_table(pa.table({"ts": [datetime(2025, 11, 2, 1, 30), None], "x": [1.5, 2.0]}), tmp_path / "a.parquet")
    table = same(make_case((tmp_path / "a.parquet").read_bytes(), name="log.parquet"), tmp_path / "store")
    assert table is not None
    assert table.kept.to_pylist()[0]["t_basis"] == "fold"
