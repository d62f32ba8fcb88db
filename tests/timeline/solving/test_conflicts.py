"""Contradictions as a reader meets them: grouped, graded, told in stated values, and marked where they matter."""

from __future__ import annotations

import itertools
import random

import pytest

from rca.timeline.solve import solve_timeline


def contested(result):
    return {event.id for event in result.events if event.start.contested or event.end.contested}


def test_days_in_a_known_zone_contradict_each_other(solve, point, reject):
    result = solve(
        point(
            "E1",
            ("2020-07-15 ET", "S1"),
            reject("2020-07-13 ET", "S25", because="outlier against every dated post"),
        )
    )
    (conflict,) = result.conflicts
    assert (conflict.id, conflict.subject, conflict.grade, conflict.open) == (
        "C1",
        "E1",
        "contradicts",
        False,
    )
    assert conflict.proof == (
        "S25 says 13 July: that New York day ends 14 July 04:00 UTC.",
        "S1 says 15 July: that New York day starts 15 July 04:00 UTC.",
        "At least 24 h apart, so both cannot hold.",
    )
    assert conflict.settled == "S25 set aside by case author: outlier against every dated post"
    assert conflict.set_aside == ("E1.S25",)
    assert conflict.claims == ("E1.S1", "E1.S25")
    assert [source for source, _ in conflict.sides] == ["S1", "S25"]
    assert contested(result) == set()


def test_days_without_a_zone_anywhere_in_the_world_can_overlap(solve, point, reject):
    result = solve(point("E1", ("2020-07-15", "S1"), reject("2020-07-13", "S25")), unzoned=[])
    assert result.conflicts == ()
    assert result.idle_rejections == ("E1.S25",)


def test_an_implied_zone_is_used_and_named(solve, point):
    indian = {"when": "2020-07-16 IST", "source": "S24", "zone_basis": "implied"}
    plain = solve(point("E1", ("2020-07-15 20:17 UTC", "S6"), indian))
    assert plain.conflicts == ()
    silent = solve(point("E1", ("2020-07-15 20:17 UTC", "S6"), ("2020-07-16 PT", "S24")))
    assert silent.conflicts[0].grade == "contradicts"
    other = solve(point("E1", ("2020-07-15 12:00 UTC", "S6"), indian))
    (conflict,) = other.conflicts
    assert conflict.proof == (
        "S6 says 12:00 on 15 July (UTC).",
        "S24 says 16 July (taken as IST, implied): that IST day starts 15 July 18:30 UTC.",
        "As stated they are 6 h 30 min apart, so both cannot hold.",
    )


def test_months_that_follow_each_other_contradict(solve, point):
    (conflict,) = solve(point("E1", ("2020-06 UTC", "S15"), ("2020-07 UTC", "S1"))).conflicts
    assert conflict.grade == "contradicts"
    assert conflict.proof == (
        "S15 says June 2020: that UTC month ends 1 July 00:00 UTC.",
        "S1 says July 2020: that UTC month starts 1 July 00:00 UTC.",
        "The first ends before the second starts, so both cannot hold.",
    )


def test_lengths_contradict(solve):
    extent = {
        "id": "E7",
        "text": "A post stayed up",
        "lasted": [{"when": "at least 10 h", "source": "S1"}, {"when": "at most 9 h", "source": "S2"}],
    }
    result = solve(extent)
    (conflict,) = result.conflicts
    assert (conflict.title, conflict.grade, conflict.open) == ("How long E7 lasted", "contradicts", True)
    (event,) = result.events
    assert (event.start.contested, event.end.contested) == (False, True)
    assert conflict.sides == (("S1", "at least 10 h"), ("S2", "at most 9 h"))
    assert conflict.proof == (
        "S1 says E7 lasted at least 10 h.",
        "S2 says E7 lasted at most 9 h.",
        "10 h is longer than 9 h, so both cannot hold.",
    )


def test_a_length_against_its_two_ends_is_about_the_length(solve):
    extent = {
        "id": "E7",
        "text": "A post stayed up",
        "start": [{"when": "2024-05-14 10:00 UTC", "source": "S1"}],
        "end": [{"when": "2024-05-14 12:00 UTC", "source": "S1"}],
        "lasted": [{"when": "at least 5 h", "source": "S2"}],
    }
    (conflict,) = solve(extent).conflicts
    assert conflict.title == "How long E7 lasted"
    assert conflict.proof == (
        "S1 says E7 began at 10:00 on 14 May (UTC).",
        "S1 says E7 ended at 12:00 on 14 May (UTC).",
        "S2 says E7 lasted at least 5 h. Together they cannot hold.",
    )


def test_one_subject_is_one_disagreement_with_all_sides(solve, point):
    result = solve(
        point("E1", ("2024-05-10 UTC", "S1")),
        point(
            "E2",
            ("after E1", "S1"),
            ("2024-05-14 10:00 UTC", "S1"),
            ("2024-05-14 10:00 UTC", "S2"),
            ("2024-05-01 UTC", "S3"),
        ),
        point("E3", ("after E2", "S1"), ("by 2024-05-20 UTC", "S1")),
    )
    (conflict,) = result.conflicts
    assert (conflict.subject, conflict.title) == ("E2", "When E2 happened")
    assert {source for source, _ in conflict.sides} == {"S1", "S2", "S3"}
    assert len(conflict.claims) == 2
    assert "E2" in contested(result)
    assert "E3" in contested(result), "its earliest instant rests on when E2 was"


def test_who_is_right_does_not_depend_on_the_order_of_the_file(case, point):
    claims = [
        ("2024-05-14 UTC", "S1"),
        ("2024-05-16 UTC", "S2"),
        ("2024-05-16 12:00 UTC", "S3"),
        ("2024-05-13 UTC", "S4"),
    ]
    later = point("E2", ("after E1", "S1"), ("2024-05-20 UTC", "S2"))
    seen = set()
    for order in itertools.permutations(claims):
        for events in ((point("E1", *order), later), (later, point("E1", *order))):
            result = solve_timeline(case(*events))
            bounds = {event.id: (event.start, event.end, event.sign) for event in result.events}
            seen.add(
                (
                    tuple(sorted(bounds.items(), key=lambda item: item[0])),
                    tuple(conflict.proof for conflict in result.conflicts),
                )
            )
    assert len(seen) == 1
    ((bounds, _),) = seen
    assert bounds[0][1][0].earliest is None, "no side survives an open contradiction"


def test_a_whole_case_does_not_depend_on_the_order_of_the_file(case, point):
    events = [
        point("E1", ("2024-05-14 UTC", "S1"), ("before E2", "S2"), ("2024-05-17 UTC", "S4")),
        point("E2", ("2024-05-14 10:00 UTC", "S1"), ("2 h after E3", "S2")),
        point("E3", ("2024-05-14 12:00 UTC", "S1"), ("before E4", "S3")),
        point("E4", ("2024-05-14 11:00 UTC", "S1"), ("after E1", "S2")),
    ]
    dice = random.Random(7)
    expected = None
    for _ in range(12):
        dice.shuffle(events)
        result = solve_timeline(case(*events))
        told = (
            result.events,
            sorted(conflict.subject for conflict in result.conflicts),
            sorted(contested(result)),
        )
        assert expected in (None, told)
        expected = told


def test_an_event_far_from_a_conflict_is_not_contested(solve, point):
    result = solve(
        point("E1", ("2024-05-14 UTC", "S1"), ("2024-05-16 UTC", "S2")),
        point("E2", ("2024-05-20 UTC", "S1"), ("after E1", "S1")),
        point("E3", "2 h after E1"),
    )
    assert contested(result) == {"E1", "E3"}


def test_a_clash_within_rounding_is_narrow(solve, point):
    result = solve(
        point("E3", ("2019-03-15 13:40:44 UTC", "S1")),
        point("E4", ("29 min after E3", "S2"), ("2019-03-15 14:10:45 UTC", "S3")),
    )
    (conflict,) = result.conflicts
    assert conflict.grade == "narrow"
    assert all("µ" not in line and "999" not in line for line in conflict.proof)


@pytest.mark.parametrize(
    ("one", "other", "grade"),
    [
        ("2024-05-14 20:00 UTC", "2024-05-14 20:01 UTC", "narrow"),
        ("2024-05-14 20:00 UTC", "2024-05-14 20:02 UTC", "contradicts"),
        ("2024-05-14 20:00:10 UTC", "2024-05-14 20:01 UTC", "narrow"),
        ("2024-05-14 20:00:10 UTC", "2024-05-14 20:00:12 UTC", "contradicts"),
        ("2024-05-14 UTC", "2024-05-15 UTC", "contradicts"),
        ("2024-05-14 UTC", "2024-05-15 00:00 UTC", "narrow"),
    ],
)
def test_grades(solve, point, one, other, grade):
    (conflict,) = solve(point("E1", (one, "S1"), (other, "S2"))).conflicts
    assert conflict.grade == grade


def test_a_claim_that_contradicts_itself_is_shown(solve, point):
    (conflict,) = solve(point("E1", ["2024-05-14 UTC", "2024-05-16 UTC"])).conflicts
    assert conflict.claims == ("E1.S1",)
    assert conflict.proof == ("S1 says E1 was on 14 May (UTC) and on 16 May (UTC).", "It contradicts itself.")


def test_a_ring_of_orders_is_told_claim_by_claim(solve, point):
    result = solve(*(point(f"E{n}", (f"before E{n % 5 + 1}", f"S{n}")) for n in range(1, 6)))
    (conflict,) = result.conflicts
    assert conflict.subject == "E1"
    assert len(conflict.claims) == 5
    assert conflict.proof == (
        "S1 says E1 was before E2.",
        "S2 says E2 was before E3.",
        "S3 says E3 was before E4.",
        "S4 says E4 was before E5.",
        "S5 says E5 was before E1. Together they cannot hold.",
    )


def test_a_rejection_that_contradicts_nothing_is_idle(solve, point, reject):
    result = solve(point("E1", ("2024-05-14 UTC", "S1"), reject("2024-05 UTC", "S2")))
    assert result.idle_rejections == ("E1.S2",)
    assert result.conflicts == ()
    rejected = next(claim for claim in result.claims if claim.rejected)
    assert (rejected.id, rejected.binding) == ("E1.S2", False)


def test_a_rejection_against_an_open_contradiction_is_not_idle(solve, point, reject):
    result = solve(point("E1", ("2024-05-14 UTC", "S1"), ("2024-05-16 UTC", "S2"), reject("2024-05-14 UTC", "S3")))
    assert result.idle_rejections == ()
    assert [(conflict.id, conflict.open) for conflict in result.conflicts] == [("C1", True), ("C2", False)]
    assert result.conflicts[1].claims == ("E1.S2", "E1.S3")


def test_rejecting_the_wrong_claim_restores_the_bounds(solve, point, reject):
    good = point("E1", ("2024-05-14 10:00 UTC", "S1"))
    freed = solve(point("E1", ("2024-05-14 10:00 UTC", "S1"), reject("2024-05-16 UTC", "S2")), point("E2", "after E1"))
    plain = solve(good, point("E2", "after E1"))
    assert [event.start for event in freed.events] == [event.start for event in plain.events]


def test_rejected_claims_of_two_kinds_are_two_disagreements(solve, reject):
    extent = {
        "id": "E1",
        "text": "The attack",
        "within": [
            {"when": "2020-07-15 ET", "source": "S1"},
            reject("2020-07-13 ET", "S25"),
            reject("2020-07-13 ET", "S26"),
            reject("2020-06 ET", "S15"),
        ],
    }
    conflicts = solve(extent).conflicts
    assert [conflict.set_aside for conflict in conflicts] == [("E1.S25", "E1.S26"), ("E1.S15",)]
    assert [source for source, _ in conflicts[0].sides] == ["S1", "S25", "S26"]


def test_numbers_follow_the_file(solve, point):
    clash = [("2024-05-14 UTC", "S1"), ("2024-05-16 UTC", "S2")]
    result = solve(point("E9", *clash), point("E2", *clash))
    assert [(conflict.id, conflict.subject) for conflict in result.conflicts] == [("C1", "E9"), ("C2", "E2")]


def test_both_sides_are_shown_where_no_time_is_left(solve, point):
    (event,) = solve(point("E1", ("2024-05-14 UTC", "S1"), ("2024-05-16 UTC", "S2"))).events
    assert (event.sign, event.said, event.start.earliest) == ("none", "", None)
    assert event.spelled == "14 May 2024 (UTC) or 16 May 2024 (UTC)"
