"""Rules about what bears a statement out: evidence, independent sources, rated sources, alternatives."""

from __future__ import annotations

from collections.abc import Iterator

from rca.case.records import CaseFile, Evidence, Factor
from rca.causes.evidence import evidence_sources
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule


def _missing(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        waits = factor.stop == "needs_data"
        if factor.status in {"probable", "possible"} and not waits and not _supporting(factor):
            yield Hit(
                factor.id,
                f"{factor.id} is {factor.status} and no evidence supports it",
                "add `evidence`, or say `status: assumed` or `unknown`",
            )


def _two_reasons(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        result = context.results[factor.id]
        if factor.status == "confirmed" and _supporting(factor) and result.independent_sources < 2:
            named = ", ".join(result.sources) or "none named"
            yield Hit(
                factor.id,
                f"{factor.id} is confirmed by {result.independent_sources} independent "
                f"source{'' if result.independent_sources == 1 else 's'} ({named})",
                "add a second source that does not retell the first, or waive it with the reason",
            )


def _unrated(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        supporting = _supporting(factor)
        carried = any(_is_rated(context.case, item) for item in supporting)
        if factor.stop == "root" and factor.status != "confirmed" and supporting and not carried:
            yield Hit(
                factor.id,
                f"the root {factor.id} rests only on evidence that nobody rated",
                "rate the sources (`reliability`) or the evidence (`credibility`)",
            )


def _confirmed(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        if factor.status != "confirmed":
            continue
        supporting = _supporting(factor)
        if not supporting:
            yield Hit(
                factor.id,
                f"{factor.id} is confirmed and no evidence supports it",
                "add `evidence`, or lower the `status`",
            )
        elif not any(_is_rated(context.case, item) for item in supporting):
            yield Hit(
                factor.id,
                f"{factor.id} is confirmed by evidence that nobody rated",
                "rate the sources (`reliability`) or the evidence (`credibility`), or lower the `status`",
            )


def _direction(context: Context) -> Iterator[Hit]:
    for factor in context.case.causes.factors:
        refuting = [item.ref for item in factor.evidence if item.says == "refutes"]
        if factor.status == "confirmed" and refuting:
            yield Hit(
                factor.id,
                f"{factor.id} is confirmed, and {', '.join(refuting)} refutes it",
                "lower the `status`, or waive it with why the evidence does not count",
            )
        elif factor.status == "refuted" and not refuting:
            yield Hit(
                factor.id,
                f"{factor.id} is refuted, and no evidence refutes it",
                "add the `evidence` that `says: refutes`",
            )


def _alternatives(context: Context) -> Iterator[Hit]:
    considered = {alternative.for_factor for alternative in context.case.causes.alternatives}
    for factor in context.tree:
        if factor.stop == "root" and not context.above(factor.id) & considered:
            yield Hit(
                factor.id,
                f"no other explanation was considered on the way from {factor.id} to {context.case.causes.outcome}",
                "write under `alternatives` what else could have led there, and what became of it",
            )


def _ruled_out(context: Context) -> Iterator[Hit]:
    for alternative in context.case.causes.alternatives:
        if alternative.verdict == "ruled_out" and alternative.because is None and not alternative.evidence:
            yield Hit(
                alternative.id,
                f"{alternative.id} is ruled out without a reason or evidence",
                "say `because`, or add the `evidence` that refutes it",
            )


def _unseen(context: Context) -> Iterator[Hit]:
    for source in context.case.head.sources:
        if source.seen == "none":
            yield Hit(
                source.id,
                f"{source.id} is cited and was not read",
                "read it, or name who was asked for it among the unknowns",
            )


def _supporting(factor: Factor) -> tuple[Evidence, ...]:
    return tuple(item for item in factor.evidence if item.says == "supports")


def _is_rated(case: CaseFile, item: Evidence) -> bool:
    """Whether somebody judged how far to trust a piece of evidence, itself or one of the sources behind it."""
    if item.credibility is not None:
        return item.credibility != "unrated"
    return any(case.sources[source].reliability != "unrated" for source in evidence_sources(case, [item]))


RULES: tuple[Rule, ...] = (
    Rule(
        "evidence.missing",
        "Evidence supports every factor that is called probable or possible",
        "warning",
        "What nothing supports is an assumption and can be shown as one. Branches that wait for data are left out. "
        "Confirmed factors have a rule of their own.",
        "method E1; Apollo principle 3; IEC 62740",
        _missing,
    ),
    Rule(
        "evidence.two-reasons",
        "Two independent sources stand behind a confirmed factor",
        "warning",
        "Ten retellings of one report are one source: independence is counted over the roots of `derived_from`. The "
        "rule cannot see a derivation that nobody wrote down.",
        "method E2; NASA NPR 8621.1",
        _two_reasons,
    ),
    Rule(
        "evidence.unrated",
        "A root rests on evidence that somebody rated",
        "warning",
        "A fact that nobody weighed is a hypothesis and carries no conclusion. One rated piece is enough.",
        "method E3; evaluation of facts before conclusions",
        _unrated,
    ),
    Rule(
        "evidence.confirmed",
        "Only what rated evidence supports is called confirmed",
        "error",
        "The word tells readers that somebody looked. The rule sees that a rating exists, not whether it is right.",
        "method E5; E1 and E3 together",
        _confirmed,
    ),
    Rule(
        "evidence.direction",
        "The status of a factor agrees with what its evidence says",
        "warning",
        "Evidence against a confirmed factor, or none against a refuted one, is a slip or needs a reason.",
        "method E3, E5; recorded direction of evidence",
        _direction,
    ),
    Rule(
        "evidence.alternatives",
        "On the way from every root to the outcome another explanation was considered",
        "warning",
        "An alternative explains an effect, so it may stand at the root or at any effect above it, and serves all "
        "roots below. One finding for each root, since each can be waived for its own reason. The rule cannot see "
        "whether the alternative was a serious one.",
        "method E4; accident investigation practice (rejected explanations listed)",
        _alternatives,
    ),
    Rule(
        "evidence.ruled-out",
        "What is ruled out has a reason",
        "warning",
        "An alternative dismissed without a reason was not tested.",
        "method E4; accident investigation practice (rejected explanations listed)",
        _ruled_out,
    ),
    Rule(
        "source.unseen",
        "Sources that are cited were read",
        "note",
        "To cite an unread original beside the copy that was read is right, and readers should know which is which.",
        "method E2; format principle on sources",
        _unseen,
    ),
)
