"""Intervals against published answers, and how often they cover."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom, poisson

from rca.trends.metrics.intervals import count_interval, mean_interval, share_interval


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    found = [float(bound[0]) for bound in share_interval(np.array([float(part)]), np.array([float(whole)]))]
    assert found == pytest.approx([low, high], abs=5e-5)


def test_no_rows_have_no_interval() -> None:
    assert all(np.isnan(bound[0]) for bound in share_interval(np.zeros(1), np.zeros(1)))
    assert all(np.isnan(bound[0]) for bound in mean_interval(np.ones(1), np.ones(1), np.ones(1)))


@pytest.mark.parametrize("mean", [0.5, 3.0, 12.0, 80.0])
def test_counts_cover_at_least_at_their_level(mean: float) -> None:
    counts = np.arange(0, 400, dtype=float)
    low, high = count_interval(counts)
    assert poisson.pmf(counts, mean)[(low <= mean) & (mean <= high)].sum() >= 0.95


def test_shares_cover_at_their_level_on_average() -> None:
    counts = np.arange(0, 61, dtype=float)
    low, high = share_interval(counts, np.full(61, 60.0))
    covered = [binom.pmf(counts, 60, p)[(low <= p) & (p <= high)].sum() for p in np.linspace(0.02, 0.98, 97)]
    assert np.mean(covered) == pytest.approx(0.95, abs=0.01)
    assert min(covered) > 0.85


def test_means_cover_at_their_level() -> None:
    drawn = np.random.default_rng(3).poisson(4, (4_000, 30)).astype(float)
    low, high = mean_interval(drawn.sum(axis=1), (drawn**2).sum(axis=1), np.full(4_000, 30.0))
    assert np.mean((low <= 4) & (high >= 4)) == pytest.approx(0.95, abs=0.012)
