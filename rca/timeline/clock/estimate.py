"""How far a clock was off and how fast it drifted, as intervals, from matched events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from rca.timeline.clock.envelope import Region, Vertex, fit_region
from rca.timeline.clock.false_matches import fewest_false, standing_apart
from rca.timeline.clock.pairs import ClockPair, spots

_SECOND_US = 1_000_000
_MOST_FALSE = 5
"""Where more than one in so many pairs has to be set aside, no clock explains them."""


@dataclass(frozen=True)
class ClockEstimate:
    """What matched events say of a clock: shown minus true time is ``offset + drift * (shown - reference)``.

    Parameters
    ----------
    reference : int
        The instant shown at which the offset is told, in microseconds UTC: the middle of the pairs.
    offset : tuple of (int or None)
        Lowest and highest offset at the reference in microseconds; ``None`` on a side that no pair bounds.
    drift_ppb : tuple of int
        Lowest and highest drift in parts in a thousand million; the limit of 500 ppm where the pairs leave it open.
    best_offset, best_drift_ppb : float
        With both directions the middle of the drifts and for that of the offsets; with one the line that lies closest
        to all pairs, which is right as far as the shortest delay is nought.
    one_sided : bool
        Whether only one direction was matched, so that one side is open.
    matches : int
        Pairs used.
    set_aside : tuple of ClockPair
        Pairs held for false.
    binding : tuple of ClockPair
        Pairs on which the intervals rest.
    delays : tuple of int
        Shortest, median and longest delay between the rows of a pair once the clock is set right by the best line.
    impossible : tuple of int
        Pairs in the wrong order, of all: by the clock as shown, and once it is set right by the best line.
    region : Region
        All offsets and drifts that the pairs allow.
    """

    reference: int
    offset: tuple[int | None, int | None]
    drift_ppb: tuple[int, int]
    best_offset: float
    best_drift_ppb: float
    one_sided: bool
    matches: int
    set_aside: tuple[ClockPair, ...]
    binding: tuple[ClockPair, ...]
    delays: tuple[int, int, int]
    impossible: tuple[int, int]
    region: Region = field(repr=False)

    def offset_at(self, shown: int) -> tuple[int | None, int | None]:
        """Return the lowest and highest offset at an instant that the clock showed."""
        return self.region.bounds(shown - self.reference)

    def best_at(self, shown: int) -> int:
        """Return the best offset at an instant that the clock showed, in microseconds."""
        return round(self.best_offset + self.best_drift_ppb * 1e-9 * (shown - self.reference))


def estimate_clock(pairs: Sequence[ClockPair]) -> ClockEstimate | None:
    """Estimate a clock from matched events.

    Parameters
    ----------
    pairs : sequence of ClockPair
        In any order; equal pairs give an equal estimate.

    Returns
    -------
    ClockEstimate or None
        ``None`` without pairs, and where more than one pair in five would have to be false for any clock to fit.

    Examples
    --------
    >>> early = ClockPair((42_000_000, 42_000_000), (5_000_000, 5_000_000), follows=False)
    >>> late = ClockPair((90_000_000, 90_000_000), (47_000_000, 47_000_000), follows=True)
    >>> estimate_clock([early, late]).offset
    (36988000, 43012000)
    """
    pairs = sorted(pairs, key=lambda pair: (pair.at, pair.bound, pair.follows, pair.row, pair.other_row))
    if not pairs:
        return None
    reference = (pairs[0].at + pairs[-1].at) // 2 // _SECOND_US * _SECOND_US
    lows, highs = spots(pairs, reference)
    aside = {*standing_apart(lows, upper=False), *standing_apart(highs, upper=True)}
    lows, highs = ([spot for spot in side if spot[2] not in aside] for side in (lows, highs))
    region = fit_region(lows, highs)
    if region is None:
        aside.update(fewest_false(lows, highs))
        lows, highs = ([spot for spot in side if spot[2] not in aside] for side in (lows, highs))
        region = fit_region(lows, highs)
    if region is None or len(aside) * _MOST_FALSE > len(pairs):
        return None
    kept = [pair for number, pair in enumerate(pairs) if number not in aside]
    offset, drift = region.middle() or _closest(region, kept, reference)
    one_sided = not lows or not highs
    drifts = [vertex.drift for vertex in region.vertices]
    best, gain = float(offset), float(drift)
    all_delays = [pair.delay(round(best + gain * (pair.at - reference))) for pair in pairs]
    delays = sorted(delay for number, delay in enumerate(all_delays) if number not in aside)
    return ClockEstimate(
        reference=reference,
        offset=region.bounds(0),
        drift_ppb=(floor(min(drifts) * 10**9), ceil(max(drifts) * 10**9)),
        best_offset=best,
        best_drift_ppb=float(drift * 10**9),
        one_sided=one_sided,
        matches=len(kept),
        set_aside=tuple(pairs[number] for number in sorted(aside)),
        binding=tuple(pairs[number] for number in _binding(region, one_sided=one_sided)),
        delays=(delays[0], delays[len(delays) // 2], delays[-1]),
        impossible=(sum(pair.delay(0) < 0 for pair in pairs), sum(delay < 0 for delay in all_delays)),
        region=region,
    )


def _closest(region: Region, pairs: Sequence[ClockPair], reference: int) -> tuple[Fraction, Fraction]:
    """Return the line on the hull that has the smallest sum of distances to the pairs (Moon, Skelly and Towsley)."""
    mean = sum(pair.at - reference for pair in pairs) // len(pairs)
    touched = region.lowest(mean) or region.highest(mean)
    assert touched is not None  # noqa: S101 - there is a pair, so one side is bounded
    offset = touched.low if touched.low is not None else touched.high
    assert offset is not None  # noqa: S101
    return offset, touched.drift


def _binding(region: Region, *, one_sided: bool) -> list[int]:
    """Return the pairs at the ends of the intervals of the offset and, where it is bounded, of the drift."""
    ends: list[Vertex | None] = [region.lowest(0), region.highest(0)]
    if not one_sided:
        ends += [region.vertices[0], region.vertices[-1]]
    found = {number for vertex in ends if vertex is not None for number in (vertex.low_pair, vertex.high_pair)}
    return sorted(found - {-1})
