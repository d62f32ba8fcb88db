from __future__ import annotations

from rca.causes.barriers import analyse_barriers
from rca.causes.frames import barriers_frame
from rca.timeline.solve import solve_timeline


def barrier(state: str, **given) -> dict:
    return {"kind": "barrier", "state": state, "intended": f"Words of what a {state} one is for", **given}


def barriered(make_case):
    return make_case(
        {
            "F1": {"kind": "outcome", "gate": "all", "event": "E1"},
            "F2": {"kind": "action", "event": "E2"},
            "F3": barrier("missing"),
            "F4": {},
            "F5": barrier(
                "failed",
                event="E3",
                status="probable",
                evidence=[
                    {"ref": "S1", "says": "supports"},
                    {"ref": "S2", "says": "supports"},
                    {"ref": "S2", "says": "refutes"},
                ],
            ),
            "F6": barrier("partial", guards="F2"),
            "F7": {},
        },
        {"F1": "F2 F3 ~F5", "F3": "F4", "F6": "~F7"},
        head={
            "sources": [
                {"id": "S1", "kind": "news", "title": "-"},
                {"id": "S2", "kind": "news", "title": "-", "derived_from": ["S1"]},
            ]
        },
        timeline={
            "events": [
                {"id": "E1", "text": "-", "at": [{"when": "2024-05-14 12:00 UTC"}]},
                {"id": "E2", "text": "-", "at": [{"when": "2024-05-14 11:00 UTC"}]},
                {"id": "E3", "text": "-", "at": [{"when": "2024-05-14 10:00 UTC"}]},
            ]
        },
    )


def test_barriers_stand_in_order_of_time_with_what_they_are_against(make_case) -> None:
    case = barriered(make_case)
    lines = analyse_barriers(case, solve_timeline(case))
    assert [(line.barrier, line.performance, line.event, line.own_event) for line in lines] == [
        ("F5", "failed", "E3", True),
        ("F6", "partial", "E2", False),
        ("F3", "missing", "E1", False),
    ]
    failed, partial, missing = lines
    assert (failed.effects, failed.threats, failed.why) == (("F1",), ("F2",), ())
    assert (failed.state, failed.supports, failed.refutes, failed.independent_sources) == ("possible", 2, 1, 1)
    assert (partial.effects, partial.threats, partial.why) == (("F2",), (), ("F7",))
    assert (missing.effects, missing.threats, missing.why) == (("F1",), ("F2",), ("F4",))


def test_a_barrier_without_any_time_comes_last_and_has_no_bounds(make_case) -> None:
    case = make_case({"F1": {"kind": "outcome"}, "F2": barrier("missing")}, {"F1": "F2"})
    (line,) = analyse_barriers(case, solve_timeline(case))
    assert (line.event, line.own_event, line.start.earliest, line.end.latest) == (None, False, None, None)


def test_the_table_of_barriers_adds_the_words_of_the_case(make_case) -> None:
    case = barriered(make_case)
    frame = barriers_frame(case, analyse_barriers(case, solve_timeline(case)))
    assert list(frame.index) == ["F5", "F6", "F3"]
    assert frame.loc["F3", "intended"] == "Words of what a missing one is for"
    assert frame.loc["F3", "earliest"].isoformat() == "2024-05-14T12:00:00+00:00"
    assert barriers_frame(case, ()).columns.tolist() == frame.columns.tolist()
