"""Rules about single statements of cause: what has to stand behind a link, a human act, a missed duty."""

from __future__ import annotations

from collections.abc import Iterator

from rca.case.records import Factor, Policy
from rca.checks.context import Context
from rca.checks.dates import when_bounds
from rca.checks.rule import Hit, Rule


def _link_reason(context: Context) -> Iterator[Hit]:
    for number, link in context.links:
        if link.because is None:
            yield Hit(
                f"{link.cause}>{link.effect}",
                f"the link says that {link.cause} led to {link.effect}, and not how",
                "add `because`",
                ("causes", "links", number),
            )


def _human_needs_cause(context: Context) -> Iterator[Hit]:
    by_id = context.case.factors
    for factor in context.tree:
        causes = context.causes_of.get(factor.id, ())
        if factor.kind != "human_action" or any(by_id[link.cause].kind != "human_action" for link in causes):
            continue
        yield _unexplained(factor, "a human act", "what made the act likely or possible")


def _deviation_needs_cause(context: Context) -> Iterator[Hit]:
    for factor in context.tree:
        if factor.kind == "procedure_deviation" and factor.id not in context.causes_of:
            yield _unexplained(factor, "a deviation from a procedure", "why the procedure was not followed")


def _unexplained(factor: Factor, what: str, wanted: str) -> Hit:
    if factor.stop == "needs_data":
        # An analyst who says that the data are missing must not be pushed to invent a cause.
        remedy = f"find out {wanted}, or leave it open"
        return Hit(factor.id, f"{factor.id} is {what} whose cause is not known yet", remedy, severity="warning")
    return Hit(
        factor.id,
        f"{factor.id} is {what} and nothing but human acts stands behind it",
        f"add as a cause {wanted}, or say `stop: needs_data`",
    )


def _duty(context: Context) -> Iterator[Hit]:
    for factor in context.claimed:
        if factor.kind == "omission" and factor.policy is None and factor.duty in {None, "unknown"}:
            yield Hit(
                factor.id,
                f"{factor.id} is an omission and names no duty to act",
                "name the policy, standard or law in `duty`, or the policy's id in `policy`; "
                "without one it is a `condition`",
            )


def _duty_in_force(context: Context) -> Iterator[Hit]:
    policies = {policy.id: policy for policy in context.case.head.policies}
    for factor in context.claimed:
        policy, event = policies.get(factor.policy or ""), context.events.get(factor.event or "")
        if factor.kind not in {"omission", "procedure_deviation"} or policy is None or event is None:
            continue
        since, until = _in_force(context, policy)
        begun, over = event.start.earliest, event.end.latest
        if since is not None and over is not None and over < since:
            fault = "was not yet in force"
        elif until is not None and begun is not None and begun > until:
            fault = "was no longer in force"
        else:
            continue
        yield Hit(
            factor.id,
            f"at {event.id}, which stands for {factor.id}, the policy {policy.id} {fault}",
            "name the version that was in force, or mend its dates",
        )


def _in_force(context: Context, policy: Policy) -> tuple[int | None, int | None]:
    """Return the first and the last instant at which a policy can have been in force."""
    since, _ = when_bounds(context.case, [(policy.effective, None)])
    ended = [] if policy.superseded is None else [(policy.superseded, None)]
    return since, when_bounds(context.case, ended)[1]


RULES: tuple[Rule, ...] = (
    Rule(
        "cause.because",
        "Every link says how the cause led to the effect",
        "warning",
        "A cause and an effect side by side are a claim of cause without its middle. The rule sees that words are "
        "there, not whether they convince.",
        "method C1; NCPS rule 1 of causation",
        _link_reason,
    ),
    Rule(
        "cause.human-needs-cause",
        "Behind every human act stands something that is no human act",
        "error",
        "To stop at a person leaves in place what made the act likely. Where the branch says `stop: needs_data`, it "
        "is a warning: an error would invite invention. Acts of people outside, such as attackers, are "
        "`kind: action` and not meant. The rule cannot see whether the cause named is the right one.",
        "method C3; NCPS rule 3 of causation",
        _human_needs_cause,
    ),
    Rule(
        "cause.deviation-needs-cause",
        "Behind every deviation from a procedure stands its cause",
        "error",
        "That a procedure was not followed explains nothing until one knows why. Where the branch says "
        "`stop: needs_data`, it is a warning. The rule cannot see whether the procedure could be followed.",
        "method C4; NCPS rule 4 of causation",
        _deviation_needs_cause,
    ),
    Rule(
        "cause.duty",
        "An omission names the duty to act",
        "error",
        "Not doing something is a cause only where there was a duty to do it; else everything that nobody did would "
        "be one. The rule looks at the kind of the factor, not at its words: most sentences with 'did not' are about "
        "machines. It cannot see whether the duty applied.",
        "method C5; NCPS rule 5 of causation",
        _duty,
    ),
    Rule(
        "cause.duty-in-force",
        "The policy that somebody did not follow was in force at the time",
        "error",
        "A duty counts from the day it begins. Only what is certain within the bounds counts, and only omissions and "
        "deviations that name both a policy and an event can be judged.",
        "method C5; NCPS rule 5 of causation",
        _duty_in_force,
    ),
)
