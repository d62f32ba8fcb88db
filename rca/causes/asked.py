"""The words of a what-if: which ones an id takes, and what they make of the factors of a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rca.case.records import CaseFile, Factor
from rca.causes.moments import policy_in_force
from rca.causes.results import State
from rca.causes.states import state_of
from rca.errors import Mistake, ParameterError
from rca.timeline.results import TimelineResult

BARRIER_WORDS: Final[Mapping[str, State]] = {
    "held": "excluded",
    "failed": "established",
    "missing": "established",
    "refuted": "excluded",
    "confirmed": "established",
}
"""What a word makes of the statement that the barrier failed; ``absent`` could mean either, so it is none of them."""

FACTOR_WORDS: Final[Mapping[str, State]] = {
    "absent": "excluded",
    "refuted": "excluded",
    "occurred": "established",
    "confirmed": "established",
}
"""What a word makes of a factor."""

POLICY_WORDS: Final = ("in-force", "not-in-force")


def require_words(case: CaseFile, changes: Mapping[str, str]) -> None:
    """Raise where a what-if cannot be answered.

    Parameters
    ----------
    case : CaseFile
        The case.
    changes : mapping of str to str
        A word for each id of a factor or policy.

    Raises
    ------
    ParameterError
        With every id and word that is not known, and the words that are allowed.
    """
    mistakes = [mistake for id_, word in changes.items() for mistake in _word_mistakes(case, id_, word)]
    if case.causes.outcome is None:
        message = "a what-if needs a tree; the case names no outcome yet"
        mistakes.append(
            Mistake("what-if", 0, 0, "what-if.no-tree", message, "write `outcome`, factors and links first")
        )
    if mistakes:
        raise ParameterError(mistakes)


def _word_mistakes(case: CaseFile, id_: str, word: str) -> Iterator[Mistake]:
    shown = repr(f"{id_}={word}"[:160])
    policies = {policy.id for policy in case.head.policies}
    if id_ == case.causes.outcome:
        message, remedy = f"the outcome is what is asked about; got {shown}", "name one of its causes"
        yield Mistake("what-if", 0, 0, "what-if.outcome", message, remedy)
    elif id_ not in case.factors and id_ not in policies:
        message = f"no factor or policy of the case has this id; got {shown}"
        yield Mistake(
            "what-if", 0, 0, "what-if.unknown-id", message, "name a factor such as F4, or a policy such as W1"
        )
    elif id_ in policies and not any(factor.policy == id_ for factor in case.causes.factors):
        message = f"a policy changes the factors that name it; no factor has `policy: {id_}`"
        remedy = "write it at the factors that it concerns, or name a factor"
        yield Mistake("what-if", 0, 0, "what-if.idle-policy", message, remedy)
    elif word not in (allowed := _allowed(case, id_)):
        message = f"{id_} is {_what(case, id_)}: its words are {', '.join(allowed)}; got {shown}"
        yield Mistake("what-if", 0, 0, "what-if.unknown-word", message, f"write {id_}={allowed[0]} or another of them")


def _allowed(case: CaseFile, id_: str) -> tuple[str, ...]:
    if id_ not in case.factors:
        return POLICY_WORDS
    return tuple(BARRIER_WORDS if case.factors[id_].kind == "barrier" else FACTOR_WORDS)


def _what(case: CaseFile, id_: str) -> str:
    if id_ not in case.factors:
        return "a policy"
    return "a barrier" if case.factors[id_].kind == "barrier" else "a factor"


def states_asked(case: CaseFile, changes: Mapping[str, str], timeline: TimelineResult | None) -> dict[str, State]:
    """Return the state that each factor is set to.

    Parameters
    ----------
    case : CaseFile
        The case.
    changes : mapping of str to str
        A word for each id, all known.
    timeline : TimelineResult or None
        The solved timeline, for policies.

    Returns
    -------
    dict
        In the order of the file. What is said of a factor itself counts before what is said of its policy.
    """
    asked: dict[str, State] = {}
    for factor in case.causes.factors:
        if factor.id in changes:
            words = BARRIER_WORDS if factor.kind == "barrier" else FACTOR_WORDS
            asked[factor.id] = words[changes[factor.id]]
        elif state := _by_policy(case, factor, changes.get(factor.policy or ""), timeline):
            asked[factor.id] = state
    return asked


def _by_policy(case: CaseFile, factor: Factor, word: str | None, timeline: TimelineResult | None) -> State | None:
    """Return what a policy's word makes of a factor that names it, or nothing where it stays as it is."""
    if word is None or state_of(factor.status) == "excluded":
        return None
    if factor.kind in {"omission", "procedure_deviation"} or factor.state in {"failed", "missing"}:
        return "excluded" if word == "in-force" else None
    if factor.kind != "condition":
        return None
    was_in_force = policy_in_force(case, factor, timeline)
    if was_in_force is None:
        return "possible"
    return "excluded" if was_in_force == (word == "not-in-force") else None
