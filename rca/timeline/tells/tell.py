"""All that a timeline and its exports tell, in one frozen result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.case.records import CaseFile
from rca.timeline.results import TimelineResult
from rca.timeline.tells.durations import Elapsed, elapsed
from rca.timeline.tells.gaps import Silence, silences
from rca.timeline.tells.handovers import Handover, Passings, handovers, passings
from rca.timeline.tells.milestones import Milestone, OrderViolation, milestones, order_violations
from rca.timeline.tells.source_quality import SourceQuality, source_quality

if TYPE_CHECKING:
    from rca.evidence.read import EvidenceTable


@dataclass(frozen=True)
class Told:
    """What a timeline tells beside its events; each part is described where it is made."""

    milestones: tuple[Milestone, ...]
    violations: tuple[OrderViolation, ...]
    durations: tuple[Elapsed, ...]
    silences: tuple[Silence, ...]
    handovers: tuple[Handover, ...]
    passings: tuple[Passings, ...]
    sources: tuple[SourceQuality, ...]

    def __repr__(self) -> str:
        return f"Told({len(self.milestones)} milestones, {len(self.handovers)} handovers, {len(self.sources)} exports)"


def tell(case: CaseFile, result: TimelineResult, tables: Sequence[EvidenceTable] = ()) -> Told:
    """Return what a timeline and its exports tell.

    Parameters
    ----------
    case : CaseFile
        For its milestones, calendars and zones.
    result : TimelineResult
        The solved timeline.
    tables : sequence of EvidenceTable
        The exports of the case, as `rca.evidence.read.read_evidence` gives them.

    Returns
    -------
    Told
        The same for the same case.
    """
    reached = milestones(case, result)
    return Told(
        milestones=reached,
        violations=order_violations(case, reached, result),
        durations=elapsed(case, result),
        silences=silences(case, result),
        handovers=handovers(result),
        passings=passings(tables),
        sources=source_quality(tables),
    )
