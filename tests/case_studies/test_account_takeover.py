"""The account takeover of 2020: told whole, and nothing told that the record does not support."""

from __future__ import annotations

import re
from collections import Counter
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
from rca.timeline.results import Bounds, TimelineResult
from rca.timeline.solve import solve_timeline

CHECKOUT = Path(__file__).parents[2]
FOLDER = CHECKOUT / "case_studies" / "account_takeover_2020"
FACTS = CHECKOUT.parent / "shared" / "cases" / "twitter_account_takeover_2020.yaml"

# The facts list 27 events; the ninth says the same of three firms, so it became three events.
EVENT_OF_FACT = (
    *(
        ("E1",),
        ("E2",),
        ("E3",),
        ("E4",),
        ("E5",),
        ("E6",),
        ("E7",),
        ("E9",),
        ("E13", "E14", "E15"),
        ("E35",),
    ),
    *(("E16",), ("E17",), ("E18",), ("E19",), ("E20",), ("E21",), ("E22",), ("E23",), ("E24",), ("E25",)),
    *(("E26",), ("E27",), ("E28",), ("E29",), ("E30",), ("E31",), ("E32",)),
)
# Events that no fact lists: anchors for relative times, and extents that frame the rest.
ADDED = {"E8", "E10", "E11", "E12", "E33", "E34", "E36"}

FIGURE_OF_FACT = (
    *(("G1",), ("G2",), ("G3",), ("G4",), ("G5",), ("G6",), ("G7",), ("G8",)),
    *(("G9", "G9b"), ("G10", "G10b")),
)


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
def findings(
    case: CaseFile, timeline: TimelineResult, causes: CausesResult, actions: ActionsResult
) -> Findings:
    return check_case(case, timeline, causes, actions, date(2026, 11, 22))


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    if not FACTS.exists():
        pytest.skip(f"no facts file at {FACTS}")
    # This loader leaves every scalar as text.
    loaded: dict[str, Any] = yaml.load(
        FACTS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )  # BaseLoader: text only
    return loaded


def utc(text: str) -> int:
    """Return the microseconds since the epoch of an ISO time in UTC."""
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def bounds_of(timeline: TimelineResult, id_: str, end: str = "start") -> Bounds:
    event = next(event for event in timeline.events if event.id == id_)
    found: Bounds = getattr(event, end)
    return found


# --- told whole: against the facts ----------------------------------------------------------------------------


def test_counts(case: CaseFile) -> None:
    assert len(case.head.sources) == 29
    assert {event.id for event in case.timeline.events} == ADDED | {
        id_ for ids in EVENT_OF_FACT for id_ in ids
    }
    assert len(EVENT_OF_FACT) == 27
    assert len(case.causes.findings) == 9
    assert len(case.actions.actions) == 5
    assert len(case.causes.factors) == 19


def test_sources_are_those_of_the_facts(case: CaseFile, facts: dict[str, Any]) -> None:
    told = {source.id: (source.url, source.seen, source.kind) for source in case.head.sources}
    assert told == {
        source["id"]: (source["url"], source["seen"], source["kind"]) for source in facts["sources"]
    }


def test_every_fact_event_is_told_by_its_source(case: CaseFile, facts: dict[str, Any]) -> None:
    assert len(facts["events"]) == len(EVENT_OF_FACT)
    for fact, ids in zip(facts["events"], EVENT_OF_FACT, strict=True):
        for id_ in ids:
            event = case.events[id_]
            claims = (*event.at, *(event.end if not isinstance(event.end, str) else ()))
            assert fact["source"] in {claim.source for claim in claims}, (id_, fact["text"])


def test_every_fact_figure_is_claimed_by_its_source(case: CaseFile, facts: dict[str, Any]) -> None:
    figures = {figure.id: figure for figure in case.head.figures}
    assert len(facts["figures"]) == len(FIGURE_OF_FACT)
    for fact, ids in zip(facts["figures"], FIGURE_OF_FACT, strict=True):
        numbers = [Decimal(text.replace(" million", "000000")) for text in fact["value"].split(" / ")]
        for id_, number in zip(ids, numbers, strict=True):
            assert (fact["source"], number) in {
                (claim.source, claim.value.low) for claim in figures[id_].claims
            }


def test_findings_and_recommendations_come_from_the_sources_of_the_facts(
    case: CaseFile, facts: dict[str, Any]
) -> None:
    assert [finding.source for finding in case.causes.findings] == [
        fact["source"] for fact in facts["findings"]
    ]
    assert {finding.by for finding in case.causes.findings} == {"NYDFS"}
    issued = Counter((action.source, action.issuer) for action in case.actions.actions)
    assert issued == Counter((fact["source"], fact["official_of"]) for fact in facts["recommendations"])


def test_every_recorded_conflict_is_found(
    case: CaseFile, timeline: TimelineResult, facts: dict[str, Any]
) -> None:
    found = [{source for source, _ in each.sides} for each in (*timeline.conflicts, *compare_figures(case))]
    for conflict in facts["conflicts"]:
        sources = {value["source"] for value in conflict["values"]}
        assert any(sources <= sides for sides in found), conflict["about"]


def test_no_age_is_told_outside_addresses() -> None:
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.yaml")))
    prose = "\n".join(line for line in text.splitlines() if "url:" not in line)
    assert not re.search(r"year-old|teen|\bminor\b", prose, flags=re.IGNORECASE)


# --- sources --------------------------------------------------------------------------------------------------


def test_every_source_is_cited(case: CaseFile) -> None:
    # `source`, `ref` and `derived_from` cite; the record of the source itself does not.
    files = "\n".join(file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.yaml")))
    cited = set(re.findall(r"\b(?:source|ref): (S[0-9]+)\b", files))
    assert cited == {source.id for source in case.head.sources}


def test_retellings_of_the_report_count_as_one(case: CaseFile) -> None:
    assert {source.id for source in case.head.sources if source.derived_from == ("S1",)} == {
        *("S2", "S3", "S13", "S14", "S15", "S16", "S19", "S20")
    }
    assert case.sources["S26"].derived_from == ("S18",)


def test_every_source_is_rated_and_says_how_much_was_read(case: CaseFile) -> None:
    assert all(
        source.seen and source.publisher and source.reliability != "unrated" for source in case.head.sources
    )


# --- times ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "earliest", "latest"),
    [
        ("E2", "2020-07-15T15:00", "2020-07-15T19:00"),
        ("E6", "2020-07-15T20:00", "2020-07-15T20:01"),
        ("E7", "2020-07-15T20:17", "2020-07-15T20:18"),
        ("E16", "2020-07-15T21:15", "2020-07-15T21:46"),
        ("E17", "2020-07-15T22:18", "2020-07-15T22:19"),
        ("E18", "2020-07-15T22:18", "2020-07-16T00:19"),
        ("E19", "2020-07-16T00:32", "2020-07-16T00:33"),
        ("E20", "2020-07-16T00:41", "2020-07-16T00:42"),
        ("E23", "2020-07-17T15:35", "2020-07-18T03:36"),
        ("E27", "2020-07-31T10:30", "2020-07-31T10:31"),
        ("E32", "2020-10-14T04:00", "2020-10-15T04:00"),
    ],
)
def test_bounds_to_the_minute(timeline: TimelineResult, id_: str, earliest: str, latest: str) -> None:
    bounds = bounds_of(timeline, id_)
    assert bounds.earliest is not None
    assert bounds.latest is not None
    assert utc(earliest) <= bounds.earliest < utc(earliest) + 60_000_000
    assert utc(latest) - 60_000_000 <= bounds.latest <= utc(latest)
    assert not bounds.contested


def test_first_posts_and_the_chief_s_post_are_stated_instants(timeline: TimelineResult) -> None:
    assert bounds_of(timeline, "E6").best == utc("2020-07-15T20:00")
    assert bounds_of(timeline, "E7").best == utc("2020-07-15T20:17")


def test_extents_keep_the_doubt_of_the_record(timeline: TimelineResult) -> None:
    posts, block = bounds_of(timeline, "E35", "end"), bounds_of(timeline, "E33")
    assert posts.latest is not None
    assert utc("2020-07-15T22:00") <= posts.latest < utc("2020-07-15T22:01")
    # The block began after the first posts and by its first notice, and was over by the first sight of its end.
    assert block.earliest is not None
    assert block.earliest > utc("2020-07-15T20:00")
    assert block.latest is not None
    assert utc("2020-07-15T22:18") <= block.latest < utc("2020-07-15T22:19")
    over = bounds_of(timeline, "E33", "end")
    assert over.latest is not None
    assert utc("2020-07-16T00:32") <= over.latest < utc("2020-07-16T00:33")
    # Nobody says when the calls began: only that a report of them had come by mid-morning.
    assert bounds_of(timeline, "E36").earliest is None


def test_nothing_bounds_what_no_source_dates(timeline: TimelineResult) -> None:
    for id_ in ("E10", "E11", "E12", "E13", "E14", "E15"):
        bounds = bounds_of(timeline, id_)
        assert (bounds.earliest, bounds.best) == (None, None), id_


def test_exchanges_are_not_placed_in_the_window_of_the_high_profile_posts(timeline: TimelineResult) -> None:
    bounds = bounds_of(timeline, "E8")
    assert bounds.earliest is not None
    assert bounds.earliest < utc("2020-07-15T20:00")


def test_posting_block_as_seen_lasted_two_hours_and_fourteen_minutes(timeline: TimelineResult) -> None:
    phase = next(phase for phase in timeline.phases if phase.id == "P5")
    shortest, longest = phase.lasted
    assert shortest is not None
    assert longest is not None
    assert 133 <= shortest / 60e6 <= 134
    assert 134 <= longest / 60e6 <= 135


def test_milestones(timeline: TimelineResult) -> None:
    assert {event.id: event.milestone for event in timeline.events if event.milestone} == {
        "E6": "occurred",
        "E16": "acknowledged",
        "E33": "contained",
        "E32": "debriefed",
    }
    first_word = next(
        span for span in timeline.durations if (span.start_event, span.end_event) == ("E6", "E16")
    )
    assert first_word.shortest is not None
    assert first_word.longest is not None
    assert (first_word.shortest // 60_000_000, first_word.longest // 60_000_000) == (74, 105)


def test_statements_and_sightings_are_not_taken_for_what_they_are_about(case: CaseFile) -> None:
    said_or_seen = [event for event in case.timeline.events if event.kind in {"statement", "observation"}]
    assert {event.id for event in said_or_seen} >= {"E16", "E17", "E18", "E19", "E20", "E21", "E23", "E25"}
    assert all(event.about for event in said_or_seen)


# --- conflicts ------------------------------------------------------------------------------------------------


def test_time_conflicts_are_the_two_of_the_record(timeline: TimelineResult) -> None:
    assert [(each.subject, each.grade, each.open) for each in timeline.conflicts] == [
        ("E34", "contradicts", False),
        ("E34", "contradicts", False),
    ]
    day, month = timeline.conflicts
    assert {source for source, _ in day.sides} == {"S1", "S25"}
    assert {source for source, _ in month.sides} == {"S1", "S15"}
    assert timeline.idle_rejections == ()


def test_figure_conflicts_are_those_of_the_record(case: CaseFile) -> None:
    found = {each.subject: (each.grade, each.open) for each in compare_figures(case)}
    assert found == {
        "G2": ("not comparable", False),
        "G3": ("differs", False),  # 36 and "up to 36": both can hold
        "G4": ("contradicts", True),
        "G6": ("contradicts", False),
        "G7b": ("contradicts", True),
    }
    assert text_disputes(case) == ()


# --- causes and actions ---------------------------------------------------------------------------------------


def test_one_set_of_causes_and_four_single_fixes(causes: CausesResult) -> None:
    assert [set(cut_set.factors) for cut_set in causes.cut_sets.sets] == [
        {"F3", "F6", "F8", "F9", "F12", "F17"}
    ]
    assert causes.cut_sets.sets[0].state == "possible"
    assert set(causes.single_fixes) == {"F3", "F6", "F8", "F9"}


def test_the_three_gaps_rest_on_one_report(causes: CausesResult) -> None:
    independent = {factor.id: factor.independent_sources for factor in causes.factors}
    assert {id_: independent[id_] for id_ in ("F3", "F6", "F8")} == {"F3": 1, "F6": 1, "F8": 1}


def test_what_is_not_official_is_not_called_confirmed(case: CaseFile) -> None:
    status = {factor.id: factor.status for factor in case.causes.factors}
    assert {status[id_] for id_ in ("F3", "F6")} == {"probable"}
    assert {status[id_] for id_ in ("F11", "F14")} == {"possible"}


def test_a_done_action_breaks_the_only_set_and_three_factors_have_none(actions: ActionsResult) -> None:
    assert [(each.coverage, each.by) for each in actions.cut_sets] == [("broken", ("A4",))]
    assert set(actions.uncovered) == {"F4", "F13", "F15"}


# --- checks ---------------------------------------------------------------------------------------------------


def test_no_error_stands_and_every_waiver_waives(findings: Findings) -> None:
    assert [finding for finding in findings.open if finding.severity == "error"] == []
    assert [(finding.rule, finding.place) for finding in findings.waived] == [("cause.duty", "F13")]
    assert not any(finding.rule.startswith("waiver.") for finding in findings.open)


def test_warnings_left_standing_are_the_limits_of_the_record(findings: Findings) -> None:
    left = {(finding.rule, finding.place) for finding in findings.open if finding.severity == "warning"}
    assert left == {
        *(("evidence.two-reasons", id_) for id_ in ("F5", "F8", "F10", "F12", "F13", "F16", "F19")),
        *(("action.coverage", id_) for id_ in ("F4", "F13", "F15")),
        *(("figure.conflict", id_) for id_ in ("G4", "G7b")),
        *(("tree.necessity", id_) for id_ in ("F17>F1", "F10>F7")),
        ("cause.human-needs-cause", "F14"),
        ("evidence.same-voice", "causes"),
    }


# --- for figures ----------------------------------------------------------------------------------------------


def test_every_event_and_factor_has_a_short_label(case: CaseFile) -> None:
    labels = {event.id: event.label for event in case.timeline.events}
    labels |= {factor.id: factor.label for factor in case.causes.factors}
    assert [id_ for id_, label in labels.items() if not label or len(label) > 45] == []


def test_lanes(case: CaseFile) -> None:
    lanes = dict.fromkeys(event.lane for event in case.timeline.events)
    assert list(lanes) == ["attacker", "company", "partners", "press", "authorities"]
