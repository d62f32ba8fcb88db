"""Survival curves against published answers, another implementation, and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from rca.trends.metrics.compare import compare_times
from rca.trends.metrics.survival import kaplan_meier

# Freireich et al. 1963: weeks of remission, treated and placebo.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
TREATED_DONE = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
# `aml` of R's survival: maintained and not.
MAINTAINED = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
MAINTAINED_DONE = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
OTHERS = [5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45]
OTHERS_DONE = [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]


def test_freireich() -> None:
    curve = kaplan_meier(TREATED, TREATED_DONE)
    assert curve.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert curve.open.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert curve.quantile(0.5) == (23, 16, None)
    assert kaplan_meier(PLACEBO, [1] * 21).quantile(0.5)[0] == 8


def test_freireich_compared() -> None:
    told = compare_times(TREATED + PLACEBO, TREATED_DONE + [1] * 21, [0] * 21 + [1] * 21)
    assert told.chi_square == pytest.approx(16.7929, abs=5e-5)
    assert told.p_value == pytest.approx(4.17e-5, abs=5e-8)
    assert np.log(told.hazard_ratio) == pytest.approx(1.5721, abs=5e-5)
    assert told.hazard_ratio == pytest.approx(4.8169, abs=5e-5)
    assert told.low < told.hazard_ratio < told.high


def test_aml() -> None:
    maintained, others = kaplan_meier(MAINTAINED, MAINTAINED_DONE), kaplan_meier(OTHERS, OTHERS_DONE)
    assert (maintained.quantile(0.5)[0], others.quantile(0.5)[0]) == (31, 23)
    assert maintained.at(31)[0] == pytest.approx(0.4909, abs=5e-5)
    told = compare_times(MAINTAINED + OTHERS, MAINTAINED_DONE + OTHERS_DONE, [0] * 11 + [1] * 12)
    assert told.chi_square == pytest.approx(3.396, abs=5e-4)
    assert told.p_value == pytest.approx(0.065, abs=5e-4)


CASES = st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=40).filter(
    lambda rows: any(done for _, done in rows)
)


@given(CASES)
@settings(max_examples=50)
def test_another_implementation_agrees(rows: list[tuple[int, bool]]) -> None:
    time, done = zip(*rows, strict=True)
    ours, theirs = kaplan_meier(time, done), SurvfuncRight(time, done)
    with np.errstate(all="ignore"):
        known = {t: (p, se) for t, p, se in zip(theirs.surv_times, theirs.surv_prob, theirs.surv_prob_se, strict=True)}
    for at, part, variance in zip(ours.time, ours.open, ours.variance, strict=True):
        assert part == pytest.approx(known[at][0], abs=1e-12)
        if part > 0:
            assert part * np.sqrt(variance) == pytest.approx(known[at][1], abs=1e-9)


@given(CASES, st.lists(st.integers(1, 5), min_size=40, max_size=40))
@settings(max_examples=50)
def test_counts_are_as_good_as_rows(rows: list[tuple[int, bool]], many: list[int]) -> None:
    counts = many[: len(rows)]
    time, done = zip(*rows, strict=True)
    short = kaplan_meier(time, done, counts)
    long = kaplan_meier(np.repeat(time, counts), np.repeat(done, counts))
    assert short.open.tolist() == pytest.approx(long.open.tolist())
    assert short.quantile(0.5) == long.quantile(0.5)


@given(st.lists(st.integers(0, 100), min_size=2, max_size=50))
@settings(max_examples=50)
def test_without_open_ones_the_median_is_the_plain_one(times: list[int]) -> None:
    assert kaplan_meier(times, [True] * len(times)).quantile(0.5)[0] == np.median(times)


def test_intervals_of_the_median_cover() -> None:
    rng = np.random.default_rng(7)
    hits = 0
    for _ in range(400):
        time, until = rng.exponential(1, 80), rng.exponential(2, 80)
        _, low, high = kaplan_meier(np.minimum(time, until), time <= until).quantile(0.5)
        hits += (low or 0) <= np.log(2) <= (np.inf if high is None else high)
    assert 0.92 <= hits / 400 <= 0.985


def test_the_part_still_open_covers() -> None:
    rng = np.random.default_rng(8)
    hits = 0
    for _ in range(400):
        time, until = rng.exponential(1, 80), rng.exponential(2, 80)
        _, low, high = kaplan_meier(np.minimum(time, until), time <= until).at(1.0)
        hits += low <= np.exp(-1) <= high
    assert 0.92 <= hits / 400 <= 0.985
