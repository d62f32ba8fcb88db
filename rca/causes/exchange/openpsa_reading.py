"""Read the text of an Open-PSA document: definitions with their lines, then one sound tree."""

from __future__ import annotations

from collections.abc import Mapping

from rca.causes.diagrams.fault_tree import FaultTree
from rca.causes.diagrams.soundness import unsound
from rca.causes.exchange.openpsa_elements import REFERENCES
from rca.causes.exchange.openpsa_parsing import Definitions, parse_definitions
from rca.errors import InputError, Mistake


def parse_openpsa(text: bytes, file: str, top: str | None = None) -> FaultTree:
    """Return the fault tree of a document, or raise :class:`InputError` with all its mistakes."""
    found = parse_definitions(text, file)
    mistakes = list(found.mistakes)
    if top is None:
        top = _only_top(found, mistakes)
    tree = FaultTree(
        top=top or "",
        gates=found.gates,
        events=tuple(found.events),
        probabilities=found.probabilities,
        houses=found.houses,
        labels=found.labels,
        name=found.name,
    )
    whole = not mistakes  # the rest of a broken file would be taken for unknown names
    for problem in unsound(tree) if whole or found.well_formed else ():
        if problem.code in ("tree.defined-twice", "tree.no-top") and not whole:
            continue
        line, column = found.first_use(problem.missing) or found.lines.get(problem.name) or (0, 0)
        mistakes.append(Mistake(file, line, column, problem.code, problem.message, problem.remedy))
    mistakes += _wrong_kind(found)
    if mistakes:
        raise InputError(sorted(mistakes))
    return tree


def _only_top(found: Definitions, mistakes: list[Mistake]) -> str | None:
    used = frozenset().union(*found.used.values())
    tops = [name for name in found.gates if name not in used]
    if len(tops) == 1:
        return tops[0]
    if not found.well_formed:
        return None
    if not found.gates:
        message, remedy = "a fault tree has at least one gate; here is none", "define one"
    elif tops:
        shown = ", ".join(tops[:8]) + (" and others" if len(tops) > 8 else "")
        message, remedy = f"one gate must be the top; {len(tops)} are used by no other: {shown}", "say which is meant"
    else:
        return next(iter(found.gates))  # all are used, so there is a cycle, which is told
    mistakes.append(Mistake(found.file, 0, 0, "openpsa.top", message, remedy))
    return tops[0] if tops else None


def _wrong_kind(found: Definitions) -> list[Mistake]:
    """Return references that call a gate an event, or the reverse."""
    mistakes = []
    real: tuple[tuple[str, Mapping[str, object]], ...] = (
        ("gate", found.gates),
        ("house-event", found.houses),
        ("basic-event", found.events),
    )
    for kind, names in found.used.items():
        for other, defined in real:
            if kind in (other, "event"):
                continue
            for name in names.keys() & defined.keys():
                message = f"{name!r} is a {REFERENCES[other]}, not a {REFERENCES[kind]}"
                mistakes.append(Mistake(found.file, *names[name], "openpsa.kind", message, "mend the element"))
    return mistakes
