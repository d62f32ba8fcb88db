from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.evaluate import evaluate
from rca.causes.gates import gate_tree
from rca.causes.states import STATES, state_of
from rca.causes.what_if import what_if, with_states
from rca.errors import ParameterError
from rca.timeline.solve import solve_timeline

BARRIER = {"kind": "barrier", "state": "failed"}


@pytest.fixture
def case(make_case):
    """F1 needs F2 and F3; F2 needs F4 or the barrier F5; F6 only contributes, the barrier F7 held beside F1."""
    return make_case(
        {
            "F1": {"kind": "outcome", "gate": "all"},
            "F2": {"gate": "any"},
            "F3": {},
            "F4": {"status": "probable"},
            "F5": BARRIER,
            "F6": {},
            "F7": {"kind": "barrier", "state": "held", "guards": "F1"},
        },
        {"F1": "F2! F3!", "F2": "F4 F5 ~F6"},
    )


def sets(found) -> list[tuple[tuple[str, ...], str]]:
    return [(each.factors, each.state) for each in found]


def test_a_barrier_that_had_held_kills_the_sets_that_need_its_failure(case) -> None:
    answer = what_if(case, {"F5": "held"})
    assert answer.follows == "not settled"
    assert sets(answer.killed) == [(("F3", "F5"), "established")]
    assert sets(answer.remaining) == [(("F3", "F4"), "possible")]
    assert answer.breaks_all == ("F3", "F4")
    assert answer.moved == (
        ("F5", "established", "excluded"),
        ("F2", "established", "possible"),
        ("F1", "established", "possible"),
    )
    assert answer.smallest == 2
    assert not answer.would_have_prevented


def test_a_barrier_whose_failure_is_refuted_is_as_one_that_held(case) -> None:
    held, refuted = what_if(case, {"F5": "held"}), what_if(case, {"F5": "refuted"})
    assert (held.follows, held.remaining, held.moved) == (refuted.follows, refuted.remaining, refuted.moved)
    assert what_if(case, {"F5": "missing"}).moved == ()


def test_a_long_list_is_cut_short_and_the_answer_is_exact(make_case) -> None:
    names = [f"F{i}" for i in range(2, 42)]
    case = make_case(
        {"F1": {"kind": "outcome", "gate": "at_least", "at_least": 20}, **{name: {} for name in names}},
        {"F1": " ".join(names)},
    )
    answer = what_if(case, dict.fromkeys(names[:20], "absent"))
    assert (answer.follows, answer.breaks_all, answer.complete) == ("yes", tuple(names[20:]), False)
    assert (answer.left, len(answer.remaining)) == (1, 1)
    assert what_if(case, dict.fromkeys(names[:21], "absent")).follows == "no"


def test_several_changes_count_together(case) -> None:
    answer = what_if(case, {"F5": "held", "F4": "refuted"})
    assert answer.follows == "no"
    assert answer.remaining == ()
    assert answer.smallest is None
    # Neither alone is enough, so no chain of answers carries the claim.
    assert not answer.would_have_prevented
    assert answer.unanswered == (("F4", "F2"), ("F5", "F2"))
    assert "No known path to the outcome is left" in answer.remarks[0]


def test_would_have_prevented_is_said_over_an_unbroken_chain_only(case, make_case) -> None:
    assert what_if(case, {"F3": "absent"}).would_have_prevented
    assert what_if(case, {"F2": "absent"}).would_have_prevented
    broken = make_case({"F1": {"kind": "outcome"}, "F2": {}, "F3": {}}, {"F1": "F2?", "F2": "F3!"})
    answer = what_if(broken, {"F3": "absent"})
    assert (answer.follows, answer.would_have_prevented) == ("no", False)
    assert answer.unanswered == (("F2", "F1"),)


@pytest.mark.parametrize(
    ("outcome", "cause", "doubt"),
    [
        ("possible", "probable", "F1 and F2 are not"),
        ("confirmed", "probable", "F2 is not"),
        ("probable", None, "F1 is"),
    ],
)
def test_would_have_prevented_is_not_said_of_what_is_not_established(
    make_case, outcome: str, cause: str | None, doubt: str
) -> None:
    factors = {"F1": {"kind": "outcome", "status": outcome}, "F2": {"status": cause or "confirmed"}}
    answer = what_if(make_case(factors, {"F1": "F2!"}), {"F2": "absent"})
    assert (answer.follows, answer.would_have_prevented) == ("no", False)
    assert doubt in answer.remarks[0]


def test_one_established_factor_that_is_enough_will_do(make_case) -> None:
    factors = {"F1": {"kind": "outcome", "gate": "all"}, "F2": {"status": "probable"}, "F3": {}}
    answer = what_if(make_case(factors, {"F1": "F2! F3!"}), {"F2": "absent", "F3": "absent"})
    assert answer.would_have_prevented
    assert answer.remarks == ()


def test_a_refuted_outcome_leaves_nothing_to_prevent(make_case) -> None:
    case = make_case({"F1": {"kind": "outcome", "status": "refuted"}, "F2": {}}, {"F1": "F2!"})
    answer = what_if(case, {"F2": "absent"})
    assert not answer.would_have_prevented
    assert "F1, is refuted" in answer.remarks[0]
    assert "Nothing that is known" not in answer.remarks[0]


def test_a_factor_with_causes_is_cut_off_from_them(case) -> None:
    answer = what_if(case, {"F2": "occurred", "F5": "held"})
    assert answer.follows == "yes"
    assert sets(answer.remaining) == [(("F3", "F2"), "established")]
    assert answer.killed == ()


def test_a_refuted_way_comes_back_when_it_is_confirmed(make_case) -> None:
    case = make_case(
        {"F1": {"kind": "outcome", "gate": "any"}, "F2": {"status": "refuted"}, "F3": {"status": "refuted"}, "F4": {}},
        {"F1": "F2 F3", "F2": "F4"},
    )
    assert what_if(case, {}).follows == "no"
    assert "before the change either" in what_if(case, {}).remarks[0]
    answer = what_if(case, {"F3": "confirmed"})
    assert (answer.follows, sets(answer.remaining)) == ("yes", [(("F3",), "established")])
    assert what_if(case, {"F2": "confirmed"}).follows == "yes"
    assert what_if(case, {"F4": "absent"}).follows == "no"


def test_what_stands_outside_the_gates_changes_no_answer_and_is_told(case) -> None:
    answer = what_if(case, {"F6": "absent", "F7": "failed"})
    assert (answer.follows, answer.killed, answer.moved) == ("yes", (), ())
    assert [remark.split()[0] for remark in answer.remarks] == ["F6", "F7"]
    assert what_if(case, {}).remarks == ()


def test_unknown_ids_and_words_are_told_together_with_those_allowed(case) -> None:
    with pytest.raises(ParameterError) as caught:
        what_if(case, {"F99": "absent", "F5": "absent", "F3": "held", "F1": "absent", "F4": "Absent", "W1": "in-force"})
    told = {mistake.message.rpartition("got ")[2].strip("'"): mistake for mistake in caught.value.mistakes}
    assert list(told) == ["F99=absent", "F5=absent", "F3=held", "F1=absent", "F4=Absent", "W1=in-force"]
    assert "held, failed, missing" in told["F5=absent"].message
    assert "absent, refuted, occurred, confirmed" in told["F3=held"].message
    assert told["F1=absent"].code == "what-if.outcome"
    assert all(mistake.remedy for mistake in caught.value.mistakes)


def test_signs_that_steer_a_terminal_are_not_printed(case) -> None:
    with pytest.raises(ParameterError) as caught:
        what_if(case, {"F2\x1b[2J\n": "absent"})
    assert str(caught.value).isprintable()


def test_a_case_without_a_tree_has_no_what_if(make_case) -> None:
    with pytest.raises(ParameterError, match=r"what-if\.no-tree"):
        what_if(make_case({}, {}, outcome=None), {})


POLICY = {"id": "W1", "name": "-", "version": "3", "effective": "2024-04-01"}


def with_policy(make_case, kind: str, policy: dict = POLICY, **more):
    return make_case(
        {
            "F1": {"kind": "outcome", "gate": "all", "event": "E1"},
            "F2": {},
            "F3": {"kind": kind, "policy": "W1", **more},
        },
        {"F1": "F2! F3!"},
        head={"policies": [policy]},
        timeline={"events": [{"id": "E1", "text": "-", "at": [{"when": "2024-05-14 12:00 UTC"}]}]},
    )


@pytest.mark.parametrize(
    ("kind", "more"), [("omission", {}), ("procedure_deviation", {}), ("barrier", {"state": "missing"})]
)
def test_a_policy_in_force_and_followed_removes_what_was_left_undone(make_case, kind: str, more: dict) -> None:
    case = with_policy(make_case, kind, **more)
    answer = what_if(case, {"W1": "in-force"})
    assert (answer.follows, answer.set_factors) == ("no", (("F3", "excluded"),))
    assert answer.would_have_prevented
    other = what_if(case, {"W1": "not-in-force"})
    assert (other.follows, other.set_factors) == ("yes", ())
    assert other.remarks == ("W1=not-in-force leaves every factor that names W1 as it is.",)


@pytest.mark.parametrize(
    ("dates", "in_force", "not_in_force"),
    [
        ({"effective": "2024-04-01"}, "yes", "no"),
        ({"effective": "2024-06-01"}, "no", "yes"),
        ({"effective": "2023-01-01", "superseded": "2024-02-01"}, "no", "yes"),
        ({"effective": "2023-01-01", "superseded": "2024-08-01"}, "yes", "no"),
        ({"effective": "2023-01-01", "superseded": "unknown"}, "not settled", "not settled"),
        ({"effective": "2024-05-14"}, "not settled", "not settled"),
        ({"effective": "2 d before E1"}, "yes", "no"),
    ],
)
def test_a_condition_about_a_policy_is_a_result_or_a_lack_by_its_dates(
    make_case, dates: dict, in_force: str, not_in_force: str
) -> None:
    case = with_policy(make_case, "condition", POLICY | dates)
    timeline = solve_timeline(case)
    assert what_if(case, {"W1": "in-force"}, timeline).follows == in_force
    assert what_if(case, {"W1": "not-in-force"}, timeline).follows == not_in_force


def test_without_a_timeline_a_condition_about_a_policy_is_not_settled_unless_it_is_named(make_case) -> None:
    case = with_policy(make_case, "condition")
    answer = what_if(case, {"W1": "in-force"})
    assert answer.follows == "not settled"
    assert "set F3 itself" in answer.remarks[0]
    assert what_if(case, {"W1": "in-force", "F3": "absent"}).follows == "no"


def test_a_policy_that_no_factor_names_is_refused(make_case) -> None:
    case = make_case({"F1": {"kind": "outcome"}, "F2": {}}, {"F1": "F2"}, head={"policies": [POLICY]})
    with pytest.raises(ParameterError, match=r"no factor has `policy: W1`"):
        what_if(case, {"W1": "in-force"})


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_answers_are_those_of_evaluating_the_changed_tree(make_case, data: st.DataObject) -> None:
    status = ("confirmed", "probable", "refuted")
    leaves = [f"F{i}" for i in range(10, 10 + data.draw(st.integers(2, 5)))]
    factors = {leaf: {"status": data.draw(st.sampled_from(status))} for leaf in leaves}
    kinds = st.sampled_from(("all", "any"))
    middle = data.draw(st.lists(st.sampled_from(leaves), min_size=2, max_size=4, unique=True))
    factors["F2"] = {"gate": data.draw(kinds), "status": data.draw(st.sampled_from(status))}
    factors["F1"] = {"kind": "outcome", "gate": data.draw(kinds)}
    rest = [leaf for leaf in leaves if leaf not in middle] or [leaves[0]]
    case = make_case(factors, {"F2": " ".join(middle), "F1": " ".join(["F2", *rest])})
    changed = data.draw(
        st.dictionaries(st.sampled_from(["F2", *leaves]), st.sampled_from(["absent", "occurred"]), max_size=3)
    )
    answer = what_if(case, changed)
    tree = gate_tree(case)
    states = {leaf: state_of(case.factors[leaf].status) for leaf in tree.leaves}
    forced = {id_: "excluded" if word == "absent" else "established" for id_, word in changed.items()}

    def value(node: str, given_: dict) -> int:
        if node in forced:
            return STATES.index(forced[node])
        if node in tree.refuted:
            return 0
        causes = tree.inputs[node]
        if not causes:
            return STATES.index(given_[node])
        return sorted((value(cause, given_) for cause in causes), reverse=True)[tree.needs[node] - 1]

    assert answer.follows == ("no", "not settled", "yes")[value("F1", states)]
    before = [s.factors for s in what_if(case, {}).remaining]
    for members in before:
        alone = {leaf: "established" if leaf in members else "excluded" for leaf in tree.leaves}
        assert (members in [s.factors for s in answer.killed]) == (value("F1", alone) == 0)
    new_tree, new_states = with_states(tree, states, forced)
    live = [leaf for leaf in new_tree.leaves if new_states[leaf] != "excluded"]
    for size in range(len(live) + 1):
        for chosen in combinations(live, size):
            alone = {leaf: "established" if leaf in chosen else "excluded" for leaf in new_tree.leaves}
            enough = evaluate(new_tree, alone)[new_tree.top] == "established"
            assert enough == any(set(s.factors) <= set(chosen) for s in answer.remaining)
    needed = [leaf for leaf in live if answer.remaining and all(leaf in s.factors for s in answer.remaining)]
    assert list(answer.breaks_all) == needed


def test_the_plain_form_of_an_answer_holds_no_words_of_the_case(case) -> None:
    assert repr(what_if(case, {"F3": "absent"})) == "WhatIf(1 changes, follows='no', 0 cut sets remain)"
