"""The canonical row: what every kind of export becomes."""

from __future__ import annotations

from dataclasses import dataclass

AMBIGUOUS = frozenset({"fold", "gap"})
"""Bases of a reading that more than one instant answers to."""


@dataclass(frozen=True, slots=True)
class RowTime:
    """When a row of evidence says that something happened.

    Parameters
    ----------
    earliest, latest : int
        Closed interval in microseconds UTC; wider than a unit where the row falls into a fold or a gap
        of the local clock, or gives only a date.
    best : int or None
        The instant itself, inside the interval; ``None`` where a fold or a gap leaves open which one is meant.
    raw : str
        The time as it stands in the export.
    basis : str
        ``offset``, ``zone``, ``assumed``, ``fold``, ``gap``, ``date`` or ``approximate``.
    """

    earliest: int
    best: int | None
    latest: int
    raw: str
    basis: str
