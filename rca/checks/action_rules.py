"""Rules about actions: what they cover, how strong they are, who owns them, when they are due."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from rca.actions.remaining import remaining_set, removed_factors
from rca.case.records import Action
from rca.causes.diagrams.render import shown
from rca.causes.gates import gate_tree
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule

_NOT_OURS: Final = frozenset({"outside_control", "normal_condition", "needs_data"})
"""Ends of a branch at which no action can be asked for, or not yet."""

_SHOWN: Final = 3
"""So many cut sets are spelled out in one finding; the rest are counted."""


def _coverage(context: Context) -> Iterator[Hit]:
    for id_ in context.actions.uncovered:
        carries = context.case.factors[id_].stop == "root" and context.results[id_].in_gate
        yield Hit(
            id_,
            f"no action addresses {id_}, and nobody declined one",
            "add an action that `targets` it, or the reason for none under `declined`",
            severity=None if carries else "warning",
        )


def _cut_sets(context: Context) -> Iterator[Hit]:
    declined = {entry.factor for entry in context.case.actions.declined}
    ours = {f.id for f in context.case.causes.factors if f.id not in declined and f.stop not in _NOT_OURS}
    reachable = [cut_set.factors for cut_set in context.actions.open if not ours.isdisjoint(cut_set.factors)]
    if not context.actions.complete:
        yield from _too_many(context, ours, reachable)
    elif reachable:
        told = "; ".join(" + ".join(cut_set) for cut_set in reachable[:_SHOWN])
        more = f"; and {len(reachable) - _SHOWN} more" if len(reachable) > _SHOWN else ""
        yield Hit(
            "actions",
            f"{len(reachable)} of {len(context.actions.cut_sets)} sets of causes would still lead to the outcome: "
            f"{told}{more}",
            "let an action eliminate one cause of each, or decline with the reason",
            ("actions",),
        )


def _too_many(context: Context, ours: AbstractSet[str], listed: Sequence[tuple[str, ...]]) -> Iterator[Hit]:
    """Ask the gates for a set that is left, where the cut sets are too many to look at each."""
    tree = gate_tree(context.case)
    on = [leaf for leaf in tree.leaves if context.results[leaf].state != "excluded"]
    left = next(iter(listed), ()) or remaining_set(tree, on, removed_factors(context.case), ours)
    if ours.isdisjoint(left):
        return
    count = context.causes.cut_sets.standing
    many = (
        "too many sets of causes to list were enough" if count is None else f"{shown(count)} sets of causes were enough"
    )
    yield Hit(
        "actions",
        f"{many}; not all are broken: {' + '.join(left)} would still lead to the outcome",
        "let an action eliminate one cause of each, or decline with the reason",
        ("actions",),
    )


def _strength(context: Context) -> Iterator[Hit]:
    if context.actions.strongest == "weaker":
        yield Hit(
            "actions",
            "all actions are of the weaker kind",
            "look for a change of the system that does not rest on memory or care",
            ("actions",),
        )


def _owned(context: Context) -> Iterator[Hit]:
    for action in context.case.actions.actions:
        lacking = list(_lacking(action)) if action.origin == "ours" and action.status != "dropped" else []
        if lacking:
            yield Hit(
                action.id,
                f"{action.id} is our own action and has no {', no '.join(lacking)}",
                "fill in what is missing",
            )


def _lacking(action: Action) -> Iterator[str]:
    if action.owner is None:
        yield "owner"
    if action.due is None:
        yield "due date"
    measures = action.measures
    stated = [m for m in (measures.process, measures.outcome) if m is not None] if measures is not None else []
    if not stated:
        yield "measure"
    elif all(measure.target is None for measure in stated):
        yield "target for its measure"


def _overdue(context: Context) -> Iterator[Hit]:
    for action in context.case.actions.actions:
        if action.due is not None and action.due < context.as_of and action.status not in {"done", "dropped"}:
            yield Hit(
                action.id,
                f"{action.id} was due on {action.due} and is {action.status}",
                "do it, or agree a new day and say so in its `history`",
            )


RULES: tuple[Rule, ...] = (
    Rule(
        "action.coverage",
        "Every root, and whatever else could be changed, has an action or a reasoned decline",
        "error",
        "A root that nobody answers will act again. What only contributes, and barriers, omissions and deviations on "
        "the way, are a warning. Nothing is asked for what lies outside control, is a normal condition, or waits for "
        "data. The rule cannot see whether the action would work.",
        "method A1; RCA2 plan elements",
        _coverage,
    ),
    Rule(
        "action.cut-sets",
        "Every set of causes that was enough is broken by an action",
        "warning",
        "Only what is done or planned to eliminate a factor breaks a set; what merely reduces it does not. Sets of "
        "which every cause is outside control, normal, short of data or declined are left out. One finding for the "
        "case.",
        "method T7; IEC 61025 minimal cut sets",
        _cut_sets,
    ),
    Rule(
        "action.strength",
        "At least one action is stronger than training and reminders",
        "warning",
        "Weaker actions rest on people remembering; alone they seldom hold. The rule takes the stated class and "
        "cannot see whether it is right.",
        "method A2; action hierarchy",
        _strength,
    ),
    Rule(
        "action.complete",
        "Every action of our own has an owner, a due date and a measure with a target",
        "error",
        "Without them nobody can say whether it was done or worked. Recommendations of others are not ours to "
        "complete, and dropped actions need nothing more.",
        "method A3; specific, measurable, accountable, time-scaled",
        _owned,
    ),
    Rule(
        "action.overdue",
        "No action is past its due date",
        "warning",
        "Judged on the day of the check, which is written beside the findings.",
        "method A3; action registers",
        _overdue,
    ),
)
