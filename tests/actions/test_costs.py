from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.actions.costs import CLASSES, Cost, cost_scale, parse_cost
from rca.case.records import Action


def costing(make_action, *costs: str | None) -> list[Action]:
    return [
        Action.model_validate(make_action(f"A{number}", **({} if cost is None else {"cost": cost})))
        for number, cost in enumerate(costs, 1)
    ]


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("12 person-days", Cost(Decimal(12), "person-days")),
        ("5000 EUR", Cost(Decimal(5000), "EUR")),
        ("5000.50EUR", Cost(Decimal("5000.50"), "EUR")),
        ("  3  £ ", Cost(Decimal(3), "£")),
        ("low", Cost(None, "low")),
        ("Low", None),
        ("about 5 EUR", None),
        ("5,000 EUR", None),
        ("5..7 EUR", None),
        ("-5 EUR", None),
        ("12", None),
        ("5 EUR or 7 EUR", None),
        ("1e9 EUR", None),
        ("5 EUR\x1b[31m", None),
        ("5 days, give or take", None),
    ],
)
def test_only_plain_amounts_and_classes_are_read(text: str, cost: Cost | None) -> None:
    assert parse_cost(text) == cost


def test_amounts_of_one_unit_are_added(make_action) -> None:
    scale = cost_scale(costing(make_action, "12 person-days", "4.5 person-days", "0 person-days"))
    assert (scale.basis, scale.why, scale.told(["A1", "A2"])) == ("amount", "", "16.5 person-days")
    assert scale.told([]) == "0 person-days"
    assert scale.amount(["A1", "A3"]) == 12


@pytest.mark.parametrize(
    ("costs", "why"),
    [
        ((None, None), "no action states a cost"),
        (("2 EUR", None), "no cost for A2"),
        (("2 EUR", "3 person-days"), "units differ (EUR, person-days)"),
        (("2 EUR", "low"), "amounts stand beside classes"),
        (("2 EUR", "dear"), "no amount or class in the words for A2"),
        (("0.01 EUR", "999999999 EUR"), "the amounts lie too far apart to be added exactly; round them"),
    ],
)
def test_what_cannot_be_added_counts_one_each_and_says_why(make_action, costs, why: str) -> None:
    scale = cost_scale(costing(make_action, *costs))
    assert (scale.basis, scale.why, scale.told(["A1"]), scale.told(["A1", "A2"])) == (
        "count",
        why,
        "1 action",
        "2 actions",
    )


@given(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=40))
def test_one_of_a_dearer_class_outweighs_all_cheaper_ones(make_action, classes: list[str]) -> None:
    scale = cost_scale(costing(make_action, *classes))
    for rank, name in enumerate(CLASSES):
        cheaper = sum(scale.steps[f"A{n}"] for n, other in enumerate(classes, 1) if CLASSES.index(other) < rank)
        assert all(scale.steps[f"A{n}"] > cheaper for n, other in enumerate(classes, 1) if other == name)
    assert scale.amount(["A1"]) is None
    assert scale.told(["A1"]) == f"1 {classes[0]}"
