"""Events that two sources record, with which of the two cannot be the earlier: what a clock is estimated from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rca.timeline.clock.envelope import Spot


@dataclass(frozen=True, slots=True)
class ClockPair:
    """One event as the clock in question showed it, and as another source has it.

    Parameters
    ----------
    shown : tuple of int
        Earliest and latest instant that the clock showed, in microseconds UTC.
    other : tuple of int
        Earliest and latest instant by the other source.
    follows : bool
        Whether the row with this clock was written at or after the other one; else at or before it.
    row, other_row : str
        The two rows, such as ``S3:412`` and ``S2:7``.
    """

    shown: tuple[int, int]
    other: tuple[int, int]
    follows: bool
    row: str = ""
    other_row: str = ""

    @property
    def at(self) -> int:
        """The instant shown that the bound belongs to."""
        return self.shown[1] if self.follows else self.shown[0]

    @property
    def bound(self) -> int:
        """How far the clock was ahead at most, where it follows, else at least; in microseconds.

        What follows was written at or after the other row by the true time: the latest that was shown, minus how far
        the clock was ahead, is not before the earliest of the other.
        """
        return self.shown[1] - self.other[0] if self.follows else self.shown[0] - self.other[1]

    def delay(self, offset: int) -> int:
        """Return the time between the two rows once the clock is set back by ``offset``; negative is impossible."""
        return self.bound - offset if self.follows else offset - self.bound


def spots(pairs: Sequence[ClockPair], reference: int) -> tuple[list[Spot], list[Spot]]:
    """Return what pairs say, measured from a reference: bounds from below, and from above."""
    lows = [(pair.at - reference, pair.bound, number) for number, pair in enumerate(pairs) if not pair.follows]
    highs = [(pair.at - reference, pair.bound, number) for number, pair in enumerate(pairs) if pair.follows]
    return lows, highs
