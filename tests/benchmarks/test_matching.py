"""How long matching and clock estimates take: printed beside a hand-written peer, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/test_matching.py -m benchmark -s``
"""

from __future__ import annotations

import time
from collections.abc import Callable

import duckdb
import numpy as np
import pytest

from rca.datasets.twins import Twins, make_twins
from rca.timeline.clock.estimate import estimate_clock
from rca.timeline.clock.pairs import ClockPair
from rca.timeline.matching.duplicates import find_duplicates

pytestmark = pytest.mark.benchmark
_RANGE_JOIN = """
    SELECT one.source_row, other.source_row FROM one JOIN other
    ON one.case_id = other.case_id AND one.action = other.action
    AND other.t_lo_us BETWEEN one.t_lo_us - 60_000_000 AND one.t_lo_us + 60_000_000
    WHERE levenshtein(one.message, other.message) <= 3
"""
_BUCKETS = _RANGE_JOIN.replace("other.t_lo_us BETWEEN", "one.t_lo_us // 60_000_000 = other.t_lo_us // 60_000_000 -- ")


def of_library(twins: Twins) -> set[tuple[int, int]]:
    return {(group.rows[0][1], group.rows[1][1]) for group in find_duplicates(twins.tables).groups}


def by_hand(sql: str) -> Callable[[Twins], set[tuple[int, int]]]:
    """Return a peer that knows the right block and nothing of boilerplate, actors, objects or partners."""

    def run(twins: Twins) -> set[tuple[int, int]]:
        with duckdb.connect() as engine:
            engine.register("one", twins.tables[0])
            engine.register("other", twins.tables[1])
            return set(engine.sql(sql).fetchall())

    return run


def test_a_million_events_with_planted_duplicates() -> None:
    twins = make_twins(1_000_000)
    jobs = {"find_duplicates": of_library, "DuckDB range join": by_hand(_RANGE_JOIN), "60 s buckets": by_hand(_BUCKETS)}
    print(f"\n{'1,000,000 events, 150,000 planted':36} {'wall s':>8} {'CPU s':>8} {'precision':>10} {'recall':>8}")
    for name, job in jobs.items():
        wall, cpu = time.perf_counter(), time.process_time()
        found = job(twins)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        right = len(found & twins.pairs)
        print(f"{name:36} {wall:8.2f} {cpu:8.2f} {right / len(found):10.4f} {right / len(twins.pairs):8.4f}")


def test_a_clock_from_many_pairs() -> None:
    draw = np.random.default_rng(1)
    true = draw.integers(0, 57_600_000_000, 20_000)
    shown = true + 42_000_000 + (true * 30e-6).astype(np.int64)
    other = true + draw.exponential(8e6, len(true)).astype(np.int64)
    pairs = [
        ClockPair((at, at), (to, to), follows=False) for at, to in zip(shown.tolist(), other.tolist(), strict=True)
    ]
    started = time.perf_counter()
    estimate = estimate_clock(pairs)
    wall = time.perf_counter() - started
    assert estimate is not None
    truth = 42_000_000 + (estimate.reference - 42_000_000) * 30e-6
    names = ("hull", "median", "least squares")
    gap = shown - other
    slope, start = np.polyfit(shown.astype(float), gap.astype(float), 1)
    found = (estimate.best_offset, float(np.median(gap)), start + slope * estimate.reference)
    print(f"\n20,000 one-way pairs, mean delay 8 s: {wall:.2f} s")
    for name, offset in zip(names, found, strict=True):
        print(f"{name:36} off by {(offset - truth) / 1e6:+9.4f} s")
