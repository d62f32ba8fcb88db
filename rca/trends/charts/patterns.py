"""Rules as patterns: so many of so many neighbours on one side, all rows of points at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rca.trends.charts.limits import TIE, Bools, Floats, Limits

Members = Callable[[Limits], tuple[Bools, Bools]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule of a set.

    Parameters
    ----------
    rule : str
        Stable name of the rule.
    members : callable
        Which points, or steps between points, count: upwards and downwards.
    need, of : int
        How many of how many neighbours must count.
    words : str
        What is met, with ``{side}`` for above or below, ``{way}`` for rising or falling.
    lead : int
        Points before the first member that belong to the pattern: 1 for steps, 2 for turns.
    whole : bool
        All members of the pattern are marked, not only the point that completes it.
    one_side : bool
        All of the neighbours must lie on one side of the centre.
    two_sided : bool
        The pattern has no direction.
    """

    rule: str
    members: Members
    need: int
    of: int
    words: str
    lead: int = 0
    whole: bool = False
    one_side: bool = False
    two_sided: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """Where one rule is met, in one direction.

    Parameters
    ----------
    complete : array of bool
        The points that complete the pattern.
    marked : array of bool
        The points that the rule names.
    """

    complete: Bools
    marked: Bools


def pattern_marks(pattern: Pattern, limits: Limits) -> tuple[Marks, Marks]:
    """Return where a pattern is met upwards and downwards."""
    up, down = pattern.members(limits)
    over, under = limits.z > 0, limits.z < 0
    return _marks(pattern, up, over), _marks(pattern, down, under)


def _marks(pattern: Pattern, members: Bools, side: Bools) -> Marks:
    enough = windows(members, pattern.of) >= pattern.need
    complete = enough & (windows(side, pattern.of) == pattern.of) if pattern.one_side else enough & members
    if not pattern.whole:
        return Marks(complete, complete)
    marked = covered(complete, pattern.of + pattern.lead)
    return Marks(complete, marked & members if pattern.need < pattern.of else marked)


def windows(flags: Bools, length: int) -> Floats:
    """Return how many of the last points are flagged, at every point; fewer points count at the start of a row."""
    total: Floats = np.cumsum(flags, axis=1, dtype=np.float64)
    before = np.zeros_like(total)
    before[:, length:] = total[:, :-length]
    return total - before


def covered(complete: Bools, length: int) -> Bools:
    """Return the points that lie within so many points up to a flagged one."""
    within: Bools = windows(complete[:, ::-1], length)[:, ::-1] > 0
    return within


def beyond(sigmas: float) -> Members:
    """Count points farther than so many standard deviations from the centre."""

    def members(limits: Limits) -> tuple[Bools, Bools]:
        return limits.z > sigmas * (1 + TIE), limits.z < -sigmas * (1 + TIE)

    return members


def outer_third(limits: Limits) -> tuple[Bools, Bools]:
    """Count points between two and three standard deviations; those outside a limit are not counted."""
    up, down = beyond(2)(limits)
    return up & ~limits.above, down & ~limits.below


def outside(limits: Limits) -> tuple[Bools, Bools]:
    """Count points outside a limit."""
    return limits.above, limits.below


def one_side(limits: Limits) -> tuple[Bools, Bools]:
    """Count points on one side of the centre; a point on the line is on neither."""
    return limits.z > 0, limits.z < 0


def steps(limits: Limits) -> tuple[Bools, Bools]:
    """Count steps up and down; a tie is neither, and over a gap there is no step."""
    change = np.diff(limits.shown, axis=1, prepend=np.nan)
    slip = TIE * np.abs(limits.shown)
    return change > slip, change < -slip


def turns(limits: Limits) -> tuple[Bools, Bools]:
    """Count points where a step up follows a step down, or the reverse."""
    up, down = steps(limits)
    turned = np.zeros_like(up)
    turned[:, 1:] = (up[:, 1:] & down[:, :-1]) | (down[:, 1:] & up[:, :-1])
    return turned, np.zeros_like(up)


def within_one(limits: Limits) -> tuple[Bools, Bools]:
    """Count points closer than one standard deviation to the centre."""
    # Where nothing varies, nothing is unusually close.
    near = (np.abs(limits.z) < 1 - TIE) & (limits.upper > limits.lower)
    return near, np.zeros_like(near)


def beyond_one(limits: Limits) -> tuple[Bools, Bools]:
    """Count points farther than one standard deviation from the centre, on either side."""
    far = np.abs(limits.z) > 1 + TIE
    return far, np.zeros_like(far)
