from __future__ import annotations

import pytest

from rca.causes.analyse import analyse_causes
from rca.causes.results import CausesResult
from rca.errors import CaseError

OUTCOME = {"kind": "outcome", "gate": "all"}


def by_id(result: CausesResult):
    return {factor.id: factor for factor in result.factors}


def test_single_fixes_need_an_unbroken_chain_of_answers(make_case) -> None:
    case = make_case(
        {"F1": OUTCOME, "F2": {"gate": "all"}, "F3": {}, "F4": {}, "F5": {}, "F6": {}},
        {"F1": "F2! F3", "F2": "F4! F5?", "F3": "F6!"},
    )
    result = analyse_causes(case)
    assert result.single_fixes == ("F4",)
    found = by_id(result)
    assert [id_ for id_, f in found.items() if f.on_chain] == ["F2", "F4"]
    # By gates alone every factor would count.
    assert [id_ for id_, f in found.items() if f.breaks_all] == ["F2", "F3", "F4", "F5", "F6"]
    assert not found["F2"].single_fix


def test_an_answer_does_not_stand_against_a_gate_that_leaves_another_way(make_case) -> None:
    case = make_case({"F1": OUTCOME | {"gate": "any"}, "F2": {}, "F3": {}}, {"F1": "F2! F3"})
    result = analyse_causes(case)
    assert result.single_fixes == ()
    assert by_id(result)["F2"].on_chain


def test_the_other_way_counts_no_more_once_it_is_refuted(make_case) -> None:
    case = make_case({"F1": OUTCOME | {"gate": "any"}, "F2": {}, "F3": {"status": "refuted"}}, {"F1": "F2! F3"})
    result = analyse_causes(case)
    assert result.single_fixes == ("F2",)
    assert [(s.factors, s.state) for s in result.cut_sets.sets] == [
        (("F2",), "established"),
        (("F3",), "excluded"),
    ]


def test_one_unbroken_chain_is_enough_for_a_shared_cause(make_case) -> None:
    case = make_case({"F1": OUTCOME, "F2": {}, "F3": {}, "F4": {}}, {"F1": "F2! F3?", "F2": "F4!", "F3": "F4?"})
    assert analyse_causes(case).single_fixes == ("F4",)


def test_contributing_causes_are_no_fix_whatever_was_answered(make_case) -> None:
    case = make_case({"F1": {"kind": "outcome"}, "F2": {}}, {"F1": "~F2!"})
    result = analyse_causes(case)
    assert result.single_fixes == ()
    found = by_id(result)["F2"]
    assert (found.leaf, found.in_gate, found.on_chain, found.breaks_all) == (False, False, False, False)
    assert result.cut_sets.sets == ()


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("confirmed", "established"),
        ("probable", "possible"),
        ("possible", "possible"),
        ("unknown", "possible"),
        ("assumed", "possible"),
        ("refuted", "excluded"),
    ],
)
def test_states_come_from_the_status(make_case, status: str, state: str) -> None:
    result = analyse_causes(make_case({"F1": {"kind": "outcome"}, "F2": {"status": status}}, {"F1": "F2!"}))
    assert by_id(result)["F2"].state == state
    assert by_id(result)["F1"].computed == state
    assert result.cut_sets.sets[0].state == state
    assert result.single_fixes == (() if state == "excluded" else ("F2",))


def test_a_structure_that_is_no_tree_is_refused(make_case) -> None:
    with pytest.raises(CaseError, match=r"tree\.gate-missing"):
        analyse_causes(make_case({"F1": {"kind": "outcome"}, "F2": {}, "F3": {}}, {"F1": "F2 F3"}))


def test_an_empty_draft_gives_an_empty_result(make_case) -> None:
    result = analyse_causes(make_case({}, {}, outcome=None))
    assert (result.outcome, result.factors, result.whys) == ("", (), ())


def test_the_plain_form_holds_no_words_of_the_case(make_case) -> None:
    assert repr(analyse_causes(make_case({"F1": {"kind": "outcome"}}, {}))) == "CausesResult(1 factors, 0 cut sets)"
