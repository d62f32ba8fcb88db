"""Rules about the words of actions: one owner, verbs that end, and more than somebody's care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rca.case.records import Action
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule
from rca.checks.words import found, word_list

_SEVERAL: Final = re.compile(r"\s(?:and|or|&|\+)\s|[,/;]")
_OF: Final = re.compile(r"\s(?:of|for|at|in)\s")


def _ours(context: Context) -> Iterator[Action]:
    for action in context.case.actions.actions:
        if action.origin == "ours" and action.status != "dropped":
            yield action


def _one_owner(context: Context) -> Iterator[Hit]:
    for action in _ours(context):
        owner = action.owner or ""
        if _SEVERAL.search(owner):
            fault = "names several owners"
        elif _head(owner) in word_list("groups"):
            fault = "is owned by a group"
        else:
            continue
        yield Hit(
            action.id,
            f"{action.id} {fault} ({owner})",
            "name one role that answers for it, such as the head of the team",
            context.keys(action.id, "owner"),
        )


def _head(owner: str) -> str:
    """Return the word that says what an owner is: the last one before ``of`` and the like."""
    words = _OF.split(owner.casefold(), maxsplit=1)[0].split()
    return words[-1] if words else ""


def _vague_verb(context: Context) -> Iterator[Hit]:
    yield from _worded(context, "vague_verbs", "nobody can say when it is done", "say what will be there then")


def _vigilance(context: Context) -> Iterator[Hit]:
    yield from _worded(
        context,
        "vigilance",
        "it rests on people's care and goes when they go",
        "change the system so that care is not needed, or add an action that does",
    )


def _worded(context: Context, name: str, fault: str, remedy: str) -> Iterator[Hit]:
    for action in _ours(context):
        words = found(name, action.text)
        if words:
            named = ", ".join(repr(word) for word in words)
            yield Hit(action.id, f"{action.id} says {named}: {fault}", remedy, context.keys(action.id, "text"))


def _class(context: Context) -> Iterator[Hit]:
    for action in context.case.actions.actions:
        words = found("weaker", action.text)
        if action.strength == "stronger" and action.status != "dropped" and words:
            yield Hit(
                action.id,
                f"{action.id} is called stronger, and its words ({words[0]!r}) are those of a weaker action",
                "mend its `strength`, or say in its text what it changes beside that",
                context.keys(action.id, "strength"),
            )


RULES: tuple[Rule, ...] = (
    Rule(
        "action.one-owner",
        "One role answers for an action of our own",
        "warning",
        "What a team owns, nobody is asked about. The rule knows words for groups and signs of several owners; it "
        "cannot see whether the role exists.",
        "method A3; action registers (a team is no owner)",
        _one_owner,
        "lexical",
    ),
    Rule(
        "action.vague-verb",
        "An action says what will be there when it is done",
        "warning",
        "'Improve' and 'ensure' are never finished. Recommendations of others are in their words and are left out.",
        "method A3; specific, measurable, accountable, time-scaled",
        _vague_verb,
        "lexical",
    ),
    Rule(
        "action.vigilance",
        "An action would outlast the people who agreed it",
        "warning",
        "Reminders and calls for care wear off within weeks. Recommendations of others are left out.",
        "method A9; action registers",
        _vigilance,
        "lexical",
    ),
    Rule(
        "action.class",
        "The class of an action fits its words",
        "note",
        "Training, reminders and warnings are of the weaker class, whatever they are called. A stronger action may "
        "mention them, so this is a note.",
        "method A2; action hierarchy",
        _class,
        "lexical",
    ),
)
