"""Mistakes of structure: everything that keeps the factors of a case from being one tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rca.case.cycles import find_cycles, told
from rca.case.parts import Part, Parts
from rca.case.records import CaseFile, Keys, Mark
from rca.case.structure import structure_mistakes as mistakes_in_parts
from rca.errors import CaseError, Mistake


def require_tree(case: CaseFile) -> None:
    """Raise where the structure of the tree has mistakes.

    Parameters
    ----------
    case : CaseFile
        The case.

    Raises
    ------
    CaseError
        With every mistake that :func:`structure_mistakes` finds.
    """
    if mistakes := structure_mistakes(case):
        raise CaseError(case.path, mistakes)


def structure_mistakes(case: CaseFile) -> tuple[Mistake, ...]:
    """Return everything that keeps the factors of a case from being one tree.

    Parameters
    ----------
    case : CaseFile
        The case, read from a folder or made in memory.

    Returns
    -------
    tuple of Mistake
        Sorted by place: what :func:`rca.case.structure.structure_mistakes` finds while a folder is read, and
        what only the whole tree shows: unknown ids, factors joined to nothing, and barriers behind themselves.

    Notes
    -----
    The rules are those of fault trees and why-because graphs (acyclic, one top, explicit gates with two or
    more inputs), see NUREG-0492 and IEC 61025.
    """
    found = [
        *mistakes_in_parts(_parts(case)),
        *_unknown_ids(case),
        *_guard_cycles(case),
        *_guarding_outcome(case),
        *_orphans(case),
    ]
    return tuple(sorted(set(found)))


@dataclass(frozen=True)
class _Read(Parts):
    """A case that was read already, in the form in which the checks of reading take it."""

    case: CaseFile

    def mark(self, path: Keys) -> Mark:
        """Return the place of a value, which the case knows."""
        return self.case.mark(path)


def _parts(case: CaseFile) -> Parts:
    causes: dict[str, Any] = {
        "outcome": case.causes.outcome,
        "factors": tuple((("causes", "factors", index), factor) for index, factor in enumerate(case.causes.factors)),
        "links": tuple((("causes", "links", index), link) for index, link in enumerate(case.causes.links)),
    }
    # An empty tree is sound here whatever the state of the case; that a case in review has one is a rule of its own.
    values = {"causes": causes, "case": {"state": "draft"}}
    return _Read({area: Part(None, None, found, whole=True) for area, found in values.items()}, case)


def _mistake(case: CaseFile, place: str | Keys, code: str, message: str, remedy: str) -> Mistake:
    mark = case.mark(place)
    return Mistake(mark.file, mark.line, mark.column, code, message, remedy)


def _unknown_ids(case: CaseFile) -> Iterator[Mistake]:
    """Find ids without a factor; reading a folder tells them as dangling, a case made in memory has them still."""
    known = case.factors
    places: list[tuple[str | None, str | Keys]] = [(case.causes.outcome, ("causes", "outcome"))]
    for index, link in enumerate(case.causes.links):
        place = ("causes", "links", index)
        places += [(link.cause, (*place, "cause")), (link.effect, (*place, "effect"))]
    places += [(factor.guards, factor.id) for factor in case.causes.factors]
    for id_, place_ in places:
        if id_ is not None and id_ not in known:
            yield _mistake(case, place_, "tree.unknown-factor", f"no factor has the id {id_}", "add it or mend the id")


def _guard_cycles(case: CaseFile) -> Iterator[Mistake]:
    """Find barriers that stand behind themselves or their own effects; cycles of links alone are told before."""
    behind: dict[str, list[str]] = {factor.id: [] for factor in case.causes.factors}
    for link in case.causes.links:
        behind.setdefault(link.effect, []).append(link.cause)
    guards = {(factor.guards, factor.id) for factor in case.causes.factors}
    for factor in case.causes.factors:
        if factor.guards in behind:
            behind[factor.guards].append(factor.id)
    for cycle in find_cycles(behind):
        barrier = next((below for above, below in pairwise(cycle) if (above, below) in guards), None)
        if barrier is not None:
            message = f"a barrier does not stand behind itself or what it causes; got {told(cycle)}"
            yield _mistake(case, barrier, "tree.cycle", message, "mend what it guards, or take one link away")


def _guarding_outcome(case: CaseFile) -> Iterator[Mistake]:
    top = case.factors.get(case.causes.outcome or "")
    if top is not None and top.guards is not None:
        message = f"the outcome guards nothing; {top.id} guards {top.guards}"
        yield _mistake(case, top.id, "tree.outcome-kind", message, "take `guards` away")


def _orphans(case: CaseFile) -> Iterator[Mistake]:
    """Find the tops of what no link or guarding joins to the outcome."""
    top = case.causes.outcome
    if top is None or top not in case.factors:
        return
    joined = _joined(case, top)
    causes = {link.cause for link in case.causes.links}
    for factor in case.causes.factors:
        second = factor.kind == "outcome" and factor.id != top
        if not second and factor.id not in joined and factor.id not in causes:
            message = f"every factor leads to the outcome {top}; {factor.id} leads to nothing"
            remedy = "link it to its effect, or let a held barrier say what it `guards`"
            yield _mistake(case, factor.id, "tree.orphan", message, remedy)


def _joined(case: CaseFile, top: str) -> set[str]:
    """Return the factors that links or guarding join to the outcome."""
    below: dict[str, list[str]] = {}
    for link in case.causes.links:
        below.setdefault(link.effect, []).append(link.cause)
    for factor in case.causes.factors:
        if factor.guards is not None:
            below.setdefault(factor.guards, []).append(factor.id)
    joined, waiting = {top}, [top]
    while waiting:
        new = [id_ for id_ in below.get(waiting.pop(), ()) if id_ not in joined]
        joined.update(new)
        waiting.extend(new)
    return joined
