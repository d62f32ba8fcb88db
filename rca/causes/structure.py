"""Mistakes of structure: everything that keeps the factors of a case from being one tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rca.case.records import CaseFile, Factor, Keys, Link
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
        The case.

    Returns
    -------
    tuple of Mistake
        Sorted by place. Unknown ids, cycles, a missing or second top, factors joined to nothing, gates
        that are missing, idle or out of range, and barriers that held inside a gate.

    Notes
    -----
    The rules are those of fault trees and why-because graphs (acyclic, one top, explicit gates with two or
    more inputs), see NUREG-0492 and IEC 61025.
    """
    known = case.factors
    links = tuple(link for link in case.causes.links if {link.cause, link.effect} <= known.keys())
    causes: dict[str, list[str]] = {id_: [] for id_ in known}
    for link in links:
        causes[link.effect].append(link.cause)
    found = [
        *_unknown_ids(case),
        *_repeated_links(case),
        *_cycles(case, causes),
        *_tops(case, causes),
        *_gates(case, links),
        *_held_in_gate(case),
    ]
    return tuple(sorted(set(found)))


def _mistake(case: CaseFile, place: str | Keys, code: str, message: str, remedy: str) -> Mistake:
    mark = case.mark(place)
    return Mistake(mark.file, mark.line, mark.column, code, message, remedy)


def _link_place(index: int, *keys: str) -> Keys:
    return ("causes", "links", index, *keys)


def _unknown_ids(case: CaseFile) -> Iterator[Mistake]:
    known = case.factors
    places: list[tuple[str | None, str | Keys]] = [(case.causes.outcome, ("causes", "outcome"))]
    for index, link in enumerate(case.causes.links):
        places += [(link.cause, _link_place(index, "cause")), (link.effect, _link_place(index, "effect"))]
    places += [(factor.guards, factor.id) for factor in case.causes.factors]
    for id_, place in places:
        if id_ is not None and id_ not in known:
            yield _mistake(case, place, "tree.unknown-factor", f"no factor has the id {id_}", "add it or mend the id")


def _repeated_links(case: CaseFile) -> Iterator[Mistake]:
    seen: set[tuple[str, str]] = set()
    for index, link in enumerate(case.causes.links):
        if (link.cause, link.effect) in seen:
            message = f"a cause is linked to an effect once; {link.cause} is linked to {link.effect} again"
            yield _mistake(case, _link_place(index), "tree.repeated-link", message, "keep one of the links")
        seen.add((link.cause, link.effect))


def _cycles(case: CaseFile, causes: Mapping[str, list[str]]) -> Iterator[Mistake]:
    """Report one cycle for each link that closes one, in the order of a depth-first walk of the file."""
    places: dict[tuple[str, str], str | Keys] = {}
    behind = {id_: list(ids) for id_, ids in causes.items()}
    for factor in case.causes.factors:
        if factor.guards in behind:
            behind[factor.guards].append(factor.id)
            places[factor.guards, factor.id] = factor.id
    for index, link in reversed(tuple(enumerate(case.causes.links))):
        places[link.effect, link.cause] = _link_place(index)
    done: set[str] = set()
    for start in behind:
        path: list[str] = []
        walk: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            path, walk = [start], [(start, iter(behind[start]))]
        while walk:
            node, rest = walk[-1]
            cause = next(rest, None)
            if cause is None:
                done.add(node)
                path.pop()
                walk.pop()
            elif cause in path:
                cycle = " because of ".join((*path[path.index(cause) :], cause))
                message = f"a factor cannot stand behind itself, as cause or as barrier; here {cycle}"
                yield _mistake(case, places[node, cause], "tree.cycle", message, "take one link of the cycle away")
            elif cause not in done:
                path.append(cause)
                walk.append((cause, iter(behind[cause])))


def _tops(case: CaseFile, causes: Mapping[str, list[str]]) -> Iterator[Mistake]:
    factors, top = case.factors, case.causes.outcome
    if top is None:
        if factors:
            message = "a tree has one outcome; `outcome` is not given"
            yield _mistake(case, ("causes",), "tree.no-outcome", message, "write `outcome:` with the id of a factor")
        return
    if top not in factors:
        return
    if factors[top].kind != "outcome":
        message = f"the factor named by `outcome` has `kind: outcome`; {top} is {_kind(factors[top])}"
        yield _mistake(case, top, "tree.outcome-kind", message, "mend the kind or the id")
    if factors[top].guards is not None:
        message = f"the outcome guards nothing; {top} guards {factors[top].guards}"
        yield _mistake(case, top, "tree.outcome-kind", message, "take `guards` away")
    for index, link in enumerate(case.causes.links):
        if link.cause == top:
            message = f"the outcome is the top of the tree; here it is a cause of {link.effect}"
            yield _mistake(
                case,
                _link_place(index),
                "tree.outcome-as-cause",
                message,
                "turn the link or name another outcome",
            )
    joined = _joined(case, causes, top)
    effects = {link.cause for link in case.causes.links}
    for factor in case.causes.factors:
        if factor.kind == "outcome" and factor.id != top:
            message = f"a tree has one outcome, {top}; {factor.id} is a second one"
            yield _mistake(
                case, factor.id, "tree.second-outcome", message, "give it another kind, or a case of its own"
            )
        elif factor.id not in joined and factor.id not in effects:
            message = f"every factor leads to the outcome {top}; {factor.id} leads to nothing"
            yield _mistake(
                case,
                factor.id,
                "tree.orphan",
                message,
                "link it to its effect, or let a held barrier say what it `guards`",
            )


def _joined(case: CaseFile, causes: Mapping[str, list[str]], top: str) -> set[str]:
    """Return the factors that links or guarding join to the outcome."""
    below: dict[str, list[str]] = {id_: list(ids) for id_, ids in causes.items()}
    for factor in case.causes.factors:
        if factor.guards in below:
            below[factor.guards].append(factor.id)
    joined, waiting = {top}, [top]
    while waiting:
        new = [id_ for id_ in below[waiting.pop()] if id_ not in joined]
        joined.update(new)
        waiting.extend(new)
    return joined


def _gates(case: CaseFile, links: tuple[Link, ...]) -> Iterator[Mistake]:
    inputs = dict.fromkeys(case.factors, 0)
    for link in links:
        inputs[link.effect] += link.role == "gate"
    for index, factor in enumerate(case.causes.factors):
        count, place = inputs[factor.id], ("causes", "factors", index, "gate")
        if count >= 2 and factor.gate is None:
            message = f"two or more gate links meet in a gate; {factor.id} has {count} and no `gate`"
            yield _mistake(case, place, "tree.gate-missing", message, "write `gate: all`, `any` or `at_least`")
        elif count < 2 and factor.gate is not None:
            message = f"a gate joins two or more gate links; {factor.id} has `gate: {factor.gate}` and {count}"
            yield _mistake(case, place, "tree.gate-idle", message, "take `gate` away or add the other causes")
        elif factor.at_least is not None and factor.at_least > count:
            message = f"`at_least` is at most the gate links; {factor.id} asks for {factor.at_least} of {count}"
            yield _mistake(case, place, "tree.gate-range", message, "lower `at_least` or add the other causes")


def _held_in_gate(case: CaseFile) -> Iterator[Mistake]:
    for index, link in enumerate(case.causes.links):
        cause = case.factors.get(link.cause)
        if cause is not None and cause.state in {"held", "partial"} and link.role == "gate":
            message = f"a barrier that held in whole or part enters no gate; {cause.id} enters that of {link.effect}"
            yield _mistake(
                case,
                _link_place(index),
                "tree.held-in-gate",
                message,
                f"write `guards: {link.effect}` at {cause.id} and take the link away",
            )


def _kind(factor: Factor) -> str:
    return factor.kind.replace("_", " ")
