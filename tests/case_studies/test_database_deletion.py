"""The database deletion of 2017: told whole, and nothing told that the record does not support."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from rca.actions.coverage import cover
from rca.actions.results import ActionsResult
from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.results import CausesResult
from rca.checks.engine import check_case
from rca.checks.figures import compare_figures, text_disputes
from rca.checks.results import Findings
from rca.timeline.results import Bounds, Disagreement, TimelineResult
from rca.timeline.solve import solve_timeline

CHECKOUT = Path(__file__).parents[2]
FOLDER = CHECKOUT / "case_studies" / "database_deletion_2017"
FACTS = CHECKOUT.parent / "shared" / "cases" / "gitlab_database_2017.yaml"

# E1 to E23 stand in the order of the facts; the others frame them.
ADDED_EVENTS = {f"E{number}" for number in range(24, 33)}
ADDED_SOURCES = {"S4b", "S9", "S10", "S11", "S12", "S13"}


@pytest.fixture(scope="module")
def case() -> CaseFile:
    return read_case(FOLDER)


@pytest.fixture(scope="module")
def timeline(case: CaseFile) -> TimelineResult:
    return solve_timeline(case)


@pytest.fixture(scope="module")
def causes(case: CaseFile) -> CausesResult:
    return analyse_causes(case)


@pytest.fixture(scope="module")
def actions(case: CaseFile, causes: CausesResult) -> ActionsResult:
    return cover(case, causes)


@pytest.fixture(scope="module")
def findings(case: CaseFile, timeline: TimelineResult, causes: CausesResult, actions: ActionsResult) -> Findings:
    return check_case(case, timeline, causes, actions, date(2026, 11, 22))


@pytest.fixture(scope="module")
def conflicts(case: CaseFile, timeline: TimelineResult) -> tuple[Disagreement, ...]:
    return (*timeline.conflicts, *compare_figures(case), *text_disputes(case))


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    if not FACTS.exists():
        pytest.skip(f"no facts file at {FACTS}")
    loaded: dict[str, Any] = yaml.load(FACTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # text only
    return loaded


def utc(text: str) -> int:
    """Return the microseconds since the epoch of an ISO time in UTC."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def bounds_of(timeline: TimelineResult, id_: str, end: str = "start") -> Bounds:
    event = next(event for event in timeline.events if event.id == id_)
    found: Bounds = getattr(event, end)
    return found


def cited_by(case: CaseFile, id_: str) -> set[str]:
    """Return the sources of all claims about an event, both parts of a split source as one."""
    event = case.events[id_]
    parts = (event.at, event.start, event.end, event.within, event.lasted)
    claims = [claim for part in parts if not isinstance(part, str) for claim in part]
    return {(claim.source or "").rstrip("b") for claim in claims}


# --- told whole: against the facts ----------------------------------------------------------------------------


def test_counts(case: CaseFile) -> None:
    assert {source.id for source in case.head.sources} == ADDED_SOURCES | {f"S{number}" for number in range(1, 9)}
    assert {event.id for event in case.timeline.events} == ADDED_EVENTS | {f"E{number}" for number in range(1, 24)}
    assert len(case.head.figures) == 13
    assert len(case.causes.findings) == 12
    assert len(case.causes.factors) == 41
    assert len(case.actions.actions) == 14


def test_sources_are_those_of_the_facts(case: CaseFile, facts: dict[str, Any]) -> None:
    for fact in facts["sources"]:
        source = case.sources[fact["id"]]
        assert source.kind == fact["kind"]
        assert source.title.startswith(re.sub(r" \(file index id [0-9]+\)", "", fact["title"]))
        assert source.url == (fact["url"] if fact["url"].startswith("https:") else None)
        assert (source.seen or "").startswith(re.sub(r" \(file index id [0-9]+\)", "", fact["seen"]))


def test_every_fact_event_is_told_by_its_source(case: CaseFile, facts: dict[str, Any]) -> None:
    assert len(facts["events"]) == 23
    for number, fact in enumerate(facts["events"], 1):
        assert fact["source"] in cited_by(case, f"E{number}"), fact["text"]


def test_every_fact_figure_is_claimed_by_its_source(case: CaseFile, facts: dict[str, Any]) -> None:
    for number, fact in enumerate(facts["figures"], 1):
        figure = next(figure for figure in case.head.figures if figure.id == f"G{number}")
        assert (fact["source"], Decimal(fact["value"])) in {(claim.source, claim.value.low) for claim in figure.claims}


def test_findings_and_recommendations_stand_in_the_order_of_the_facts(case: CaseFile, facts: dict[str, Any]) -> None:
    told = [finding.source for finding in case.causes.findings]
    assert told[: len(facts["findings"])] == [fact["source"] for fact in facts["findings"]]
    told = [action.source or "" for action in case.actions.actions]
    assert told[: len(facts["recommendations"])] == [fact["source"] for fact in facts["recommendations"]]


def test_the_tracker_statuses_of_the_facts_are_told(case: CaseFile, facts: dict[str, Any]) -> None:
    statuses = {"done": "done", "partly": "started", "superseded": "dropped"}
    for action, fact in zip(case.actions.actions, facts["recommendations"], strict=False):
        if "status" in fact:
            assert action.status == statuses[fact["status"].split()[0]], action.id


def test_every_recorded_conflict_is_shown(conflicts: tuple[Disagreement, ...], facts: dict[str, Any]) -> None:
    shown = [{source.rstrip("b") for source, _ in each.sides} for each in conflicts]
    for conflict in facts["conflicts"]:
        sources = {value["source"] for value in conflict["values"]}
        assert any(sources <= sides for sides in shown), conflict["about"]


def test_every_unverified_point_is_an_open_question(case: CaseFile, facts: dict[str, Any]) -> None:
    assert len(facts["unverified"]) == 2
    asked = {unknown.id: unknown.text for unknown in case.head.unknowns}
    assert "status that the tracker shows" in asked["Q1"]
    assert "whole section of the company's own whys" in asked["Q2"]
    assert all(unknown.why and unknown.would_change and unknown.ask for unknown in case.head.unknowns)


def test_no_official_body_spoke_so_nothing_is_called_official(case: CaseFile) -> None:
    assert {action.origin for action in case.actions.actions} == {"company"}
    assert {finding.by for finding in case.causes.findings} == {"GitLab"}
    assert not any(source.kind.startswith("official") for source in case.head.sources)


def test_no_person_is_told_apart(case: CaseFile) -> None:
    files = "\n".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.yaml")))
    assert not re.search(r"\b(he|him|his|she|her)\b|team-member", files, flags=re.IGNORECASE)


# --- sources --------------------------------------------------------------------------------------------------


def test_every_source_is_cited_and_rated(case: CaseFile) -> None:
    files = "\n".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.yaml")))
    cited = set(re.findall(r"\b(?:source|ref): (S[0-9]+b?)\b", files))
    # The original of the live notes is no longer served: it is only what two others derive from.
    assert cited | {"S12"} == {source.id for source in case.head.sources}
    assert all(source.seen and source.publisher for source in case.head.sources)
    assert all(source.reliability != "unrated" for source in case.head.sources)


def test_only_three_texts_of_the_company_stand_behind_all_others(case: CaseFile) -> None:
    assert {source.id for source in case.head.sources if not source.derived_from} == {"S1", "S5", "S12"}


# --- times ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "end", "earliest", "latest"),
    [
        ("E1", "start", "2016-11-28T00:00", "2016-11-29T00:00"),
        ("E5", "start", "2017-01-31T16:00", "2017-01-31T17:01"),
        ("E5", "end", "2017-01-31T21:00", "2017-01-31T21:01"),
        ("E6", "start", "2017-01-31T17:05", "2017-01-31T17:36"),
        ("E7", "start", "2017-01-31T17:45", "2017-01-31T18:16"),
        ("E9", "start", "2017-01-31T20:45", "2017-01-31T21:16"),
        ("E10", "start", "2017-01-31T21:45", "2017-01-31T22:16"),
        ("E16", "start", "2017-01-31T23:27", "2017-01-31T23:28"),
        ("E17", "start", "2017-01-31T23:27", "2017-02-01T03:31"),
        ("E18", "start", "2017-01-31T23:27", "2017-02-01T18:15"),
        ("E19", "start", "2017-02-01T00:55", "2017-02-01T03:31"),
        ("E19", "end", "2017-02-01T14:25", "2017-02-01T17:01"),
        ("E20", "start", "2017-02-01T17:00", "2017-02-01T17:01"),
        ("E21", "start", "2017-02-01T17:45", "2017-02-01T18:16"),
        ("E22", "start", "2017-02-01T18:14", "2017-02-01T18:15"),
        ("E26", "end", "2017-02-01T17:00", "2017-02-01T18:15"),
        ("E27", "start", "2017-01-31T17:20", "2017-01-31T17:21"),
        ("E29", "start", "2017-04-28T01:22", "2017-04-28T01:23"),
        ("E31", "start", "2018-01-22T08:55", "2018-01-22T08:56"),
    ],
)
def test_bounds_to_the_minute(timeline: TimelineResult, id_: str, end: str, earliest: str, latest: str) -> None:
    bounds = bounds_of(timeline, id_, end)
    assert bounds.earliest is not None
    assert bounds.latest is not None
    assert utc(earliest) <= bounds.earliest < utc(earliest) + 60_000_000
    assert utc(latest) - 60_000_000 <= bounds.latest <= utc(latest)
    assert not bounds.contested


def test_the_removal_is_dated_by_its_stop_and_the_seconds_before(timeline: TimelineResult) -> None:
    stopped, removed = bounds_of(timeline, "E16"), bounds_of(timeline, "E15")
    assert stopped.earliest is not None
    assert stopped.latest is not None
    assert removed.earliest == stopped.earliest - 4_000_000
    assert removed.latest == stopped.latest - 2_000_000
    assert not removed.contested


def test_a_local_hour_without_a_zone_may_be_anywhere_in_the_world(timeline: TimelineResult) -> None:
    stayed, removed = bounds_of(timeline, "E14"), bounds_of(timeline, "E15")
    assert stayed.earliest == utc("2017-01-31T08:45")  # 23:00 less a quarter of an hour, fourteen hours ahead of UTC
    assert stayed.latest is not None
    assert removed.latest is not None
    assert stayed.latest < removed.latest


def test_the_outage_can_have_lasted_as_long_as_the_company_says(timeline: TimelineResult) -> None:
    start, end = bounds_of(timeline, "E26"), bounds_of(timeline, "E26", "end")
    assert start.earliest is not None
    assert end.latest is not None
    assert 18 * 3600 <= (end.latest - start.earliest) / 1e6 < 19 * 3600


def test_milestones(timeline: TimelineResult) -> None:
    assert {event.milestone: event.id for event in timeline.events if event.milestone} == {
        "occurred": "E15",
        "detected": "E24",
        "acknowledged": "E32",
        "resolved": "E21",
        "debriefed": "E23",
    }
    spans = {(span.start_event, span.end_event): span for span in timeline.durations}
    noticed, over = spans["E15", "E24"], spans["E15", "E21"]
    assert (noticed.shortest, noticed.longest) == (1_000_000, 2_000_000)
    assert over.shortest is not None
    assert over.longest is not None
    assert 18.2 < over.shortest / 3.6e9 < over.longest / 3.6e9 < 18.9


# --- conflicts ------------------------------------------------------------------------------------------------


def test_conflicts_of_times(timeline: TimelineResult) -> None:
    found = {each.subject: (each.grade, each.open) for each in timeline.conflicts}
    assert found == {
        "E8": ("contradicts", True),
        "E11": ("contradicts", True),
        "E15": ("contradicts", False),
        "E27": ("contradicts", True),
    }
    assert timeline.idle_rejections == ()


def test_each_side_of_a_conflict_of_times_is_shown(timeline: TimelineResult) -> None:
    sides = {each.subject: {source for source, _ in each.sides} for each in timeline.conflicts}
    assert sides["E8"] == {"S1", "S2", "S3"}
    assert sides["E11"] == {"S1", "S2"}
    assert sides["E27"] == {"S1", "S2", "S4"}
    assert {"S1", "S2"} <= sides["E15"]


def test_only_what_hangs_on_an_open_conflict_is_contested(timeline: TimelineResult) -> None:
    contested = {event.id for event in timeline.events if event.start.contested or event.end.contested}
    assert {"E8", "E11", "E27"} <= contested
    assert not contested & {"E6", "E7", "E9", "E10", "E15", "E16", "E20", "E22", "E24"}


def test_conflicts_of_figures_and_words(case: CaseFile) -> None:
    figures = {each.subject: (each.grade, each.open) for each in compare_figures(case)}
    assert figures == {"G1": ("differs", False), "G10": ("contradicts", True)}
    words = {each.subject: each.open for each in text_disputes(case)}
    assert words == {"D2": False}


# --- checks ---------------------------------------------------------------------------------------------------


def test_no_error_stands_and_every_waiver_waives(findings: Findings) -> None:
    assert [finding for finding in findings.open if finding.severity == "error"] == []
    # Roots for which the public follow-ups name no action.
    assert {(finding.rule, finding.place) for finding in findings.waived} == {
        ("action.coverage", place) for place in ("F11", "F29", "F32")
    }
    assert not any(finding.rule.startswith("waiver.") for finding in findings.open)


def test_warnings_left_standing_are_the_limits_of_the_record(findings: Findings) -> None:
    left = {(finding.rule, finding.place) for finding in findings.open if finding.severity == "warning"}
    post_mortem = {"F5", "F9", "F10", "F11", "F14", "F16", "F18", "F23", "F25", "F30", "F31", "F32", "F33", "F34"}
    post_mortem |= {"F35", "F37", "F38"}
    live_notes = {"F13", "F20", "F41"}
    untested = {"F8>F7", "F9>F7", "F11>F9", "F16>F15", "F27>F22", "F36>F22"}
    assert left == {
        *(("evidence.two-reasons", id_) for id_ in post_mortem | live_notes),
        *(("tree.necessity", id_) for id_ in untested),
        *(("evidence.alternatives", id_) for id_ in ("F18", "F19")),
        *(("time.conflict", id_) for id_ in ("E8", "E11", "E27")),
        ("figure.conflict", "G10"),
        ("evidence.same-voice", "causes"),
    }


# --- for figures ----------------------------------------------------------------------------------------------


def test_every_event_and_factor_and_action_has_a_short_label(case: CaseFile) -> None:
    labels = {event.id: event.label for event in case.timeline.events}
    labels |= {factor.id: factor.label for factor in case.causes.factors}
    labels |= {action.id: action.label for action in case.actions.actions}
    assert {id_: label for id_, label in labels.items() if label is None or len(label) > 45} == {}


def test_lanes(case: CaseFile) -> None:
    lanes = dict.fromkeys(event.lane for event in case.timeline.events)
    assert list(lanes) == ["database", "engineers", "recovery", "public"]
