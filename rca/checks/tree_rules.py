"""Rules about the shape of the tree.

Explicit gates with two or more inputs (method T5), one top, no cycle and no factor that leads to nothing (T6) are
demanded when the tree is built, as mistakes with file and line; no rule repeats that.
"""

from __future__ import annotations

from collections.abc import Iterator

from rca.checks.context import Context
from rca.checks.rule import Hit, Rule
from rca.checks.why_rules import LONGEST_RUN


def _outcome(context: Context) -> Iterator[Hit]:
    if context.case.causes.outcome is None:
        yield Hit(
            "causes",
            "the case says nothing about causes yet",
            "write the outcome that the review explains as a factor, and name it in `outcome`",
            ("causes",),
        )


def _two_causes(context: Context) -> Iterator[Hit]:
    for run in context.single_runs:
        for effect in run if len(run) < LONGEST_RUN else ():
            yield Hit(
                effect,
                f"{effect} has one cause, {context.causes_of[effect][0].cause}",
                "look for the condition beside the act, or the act beside the condition; "
                "`complete: yes` says that there is none",
            )


def _complete(context: Context) -> Iterator[Hit]:
    single = {effect for run in context.single_runs for effect in run}
    unanswered = [
        f.id for f in context.tree if f.id in context.causes_of and f.complete != "yes" and f.id not in single
    ]
    if unanswered:
        yield Hit(
            "causes",
            f"the causes given do not always lead to the effect, or it is not known: {', '.join(unanswered)}",
            "ask of each: given all these causes, does the effect always follow? Answer in `complete`",
            ("causes", "outcome"),
        )


def _stop(context: Context) -> Iterator[Hit]:
    for factor in context.leaves:
        if factor.stop is None:
            yield Hit(
                factor.id,
                f"the branch ends at {factor.id} without saying why",
                "add its cause, or `stop`: root, outside_control, needs_data or normal_condition",
            )


def _stop_inside(context: Context) -> Iterator[Hit]:
    for factor in context.tree:
        if factor.id in context.causes_of and factor.stop not in {None, "needs_data"}:
            causes = ", ".join(link.cause for link in context.causes_of[factor.id])
            yield Hit(
                factor.id,
                f"the branch is said to end at {factor.id} (`stop: {factor.stop}`), and goes on to {causes}",
                "take `stop` away: it belongs to the last cause of a branch",
                context.keys(factor.id, "stop"),
            )


def _one_leaf(context: Context) -> Iterator[Hit]:
    outcome = context.case.causes.outcome
    if len(context.leaves) == 1 and context.leaves[0].id != outcome:
        leaf = context.leaves[0].id
        yield Hit(
            "causes",
            f"all of {outcome} is explained by {leaf} alone",
            "look for what else had to be so; contributing factors count",
            ("causes", "outcome"),
        )


def _single_fix(context: Context) -> Iterator[Hit]:
    unproved = [r.id for r in context.causes.factors if r.leaf and r.breaks_all and not r.single_fix]
    if unproved:
        yield Hit(
            "causes",
            f"in every cut set, but not over an unbroken chain of `necessary: yes`: {', '.join(unproved)}",
            "do not call these a single fix until necessity is answered up to the outcome",
            ("causes", "outcome"),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "tree.outcome",
        "The tree has an outcome",
        "warning",
        "A timeline alone tells what happened and not why. With factors but no outcome, the tree cannot be built and "
        "the case is refused before any rule runs.",
        "method T6; fault-tree practice (one top event)",
        _outcome,
    ),
    Rule(
        "tree.two-causes",
        "An effect has more than one cause",
        "note",
        "An effect mostly needs an act and a condition that lets it through. Only effects with a single cause are "
        "named: asking for one of each kind hit half of the effects in real cases. A longer run of them is one finding "
        "of `why.branch`. It cannot see a cause that nobody thought of where two are given.",
        "method T1; Apollo principle 2",
        _two_causes,
    ),
    Rule(
        "tree.complete",
        "Given all its causes, an effect always follows",
        "note",
        "An open answer is honest, and readers should see where it is. One note lists all such effects; of those "
        "with one cause the same is asked by `tree.two-causes` and `why.branch`.",
        "method T4; Why-Because Analysis, causal sufficiency",
        _complete,
        "attested",
    ),
    Rule(
        "tree.stop",
        "Every branch ends in a stated stop",
        "error",
        "An unstated end cannot be told from a forgotten one. The rule cannot see whether the stop is too early.",
        "method T8; IEC 62740 stopping rule",
        _stop,
    ),
    Rule(
        "tree.stop-inside",
        "A branch ends where its causes end, and not before",
        "error",
        "A factor with causes and a stop says both that nothing is behind it and what is. `needs_data` is left out: "
        "some causes can be known while others wait. Causes that are refuted do not count.",
        "method T8; IEC 62740 stopping rule",
        _stop_inside,
    ),
    Rule(
        "tree.one-leaf",
        "The outcome does not rest on one cause alone",
        "warning",
        "A single chain is the mark of an analysis that stopped at the first answer.",
        "method T9; W2; CAST goal 1; Card 2017",
        _one_leaf,
    ),
    Rule(
        "tree.single-fix",
        "A single fix is claimed only over answered necessity",
        "note",
        "Cut sets alone call a factor a single point of failure that nobody showed to be necessary. One note lists "
        "the factors of which it may not be said.",
        "method T3, T7; Why-Because Analysis (counterfactual test)",
        _single_fix,
    ),
)
