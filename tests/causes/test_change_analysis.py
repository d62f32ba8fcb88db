from __future__ import annotations

import pytest

from rca.case.records import Change
from rca.causes.changes import analyse_changes
from rca.causes.frames import changes_frame
from rca.timeline.solve import solve_timeline

MINUTE = 60_000_000


def changed(make_case, *changes: dict, **more):
    case = make_case(
        {
            "F1": {"kind": "outcome", "event": "E1", "gate": "all"},
            "F2": {"event": "E2"},
            "F3": {"kind": "action", "event": "E3"},
            "F4": {"policy": "W1"},
        },
        {"F1": "F2 F3", "F3": "F4"},
        head={"policies": [{"id": "W1", "name": "-", "version": "1", "effective": "2024-05-01", **more}]},
        timeline={
            "events": [
                {"id": "E1", "text": "-", "kind": "condition", "start": [{"when": "2024-05-14 12:00 UTC"}]},
                {"id": "E2", "text": "-", "kind": "condition", "start": [{"when": "2024-05-14 13:00 UTC"}]},
                {"id": "E3", "text": "-", "at": [{"when": "2024-05-14 11:00 UTC"}]},
            ]
        },
    )
    records = tuple(
        Change.model_validate({"id": f"change-{i}", "what": "-", "before": "b", "now": "n", **given})
        for i, given in enumerate(changes)
    )
    return case.__class__(**{**vars(case), "causes": case.causes.model_copy(update={"changes": records})})


def lines_of(case):
    return analyse_changes(case, solve_timeline(case))


@pytest.mark.parametrize(
    ("given", "effect", "order", "judged"),
    [
        ({"since": "2024-05-14 10:00 UTC"}, "F1", "before", False),
        ({"since": "2024-05-14 12:30 UTC"}, "F1", "after", False),
        ({"since": "2024-05-14"}, "F1", "not settled", False),
        ({}, "F1", "not settled", False),
        ({"since": "unknown", "effect": "none was found"}, "F1", "not settled", True),
        # A change that stands for a factor is held against what that one led to.
        ({"since": "2024-05-14 11:30 UTC", "factor": "F4"}, "F3", "after", True),
        ({"since": "2024-05-14 11:30 UTC", "factor": "F3"}, "F1", "before", True),
        ({"since": "before E3"}, "F1", "before", False),
        ({"since": "10..20 min before E3"}, "F1", "before", False),
        ({"since": ["after E3", "2024-05-14 11:30 UTC/2024-05-14 11:50 UTC"]}, "F1", "before", False),
    ],
)
def test_a_change_is_held_against_what_it_may_have_led_to(
    make_case, given: dict, effect: str, order: str, judged: bool
) -> None:
    line = lines_of(changed(make_case, given))[0]
    assert (line.id, line.kind, line.effect, line.order, line.judged) == ("change-0", "stated", effect, order, judged)


def test_the_lead_is_the_time_from_the_change_to_the_effect(make_case) -> None:
    line = lines_of(changed(make_case, {"since": "2024-05-14 10:00 UTC"}))[0]
    assert line.event == "E1"
    shortest, longest = line.lead
    assert shortest is not None
    assert longest is not None
    assert 119 * MINUTE < shortest < 120 * MINUTE < longest < 121 * MINUTE


def test_policies_and_conditions_are_changes_too_and_the_outcome_is_none(make_case) -> None:
    lines = lines_of(changed(make_case, superseded="2024-06-01"))
    assert [(line.id, line.kind, line.factors, line.effect, line.order) for line in lines] == [
        ("W1", "policy in force", ("F4",), "F3", "before"),
        ("W1", "policy superseded", ("F4",), "F3", "after"),
        ("E2", "condition", ("F2",), "F1", "after"),
    ]
    assert all(line.judged for line in lines)


def test_a_case_without_dates_settles_nothing(make_case) -> None:
    case = make_case(
        {}, {}, outcome=None, head={"policies": [{"id": "W1", "name": "-", "version": "1", "effective": "unknown"}]}
    )
    (line,) = lines_of(case)
    assert (line.event, line.effect, line.order, line.lead, line.judged) == (
        None,
        None,
        "not settled",
        (None, None),
        False,
    )


def test_the_table_of_changes_adds_the_words_of_the_case(make_case) -> None:
    case = changed(make_case, {"since": "2024-05-14 10:00 UTC", "what": "who reviews"})
    frame = changes_frame(case, lines_of(case))
    assert list(frame.index) == ["change-0", "W1", "E2"]
    assert frame.loc["change-0", ["what", "before", "now"]].tolist() == ["who reviews", "b", "n"]
    assert frame.loc["change-0", "earliest"].isoformat() == "2024-05-14T10:00:00+00:00"
    assert frame["shortest_lead"].dtype == "timedelta64[us]"
    assert changes_frame(case, ()).columns.tolist() == frame.columns.tolist()
