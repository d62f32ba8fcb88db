"""Which clock each source has, and what a row says once its clock is set right.

In the network of constraints a clock is a point of its own: the instant at which it would have shown the beginning
of 1970. A row is measured from that point, and the claim about the clock bounds it. So all rows of a source move
together, and an offset that goes against other claims is part of a contradiction like any claim.

A drift would make a constraint a product of two unknowns, which no network of differences holds. So it enters as
bounds: at the instant that a row shows, the drift since the reference lies between its lowest and highest rate
times the time passed, and the row is that much less sure. Near the reference the loss is small (10 ppm of doubt over
a day is 0.9 s); what it gives away is only that rows far from the reference no longer share their drift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rca.case.records import CaseFile
from rca.errors import CaseError, Mistake
from rca.evidence.rows import RowTime

_BILLION = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ClockInForce:
    """What is taken of a clock; it shows ``offset + drift * (shown - reference)`` too much.

    Parameters
    ----------
    id : str
        Its name in the case.
    offset : tuple of int
        Lowest and highest offset at the reference, in microseconds.
    drift_ppb : tuple of int
        Lowest and highest drift in parts in a thousand million.
    reference : int
        Instant shown at which the offset holds; of no account without drift.
    words : str
        The offset and drift as the case writes them.
    by : str
        Who accepted an estimate, empty where it is stated.
    """

    id: str
    offset: tuple[int, int]
    drift_ppb: tuple[int, int] = (0, 0)
    reference: int = 0
    words: str = ""
    by: str = ""

    def gained(self, shown: int) -> tuple[int, int]:
        """Return how far the clock drifted from the reference to an instant shown: lowest and highest, outwards."""
        low, high = sorted(rate * (shown - self.reference) for rate in self.drift_ppb)
        return low // _BILLION, -(-high // _BILLION)

    def offset_at(self, shown: int) -> tuple[int, int]:
        """Return the lowest and highest offset at an instant shown, in microseconds."""
        low, high = self.gained(shown)
        return self.offset[0] + low, self.offset[1] + high

    def measured(self, row: RowTime) -> tuple[int, int]:
        """Return how far a row lies from the beginning of 1970 by this clock, the drift taken off.

        Returns
        -------
        tuple of int
            Earliest and latest, in microseconds; the offset is still in both.
        """
        return row.earliest - self.gained(row.earliest)[1], row.latest - self.gained(row.latest)[0]


def clocks_in_force(case: CaseFile) -> Mapping[str, ClockInForce]:
    """Return the clock of each source that is known to be off.

    An estimated clock counts once a person has accepted it, a stated one counts at once.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    mapping of str to ClockInForce
        By the id of the source.

    Raises
    ------
    CaseError
        When a source names a clock that the case has not.
    """
    found: dict[str, ClockInForce] = {}
    for clock in case.timeline.clocks:
        if clock.basis == "stated" or clock.accepted is not None:
            drift = (clock.drift.low, clock.drift.high) if clock.drift is not None else (0, 0)
            words = clock.offset.text if clock.drift is None else f"{clock.offset.text}, {clock.drift.text}"
            by = clock.accepted.by if clock.accepted is not None else ""
            offset = clock.offset.low, clock.offset.high
            found[clock.id] = ClockInForce(clock.id, offset, drift, clock.reference or 0, words, by)
    known = {clock.id for clock in case.timeline.clocks}
    mistakes: list[Mistake] = []
    for source in case.head.sources:
        if source.clock is not None and source.clock not in known:
            mark = case.mark(source.id)
            message = f"no clock in timeline.yaml is called {source.clock[:80]!r}"
            mistakes.append(
                Mistake(mark.file, mark.line, mark.column, "case.dangling-id", message, "add it, or mend the name")
            )
    if mistakes:
        raise CaseError(case.path, mistakes)
    return {source.id: found[source.clock] for source in case.head.sources if source.clock in found}


def true_time(row: RowTime, clock: ClockInForce | None) -> tuple[int, int | None, int]:
    """Return when a row happened, once its clock is set right.

    Parameters
    ----------
    row : RowTime
        The time as the clock showed it.
    clock : ClockInForce or None
        Its clock; ``None`` where it was right.

    Returns
    -------
    tuple of int or None
        Earliest, best and latest instant: the doubt about the clock adds to that of the row. No instant is the best
        where the row leaves open which one it means.

    Examples
    --------
    >>> true_time(RowTime(100, 150, 199, "…", "offset"), ClockInForce("audit", (40, 60)))
    (40, 100, 159)
    """
    if clock is None:
        return row.earliest, row.best, row.latest
    earliest, latest = clock.measured(row)
    best = row.best
    if best is not None:
        low, high = clock.offset_at(best)
        best -= (low + high) // 2
    return earliest - clock.offset[1], best, latest - clock.offset[0]
