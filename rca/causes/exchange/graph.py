"""What a drawn graph of the tree holds, whatever the language it is written in: factors, gates, links, guards."""

from __future__ import annotations

from dataclasses import dataclass

from rca.case.records import CaseFile, Factor
from rca.causes.structure import require_tree


@dataclass(frozen=True, slots=True)
class DrawnLink:
    """A line from a cause to its effect, or to the gate of its effect.

    Parameters
    ----------
    cause, effect : str
        Ids of factors.
    in_gate : bool
        Whether the line ends at the gate of the effect.
    contributing : bool
        Whether the cause only made the effect more likely.
    """

    cause: str
    effect: str
    in_gate: bool
    contributing: bool


@dataclass(frozen=True, slots=True)
class DrawnGraph:
    """Everything that is drawn, in the order of the file.

    Parameters
    ----------
    factors : tuple of Factor
        Each once, also where several effects share it.
    gates : tuple of Factor
        Those in which several causes meet.
    links : tuple of DrawnLink
        One for each link.
    guards : tuple of (barrier, factor)
        Barriers that held, at least in part, with what they stand beside.
    """

    factors: tuple[Factor, ...]
    gates: tuple[Factor, ...]
    links: tuple[DrawnLink, ...]
    guards: tuple[tuple[str, str], ...]


def drawn_graph(case: CaseFile) -> DrawnGraph:
    """Return what is drawn of the tree of a case.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    DrawnGraph
        Empty for a case without factors.

    Raises
    ------
    CaseError
        When the structure is no tree.
    """
    require_tree(case)
    factors = case.causes.factors
    gated = {factor.id for factor in factors if factor.gate is not None}
    links = tuple(
        DrawnLink(link.cause, link.effect, link.role == "gate" and link.effect in gated, link.role == "contributing")
        for link in case.causes.links
    )
    guards = tuple((factor.id, factor.guards) for factor in factors if factor.guards is not None)
    return DrawnGraph(factors, tuple(factor for factor in factors if factor.gate is not None), links, guards)


def label_words(factor: Factor) -> str:
    """Return the label of a factor: its id, its words, and how sure they are where they are not confirmed."""
    doubt = "" if factor.status == "confirmed" else f" ({factor.status})"
    state = f", {factor.state}" if factor.state else ""
    return f"{factor.id}{state}: {factor.label or factor.text}{doubt}"


def gate_words(factor: Factor) -> str:
    """Return the word of a gate: ``all``, ``any`` or the number that was needed."""
    return f"at least {factor.at_least}" if factor.gate == "at_least" else str(factor.gate)
