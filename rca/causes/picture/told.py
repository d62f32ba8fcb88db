"""What a picture of the tree says, in words for who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rca.case.records import CaseFile
from rca.causes.diagrams.render import shown
from rca.causes.picture.drawn import Page
from rca.causes.results import CausesResult, State
from rca.drawing.words import plain

_STATES: tuple[State, ...] = ("established", "possible", "excluded")
_JOINED = {"all": "all of", "any": "any one of"}
_MOST_NAMED = 12


def describe_page(case: CaseFile, result: CausesResult, pages: Sequence[Page], number: int) -> tuple[str, str]:
    """Return title and description of a page.

    Parameters
    ----------
    case : CaseFile
        Words and gates.
    result : CausesResult
        The finding, told on the first page.
    pages : sequence of Page
        All of them.
    number : int
        The page, from 1.

    Returns
    -------
    tuple of str
        What it is, and what it says.
    """
    page = pages[number - 1]
    title = "Causal-factor tree" + (f", part {number} of {len(pages)}" if len(pages) > 1 else "")
    if number > 1:
        title += f": causes of {_few(list(dict.fromkeys(root.id for root in page.stretches)))}"
    parts = [*finding(case, result)] if number == 1 else []
    if len(pages) > 1:
        count = len({node.id for node, _ in page.walk() if not node.elsewhere and node.role != "alternative"})
        parts.append(f"{_counted(count, 'factor')} in this part.")
    parts += [_because(case, root.id) for root in page.stretches]
    return title, " ".join(part for part in parts if part)


def describe_overview(case: CaseFile, result: CausesResult, pages: Sequence[Page]) -> tuple[str, str]:
    """Return title and description of the overview of all pages.

    Parameters
    ----------
    case : CaseFile
        Words.
    result : CausesResult
        The finding.
    pages : sequence of Page
        All of them.

    Returns
    -------
    tuple of str
        What it is, and what it says.
    """
    begins = [
        f"part {number} with {_few(list(dict.fromkeys(root.id for root in page.stretches)))}"
        for number, page in enumerate(pages, 1)
    ]
    title = f"Causal-factor tree, overview of {len(pages)} parts"
    return title, f"{' '.join(finding(case, result))} Where branches begin: {_few(begins)}."


def finding(case: CaseFile, result: CausesResult) -> Iterator[str]:
    """Yield what the whole tree says: the outcome, how many factors in which state, cut sets, single fixes.

    Parameters
    ----------
    case : CaseFile
        Words.
    result : CausesResult
        The analysed tree.

    Yields
    ------
    str
        A sentence.
    """
    outcome = case.factors[result.outcome]
    yield f"The outcome, {result.outcome}: {plain(outcome.label or outcome.text).rstrip('.')}."
    others = [factor for factor in result.factors if factor.id != result.outcome and factor.id in case.factors]
    if not others:
        yield "No cause is drawn."
        return
    states = Counter(factor.state for factor in others)
    told = ", ".join(f"{states[state]} {state}" for state in _STATES if states[state])
    yield f"{_counted(len(others), 'factor')} behind it or beside it: {told}."
    sets, live = result.cut_sets, [found for found in result.cut_sets.sets if found.state != "excluded"]
    if len(live) == 1 and sets.complete:
        yield f"One set of factors explains it, each of them needed: {_few(live[0].factors)}."
    elif sets.standing is not None and sets.standing > 1:
        yield f"{shown(sets.standing)} minimal sets of factors explain it."
    elif live:
        yield f"{len(live)} or more minimal sets of factors explain it."
    if result.single_fixes:
        one = len(result.single_fixes) == 1
        yield f"{'Single fix' if one else 'Single fixes'}: {_few(result.single_fixes)}."
    held = [id_ for factor in others if case.factors[id_ := factor.id].guards is not None]
    if held:
        yield f"{'Barrier' if len(held) == 1 else 'Barriers'} that held in whole or part: {_few(held)}."


def _because(case: CaseFile, id_: str) -> str:
    """Return the causes of a factor as its gate joins them."""
    causes = [link.cause for link in case.causes.links if link.effect == id_ and link.role == "gate"]
    if not causes:
        return ""
    factor = case.factors[id_]
    joined = _JOINED.get(factor.gate or "", f"at least {factor.at_least} of") if len(causes) > 1 else ""
    return f"{id_} because of {joined} {_few(causes)}.".replace("  ", " ")


def _few(ids: Sequence[str]) -> str:
    """Return ids as a list, the further ones of many as a number."""
    if len(ids) > _MOST_NAMED:
        return f"{', '.join(ids[:_MOST_NAMED])} and {len(ids) - _MOST_NAMED} more"
    return " and ".join(filter(None, (", ".join(ids[:-1]), ids[-1])))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
