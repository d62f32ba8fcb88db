"""The whys: the tree read from the outcome as questions and answers, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rca.case.records import Alternative, CaseFile, Evidence, Factor, Link
from rca.causes.evidence import factor_sources, independent_roots
from rca.causes.results import Branch, Why, WhyStep
from rca.causes.states import state_of

STOPS: Final[Mapping[str, str]] = {
    "root": "root: nothing behind it matters for the purpose of this review",
    "outside_control": "outside our control",
    "needs_data": "needs more data",
    "normal_condition": "normal condition",
}
"""Why a branch ends, in words."""

VERDICTS: Final[Mapping[str, str]] = {
    "ruled_out": "Ruled out",
    "open": "Still open",
    "accepted": "Accepted too",
}
"""What became of another explanation, in words."""


def read_whys(case: CaseFile) -> tuple[Why, ...]:
    """Read the tree from the outcome, depth first, as questions and answers.

    Parameters
    ----------
    case : CaseFile
        A case whose structure is sound.

    Returns
    -------
    tuple of Why
        Each factor that links join to the outcome; gate causes before contributing ones. A factor with
        several effects is read in full at the first and marked as seen at the others.

    Notes
    -----
    The words of the factors stand as they are, as sentences of their own, so that any wording reads well:
    "Followers paid the scammers. Why?" and back "The callers posted from 45 accounts. Therefore: Followers
    paid the scammers." The way back is the therefore-test of five-whys practice.
    """
    if case.causes.outcome is None:
        return ()
    beside = _Beside(case)
    links: dict[str, list[Link]] = {id_: [] for id_ in case.factors}
    for link in sorted(case.causes.links, key=lambda link: link.role != "gate"):
        links[link.effect].append(link)
    whys: list[Why] = []
    seen: set[str] = set()
    waiting = [(case.causes.outcome, 0)]
    while waiting:
        id_, depth = waiting.pop()
        whys.append(_why(case, beside, case.factors[id_], links[id_], depth, id_ in seen))
        if id_ not in seen:
            waiting.extend((link.cause, depth + 1) for link in reversed(links[id_]))
        seen.add(id_)
    return tuple(whys)


def sentence(text: str) -> str:
    """Return words that end as a sentence does.

    Parameters
    ----------
    text : str
        Words of a case.

    Returns
    -------
    str
        The words with a full stop, unless they end with a mark of their own.

    Examples
    --------
    >>> sentence("The callers posted the scam")
    'The callers posted the scam.'
    """
    words = " ".join(text.split())
    return words if words.endswith((".", "!", "?", "…", ".”", "?”")) else f"{words}."


class _Beside:
    """What stands beside each factor: other explanations, and barriers that held at least in part."""

    def __init__(self, case: CaseFile) -> None:
        self.alternatives: dict[str, list[Alternative]] = {}
        self.guards: dict[str, list[Factor]] = {}
        for other in case.causes.alternatives:
            self.alternatives.setdefault(other.for_factor, []).append(other)
        for factor in case.causes.factors:
            if factor.guards is not None:
                self.guards.setdefault(factor.guards, []).append(factor)


def _why(case: CaseFile, beside: _Beside, factor: Factor, links: Sequence[Link], depth: int, seen: bool) -> Why:
    written = factor.why
    question = written.question if written else f"{sentence(factor.text)} Why?"
    stop = STOPS[factor.stop] if factor.stop else None
    if seen:
        return Why(factor.id, depth, question, "", (), "", stop, state_of(factor.status), seen_before=True)
    gate = [case.factors[link.cause] for link in links if link.role == "gate"]
    more = [case.factors[link.cause] for link in links if link.role == "contributing"]
    alternatives, guards = beside.alternatives.get(factor.id, []), beside.guards.get(factor.id, [])
    sources = factor_sources(case, factor)
    return Why(
        factor=factor.id,
        depth=depth,
        question=question,
        answer=(written.answer if written else None) or _answer(factor, gate, more, guards),
        causes=tuple(cause.id for cause in (*gate, *more)),
        therefore=_therefore(factor, gate, more),
        stop=stop,
        state=state_of(factor.status),
        contributing=tuple(cause.id for cause in more),
        alternatives=tuple((other.id, _alternative(other)) for other in alternatives),
        steps=tuple(WhyStep(link.cause, link.role, link.necessary, link.because) for link in links),
        branches=tuple(_branches(alternatives, (*gate, *more))),
        complete=factor.complete,
        evidence=_refs(factor.evidence),
        sources=sources,
        independent_sources=len(independent_roots(case, sources)),
        held_back=tuple(guard.id for guard in guards),
        unfinished=not links and factor.stop is None,
    )


def _branches(alternatives: Sequence[Alternative], causes: Sequence[Factor]) -> Iterator[Branch]:
    for other in alternatives:
        yield Branch(other.id, other.text, other.verdict, other.because, _refs(other.evidence))
    for cause in causes:
        if cause.status == "refuted":
            yield Branch(cause.id, cause.text, "refuted", cause.note, _refs(cause.evidence))


def _refs(evidence: Sequence[Evidence]) -> tuple[tuple[str, str], ...]:
    return tuple((item.ref, item.says) for item in evidence)


def _answer(factor: Factor, gate: Sequence[Factor], more: Sequence[Factor], guards: Sequence[Factor]) -> str:
    parts = []
    if len(gate) == 1:
        parts.append(f"Because: {_said(gate)}")
    elif gate:
        parts.append(f"{joint_words(factor, len(gate))} {_said(gate)}")
    if more:
        parts.append(f"Made more likely by: {_said(more)}")
    if not parts and not factor.stop:
        parts.append("No cause is stated yet.")
    for state, words in (("held", "Held back by:"), ("partial", "Held back in part by:")):
        of_state = [guard for guard in guards if guard.state == state]
        if of_state:
            parts.append(f"{words} {_said(of_state)}")
    return " ".join(parts)


def _therefore(factor: Factor, gate: Sequence[Factor], more: Sequence[Factor]) -> str:
    effect = sentence(factor.text)
    if len(gate) == 1:
        return f"{_said(gate)} Therefore: {effect}"
    if gate:
        return f"{joint_words(factor, len(gate))} {_said(gate)} Therefore: {effect}"
    return f"{_said(more)} That made it more likely: {effect}" if more else ""


def joint_words(factor: Factor, count: int) -> str:
    """Return how a gate joins the causes of a factor, with a colon after it.

    Parameters
    ----------
    factor : Factor
        The factor.
    count : int
        Causes that enter its gate, two or more.
    """
    match factor.gate:
        case "any":
            return "One of these was enough:"
        case "at_least":
            return f"At least {factor.at_least} of these {count} were needed:"
        case _:
            return "Both of these were needed:" if count == 2 else "All of these were needed:"


def _said(factors: Sequence[Factor]) -> str:
    """Return factors as sentences, each with its doubt."""
    return " ".join(
        sentence(f.text) if f.status == "confirmed" else f"{sentence(f.text)[:-1]} ({f.status}){sentence(f.text)[-1]}"
        for f in factors
    )


def _alternative(alternative: Alternative) -> str:
    text = sentence(alternative.text)
    if alternative.because:
        text = f"{text} Reason: {sentence(alternative.because)}"
    return f"{VERDICTS[alternative.verdict]}: {text}"
