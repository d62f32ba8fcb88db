from __future__ import annotations

import networkx as nx
import pytest

from rca.causes.tree import build_graph, structure_mistakes
from rca.errors import CaseError

OUTCOME = {"kind": "outcome"}


def codes(case) -> list[str]:
    return [mistake.code for mistake in structure_mistakes(case)]


def test_a_sound_tree_has_no_mistake_and_becomes_a_graph(make_case) -> None:
    case = make_case(
        {
            "F1": OUTCOME | {"gate": "at_least", "at_least": 2},
            "F2": {"label": "short", "status": "probable"},
            "F3": {},
            "F4": {},
            "F5": {"kind": "barrier", "state": "partial", "guards": "F2"},
            "F6": {},
        },
        {"F1": "F2! F3 F4", "F2": "~F6", "F5": "~F6"},
    )
    assert codes(case) == []
    graph = build_graph(case)
    assert nx.is_directed_acyclic_graph(graph)
    assert list(graph) == ["F1", "F2", "F3", "F4", "F5", "F6"]
    assert graph.graph["outcome"] == "F1"
    assert graph.nodes["F1"]["at_least"] == 2
    assert graph.nodes["F2"]["label"] == "short"
    assert graph.nodes["F2"]["state"] == "possible"
    assert graph.nodes["F5"]["guards"] == "F2"
    assert graph.edges["F1", "F2"] == {"role": "gate", "necessary": "yes", "because": None}
    assert graph.edges["F5", "F6"]["role"] == "contributing"


def test_a_case_without_factors_is_sound(make_case) -> None:
    assert codes(make_case({}, {}, outcome=None)) == []


def test_a_cycle_is_named_with_its_place(make_case) -> None:
    case = make_case({"F1": OUTCOME, "F2": {}, "F3": {}}, {"F1": "F2", "F2": "F3", "F3": "F2"})
    (mistake,) = structure_mistakes(case)
    assert mistake.code == "tree.cycle"
    assert "F2 -> F3 -> F2" in mistake.message
    assert (mistake.file, mistake.line) == ("causes.yaml", 102)
    with pytest.raises(CaseError, match=r"causes.yaml:102:5: tree.cycle"):
        build_graph(case)


def test_a_factor_that_causes_itself_is_a_cycle(make_case) -> None:
    assert codes(make_case({"F1": OUTCOME, "F2": {}}, {"F1": "F2", "F2": "~F2"})) == ["tree.cycle"]


def test_a_barrier_stands_behind_neither_itself_nor_its_own_effects(make_case) -> None:
    barrier = {"kind": "barrier", "state": "partial"}
    assert codes(make_case({"F1": OUTCOME, "F2": barrier | {"guards": "F2"}}, {"F1": "~F2"})) == ["tree.cycle"]
    case = make_case(
        {"F1": OUTCOME | {"gate": "all"}, "F2": {}, "F3": {}, "F4": barrier | {"guards": "F2"}},
        {"F1": "F2 F3", "F3": "~F2", "F4": "~F3"},
    )
    assert codes(case) == ["tree.cycle"]


def test_a_cycle_over_guarding_names_what_goes_round(make_case) -> None:
    barrier = {"kind": "barrier", "state": "held", "guards": "F2"}
    case = make_case({"F1": OUTCOME, "F2": {}, "F3": barrier}, {"F1": "F2", "F3": "~F2"})
    (mistake,) = structure_mistakes(case)
    assert (mistake.code, mistake.line) == ("tree.cycle", 12)
    assert "F2 -> F3 -> F2" in mistake.message


def test_an_outcome_that_guards_is_refused(make_case) -> None:
    top = {"kind": "barrier", "state": "held", "guards": "F2"}
    assert codes(make_case({"F1": top, "F2": {}}, {"F1": "F2"})).count("tree.outcome-kind") == 2


def test_the_top_of_a_tree(make_case) -> None:
    assert codes(make_case({"F1": OUTCOME}, {}, outcome=None)) == ["tree.no-outcome"]
    assert codes(make_case({"F1": OUTCOME}, {}, outcome="F9")) == ["tree.unknown-factor"]
    assert codes(make_case({"F1": {}}, {})) == ["tree.outcome-kind"]
    assert codes(make_case({"F1": OUTCOME, "F2": OUTCOME}, {"F1": "F2"})) == ["tree.second-outcome"]
    assert set(codes(make_case({"F1": OUTCOME, "F2": {}}, {"F2": "F1"}))) == {
        "tree.outcome-as-cause",
        "tree.orphan",
    }


def test_only_the_top_of_what_is_joined_to_nothing_is_reported(make_case) -> None:
    case = make_case({"F1": OUTCOME, "F2": {}, "F3": {}, "F4": {}}, {"F1": "F2", "F3": "F4"})
    (mistake,) = structure_mistakes(case)
    assert mistake.code == "tree.orphan"
    assert "F3" in mistake.message
    assert mistake.line == 12


def test_gates_stand_where_two_or_more_gate_links_meet(make_case) -> None:
    two = {"F2": {}, "F3": {}}
    assert codes(make_case({"F1": OUTCOME, **two}, {"F1": "F2 F3"})) == ["tree.gate-missing"]
    assert codes(make_case({"F1": OUTCOME | {"gate": "all"}, **two}, {"F1": "F2 ~F3"})) == ["tree.gate-idle"]
    assert codes(make_case({"F1": OUTCOME | {"gate": "any"}}, {})) == ["tree.gate-idle"]
    range_ = OUTCOME | {"gate": "at_least", "at_least": 3}
    assert codes(make_case({"F1": range_, **two}, {"F1": "F2 F3"})) == ["tree.gate-range"]


@pytest.mark.parametrize("state", ["held", "partial"])
def test_a_barrier_that_held_enters_no_gate(make_case, state: str) -> None:
    barrier = {"kind": "barrier", "state": state}
    assert codes(make_case({"F1": OUTCOME, "F2": barrier}, {"F1": "F2"})) == ["tree.held-in-gate"]
    assert codes(make_case({"F1": OUTCOME, "F2": barrier}, {"F1": "~F2"})) == []
    assert codes(make_case({"F1": OUTCOME, "F2": barrier | {"guards": "F1"}}, {})) == []
    assert codes(make_case({"F1": OUTCOME, "F2": barrier}, {})) == ["tree.orphan"]


def test_unknown_ids_and_repeated_links(make_case) -> None:
    case = make_case({"F1": OUTCOME, "F2": {}}, {"F1": "F2 ~F2 ~F8", "F9": "F2"})
    assert sorted(codes(case)) == ["tree.repeated-link", "tree.unknown-factor", "tree.unknown-factor"]


def test_all_mistakes_are_reported_together_in_the_order_of_the_file(make_case) -> None:
    case = make_case({"F1": OUTCOME, "F2": {"gate": "all"}, "F3": {}, "F4": {}}, {"F1": "F2 F3 F3", "F3": "F1"})
    mistakes = structure_mistakes(case)
    assert list(mistakes) == sorted(mistakes)
    assert {m.code for m in mistakes} == {
        "tree.gate-missing",
        "tree.gate-idle",
        "tree.orphan",
        "tree.repeated-link",
        "tree.outcome-as-cause",
        "tree.cycle",
    }
