"""The catalogue of rules, in the order in which they run."""

from __future__ import annotations

from typing import Final

from rca.checks import (
    action_rules,
    barrier_rules,
    case_rules,
    causal_rules,
    effect_rules,
    evidence_rules,
    form_rules,
    link_rules,
    person_rules,
    promise_rules,
    status_rules,
    timeline_rules,
    tree_rules,
    voice_rules,
    waiver_rules,
    why_rules,
    wording_rules,
)
from rca.checks.rule import Rule

CASE_RULES: Final[tuple[Rule, ...]] = (
    *causal_rules.RULES,
    *wording_rules.RULES,
    *person_rules.RULES,
    *tree_rules.RULES,
    *status_rules.RULES,
    *link_rules.RULES,
    *barrier_rules.RULES,
    *why_rules.RULES,
    *evidence_rules.RULES,
    *voice_rules.RULES,
    *timeline_rules.RULES,
    *action_rules.RULES,
    *effect_rules.RULES,
    *promise_rules.RULES,
    *case_rules.RULES,
    *form_rules.RULES,
)
"""Rules over the case; what they find can be waived."""

WAIVER_RULES: Final[tuple[Rule, ...]] = waiver_rules.RULES
"""Rules over the waivers; what they find cannot be waived."""

RULES: Final[tuple[Rule, ...]] = CASE_RULES + WAIVER_RULES
"""All rules."""
