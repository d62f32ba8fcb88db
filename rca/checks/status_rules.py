"""Rules about statuses that refute each other: what the case claims, and what it says of its causes."""

from __future__ import annotations

from collections.abc import Iterator

from rca.checks.context import Context
from rca.checks.rule import Hit, Rule


def _outcome_refuted(context: Context) -> Iterator[Hit]:
    outcome = context.case.causes.outcome
    if outcome is not None and context.results[outcome].state == "excluded":
        yield Hit(
            outcome,
            f"{outcome} is the outcome that the case explains, and is said to be refuted",
            "mend its `status`, or explain what did happen",
            context.keys(outcome, "status"),
        )


def _root_refuted(context: Context) -> Iterator[Hit]:
    for factor in context.case.causes.factors:
        if factor.status == "refuted" and factor.stop == "root":
            yield Hit(
                factor.id,
                f"{factor.id} is said to be a root, and is refuted: nothing came of it",
                "take `stop` away, so that it stands as a branch that was not taken, or mend its `status`",
                context.keys(factor.id, "stop"),
            )


def _effect_excluded(context: Context) -> Iterator[Hit]:
    contradicted = {r.id for r in context.causes.factors if r.state == "established" and r.computed == "excluded"}
    for factor in context.case.causes.factors:
        if factor.id not in contradicted:
            continue
        links = [link for link in context.case.causes.links if link.effect == factor.id and link.role == "gate"]
        causes = [link.cause for link in links]
        refuted = [cause for cause in causes if context.results[cause].state == "excluded"]
        enough = {"any": 1, "at_least": factor.at_least}.get(factor.gate or "all") or len(causes)
        if not contradicted.isdisjoint(causes) and len(causes) - len(refuted) >= enough:
            continue  # the fault lies further down, where it is told
        ruled_out = f"{', '.join(refuted)} refuted" if refuted else "what stands behind its causes refuted"
        yield Hit(
            factor.id,
            f"{factor.id} is {factor.status}, and with {ruled_out} the causes given cannot have led to it",
            "add the cause that did, mend the gate, or mend the status that is wrong",
            context.keys(factor.id, "status"),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "tree.outcome-refuted",
        "The outcome is not refuted",
        "error",
        "A tree explains what happened. Where the case itself says that its outcome did not, there is nothing to "
        "explain, and no cause and no action follows.",
        "method E5, T6; fault-tree practice (one top event)",
        _outcome_refuted,
    ),
    Rule(
        "tree.root-refuted",
        "A root is not refuted",
        "error",
        "A root is where the search for causes ended because it was found. What is refuted was no cause: it stands in "
        "the tree as a branch that was not taken and needs no stop.",
        "method E5, T8; IEC 62740 stopping rule",
        _root_refuted,
    ),
    Rule(
        "tree.effect-excluded",
        "What is confirmed can have come about by the causes given",
        "error",
        "Where the refuted causes leave a gate unsatisfied, the case refutes its own explanation: the effect was, and "
        "nothing given can have led to it. Told once, at the lowest effect concerned. The rule goes by statuses and "
        "cannot see which one is wrong.",
        "method E5, T7; IEC 61025 evaluation of gates",
        _effect_excluded,
    ),
)
