"""Whys as lines that a person pastes: read as answers, then written into ``causes.yaml`` as factors and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from typing import Final, Literal

from rca.case.decode import wrong_character
from rca.case.editing import edit_file, with_item, with_value
from rca.case.records import CaseFile, Factor
from rca.causes.restate import restatements
from rca.errors import InputError, Mistake

LONGEST: Final = 300
"""Most characters of one answer: a factor is one statement, not a paragraph."""

MOST: Final = 50
"""Most answers that are taken at once."""

Joins = Literal["all", "any", "at_least", "contributing"]
"""How the first answer stands beside the causes that its effect has already."""

_LONGEST_NUMBER = 9

_MARKS = re.compile(
    r"(?:[-*+•–—·>→]+|=>|->|\(?\d{1,2}[.):](?!\d))\s*"
    r"|(?:why|answer|a)\s*#?\s*\d{0,2}\s*[:.)–—-]\s+"
    r"|why\s*#?\s*\d{0,2}\s*\?+\s*"
    r"|why\s*#?\s*\d{0,2}\s*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(why\b[^?]*\?)\s*(.*)", re.IGNORECASE)
_BECAUSE = re.compile(r"because\b(?:\s+of\b)?[\s,:]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastedAnswer:
    """One answer of pasted whys.

    Parameters
    ----------
    line : int
        Where it stands, counted from 1.
    text : str
        The answer alone.
    question : str or None
        The question that was written before it, where it was more than the word why.
    """

    line: int
    text: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a paste wrote.

    Parameters
    ----------
    case : CaseFile
        The case with it, as it is on the disk now.
    ids : tuple of str
        The factors that were made, from the effect down.
    notes : tuple of str
        What a person should look at.
    """

    case: CaseFile
    ids: tuple[str, ...]
    notes: tuple[str, ...]


def read_answers(text: str, name: str = "paste") -> tuple[PastedAnswer, ...]:
    r"""Read pasted lines as answers, one a line.

    Parameters
    ----------
    text : str
        The lines. Empty ones and those that begin with ``#`` are passed over; numbers, bullets, a bare "Why?" and
        "Because" at the beginning of a line are taken off.
    name : str
        Name of the file, for the mistakes.

    Returns
    -------
    tuple of PastedAnswer
        In the order of the lines.

    Raises
    ------
    InputError
        With every line that is too long, holds characters that nobody sees, or says nothing.

    Examples
    --------
    >>> [answer.text for answer in read_answers("1. Why? Because the disk was full.\n- No one watched it\n")]
    ['The disk was full', 'No one watched it']
    """
    answers: list[PastedAnswer] = []
    mistakes: list[Mistake] = []
    question: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if wrong := wrong_character(line.removesuffix("\r")):
            mistakes.append(Mistake(name, number, wrong[0] + 1, "whys.character", wrong[1], wrong[2]))
            continue
        words = " ".join(line.split())
        if not words or words.startswith("#"):
            continue
        asked, answer = _parted(words)
        question = asked or question
        if answer is None:
            continue
        if not answer:
            message = f"a line holds an answer; of {words[:80]!r} nothing is left without its first words"
            mistakes.append(Mistake(name, number, 1, "whys.empty", message, "write the answer, or delete the line"))
        elif len(answer) > LONGEST:
            message = f"an answer has at most {LONGEST} characters; this one has {len(answer):,}"
            mistakes.append(Mistake(name, number, 1, "whys.too-long", message, "say it in one statement, or in two"))
        answers.append(PastedAnswer(number, answer, question))
        question = None
    if not answers and not mistakes:
        mistakes.append(Mistake(name, 0, 0, "whys.empty", "no line holds an answer", "write one answer a line"))
    if len(answers) > MOST:
        message = f"at most {MOST} answers are taken at once; here are {len(answers):,}"
        mistakes.append(Mistake(name, answers[MOST].line, 1, "whys.too-many", message, "paste one chain at a time"))
    if mistakes:
        raise InputError(mistakes)
    return tuple(answers)


def paste_whys(
    case: CaseFile, answers: Sequence[PastedAnswer], below: str | None = None, joins: Joins | None = None
) -> Pasted:
    """Write answers into ``causes.yaml``, each as a factor that explains the one before it.

    Parameters
    ----------
    case : CaseFile
        The case as it was read; a change on the disk since then is never overwritten.
    answers : sequence of PastedAnswer
        One or more.
    below : str, optional
        The factor that the first answer explains; by default the outcome.
    joins : str, optional
        Needed where that factor has causes in its gate already: ``all`` or ``any`` as the gate says or is to say,
        ``at_least`` for a gate that says so, or ``contributing``.

    Returns
    -------
    Pasted
        The new case and the ids. The factors are assumed conditions; no stop and no necessity is guessed.

    Raises
    ------
    InputError
        When there is no such factor, or how the answers join its causes is not said. Nothing is written then.
    CaseError
        When the case would have a mistake. Nothing is written then.
    ChangedFileError
        When the file changed since it was read.
    """
    effect = _effect(case, below)
    role, gate = _joined(case, effect, joins)
    ids = tuple(islice(_fresh(case), len(answers)))
    edits = []
    if gate is not None:
        place = next(index for index, factor in enumerate(case.causes.factors) if factor.id == effect.id)
        edits.append(partial(with_value, path=("factors", place, "gate"), text=gate))
    for index, (id_, answer) in enumerate(zip(ids, answers, strict=True)):
        factor = {"id": id_, "kind": "condition", "text": answer.text, "status": "assumed"}
        # A question is about the factor that the next answer explains.
        asked = answers[index + 1].question if index + 1 < len(answers) else None
        item = factor | ({"why": {"question": asked}} if asked else {})
        edits.append(partial(with_item, path=("factors",), item=item))
    for index, (cause, above) in enumerate(zip(ids, (effect.id, *ids), strict=False)):
        link = {"cause": cause, "effect": above} | ({"role": role} if index == 0 and role == "contributing" else {})
        edits.append(partial(with_item, path=("links",), item=link))
    after = edit_file(case, "causes", edits)
    return Pasted(after, ids, tuple(_notes(after, effect, ids, answers)))


def _parted(words: str) -> tuple[str | None, str | None]:
    """Return the question and the answer of a line; the answer is ``None`` where the line only asks."""
    rest = words
    while mark := _MARKS.match(rest):
        rest = rest[mark.end() :]
    question = None
    if asked := _QUESTION.fullmatch(rest):
        question, rest = asked[1], asked[2]
        while mark := _MARKS.match(rest):
            rest = rest[mark.end() :]
    if not rest:
        return question, None
    if because := _BECAUSE.match(rest):
        rest = rest[because.end() :]
        rest = rest[:1].upper() + rest[1:]
    return question, rest.removesuffix(".") if not rest.endswith("..") else rest


def _effect(case: CaseFile, below: str | None) -> Factor:
    id_ = below or case.causes.outcome
    if id_ is None:
        message = "pasted whys explain a factor; the case has no outcome yet"
        raise _refusal("whys.no-outcome", message, "write the outcome into causes.yaml first")
    if id_ not in case.factors:
        message = f"pasted whys explain a factor; no factor has the id {id_[:80]!r}"
        raise _refusal("whys.unknown-factor", message, f"known are {', '.join(list(case.factors)[:20]) or 'none yet'}")
    return case.factors[id_]


def _fresh(case: CaseFile) -> Iterator[str]:
    """Yield ids that no factor has, after the highest number of a reasonable length."""
    numbers = (re.sub(r"\D", "", id_) for id_ in case.factors)
    highest = max((int(number) for number in numbers if len(number) <= _LONGEST_NUMBER), default=0)
    yield from (id_ for number in count(highest + 1) if (id_ := f"F{number}") not in case.factors)


def _joined(case: CaseFile, effect: Factor, joins: Joins | None) -> tuple[str, str | None]:
    """Return the role of the first link, and the gate that is to be written at its effect."""
    causes = [link.cause for link in case.causes.links if link.effect == effect.id and link.role == "gate"]
    if joins == "contributing":
        return "contributing", None
    if not causes:
        if joins is None:
            return "gate", None
        message = f"a gate joins several causes; {effect.id} has none yet"
        raise _refusal("whys.joins", message, "leave --joins out, or write contributing")
    named = f"{', '.join(causes)}{f', joined by `gate: {effect.gate}`' if effect.gate else ''}"
    if joins is None:
        message = f"{effect.id} has causes already ({named}); how these answers join them is not said"
        remedy = "add --joins all (all were needed), any (one was enough) or contributing (they raised the odds)"
        raise _refusal("whys.joins", message, remedy)
    if effect.gate is not None:
        if joins == effect.gate:
            return "gate", None
        message = f"{effect.id} has causes already ({named}); {joins} would change what is said of them"
        raise _refusal("whys.joins", message, f"write --joins {effect.gate}, or mend the gate in causes.yaml first")
    if joins == "at_least":
        message = f"`gate: at_least` names a number; {effect.id} has no gate yet"
        raise _refusal("whys.joins", message, "join them by all or any, then mend the gate in causes.yaml")
    if ("causes", "factors", list(case.factors).index(effect.id), "id") not in case.marks:
        message = f"{effect.id} stands in a typed chain, where no gate can be added from here"
        raise _refusal("whys.joins", message, f"write the answer as {{text: …, gate: {joins}}} in causes.yaml first")
    return "gate", joins


def _notes(case: CaseFile, effect: Factor, ids: Sequence[str], answers: Sequence[PastedAnswer]) -> Iterator[str]:
    if answers[0].question:
        yield f"line {answers[0].line}: the question about {effect.id} is not kept; it has its own words"
    if effect.stop:
        yield f"{effect.id} says `stop: {effect.stop}` and has a cause now: take `stop` away"
    for found in restatements(case):
        if found.factor in ids:
            yield f"{found.factor} says again what {found.ancestor} says: is it a cause of it?"
    yield "each answer is assumed: add evidence, and say of each link whether it was necessary"


def _refusal(code: str, message: str, remedy: str) -> InputError:
    return InputError([Mistake("causes.yaml", 0, 0, code, message, remedy)])
