"""The whys as text for a reader at a terminal, and as plain data for a program."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from rca.case.records import CaseFile
from rca.causes.results import Branch, CausesResult, Why
from rca.causes.why_paths import PathStep, WhyPaths
from rca.causes.whys import VERDICTS, joint_words, sentence

WIDTH: Final = 100
"""Longest line, where the indent leaves room for words."""

_NARROWEST: Final = 50
_NEEDED: Final = {
    "yes": "Without it, {} would not have been",
    "no": "{} would have been without it, too",
    "unknown": "Whether {} needed it is open",
}


def whys_text(case: CaseFile, result: CausesResult) -> str:
    """Return the whys as indented text, each question below the one that it continues.

    Parameters
    ----------
    case : CaseFile
        The case.
    result : CausesResult
        The computed tree.

    Returns
    -------
    str
        Lines joined by newlines: the question; how the causes answer it, by their ids; what bears the factor out;
        what was not taken; the way back; and where the branch stops.
    """
    lines = [sentence(case.head.title)[:-1]]
    if not result.whys:
        return "\n".join([*lines, "", "No factor is stated yet, so there is nothing to ask."])
    above: list[Why] = []
    for why in result.whys:
        del above[why.depth :]
        parent = above[-1] if above else None
        above.append(why)
        lines += ["", *_why_lines(case, why, parent)]
    return "\n".join(lines)


def whys_json(case: CaseFile, result: CausesResult) -> list[dict[str, Any]]:
    """Return the whys as plain data, in reading order.

    Parameters
    ----------
    case : CaseFile
        For the words of the factors.
    result : CausesResult
        The computed tree.

    Returns
    -------
    list of dict
        One for each node read, with every field of the why, and ``text`` and ``status`` of its factor.
    """
    factors = case.factors
    return [
        asdict(why) | {"text": factors[why.factor].text, "status": factors[why.factor].status} for why in result.whys
    ]


def paths_text(case: CaseFile, result: CausesResult, found: WhyPaths) -> str:
    """Return how the whys lead to one factor, path by path, then the why of the factor itself.

    Parameters
    ----------
    case : CaseFile
        The case.
    result : CausesResult
        The computed tree.
    found : WhyPaths
        The paths.

    Returns
    -------
    str
        Lines joined by newlines.
    """
    lines = [sentence(case.head.title)[:-1]]
    count = f"{len(found.paths)}{'' if found.complete else ' and more'}"
    for number, path in enumerate(found.paths, 1):
        if path.steps:
            lines += ["", f"Path {number} of {count}", *_step_lines(case, path.steps[0].effect, None)]
            for step in path.steps:
                lines += _step_lines(case, step.cause, step)
            lines += _wrapped(f"Read back: {path.therefore}", 2)
    why = next((why for why in result.whys if why.factor == found.factor and not why.seen_before), None)
    if why is not None:
        lines += ["", *_why_lines(case, Why(**{**_fields(why), "depth": 0}), None)]
    return "\n".join(lines)


def paths_json(found: WhyPaths) -> dict[str, Any]:
    """Return the paths to one factor as plain data.

    Parameters
    ----------
    found : WhyPaths
        The paths.

    Returns
    -------
    dict
        ``factor, complete, paths``; each path with ``steps`` and ``therefore``.
    """
    return asdict(found)


def _fields(why: Why) -> dict[str, Any]:
    return {name: getattr(why, name) for name in Why.__slots__}


def _why_lines(case: CaseFile, why: Why, parent: Why | None) -> Iterator[str]:
    factor, indent = case.factors[why.factor], 2 * why.depth
    status = "" if factor.status == "confirmed" else f" [{factor.status}]"
    again = " (answered above)" if why.seen_before else ""
    question = why.question if case.factors[why.factor].why is None else f"{sentence(factor.text)} {why.question}"
    yield from _wrapped(f"{why.factor}  {question}{status}{again}", indent, len(why.factor) + 2)
    below = indent + 4
    if parent is not None:
        yield from _wrapped(_needed(parent, why.factor), below)
    if why.seen_before:
        return
    for words in (*_answered(case, why), *_borne_out(why), *map(_not_taken, why.branches)):
        yield from _wrapped(words, below)
    if why.complete == "no" and why.causes:
        yield from _wrapped("Other causes were not examined.", below)
    if why.therefore:
        yield from _wrapped(f"Read back: {why.therefore}", below)
    if why.stop:
        yield from _wrapped(f"Stops here: {sentence(why.stop)}", below)
    elif why.unfinished:
        yield from _wrapped("Not finished: no cause is stated, and no reason to stop.", below)


def _needed(parent: Why, id_: str) -> str:
    step = next(step for step in parent.steps if step.cause == id_)
    words = _NEEDED[step.necessary].format(parent.factor)
    if step.role == "contributing":
        words = f"Made {parent.factor} more likely"
    return f"{words}: {sentence(step.because)}" if step.because else f"{words}."


def _answered(case: CaseFile, why: Why) -> Iterator[str]:
    factor = case.factors[why.factor]
    if factor.why and factor.why.answer:
        yield f"Answer: {sentence(factor.why.answer)}"
    gate = [step.cause for step in why.steps if step.role == "gate"]
    parts = []
    if gate:
        parts.append(f"{joint_words(factor, len(gate)) if len(gate) > 1 else 'Because:'} {', '.join(gate)}.")
    if why.contributing:
        parts.append(f"Made more likely by: {', '.join(why.contributing)}.")
    if parts:
        yield " ".join(parts)
    for id_ in why.held_back:
        part = "" if case.factors[id_].state == "held" else " in part"
        yield f"Held back{part} by: {id_}  {sentence(case.factors[id_].text)}"


def _borne_out(why: Why) -> Iterator[str]:
    support = [ref for ref, says in why.evidence if says == "supports"]
    against = [ref for ref, says in why.evidence if says == "refutes"]
    count = f"{why.independent_sources} independent source{'' if why.independent_sources == 1 else 's'}"
    if support:
        yield f"Borne out by: {', '.join(support)} ({count})." if why.state != "excluded" else _list("For it", support)
    if against:
        yield (
            f"Refuted by: {', '.join(against)} ({count})." if why.state == "excluded" else _list("Against it", against)
        )
    if not why.evidence:
        yield "No evidence is named."


def _list(words: str, refs: list[str]) -> str:
    return f"{words}: {', '.join(refs)}."


def _not_taken(branch: Branch) -> str:
    verdict = VERDICTS.get(branch.verdict, "Refuted")
    refs = f" ({', '.join(ref for ref, _ in branch.evidence)})" if branch.evidence else ""
    text = f"{verdict}: {branch.id}  {sentence(branch.text)}"
    if branch.because:
        return f"{text} Reason: {branch.because.strip().rstrip('.')}{refs}."
    return f"{text} No reason is given{refs}."


def _step_lines(case: CaseFile, id_: str, step: PathStep | None) -> Iterator[str]:
    factor = case.factors[id_]
    status = "" if factor.status == "confirmed" else f" [{factor.status}]"
    yield from _wrapped(f"{id_}  {sentence(factor.text)}{status}{_link_words(step)}", 2, len(id_) + 2)


def _link_words(step: PathStep | None) -> str:
    if step is None:
        return ""
    if step.role == "guards":
        return f" (stands beside {step.effect})"
    if step.role == "contributing":
        return f" (made {step.effect} more likely)"
    joined = f"with {', '.join(step.others)}: {step.gate}; " if step.others else ""
    needed = _NEEDED[step.necessary].format(step.effect)
    needed = needed if step.necessary == "no" else needed[0].lower() + needed[1:]
    reason = f": {step.because.strip().rstrip('.')}" if step.because else ""
    return f" ({joined}{needed}{reason})"


def _wrapped(text: str, indent: int, hang: int = 2) -> list[str]:
    """Return lines of a text at an indent, further lines hanging; words are never broken."""
    return textwrap.wrap(
        text,
        max(WIDTH, indent + _NARROWEST),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
