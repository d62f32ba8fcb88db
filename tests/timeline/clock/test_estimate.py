"""Clocks with a known offset and drift are found again, with false matches and without."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from rca.timeline.clock.estimate import estimate_clock
from rca.timeline.clock.pairs import ClockPair

OFFSET, DRIFT = 42_000_000, 30e-6
HOURS = 16 * 3_600_000_000


def made_pairs(size: int, *, both: bool, false: int = 0, seed: int = 1) -> list[ClockPair]:
    """Return pairs with exponential delays of 8 s on average, some of them false by a minute to an hour."""
    draw = np.random.default_rng(seed)
    true = np.sort(draw.integers(0, HOURS, size))
    shown = true + OFFSET + (true * DRIFT).astype(np.int64)
    delays = draw.exponential(8e6, size).astype(np.int64)
    delays[draw.choice(size, false, replace=False)] = -draw.integers(60_000_000, 3_600_000_000, false)
    pairs = []
    for number, (at, clock, delay) in enumerate(zip(true.tolist(), shown.tolist(), delays.tolist(), strict=True)):
        follows = both and number % 2 == 0
        other = at - delay if follows else at + delay
        pairs.append(ClockPair((clock, clock), (other, other), follows, f"S3:{number}", f"S2:{number}"))
    return pairs


@pytest.fixture
def true_offset() -> Callable[[int], float]:
    """How far the clock was ahead at an instant that it showed."""
    return lambda shown: OFFSET + (shown - OFFSET) * DRIFT / (1 + DRIFT)


def test_one_direction_is_exact_where_a_median_is_16_s_off(true_offset: Callable[[int], float]) -> None:
    pairs = made_pairs(20_000, both=False)
    estimate = estimate_clock(pairs)
    assert estimate is not None
    middle = sorted(pair.shown[0] - pair.other[0] for pair in pairs)[len(pairs) // 2]
    assert abs(middle - true_offset(estimate.reference)) > 5e6
    assert abs(estimate.best_offset - true_offset(estimate.reference)) < 10_000
    assert estimate.best_drift_ppb == pytest.approx(30_000, abs=100)
    assert estimate.one_sided
    assert estimate.offset[1] is None
    assert estimate.impossible == (pytest.approx(19_900, abs=50), 0)


@pytest.mark.parametrize("false", [0, 4, 20])
def test_both_directions_give_an_interval_with_the_truth_in_it(true_offset: Callable[[int], float], false: int) -> None:
    pairs = made_pairs(2_000, both=True, false=false)
    estimate = estimate_clock(pairs)
    assert estimate is not None
    low, high = estimate.offset
    assert low is not None
    assert high is not None
    assert low <= true_offset(estimate.reference) <= high
    assert high - low < 100_000
    assert estimate.drift_ppb[0] <= DRIFT / (1 + DRIFT) * 1e9 <= estimate.drift_ppb[1]
    assert estimate.drift_ppb[1] - estimate.drift_ppb[0] < 5_000
    assert not estimate.one_sided
    assert len(estimate.set_aside) == false
    assert {pair.delay(0) for pair in estimate.binding} <= {pair.delay(0) for pair in pairs}
    for shown in (0, HOURS // 3, HOURS):
        bounds = estimate.offset_at(shown)
        assert None not in bounds
        assert bounds[0] <= true_offset(shown) <= bounds[1]  # type: ignore[operator]


def test_the_order_of_pairs_is_of_no_account() -> None:
    pairs = made_pairs(300, both=True, false=5)
    assert estimate_clock(pairs) == estimate_clock(pairs[::-1])


def test_pairs_that_no_clock_explains_give_nothing() -> None:
    pairs = [
        ClockPair((at, at), (at - offset, at - offset), follows)
        for at in range(0, 10**9, 10**8)
        for offset, follows in ((50_000_000, False), (40_000_000, True))
    ]
    assert estimate_clock(pairs) is None
    assert estimate_clock([]) is None


def test_a_row_that_is_not_sure_bounds_by_its_far_end() -> None:
    wide = ClockPair((100_000_000, 130_000_000), (50_000_000, 60_000_000), follows=False)
    estimate = estimate_clock([wide])
    assert estimate is not None
    assert wide.bound == 40_000_000
    assert estimate.offset == (40_000_000, None)
