from __future__ import annotations

import pytest

from rca.case.when_parse import parse_when
from rca.causes.moments import moment, time_order
from rca.timeline.dates import moment as instant_words
from rca.timeline.results import Bounds
from rca.timeline.solve import solve_timeline


@pytest.fixture
def case(make_case):
    return make_case(
        {"F1": {"kind": "outcome"}},
        {},
        timeline={
            "events": [
                {"id": "E1", "text": "-", "at": [{"when": "2024-05-14 12:00:00 UTC"}]},
                {
                    "id": "E2",
                    "text": "-",
                    "start": [{"when": "2024-05-14 13:00:00 UTC"}],
                    "end": [{"when": "2024-05-14 15:00:00 UTC"}],
                },
            ],
            "phases": [{"id": "P1", "name": "-", "start": "E1", "end": "E2"}],
        },
    )


def told(instant: int | None) -> str | None:
    return None if instant is None else instant_words(instant).strftime("%d %H:%M:%S.%f")


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("2024-05-14 10:00 UTC", "14 10:00:00.000000", "14 10:00:59.999999"),
        ("by 2024-05-14 10:00 UTC", None, "14 10:00:59.999999"),
        ("unknown", None, None),
        ("before E1", None, "14 12:00:00.999998"),
        ("at or before E1", None, "14 12:00:00.999999"),
        ("after E2", "14 15:00:00.000001", None),
        ("after E2.start", "14 13:00:00.000001", None),
        ("at E2.end", "14 15:00:00.000000", "14 15:00:00.999999"),
        ("during E2", "14 13:00:00.000000", "14 15:00:00.999999"),
        ("1..2 h before E1", "14 10:00:00.000000", "14 11:00:00.999999"),
        ("at least 1 h after E1", "14 13:00:00.000000", None),
        ("within 1 h of E1", "14 11:00:00.000000", "14 13:00:00.999999"),
        ("after P1", "14 15:00:00.000001", None),
        ("before P1", None, "14 12:00:00.999998"),
        ("after S1:4", None, None),
    ],
)
def test_a_point_that_no_event_stands_for_has_the_bounds_of_its_words(case, words: str, earliest, latest) -> None:
    found = moment(case, parse_when(words), solve_timeline(case))
    assert (told(found.earliest), told(found.latest)) == (earliest, latest)


def test_all_claims_hold_together(case) -> None:
    found = moment(case, parse_when(["after E1", "by 2024-05-14 12:30 UTC"]), solve_timeline(case))
    assert (told(found.earliest), told(found.latest)) == ("14 12:00:00.000001", "14 12:30:59.999999")


def test_claims_that_contradict_each_other_bound_nothing_and_say_so(case) -> None:
    found = moment(case, parse_when(["after E2", "by 2024-05-14 12:30 UTC"]), solve_timeline(case))
    assert found == Bounds(None, None, None, contested=True)


def test_without_a_timeline_only_stamps_bound(case) -> None:
    found = moment(case, parse_when(["after E1", "by 2024-05-14 12:30 UTC"]), None)
    assert (told(found.earliest), told(found.latest)) == (None, "14 12:30:59.999999")
    assert moment(case, None, None) == Bounds(None, None, None)


def test_only_what_is_certain_is_an_order() -> None:
    assert time_order(Bounds(0, None, 5), Bounds(6, None, 9)) == "before"
    assert time_order(Bounds(6, None, None), Bounds(None, None, 5)) == "after"
    assert time_order(Bounds(0, None, 6), Bounds(6, None, 9)) == "not settled"
    assert time_order(Bounds(None, 9, None), Bounds(None, 0, None)) == "not settled"
