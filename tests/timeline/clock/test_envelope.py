"""All lines between two clouds of points: against a general solver, and as laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from rca.timeline.clock.envelope import Spot, fit_region

LIMIT = 500e-6
BILLION = 10**9

spots = st.tuples(st.integers(-(10**11), 10**11), st.integers(-(10**8), 10**8), st.just(0))
clouds = st.lists(spots, min_size=1, max_size=12)


def by_general_solver(lows: list[Spot], highs: list[Spot], aim: tuple[float, float]) -> float | None:
    """Return the smallest ``aim . (offset, drift)``, solved by HiGHS; None where no line fits."""
    rows = [(-1.0, -u / 1e6) for u, _, _ in lows] + [(1.0, u / 1e6) for u, _, _ in highs]
    limits = [-float(bound) for _, bound, _ in lows] + [float(bound) for _, bound, _ in highs]
    found = linprog(aim, A_ub=np.array(rows), b_ub=np.array(limits), bounds=[(None, None), (-LIMIT * 1e6, LIMIT * 1e6)])
    return float(found.fun) if found.status == 0 else None


@settings(max_examples=80, deadline=None)
@given(clouds, clouds)
def test_the_hulls_give_what_a_general_solver_gives(lows: list[Spot], highs: list[Spot]) -> None:
    region = fit_region(lows, highs)
    lowest = by_general_solver(lows, highs, (1, 0))
    if region is None or lowest is None:
        gap = [bound - other for _, bound, _ in lows for _, other, _ in highs]
        assert region is None or max(gap) > -10  # a general solver may miss a sliver
        assert lowest is None or max(gap) > -10
        return
    highest = by_general_solver(lows, highs, (-1, 0))
    assert highest is not None
    assert region.bounds(0) == (pytest.approx(lowest, abs=20), pytest.approx(-highest, abs=20))
    for vertex, aim in ((region.vertices[0], (0.0, 1.0)), (region.vertices[-1], (0.0, -1.0))):
        drift = by_general_solver(lows, highs, aim)
        assert drift is not None
        assert float(vertex.drift) * 1e6 == pytest.approx(drift * aim[1], abs=1e-2)


@settings(max_examples=80, deadline=None)
@given(
    st.integers(-(10**10), 10**10),
    st.integers(-500_000, 500_000),
    st.lists(st.tuples(st.integers(-(10**9), 10**9), st.integers(0, 10**9), st.booleans()), min_size=1, max_size=20),
    st.integers(-(10**6), 10**6),
)
def test_the_truth_is_inside_for_any_delays(
    offset: int, ppb: int, matches: list[tuple[int, int, bool]], at: int
) -> None:
    """A pair is the true line at a multiple of 1000 s, made looser by a delay that is never negative."""
    cells = [(place * 1_000, place * ppb // 1_000_000, delay, upper) for place, delay, upper in matches]
    lows = [(u, offset + rise - delay, 0) for u, rise, delay, upper in cells if not upper]
    highs = [(u, offset + rise + 1 + delay, 0) for u, rise, delay, upper in cells if upper]
    region = fit_region(lows, highs)
    assert region is not None
    for u in (0, at, at * 1_000):
        low, high = region.bounds(u)
        truth = offset + ppb * u / BILLION
        assert low is None or low <= truth + 1
        assert high is None or truth <= high
    assert region.vertices[0].drift * BILLION <= ppb <= region.vertices[-1].drift * BILLION


@settings(max_examples=80, deadline=None)
@given(clouds, clouds, spots, st.booleans(), st.integers(-(10**9), 10**9))
def test_one_more_pair_never_widens(lows: list[Spot], highs: list[Spot], more: Spot, upper: bool, at: int) -> None:
    before = fit_region(lows, highs)
    after = fit_region([*lows, *([] if upper else [more])], [*highs, *([more] if upper else [])])
    if after is None:
        return
    assert before is not None
    wide, narrow = before.bounds(at), after.bounds(at)
    assert None not in (*wide, *narrow)
    assert wide[0] <= narrow[0]  # type: ignore[operator]
    assert narrow[1] <= wide[1]  # type: ignore[operator]


@given(clouds, clouds, st.randoms())
def test_the_order_of_pairs_is_of_no_account(lows: list[Spot], highs: list[Spot], chance: object) -> None:
    mixed = [list(side) for side in (lows, highs)]
    for side in mixed:
        chance.shuffle(side)  # type: ignore[attr-defined]
    assert fit_region(*mixed) == fit_region(lows, highs)


def test_one_direction_leaves_the_other_side_open() -> None:
    region = fit_region([(0, 5, 0), (10**6, 7, 1)], [])
    assert region is not None
    assert region.bounds(0)[1] is None
    assert region.bounds(0)[0] is not None


def test_no_line_fits_between_crossed_points() -> None:
    assert fit_region([(0, 10, 0)], [(0, 9, 1)]) is None
