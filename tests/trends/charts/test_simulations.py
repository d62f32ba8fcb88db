"""False alarms are as stated, and limits cover: seeded simulations, small by default and large in a campaign."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rca.trends.charts.chart import control_chart
from rca.trends.charts.compute import screen_series
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import Series

SIZES = [pytest.param(2_000, id="small"), pytest.param(60_000, id="large", marks=pytest.mark.campaign)]


def rate(values: Any, plan: ChartPlan, **options: Any) -> float:
    return float(screen_series(values, plan, **options).signal.mean())


def slip(share: float, charts: int) -> float:
    """Four standard errors of a share."""
    return 4 * (share * (1 - share) / charts) ** 0.5


@pytest.mark.parametrize("charts", SIZES)
@pytest.mark.parametrize(
    ("rules", "points", "expected"),
    [
        ("limits", 24, 1 - 0.9973002**24),  # three sigma on both sides
        ("limits", 100, 1 - 0.9973002**100),
    ],
)
def test_three_sigma_with_a_known_level(charts: int, rules: Any, points: int, expected: float) -> None:
    # Weight 1 makes an EWMA of single values, with a level that is given and not estimated.
    values = np.random.default_rng(11).standard_normal((charts, points))
    plan = ChartPlan("ewma", rules=rules, weight=1, target=0, sigma=1)
    assert abs(rate(values, plan) - expected) <= slip(expected, charts)


@pytest.mark.parametrize("charts", SIZES)
@pytest.mark.parametrize(
    ("slack", "decision", "run_length"),
    [(0.5, 4.0, 168), (0.5, 5.0, 465)],  # Montgomery, table 9.3; Hawkins 1993
)
def test_cusum_runs_as_long_as_published(charts: int, slack: float, decision: float, run_length: float) -> None:
    values = np.random.default_rng(12).standard_normal((min(charts, 6_000) // 4, 2_400))
    plan = ChartPlan("cusum", target=0, sigma=1, slack=slack, decision=decision)
    limits = screen_series(values, plan).limits
    out = limits.above | limits.below
    seen = np.where(out.any(axis=1), out.argmax(axis=1) + 1, 2_400)
    # Runs are cut at the end of the series, which takes about 2400 / 465 tails off a geometric mean.
    expected = run_length * (1 - np.exp(-2_400 / run_length))
    assert abs(seen.mean() - expected) <= 4 * seen.std() / len(seen) ** 0.5 + 0.02 * expected


@pytest.mark.parametrize("charts", SIZES)
def test_anhoej_runs_are_rarely_wrong(charts: int) -> None:
    random = np.random.default_rng(13)
    for points in (12, 24, 52):
        assert rate(random.standard_normal((charts, points)), ChartPlan("run")) <= 0.09


@pytest.mark.parametrize("charts", SIZES)
@pytest.mark.parametrize("rules", ["limits", "anhoej", "nhs", "nelson", "western-electric"])
def test_what_a_chart_states_is_what_happens(charts: int, rules: Any) -> None:
    random = np.random.default_rng(14)
    plan = ChartPlan("xmr", rules=rules, baseline=24)
    values = random.normal(50, 7, 36)
    series = Series(tuple(map(str, range(36))), tuple(map(float, values)))
    stated = control_chart(series, plan).false_alarms
    assert stated is not None
    happened = rate(random.normal(50, 7, (charts, 36)), plan, baseline=24)
    assert abs(stated.share - happened) <= slip(happened, charts) + slip(happened, stated.charts)


@pytest.mark.parametrize("charts", SIZES)
@pytest.mark.parametrize("kind", ["c", "u", "p", "g", "t"])
def test_stated_for_counts_and_rare_events(charts: int, kind: Any) -> None:
    random = np.random.default_rng(15)
    sizes = np.linspace(80, 200, 30)
    draw = {
        "c": lambda shape: random.poisson(9, shape),
        "u": lambda shape: random.poisson(0.1 * np.broadcast_to(sizes, shape)),
        "p": lambda shape: random.binomial(sizes.astype(int), 0.2, shape),
        "g": lambda shape: random.geometric(0.02, shape) - 1,
        "t": lambda shape: random.exponential(30, shape),
    }[kind]
    sized = kind in ("u", "p")
    per = sizes.astype(int).astype(float) if kind == "p" else sizes
    series = Series(
        tuple(map(str, range(30))),
        tuple(float(value) for value in draw((1, 30))[0]),
        tuple(map(float, per)) if sized else None,
    )
    stated = control_chart(series, ChartPlan(kind)).false_alarms
    assert stated is not None
    happened = rate(draw((charts, 30)), ChartPlan(kind), sizes=per if sized else None)
    # What is stated takes the level of one chart for that of all.
    assert abs(stated.share - happened) <= slip(happened, charts) + slip(happened, stated.charts) + 0.03


@pytest.mark.parametrize("charts", SIZES)
def test_laney_covers_under_over_dispersion(charts: int) -> None:
    random = np.random.default_rng(16)
    shape, size = (charts, 40), 20_000
    counts = random.binomial(size, np.clip(random.normal(0.9, 0.01, shape), 0, 1))
    sizes = np.full(shape, float(size))
    plain, laney = (
        screen_series(counts, ChartPlan(kind, rules="limits"), sizes)
        for kind in ("p", "laney-p")  # type: ignore[arg-type]
    )
    assert plain.marked.mean() > 0.25  # p takes what varies between weeks for signals
    assert laney.marked.mean() < 0.006  # three sigma with an estimated spread: 0.3 to 0.5 %
    assert laney.limits.dispersion is not None
    true = (0.01**2 + 0.09 / size) ** 0.5 / (0.09 / size) ** 0.5
    assert laney.limits.dispersion.mean() == pytest.approx(true, rel=0.02)


@pytest.mark.parametrize("charts", SIZES)
def test_laney_is_p_where_only_chance_varies(charts: int) -> None:
    random = np.random.default_rng(17)
    sizes = np.broadcast_to(random.integers(300, 900, 40).astype(float), (charts, 40))
    counts = random.binomial(sizes.astype(int), 0.3)
    laney = screen_series(counts, ChartPlan("laney-p", rules="limits"), sizes)
    assert laney.limits.dispersion is not None
    assert laney.limits.dispersion.mean() == pytest.approx(1, abs=0.02)
    assert laney.marked.mean() < 0.006


@pytest.mark.parametrize("rules", ["nhs", "anhoej", "nelson", "western-electric"])
def test_a_shift_is_found(rules: Any) -> None:
    values = np.random.default_rng(18).standard_normal((1_000, 44))
    values[:, 24:] += 1.5
    assert rate(values, ChartPlan("xmr", rules=rules), baseline=24) > 0.9
