"""What people decided: which rows are one event and which are not, from ``same`` in ``timeline.yaml``."""

from __future__ import annotations

from dataclasses import dataclass

from rca.case.records import CaseFile, Claim
from rca.timeline.matching.results import Row


@dataclass(frozen=True, slots=True)
class Decision:
    """One yes or no about rows.

    Parameters
    ----------
    rows : tuple of Row
        Two or more rows.
    same : bool
        Whether all of them are one event, or no two of them.
    by : str
        Who decided.
    """

    rows: tuple[Row, ...]
    same: bool
    by: str


def case_decisions(case: CaseFile) -> tuple[Decision, ...]:
    """Return the decisions of a case; an event stands for the rows that its claims cite.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    tuple of Decision
        In the order of the file; one that is about fewer than two rows tells nothing here and is left out.
    """
    found = []
    for same in case.timeline.same:
        rows = dict.fromkeys(row for entry in same.events for row in _rows(case, entry))
        if len(rows) > 1:
            found.append(Decision(tuple(rows), same.verdict == "yes", same.by))
    return tuple(found)


def _rows(case: CaseFile, entry: str) -> list[Row]:
    if ":" in entry:
        source, _, number = entry.partition(":")
        return [(source, int(number))]
    event = case.events[entry]
    parts = [part for part in (event.at, event.start, event.end, event.within) if isinstance(part, tuple)]
    claims = [claim for part in parts for claim in part if isinstance(claim, Claim)]
    return [row for claim in claims if claim.row and claim.reject is None for row in _rows(case, claim.row)]
