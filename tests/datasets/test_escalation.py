"""The planted truth is really in the files, at every size, and the same seed gives the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path

import pytest
from pyarrow import parquet
from rapidfuzz.distance import Levenshtein

from rca.datasets import EscalationTruth, make_escalation
from rca.datasets.story import MOMENTS

SIZES = (50, 2_000, 50_000)


@pytest.fixture(scope="module", params=SIZES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, EscalationTruth]:
    folder = tmp_path_factory.mktemp("escalation")
    return folder, make_escalation(folder, rows=request.param, seed=3)


@cache
def rows_of(folder: Path) -> dict[str, list[dict[str, object]]]:
    evidence = folder / "evidence"

    def lines(name: str) -> list[str]:
        return (evidence / name).read_text(encoding="utf-8").splitlines()

    return {
        "S1": list(csv.DictReader(lines("tickets.csv"))),
        "S2": [json.loads(line) for line in lines("chat.jsonl")],
        "S3": list(csv.DictReader(lines("audit.csv"))),
        "S4": parquet.read_table(evidence / "pager.parquet").to_pylist(),
    }


def true_us(source: str, row: dict[str, object]) -> int:
    if source == "S1":
        return round(datetime.fromisoformat(str(row["created"])).timestamp() * 1_000_000)
    if source == "S2":
        seconds, micros = str(row["ts"]).split(".")
        return int(seconds) * 1_000_000 + int(micros)
    assert source == "S4"
    return int(str(row["at_ms"])) * 1_000


def test_all_rows_are_there(made: tuple[Path, EscalationTruth]) -> None:
    folder, truth = made
    assert sum(map(len, rows_of(folder).values())) == truth.rows


def test_files_are_in_order_of_time(made: tuple[Path, EscalationTruth]) -> None:
    folder, _ = made
    for source in ("S1", "S2", "S4"):
        times = [true_us(source, row) for row in rows_of(folder)[source]]
        assert times == sorted(times)


def test_rows_of_the_story_stand_where_the_truth_says(made: tuple[Path, EscalationTruth]) -> None:
    folder, truth = made
    texts = {moment.event: moment.text for moment in MOMENTS}
    for moment in truth.moments:
        for reference in moment.rows:
            source, _, number = reference.partition(":")
            row = rows_of(folder)[source][int(number) - 1]
            assert texts[moment.event] in row.values()
            if source != "S3":
                assert 0 <= true_us(source, row) - moment.instant < 60_000_000


def test_the_audit_clock_is_fast_and_gains(made: tuple[Path, EscalationTruth]) -> None:
    folder, truth = made
    new_york = {True: timezone(timedelta(hours=-4)), False: timezone(timedelta(hours=-5))}
    for moment in truth.moments:
        for reference in moment.rows:
            if not reference.startswith("S3:"):
                continue
            row = rows_of(folder)["S3"][int(reference[3:]) - 1]
            delay = dict(next(m for m in MOMENTS if m.event == moment.event).recorded)["S3"] * 1_000_000
            local = datetime.strptime(str(row["ts"]), "%m/%d/%Y %I:%M:%S %p")
            before = moment.instant < sum(truth.fold) // 2
            shown = round(local.replace(tzinfo=new_york[before]).timestamp()) * 1_000_000
            passed = moment.instant + delay - truth.clock_origin
            expected = truth.clock_offset_us + passed * truth.clock_drift_ppm / 1e6
            assert abs(shown - moment.instant - delay - expected) <= 1_000_000


def test_by_the_local_clock_two_events_swap(made: tuple[Path, EscalationTruth]) -> None:
    folder, truth = made
    rows = {
        m.event: next(int(r[3:]) for r in m.rows if r.startswith("S3:")) for m in truth.moments if m.event in "E8E9"
    }
    limit, rule = (str(rows_of(folder)["S3"][rows[event] - 1]["ts"]) for event in ("E8", "E9"))
    assert rows["E8"] < rows["E9"]
    assert limit > rule


def test_duplicates_are_near_in_words_and_time(made: tuple[Path, EscalationTruth]) -> None:
    folder, truth = made
    assert truth.duplicates
    for pair in truth.duplicates:
        ticket = rows_of(folder)["S1"][int(pair.first[3:]) - 1]
        chat = rows_of(folder)["S2"][int(pair.second[3:]) - 1]
        assert 1 <= Levenshtein.distance(str(ticket["text"]), str(chat["text"])) <= 2
        assert 0 < true_us("S2", chat) - true_us("S1", ticket) <= 50_001_000


def test_echoes_say_the_same_a_little_later(made: tuple[Path, EscalationTruth]) -> None:
    folder, truth = made
    texts = {"S1": ("created", "text"), "S2": ("ts", "text"), "S3": ("ts", "detail")}
    assert len({pair.first for pair in truth.echoes}) == len(truth.echoes) > 0
    for pair in truth.echoes:
        first, second = (
            str(rows_of(folder)[row[:2]][int(row[3:]) - 1][texts[row[:2]][1]]) for row in (pair.first, pair.second)
        )
        assert (pair.first[:2], pair.second[:2]) in {("S1", "S3"), ("S3", "S2")}
        assert first == second


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    def digests(folder: Path) -> dict[str, str]:
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    first, second, other = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    assert make_escalation(first, 500, 7) == make_escalation(second, 500, 7)
    make_escalation(other, 500, 8)
    assert digests(first) == digests(second)
    assert digests(first) != digests(other)


def test_refusals(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 50"):
        make_escalation(tmp_path / "small", 49)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(FileExistsError, match="full"):
        make_escalation(tmp_path / "full")


def test_the_case_made_from_it_finds_what_was_planted(made: tuple[Path, EscalationTruth]) -> None:
    import rca

    folder, truth = made
    case = rca.open_case(folder)
    (conflict,) = case.timeline().result.conflicts
    assert conflict.subject == truth.conflict.event
    assert conflict.open
    tree = case.causes()
    assert tuple(cut.factors for cut in tree.cut_sets().sets) == truth.cut_sets
    assert tree.result.single_fixes == truth.single_fixes
    events = {event.id: event for event in case.timeline().result.events}
    for moment in truth.moments:
        bounds = events[moment.event].start
        if bounds.contested:
            continue
        assert bounds.earliest is not None
        assert bounds.latest is not None
        assert bounds.earliest <= moment.instant <= bounds.latest
