"""Rows in = rows kept + rows refused; a choice is demanded where there is one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rca.case.records import CaseFile
from rca.errors import CaseError
from rca.evidence.lookup import row_times
from rca.evidence.read import read_evidence

MakeCase = Callable[..., CaseFile]


def us(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[arg-type]


def test_rows_become_canonical(make_case: MakeCase) -> None:
    case = make_case(
        b"ts,user,op,extra\n2020-07-15 16:17:05,ann,reset,x\n",
        map={"time": "ts", "actor": "user", "action": "op"},
        clock="audit",
    )
    (table,) = read_evidence(case)
    (row,) = table.kept.to_pylist()
    assert row["t_lo_us"] == row["t_best_us"] == us(2020, 7, 15, 20, 17, 5)
    assert row["t_hi_us"] == us(2020, 7, 15, 20, 17, 6) - 1
    assert (row["t_basis"], row["zone_used"], row["clock_id"]) == ("zone", "ET", "audit")
    assert (row["actor"], row["action"], row["message"]) == ("ann", "reset", None)
    assert json.loads(row["attributes"]) == {"extra": "x"}
    assert row["source_sha256"] == case.hashes["evidence/log.csv"]


def test_refused_rows_are_kept_with_their_reason(make_case: MakeCase) -> None:
    case = make_case(b"ts,a\n2020-07-15 16:17,1\nyesterday,2\n\n2020-07-15 16:18\n2020-07-15 16:19,3\n\n\n")
    (table,) = read_evidence(case)
    assert (table.rows, table.kept.num_rows) == (5, 2)
    refused = table.refused.to_pylist()
    assert [row["source_row"] for row in refused] == [2, 3, 4]
    assert "yesterday" in refused[0]["reason"]
    assert refused[1]["reason"] == "empty row"
    assert refused[2]["reason"] == "it has 1 cells, the header 2"
    assert json.loads(refused[0]["raw"]) == ["yesterday", "2"]


def test_rows_of_separators_alone_are_refused_at_the_end_too(make_case: MakeCase) -> None:
    case = make_case(b"ts,a,b\n2020-07-15 16:17,1,2\n,,\n , ,\n\n,,\n\n\n")
    (table,) = read_evidence(case)
    refused = table.refused.to_pylist()
    assert (table.rows, table.kept.num_rows) == (5, 1)
    assert [(row["source_row"], row["reason"]) for row in refused] == [(n, "empty row") for n in (2, 3, 4, 5)]
    assert json.loads(refused[0]["raw"]) == ["", "", ""]


def test_fold_and_gap_stay_intervals(make_case: MakeCase) -> None:
    case = make_case(b"ts\n2025-11-02 01:30:00\n2025-03-09 02:30:00\n2025-11-02 03:30:00\n")
    (table,) = read_evidence(case)
    fold, gap, plain = table.kept.to_pylist()
    assert (fold["t_basis"], fold["t_lo_us"], fold["t_hi_us"]) == (
        "fold",
        us(2025, 11, 2, 5, 30),
        us(2025, 11, 2, 6, 30, 1) - 1,
    )
    assert gap["t_basis"] == "gap"
    assert gap["t_hi_us"] > gap["t_lo_us"] + 3_000_000_000
    assert plain["t_basis"] == "zone"


def test_an_offset_in_the_row_goes_before_the_zone_of_the_source(make_case: MakeCase) -> None:
    (table,) = read_evidence(make_case(b"ts\n2020-07-15T20:17:00Z\n"))
    (row,) = table.kept.to_pylist()
    assert (row["t_best_us"], row["t_basis"], row["zone_used"]) == (us(2020, 7, 15, 20, 17), "offset", "UTC")


def test_date_and_time_may_stand_in_two_columns(make_case: MakeCase) -> None:
    case = make_case(b"day;clock\n15/07/2020;16:17\n", map={"date": "day", "time": "clock"})
    (table,) = read_evidence(case)
    assert table.kept.to_pylist()[0]["t_best_us"] == us(2020, 7, 15, 20, 17)


def test_workbooks_are_read_like_text(make_case: MakeCase, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Log")
        form = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, ["ts", "count", "words"])
        sheet.write_datetime(1, 0, datetime(2020, 7, 15, 16, 17, 5), form)
        sheet.write_row(1, 1, [3, "=1+1"])
        sheet.write_row(2, 0, ["2020-07-15 16:18", 4, "text"])
        sheet.write_datetime(3, 0, date(2020, 7, 16), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(3, 1, [5, "a day"])
    (table,) = read_evidence(make_case(path.read_bytes(), name="log.xlsx"))
    first, second, third = table.kept.to_pylist()
    assert first["t_best_us"] == us(2020, 7, 15, 20, 17, 5)
    assert json.loads(first["attributes"])["count"] == "3"
    assert second["t_best_us"] == us(2020, 7, 15, 20, 18)
    assert third["t_lo_us"] == us(2020, 7, 16, 4)


@pytest.mark.parametrize(
    ("data", "source", "code", "said"),
    [
        (b"ts\n2020-07-15 16:17\n", {"zone": None}, "evidence.no-zone", "no zone"),
        (b"ts\n03/04/2020\n", {}, "evidence.ambiguous-time", "day-first or month-first"),
        (b"ts\n1594844220\n", {}, "evidence.ambiguous-time", "seconds"),
        (b"when\n2020-07-15\n", {}, "evidence.unknown-column", "'ts'"),
        (b"ts,ts\n1,2\n", {}, "evidence.unknown-column", "twice"),
        (b"ts\n1\n", {"map": {"actor": "ts"}}, "evidence.no-time-column", "time"),
        (b"ts\n1\n", {"map": {"time": "ts", "acter": "ts"}}, "evidence.unknown-field", "acter"),
        (b"ts\n1\n", {"options": {"date_ordr": "day-first"}}, "evidence.unknown-option", "date_ordr"),
        (b"ts\n1\n", {"options": {"epoch": "hours"}}, "evidence.option", "hours"),
        (b"ts\n\xff\n", {}, "evidence.unreadable", "byte 3"),
        (b"ts\n1\n", {"options": {"encoding": "utf-99"}}, "evidence.unreadable", "utf-99"),
        (b'ts\n"never closed\n', {}, "evidence.unreadable", "well-formed"),
        (b"", {}, "evidence.unreadable", "no header"),
        (b"\n\n", {}, "evidence.unreadable", "no header"),
        (b",,\n,,\n", {}, "evidence.unreadable", "no header"),
    ],
)
def test_questions_and_mistakes_are_named(
    make_case: MakeCase, data: bytes, source: dict[str, object], code: str, said: str
) -> None:
    with pytest.raises(CaseError) as error:
        read_evidence(make_case(data, **source))
    (mistake,) = error.value.mistakes
    assert mistake.code == code
    assert said in mistake.message
    assert mistake.remedy


def test_a_file_that_is_no_workbook_is_named(make_case: MakeCase) -> None:
    with pytest.raises(CaseError, match="not a workbook"):
        read_evidence(make_case(b"ts\n1\n", name="log.xlsx"))


def test_a_workbook_with_two_sheets_asks_which(make_case: MakeCase, tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("One")
        book.add_worksheet("Two").write_row(0, 0, ["ts"])
    with pytest.raises(CaseError, match="One, Two"):
        read_evidence(make_case(path.read_bytes(), name="log.xlsx"))
    (table,) = read_evidence(make_case(path.read_bytes(), name="log.xlsx", options={"sheet": "Two"}))
    assert table.rows == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12), max_size=4),
        max_size=8,
    )
)
def test_no_row_is_lost(make_case: MakeCase, rows: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["ts", "a"])
    writer.writerows(rows)
    case = make_case(out.getvalue().encode(), options={"delimiter": ","})
    try:
        (table,) = read_evidence(case)
    except CaseError as error:
        if error.mistakes[0].code == "evidence.ambiguous-time":
            return
        raise
    expected = list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:]
    while expected and not expected[-1]:
        expected.pop()
    assert table.rows == len(expected)
    numbers = [row["source_row"] for part in (table.kept, table.refused) for row in part.to_pylist()]
    assert sorted(numbers) == list(range(1, len(expected) + 1))


def event(row: str) -> dict[str, object]:
    return {"id": "E1", "text": "It happened", "at": [{"row": row}]}


@pytest.mark.parametrize("large", [False, True])
def test_claims_find_their_rows(
    make_case: MakeCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    if large:
        monkeypatch.setattr("rca.evidence.ingest.case._LARGE", 0)
        monkeypatch.setenv("RCA_CACHE", str(tmp_path / "store"))
    later = {"id": "E2", "text": "It went on", "at": [{"when": "after S3:2", "source": "S4"}]}
    case = make_case(b"ts\n2020-07-15 16:17:05\n2020-07-15 16:18\n", events=(event("S3:1"), later))
    assert row_times(case)["S3:1"].best == us(2020, 7, 15, 20, 17, 5)
    assert row_times(case)["S3:2"].best == us(2020, 7, 15, 20, 18)


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("row", "said"), [("S3:2", "yesterday"), ("S3:9", "has 2 rows"), ("S4:1", "names no file of evidence")]
)
def test_claims_on_rows_that_cannot_serve_are_mistakes(
    make_case: MakeCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, said: str, large: bool
) -> None:
    if large:
        monkeypatch.setattr("rca.evidence.ingest.case._LARGE", 0)
        monkeypatch.setenv("RCA_CACHE", str(tmp_path / "store"))
    case = make_case(b"ts\n2020-07-15 16:17:05\nyesterday\n", events=(event(row),))
    with pytest.raises(CaseError, match=said) as error:
        row_times(case)
    assert error.value.mistakes[0].code == "evidence.row"


def test_json_lines_keep_digits_and_refuse_what_is_no_object(make_case: MakeCase) -> None:
    lines = b'{"ts": "1594844220.000200", "user": "ann", "tags": ["a"]}\n{"ts": 1594844221.5}\n\nnot json\n[1]\n'
    case = make_case(lines, name="chat.jsonl", options={"epoch": "s"}, map={"time": "ts", "actor": "user"})
    (table,) = read_evidence(case)
    first, second = table.kept.to_pylist()
    assert first["t_best_us"] == us(2020, 7, 15, 20, 17) + 200
    assert (first["t_hi_us"] - first["t_lo_us"], first["actor"]) == (0, "ann")
    assert second["t_hi_us"] - second["t_lo_us"] == 99_999
    assert [row["reason"] for row in table.refused.to_pylist()] == [
        "empty row",
        "not a JSON object",
        "not a JSON object",
    ]
    assert table.rows == 5


def test_parquet_is_read(make_case: MakeCase, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    path = tmp_path / "pager.parquet"
    parquet.write_table(pa.table({"ts": [1594844220123, None], "n": [1, 2]}), path)
    case = make_case(path.read_bytes(), name="pager.parquet", options={"epoch": "ms"})
    (table,) = read_evidence(case)
    assert table.kept.to_pylist()[0]["t_best_us"] == us(2020, 7, 15, 20, 17) + 123_000
    assert table.refused.to_pylist()[0]["reason"] == "no time"


@pytest.mark.parametrize(("name", "said"), [("a.parquet", "not a Parquet file"), ("a.jsonl", "no line of it")])
def test_files_that_are_not_what_they_say(make_case: MakeCase, name: str, said: str) -> None:
    with pytest.raises(CaseError, match=said):
        read_evidence(make_case(b"ts\n1\n", name=name))
