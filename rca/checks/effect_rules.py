"""Rules about what actions of our own achieve: measures, reviews of effect, the questions before them, the kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rca.case.records import Action
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule
from rca.checks.words import found

_QUESTIONS: Final = {
    "prevents": "does it prevent a recurrence",
    "feasible": "can it be done",
    "mission": "can the work still be done with it",
    "new_risks": "are its new risks stated",
    "immediate": "were the immediate actions right",
}


def _ours(context: Context) -> Iterator[Action]:
    """Yield the actions that are ours to complete and not dropped; recommendations of others are not."""
    for action in context.case.actions.actions:
        if action.origin == "ours" and action.status != "dropped":
            yield action


def _measures(context: Context) -> Iterator[Hit]:
    for action in _ours(context):
        measures = action.measures
        stated = [m for m in (measures.process, measures.outcome) if m is not None] if measures is not None else []
        if measures is None or all(measure.target is None for measure in stated):
            continue  # that is asked by action.complete
        lacking = list(_lacking(action))
        balanced = measures.balancing is not None
        if lacking or not balanced:
            lacking += [] if balanced else ["measure of what must not get worse (`balancing`)"]
            yield Hit(
                action.id,
                f"{action.id} has no {', no '.join(lacking)}",
                "say how one sees that it was done, and that it worked: what, baseline, target, sample",
                context.keys(action.id, "measures"),
                "note" if lacking == ["measure of what must not get worse (`balancing`)"] else None,
            )


def _lacking(action: Action) -> Iterator[str]:
    process, outcome = (action.measures.process, action.measures.outcome) if action.measures else (None, None)
    if process is None:
        yield "process measure (was it done?)"
    if outcome is None:
        yield "outcome measure (did it work?)"
    for name, measure in (("process", process), ("outcome", outcome)):
        if measure is not None:
            yield from (f"{key} of its {name} measure" for key in ("target", "sample") if getattr(measure, key) is None)
    if outcome is not None and outcome.baseline is None and outcome.rate is None:
        yield "baseline of its outcome measure"


def _effect(context: Context) -> Iterator[Hit]:
    for action in _ours(context):
        hit = _effect_fault(context, action)
        if hit is not None:
            yield hit


def _effect_fault(context: Context, action: Action) -> Hit | None:
    outcome = action.measures.outcome if action.measures is not None else None
    review = outcome.review_on if outcome is not None else None
    verdict = action.verdict.result if action.verdict is not None else None
    done = action.status == "done"
    if done and verdict == "not_effective":
        if _replaced(context, action):
            return None
        words = f"{action.id} is done, was judged not effective, and no other action targets what it does"
        return Hit(action.id, words, "open it again in its `history`, or add the action that takes its place")
    if not done and verdict == "effective":
        words, remedy = f"{action.id} was judged effective before it was done", "mend the `verdict` or the `history`"
    elif outcome is not None and review is None:
        words, remedy = f"no day is set on which the effect of {action.id} is judged", "set `review_on` of its outcome"
    elif review is not None and action.due is not None and review <= action.due:
        words = f"the effect of {action.id} is judged on {review}, not after {action.due}, when it is due"
        remedy = "set a later `review_on`"
    elif done and review is not None and review < context.as_of and verdict in {None, "too_early"}:
        words, remedy = f"the effect of {action.id} was to be judged on {review}", "write the `verdict`"
    else:
        return None
    return Hit(action.id, words, remedy, severity="warning")


def _replaced(context: Context, action: Action) -> bool:
    """Whether other actions, not dropped and not judged in vain, target every factor that this one does."""
    others = [
        other
        for other in context.case.actions.actions
        if other.id != action.id
        and other.status != "dropped"
        and (other.verdict is None or other.verdict.result != "not_effective")
    ]
    covered = {effect.factor for other in others for effect in other.targets}
    return bool(action.targets) and {effect.factor for effect in action.targets} <= covered


def _rare(context: Context) -> Iterator[Hit]:
    for action in context.case.actions.actions:
        if action.verdict is None or action.verdict.result != "effective":
            continue
        outcome = action.measures.outcome if action.measures is not None else None
        known = outcome is not None and outcome.sample is not None and bool(outcome.rate or outcome.baseline)
        words = found("no_recurrence", action.verdict.because)
        if words and not known:
            yield Hit(
                action.id,
                f"{action.id} is called effective because of {words[0]!r}, and it is not said how many were to be "
                "expected",
                "state the `rate` before and what was watched since (`sample`) of its outcome measure",
                context.keys(action.id, "verdict"),
            )


def _questions(context: Context) -> Iterator[Hit]:
    for action in _ours(context):
        given = action.questions
        told = {"new_risks"} if action.risk is not None else set()
        open_ = [words for name, words in _QUESTIONS.items() if name not in told and getattr(given, name, None) is None]
        if open_:
            yield Hit(
                action.id,
                f"not answered for {action.id}: {'; '.join(open_)}",
                "answer each under `questions` with `answer` and `because`",
            )


def _kinds(context: Context) -> Iterator[Hit]:
    actions = [action for action in context.case.actions.actions if action.status != "dropped"]
    for action in actions:
        removed = [
            effect.factor
            for effect in action.targets
            if effect.effect == "eliminates" and context.case.factors[effect.factor].stop == "root"
        ]
        if action.kind == "containment" and removed:
            yield Hit(
                action.id,
                f"{action.id} is containment, and is said to eliminate {', '.join(removed)}, a root",
                "containment limits the harm: let it `reduces`, or call the action corrective",
            )
    if actions and all(action.kind == "containment" for action in actions):
        yield Hit("actions", "all actions are containment", "add what corrects or prevents", ("actions",))


RULES: tuple[Rule, ...] = (
    Rule(
        "action.measures",
        "An action of our own measures that it was done and that it worked",
        "warning",
        "Done and effective are two questions. Each measure has a target and a sample, the outcome a baseline; a "
        "balancing measure is asked for in a note. Whether there is any measure at all is asked by `action.complete`.",
        "method A4; RCA2 plan elements",
        _measures,
    ),
    Rule(
        "action.effect-review",
        "The effect of an action of our own is judged after it is due, and 'not effective' opens it again",
        "error",
        "An action that is done, did not work and has no other in its place is an error; a review of effect that is "
        "missing, too early or overdue is a warning. Judged on the day of the check.",
        "method A5; registers of corrective actions",
        _effect,
    ),
    Rule(
        "action.rare",
        "Nothing having happened since is proof only beside what was to be expected",
        "warning",
        "With r cases a year and T years without one, chance alone gives exp(-rT). Where r is small that is much, and "
        "no recurrence shows nothing.",
        "method A8; RCA2 on measures of rare events",
        _rare,
        "lexical",
    ),
    Rule(
        "action.questions",
        "Five questions were put to each action of our own",
        "note",
        "Does it prevent a recurrence, can it be done, can the work still be done, are new risks stated, were the "
        "immediate actions right? The rule sees that each has an answer and a reason.",
        "method A6; DOE corrective action list",
        _questions,
        "attested",
    ),
    Rule(
        "action.kinds",
        "Containment is not counted as a correction",
        "warning",
        "Stopping the harm of today leaves the root in place. A containment action that is said to eliminate a root, "
        "and a case with nothing but containment, are named.",
        "method A7; registers of corrective actions",
        _kinds,
    ),
)
