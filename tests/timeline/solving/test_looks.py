"""Signs, words, best instants and what else a reader sees of one event."""

from __future__ import annotations

import pytest

from rca.case.reading import read_case
from rca.timeline.solve import solve_timeline


def event_of(result, id_):
    return next(event for event in result.events if event.id == id_)


@pytest.mark.parametrize(
    ("words", "sign", "spelled"),
    [
        ("2020-07-15 16:17 ET", "exact", "20:17"),
        ("2020-07-15 20:17:05 UTC", "exact", "20:17:05"),
        ("~2020-07-15 13:00 PT", "about", "about 20:00"),
        ("2020-07-15 13:00 PT ± 5 min", "about", "about 20:00"),
        ("2020-07-15 PT", "within", "15 Jul"),
        ("2020-07-15 mid-morning PT", "within", "mid-morning"),
        ("2020-07-03 evening UTC", "within", "evening 3 Jul"),
        ("2020-09 UTC", "within", "Sep"),
        ("early 2020-03 UTC", "within", "early Mar"),
        ("2019-12 UTC", "within", "Dec 2019"),
        ("2019 UTC", "within", "2019"),
        ("2020-07-14 UTC/2020-07-16 UTC", "within", "14 Jul to 16 Jul"),
        ("2020-07-15 20:00/22:00 UTC", "within", "20:00 to 22:00"),
        ("2020-07-15 20h UTC", "within", "20:00 to 21:00"),
        ("2020-07-15 08:35 PT | 2020-07-15 20:35 PT", "either", "15:35 or 03:35"),
        ("2020-07-17 UTC | 2020-07-19 UTC", "either", "17 Jul or 19 Jul"),
        ("2020-11-01 01:30 ET", "either", "1 Nov 05:30 or 1 Nov 06:30"),
        ("by 2020-07-20 UTC", "order", "by 20 Jul"),
        ("since 2020-07-15 21:00 UTC", "order", "since 21:00"),
        ("1 h after E1", "relative", "E1 + about 1 h"),
        ("~1 h after E1", "relative", "E1 + about 1 h"),
        ("20..30 min before E1", "relative", "E1 − 20 to 30 min"),
        ("within 40 min of E1", "relative", "E1 ± 40 min"),
        ("within ~1 min after E1", "relative", "E1 + at most about 1 min"),
        ("at least 5 min after E1", "order", "E1 + at least 5 min"),
        ("before E1", "order", "before E1"),
        ("shortly after E1", "order", "shortly after E1"),
        ("unknown", "none", ""),
        ("within 40 min after E3", "none", "E3 + at most 40 min"),
    ],
)
def test_sign_and_label(solve, point, words, sign, spelled):
    result = solve(point("E1", "2020-07-15 20:00:00 UTC"), point("E2", words), point("E3", "unknown"))
    event = event_of(result, "E2")
    assert (event.sign, event.spelled) == (sign, spelled)


def test_said_is_as_the_case_writes_it(solve, point):
    result = solve(point("E1", ["before E2", "2020-07-15 PT"]), point("E2", "~2020-07-15 13:00 PT"))
    assert event_of(result, "E1").said == "before E2"
    assert event_of(result, "E2").said == "~2020-07-15 13:00 PT"


def test_the_narrowest_statement_gives_the_sign(solve, point):
    result = solve(point("E6", ("~2020-07-15 13:00 PT", "S9"), ("2020-07-15 20:00 UTC", "S21"), ("2020-07 UTC", "S1")))
    event = result.events[0]
    assert (event.sign, event.said) == ("exact", "2020-07-15 20:00 UTC")
    assert event.sources == ("S9", "S21", "S1")


def test_a_sign_never_claims_more_than_the_bounds_hold(solve, point):
    result = solve(point("E1", "2020-07-15 20:00"), unzoned=["America/Los_Angeles", "Asia/Kolkata"])
    event = result.events[0]
    assert (event.sign, event.start.best) == ("within", None)
    assert event.start.latest - event.start.earliest > 12 * 3_600_000_000


def test_two_orders_are_told_together(solve, point):
    result = solve(
        point("E1", "2020-07-15 20:00 UTC"),
        point("E2", ["after E1", "before E3"]),
        point("E3", "2020-07-15 21:00 UTC"),
    )
    assert event_of(result, "E2").spelled == "between E1 and E3"


def test_bounds_from_other_events_are_told_as_bounds(solve, point):
    result = solve(
        point("E1", "2020-07-15 20:00:00 UTC"),
        point("E2", ["2020-07-15 21:00:00 UTC", "within 40 min after E3"]),
        point("E3", "unknown"),
        point("E4", "unknown"),
        point("E5", ["before E4", "2020-07-15 19:00:00 UTC"]),
    )
    assert (event_of(result, "E3").sign, event_of(result, "E3").spelled) == ("order", "20:20 to 21:00")
    assert (event_of(result, "E4").sign, event_of(result, "E4").spelled) == ("order", "since 19:00")


def test_a_moment_off_the_day_is_still_the_day(solve, point):
    result = solve(point("E3", "2020-07-15 UTC"), point("E4", ["shortly after E3", "2020-07-15 UTC"]))
    assert (event_of(result, "E3").sign, event_of(result, "E3").spelled) == ("within", "15 Jul 2020")
    assert (event_of(result, "E4").sign, event_of(result, "E4").spelled) == ("order", "shortly after E3")


def test_a_choice_narrowed_to_one_is_no_choice(solve, point):
    result = solve(
        point("E1", "2020-07-17 08:35 UTC | 2020-07-17 20:35 UTC", ("after E2", "S2")),
        point("E2", "2020-07-17 12:00 UTC"),
    )
    event = event_of(result, "E1")
    assert event.sign != "either"
    assert event.options == ()


def test_core_and_options_lie_inside_the_bounds(solve, point, at):
    result = solve(
        point("E1", ["2020-07-15 morning UTC", "before E2"]),
        point("E2", "2020-07-15 09:00:00 UTC"),
        point("E3", "2020-07-17 UTC | 2020-07-19 UTC"),
    )
    assert event_of(result, "E3").options == (
        (at("2020-07-17 00:00"), at("2020-07-18 00:00") - 1),
        (at("2020-07-19 00:00"), at("2020-07-20 00:00") - 1),
    )
    plain = solve(point("E1", "2020-07-15 morning UTC")).events[0]
    assert plain.core == (at("2020-07-15 06:00"), at("2020-07-15 12:00") - 1)
    assert (plain.start.earliest, plain.start.latest) == (at("2020-07-15 05:00"), at("2020-07-15 13:00") - 1)


def test_best_is_the_stated_instant_clipped(solve, point, at):
    result = solve(
        point("E1", "2020-07-15 20:00:00 UTC"),
        point("E2", "~2020-07-15 20:05 UTC", ("before E1", "S2")),
        point("E3", "1 h after E1"),
        point("E4", "at E3"),
        point("E5", "1 h after E6"),
        point("E6", "2020-07-15 UTC"),
        {"id": "E7", "text": "x", "start": "E1", "lasted": [{"when": "1 h", "source": "S1"}]},
    )
    best = {event.id: event.start.best for event in result.events}
    assert best["E2"] == at("2020-07-15 20:00") + 999_998
    assert best["E3"] == best["E4"] == at("2020-07-15 21:00")
    assert best["E5"] is None
    assert best["E6"] is None
    assert best["E7"] == at("2020-07-15 20:00")


def test_of_two_stated_instants_the_less_doubtful_is_best(solve, point, at):
    result = solve(point("E1", ("~2020-07-15 20:05 UTC", "S1"), ("2020-07-15 20:10 UTC ± 6 min", "S2")))
    assert result.events[0].start.best == at("2020-07-15 20:10")


def test_an_anchor_is_the_event_that_a_time_is_measured_from(solve, point):
    result = solve(
        point("E1", "2020-07-15 20:00 UTC"),
        point("E2", "1 h after E1"),
        point("E3", "1 h after P1.end"),
        point("E4", "2020-07-15 21:00 UTC"),
        phases=[{"id": "P1", "name": "Phase", "start": "E1", "end": "E4"}],
    )
    assert {event.id: event.anchor_of for event in result.events} == {
        "E1": None,
        "E2": "E1",
        "E3": "E4",
        "E4": None,
    }


@pytest.mark.parametrize(
    ("extent", "sign", "said", "spelled"),
    [
        ({"start": ["2020-07-15 20:00 UTC"], "end": ["2020-07-15 22:00 UTC"]}, "exact", "", "20:00 to 22:00"),
        (
            {"start": ["2020-07-15 20:00 UTC"], "end": ["before E1"]},
            "order",
            "",
            "began 20:00, ended before E1",
        ),
        ({"within": ["2020-07-15 UTC"]}, "within", "2020-07-15 UTC", "15 Jul"),
        ({"within": ["2020-07-15 UTC"], "end": ["after E1"]}, "within", "2020-07-15 UTC", "15 Jul"),
        ({"lasted": ["at least 10 h"]}, "none", "at least 10 h", "for at least 10 h"),
        ({"start": ["2020-07-15 20:00 UTC"]}, "order", "", "began 20:00"),
    ],
)
def test_extents(solve, point, extent, sign, said, spelled):
    parts = {part: [{"when": words, "source": "S1"} for words in claims] for part, claims in extent.items()}
    result = solve(point("E1", "2020-07-15 20:30 UTC"), {"id": "E7", "text": "x", **parts})
    event = event_of(result, "E7")
    assert (event.sign, event.said, event.spelled) == (sign, said, spelled)


def test_claims_are_spelled_out_in_utc(solve, point):
    result = solve(
        point("E1", "~2020-07-15 13:00 PT", ["before E2", "2020-07-15 PT"], "by 2020-07-20 UTC"),
        point("E2", "unknown"),
    )
    assert [claim.spelled for claim in result.claims] == [
        "15 July 2020 19:45 to 20:15 UTC",
        "before E2; 15 July 2020 07:00 to 16 July 2020 07:00 UTC",
        "not after 21 July 2020 00:00 UTC",
        "not known",
    ]


def test_lanes_and_order(solve, point):
    result = solve(
        point("E10", "unknown", lane="b"),
        point("E9", "unknown", actor="a"),
        point("E2", "2020-07-15 20:00 UTC"),
        point("E1", "by 2020-07-14 UTC", lane="b"),
    )
    assert result.lanes == ("b", "a", "other")
    assert [event.id for event in result.events] == ["E1", "E2", "E9", "E10"]


@pytest.mark.parametrize(
    ("local", "expected"),
    [("PT", "America/Los_Angeles"), ("Europe/Berlin", "Europe/Berlin"), (None, "America/New_York")],
)
def test_the_zone_of_the_second_axis(solve, point, local, expected):
    events = [
        point("E1", "2020-07-15 ET"),
        point("E2", "2020-07-15 ET"),
        point("E3", "2020-07-15 PT"),
        point("E4", "2020-07-15 UTC"),
    ]
    more = {"local": local} if local else {}
    assert solve(*events, **more).local_zone == expected
    assert solve(point("E1", "2020-07-15 UTC")).local_zone is None


def test_one_clash_marks_one_event_in_a_real_case(pytestconfig):
    folder = pytestconfig.rootpath / "case_studies" / "account_takeover_2020"
    if not folder.is_dir():
        pytest.skip("the case study is not in this checkout")
    case = read_case(folder)
    result = solve_timeline(case)
    assert all(not conflict.open for conflict in result.conflicts)
    assert result.idle_rejections == ()
    assert result.publication_clashes == ()
    signs = {event.id: event.sign for event in result.events}
    assert {id_: signs[id_] for id_ in ("E2", "E3", "E5", "E7", "E10", "E16", "E18", "E23", "E24", "E34")} == {
        "E2": "within",
        "E3": "within",
        "E5": "order",
        "E7": "exact",
        "E10": "none",
        "E16": "about",
        "E18": "relative",
        "E23": "either",
        "E24": "order",
        "E34": "within",
    }
