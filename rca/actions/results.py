"""What the actions of a case achieve, once computed: plain frozen results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rca.causes.results import State

Phase = Literal["done", "planned", "dropped"]
Coverage = Literal["broken", "would be broken", "open"]


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What one action achieves on the tree.

    Parameters
    ----------
    id : str
        The action.
    text, label : str
        Its words, and a short form (the words again where none is written).
    origin : str
        ``official``, ``company`` or ``ours``.
    issuer, source : str or None
        Who recommended it, and the source that says so.
    kind : str
        ``containment``, ``corrective`` or ``preventive``.
    strength : str
        ``stronger``, ``intermediate`` or ``weaker``.
    status : str
        The last entry of its history.
    status_said : str
        When that was, in the words of the file.
    phase : str
        ``done``, ``planned`` (anything from proposed to started) or ``dropped``.
    owner : str or None
        One person or role.
    due : date or None
        The day it is due.
    eliminates, reduces : tuple of str
        Factors it removes, and factors it only makes less likely.
    breaks : tuple of int
        Indices into ``ActionsResult.cut_sets`` of the sets that it breaks by itself, were it done.
        Only what it eliminates counts.
    of : int
        How many cut sets there are to break (those not excluded).
    """

    id: str
    text: str
    label: str
    origin: str
    issuer: str | None
    source: str | None
    kind: str
    strength: str
    status: str
    status_said: str
    phase: Phase
    owner: str | None
    due: date | None
    eliminates: tuple[str, ...]
    reduces: tuple[str, ...]
    breaks: tuple[int, ...]
    of: int


@dataclass(frozen=True, slots=True)
class CutSetCover:
    """Whether a cut set that is not excluded is broken.

    Parameters
    ----------
    factors : tuple of str
        Its leaves, in the order of the file.
    state : str
        ``established`` or ``possible``.
    coverage : str
        ``broken`` by what is done, ``would be broken`` once what is planned is done too, or ``open``.
    by : tuple of str
        The actions that break it: those done where it is broken, else those done or planned.
    """

    factors: tuple[str, ...]
    state: State
    coverage: Coverage
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactorCover:
    """What is done about one factor.

    Parameters
    ----------
    id : str
        The factor.
    eliminated_by, reduced_by : tuple of str
        Actions, dropped ones left out.
    declined : str or None
        Why a person decided that there will be none.
    wanted : bool
        Whether an action or a reasoned decline is wanted at all.
    """

    id: str
    eliminated_by: tuple[str, ...]
    reduced_by: tuple[str, ...]
    declined: str | None
    wanted: bool

    @property
    def covered(self) -> bool:
        """Whether an action addresses it, or a decline gives the reason why none does."""
        return bool(self.eliminated_by or self.reduced_by or self.declined)


@dataclass(frozen=True)
class ActionsResult:
    """Everything computed from the actions of a case.

    Parameters
    ----------
    actions : tuple of ActionResult
        By what each breaks (most first), then by strength, done ones first, then in the order of the file;
        dropped ones last.
    cut_sets : tuple of CutSetCover
        The sets that are not excluded, in the order of the tree's result.
    complete : bool
        Whether all cut sets of the tree are known.
    factors : tuple of FactorCover
        One for each factor but the outcome, in the order of the file.
    uncovered : tuple of str
        Factors for which an action or a decline is wanted and there is neither.
    strongest, strongest_done : str or None
        The strongest class among the actions not dropped, and among those done.
    """

    actions: tuple[ActionResult, ...]
    cut_sets: tuple[CutSetCover, ...]
    complete: bool
    factors: tuple[FactorCover, ...]
    uncovered: tuple[str, ...]
    strongest: str | None
    strongest_done: str | None

    @property
    def open(self) -> tuple[CutSetCover, ...]:
        """The cut sets that nothing done or planned breaks."""
        return tuple(cut_set for cut_set in self.cut_sets if cut_set.coverage == "open")

    def __repr__(self) -> str:
        sets = f"{len(self.open)} of {len(self.cut_sets)} cut sets open"
        return f"ActionsResult({len(self.actions)} actions, {sets})"
