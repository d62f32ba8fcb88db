"""What the causal-factor tree of a case says, once computed: plain frozen results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["established", "possible", "excluded"]


@dataclass(frozen=True, slots=True)
class CutSet:
    """A minimal set of factors that together were enough for the outcome.

    Parameters
    ----------
    factors : tuple of str
        Ids of leaf factors, in the order of the file.
    state : str
        ``established`` (all true), ``possible`` (none false) or ``excluded``.
    """

    factors: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class CutSets:
    """All minimal cut sets, or the first of them when ``complete`` is false.

    Parameters
    ----------
    sets : tuple of CutSet
        Smaller sets first, then in the order of the file.
    complete : bool
        Whether these are all.
    order : int or None
        Where they are not all: all minimal cut sets of up to this many factors are listed; larger ones that are
        listed are the first of those that are not excluded.
    count, standing : int or None
        How many there are, and how many of them are not excluded, also where they are too many to list; ``None``
        where that is not known.
    by_order : tuple of (int, int)
        Order and number of the sets of that order, as far as they are known.
    """

    sets: tuple[CutSet, ...]
    complete: bool = True
    order: int | None = None
    count: int | None = 0
    standing: int | None = 0
    by_order: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of a why: a cause that answers it, and the test of that step.

    Parameters
    ----------
    cause : str
        The factor that answers.
    role : str
        ``gate`` or ``contributing``.
    necessary : str
        Whether the effect would not have been without it: ``yes``, ``no`` or ``unknown``.
    because : str or None
        The reason for that answer.
    """

    cause: str
    role: str
    necessary: str
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch that was not taken: another explanation, or a cause that was refuted.

    Parameters
    ----------
    id : str
        An alternative or a factor.
    text : str
        What it says.
    verdict : str
        ``ruled_out``, ``open``, ``accepted`` or ``refuted``.
    because : str or None
        The reason, where one is given.
    evidence : tuple of (ref, says)
        What supports or refutes it.
    """

    id: str
    text: str
    verdict: str
    because: str | None = None
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """One node of the tree read as a question and its answers.

    Parameters
    ----------
    factor : str
        The factor asked about.
    depth : int
        Distance from the outcome along this path.
    question, answer : str
        In words; the answer joins the causes as the gate says.
    causes : tuple of str
        The causes that answer it, gate links first.
    therefore : str
        The same read back from the causes to the effect.
    stop : str or None
        Why the branch ends here, in words.
    state : str
        State of the factor.
    seen_before : bool
        Whether the factor was read on an earlier path; its causes are then not repeated.
    contributing : tuple of str
        Those of the causes that only made the factor more likely.
    alternatives : tuple of (id, words)
        Other explanations of the factor and what became of them.
    steps : tuple of WhyStep
        The same causes with the test of each step.
    branches : tuple of Branch
        What was not taken, and why: other explanations first, then causes that were refuted.
    complete : str
        Whether the causes named are all that matter: ``yes``, ``no`` or ``unknown``.
    evidence : tuple of (ref, says)
        What supports or refutes the factor itself.
    sources : tuple of str
        Sources of the evidence that bears out its status.
    independent_sources : int
        How many roots those derive from.
    held_back : tuple of str
        Barriers that held, at least in part, beside the factor.
    unfinished : bool
        Whether the branch ends here without a cause and without a reason to stop.
    """

    factor: str
    depth: int
    question: str
    answer: str
    causes: tuple[str, ...]
    therefore: str
    stop: str | None
    state: State
    seen_before: bool = False
    contributing: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, str], ...] = ()
    steps: tuple[WhyStep, ...] = ()
    branches: tuple[Branch, ...] = ()
    complete: str = "unknown"
    evidence: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    independent_sources: int = 0
    held_back: tuple[str, ...] = ()
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class FactorResult:
    """What the tree computes about one factor.

    Parameters
    ----------
    id : str
        The factor.
    state : str
        ``established``, ``possible`` or ``excluded``, from its status.
    leaf : bool
        Whether it enters cut sets itself.
    in_gate : bool
        Whether a chain of gate links joins it to the outcome.
    single_fix : bool
        Whether it is a leaf, removing it breaks every path *and* an unbroken chain of ``necessary: yes``
        says so.
    breaks_all : bool
        Whether removing it alone breaks every cut set that is not excluded, whatever was answered about
        necessity.
    sources : tuple of str
        Sources of the evidence that bears out its status, findings and figures resolved to theirs.
    independent_sources : int
        How many roots those derive from.
    on_chain : bool
        Whether an unbroken chain of ``necessary: yes`` gate links leads from it to the outcome.
    computed : str or None
        The state that its gate and the leaves below give it; ``None`` for a leaf or outside the gates.
    """

    id: str
    state: State
    leaf: bool
    in_gate: bool
    single_fix: bool
    breaks_all: bool
    sources: tuple[str, ...]
    independent_sources: int
    on_chain: bool = False
    computed: State | None = None


@dataclass(frozen=True)
class CausesResult:
    """Everything computed from the tree of a case.

    Parameters
    ----------
    outcome : str
        Id of the outcome; empty where the case names no factors yet.
    factors : tuple of FactorResult
        One for each factor, in the order of the file.
    cut_sets : CutSets
        Over the leaves that gate links join to the outcome.
    single_fixes : tuple of str
        Leaves over an unbroken chain of answered necessity, in the order of the file.
    whys : tuple of Why
        The tree read from the outcome, depth first.
    """

    outcome: str
    factors: tuple[FactorResult, ...]
    cut_sets: CutSets
    single_fixes: tuple[str, ...]
    whys: tuple[Why, ...]

    def __repr__(self) -> str:
        return f"CausesResult({len(self.factors)} factors, {len(self.cut_sets.sets)} cut sets)"
