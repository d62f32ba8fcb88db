from __future__ import annotations

import pytest

from rca.causes.gates import gate_tree
from rca.causes.timing import late_causes, timing_faults
from rca.timeline.solve import solve_timeline

DAY = "2024-05-14"


def event(id_: str, kind: str = "event", **times: str) -> dict:
    return {"id": id_, "kind": kind, "text": "-", **{part: [{"when": words}] for part, words in times.items()}}


def linked(make_case, cause: dict, effect: dict, kind: str = "condition", **more):
    return make_case(
        {"F1": {"kind": "outcome", "event": "E1"}, "F2": {"kind": kind, "event": "E2", **more}},
        {"F1": "F2!"},
        timeline={"events": [effect, cause]},
    )


def fault_of(case) -> str | None:
    found = timing_faults(case, solve_timeline(case))
    assert len(found) <= 1
    return found[0].fault if found else None


NOON = event("E1", at=f"{DAY} 12:00 UTC")
LASTING = event("E1", "condition", start=f"{DAY} 12:00 UTC", end=f"{DAY} 15:00 UTC")


@pytest.mark.parametrize(
    ("cause", "effect", "kind", "fault"),
    [
        (event("E2", at=f"{DAY} 11:00 UTC"), NOON, "action", None),
        (event("E2", at=f"{DAY} 13:00 UTC"), NOON, "action", "after"),
        # Bounds that touch leave it open.
        (event("E2", at=f"{DAY} 11:00 UTC/{DAY} 14:00 UTC"), NOON, "action", None),
        (event("E2", at=f"{DAY} 13:00 UTC"), LASTING, "action", None),
        (event("E2", "condition", start=f"{DAY} 08:00 UTC", end=f"{DAY} 10:00 UTC"), NOON, "condition", "over"),
        (event("E2", "condition", start=f"{DAY} 08:00 UTC", end=f"{DAY} 12:30 UTC"), NOON, "condition", None),
        # An act that is told as an extent may work on after it ended.
        (event("E2", "condition", start=f"{DAY} 08:00 UTC", end=f"{DAY} 10:00 UTC"), NOON, "action", None),
        (event("E2", "condition", start=f"{DAY} 13:00 UTC", end=f"{DAY} 16:00 UTC"), LASTING, "condition", "late"),
        (event("E2", "condition", start=f"{DAY} 16:00 UTC"), LASTING, "condition", "after"),
        (event("E2", "observation", at=f"{DAY} 13:00 UTC"), NOON, "action", None),
        (event("E2", at="unknown"), NOON, "action", None),
    ],
)
def test_what_is_certain_within_the_bounds_is_a_fault(make_case, cause, effect, kind: str, fault: str | None) -> None:
    assert fault_of(linked(make_case, cause, effect, kind)) == fault


def test_a_fault_names_its_link_and_events(make_case) -> None:
    case = linked(make_case, event("E2", at=f"{DAY} 13:00 UTC"), NOON, "action")
    (found,) = timing_faults(case, solve_timeline(case))
    assert (found.link, found.cause, found.effect, found.contested) == (0, "F2", "F1", False)
    assert found.words == "E2, which stands for the cause, came after E1, which stands for the effect"


def test_refuted_factors_have_no_time_to_keep(make_case) -> None:
    assert fault_of(linked(make_case, event("E2", at=f"{DAY} 13:00 UTC"), NOON, "action", status="refuted")) is None


def test_times_in_an_open_conflict_are_contested(make_case) -> None:
    cause = {
        "id": "E2",
        "text": "-",
        "at": [
            {"when": f"{DAY} 13:00 UTC", "source": "S1"},
            {"when": f"{DAY} 17:00 UTC", "source": "S2"},
            {"when": "since 2024-05-14 12:30 UTC", "source": "S3"},
        ],
    }
    case = make_case(
        {"F1": {"kind": "outcome", "event": "E1"}, "F2": {"kind": "action", "event": "E2"}},
        {"F1": "F2!"},
        head={"sources": [{"id": id_, "kind": "news", "title": "-"} for id_ in ("S1", "S2", "S3")]},
        timeline={"events": [NOON, cause]},
    )
    (found,) = timing_faults(case, solve_timeline(case))
    assert found.contested


def chained(make_case, gate: str):
    """F1 (dated) of F2 (undated), which is of F3 or F4; F4 came after F1."""
    return make_case(
        {
            "F1": {"kind": "outcome", "event": "E1", "gate": gate},
            "F2": {"gate": "any"},
            "F3": {},
            "F4": {"kind": "action", "event": "E2"},
            "F5": {},
        },
        {"F1": "F2 F5", "F2": "F3 F4"},
        timeline={"events": [NOON, event("E2", at=f"{DAY} 13:00 UTC")]},
    )


def test_an_effect_without_a_time_is_dated_by_what_could_not_have_been_without_it(make_case) -> None:
    case = chained(make_case, "all")
    (found,) = late_causes(case, solve_timeline(case), gate_tree(case))
    assert (found.cause, found.effect, found.shown_by, found.shown_event) == ("F4", "F2", "F1", "E1")


def test_what_had_other_ways_dates_no_cause_of_its(make_case) -> None:
    case = chained(make_case, "any")
    assert late_causes(case, solve_timeline(case), gate_tree(case)) == ()


def test_a_gate_that_needs_all_its_causes_has_no_late_one_but_a_fault(make_case) -> None:
    case = linked(make_case, event("E2", at=f"{DAY} 13:00 UTC"), NOON, "action")
    assert late_causes(case, solve_timeline(case), gate_tree(case)) == ()
