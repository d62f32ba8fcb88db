"""The examples that the reference of the rules shows: each fails its rule and no other, or passes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from rca.checks.examples import merged
from rca.checks.results import Findings
from rca.checks.rule import Rule
from rca.checks.rules import RULES

Check = Callable[..., Findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_failing_example_breaks_its_rule_and_no_other(rule: Rule, check: Check) -> None:
    found = [finding for finding in check(merged(rule.example.fails)) if finding.waived_by is None]
    assert {finding.rule for finding in found} == {rule.id}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_passing_example_keeps_its_rule(rule: Rule, check: Check) -> None:
    assert [f.message for f in check(merged(rule.example.passes)).open if f.rule == rule.id] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_only_what_goes_by_records_may_block(rule: Rule) -> None:
    assert rule.kind in {"structural", "lexical", "attested"}
    assert rule.severity != "error" or rule.kind == "structural"


def test_a_change_adds_replaces_and_takes_away(clean: dict[str, Any]) -> None:
    data = merged("remove: [X1, F6>F5]\ncauses:\n  factors:\n    - {id: F6, stop: , label: Calls}\n    - {id: F9}\n")
    factors = {factor["id"]: factor for factor in data["causes"]["factors"]}
    assert "stop" not in factors["F6"]
    assert factors["F6"]["label"] == "Calls"
    assert factors["F6"]["text"] == clean["causes"]["factors"][5]["text"]
    assert list(factors) == ["F1", "F2", "F3", "F4", "F5", "F6", "F9"]
    assert data["causes"]["alternatives"] == []
    assert len(data["causes"]["links"]) == len(clean["causes"]["links"]) - 1


def test_every_entry_of_the_method_catalogue_has_a_rule() -> None:
    counted = {"C": 9, "T": 13, "E": 5, "L": 5, "W": 4, "A": 9}
    catalogue = {f"{letter}{number}" for letter, last in counted.items() for number in range(1, last + 1)}
    named = {code for rule in RULES for code in re.findall(r"\b[CTELWA][0-9]+\b", rule.source)}
    assert catalogue - named == set()
