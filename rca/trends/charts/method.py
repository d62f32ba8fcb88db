"""How the limits of a chart are made, in words."""

from __future__ import annotations

from rca.trends.charts.constants import RangeConstants
from rca.trends.charts.plan import ChartPlan, RuleSet

RULE_WORDS: dict[RuleSet, str] = {
    "anhoej": "Rules: a point outside a limit, an unusually long run, or unusually few crossings (Anhøj).",
    "nhs": "Rules: Making Data Count (NHS).",
    "nelson": "Rules: Nelson 1 to 8.",
    "western-electric": "Rules: Western Electric 1 to 4.",
    "limits": "Rule: a point outside a limit.",
}


def method_words(plan: ChartPlan, constants: RangeConstants) -> str:
    """Return how the limits are made and which rules are read, in words."""
    if plan.kind == "run":
        return "Centre: median; a run chart has no limits. Rules: an unusually long run, or unusually few crossings."
    return f"Limits: {_limits(plan, constants)}. {RULE_WORDS[plan.rule_set]}"


def _limits(plan: ChartPlan, constants: RangeConstants) -> str:
    screened = ", moving ranges beyond their own limit left out" if plan.screen else ""
    match plan.kind:
        case "c":
            return "mean ± 3 × √mean"
        case "u":
            return "mean rate ± 3 × √(mean rate / size)"
        case "p":
            return "mean share ± 3 × √(share × (1 − share) / size)"
        case "laney-p" | "laney-u":
            return f"those of {plan.kind[-1]}, times the spread of neighbouring z (Laney {plan.kind[-1]}′)"
        case "ewma":
            kind = "of the long run" if plan.asymptotic else "exact at every point"
            return f"target ± 3 sigma of a moving average with weight {plan.weight:g}, {kind}"
        case "cusum":
            slack = "half a sigma" if plan.slack is None else f"{plan.slack:g}"
            decision = "five sigma" if plan.decision is None else f"{plan.decision:g}"
            return f"sums of what lies more than {slack} (k) off the target, against {decision} (h)"
        case "g":
            return "mean ± 3 × √(mean × (mean + 1)), centre at 0.69 × mean, the median"
        case "t":
            return f"{constants.words} of times to the power 1/3.6, and back{screened}"
        case _:
            return f"{constants.words}{screened}"
