from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.causes.actual import actual_causes
from rca.causes.gates import gate_tree
from rca.causes.occurred import read_occurred
from rca.causes.timing import late_causes
from rca.errors import CaseError
from rca.timeline.solve import solve_timeline

STATUS = {"established": "confirmed", "possible": "probable", "excluded": "refuted"}


def standings(result) -> dict[str, tuple[str, str]]:
    return {found.factor: (found.but_for, found.cause) for found in result.standings}


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_verdicts_are_those_of_every_way_in_which_open_factors_may_turn_out(make_case, data: st.DataObject) -> None:
    leaves = [f"F{i}" for i in range(10, 10 + data.draw(st.integers(1, 5)))]
    states = {leaf: data.draw(st.sampled_from(tuple(STATUS))) for leaf in leaves}
    factors = {leaf: {"status": STATUS[state]} for leaf, state in states.items()}
    links, nodes = {}, leaves
    for gate in ("F3", "F2", "F1")[data.draw(st.integers(0, 2)) :]:
        causes = data.draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=4, unique=True))
        # The last gate takes what nothing else uses, so that all leads to the outcome.
        used = {cause for spec in links.values() for cause in spec.split()}
        causes = list(dict.fromkeys([*causes, *(n for n in nodes if n not in used)])) if gate == "F1" else causes
        need = data.draw(st.integers(1, len(causes)))
        links[gate] = " ".join(causes)
        given_ = {"gate": "at_least", "at_least": need} if len(causes) > 1 else {}
        factors[gate] = {"kind": "outcome" if gate == "F1" else "condition", **given_}
        nodes = [*nodes, gate]
    case = make_case(factors, links)
    tree = gate_tree(case)
    result = actual_causes(case)
    sure = [leaf for leaf in leaves if states[leaf] == "established"]
    open_ = [leaf for leaf in leaves if states[leaf] == "possible"]
    worlds = [
        reading
        for size in range(len(open_) + 1)
        for chosen in combinations(open_, size)
        if (reading := read_occurred(tree, [*sure, *chosen])).follows
    ]
    for leaf in tree.leaves:
        decisive = [leaf in world.but_for for world in worlds]
        part = [any(leaf in members for members in world.causes) for world in worlds]
        expected = tuple(
            "yes" if worlds and all(found) else "not settled" if any(found) else "no" for found in (decisive, part)
        )
        assert standings(result)[leaf] == expected
    assert result.certain == read_occurred(tree, sure)
    assert result.possible == read_occurred(tree, [*sure, *open_])


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_verdicts_over_late_causes_hold_in_every_way_in_which_open_factors_may_turn_out(
    make_case, data: st.DataObject
) -> None:
    names = ["F10", "F11", "F12", "F13"]
    states = {name: data.draw(st.sampled_from(("established", "possible"))) for name in names}
    late = data.draw(st.sets(st.sampled_from([*names, "F2"])))
    times = {name: {"event": "E2"} for name in late}
    gates = {name: {"gate": data.draw(st.sampled_from(("any", "all")))} for name in ("F2", "F3")}
    case = make_case(
        {
            "F1": {"kind": "outcome", "gate": "any", "event": "E1"},
            "F2": {**gates["F2"], **times.get("F2", {})},
            "F3": gates["F3"],
            **{name: {"status": STATUS[state], **times.get(name, {})} for name, state in states.items()},
        },
        {"F1": "F2 F3", "F2": "F10 F11", "F3": "F11 F12 F13"},
        timeline={
            "events": [
                {"id": "E1", "text": "-", "at": at("2024-05-14 12:00 UTC")},
                {"id": "E2", "text": "-", "at": at("2024-05-14 13:00 UTC")},
            ]
        },
    )
    timeline, tree = solve_timeline(case), gate_tree(case)
    result = actual_causes(case, timeline)
    sure = [name for name, state in states.items() if state == "established"]
    open_ = [name for name, state in states.items() if state == "possible"]
    found = late_causes(case, timeline, tree)
    worlds = [
        reading
        for size in range(len(open_) + 1)
        for chosen in combinations(open_, size)
        if (reading := read_occurred(tree, [*sure, *chosen], found)).follows
    ]
    for leaf in tree.leaves:
        part = [any(leaf in members for members in world.causes) for world in worlds]
        verdict = standings(result)[leaf][1]
        assert verdict == "not settled" or set(part) == {verdict == "yes"}


def at(text: str) -> list[dict[str, str]]:
    return [{"when": text}]


def two_ways(make_case, second: str, **more):
    return make_case(
        {
            "F1": {"kind": "outcome", "gate": "any", "event": "E1"},
            "F2": {"kind": "action", "event": "E2"},
            "F3": {"kind": "action", "event": "E3", **more},
        },
        {"F1": "F2! F3"},
        timeline={
            "events": [
                {"id": "E1", "text": "-", "at": at("2024-05-14 12:00 UTC")},
                {"id": "E2", "text": "-", "at": at("2024-05-14 11:00 UTC")},
                {"id": "E3", "text": "-", "at": at(second)},
            ]
        },
    )


def test_pre_emption_is_taken_from_the_timeline(make_case) -> None:
    case = two_ways(make_case, "2024-05-14 13:00 UTC")
    result = actual_causes(case, solve_timeline(case))
    (found,) = result.certain.pre_empted
    assert (found.late.cause, found.late.cause_event, found.late.shown_event, found.by) == ("F3", "E3", "E1", ("F2",))
    assert result.certain.causes == (("F2",),)
    assert standings(result) == {"F2": ("no", "yes"), "F3": ("no", "no")}
    # Removing the first would not have prevented it, whatever was answered.
    assert [found.factor for found in result.standings if found.single_fix] == []


def test_without_times_or_when_they_leave_it_open_both_ways_are_one_cause(make_case) -> None:
    case = two_ways(make_case, "2024-05-14 11:30 UTC/2024-05-14 13:00 UTC")
    for result in (actual_causes(case), actual_causes(case, solve_timeline(case))):
        assert result.certain.causes == (("F2", "F3"),)
        assert result.certain.pre_empted == ()


def test_what_a_possible_pre_emption_would_change_is_not_settled(make_case) -> None:
    case = two_ways(make_case, "2024-05-14 13:00 UTC")
    factors = tuple(f.model_copy(update={"status": "possible"}) if f.id == "F2" else f for f in case.causes.factors)
    case = type(case)(**{**vars(case), "causes": case.causes.model_copy(update={"factors": factors})})
    result = actual_causes(case, solve_timeline(case))
    assert result.certain.pre_empted == ()
    assert len(result.possible.pre_empted) == 1
    assert standings(result)["F3"] == ("not settled", "not settled")


def test_only_an_unbroken_chain_of_answers_makes_a_single_fix(make_case) -> None:
    case = make_case({"F1": {"kind": "outcome", "gate": "all"}, "F2": {}, "F3": {}}, {"F1": "F2! F3?"})
    result = actual_causes(case)
    assert standings(result) == {"F2": ("yes", "yes"), "F3": ("yes", "yes")}
    assert [found.factor for found in result.standings if found.single_fix] == ["F2"]


def test_nothing_known_is_nothing_said(make_case) -> None:
    empty = actual_causes(make_case({}, {}, outcome=None))
    assert (empty.outcome, empty.standings, empty.certain.follows) == ("", (), False)
    refuted = actual_causes(make_case({"F1": {"kind": "outcome"}, "F2": {"status": "refuted"}}, {"F1": "F2!"}))
    assert standings(refuted) == {"F2": ("no", "no")}
    assert not refuted.possible.follows


def a_vote(make_case, status: str):
    """Fifteen of thirty suffice; fourteen are sure, and the rest have the status."""
    names = [f"F{i}" for i in range(2, 32)]
    return make_case(
        {
            "F1": {"kind": "outcome", "gate": "at_least", "at_least": 15},
            **{name: {"status": "confirmed" if index < 14 else status} for index, name in enumerate(names)},
        },
        {"F1": " ".join(names)},
    )


def test_what_is_sure_is_said_though_the_lists_are_cut_short(make_case) -> None:
    result = actual_causes(a_vote(make_case, "confirmed"))
    assert not result.possible.complete
    assert not result.possible.causes_complete
    assert {(found.but_for, found.cause) for found in result.standings} == {("no", "yes")}


def test_a_list_that_is_cut_short_settles_no_verdict_by_silence(make_case) -> None:
    result = actual_causes(a_vote(make_case, "possible"))
    assert not result.possible.complete
    assert {(found.but_for, found.cause) for found in result.standings} == {("not settled", "not settled")}


def test_a_structure_that_is_no_tree_is_refused_here_too(make_case) -> None:
    with pytest.raises(CaseError, match=r"tree\.gate-missing"):
        actual_causes(make_case({"F1": {"kind": "outcome"}, "F2": {}, "F3": {}}, {"F1": "F2 F3"}))


def test_the_plain_forms_hold_no_words_of_the_case(make_case) -> None:
    result = actual_causes(make_case({"F1": {"kind": "outcome"}, "F2": {}}, {"F1": "F2"}))
    assert repr(result.certain) == "Reading(1 occurred, 1 cut sets, 1 causes)"
    assert repr(result).startswith("ActualCauses(certain=Reading(1 occurred")
