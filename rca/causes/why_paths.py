"""How the whys lead from the outcome to one factor: every path, and each read back as a chain of therefore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rca.case.records import CaseFile, Factor
from rca.causes.structure import require_tree
from rca.causes.whys import sentence
from rca.errors import InputError, Mistake

MOST_PATHS = 20
"""Most paths that are told; a cause that many branches share can have thousands."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path.

    Parameters
    ----------
    effect, cause : str
        The factor asked about, and the one that answers on this path.
    role : str
        ``gate``, ``contributing``, or ``guards`` where the cause is a barrier that held beside the effect.
    necessary : str
        Whether the effect would not have been without the cause: ``yes``, ``no`` or ``unknown``.
    because : str or None
        The reason for that answer.
    gate : str or None
        How the gate of the effect joins its causes, where there are several.
    others : tuple of str
        The other causes in that gate.
    """

    effect: str
    cause: str
    role: str
    necessary: str
    because: str | None
    gate: str | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyPath:
    """One way from the outcome to a factor.

    Parameters
    ----------
    steps : tuple of PathStep
        From the outcome down; empty for the outcome itself.
    therefore : str
        The path read back, from the factor up to the outcome.
    """

    steps: tuple[PathStep, ...]
    therefore: str


@dataclass(frozen=True, slots=True)
class WhyPaths:
    """All ways from the outcome to a factor, or the first of them.

    Parameters
    ----------
    factor : str
        The factor.
    paths : tuple of WhyPath
        In the order in which the file links them.
    complete : bool
        Whether these are all.
    """

    factor: str
    paths: tuple[WhyPath, ...]
    complete: bool


def paths_to(case: CaseFile, factor: str, most: int = MOST_PATHS) -> WhyPaths:
    """Return how the whys lead from the outcome to a factor.

    Parameters
    ----------
    case : CaseFile
        The case.
    factor : str
        Id of the factor.
    most : int
        Paths after which no further ones are looked for.

    Returns
    -------
    WhyPaths
        At least one path; ``complete`` says whether these are all.

    Raises
    ------
    CaseError
        When the structure is no tree.
    InputError
        When no factor has the id.
    """
    require_tree(case)
    if factor not in case.factors:
        near = get_close_matches(factor[:80], list(case.factors), n=1, cutoff=0.5)
        remedy = f"did you mean {near[0]}?" if near else f"known are {', '.join(list(case.factors)[:20]) or 'none yet'}"
        message = f"a path of whys leads to a factor; no factor has the id {factor[:80]!r}"
        raise InputError([Mistake("causes.yaml", 0, 0, "whys.unknown-factor", message, remedy)])
    effects = _effects(case)
    paths: list[WhyPath] = []
    waiting: list[tuple[str, tuple[PathStep, ...]]] = [(factor, ())]
    while waiting and len(paths) < most:
        id_, below = waiting.pop()
        if id_ == case.causes.outcome:
            paths.append(WhyPath(below, _therefore(case, factor, below)))
        waiting.extend((step.effect, (step, *below)) for step in reversed(effects[id_]))
    return WhyPaths(factor, tuple(paths), complete=not waiting)


def _effects(case: CaseFile) -> dict[str, list[PathStep]]:
    """Return the steps that lead up from each factor."""
    inputs: dict[str, list[str]] = {id_: [] for id_ in case.factors}
    for link in case.causes.links:
        if link.role == "gate":
            inputs[link.effect].append(link.cause)
    steps: dict[str, list[PathStep]] = {id_: [] for id_ in case.factors}
    for link in case.causes.links:
        others = tuple(id_ for id_ in inputs[link.effect] if id_ != link.cause) if link.role == "gate" else ()
        gate = _joins(case.factors[link.effect], len(others) + 1) if others else None
        steps[link.cause].append(
            PathStep(link.effect, link.cause, link.role, link.necessary, link.because, gate, others)
        )
    for factor in case.causes.factors:
        if factor.guards is not None:
            steps[factor.id].append(PathStep(factor.guards, factor.id, "guards", "no", None, None, ()))
    return steps


def _joins(effect: Factor, count: int) -> str:
    match effect.gate:
        case "any":
            return "one of them was enough"
        case "at_least":
            return f"at least {effect.at_least} of these {count} were needed"
        case _:
            return "both were needed" if count == 2 else "all were needed"


def _therefore(case: CaseFile, factor: str, steps: Sequence[PathStep]) -> str:
    return " ".join(_read_back(case, factor, steps))


def _read_back(case: CaseFile, factor: str, steps: Sequence[PathStep]) -> Iterator[str]:
    words = {"gate": "Therefore:", "contributing": "That made it more likely:", "guards": "That held back, in part:"}
    yield sentence(case.factors[factor].text)
    for step in reversed(steps):
        if step.role == "guards" and case.factors[step.cause].state == "held":
            yield f"That held back: {sentence(case.factors[step.effect].text)}"
        else:
            yield f"{words[step.role]} {sentence(case.factors[step.effect].text)}"
