"""Phases, gaps, baselines, cautions and the verdict of whole charts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.errors import InputError
from rca.trends.charts.chart import control_chart
from rca.trends.charts.compute import screen_series
from rca.trends.charts.plan import KINDS, RATES, ChartPlan, Rebase
from rca.trends.charts.results import Chart, Series


def weeks(count: int, start: date = date(2024, 3, 4)) -> tuple[str, ...]:
    return tuple((start + timedelta(weeks=place)).isoformat() for place in range(count))


def charted(values: list[float | None], sizes: list[float] | None = None, **plan: Any) -> Chart:
    series = Series(weeks(len(values)), tuple(values), None if sizes is None else tuple(sizes), "escalations")
    return control_chart(series, ChartPlan(**{"kind": "xmr", **plan}), simulated=0)


WOBBLE = [20.0, 18, 19, 21, 17, 20, 18, 19, 17, 20, 18, 21]


def test_lower_since_a_week_is_said_in_words() -> None:
    low = [14.0, 15, 14, 16, 15, 14, 15]
    chart = charted([*WOBBLE, *low], rules="nhs", baseline=12)
    assert chart.verdict[0] == "Lower since week of 27 May: seven weeks in a row below the mean of 19."
    assert chart.sign == ""
    assert charted([*WOBBLE, *low], rules="nhs", baseline=12, good="lower").verdict[0].endswith(" An improvement.")
    worse = charted([*WOBBLE, *low], rules="nhs", baseline=12, good="higher")
    assert (worse.sign, worse.verdict[0].endswith(" A concern.")) == ("concern", True)


def test_no_signal_is_said_plainly() -> None:
    assert charted(list(WOBBLE)).verdict == ("No signal: all 12 weeks lie within the limits and no rule is met.",)


def test_a_point_that_passed_is_told_as_such() -> None:
    chart = charted([*WOBBLE, 60, 19, 18, 20], baseline=12)
    assert chart.current is None
    assert chart.verdict[0].startswith("Week of 27 May: 60, above the upper limit of ")
    assert chart.verdict[0].endswith("; nothing stands out at the last week.")


def test_nothing_is_said_where_nothing_can_be() -> None:
    for values in ([5.0], [5.0] * 12):
        chart = charted(values)
        assert chart.verdict[0].startswith("Nothing can be said yet")
        assert any("No limits" in warning for warning in chart.warnings)


def test_limits_start_anew_at_a_rebase() -> None:
    low = [9.0, 8, 10, 7, 9, 8, 10, 9, 7, 8, 9, 10]
    for day in ("2024-05-27", "2024-05-22"):  # a day within a week: the first whole week after it
        chart = charted([*WOBBLE, *low], rebases=(Rebase(day, "Second approval begins"),))
        assert [phase.start for phase in chart.phases] == [0, 12]
        assert chart.centre[11] == pytest.approx(19)
        assert chart.centre[12] == pytest.approx(np.mean(low))
        # No moving range reaches from one phase into the next.
        assert chart.phases[1].mean_range == pytest.approx(np.abs(np.diff(low)).mean())
        assert chart.verdict[0] == ("The mean was 19 before week of 27 May (Second approval begins) and is 8.67 since.")
        assert "does not prove" in chart.verdict[-1]


def test_levels_within_noise_are_called_that() -> None:
    chart = charted([*WOBBLE, *WOBBLE[::-1]], rebases=(Rebase("2024-05-27", "Rota of five"),))
    assert chart.verdict[0].startswith("No signal in any phase")
    assert chart.verdict[1].endswith("no more than noise.")


def test_every_level_is_told() -> None:
    rebases = (Rebase("2024-05-27", "Second reader"), Rebase("2024-08-19", "Rota of five"))
    chart = charted([*WOBBLE, *(value - 12 for value in WOBBLE), *(value - 12 for value in WOBBLE)], rebases=rebases)
    assert "The mean was 19 before week of 27 May (Second reader) and 7 after that." in chart.verdict
    assert "The mean was 7 before week of 19 August (Rota of five) and is 7 since: no more than noise." in chart.verdict


def test_a_chart_shows_no_words_of_a_case_by_itself() -> None:
    chart = charted(list(WOBBLE), rebases=(Rebase("2024-04-01", "a name"),))
    assert repr(chart) == "Chart(xmr, 12 points, 0 signals)"


def test_long_series_are_charted() -> None:
    values = np.random.default_rng(4).normal(size=5_000)
    series = Series(tuple(map(str, range(5_000))), tuple(map(float, values)))
    chart = control_chart(series, ChartPlan("xmr"))
    assert chart.false_alarms is not None
    assert chart.false_alarms.charts == 200


def test_missing_weeks_are_gaps() -> None:
    periods = weeks(12)
    kept = [place for place in range(12) if place not in (4, 5)]
    series = Series(tuple(periods[place] for place in kept), tuple(WOBBLE[place] for place in kept))
    chart = control_chart(series, ChartPlan("xmr"), simulated=0)
    assert chart.series.periods == periods
    assert [at for at, value in enumerate(chart.shown) if value is None] == [4, 5]
    ranges = [abs(b - a) for a, b in pairwise(WOBBLE)]
    assert chart.phases[0].mean_range == pytest.approx(np.mean(ranges[:3] + ranges[6:]))
    assert any("Two weeks have no value" in warning for warning in chart.warnings)


def test_a_gap_holds_memory_still() -> None:
    for kind in ("ewma", "cusum"):
        whole = charted([1.0, 2, 3, 2], kind=kind, target=2, sigma=1)
        gap = charted([1.0, 2, None, 3, 2], kind=kind, target=2, sigma=1)
        assert [value for value in gap.shown if value is not None] == pytest.approx(whole.shown)


def test_baseline_by_periods_and_points_left_out() -> None:
    chart = charted([*WOBBLE, 40, 41, 42], baseline=("2024-03-11", "2024-05-22"), leave_out=("2024-03-18",))
    used = [WOBBLE[place] for place in range(1, 12) if place != 2]
    assert chart.centre[0] == pytest.approx(np.mean(used))
    phase = chart.phases[0]
    assert (phase.base_start, phase.base_stop) == (1, 12)


def test_screened_moving_ranges() -> None:
    plain, screened = (charted([*WOBBLE, 90, *WOBBLE], screen=screen) for screen in (False, True))
    ranges = np.abs(np.diff([*WOBBLE, 90, *WOBBLE]))
    kept = ranges[ranges < 3.267 * ranges.mean()]
    assert screened.phases[0].mean_range == pytest.approx(kept.mean())
    assert screened.phases[0].upper < plain.phases[0].upper  # type: ignore[operator]


@pytest.mark.parametrize(
    ("values", "sizes", "plan", "words"),
    [
        ([1, 2, 1, 3, 0, 2, 1, 2, 3, 1, 2, 1], None, {"kind": "c"}, "Small counts"),
        ([20, 1, 22, 2, 25, 1, 30, 3, 22, 1, 20, 2], None, {"kind": "c"}, "an XmR chart fits better"),
        ([900, 500, 880, 400, 910, 450] * 2, [1000] * 12, {"kind": "p"}, "Laney's limits (laney) fit better"),
        ([5, 6, 5, 7], None, {"kind": "xmr"}, "rest on four weeks"),
        ([1, 2, 1, 3] * 4, None, {"kind": "c"}, "a fall can show only as a run"),
    ],
)
def test_cautions(values: list[float | None], sizes: list[float] | None, plan: dict[str, Any], words: str) -> None:
    assert any(words in warning for warning in charted(values, sizes, **plan).warnings)


def test_laney_widens_with_dispersion_only() -> None:
    random = np.random.default_rng(2)
    sizes = [300_000.0] * 40
    level = random.normal(0.95, 0.004, 40)
    counts: list[float | None] = [float(round(300_000 * share)) for share in level]
    plain, laney = (charted(counts, sizes, kind=kind) for kind in ("p", "laney-p"))
    outside = [sum(s.rule == "outside" for s in chart.signals) for chart in (plain, laney)]
    assert outside[0] > 5
    assert outside[1] == 0
    spread = laney.phases[0].dispersion
    assert spread is not None
    assert (laney.upper[0] - laney.centre[0]) == pytest.approx(spread * (plain.upper[0] - plain.centre[0]))  # type: ignore[operator]


def test_rare_events() -> None:
    counts: list[float | None] = [10.0, 30, 5, 60, 12, 22, 41, 9, 15, 33, 27, 8]
    mean = np.mean([value for value in counts if value is not None])
    g = charted(counts, kind="g")
    assert g.upper[0] == pytest.approx(mean + 3 * np.sqrt(mean * (mean + 1)))
    assert g.centre[0] == pytest.approx(0.6931 * mean, rel=1e-4)
    bent = np.array(counts, dtype=float) ** (1 / 3.6)
    t = charted(counts, kind="t", exact=True)
    upper = bent.mean() + 3 * np.abs(np.diff(bent)).mean() / 1.1283791670955126
    assert t.upper[0] == pytest.approx(upper**3.6)
    assert t.centre[0] == pytest.approx(bent.mean() ** 3.6)


@pytest.mark.parametrize(
    ("values", "plan", "codes"),
    [
        ([1.5, 2, -3], {"kind": "c"}, ["chart.value", "chart.value"]),
        ([1.0, 2, float("inf")], {}, ["chart.value"]),
        ([None, None], {}, ["chart.values"]),
        ([1.0, 2], {"kind": "p"}, ["chart.size"]),
        ([1.0, 2], {"kind": "ewma", "rules": "nhs", "weight": 0}, ["chart.rules", "chart.lambda"]),
        ([1.0, 2], {"kind": "g", "rules": "nelson"}, ["chart.rules"]),
        ([1.0, 2], {"target": 3, "sigma": -1}, ["chart.target", "chart.sigma", "chart.sigma"]),
        ([1.0, 2], {"kind": "cusum", "slack": -1, "decision": 0}, ["chart.decision", "chart.slack"]),
        ([1.0, 2, 3], {"baseline": 9, "leave_out": ("x",), "rebases": (Rebase("y"),)},
         ["chart.rebase", "chart.baseline", "chart.leave-out"]),
        ([1.0, 2, 3, 4], {"rebases": (Rebase("2024-03-18"), Rebase("2024-03-11"))}, ["chart.rebase"]),
        ([1.0, 2, 3, 4], {"baseline": ("2024-03-18", "2024-03-11")}, ["chart.baseline"]),
    ],
)  # fmt: skip
def test_bad_input_is_named_at_once(values: list[float | None], plan: dict[str, Any], codes: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        charted(values, **plan)
    assert [mistake.code for mistake in caught.value.mistakes] == codes
    assert all(mistake.remedy for mistake in caught.value.mistakes)


def test_periods_that_repeat_fall_or_mix_are_refused() -> None:
    for periods, code in (
        (("a", "b", "a"), "chart.period-twice"),
        (("2024-02-01", "2024-01-01", "2024-03-01"), "chart.order"),
        (("2024-01-01", "01/02/2024", "2024-03-01"), "chart.period"),
    ):
        with pytest.raises(InputError) as caught:
            control_chart(Series(periods, (1, 2, 3)), ChartPlan("xmr"))
        assert [mistake.code for mistake in caught.value.mistakes] == [code]
    with pytest.raises(InputError, match="at most 5; got 6"):
        control_chart(Series(("1", "2"), (6, 1), (5, 5)), ChartPlan("p"))
    with pytest.raises(InputError, match="got nothing"):
        control_chart(Series(("1", "2"), (6, 1), (9, None)), ChartPlan("p"))


@settings(max_examples=40)
@given(
    st.sampled_from([kind for kind in KINDS if kind != "run"]),
    st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=1, max_size=25).filter(
        lambda v: any(x is not None for x in v)
    ),
    st.integers(0, 3),
)
def test_laws_of_limits(kind: Any, values: list[float | None], cut: int) -> None:
    sizes = [float(40 + 3 * place) for place in range(len(values))] if kind in RATES else None
    rebases = (Rebase(weeks(len(values))[cut]),) if 0 < cut < len(values) else ()
    chart = charted(values, sizes, kind=kind, rebases=rebases)
    for shown, lower, centre, upper in zip(chart.shown, chart.lower, chart.centre, chart.upper, strict=True):
        if lower is not None and upper is not None and centre is not None and shown is not None:
            assert lower <= upper
            assert kind == "g" or lower - 1e-9 <= centre <= upper + 1e-9
    assert all(0 <= point < len(values) and values[point] is not None for s in chart.signals for point in s.points)
    assert all(signal.first <= signal.reached <= signal.last for signal in chart.signals)
    assert chart.verdict
    # Charted again, it is the same to the last bit.
    assert charted(values, sizes, kind=kind, rebases=rebases) == chart


@settings(max_examples=20)
@given(st.lists(st.integers(0, 40), min_size=3, max_size=20), st.integers(1, 1000), st.integers(-500, 500))
def test_xmr_moves_with_its_values(values: list[int], scale: int, shift: int) -> None:
    one, two = (charted([float(v) for v in each]) for each in (values, [scale * v + shift for v in values]))
    known = [value for value in one.upper if value is not None]
    moved = [value for value in two.upper if value is not None]
    assert moved == pytest.approx([scale * value + shift for value in known], rel=1e-6, abs=1e-6)
    assert [s.points for s in one.signals] == [s.points for s in two.signals]


@pytest.mark.parametrize("rules", ["limits", "anhoej", "nhs", "nelson", "western-electric"])
def test_many_at_once_are_charted_as_one_by_one(rules: Any) -> None:
    random = np.random.default_rng(8)
    rows = random.normal(20, 3, (30, 40))
    rows[:, 30:] += 3
    rows[random.random(rows.shape) < 0.03] = np.nan
    plan = ChartPlan("xmr", rules=rules)
    screen = screen_series(rows, plan, baseline=25)
    for row, signal in zip(rows, screen.signal, strict=True):
        values = tuple(None if np.isnan(value) else float(value) for value in row)
        chart = control_chart(Series(weeks(40), values), ChartPlan("xmr", rules=rules, baseline=25), simulated=0)
        assert bool(chart.signals) == bool(signal)
