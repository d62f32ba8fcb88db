"""Rules about the figures and disputes of a case.

That every official finding is used or set aside is demanded by the format itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from rca.checks.context import Context
from rca.checks.figures import compare_figures, text_disputes
from rca.checks.rule import Hit, Rule


def _figures(context: Context) -> Iterator[Hit]:
    for conflict in compare_figures(context.case):
        if conflict.open:
            contradicts = conflict.grade == "contradicts"
            yield Hit(
                conflict.subject,
                f"{', '.join(conflict.claims)} do not agree: {' '.join(conflict.proof)}",
                "find out which holds and write a dispute about the figure with its resolution, or leave it open",
                severity=None if contradicts else "note",
            )


def _disputes(context: Context) -> Iterator[Hit]:
    for dispute in text_disputes(context.case):
        if dispute.open:
            yield Hit(
                dispute.subject,
                f"{dispute.subject} has no resolution",
                "settle it with `resolution`, `by` and `on`, or leave it open",
            )


RULES: tuple[Rule, ...] = (
    Rule(
        "figure.conflict",
        "Sources agree about a figure, or a person has settled which holds",
        "warning",
        "An open contradiction is an honest state and does not stop a publication; it must be seen. Within rounding "
        "it is a note. Only claims with the same unit and measure are compared, so a wrong measure hides a conflict.",
        "method E4; format principle on conflicts",
        _figures,
    ),
    Rule(
        "dispute.open",
        "Disputes in words are settled",
        "warning",
        "An open dispute is an honest state and does not stop a publication; it must be seen.",
        "method E4; format principle on conflicts",
        _disputes,
    ),
)
