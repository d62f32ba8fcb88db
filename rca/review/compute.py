"""Everything that a review needs of a case, computed once on the whole of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rca.actions.results import ActionsResult
from rca.case.records import CaseFile
from rca.causes.results import CausesResult
from rca.checks.results import Findings
from rca.timeline.results import Disagreement, TimelineResult


@dataclass(frozen=True)
class Results:
    """A case and everything computed from it."""

    case: CaseFile
    timeline: TimelineResult
    causes: CausesResult
    actions: ActionsResult
    findings: Findings
    disagreements: tuple[Disagreement, ...]

    def __repr__(self) -> str:
        return f"Results({self.case.head.id!r})"


def compute(path: str | Path, as_of: date | str | None = None) -> Results:
    """Read a case folder and compute everything that a review shows.

    Parameters
    ----------
    path : str or Path
        The case folder.
    as_of : date or str, optional
        The day for due dates and waivers, ``YYYY-MM-DD``; by default the case's own latest day.

    Returns
    -------
    Results
        Of the whole case, not yet projected for any audience.

    Raises
    ------
    CaseError
        When the folder breaks the format.
    ParameterError
        When the day is no day.
    """
    from rca.case.reading import read_case

    return compute_case(read_case(path), as_of)


def compute_case(case: CaseFile, as_of: date | str | None = None) -> Results:
    """Compute everything that a review shows of a case that was read.

    Parameters
    ----------
    case : CaseFile
        The case.
    as_of : date or str, optional
        As for :func:`compute`.

    Returns
    -------
    Results
        As for :func:`compute`.
    """
    from rca.actions.coverage import cover
    from rca.case.days import latest_day, parse_day
    from rca.causes.analyse import analyse_causes
    from rca.checks.engine import check_case
    from rca.checks.figures import compare_figures, text_disputes
    from rca.evidence.lookup import row_times
    from rca.timeline.solve import solve_timeline

    day = latest_day(case) if as_of is None else parse_day(as_of)
    timeline = solve_timeline(case, row_times(case))
    causes = analyse_causes(case)
    actions = cover(case, causes)
    findings = check_case(case, timeline, causes, actions, day)
    known = timeline.conflicts + compare_figures(case, first=len(timeline.conflicts) + 1)
    disagreements = known + text_disputes(case, first=len(known) + 1)
    return Results(case, timeline, causes, actions, findings, disagreements)
