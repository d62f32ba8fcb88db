from __future__ import annotations

from datetime import date

import pytest

from rca.actions.coverage import cover
from rca.actions.hitting import Limits
from rca.actions.plan import plan_actions
from rca.actions.recurrence import done_since
from rca.actions.remaining import remaining_set
from rca.actions.report import ActionsReport, report_parts
from rca.actions.report_data import report_json
from rca.causes.analyse import analyse_causes
from rca.causes.gates import gate_tree
from rca.errors import ParameterError

FACTORS = {
    "F1": {"kind": "outcome", "gate": "any"},
    "F2": {"gate": "all"},
    "F3": {"stop": "root"},
    "F4": {"stop": "root"},
    "F5": {},
    "F6": {"status": "refuted"},
}
LINKS = {"F1": "F2! F5 F6", "F2": "F3! F4!"}
"""F5 alone, F3 with F4, or the refuted F6 alone would be enough."""


def planned(make_case, *actions, factors=FACTORS, links=LINKS, **given):
    case = make_case(factors, links, actions={"actions": list(actions)})
    return plan_actions(case, analyse_causes(case), **given)


def sets(plan):
    return [(one.actions, one.cost) for one in plan.cheapest]


def test_the_cheapest_sets_by_stated_costs(make_case, make_action) -> None:
    occurred, similar = planned(
        make_case,
        make_action("A1", eliminates="F3", cost="5 EUR"),
        make_action("A2", eliminates="F4", cost="3 EUR"),
        make_action("A3", eliminates="F5", cost="4 EUR"),
        make_action("A4", eliminates="F5 F2", cost="9 EUR"),
        make_action("A5", "dropped", eliminates="F5 F2", cost="1 EUR"),
    )
    assert sets(occurred) == [(("A2", "A3"), "7 EUR"), (("A4",), "9 EUR"), (("A1", "A3"), "9 EUR")]
    assert all(one.proven and one.bound == one.amount for one in occurred.cheapest)
    assert occurred.within is None
    assert similar.cheapest == ()
    assert similar.within is not None
    assert (similar.within.chosen.actions, similar.within.broken, similar.within.of) == (("A2", "A3"), 2, 3)


def test_the_same_and_similar_view_takes_in_what_was_refuted(make_case, make_action) -> None:
    occurred, similar = planned(
        make_case,
        make_action("A1", "done", eliminates="F2 F5"),
        make_action("A2", eliminates="F6"),
    )
    assert [cover.factors for cover in occurred.cut_sets] == [("F5",), ("F3", "F4")]
    assert {cover.factors: cover.coverage for cover in similar.cut_sets} == {
        ("F5",): "broken",
        ("F6",): "would be broken",
        ("F3", "F4"): "broken",
    }
    assert sets(occurred) == [(("A1",), "1 action")]
    assert sets(similar) == [(("A1", "A2"), "2 actions")]
    assert occurred.beyond.actions == ()
    assert similar.beyond.actions == ("A2",)


def test_what_only_reduces_is_never_chosen(make_case, make_action) -> None:
    reducing = make_action("A1") | {"targets": [{"factor": "F5", "effect": "reduces"}]}
    del reducing["no_target"]
    occurred, _ = planned(make_case, reducing, make_action("A2", eliminates="F3"))
    assert occurred.cheapest == ()
    assert (occurred.beyond, occurred.within.broken, occurred.within.chosen.actions) == (None, 1, ("A2",))


def test_a_budget_breaks_the_most_and_then_costs_the_least(make_case, make_action) -> None:
    actions = (
        make_action("A1", eliminates="F3", cost="5 person-days"),
        make_action("A2", eliminates="F4", cost="3 person-days"),
        make_action("A3", eliminates="F5", cost="4 person-days"),
    )
    found = {
        budget: planned(make_case, *actions, budget=budget)[0].within
        for budget in ("2", "3.5", "6 person-days", "7 person-days")
    }
    assert [(one.chosen.actions, one.broken, one.budget) for one in found.values()] == [
        ((), 0, "2 person-days"),
        (("A2",), 1, "3.5 person-days"),
        (("A2",), 1, "6 person-days"),
        (("A2", "A3"), 2, "7 person-days"),
    ]


@pytest.mark.parametrize(
    ("cost", "budget", "said"),
    [
        ("5 EUR", "5 person-days", "unit of the costs; that is 'EUR'"),
        ("5 EUR", "five", "a budget is a number"),
        ("low", "5", "the costs are words"),
        (None, "5 EUR", "because no action states a cost, each action counts 1, and that is 'actions'"),
    ],
)
def test_a_budget_in_another_unit_is_refused(make_case, make_action, cost, budget: str, said: str) -> None:
    action = make_action("A1", eliminates="F5", **({"cost": cost} if cost else {}))
    with pytest.raises(ParameterError, match=said) as refused:
        planned(make_case, action, budget=budget)
    assert budget in str(refused.value)


def test_a_search_that_is_cut_short_says_so(make_case, make_action) -> None:
    factors = {"F1": {"kind": "outcome", "gate": "at_least", "at_least": 2}} | {f"F{n}": {} for n in range(2, 12)}
    links = {"F1": " ".join(f"F{n}" for n in range(2, 12))}
    actions = [make_action(f"A{n}", eliminates=f"F{n}", cost=f"{n} EUR") for n in range(2, 12)]
    case = make_case(factors, links, actions={"actions": actions})
    causes = analyse_causes(case)
    plans = plan_actions(case, causes, limits=Limits(rounds=1))
    (found,) = plans[0].cheapest
    assert (found.proven, found.bound < found.amount) == (False, True)
    report = ActionsReport(case, cover(case, causes), plans, (), date(2024, 3, 1))
    text = [part for part in report_parts(report) if not isinstance(part, str)]
    assert any("no; at least" in cell for table in text for row in table.rows for cell in row)


def test_where_all_is_done_nothing_is_left_to_choose(make_case, make_action) -> None:
    done = make_action("A1", "done", eliminates="F5", cost="2 EUR")
    occurred, _ = planned(make_case, done, budget="3")
    assert (occurred.cheapest, occurred.beyond) == ((), None)
    assert (occurred.within.chosen.actions, occurred.within.broken, occurred.within.of) == ((), 1, 2)
    occurred, _ = planned(make_case, make_action("A1", "done", eliminates="F5 F2", cost="2 EUR"))
    assert (sets(occurred), occurred.beyond.actions) == ([(("A1",), "2 EUR")], ())


def test_a_case_without_a_tree_has_no_plan(make_case, make_action) -> None:
    case = make_case({}, {}, outcome=None, actions={"actions": [make_action("A1")]})
    assert plan_actions(case, analyse_causes(case)) == ()


def reported(make_case, *actions, **given) -> ActionsReport:
    case = make_case(FACTORS, LINKS, actions={"actions": list(actions)})
    causes, day = analyse_causes(case), date(2024, 4, 25)
    return ActionsReport(case, cover(case, causes), plan_actions(case, causes, **given), done_since(case, day), day)


def test_a_report_says_all_in_words(make_case, make_action) -> None:
    outcome = {"outcome": {"what": "waves", "rate": "0.2 a week"}, "balancing": {"what": "lock-outs", "target": "0"}}
    verdict = {"result": "effective", "on": "2024-04-01", "because": "none came"}
    report = reported(
        make_case,
        make_action("A1", "done", eliminates="F5", measures=outcome, risk="slower log-ins", verdict=verdict),
        make_action("A2", eliminates="F3", due="2024-04-01"),
        budget="1",
    )
    parts = list(report_parts(report))
    said = " ".join(part for part in parts if isinstance(part, str))
    assert "Each action counts 1: no action states a cost." in said
    assert "Beyond what is done, the cheapest is A2 (1 action)." in said
    assert "With 1 action to spend: add A2 (1 action); 2 of 2 cut sets are then broken." in said
    assert "No set of these actions breaks every cut set." in said  # of the same and similar
    cells = {cell for part in parts if not isinstance(part, str) for row in part.rows for cell in row}
    assert {"A1 (done) + A2", "would be broken", "left", "overdue"} <= cells
    assert {"done 2024-02-01; effective", "no harm elsewhere?", "lock-outs", "slower log-ins", "0.2 a week"} <= cells
    assert any(cell.startswith("12 weeks without one: even unchanged this happens with chance 0.091") for cell in cells)


def test_a_report_as_data_says_the_same(make_case, make_action) -> None:
    data = report_json(reported(make_case, make_action("A1", eliminates="F5 F2", cost="2.50 EUR"), budget="9 EUR"))
    occurred, similar = data["plans"]
    assert occurred["cheapest"] == [
        {"actions": ["A1"], "cost": "2.5 EUR", "amount": 2.5, "proven": True, "bound": 2.5},
    ]
    assert (occurred["within"]["broken"], occurred["within"]["of"], similar["within"]["of"]) == (2, 2, 3)
    assert [c["coverage"] for c in similar["cut_sets"]] == ["would be broken", "left", "would be broken"]


def crowded(make_case, *actions, beside: str = ""):
    """Return a case of six groups of ten, one of each group enough, and one more leaf alone where named."""
    groups = {f"F{10 + group}": " ".join(f"F{100 + 10 * group + leaf}!" for leaf in range(10)) for group in range(6)}
    leaves = [f"F{100 + number}" for number in range(60)]
    factors = {"F1": {"kind": "outcome", "gate": "any"}, "F2": {"gate": "all"}}
    factors |= {**{group: {"gate": "any"} for group in groups}, **{leaf: {"stop": "root"} for leaf in leaves}}
    factors |= {beside: {"stop": "root"}} if beside else {}
    links = {"F1": f"F2! {beside}".strip(), "F2": " ".join(f"{group}!" for group in groups), **groups}
    return make_case(factors, links, actions={"actions": list(actions)})


def test_cut_sets_too_many_to_list_are_counted_and_their_gates_asked(make_case, make_action) -> None:
    whole = make_action("A1", eliminates=" ".join(f"F{100 + leaf}" for leaf in range(10)))
    case = crowded(make_case, whole, beside="F900")
    causes = analyse_causes(case)
    plan, _ = plan_actions(case, causes)
    assert (plan.complete, plan.count, plan.left) == (False, 10**6 + 1, ("F900",))
    assert (plan.cheapest, plan.within.of) == ((), 1_000)
    report = ActionsReport(case, cover(case, causes), (plan,), (), date(2024, 4, 1))
    said = " ".join(part if isinstance(part, str) else part.title for part in report_parts(report))
    assert "the 1,000 smallest of 1,000,001" in said
    assert "F900 would still be enough with all of them done" in said
    assert "of the 1,000 smallest cut sets 999 are then broken (there are 1,000,001)" in said
    assert report_json(report)["plans"][0]["left"] == ["F900"]
    broken = crowded(make_case, whole, make_action("A2", eliminates="F900"), beside="F900")
    found = plan_actions(broken, analyse_causes(broken))[0]
    assert (sets(found), found.left) == ([(("A1", "A2"), "2 actions")], ())


def test_a_set_is_left_only_while_one_of_each_group_is(make_case) -> None:
    tree = gate_tree(crowded(make_case))
    left = remaining_set(tree, tree.leaves, ["F100", "F101"], ["F119"])
    assert left == ("F102", "F119", "F120", "F130", "F140", "F150")
    assert remaining_set(tree, tree.leaves, ["F13"]) == ()
