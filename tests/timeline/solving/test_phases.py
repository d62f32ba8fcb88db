"""Phases, silent stretches, lengths between milestones, and the same as data frames."""

from __future__ import annotations

import pytest

from rca.timeline import frames

MINUTE = 60_000_000
HOUR = 60 * MINUTE


def test_a_phase_runs_from_the_start_of_one_event_to_the_end_of_another(solve, point, at):
    result = solve(
        point("E1", "2020-07-15 20:00:00 UTC"),
        {
            "id": "E2",
            "text": "x",
            "start": [{"when": "unknown"}],
            "end": [{"when": "20..30 min after E1", "source": "S1"}],
        },
        phases=[{"id": "P1", "name": "Posts", "start": "E1", "end": "E2"}],
    )
    (phase,) = result.phases
    assert phase.start.best == at("2020-07-15 20:00")
    assert (phase.end.earliest, phase.end.latest) == (
        at("2020-07-15 20:20"),
        at("2020-07-15 20:30") + 999_999,
    )
    assert phase.lasted == (20 * MINUTE, 30 * MINUTE), "the offset links both ends closer than their bounds do"


def test_durations_use_the_links_between_points(solve, point):
    result = solve(
        point("E1", "2020-07-15 UTC", milestone="occurred"),
        point("E2", "20..30 min after E1", milestone="detected"),
        point("E3", "5..6 min after E2", milestone="contained"),
        point("E4", "unknown", milestone="resolved"),
    )
    told = [(each.name, each.start_event, each.end_event, each.shortest, each.longest) for each in result.durations]
    assert told == [
        ("occurred to detected", "E1", "E2", 20 * MINUTE, 30 * MINUTE),
        ("detected to contained", "E2", "E3", 5 * MINUTE, 6 * MINUTE),
        ("occurred to contained", "E1", "E3", 25 * MINUTE, 36 * MINUTE),
    ]
    assert all(each.best is None for each in result.durations)


def test_the_first_of_several_milestones_counts_and_best_lies_inside(solve, point):
    result = solve(
        point("E3", "2020-07-15 22:00 UTC", milestone="communicated"),
        point("E1", "2020-07-15 20:00 UTC", milestone="occurred"),
        point("E2", "2020-07-15 21:00 UTC", milestone="communicated"),
    )
    (duration,) = result.durations
    assert (duration.end_event, duration.best) == ("E2", HOUR)
    assert duration.shortest < HOUR < duration.longest


def test_silence_is_what_surely_lies_between_neighbours(solve, point, at):
    events = [
        point("E1", "2020-07-15 10:00 UTC"),
        point("E2", "2020-07-15 12:00/14:00 UTC"),
        point("E3", "2020-07-15 12:30 UTC"),
        point("E4", "2020-07-15 20:00 UTC"),
        point("E5", "2020-07-15 20:30 UTC"),
        point("E6", "before E4"),
    ]
    result = solve(*events)
    assert [(gap.after, gap.before) for gap in result.gaps] == [("E1", "E2"), ("E2", "E4")]
    gap = result.gaps[1]
    assert (gap.start, gap.end) == (at("2020-07-15 14:01") - 1, at("2020-07-15 20:00"))
    assert (gap.shortest, gap.longest) == (6 * HOUR - MINUTE + 1, 8 * HOUR + MINUTE - 1)
    inside = solve(*events, scope={"start": "E2", "end": "E5"})
    assert [(gap.after, gap.before) for gap in inside.gaps] == [("E2", "E4")]


@pytest.mark.parametrize(("kind", "count"), [("event", 0), ("condition", 1)])
def test_what_goes_on_is_not_silent_but_a_condition_is(solve, point, kind, count):
    extent = {
        "id": "E2",
        "kind": kind,
        "text": "x",
        "start": [{"when": "2020-07-15 10:00 UTC", "source": "S1"}],
        "end": [{"when": "2020-07-15 20:00 UTC", "source": "S1"}],
    }
    assert len(solve(point("E1", "2020-07-15 10:00 UTC"), extent).gaps) == count


def test_a_timeline_without_times_has_no_gaps_and_no_durations(solve, point):
    result = solve(point("E1", "unknown", milestone="occurred"), point("E2", "after E1", milestone="detected"))
    assert result.gaps == ()
    assert [(each.shortest, each.longest) for each in result.durations] == []
    assert solve().events == ()


def test_frames_are_typed_also_where_they_are_empty(solve, point, reject):
    full = solve(
        point("E1", ("2020-07-15 20:00 UTC", "S1"), reject("2020-07-14 UTC", "S2"), milestone="occurred"),
        point("E2", ("2020-07-15 22:00 UTC", "S1"), milestone="detected", key="no"),
        {"id": "E3", "kind": "condition", "text": "x", "start": "E1", "end": "E2"},
        phases=[{"id": "P1", "name": "Posts", "start": "E1", "end": "E2"}],
    )
    makers = (
        frames.events_frame,
        frames.conflicts_frame,
        frames.phases_frame,
        frames.gaps_frame,
        frames.durations_frame,
        frames.claims_frame,
    )
    empty = solve()
    for make in makers:
        filled, bare = make(full), make(empty)
        assert len(filled) > 0
        assert len(bare) == 0
        assert filled.dtypes.astype(str).to_dict() == bare.dtypes.astype(str).to_dict()
    events = frames.events_frame(full)
    assert list(events.index) == ["E1", "E3", "E2"]
    assert str(events["earliest"].dtype) == "datetime64[us, UTC]"
    assert str(events["longest"].dtype) == "timedelta64[us]"
    assert events["latest_end"].isna().tolist() == [True, False, True]
    assert events.loc["E1", "earliest"].isoformat() == "2020-07-15T20:00:00+00:00"
    assert events.loc["E1", "latest"].isoformat() == "2020-07-15T20:00:59.999999+00:00"
    assert events["key"].tolist() == [True, True, False]
    conflict = frames.conflicts_frame(full).loc["C1"]
    assert (conflict["claims"], conflict["set_aside"], bool(conflict["open"])) == (
        "E1.S1 E1.S2",
        "E1.S2",
        False,
    )


def test_a_case_orders_its_own_milestones(solve, point):
    events = (
        point("E1", "2020-07-15 10:00 UTC", milestone="seen"),
        point("E2", "2020-07-15 11:00 UTC", milestone="told"),
        point("E3", "2020-07-15 12:00 UTC", milestone="ended"),
    )
    own = solve(*events, milestones=["told", "seen", "ended"])
    assert [each.name for each in own.durations] == ["told to seen", "seen to ended", "told to ended"]
    assert own.durations[0].best == -HOUR
    assert [each.name for each in solve(*events).durations] == ["seen to told", "told to ended"]
