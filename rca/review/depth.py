"""What a review shows beyond timeline, tree and coverage: this case's causes, barriers, changes, plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rca.actions.hitting import Limits
from rca.actions.plan import Plan
from rca.actions.recurrence import DoneSince
from rca.causes.actual import ActualCauses
from rca.causes.barriers import BarrierLine
from rca.causes.changes import ChangeLine
from rca.causes.timing import TimingFault
from rca.review.compute import Results

_LIMITS: Final = Limits(seconds=300.0, nodes=10_000, rounds=200)
"""Counts end a search before the clock does, so that a review has the same words on a slow machine."""


@dataclass(frozen=True)
class Depth:
    """Further results of a whole case.

    Parameters
    ----------
    actual : ActualCauses
        What caused the outcome in this case.
    barriers : tuple of BarrierLine
        What stood, or was to stand, between causes and effects.
    changes : tuple of ChangeLine
        What was different from before.
    faults : tuple of TimingFault
        Links that the timeline rules out.
    plans : tuple of Plan
        The cheapest sets of actions: for what occurred, then for the same and similar; none without actions.
    since : tuple of DoneSince
        What no recurrence would show.
    """

    actual: ActualCauses
    barriers: tuple[BarrierLine, ...]
    changes: tuple[ChangeLine, ...]
    faults: tuple[TimingFault, ...]
    plans: tuple[Plan, ...]
    since: tuple[DoneSince, ...]

    def __repr__(self) -> str:
        return f"Depth({self.actual.outcome!r})"


def deepen(results: Results) -> Depth:
    """Return the further results of a case.

    Parameters
    ----------
    results : Results
        Computed on the whole case.

    Returns
    -------
    Depth
        Not yet projected for any audience.
    """
    from rca.actions.plan import plan_actions
    from rca.actions.recurrence import done_since
    from rca.causes.actual import actual_causes
    from rca.causes.barriers import analyse_barriers
    from rca.causes.changes import analyse_changes
    from rca.causes.timing import timing_faults

    case, timeline = results.case, results.timeline
    return Depth(
        actual=actual_causes(case, timeline),
        barriers=analyse_barriers(case, timeline),
        changes=analyse_changes(case, timeline),
        faults=timing_faults(case, timeline),
        plans=plan_actions(case, results.causes, count=1, limits=_LIMITS) if case.actions.actions else (),
        since=done_since(case, results.findings.as_of),
    )
