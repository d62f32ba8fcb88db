"""Profiles name rules that exist, and hide findings without hiding what waivers do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rca.checks.profiles import profile_names, profile_rules, under_profile
from rca.checks.results import Findings
from rca.checks.rules import RULES
from rca.errors import ParameterError

EVERY = {rule.id for rule in RULES}


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_names_rules_that_exist_and_keeps_the_rules_about_waivers(name: str) -> None:
    assert profile_rules(name) <= EVERY
    assert {"waiver.unknown-rule", "waiver.expired", "waiver.unused"} <= profile_rules(name)


def test_what_a_profile_leaves_out_exists() -> None:
    from rca.assets import shipped

    for name in profile_names():
        assert set(shipped("checks", "profiles", name).get("leave_out", ())) <= EVERY


def test_full_is_everything_and_the_others_are_less() -> None:
    assert profile_rules("full") == EVERY
    assert profile_rules("five-rules") < profile_rules("full")
    assert profile_rules("external-report") < profile_rules("full")


def test_findings_of_other_rules_do_not_count(clean: dict[str, Any], check: Callable[..., Findings]) -> None:
    del clean["causes"]["read_back"]
    del clean["causes"]["links"][0]["because"]
    found = check(clean)
    assert [each.rule for each in under_profile(found, "full")] == ["cause.because", "why.read-back"]
    assert [each.rule for each in under_profile(found, "external-report")] == ["cause.because"]


def test_an_unknown_profile_is_named_with_the_known_ones() -> None:
    with pytest.raises(ParameterError, match="external-report, five-rules, full; got 'half'"):
        profile_rules("half")
