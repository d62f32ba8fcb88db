"""What reading a log found: rows kept and refused, what fixed each time, and what stood twice."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not kept.

    Parameters
    ----------
    row : int
        Counted from 1 below the header.
    reason : str
        Why.
    """

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class TimeAudit:
    """What fixed the instants of one time field.

    Parameters
    ----------
    field, column : str
        The field, and the column that was mapped to it.
    stamps : int
        Cells that hold a time.
    empty : int
        Cells that hold none.
    instant : int
        Stamps with an offset or a count from the epoch, which need no zone.
    assumed : int
        Stamps without, read by the clock of ``zone``.
    fold : int
        Of those, stamps that the clock showed twice; the earlier reading was taken.
    gap : int
        Of those, stamps that the clock never showed; read by the offset before the change.
    dates : int
        Stamps of a day alone, taken at its begin.
    zone : str or None
        The zone of the mapping.
    """

    field: str
    column: str
    stamps: int = 0
    empty: int = 0
    instant: int = 0
    assumed: int = 0
    fold: int = 0
    gap: int = 0
    dates: int = 0
    zone: str | None = None


@dataclass(frozen=True)
class LogAudit:
    """Everything that reading a log found.

    Parameters
    ----------
    source : str
        What was read.
    rows, kept : int
        Rows of the log, and those kept; the rest is refused.
    refused : tuple of Refused
        The first of them, in order of rows.
    reasons : tuple of (str, int)
        How many rows were refused for which kind of reason.
    times : tuple of TimeAudit
        For each time field.
    warnings : tuple of str
        What is odd and was kept all the same.
    """

    source: str
    rows: int
    kept: int
    refused: tuple[Refused, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    times: tuple[TimeAudit, ...] = field(default_factory=tuple)
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"LogAudit({self.rows} rows, {self.kept} kept)"
