from __future__ import annotations

from datetime import date
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.actions.recurrence import done_since, no_recurrence
from rca.case.rates import parse_rate

FACTORS = {"F1": {"kind": "outcome"}, "F2": {}}
LINKS = {"F1": "F2!"}


@given(st.integers(1, 400), st.sampled_from(["d", "wk", "mo", "y"]), st.integers(1, 4000))
def test_the_chance_and_the_bound_are_those_of_poisson(count: int, unit: str, days: int) -> None:
    from scipy.stats import chi2, poisson

    rate = parse_rate(f"{count} per {unit}")
    found = no_recurrence(rate, days)
    assert found.chance == pytest.approx(poisson.pmf(0, count * days / rate.unit_days))
    assert found.upper * found.periods == pytest.approx(chi2.ppf(0.95, 2) / 2)  # 2.996, the rule of three
    assert exp(-float(rate.count) * (found.enough or 0)) == pytest.approx(0.05)


def test_the_words_are_those_of_an_analyst() -> None:
    assert str(no_recurrence(parse_rate("1 a year"), 30)).startswith(
        "0.082 years without one: even unchanged this happens with chance 0.92"
    )
    assert str(no_recurrence(parse_rate("3 per d"), 30)).split("; ") == [
        "30 days without one: even unchanged this happens with chance under 0.001",
        "the rate is then below 0.1 per day (95 %)",
    ]
    assert no_recurrence(parse_rate("0 a year"), 30).chance == 1


@pytest.mark.parametrize("days", [0, -3])
def test_a_stretch_without_length_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="longer than 0 days"):
        no_recurrence(parse_rate("3 a day"), days)


@pytest.mark.parametrize(
    ("status", "when", "measure", "since"),
    [
        ("done", "2024-02-01", {"rate": "3 a month"}, date(2024, 2, 1)),
        ("done", "by 2024-02", {"rate": "3 a month"}, date(2024, 2, 29)),
        ("done", "2024-02-01", {"baseline": "3 a month"}, date(2024, 2, 1)),
        ("done", "2024-02-01", {"baseline": "3"}, None),
        ("done", "2024-02-01", {}, None),
        ("done", "since 2024-02", {"rate": "3 a month"}, None),
        ("done", "2024-05-01", {"rate": "3 a month"}, None),
        ("started", "2024-02-01", {"rate": "3 a month"}, None),
    ],
)
def test_time_runs_from_the_latest_day_on_which_it_may_have_been_done(
    make_case, make_action, status: str, when: str, measure, since
) -> None:
    history = [{"status": status, "when": when}]
    action = make_action("A1", eliminates="F2", history=history, measures={"outcome": {"what": "waves", **measure}})
    found = done_since(make_case(FACTORS, LINKS, actions={"actions": [action]}), date(2024, 5, 1))
    assert [each.since for each in found] == ([since] if since else [])
    assert all(each.shown.days == (date(2024, 5, 1) - each.since).days for each in found)
