"""A clock that is hours off is found by rows that stand once in each source."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from rca.timeline.matching.far_clocks import far_clocks

SECOND = 1_000_000
WINDOW = 60 * SECOND


def log(source: str, times: list[int], messages: list[str]) -> pa.Table:
    low = pa.array([at * SECOND for at in times], pa.int64())
    return pa.table(
        {
            "t_lo_us": low,
            "t_hi_us": low,
            "source_id": pa.array([source] * len(times), pa.string()),
            "source_row": pa.array(range(1, len(times) + 1), pa.int64()),
            "message": pa.array(messages, pa.string()),
        }
    )


def logs(shift: int, same: int, size: int = 60) -> list[pa.Table]:
    """Return two logs that share events with one offset, and rows that look the same by accident."""
    draw = np.random.default_rng(4)
    times, other = (draw.integers(0, 500_000, size).tolist() for _ in range(2))
    delays = draw.integers(0, 20, size).tolist()
    shared = [f"ticket {place} was opened by phone" for place in range(size)]
    late = [
        at + shift + delay if place < same else far
        for place, (at, delay, far) in enumerate(zip(times, delays, other, strict=True))
    ]
    return [log("S1", times, shared), log("S2", late, shared)]


def test_a_clock_that_is_hours_off_is_found() -> None:
    found = far_clocks(logs(16_680, 20), {"S2"}, WINDOW)
    (offset, again) = found["S2"].offset
    assert offset == again
    assert 16_680 * SECOND <= offset <= 16_700 * SECOND


def test_nothing_is_said_without_a_crowd_or_for_a_clock_that_is_nearly_right() -> None:
    assert far_clocks(logs(16_680, 0), {"S2"}, WINDOW) == {}
    assert far_clocks(logs(16_680, 3), {"S2"}, WINDOW) == {}
    assert far_clocks(logs(10, 30), {"S2"}, WINDOW) == {}
    assert far_clocks(logs(16_680, 20), (), WINDOW) == {}
    assert far_clocks([], {"S2"}, WINDOW) == {}
