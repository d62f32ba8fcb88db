"""The index puts all rows in one order, whatever order they came in, and finds what a plain search finds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, TimelineFile, WaiversFile
from rca.errors import OutputError, ParameterError
from rca.evidence.index.buckets import count_buckets
from rca.evidence.index.build import index_case
from rca.evidence.index.query import Wanted
from rca.evidence.index.shift import ClockShift
from rca.evidence.index.window import read_window
from rca.evidence.ingest.case import ingest_case
from rca.evidence.ingest.engine import check_memory, connect

ROWS = {
    "S2": [("2025-11-02 01:30:00", "ann", "opened"), ("2025-11-02 00:10:00", "bob", "Closed ÄRA"), ("never", "x", "y")],
    "S10": [
        ("2025-11-02 01:30:00", "bob", "opened"),
        ("2025-11-01 23:00:00", "ann", "noted"),
        ("2025-11-02", "cy", "day"),
    ],
    "S3": [("2025-11-02 00:10:00", "cy", "closed ära"), ("2025-11-02 00:10:00", "cy", "closed ära")],
}
HOUR = 3_600_000_000


def make(folder: Path, rows: dict[str, list[tuple[str, str, str]]]) -> CaseFile:
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    sources, hashes = [], {}
    for name, lines in rows.items():
        file = f"evidence/{name}.csv"
        data = "".join(",".join(line) + "\n" for line in [("ts", "who", "what"), *lines]).encode()
        (folder / file).write_bytes(data)
        hashes[file] = hashlib.sha256(data).hexdigest()
        columns = {"time": "ts", "actor": "who", "message": "what"}
        source = {"id": name, "kind": "export", "title": name, "file": file, "zone": "America/New_York", "map": columns}
        sources.append(source)
    head = {"schema": "rca-case/1", "id": "c", "title": "A case", "state": "draft", "summary": "x", "sources": sources}
    files = (TimelineFile(), CausesFile(), ActionsFile(), WaiversFile())
    return CaseFile(folder, CaseHead.model_validate(head), *files, hashes=hashes)


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    return make(tmp_path / "case", ROWS)


def shown(case: CaseFile, store: Path, wanted: Wanted | None = None, **more: Any) -> list[tuple[str, int]]:
    index = index_case(case, store=store, **more)
    rows = read_window(index, wanted or Wanted()).rows.to_pylist()
    return [(row["source_id"], row["source_row"]) for row in rows]


def test_rows_stand_in_order_of_time_source_and_row(case: CaseFile, tmp_path: Path) -> None:
    order = [("S10", 2), ("S10", 3), ("S2", 2), ("S3", 1), ("S3", 2), ("S2", 1), ("S10", 1)]
    assert shown(case, tmp_path / "store") == order


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6, deadline=None)
@given(st.permutations(list(ROWS)), st.lists(st.sampled_from(list(ROWS)), unique=True))
def test_any_order_of_import_gives_the_same_timeline(
    case: CaseFile, tmp_path: Path, order: list[str], early: list[str]
) -> None:
    expected = shown(case, tmp_path / "store")
    sources = {source.id: source for source in case.head.sources}
    head = case.head.model_copy(update={"sources": tuple(sources[name] for name in order)})
    other = replace(case, head=head)
    store = tmp_path / "".join(["other", *order, *early])
    ingest_case(other, early, store=store)
    assert shown(other, store) == expected


def test_a_window_holds_what_may_have_happened_in_it(case: CaseFile, tmp_path: Path) -> None:
    index = index_case(case, store=tmp_path / "store")
    assert index.first is not None
    # 2025-11-02 06:10 UTC lies in the second reading of the fold and in the day that S10 names.
    at = 1_762_063_800_000_000
    found = read_window(index, Wanted(at, at + 1)).rows.to_pylist()
    assert [(row["source_id"], row["t_basis"]) for row in found] == [("S10", "date"), ("S2", "fold"), ("S10", "fold")]
    assert all(row["t_us"] <= at + 1 and row["t_last_us"] >= at for row in found)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(text="CLOSED ära"), [("S2", 2), ("S3", 1), ("S3", 2)]),
        (Wanted(actors=("bob",)), [("S2", 2), ("S10", 1)]),
        (Wanted(actors=("bob", "ann"), sources=("S10",)), [("S10", 2), ("S10", 1)]),
        (Wanted(sources=("S3",)), [("S3", 1), ("S3", 2)]),
        (Wanted(text="it's"), []),
        (Wanted(actions=("x",)), []),
    ],
)
def test_filters(case: CaseFile, tmp_path: Path, wanted: Wanted, expected: list[tuple[str, int]]) -> None:
    assert shown(case, tmp_path / "store", wanted) == expected


def test_pages_join_to_the_whole(case: CaseFile, tmp_path: Path) -> None:
    index = index_case(case, store=tmp_path / "store")
    whole = read_window(index, Wanted())
    pages = [read_window(index, Wanted(), 3, skip) for skip in (0, 3, 6, 9)]
    assert [row for page in pages for row in page.rows.to_pylist()] == whole.rows.to_pylist()
    assert {page.found for page in pages} == {7}


def test_buckets_count_every_row_once(case: CaseFile, tmp_path: Path) -> None:
    index = index_case(case, store=tmp_path / "store")
    buckets = count_buckets(index, Wanted(), HOUR)
    assert sum(bucket.rows for bucket in buckets) == index.rows == 7
    assert all(bucket.first % HOUR == 0 for bucket in buckets)
    assert [bucket.rows for bucket in count_buckets(index, Wanted(text="closed"), 24 * HOUR)] == [1, 2]


def test_a_shifted_clock_moves_its_rows_and_no_file(case: CaseFile, tmp_path: Path) -> None:
    plain = {(e.source, e.rows.read_bytes()) for e in index_case(case, store=tmp_path / "store").sources}
    moved = index_case(case, {"S10": ClockShift(-2 * HOUR)}, store=tmp_path / "store")
    assert {(e.source, e.rows.read_bytes()) for e in moved.sources} == plain
    assert not any(each.fresh for each in moved.sources)
    rows = read_window(moved, Wanted(text="noted")).rows.to_pylist()
    assert rows[0]["t_us"] - rows[0]["t_best_us"] == 2 * HOUR
    window = Wanted(rows[0]["t_us"], rows[0]["t_us"])
    assert ("S10", 2) in shown(case, tmp_path / "store", window, shifts={"S10": ClockShift(-2 * HOUR)})
    with pytest.raises(ParameterError, match="S9"):
        index_case(case, {"S9": ClockShift(1)}, store=tmp_path / "store")


@settings(max_examples=30, deadline=None)
@given(
    st.integers(-(10**12), 10**12), st.integers(-499_999_999, 499_999_999), st.integers(-(10**15), 10**15),
    st.integers(-(10**15), 2 * 10**15),
)  # fmt: skip
def test_shifts_are_exact_in_sql_and_back(offset: int, drift: int, reference: int, at: int) -> None:
    shift = ClockShift(offset, drift, reference)
    with connect() as (connection, _):
        (found,) = connection.execute(f"SELECT {shift.sql(f'({at})::BIGINT')}").fetchall()
    assert found == (shift.true_time(at),)
    first = shift.first_shown(at)
    assert shift.true_time(first) >= at > shift.true_time(first - 1)


def test_what_is_in_the_store_is_not_read_again(case: CaseFile, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert all(each.fresh for each in ingest_case(case, store=store))
    assert not any(each.fresh for each in ingest_case(case, store=store))
    more = make(case.path, {**ROWS, "S4": [("2025-11-02 05:00:00", "dan", "late")]})
    assert [each.source for each in ingest_case(more, store=store) if each.fresh] == ["S4"]
    zoned = case.head.sources[0].model_copy(update={"zone": "UTC"})
    head = case.head.model_copy(update={"sources": (zoned, *case.head.sources[1:])})
    assert [each.source for each in ingest_case(replace(case, head=head), store=store) if each.fresh] == ["S2"]


@pytest.mark.parametrize("name", ["rows.parquet", "refused.parquet", "seal.json"])
def test_a_damaged_entry_is_made_anew(case: CaseFile, tmp_path: Path, name: str) -> None:
    store = tmp_path / "store"
    expected, done = shown(case, store), ingest_case(case, store=store)
    file = done[0].rows.parent / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    again = ingest_case(case, store=store)
    assert [each.fresh for each in again] == [True, False, False]
    assert shown(case, store) == expected


def test_nothing_is_written_to_the_case_and_nothing_is_left_over(case: CaseFile, tmp_path: Path) -> None:
    before = sorted(case.path.rglob("*"))
    shown(case, tmp_path / "store")
    assert sorted(case.path.rglob("*")) == before
    assert not list((tmp_path / "store").rglob(".draft*"))


def test_a_store_that_cannot_be_written_is_named(case: CaseFile, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="RCA_CACHE"):
        ingest_case(case, store=tmp_path / "file" / "store")


def test_a_case_without_exports(tmp_path: Path) -> None:
    assert shown(make(tmp_path / "case", {}), tmp_path / "store") == []
    assert count_buckets(index_case(make(tmp_path / "case", {}), store=tmp_path / "store"), Wanted(), HOUR) == ()


@pytest.mark.parametrize("text", ["", "1", "GB", "1 XB", "0GB", "-1GB", "99MB", "1e9GB"])
def test_memory_that_is_none(text: str) -> None:
    with pytest.raises(ParameterError, match="100MB"):
        check_memory(text)


def test_bad_windows_are_named(case: CaseFile, tmp_path: Path) -> None:
    index = index_case(case, store=tmp_path / "store")
    for wanted in (Wanted(2, 1), Wanted(sources=("S9",)), Wanted(text="a", sources=("S9",))):
        with pytest.raises(ParameterError):
            read_window(index, wanted)
    with pytest.raises(ParameterError):
        read_window(index, Wanted(), limit=-1)
    with pytest.raises(ParameterError):
        count_buckets(index, Wanted(), 0)


def test_commands(case: CaseFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from rca.cli.app import app
    from rca.datasets import make_escalation

    monkeypatch.setenv("RCA_CACHE", str(tmp_path / "store"))
    folder = tmp_path / "made"
    make_escalation(folder, rows=200)
    run = CliRunner().invoke(app, ["events", str(folder), "--limit", "3", "--text", "POST", "--json"])
    assert run.exit_code == 0, run.output
    answer = json.loads(run.output)
    assert len(answer["rows"]) == 3 < answer["found"]
    assert answer["rows"] == sorted(answer["rows"], key=lambda row: row["time"])
    run = CliRunner().invoke(app, ["events", str(folder), "--hourly", "--json"])
    assert sum(row["rows"] for row in json.loads(run.output)) == 200
    run = CliRunner().invoke(app, ["evidence", str(folder), "--memory", "1GB", "--json"])
    assert sum(row["kept"] for row in json.loads(run.output)) == 200
