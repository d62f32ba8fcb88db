"""Each rule names the points that it should, on small cases and by its definition."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.trends.charts.chart import control_chart
from rca.trends.charts.limits import limits_around
from rca.trends.charts.patterns import pattern_marks
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import Series
from rca.trends.charts.rules import NELSON, NHS, WESTERN_ELECTRIC, Pattern
from rca.trends.charts.runs import count_runs, run_bounds

PATTERNS = {pattern.rule: pattern for pattern in (*NHS, *NELSON, *WESTERN_ELECTRIC)}


def met(rule: str | Pattern, z: list[float]) -> list[int]:
    """The points that a rule names, from 1, around 0 with a standard deviation of 1."""
    pattern = PATTERNS[rule] if isinstance(rule, str) else rule
    rows = np.array([z], dtype=np.float64)
    limits = limits_around(rows, np.zeros((1, 1)), np.ones((1, 1)))
    above, below = pattern_marks(pattern, limits)
    return [int(at) + 1 for at in (above.marked | below.marked)[0].nonzero()[0]]


NAN = float("nan")


@pytest.mark.parametrize(
    ("rule", "z", "expected"),
    [
        ("western-electric-1", [0, 3.1, 3.0, -3.2], [2, 4]),
        ("western-electric-2", [0, 2.5, 1.0, 2.6, 0], [4]),
        ("western-electric-3", [0, 1.2, 1.3, 0.2, 1.4, 1.5], [6]),
        ("western-electric-4", [-1] * 8 + [1], [8]),
        ("nelson-1", [0, -3.5, 3.0], [2]),
        ("nelson-2", [0.5] * 10 + [-0.5] * 10, [9, 10, 19, 20]),
        ("nelson-3", [*range(1, 8), *range(7, 0, -1)], [6, 7, 13, 14]),
        ("nelson-4", [1, 3, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8, 7, 9, 8], [14, 15]),
        ("nelson-5", [0, 2.3, 0.4, 2.2, -2.4, -0.2, -2.5], [4, 7]),
        ("nelson-6", [1.2, 1.3, 0.2, 1.4, 1.5, -1.2, -1.3, -0.1, -1.4, -1.5], [5, 10]),
        ("nelson-7", [0.3] * 16 + [1.2], [15, 16]),
        ("nelson-8", [1.2, -1.3, 1.1, -1.4, 1.5, -1.2, 1.3, -1.1, 0.2], [8]),
        ("trend", [0, 1, 2, 3, 4, 5, 6, 5], [1, 2, 3, 4, 5, 6, 7]),
        ("trend", [0, 1, 2, 3, 3, 4, 5, 6], []),  # a tie breaks it
        ("trend", [0, 1, 2, NAN, 3, 4, 5, 6], []),  # so does a gap
        ("seven-one-side", [1, 1, 1, 1, 1, 1, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
        ("seven-one-side", [1, 1, 1, 0, 1, 1, 1, 1], []),  # a point on the mean breaks it
        ("seven-one-side", [1, 1, 1, NAN, 1, 1, 1, 1], []),
        ("two-of-three", [2.5, 1, 2.5], [1, 3]),
        ("two-of-three", [2.5, -1, 2.5], []),  # all three lie on one side
        ("two-of-three", [3.5, 1, 2.5], []),  # a point outside the limits is not counted
        ("two-of-three", [1, 2.5, 2.5, 3.5], [2, 3]),
        ("two-of-three", [2.5, 2.5, -1], []),
        ("two-of-three", [-2.5, -2.5, -0.1], [1, 2]),
    ],
)
def test_small_cases(rule: str, z: list[float], expected: list[int]) -> None:
    assert met(rule, z) == expected


@settings(max_examples=60)
@given(st.lists(st.sampled_from([-3.5, -2.4, -1.5, -0.5, 0.0, 0.5, 1.5, 2.4, 3.5, NAN]), min_size=1, max_size=24))
def test_western_electric_by_definition(z: list[float]) -> None:
    for rule, sigmas, need, of in (("2", 2, 2, 3), ("3", 1, 4, 5), ("4", 0, 8, 8)):
        expected = set()
        for at in range(len(z)):
            window = z[max(0, at - of + 1) : at + 1]
            for side in (1, -1):
                if side * z[at] > sigmas and sum(side * value > sigmas for value in window) >= need:
                    expected.add(at + 1)
        assert met(f"western-electric-{rule}", z) == sorted(expected)


def test_nhs_points_have_one_cause_in_order() -> None:
    # Eight below the mean, falling, the last outside: outside goes before trend, and trend before the run.
    values = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 9.9, 9.8, 9.7, 9.6, 9.5, 9.4, 9.3, 5.0]
    periods = tuple(map(str, range(1, 21)))
    chart = control_chart(Series(periods, tuple(values)), ChartPlan("xmr", rules="nhs", baseline=12), simulated=0)
    causes = {point + 1: signal.rule for signal in chart.signals for point in signal.points}
    assert len(causes) == sum(len(signal.points) for signal in chart.signals)
    assert causes[20] == "outside"
    assert {causes[point] for point in range(13, 20)} == {"trend"}


@pytest.mark.parametrize(
    ("useful", "bounds"),
    [
        (10, (6, 2)), (12, (7, 3)), (16, (7, 4)), (20, (7, 6)), (24, (8, 8)), (26, (8, 8)), (30, (8, 10)),
        (36, (8, 13)), (52, (9, 20)),
    ],
)  # fmt: skip
def test_bounds_of_runs(useful: int, bounds: tuple[int, int]) -> None:
    assert run_bounds(useful) == bounds


def test_bounds_are_binomial_quantiles() -> None:
    from scipy.stats import binom

    assert [run_bounds(n)[1] for n in range(10, 400)] == [int(binom.ppf(0.05, n - 1, 0.5)) for n in range(10, 400)]


@settings(max_examples=100)
@given(st.lists(st.sampled_from([-1.0, 0.0, 1.0, NAN]), min_size=1, max_size=40))
def test_runs_by_definition(z: list[float]) -> None:
    useful = [value for value in z if value in (-1.0, 1.0)]
    lengths = [len(list(group)) for _, group in groupby(useful)]
    runs = count_runs(np.array([z]))
    assert int(runs.useful[0]) == len(useful)
    assert int(runs.longest[0]) == max(lengths, default=0)
    assert int(runs.crossings[0]) == max(len(lengths) - 1, 0)
    assert runs.length[0].max(initial=0) == max(lengths, default=0)


def test_the_points_of_the_longest_run_are_named() -> None:
    values = [1.0, 3.0] * 6 + [4.0] * 9 + [2.0] + [4.0]
    periods = tuple(map(str, range(1, len(values) + 1)))
    chart = control_chart(Series(periods, tuple(values)), ChartPlan("run"), simulated=0)
    (run,) = [signal for signal in chart.signals if signal.rule == "longest-run"]
    most = chart.phases[0].most
    assert chart.phases[0].longest > most
    assert len(run.points) == chart.phases[0].longest
    assert run.points[most] == run.reached


@pytest.mark.parametrize(
    ("values", "rules", "expected"),
    [
        # Sums of tenths are never exact: 0.1 + 0.2 is not 0.3, yet a point on the mean is on it.
        ([0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2], "nhs", set()),
        ([5.0] * 20, "nelson", set()),
    ],
)
def test_points_on_the_line(values: list[float], rules: str, expected: set[str]) -> None:
    periods = tuple(map(str, range(len(values))))
    chart = control_chart(Series(periods, tuple(values)), ChartPlan("xmr", rules=rules), simulated=0)  # type: ignore[arg-type]
    assert {signal.rule for signal in chart.signals} == expected
