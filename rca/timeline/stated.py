"""Claims as records of the solver: each with its number and the constraints that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rca.case.records import Reject
from rca.timeline.network import Constraint, Network
from rca.timeline.statements import Statement

ORIGIN = 0
"""The number of the point that stands for 1970-01-01 UTC."""

CLOCK = "clock"
"""The part of a claim that is about a clock, and about no event."""

_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim of the case with what it says of the points.

    Parameters
    ----------
    number : int
        Its number in the network; numbers follow the ids, not the order of the file.
    id : str
        ``event.source`` with a letter where one source says several things, or the id written at the claim.
    event, part : str
        Which point or length it is about; ``published`` for the bound that a date of publication sets, ``clock``
        (and no event) for what is taken of a clock.
    source : str or None
        The source's id.
    said : str
        The words as they stand in the file; for a row, its raw time.
    statements : tuple of Statement
        What it says; all must hold.
    own : tuple of int
        The points that it is about.
    zone_basis : str
        ``stated``, ``implied`` or ``assumed``.
    row : str or None
        The row that it cites.
    rejected : Reject or None
        Why a person took it out of the bounds.
    """

    number: int
    id: str
    event: str
    part: str
    source: str | None
    said: str
    statements: tuple[Statement, ...]
    own: tuple[int, ...]
    zone_basis: str = "stated"
    row: str | None = None
    rejected: Reject | None = None

    def constraints(self) -> Iterator[Constraint]:
        """Yield the constraints that the claim makes."""
        for statement in self.statements:
            for tail, head, weight in statement.edges:
                yield self.number, tail, head, weight


@dataclass(frozen=True)
class Claims:
    """The claims of a case as a network.

    Parameters
    ----------
    points : int
        How many points there are, the origin included.
    ends : mapping of str to (int, int)
        Start and end of each event and row; equal for a point.
    stated : tuple of Stated
        In the order of the file.
    structure : tuple of Constraint
        What holds without being stated: ends after starts, ends that are another event's, rows of evidence.
    equal : tuple of (int, int)
        Pairs of points that are one; the second stands for the first.
    """

    points: int
    ends: Mapping[str, tuple[int, int]]
    stated: tuple[Stated, ...]
    structure: tuple[Constraint, ...]
    equal: tuple[tuple[int, int], ...]

    def network(self, more: Iterable[Stated] = ()) -> Network:
        """Return the constraints of the structure, of all claims and of ``more``, numbered after them."""
        claims = (*self.stated, *more)
        return Network(self.points, [*self.structure, *(edge for claim in claims for edge in claim.constraints())])


def natural(text: str) -> tuple[str | int, ...]:
    """Return a key that orders ids as people do.

    Examples
    --------
    >>> sorted(["E10", "E2.S4b", "E2.S4"], key=natural)
    ['E2.S4', 'E2.S4b', 'E10']
    """
    parts: list[str | int] = list(_DIGITS.split(text))  # words and numbers in turn, words first
    parts[1::2] = map(int, parts[1::2])
    return tuple(parts)
