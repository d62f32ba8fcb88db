"""What was planted in a synthetic escalation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyMoment:
    """One event of the story.

    Parameters
    ----------
    event : str
        Id of the event in the case made from it.
    instant : int
        When it happened, in microseconds UTC.
    rows : tuple of str
        The rows of evidence that record it, such as ``"S3:412"``, in the order of the sources.
    """

    event: str
    instant: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlantedDuplicate:
    """Two rows of different sources that record one event, at slightly different times."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class PlantedConflict:
    """One contradiction: the sources that cannot both be right about an event, and the one that is wrong."""

    event: str
    sources: tuple[str, ...]
    wrong: str


@dataclass(frozen=True, slots=True)
class EscalationTruth:
    """The whole known answer of a synthetic escalation.

    Parameters
    ----------
    seed, rows : int
        What it was made from: the seed, and the rows over all raw files.
    moments : tuple of KeyMoment
        The events of the story, in order of time.
    clock_source : str
        The source whose clock is wrong.
    clock_offset_us : int
        What that clock shows minus the true time at ``clock_origin``, in microseconds.
    clock_drift_ppm : float
        How much it gains, in microseconds a second.
    clock_origin : int
        The instant at which the offset holds, in microseconds UTC.
    fold : tuple of int
        First and last instant of the hour that the local clock showed twice, in microseconds UTC.
    duplicates : tuple of PlantedDuplicate
        Near-duplicates between chat and tickets.
    echoes : tuple of PlantedDuplicate
        Rows that record one event in the same words some seconds apart, the true order first: the audit log what a
        ticket says, chat what the audit log has. Its clock can be estimated from them.
    conflict : PlantedConflict
        The one contradiction.
    cut_sets : tuple of tuple of str
        The minimal cut sets of the tree.
    single_fixes : tuple of str
        Factors over an unbroken chain of answered necessity.
    effective_action, useless_action : str
        The action that worked and the one that changed nothing.
    """

    seed: int
    rows: int
    moments: tuple[KeyMoment, ...]
    clock_source: str
    clock_offset_us: int
    clock_drift_ppm: float
    clock_origin: int
    fold: tuple[int, int]
    duplicates: tuple[PlantedDuplicate, ...]
    echoes: tuple[PlantedDuplicate, ...]
    conflict: PlantedConflict
    cut_sets: tuple[tuple[str, ...], ...]
    single_fixes: tuple[str, ...]
    effective_action: str
    useless_action: str

    def __repr__(self) -> str:
        return f"EscalationTruth(seed={self.seed}, rows={self.rows}, {len(self.moments)} moments)"
