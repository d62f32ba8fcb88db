"""What was planted in a synthetic escalation is found again: duplicates, clock, fold and contradiction."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
import yaml

from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.datasets import EscalationTruth, make_escalation
from rca.errors import CaseError
from rca.timeline.clock.report import clocks_json, clocks_table, record_words
from rca.timeline.exports import read_exports
from rca.timeline.match_sources import Matched, match_sources, row_intervals, with_matches
from rca.timeline.matching.results import duplicates_json
from rca.timeline.results import TimelineResult
from rca.timeline.solve import solve_timeline

SECOND = 1_000_000
Made = tuple[EscalationTruth, Matched, TimelineResult, pa.Table]
SIZES = [50, 50_000, pytest.param(5_000_000, marks=pytest.mark.campaign)]


@pytest.fixture(scope="module", params=SIZES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("escalation")
    truth = make_escalation(folder, rows=request.param, seed=3)
    case = read_case(folder)
    tables = [export.kept for export in read_exports(case)]
    matched = match_sources(case, tables)
    rows = row_intervals(tables, (row for moment in truth.moments for row in moment.rows))
    (audit,) = (table for table in tables if table["source_id"][0].as_py() == truth.clock_source)
    return truth, matched, with_matches(solve_timeline(case, rows), matched), audit


def test_duplicates_are_recovered(made: Made) -> None:
    """Rows that agree by chance in actor, action, post and words within a minute cannot be told from planted ones."""
    truth, matched, *_ = made
    found = {
        (f"{one[0]}:{one[1]}", f"{other[0]}:{other[1]}")
        for group in matched.duplicates.groups
        for place, one in enumerate(group.rows)
        for other in group.rows[place + 1 :]
    }
    planted = {
        (min(pair.first, pair.second), max(pair.first, pair.second)) for pair in (*truth.duplicates, *truth.echoes)
    }
    assert len(found & planted) >= 0.99 * len(planted)
    story = [moment.rows for moment in truth.moments if len(moment.rows) == 2]
    assert {tuple(sorted(rows)) for rows in story} <= {tuple(sorted(pair)) for pair in found}
    extra = {pair for pair in found - planted if {row[:2] for row in pair} == {"S1", "S2"}}
    assert len(extra) <= 2 + 0.01 * len(planted) + len(story)


def test_the_clock_is_recovered(made: Made) -> None:
    truth, matched, *_ = made
    (report,) = matched.clocks
    assert (report.id, report.sources, report.status) == ("audit", (truth.clock_source,), "accepted")
    estimate = report.estimate
    assert estimate is not None
    drift = truth.clock_drift_ppm * 1e-6
    since = estimate.reference - truth.clock_offset_us - truth.clock_origin
    offset = truth.clock_offset_us + since * drift / (1 + drift)
    low, high = estimate.offset
    assert low is not None
    assert high is not None
    assert low <= offset <= high
    assert estimate.drift_ppb[0] <= truth.clock_drift_ppm * 1_000 <= estimate.drift_ppb[1]
    assert report.agrees is True
    planted = {frozenset((pair.first, pair.second)) for pair in truth.echoes}
    assert not planted & {frozenset((pair.row, pair.other_row)) for pair in estimate.set_aside}
    if truth.rows < 1_000:  # a handful of matches
        assert high - low < 20 * SECOND
        return
    assert high - low < SECOND // 2
    assert estimate.drift_ppb[1] - estimate.drift_ppb[0] < 50_000
    assert report.impossible[1] < 0.05 * report.impossible[0]


def test_the_fold_is_recovered(made: Made) -> None:
    """Every row of the hour that the local clock showed twice has both readings, and no other row has."""
    truth, _, result, audit = made
    folded = [
        (low, high)
        for low, high, basis in zip(
            *(audit[name].to_pylist() for name in ("t_lo_us", "t_hi_us", "t_basis")), strict=True
        )
        if basis == "fold"
    ]
    assert folded
    assert min(low for low, _ in folded) >= truth.fold[0]
    assert max(high for _, high in folded) <= truth.fold[1]
    story = [row for moment in truth.moments if moment.event in {"E8", "E9"} for row in moment.rows if row[:2] == "S3"]
    assert {time.basis for time in row_intervals([audit], story).values()} == {"fold"}
    assert len(story) == 2
    events = {event.id: event.start for event in result.events}
    for moment in truth.moments:
        bounds = events[moment.event]
        if not bounds.contested:
            assert bounds.earliest is None or bounds.earliest - SECOND <= moment.instant
            assert bounds.latest is None or moment.instant <= bounds.latest + SECOND


def test_the_contradiction_is_recovered(made: Made) -> None:
    truth, matched, result, _ = made
    (conflict,) = result.conflicts
    assert conflict.subject == truth.conflict.event
    assert {source for source, _ in conflict.sides} == set(truth.conflict.sources)
    assert result.duplicates is matched.duplicates
    assert json.loads(json.dumps(clocks_json(result.clocks)))[0]["id"] == "audit"
    assert json.loads(json.dumps(duplicates_json(matched.duplicates)))["compared"] == truth.rows
    assert clocks_table(result.clocks)[0]["agrees"] == "yes"


def test_an_estimate_comes_as_a_record_to_accept(tmp_path: Path) -> None:
    """Written into the case with a person's name, it holds every offset that the matches allow."""
    make_escalation(tmp_path, rows=2_000, seed=3)
    (report,) = match_sources(read_case(tmp_path)).clocks
    assert report.estimate is not None
    record = yaml.load(record_words("audit", report.estimate), yaml.BaseLoader)
    judged = {"by": "analyst", "on": "2025-11-10"}
    path = tmp_path / "timeline.yaml"
    timeline = yaml.load(path.read_text(), yaml.BaseLoader)
    path.write_text(json.dumps({**timeline, "clocks": [{**record, "accepted": judged}]}))
    (accepted,) = match_sources(read_case(tmp_path)).clocks
    assert accepted.status == "accepted"
    assert accepted.in_force is not None
    for shown in (report.estimate.reference, report.estimate.reference + 3_600 * SECOND):
        allowed, taken = report.estimate.offset_at(shown), accepted.in_force.offset_at(shown)
        assert None not in allowed
        assert taken[0] <= allowed[0] <= allowed[1] <= taken[1]  # type: ignore[operator]


def edited(folder: Path, **timeline: object) -> CaseFile:
    """Make a small escalation and change lists of its timeline."""
    make_escalation(folder, rows=50, seed=3)
    path = folder / "timeline.yaml"
    path.write_text(json.dumps({**yaml.load(path.read_text(), yaml.BaseLoader), **timeline}))
    return read_case(folder)


def test_matched_rows_bound_a_clock_where_the_case_says_which_comes_first(tmp_path: Path) -> None:
    clock = {"id": "audit", "offset": "40 s", "basis": "estimated", "precedes": ["S2"], "follows": ["S4"]}
    case = edited(tmp_path, clocks=[clock])
    (report,) = match_sources(case).clocks
    assert report.status == "proposed"
    assert report.in_force is None
    assert report.estimate is not None
    assert report.matches >= 3
    assert not report.estimate.one_sided


def test_a_clock_that_is_hours_off_is_estimated(tmp_path: Path) -> None:
    """The log was read in a zone two hours away, beside its own 42 s."""
    make_escalation(tmp_path, rows=2_000, seed=3)
    path = tmp_path / "timeline.yaml"
    clock = {"id": "audit", "offset": "0 s", "basis": "estimated", "follows": ["S1"], "precedes": ["S2"]}
    path.write_text(json.dumps({**yaml.load(path.read_text(), yaml.BaseLoader), "clocks": [clock]}))
    case = read_case(tmp_path)
    tables = [export.kept for export in read_exports(case)]
    for place, table in enumerate(tables):
        if table["source_id"][0].as_py() == "S3":
            for name in ("t_lo_us", "t_best_us", "t_hi_us"):
                late = pc.add(table[name], 7_200 * SECOND)
                table = table.set_column(table.column_names.index(name), name, late)
            tables[place] = table
    (report,) = match_sources(case, tables).clocks
    assert report.status == "proposed"
    assert report.estimate is not None
    low, high = report.estimate.offset
    assert low is not None
    assert high is not None
    assert low <= 7_200 * SECOND + 42_900_000 <= high
    assert high - low < 5 * SECOND


def test_a_person_overrides_an_estimate_with_a_reason(tmp_path: Path) -> None:
    judged = {"by": "analyst", "on": "2025-11-10", "because": "the vendor logged a step"}
    case = edited(tmp_path, clocks=[{"id": "audit", "offset": "2 min", "basis": "stated", "accepted": judged}])
    (report,) = match_sources(case).clocks
    assert (report.status, report.by, report.because) == ("overridden", "analyst", "the vendor logged a step")
    assert report.agrees is False
    assert report.impossible[1] > 0


def test_a_clock_that_no_record_names_is_proposed_where_rows_are_in_an_impossible_order(tmp_path: Path) -> None:
    make_escalation(tmp_path, rows=50, seed=3)
    head = tmp_path / "case.yaml"
    head.write_text(head.read_text().replace("clock: audit, ", ""))
    (report,) = (each for each in match_sources(read_case(tmp_path)).clocks if each.id == "S3")
    assert report.status == "proposed"
    assert report.impossible[0] >= 2


@pytest.mark.parametrize("rows", [["S1:1", "S2:9999"], ["S1:0", "S2:1"]])
def test_a_decision_about_a_row_that_is_not_there_is_a_mistake(tmp_path: Path, rows: list[str]) -> None:
    case = edited(tmp_path, same=[{"events": rows, "verdict": "yes", "by": "analyst", "on": "2025-11-10"}])
    with pytest.raises(CaseError, match="not there"):
        match_sources(case)


def test_decisions_that_contradict_each_other_are_a_mistake(tmp_path: Path) -> None:
    judged = {"events": ["S1:1", "S2:1"], "by": "analyst", "on": "2025-11-10"}
    case = edited(tmp_path, same=[{**judged, "verdict": "yes"}, {**judged, "verdict": "no"}])
    with pytest.raises(CaseError, match="yes and no"):
        match_sources(case)


def test_a_case_without_exports_has_nothing_to_match(tmp_path: Path) -> None:
    case = edited(tmp_path)
    matched = match_sources(case, [])
    assert matched.duplicates.groups == ()
    assert repr(matched) == "Matched(Duplicates(0 groups, 0 doubtful), 1 clocks)"
