"""What the scan answers: the slices that explain a change, or that none does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["counts", "proportions", "amounts"]


@dataclass(frozen=True, slots=True)
class Sibling:
    """A slice that differs from a found one in a single value and stayed with the rest.

    Parameters
    ----------
    slice : tuple of (str, str)
        Dimension and value, in the order of the dimensions.
    actual, expected : float
        Sums over the slice, without what other found slices cover.
    """

    slice: tuple[tuple[str, str], ...]
    actual: float
    expected: float


@dataclass(frozen=True, slots=True)
class Slice:
    """A slice that moved apart from the rest.

    Parameters
    ----------
    slice : tuple of (str, str)
        Dimension and value, in the order of the dimensions.
    actual, expected : float
        Sums over the slice, without what slices found before it cover.
    lift : float or None
        Actual over expected; None where nothing was expected.
    interval : tuple of (float, float or None)
        Bounds of the lift at 95 %; the upper one is None where nothing was expected.
    excess : float
        Actual less expected; negative for a drop.
    share : float or None
        Excess as a share of the whole change; above 1 where the rest moved the other way, None without a change.
    false_alarm : float
        Bound of the probability that noise alone makes any slice stand out as much.
    unmoved : tuple of Sibling
        Siblings that stayed with the rest, the largest first.
    """

    slice: tuple[tuple[str, str], ...]
    actual: float
    expected: float
    lift: float | None
    interval: tuple[float, float | None]
    excess: float
    share: float | None
    false_alarm: float
    unmoved: tuple[Sibling, ...]


@dataclass(frozen=True, slots=True)
class RateSplit:
    """A change of a rate, split into what the rates of the leaves did and what the mix of exposure did.

    Parameters
    ----------
    before, after : float
        The overall rate expected and actual.
    rate_part, mix_part : float
        Their sum is ``after - before``.
    """

    before: float
    after: float
    rate_part: float
    mix_part: float


@dataclass(frozen=True, slots=True)
class SlicesResult:
    """The slices that explain a change.

    Parameters
    ----------
    kind : {"counts", "proportions", "amounts"}
        Which noise the numbers were judged by.
    actual, expected : float
        Totals.
    background : float
        Actual over expected outside the found slices.
    dispersion, spread : float
        Noise outside the found slices: the variance of a leaf with mean m is
        ``dispersion * m + (spread * m) ** 2``.
    slices : tuple of Slice
        In the order of their evidence; empty where none explains the change.
    split : RateSplit or None
        For rates: how much of the change is rate and how much is mix.
    leaves : int
        Number of distinct combinations of values.
    unexpected : tuple of int
        Rows, counted from 1 below the header, where something happened and nothing was expected.
    """

    kind: Kind
    actual: float
    expected: float
    background: float
    dispersion: float
    spread: float
    slices: tuple[Slice, ...]
    split: RateSplit | None
    leaves: int
    unexpected: tuple[int, ...]
