"""What a metric is: its words, its numbers, and since when it is defined so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import ibis.expr.types as ir

Shape = Literal["count", "rate", "mix", "share", "mean", "duration"]
Direction = Literal["lower", "higher", "neither"]
Rows = Callable[["ir.Table", int], "ir.Value"]
"""From a table and the instant of the data to a condition on, or a whole number of, each row."""


@dataclass(frozen=True, slots=True)
class Version:
    """A definition of a metric, and from when it holds.

    Parameters
    ----------
    version : str
        Its name, such as ``1``.
    since : date or None
        The first day of it, in the zone of the periods; ``None`` for the first one.
    says : str
        What changed.
    """

    version: str
    since: date | None = None
    says: str = "first definition"


@dataclass(frozen=True)
class Metric:
    """One metric: read as words in the data dictionary, run as integer aggregates on any Ibis backend.

    Parameters
    ----------
    name : str
        Lower case with underscores.
    definition : str
        What it says, in one sentence.
    unit : str
        Of its value.
    shape : {"count", "rate", "mix", "share", "mean", "duration"}
        How its value follows from its aggregates. ``count``: the numerator. ``rate``: the numerator over the exposure
        of the period. ``mix``: a slice's part of all. ``share``: numerator rows over denominator rows.
        ``mean``: a sum over rows. ``duration``: the time by which half and nine in ten are done, where what is still
        open counts as not yet done.
    numerator, denominator : str
        In words.
    basis : str
        The time field that says which period a row belongs to.
    exclusions : str
        Rows that are left out, in words.
    good : {"lower", "higher", "neither"}
        The direction that is better.
    needs : tuple of str
        Fields without which it cannot be computed, the basis among them.
    counted : callable
        The rows it is about: a condition.
    amount : callable or None
        For ``share`` a condition, for ``mean`` a whole number; ``None`` where the rows are only counted.
    weight : callable or None
        For ``share``: a whole number that each row stands for in the denominator; ``None`` where it is one row.
        The amount is then a whole number too, at most the weight.
    start, end : str or None
        For ``duration``: the fields between which time is measured.
    versions : tuple of Version
        The definitions, oldest first.
    """

    name: str
    definition: str
    unit: str
    shape: Shape
    numerator: str
    denominator: str
    basis: str
    exclusions: str
    good: Direction
    needs: tuple[str, ...]
    counted: Rows
    amount: Rows | None = None
    weight: Rows | None = None
    start: str | None = None
    end: str | None = None
    versions: tuple[Version, ...] = (Version("1"),)

    def __repr__(self) -> str:
        return f"Metric({self.name!r}, version {self.versions[-1].version})"

    def missing(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the fields that a log with these columns lacks for it."""
        return tuple(field for field in self.needs if field not in columns)
