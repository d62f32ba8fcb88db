"""What claims of every kind say of events and extents."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from rca.errors import CaseError
from rca.evidence.rows import RowTime

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def bounds_of(result, id_, end=False):
    event = next(event for event in result.events if event.id == id_)
    bounds = event.end if end else event.start
    return bounds.earliest, bounds.latest


def test_a_stamp_bounds_its_point_by_whole_units(solve, point, at):
    result = solve(point("E1", "2024-05-14 13:00 ET"))
    assert bounds_of(result, "E1") == (at("2024-05-14 17:00"), at("2024-05-14 17:01") - 1)
    assert result.events[0].start.best == at("2024-05-14 17:00")


def test_several_claims_on_one_point_all_hold(solve, point, at):
    result = solve(
        point("E1", "2024-05-14 UTC", ("since 2024-05-14 10:00 UTC", "S2"), ("by 2024-05-14 11:00 UTC", "S3"))
    )
    assert bounds_of(result, "E1") == (at("2024-05-14 10:00"), at("2024-05-14 11:01") - 1)


def test_order_is_strict_unless_at_or(solve, point, at):
    result = solve(
        point("E1", "2024-05-14 10:00:00 UTC"),
        point("E2", ["2024-05-14 UTC", "after E1"]),
        point("E3", ["2024-05-14 UTC", "at or after E1"]),
        point("E4", ["2024-05-14 UTC", "shortly before E1"]),
        point("E5", ["at E1"]),
    )
    first, last = at("2024-05-14 10:00"), at("2024-05-14 10:00") + 999_999
    assert bounds_of(result, "E2")[0] == first + 1
    assert bounds_of(result, "E3")[0] == first
    assert bounds_of(result, "E4")[1] == last - 1
    assert bounds_of(result, "E5") == (first, last)
    assert [event.id for event in result.events] == ["E4", "E1", "E3", "E5", "E2"]


def test_order_alone_passes_bounds_along_a_chain(solve, point, at):
    events = [point("E1", "2024-05-14 10:00:00 UTC")]
    events += [point(f"E{n}", f"after E{n - 1}") for n in range(2, 40)]
    events += [point("E40", ["after E39", "2024-05-14 11:00:00 UTC"])]
    result = solve(*events)
    assert bounds_of(result, "E20") == (at("2024-05-14 10:00") + 19, at("2024-05-14 11:00") + 999_999 - 20)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("2 h after E1", HOUR + 1, 3 * HOUR - 1),
        ("~1 h after E1", 0, 2 * HOUR),
        ("20..30 min before E1", -30 * MINUTE, -20 * MINUTE),
        ("at least 5 min after E1", 5 * MINUTE, None),
        ("at most 5 min before E1", -5 * MINUTE, 0),
        ("within 40 min of E1", -40 * MINUTE, 40 * MINUTE),
        ("within 40 min after E1", 0, 40 * MINUTE),
        ("1 mo after E1", 1, 62 * DAY - 1),
    ],
)
def test_offsets_bound_the_distance(solve, point, at, words, low, high):
    result = solve(point("E1", "2024-05-14 10:00:00 UTC"), point("E2", words))
    first, last = at("2024-05-14 10:00"), at("2024-05-14 10:00") + 999_999
    assert bounds_of(result, "E2") == (first + low, None if high is None else last + high)


def test_an_offset_bounds_its_anchor_too(solve, point, at):
    result = solve(point("E1", "unknown"), point("E2", ["within 40 min after E1", "2024-05-14 11:00:00 UTC"]))
    assert bounds_of(result, "E1") == (at("2024-05-14 10:20"), at("2024-05-14 11:00") + 999_999)


def test_extents_have_two_ends_in_order(solve, at):
    result = solve(
        {
            "id": "E7",
            "kind": "condition",
            "text": "A post stayed up",
            "start": [{"when": "2024-05-14 13:00 UTC", "source": "S1"}],
            "within": [{"when": "2024-05-14/2024-05-15", "source": "S1"}],
            "lasted": [{"when": "at least 10 h", "source": "S1"}],
        }
    )
    assert bounds_of(result, "E7") == (at("2024-05-14 13:00"), at("2024-05-14 13:01") - 1)
    assert bounds_of(result, "E7", end=True) == (at("2024-05-14 23:00"), at("2024-05-16 00:00") - 1)
    assert result.events[0].lasted == (10 * HOUR, 35 * HOUR - 1)


def test_an_end_can_be_another_event(solve, point, at):
    extent = {"id": "E7", "text": "x", "start": "E1", "end": "E2"}
    inner = {"id": "E8", "text": "x", "start": "E7", "end": "E7"}
    result = solve(extent, inner, point("E1", "2024-05-14 10:00 UTC"), point("E2", "2024-05-14 12:00 UTC"))
    for id_ in ("E7", "E8"):
        assert bounds_of(result, id_) == bounds_of(result, "E1")
        assert bounds_of(result, id_, end=True) == bounds_of(result, "E2")


def test_bare_extents_are_taken_from_the_outer_side(solve, point, at):
    extent = {
        "id": "E7",
        "text": "x",
        "start": [{"when": "2024-05-14 10:00:00 UTC", "source": "S1"}],
        "end": [{"when": "2024-05-14 12:00:00 UTC", "source": "S1"}],
    }
    result = solve(
        extent,
        point("E1", "before E7"),
        point("E2", "after E7"),
        point("E3", "during E7"),
        point("E4", "1 h after E7.start"),
        point("E5", "before P1"),
        phases=[{"id": "P1", "name": "Phase", "start": "E7", "end": "E2"}],
    )
    assert bounds_of(result, "E1") == (None, at("2024-05-14 10:00") + 999_998)
    assert bounds_of(result, "E2") == (at("2024-05-14 12:00") + 1, None)
    assert bounds_of(result, "E3") == (at("2024-05-14 10:00"), at("2024-05-14 12:00") + 999_999)
    assert bounds_of(result, "E4") == (at("2024-05-14 10:00") + 1, at("2024-05-14 12:00") + 999_998)
    assert bounds_of(result, "E5") == bounds_of(result, "E1")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("2 h after E7", "one end of what has two; got 'E7'"),
        ("at E7", "one end of what has two; got 'E7'"),
        ("during E1", "`during` takes something with two ends; got 'E1'"),
        ("after E99", "event or phase of the case; got 'E99'"),
        ("2 h after S3:7", "got 'S3:7', which has none here"),
        ("2024-05-14 13:00 XT", "XT"),
    ],
)
def test_what_cannot_be_used_is_a_mistake_with_its_place(solve, point, words, message):
    extent = {"id": "E7", "text": "x", "lasted": [{"when": "at least 10 h", "source": "S1"}]}
    with pytest.raises(CaseError) as caught:
        solve(extent, point("E1", "2024-05-14"), point("E2", words), point("E3", words))
    assert [(mistake.file, mistake.line) for mistake in caught.value.mistakes] == [
        ("timeline.yaml", 3),
        ("timeline.yaml", 4),
    ]
    assert re.search(message, caught.value.mistakes[0].message)
    assert caught.value.mistakes[0].remedy


def test_ids_of_claims_come_from_event_and_source(solve, point, reject):
    result = solve(
        point("E2", "2024-05-14", "before E3", ("2024-05-14", "S4"), {"when": "by 2024-05-20"}),
        point("E3", {"when": "2024-05-15", "source": "S1", "id": "first-report"}),
    )
    assert [claim.id for claim in result.claims] == [
        "E2.S1",
        "E2.S1b",
        "E2.S4",
        "E2.unsourced",
        "first-report",
    ]
    assert result.events[0].claims == ("E2.S1", "E2.S1b", "E2.S4", "E2.unsourced")


def test_one_id_for_two_claims_is_a_mistake(solve, point):
    with pytest.raises(CaseError, match="given once"):
        solve(point("E1", "2024-05-14", {"when": "2024-05-14", "source": "S2", "id": "E1.S1"}))


def test_binding_claims_are_those_that_a_bound_rests_on(solve, point):
    result = solve(
        point("E1", "2024-05-14 UTC", ("2024-05 UTC", "S2"), ("since 2024-05-14 12:00 UTC", "S3")),
        point("E2", ("after E1", "S4")),
    )
    binding = {claim.id: claim.binding for claim in result.claims}
    assert binding == {"E1.S1": True, "E1.S2": False, "E1.S3": True, "E2.S4": True}


def test_a_row_of_evidence_bounds_its_event(solve, point, at):
    shown = at("2024-05-14 17:00:43")
    rows = {"S3:412": RowTime(shown, shown, shown + 999_999, "05/14/2024 01:00:43 PM", "zone")}
    claim = {"row": "S3:412"}
    clocks = [{"id": "audit", "offset": "42 s .. 44 s", "basis": "estimated"}]
    source = {"id": "S3", "kind": "export", "title": "Log", "file": "evidence/a.csv", "clock": "audit"}
    event = point("E1", claim)
    plain = solve(event, rows=rows, clocks=clocks, sources=[source])
    assert bounds_of(plain, "E1") == (shown, shown + 999_999)
    assert (plain.claims[0].id, plain.claims[0].said) == ("E1.S3", "05/14/2024 01:00:43 PM")
    clocks[0]["accepted"] = {"by": "analyst", "on": "2024-11-02"}
    true = solve(event, rows=rows, clocks=clocks, sources=[source])
    assert bounds_of(true, "E1") == (at("2024-05-14 16:59:59"), at("2024-05-14 17:00:02") - 1)
    assert true.events[0].start.best == at("2024-05-14 17:00:00")


def test_a_time_can_be_measured_from_a_row(solve, point, at):
    shown = at("2024-05-14 10:00")
    rows = {"S3:7": RowTime(shown, shown, shown, "2024-05-14T10:00:00Z", "offset")}
    result = solve(point("E1", "20..30 min after S3:7"), rows=rows)
    assert bounds_of(result, "E1") == (at("2024-05-14 10:20"), at("2024-05-14 10:30"))


@pytest.mark.parametrize("offset", ["soon", "42", "44 s .. 42 s", "42 s to 44 s"])
def test_an_offset_of_a_clock_that_cannot_be_read_is_a_mistake(solve, point, offset):
    with pytest.raises(ValidationError, match=r"offset"):
        solve(point("E1", "2024-05-14"), clocks=[{"id": "audit", "offset": offset}])


def test_a_publication_bounds_what_it_reports(solve, point, at):
    sources = [
        {"id": "S1", "kind": "news", "title": "t", "published": "2024-05-14 UTC"},
        {"id": "S2", "kind": "news", "title": "t", "published": "2024-05-01 UTC", "updated": "true"},
    ]
    extent = {
        "id": "E3",
        "text": "x",
        "start": [{"when": "unknown", "source": "S1"}],
        "end": [{"when": "after E1", "source": "S1"}],
    }
    result = solve(point("E1", "unknown"), point("E2", ("unknown", "S2")), extent, sources=sources)
    published = at("2024-05-15 00:00") - 1
    assert bounds_of(result, "E1") == (None, published)
    assert bounds_of(result, "E2") == (None, None)
    assert bounds_of(result, "E3") == (None, published)
    assert bounds_of(result, "E3", end=True) == (None, None)
    assert {event.id: event.sign for event in result.events} == {"E1": "none", "E2": "none", "E3": "none"}
    assert [claim.part for claim in result.claims] == ["at", "at", "start", "end", "published", "published"]


def test_a_publication_before_its_news_is_a_warning_and_bounds_nothing(solve, point, at):
    sources = [{"id": "S1", "kind": "news", "title": "t", "published": "2024-05-14 UTC"}]
    result = solve(
        point("E1", "2024-05-20 UTC"), point("E2", ("2 d after E1", "S2"), ("unknown", "S1")), sources=sources
    )
    assert result.conflicts == ()
    assert bounds_of(result, "E1") == (at("2024-05-20 00:00"), at("2024-05-21 00:00") - 1)
    first, second = result.publication_clashes
    assert (first.claim, first.source, first.claims) == ("E1.S1.published", "S1", ("E1.S1",))
    assert second.claims == ("E1.S1", "E2.S2")
    assert second.words[:3] == (
        "S1 is dated 14 May 2024.",
        "S1 says E1 was on 20 May 2024 (UTC).",
        "S2 says E2 was 2 d after E1.",
    )


def test_what_a_record_is_about_adds_no_bound(solve, point, at):
    block = {
        "id": "E1",
        "kind": "condition",
        "text": "A block",
        "end": [{"when": "at or before E2", "source": "S1"}],
    }
    seen = point("E2", "2024-05-14 12:00 UTC", kind="observation", about=["E1"])
    announced = point("E3", "2024-05-14 09:00 UTC", kind="statement", about=["E4"])
    result = solve(block, seen, announced, point("E4", "2024-05-14 10:00 UTC"))
    assert result.conflicts == ()
    assert bounds_of(result, "E1", end=True) == (None, at("2024-05-14 12:01") - 1)


def test_a_row_in_a_fold_has_bounds_of_both_showings_and_no_best_instant(solve, point, at):
    first, last = at("2024-11-03 05:30"), at("2024-11-03 06:30:01") - 1
    rows = {"S3:9": RowTime(first, None, last, "11/03/2024 01:30:00 AM", "fold")}
    event = point("E1", {"row": "S3:9"})
    source = {"id": "S3", "kind": "export", "title": "Log", "file": "evidence/a.csv", "clock": "audit"}
    clocks = [{"id": "audit", "offset": "0 s .. 2 s", "basis": "stated"}]
    plain = solve(event, rows=rows)
    assert bounds_of(plain, "E1") == (first, last)
    assert (plain.events[0].start.best, plain.events[0].sign) == (None, "within")
    set_right = solve(event, rows=rows, clocks=clocks, sources=[source])
    assert bounds_of(set_right, "E1") == (first - 2_000_000, last)
    assert set_right.events[0].start.best is None
