"""The named sets of rules, each in the order of its own precedence."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from rca.trends.charts.patterns import (
    Pattern,
    beyond,
    beyond_one,
    one_side,
    outer_third,
    outside,
    steps,
    turns,
    within_one,
)
from rca.trends.charts.plan import Kind, RuleSet

OUTSIDE: Final = Pattern("outside", outside, 1, 1, "{outside}", whole=True)

NHS: Final = (
    OUTSIDE,
    Pattern("trend", steps, 6, 6, "{count} in a row {way}", lead=1, whole=True),
    Pattern(
        "two-of-three", outer_third, 2, 3, "two of three in the outer third {side} the {centre}",
        whole=True, one_side=True,
    ),
    Pattern("seven-one-side", one_side, 7, 7, "{count} in a row {side} the {centre}", whole=True),
)  # fmt: skip
"""NHS England, "Making Data Count", in the precedence of NHSRplotthedots: a point has one special cause."""

NELSON: Final = (
    Pattern("nelson-1", outside, 1, 1, "{outside}"),
    Pattern("nelson-2", one_side, 9, 9, "{count} in a row {side} the {centre}"),
    Pattern("nelson-3", steps, 5, 5, "{count} in a row {way}", lead=1),
    Pattern("nelson-4", turns, 12, 12, "{count} in a row in turns up and down", lead=2, two_sided=True),
    Pattern("nelson-5", beyond(2), 2, 3, "two of three more than two sigma {side} the {centre}"),
    Pattern("nelson-6", beyond(1), 4, 5, "four of five more than one sigma {side} the {centre}"),
    Pattern("nelson-7", within_one, 15, 15, "{count} in a row within one sigma of the {centre}", two_sided=True),
    Pattern("nelson-8", beyond_one, 8, 8, "{count} in a row more than one sigma from the {centre}", two_sided=True),
)
"""Nelson 1984. The point that completes a pattern is named, and every later one that still does."""

WESTERN_ELECTRIC: Final = (
    Pattern("western-electric-1", outside, 1, 1, "{outside}"),
    Pattern("western-electric-2", beyond(2), 2, 3, "two of three more than two sigma {side} the {centre}"),
    Pattern("western-electric-3", beyond(1), 4, 5, "four of five more than one sigma {side} the {centre}"),
    Pattern("western-electric-4", one_side, 8, 8, "{count} in a row {side} the {centre}"),
)
"""Western Electric Company 1956."""

PATTERNS: Final = MappingProxyType[RuleSet, tuple[Pattern, ...]](
    {
        "limits": (OUTSIDE,),
        "anhoej": (OUTSIDE,),
        "nhs": NHS,
        "nelson": NELSON,
        "western-electric": WESTERN_ELECTRIC,
    }
)
"""The patterns of each set; Anhøj's runs and crossings, which look at whole charts, are in ``runs.py``."""


def why_unfit(kind: Kind, rules: RuleSet) -> str | None:
    """Return why a set of rules says nothing on a kind of chart; None where it does.

    Examples
    --------
    >>> why_unfit("xmr", "nelson")
    >>> why_unfit("ewma", "nhs")
    'the points of an ewma chart hang together, so only its limits tell (rules limits)'
    """
    if kind in ("ewma", "cusum") and rules != "limits":
        return f"the points of {_named(kind)} chart hang together, so only its limits tell (rules limits)"
    if kind == "g" and rules not in ("limits", "anhoej"):
        return "zones need a symmetric spread, and that of a g chart is not (rules limits or anhoej)"
    if kind == "run" and rules != "anhoej":
        return "a run chart has no limits, so only its runs tell (rules anhoej)"
    return None


def _named(kind: Kind) -> str:
    return f"{'an' if kind[0] in 'aeioux' else 'a'} {kind}"
