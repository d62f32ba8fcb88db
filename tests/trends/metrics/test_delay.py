"""How complete new periods are, against known laws of delay."""

from __future__ import annotations

import numpy as np
import pytest

from rca.trends.metrics.delay import completeness, delay_distribution


def test_a_triangle_by_hand() -> None:
    # Rows of three days: 60 at once, 30 a day later, 10 two days later, as far as there was time.
    day = np.array([0, 0, 0, 1, 1, 2])
    late = np.array([0, 1, 2, 0, 1, 0])
    rows = np.array([60, 30, 10, 120, 60, 90])
    part = delay_distribution(day, late, rows, 2)
    assert part.tolist() == pytest.approx([0.6, 0.9, 1.0])
    assert completeness(part, 0, 2, 2) == pytest.approx((1 + 0.9 + 0.6) / 3)


def test_truncation_does_not_shorten_the_delays() -> None:
    rng = np.random.default_rng(2)
    day, late = rng.integers(0, 40, 40_000), rng.geometric(0.3, 40_000) - 1
    seen = day + late < 40
    part = delay_distribution(day[seen], late[seen], np.ones(seen.sum(), dtype=np.int64), 39)
    assert part[:8].tolist() == pytest.approx([1 - 0.7 ** (d + 1) for d in range(8)], abs=0.01)
    naive = np.mean(late[seen & (day >= 35)] == 0)
    assert naive > 0.4


def test_without_delay_all_has_arrived() -> None:
    part = delay_distribution(np.array([0, 1]), np.array([0, 0]), np.array([5, 5]), 1)
    assert completeness(part, 0, 1, 1) == 1.0
