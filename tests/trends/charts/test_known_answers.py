"""Published charts come out to the digits printed.

Data and answers: NIST/SEMATECH e-Handbook of Statistical Methods, chapter 6.3; Montgomery, Introduction to
Statistical Quality Control; the C. difficile counts of a Danish hospital that the run-chart literature uses.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rca.trends.charts.chart import control_chart
from rca.trends.charts.plan import ChartPlan
from rca.trends.charts.results import Chart, Series

REFERENCE = Path(__file__).parents[4] / "shared" / "data" / "spc_reference.csv"

IMR = "49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1"
EWMA = f"52.0 47.0 53.0 49.3 50.1 47.0 51.0 50.1 51.2 50.5 {IMR}"
CUSUM = (
    "324.925 324.675 324.725 324.350 325.350 325.225 324.125 324.525 325.225 324.600 324.625 325.150 328.325 "
    "327.250 327.825 328.500 326.675 327.775 326.875 328.350"
)
WAFERS = "16 14 28 16 12 20 10 12 10 17 19 17 14 16 15 13 14 16 11 20 11 19 16 31 13"
JUICE = "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6"
BOARDS = "21 24 16 12 15 5 28 20 31 25 20 24 16 19 10 17 13 22 18 39 30 24 16 19 17 15"
COMPUTERS = "10 12 8 14 10 16 11 7 10 15 9 5 7 11 12 6 8 10 7 5"
CDI = "17 12 27 20 20 18 22 19 19 24 17 16 24 19 19 22 25 19 17 6 25 17 11 14 9 11 7 13 5 5 3 5 9 4 5 9"


def charted(text: str, plan: ChartPlan, sizes: str | float | None = None) -> Chart:
    values = tuple(float(word) for word in text.split())
    if isinstance(sizes, str):
        per: tuple[float, ...] | None = tuple(float(word) for word in sizes.split())
    else:
        per = None if sizes is None else (float(sizes),) * len(values)
    periods = tuple(str(place) for place in range(1, len(values) + 1))
    return control_chart(Series(periods, values, per), plan, simulated=0)


def printed(value: float | None, digits: str) -> bool:
    """Whether a value rounds, half away or to even, to what was printed."""
    decimals = len(digits.partition(".")[2])
    return value is not None and abs(value - float(digits)) <= 0.5000001 * 10**-decimals


def named(chart: Chart, rule: str | None = None) -> list[int]:
    """The points that a rule names, from 1."""
    return sorted({p + 1 for s in chart.signals if rule in (None, s.rule) for p in s.points})


def test_individuals() -> None:
    chart = charted(IMR, ChartPlan("xmr"))
    phase = chart.phases[0]
    assert printed(phase.centre, "50.81")
    assert printed(phase.mean_range, "1.8778")
    assert printed(phase.upper, "55.8041")
    assert printed(phase.lower, "45.8159")
    assert printed(phase.range_limit, "6.135")
    assert chart.signals == ()


@pytest.mark.parametrize("asymptotic", [False, True])
def test_ewma(asymptotic: bool) -> None:
    chart = charted(EWMA, ChartPlan("ewma", target=50, sigma=2.0539, weight=0.3, asymptotic=asymptotic))
    expected = (
        "50.60 49.52 50.56 50.18 50.16 49.21 49.75 49.85 50.26 50.33 50.11 49.36 49.52 50.05 49.38 49.92 50.73 51.23 "
        "51.94 51.99"
    )
    assert all(printed(value, digits) for value, digits in zip(chart.shown, expected.split(), strict=True))
    assert chart.asymptotic is not None
    lower, upper = chart.asymptotic
    assert printed(upper, "52.5884")
    assert printed(lower, "47.41157")  # the handbook cuts it off to 47.4115
    assert chart.signals == ()
    assert (chart.upper[0] == pytest.approx(50 + 3 * 2.0539 * 0.3)) is not asymptotic
    assert chart.upper[-1] == pytest.approx(upper, abs=1e-5)


def test_cusum() -> None:
    chart = charted(CUSUM, ChartPlan("cusum", target=325, slack=0.3175, decision=4.1959))
    high = "0 0 0 0 0.03 0 0 0 0 0 0 0 3.01 4.94 7.45 10.63 11.99 14.44 16.00 19.04"
    low = "0 0.01 0 0.33 0 0 0.56 0.72 0.17 0.25 0.31 0 0 0 0 0 0 0 0 0"
    # The handbook rounds at every step, so its sums may differ by one in the last digit.
    assert chart.shown == pytest.approx([float(digits) for digits in high.split()], abs=0.0101)
    assert chart.lower_sum == pytest.approx([float(digits) for digits in low.split()], abs=0.0101)
    assert named(chart) == list(range(14, 21))
    assert [(signal.first + 1, signal.reached + 1) for signal in chart.signals] == [(13, 14)]


def test_counts_and_a_point_on_the_limit() -> None:
    chart = charted(WAFERS, ChartPlan("c"))
    assert (chart.centre[0], chart.lower[0], chart.upper[0]) == (16, 4, 28)
    assert chart.shown[2] == 28
    assert named(chart) == [24]


def test_proportions_and_points_left_out() -> None:
    chart = charted(JUICE, ChartPlan("p"), 50)
    assert [printed(line[0], digits) for line, digits in _lines(chart, "0.23133 0.05243 0.41024")] == [True] * 3
    assert named(chart) == [15, 23]
    again = charted(JUICE, ChartPlan("p", leave_out=("15", "23")), 50)
    assert [printed(line[0], digits) for line, digits in _lines(again, "0.215 0.04070 0.38930")] == [True] * 3
    assert named(again) == [15, 21, 23]


def test_circuit_boards() -> None:
    chart = charted(BOARDS, ChartPlan("c", rules="limits"))
    assert [printed(line[0], digits) for line, digits in _lines(chart, "19.84615 6.48145 33.21086")] == [True] * 3
    assert named(chart) == [6, 20]
    again = charted(BOARDS, ChartPlan("c", rules="limits", leave_out=("6", "20")))
    assert [printed(line[0], digits) for line, digits in _lines(again, "19.66667 6.36253 32.97080")] == [True] * 3


def test_rates_of_equal_size() -> None:
    chart = charted(COMPUTERS, ChartPlan("u"), 5)
    assert [printed(line[0], digits) for line, digits in _lines(chart, "1.93 0.06613 3.79387")] == [True] * 3
    assert chart.signals == ()


def test_rates_of_unequal_size() -> None:
    chart = charted("14 12 20 11 7 10 21 16 19 23", ChartPlan("u"), "10 8 13 10 9.5 10 12 10.5 12 12.5")
    assert printed(chart.centre[0], "1.42326")
    expected = [("0.2915", "2.5550"), ("0.1579", "2.6886"), ("0.4306", "2.4159")]
    for at, (lower, upper) in enumerate(expected):
        assert printed(chart.lower[at], lower)
        assert printed(chart.upper[at], upper)
    assert not chart.phases[0].constant


def test_laney_limits_are_those_of_p_times_sigma_z() -> None:
    # First row of the published table of weekly emergency attendances: 266501 of 280443 within the target.
    centre, size, spread = 0.95289971, 280443, 10.640422
    sigma = (centre * (1 - centre) / size) ** 0.5
    assert [round(centre + side * 3 * sigma, 6) for side in (-1, 1)] == [0.9517, 0.9541]
    assert [round(centre + side * 3 * sigma * spread, 6) for side in (-1, 1)] == [0.94013, 0.96567]


def test_run_chart_of_infections() -> None:
    chart = charted(CDI, ChartPlan("run"))
    phase = chart.phases[0]
    assert phase.centre == 17
    assert (phase.longest, phase.most, phase.crossings, phase.least) == (14, 8, 6, 11)
    assert {signal.rule for signal in chart.signals} == {"longest-run", "crossings"}
    assert chart.upper == (None,) * 36


def test_unfrozen_limits_hide_a_drop() -> None:
    chart = charted(CDI, ChartPlan("xmr", rules="nhs"))
    assert [printed(line[0], digits) for line, digits in _lines(chart, "14.8333 2.2173 27.4493")] == [True] * 3
    assert named(chart, "outside") == []


def test_frozen_limits_show_it() -> None:
    chart = charted(CDI, ChartPlan("xmr", rules="nhs", baseline=24, good="lower"))
    assert [printed(line[0], digits) for line, digits in _lines(chart, "18.7083 4.4831 32.9336")] == [True] * 3
    assert printed(chart.phases[0].mean_range, "5.3478")
    assert named(chart, "outside") == [31, 34]
    run = next(signal for signal in chart.signals if signal.rule == "seven-one-side")
    assert (run.first + 1, run.reached + 1, run.last + 1) == (22, 28, 36)
    assert chart.sign == "improvement"


def _lines(chart: Chart, digits: str) -> list[tuple[tuple[float | None, ...], str]]:
    return list(zip((chart.centre, chart.lower, chart.upper), digits.split(), strict=True))


PLANS = {
    "nist_imr": (ChartPlan("xmr"), None),
    "nist_ewma": (ChartPlan("ewma", target=50, sigma=2.0539, weight=0.3, asymptotic=True), None),
    "nist_cusum": (ChartPlan("cusum", target=325, slack=0.3175, decision=4.1959), None),
    "nist_c": (ChartPlan("c"), None),
    "nist_p": (ChartPlan("p"), 50),
}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference table is not beside this checkout")
@pytest.mark.parametrize("case", PLANS)
def test_reference_table(case: str) -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as text:
        row = next(row for row in csv.DictReader(text) if row["case"] == case)
    plan, size = PLANS[case]
    chart = charted(row["input"], plan, size)
    facts = dict(part.partition("=")[::2] for part in row["expected"].split(";"))
    phase = chart.phases[0]
    answers = {
        "mean": phase.centre, "cl": phase.centre, "mrbar": phase.mean_range, "ucl": phase.upper, "lcl": phase.lower,
    }  # fmt: skip
    for name, value in answers.items():
        if name in facts:
            assert value == pytest.approx(float(facts[name]), abs=10.0 ** -len(facts[name].partition(".")[2])), name
    for name, line in (("ewma", chart.shown), ("shi", chart.shown), ("slo", chart.lower_sum)):
        if name in facts:
            assert line == pytest.approx([float(word) for word in facts[name].split()], abs=0.0101), name
    signals = facts.get("signals_1based", facts.get("signals", facts.get("first_signal_1based")))
    assert signals is not None
    wanted = [] if signals == "none" else [int(word) for word in signals.split()]
    assert named(chart)[: len(wanted) or None] == wanted
