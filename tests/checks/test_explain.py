"""Every rule can be explained, and the reference holds them all."""

from __future__ import annotations

import pytest

from rca.checks.explain import explain, reference
from rca.checks.rule import Rule
from rca.checks.rules import RULES
from rca.errors import ParameterError


@pytest.mark.parametrize("rule", RULES[::5], ids=lambda rule: rule.id)
def test_an_explanation_holds_reason_source_examples_and_how_to_waive(rule: Rule) -> None:
    text = explain(rule.id)
    for part in (rule.title, rule.rationale, rule.source, rule.severity, "Fails", "Passes", "waive"):
        assert part in text
    assert all(line.strip() in text for line in rule.example.fails.splitlines())


def test_rules_about_waivers_cannot_be_waived() -> None:
    assert "cannot be waived" in explain("waiver.unused")


def test_a_slip_in_the_id_is_answered_with_near_ones() -> None:
    with pytest.raises(ParameterError, match=r"did you mean cause\.because"):
        explain("cause.becuse")
    with pytest.raises(ParameterError, match="--rules lists all"):
        explain("zzz")


def test_the_reference_holds_every_rule_once() -> None:
    lines = reference().splitlines()
    assert sorted(line for line in lines if line.startswith("### ")) == sorted(f"### {rule.id}" for rule in RULES)
