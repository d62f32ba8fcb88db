"""Everything that is shown about the causes of one case."""

from __future__ import annotations

from dataclasses import dataclass

from rca.case.records import CaseFile
from rca.causes.actual import ActualCauses
from rca.causes.barriers import BarrierLine
from rca.causes.changes import ChangeLine
from rca.causes.diagrams.results import Importance
from rca.causes.results import CausesResult
from rca.causes.what_if import WhatIf


@dataclass(frozen=True)
class CaseAnswer:
    """Everything that is shown about the causes of one case.

    Parameters
    ----------
    case : CaseFile
        For the words.
    result : CausesResult
        The computed tree, with the cut sets to list.
    single_points : tuple of str
        Leaves that are a cut set alone.
    importance : tuple of Importance
        Of each leaf; none for a case without factors.
    path_sets : tuple of tuple of str
        The smallest sets of leaves whose joint absence rules the outcome out.
    actual : ActualCauses
        What caused the outcome in this case.
    barriers : tuple of BarrierLine
        One for each barrier.
    changes : tuple of ChangeLine
        One for each difference from before.
    what_if : WhatIf or None
        The answer to what was supposed.
    """

    case: CaseFile
    result: CausesResult
    single_points: tuple[str, ...]
    importance: tuple[Importance, ...]
    path_sets: tuple[tuple[str, ...], ...]
    actual: ActualCauses
    barriers: tuple[BarrierLine, ...]
    changes: tuple[ChangeLine, ...]
    what_if: WhatIf | None
