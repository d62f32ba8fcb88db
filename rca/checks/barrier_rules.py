"""Rules about barriers: that they are named, and what each was there for."""

from __future__ import annotations

from collections.abc import Iterator

from rca.checks.context import Context
from rca.checks.rule import Hit, Rule


def _intended(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        if factor.kind == "barrier" and factor.intended is None:
            yield Hit(
                factor.id,
                f"{factor.id} is a barrier ({factor.state}), and nothing says what it was to stop",
                "say so in `intended`",
            )


def _named(context: Context) -> Iterator[Hit]:
    if len(context.tree) > 1 and not any(factor.kind == "barrier" for factor in context.claimed):
        yield Hit(
            "causes",
            "no barrier is named: none that failed, was missing or held",
            "ask of each step what should have stopped it, and add it as a `barrier` with its `state`",
            ("causes", "outcome"),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "barrier.intended",
        "A barrier says what it was to stop",
        "warning",
        "A barrier failed only against something. Without its purpose, a measure made for something else looks like a "
        "failure.",
        "method T10; Tripod Beta",
        _intended,
    ),
    Rule(
        "barrier.named",
        "The tree names what stopped it, or should have",
        "note",
        "Hazards are everywhere; what differs between a near miss and a harm is what stood between. One note for the "
        "case: a barrier on every link was noise.",
        "method T10; Tripod Beta",
        _named,
    ),
)
