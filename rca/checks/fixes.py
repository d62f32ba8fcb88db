"""Fixes that are certain: the case says the same afterwards, to the letter of what the rules compute.

Nothing is guessed: items written twice, gates that are `all` or `any` in other words, and places of waivers at which
nothing is found. A finding that depends on the day is left to a person, and so is every other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.atomic import sha256_of, write_atomic
from rca.case.editing import with_value, without_item
from rca.case.marks import compose
from rca.case.nodes import Document
from rca.case.reading import read_folder
from rca.case.records import CaseFile, Keys
from rca.checks.form_rules import plain_gates, repeated_items
from rca.checks.results import Findings
from rca.checks.rules import RULES
from rca.checks.waiver_rules import idle_places
from rca.errors import ChangedFileError

_KNOWN: Final = frozenset(rule.id for rule in RULES)

_OF_THE_DAY: Final = frozenset({"action.overdue", "action.effect-review", "waiver.expired"})
"""Rules that may find something tomorrow at a place where they find nothing today."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One change of one file.

    Parameters
    ----------
    rule : str
        The rule that asks for it.
    file, line
        Where, before the change; lines are counted from 1.
    words : str
        What was changed.
    """

    rule: str
    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: fixed {self.rule}: {self.words}"


@dataclass(frozen=True, slots=True)
class _Change:
    """A value to take out (``text`` is None) or to write."""

    path: Keys
    text: str | None = None


def fix_case(case: CaseFile, findings: Findings) -> tuple[Fix, ...]:
    """Write the fixes that are certain into the files of a case; comments and all other lines stay.

    Parameters
    ----------
    case : CaseFile
        The case as it was read.
    findings : Findings
        What the rules found in it.

    Returns
    -------
    tuple of Fix
        What was changed, in the order of the files; empty where nothing was, as after a second time.

    Raises
    ------
    ChangedFileError
        When a file changed since it was read; nothing is written then.
    CaseError
        When the case would have a mistake; nothing is written then.
    """
    steps = [*_repeats(case), *_gates(case), *_idle(case, findings)]
    texts: dict[str, str] = {}
    made: list[Fix] = []
    # From the end of each file to its beginning, so that what is taken out moves nothing that is still to come.
    for fix, changes in sorted(steps, key=lambda step: _order(step[1][0].path), reverse=True):
        name = fix.file
        text = texts.get(name) or _read(case, name)
        changed = _changed(name, text, changes)
        if changed is not None:
            texts[name] = changed
            made.append(fix)
    if texts:
        read_folder(case.path, {name: text.encode("utf-8") for name, text in texts.items()})
    for name, text in sorted(texts.items()):
        write_atomic(case.path / name, text.encode("utf-8"), case.hashes[name])
    return tuple(sorted(made, key=lambda fix: (fix.file, fix.line, fix.words)))


def _order(path: Keys) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, part, "") if isinstance(part, int) else (1, 0, part) for part in path)


def _read(case: CaseFile, name: str) -> str:
    data = (case.path / name).read_bytes()
    if sha256_of(data) != case.hashes[name]:
        raise ChangedFileError(case.path / name)
    return data.decode("utf-8")


def _changed(name: str, text: str, changes: Sequence[_Change]) -> str | None:
    """Return the text after all changes, or None where one cannot be made by a plain cut."""
    for change in changes:
        document, mistakes = compose(name, text.encode("utf-8"))
        if document is None or mistakes:
            return None
        try:
            text = _edited(document, change)
        except (ValueError, KeyError, IndexError):
            return None  # the place is written in a way that a person has to mend
    return text


def _edited(document: Document, change: _Change) -> str:
    path = change.path[1:]
    return without_item(document, path) if change.text is None else with_value(document, path, change.text)


def _repeats(case: CaseFile) -> Iterator[tuple[Fix, list[_Change]]]:
    for place, path in repeated_items(case):
        yield (
            _fix(case, "form.repeated", path, f"an item of `{path[-2]}` of {place} stood there twice"),
            [_Change(path)],
        )


def _gates(case: CaseFile) -> Iterator[tuple[Fix, list[_Change]]]:
    numbers = {factor.id: number for number, factor in enumerate(case.causes.factors)}
    for factor, word in plain_gates(case):
        path: Keys = ("causes", "factors", numbers[factor.id])
        fix = _fix(case, "form.plain-gate", path, f"the gate of {factor.id} is written `{word}`")
        yield fix, [_Change((*path, "at_least")), _Change((*path, "gate"), word)]


def _idle(case: CaseFile, findings: Findings) -> Iterator[tuple[Fix, list[_Change]]]:
    repeated = {path for _, path in repeated_items(case)}
    for number, idle in idle_places(case, findings, findings.as_of):
        waiver = case.waivers.waivers[number]
        if waiver.rule not in _KNOWN or waiver.rule in _OF_THE_DAY:
            continue
        path: Keys = ("waivers", "waivers", number)
        named = f"{waiver.rule} finds nothing at {', '.join(waiver.places[index] for index in idle)}"
        if len(idle) == len(waiver.places):
            yield _fix(case, "waiver.unused", path, f"waiver {number + 1} is removed: {named}"), [_Change(path)]
            continue
        for index in idle:
            place = (*path, "places", index)
            if place not in repeated:
                yield (
                    _fix(case, "waiver.unused", place, f"a place of waiver {number + 1} is removed: {named}"),
                    [_Change(place)],
                )


def _fix(case: CaseFile, rule: str, path: Keys, words: str) -> Fix:
    mark = case.mark(path)
    return Fix(rule, mark.file, mark.line, words)
