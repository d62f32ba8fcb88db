"""How long charts take: printed, never a pass or fail by time.

Run with: ``python -m pytest tests/benchmarks/test_charts.py -m benchmark -s``
"""

from __future__ import annotations

import time

import numpy as np
import pytest

from rca.trends.charts.change_points import change_points
from rca.trends.charts.chart import control_chart
from rca.trends.charts.compute import screen_series
from rca.trends.charts.layout import chart_scene
from rca.trends.charts.plan import KINDS, RATES, ChartPlan, RuleSet
from rca.trends.charts.results import Series

pytestmark = pytest.mark.benchmark
SERIES, POINTS = 1_000, 200


def _cpu(what: str, start: float) -> None:
    print(f"{what:40} CPU {1000 * (time.process_time() - start):8.1f} ms")


@pytest.mark.parametrize("rules", ["limits", "anhoej", "nhs", "nelson", "western-electric"])
def test_a_thousand_series(rules: RuleSet) -> None:
    values = np.random.default_rng(1).poisson(20, (SERIES, POINTS)).astype(float)
    start = time.process_time()
    found = screen_series(values, ChartPlan("xmr", rules=rules), baseline=100)
    _cpu(f"\nxmr {rules}, 1,000 x 200", start)
    assert found.signal.shape == (SERIES,)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "xmr"])
def test_a_thousand_series_of_each_kind(kind: str) -> None:
    values = np.random.default_rng(1).poisson(20, (SERIES, POINTS)).astype(float)
    sizes = np.full(values.shape, 100.0) if kind in RATES else None
    start = time.process_time()
    screen_series(values, ChartPlan(kind), sizes)  # type: ignore[arg-type]
    _cpu(f"\n{kind}, 1,000 x 200", start)


@pytest.mark.parametrize("points", [52, 200])
def test_one_chart(points: int) -> None:
    values = tuple(map(float, np.random.default_rng(1).poisson(20, points)))
    series = Series(tuple(map(str, range(points))), values)
    control_chart(series, ChartPlan("xmr"))
    start = time.process_time()
    control_chart(series, ChartPlan("xmr"), simulated=0)
    _cpu(f"\none chart of {points}", start)
    start = time.process_time()
    chart = control_chart(series, ChartPlan("xmr"))
    _cpu("with 2,000 simulated", start)
    chart_scene(chart)
    start = time.process_time()
    chart_scene(chart)
    _cpu("its picture", start)
    start = time.process_time()
    change_points(values)
    _cpu("its change points", start)
