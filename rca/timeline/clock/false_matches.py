"""Set aside matches that cannot be true, before one of them moves a clock.

A bound rests on the few pairs with the shortest delays, so one false match can move it. Two rules find the false ones:

1. *Standing apart*: of at least 8 pairs with one direction, up to a twentieth of them (at least one) are set aside
   where a gap parts them from all others that is wider than three times the middle half of the differences, plus a
   second. True delays are never negative and crowd towards their shortest.
2. *Fewest*: where no clock fits what is left of both directions, the smallest number of pairs is set aside without
   which one fits, searched over drifts in steps of 10 ppm.

True pairs that are set aside by mistake only widen the interval. A false match that lies among the true ones cannot
be told from them; the estimate names the pairs on which it rests, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rca.case.clock_values import FASTEST_PPB
from rca.timeline.clock.envelope import Spot

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FEWEST_PAIRS, _SHARE, _SPREADS = 8, 20, 3.0
_SECOND_US = 1_000_000
_STEP_PPB = 10_000


def standing_apart(spots: Sequence[Spot], *, upper: bool) -> list[int]:
    """Return the numbers of the pairs of one direction that stand apart from all others.

    Parameters
    ----------
    spots : sequence of (u, bound, number)
        Bounds of one direction.
    upper : bool
        Whether they bound from above: then the lowest bind, else the highest.
    """
    import numpy as np

    if len(spots) < _FEWEST_PAIRS:
        return []
    u, bound, number = np.array(spots, dtype=np.int64).T
    height = (-bound if upper else bound) - _trend(u, -bound if upper else bound)
    order = np.lexsort((number, -height))
    spread = np.subtract(*np.percentile(height, [75, 25]))
    tail = max(1, len(spots) // _SHARE)
    gaps = height[order[:tail]] - height[order[1 : tail + 1]]
    wide = np.flatnonzero(gaps > _SPREADS * spread + _SECOND_US)
    return sorted(number[order[: wide[-1] + 1]].tolist()) if len(wide) else []


def _trend(u: NDArray[np.int64], height: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the drift as the middles of the first and last third have it: no single pair can move that."""
    import numpy as np

    order = np.argsort(u, kind="stable")
    third = len(u) // 3
    first, last = order[:third], order[-third:]
    apart = float(np.median(u[last]) - np.median(u[first]))
    rise = float(np.median(height[last]) - np.median(height[first]))
    limit = FASTEST_PPB / 1e9
    slope = min(max(rise / apart, -limit), limit) if apart else 0.0
    return slope * u.astype(np.float64)


def fewest_false(lows: Sequence[Spot], highs: Sequence[Spot]) -> list[int]:
    """Return the numbers of the fewest pairs without which some clock fits the others.

    Parameters
    ----------
    lows, highs : sequence of (u, bound, number)
        Bounds from below and from above.
    """
    import numpy as np

    low_u, low, _ = np.array(lows, dtype=np.int64).T
    high_u, high, _ = np.array(highs, dtype=np.int64).T
    best: tuple[int, float, float] | None = None
    steps = range(-FASTEST_PPB, FASTEST_PPB + 1, _STEP_PPB)
    for step in sorted(steps, key=lambda step: (abs(step), step)):
        drift = step / 1e9
        below, above = np.sort(low - drift * low_u), np.sort(high - drift * high_u)
        tried = np.sort(np.concatenate([below, above]))
        broken = len(below) - np.searchsorted(below, tried, "right") + np.searchsorted(above, tried, "left")
        fewest = int(broken.min())
        if best is None or fewest < best[0]:
            at = np.flatnonzero(broken == fewest)
            best = fewest, float(tried[at[len(at) // 2]]), drift
    assert best is not None  # noqa: S101 - there are drifts
    _, offset, drift = best
    return sorted(
        [number for u, bound, number in lows if bound - drift * u > offset]
        + [number for u, bound, number in highs if bound - drift * u < offset]
    )
