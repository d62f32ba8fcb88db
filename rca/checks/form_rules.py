"""Rules about things said twice or in a roundabout way; ``rca check --fix`` mends all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Final

from rca.case.records import CaseFile, Factor, Keys, Record
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule

SETS: Final = frozenset(
    {
        "about",
        "derived_from",
        "evidence",
        "factors",
        "figures",
        "languages",
        "places",
        "platforms",
        "regions",
        "rules",
        "tags",
        "targets",
        "used_by",
    }
)
"""Lists in which neither order nor number means anything."""


def repeated_items(case: CaseFile) -> Iterator[tuple[str, Keys]]:
    """Yield each item of a list that says what an earlier one of the list says, to the letter.

    Parameters
    ----------
    case : CaseFile
        The case.

    Yields
    ------
    tuple
        The place that a finding names, and the path of the item.
    """
    for id_, path, record in case.records():
        yield from ((id_, keys) for keys in _repeated(record, path))
    yield from (("case", keys) for keys in _repeated(case.head.scope, ("case", "scope")))
    for number, waiver in enumerate(case.waivers.waivers):
        path = ("waivers", "waivers", number)
        yield from ((f"waiver {number + 1}", keys) for keys in _repeated(waiver, path))


def _repeated(record: Record, path: Keys) -> Iterator[Keys]:
    for name in _sets_of(type(record)):
        items = getattr(record, name)
        if isinstance(items, tuple) and len(items) > 1:
            yield from ((*path, name, index) for index, item in enumerate(items) if item in items[:index])


@cache
def _sets_of(kind: type[Record]) -> tuple[str, ...]:
    return tuple(name for name in kind.model_fields if name in SETS)


def plain_gates(case: CaseFile) -> Iterator[tuple[Factor, str]]:
    """Yield each factor whose gate is written as a number of causes and is ``all`` or ``any``.

    Parameters
    ----------
    case : CaseFile
        The case.

    Yields
    ------
    tuple
        The factor and the plain word.
    """
    causes = Counter(link.effect for link in case.causes.links if link.role == "gate")
    for factor in case.causes.factors:
        if factor.at_least is not None and factor.at_least in {1, causes[factor.id]}:
            yield factor, "all" if factor.at_least == causes[factor.id] else "any"


def _repeats(context: Context) -> Iterator[Hit]:
    for place, keys in repeated_items(context.case):
        yield Hit(place, f"an item of `{keys[-2]}` is written twice", "remove the second", keys)


def _plain_gates(context: Context) -> Iterator[Hit]:
    for factor, word in plain_gates(context.case):
        yield Hit(
            factor.id,
            f"the gate of {factor.id} asks for at least {factor.at_least}, which is `{word}`",
            f"write `gate: {word}`",
            context.keys(factor.id, "at_least"),
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "form.repeated",
        "A list names nothing twice",
        "note",
        "The second says nothing, and one of the two is forgotten when the other is mended. Only lists in which order "
        "and number mean nothing are looked at, and only items that are alike to the letter.",
        "method 3.2; every statement once",
        _repeats,
    ),
    Rule(
        "form.plain-gate",
        "A gate that is all or any is written so",
        "note",
        "'At least two of two' makes a reader count to see that all are needed.",
        "method T5; explicit gates",
        _plain_gates,
    ),
)
