from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rca.actions.coverage import cover
from rca.actions.frames import actions_frame, cut_set_cover_frame, factor_cover_frame
from rca.causes.analyse import analyse_causes

FACTORS = {
    "F1": {"kind": "outcome", "gate": "any"},
    "F2": {"gate": "all"},
    "F3": {"stop": "root"},
    "F4": {"stop": "root"},
    "F5": {},
    "F6": {},
}
LINKS = {"F1": "F2! F5", "F2": "F3! F4!", "F5": "~F6"}


def action(id_: str, status: str = "proposed", strength: str = "stronger", **targets: str):
    return {
        "id": id_,
        "origin": "official",
        "text": f"Words of {id_}",
        "kind": "corrective",
        "strength": strength,
        "history": [
            {"status": "proposed", "when": "2024-01-02"},
            {"status": status, "when": "by 2024-03-01"},
        ],
        **({"targets": [{"factor": f, "effect": e} for f, e in targets.items()]} if targets else {"no_target": "none"}),
    }


def covered(make_case, *actions, factors=FACTORS, links=LINKS, declined=()):
    case = make_case(factors, links, actions={"actions": list(actions), "declined": list(declined)})
    return case, cover(case, analyse_causes(case))


def states(result):
    return {cut_set.factors: (cut_set.coverage, cut_set.by) for cut_set in result.cut_sets}


def test_only_what_is_eliminated_breaks_a_set(make_case) -> None:
    _, result = covered(make_case, action("A1", "done", F3="eliminates"), action("A2", "done", F5="reduces"))
    assert states(result) == {("F5",): ("open", ()), ("F3", "F4"): ("broken", ("A1",))}
    assert [(a.id, a.breaks, a.of) for a in result.actions] == [("A1", (1,), 2), ("A2", (), 2)]
    assert [cut_set.factors for cut_set in result.open] == [("F5",)]
    assert repr(result) == "ActionsResult(2 actions, 1 of 2 cut sets open)"


def test_what_is_planned_would_break_a_set_and_what_is_dropped_does_not(make_case) -> None:
    _, result = covered(make_case, action("A1", "agreed", F3="eliminates"), action("A2", "dropped", F5="eliminates"))
    assert states(result) == {("F5",): ("open", ()), ("F3", "F4"): ("would be broken", ("A1",))}
    assert [(a.id, a.phase) for a in result.actions] == [("A1", "planned"), ("A2", "dropped")]


def test_removing_a_factor_above_the_leaves_breaks_what_needs_it(make_case) -> None:
    _, result = covered(make_case, action("A1", "done", F2="eliminates"))
    assert states(result) == {("F5",): ("open", ()), ("F3", "F4"): ("broken", ("A1",))}


def test_removing_a_contributing_factor_breaks_nothing(make_case) -> None:
    _, result = covered(make_case, action("A1", "done", F6="eliminates"))
    assert [cut_set.coverage for cut_set in result.cut_sets] == ["open", "open"]


def test_two_actions_may_break_a_set_only_together(make_case) -> None:
    factors = {"F1": {"kind": "outcome", "gate": "any"}, "F2": {}, "F3": {}, "F4": {}}
    links = {"F1": "F2 F3", "F2": "F4", "F3": "F4"}
    one, other = action("A1", "done", F2="eliminates"), action("A2", "done", F3="eliminates")
    _, result = covered(make_case, one, factors=factors, links=links)
    assert states(result) == {("F4",): ("open", ())}
    _, result = covered(make_case, one, other, factors=factors, links=links)
    assert states(result) == {("F4",): ("broken", ("A1", "A2"))}
    assert all(found.breaks == () for found in result.actions)


def test_excluded_sets_need_no_action(make_case) -> None:
    factors = FACTORS | {"F5": {"status": "refuted"}}
    _, result = covered(make_case, action("A1", "done", F3="eliminates"), factors=factors)
    assert states(result) == {("F3", "F4"): ("broken", ("A1",))}
    assert result.actions[0].of == 1


def test_actions_are_ordered_by_what_they_break_then_by_strength(make_case) -> None:
    _, result = covered(
        make_case,
        action("A1", strength="weaker", F6="reduces"),
        action("A2", strength="intermediate", F6="reduces"),
        action("A3", "dropped", F3="eliminates"),
        action("A4", strength="weaker", F3="eliminates"),
        action("A5", strength="weaker", F3="eliminates", F5="eliminates"),
        action("A6"),
        action("A7", "done"),
    )
    assert [found.id for found in result.actions] == ["A5", "A4", "A7", "A6", "A2", "A1", "A3"]
    assert (result.strongest, result.strongest_done) == ("stronger", "stronger")


def test_a_decline_with_a_reason_covers_a_factor(make_case) -> None:
    entry = {"factor": "F3", "because": "it stays", "by": "analyst", "on": "2024-05-01"}
    _, result = covered(make_case, action("A1", F4="reduces"), declined=[entry])
    found = {factor.id: factor for factor in result.factors}
    assert "F1" not in found
    assert found["F3"].declined == "it stays"
    assert found["F4"].reduced_by == ("A1",)
    assert result.uncovered == ("F6",)


def test_an_action_is_wanted_only_where_something_can_be_changed(make_case) -> None:
    factors = {
        "F1": {"kind": "outcome", "gate": "all"},
        "F2": {"kind": "action"},
        "F3": {"kind": "human_action"},
        "F4": {"stop": "outside_control"},
        "F5": {"stop": "normal_condition"},
        "F6": {"stop": "needs_data"},
        "F7": {"status": "refuted", "stop": "root"},
        "F8": {"kind": "barrier", "state": "held", "guards": "F1"},
        "F9": {"kind": "barrier", "state": "failed"},
        "F10": {"kind": "omission"},
        "F11": {"kind": "condition"},
        "F12": {"kind": "condition"},
        "F13": {"kind": "event", "stop": "root"},
    }
    links = {"F1": "F2 F3 F4 F5 F6 F7 F9 F10 F11 F12", "F9": "F13", "F10": "~F13", "F11": "F13"}
    _, result = covered(make_case, factors=factors, links=links)
    assert result.uncovered == ("F9", "F10", "F12", "F13")


def test_a_case_without_a_tree_has_nothing_to_break(make_case) -> None:
    case = make_case({}, {}, outcome=None, actions={"actions": [action("A1")]})
    result = cover(case, analyse_causes(case))
    assert (result.cut_sets, result.factors, result.actions[0].of) == ((), (), 0)


@settings(deadline=None)
@given(st.sets(st.sampled_from(["F2", "F3", "F4", "F5", "F6"])))
def test_a_broken_case_is_one_whose_outcome_no_longer_follows(make_case, eliminated: set[str]) -> None:
    _, result = covered(make_case, action("A1", "done", **dict.fromkeys(sorted(eliminated), "eliminates")))
    assert (not result.open) == ("F5" in eliminated and bool(eliminated & {"F2", "F3", "F4"}))


def test_frames_hold_a_row_for_each(make_case) -> None:
    verdict = {"result": "effective", "on": "2024-06-01", "because": "measured"}
    case, result = covered(
        make_case,
        action("A1", "done", F3="eliminates", F5="reduces") | {"due": "2024-03-01", "verdict": verdict},
        action("A2", F6="reduces"),
    )
    frame = actions_frame(case, result)
    assert list(frame.index) == ["A1", "A2"]
    assert frame.loc["A1", "breaks"] == 1
    assert str(frame.loc["A1", "due"].date()) == "2024-03-01"
    assert frame.loc["A1", "verdict"] == "effective"
    assert frame["due"].isna().tolist() == [False, True]
    assert cut_set_cover_frame(result)["coverage"].tolist() == ["open", "broken"]
    assert factor_cover_frame(result).loc["F3", "eliminated_by"] == "A1"


def test_frames_of_nothing_keep_their_columns(make_case) -> None:
    case = make_case({}, {}, outcome=None)
    result = cover(case, analyse_causes(case))
    assert actions_frame(case, result).shape == (0, 15)
    assert cut_set_cover_frame(result).shape == (0, 5)
    assert factor_cover_frame(result).shape == (0, 5)
