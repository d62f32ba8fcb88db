"""Planted slices are found, nothing else is, and weeks without any stay without any."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rca.trends.slices.explain import explain_change
from rca.trends.slices.leaves import leaves_of

SETS = Path(__file__).parents[4] / "shared" / "data" / "slices"
QUEUES = [f"q{number}" for number in range(6) for _ in range(20)]
REGIONS = [f"r{number}" for _ in range(6) for number in range(20)]


def answer(actual, expected, **more):  # type: ignore[no-untyped-def]
    result = explain_change(leaves_of({"queue": QUEUES, "region": REGIONS}, actual, expected, **more))
    return result, [dict(found.slice) for found in result.slices]


def moved(seed: int, *slices: tuple[dict[str, str], float]) -> np.ndarray:
    factors = np.ones(120)
    for wanted, factor in slices:
        inside = np.ones(120, dtype=bool)
        for column, values in (("queue", QUEUES), ("region", REGIONS)):
            inside &= np.array([column not in wanted or wanted[column] == value for value in values])
        factors[inside] = factor
    return np.random.default_rng(seed).poisson(20 * factors).astype(float)


FLAT = np.full(120, 20.0)


def test_a_rise_of_one_value() -> None:
    result, names = answer(moved(1, ({"queue": "q3"}, 2.0)), FLAT)
    assert names == [{"queue": "q3"}]
    (found,) = result.slices
    assert found.expected == 400
    low, high = found.interval
    assert low < 2.0 < high
    assert found.excess == found.actual - 400
    assert found.share == pytest.approx(1, abs=0.3)
    assert found.false_alarm < 1e-6
    assert {dict(each.slice)["queue"] for each in found.unmoved} <= {"q0", "q1", "q2", "q4", "q5"}
    assert len(found.unmoved) >= 3


def test_a_drop_is_found_and_its_excess_is_negative() -> None:
    result, names = answer(moved(2, ({"region": "r7"}, 0.3)), FLAT)
    assert names == [{"region": "r7"}]
    assert result.slices[0].excess < 0
    assert result.slices[0].interval[1] < 1


def test_a_second_slice_shows_once_the_first_is_masked() -> None:
    _, names = answer(moved(3, ({"queue": "q1"}, 5.0), ({"queue": "q4", "region": "r2"}, 3.5)), FLAT)
    assert names == [{"queue": "q1"}, {"queue": "q4", "region": "r2"}]


def test_parts_of_one_slice_are_told_as_the_whole() -> None:
    _, names = answer(moved(4, *(({"queue": "q2", "region": f"r{n}"}, 3.0) for n in range(20))), FLAT)
    assert names == [{"queue": "q2"}]


def test_half_of_the_parts_are_told_as_parts() -> None:
    half = [{"queue": "q2", "region": f"r{n}"} for n in (1, 5, 9)]
    _, names = answer(moved(5, *((each, 5.0) for each in half)), FLAT)
    assert sorted(names, key=str) == half


def test_most_values_moved_and_the_rest_is_not_called_the_mover() -> None:
    _, names = answer(moved(6, *(({"queue": f"q{n}"}, 3.0) for n in range(4))), FLAT)
    assert sorted(names, key=str) == [{"queue": f"q{n}"} for n in range(4)]


@pytest.mark.parametrize("factor", [0.5, 1.0, 3.0])
def test_when_everything_moves_alike_no_slice_explains_it(factor: float) -> None:
    actual = np.random.default_rng(7).poisson(FLAT * factor).astype(float)
    result, names = answer(actual, FLAT)
    assert names == []
    assert result.background == pytest.approx(factor, rel=0.05)


def test_a_slice_of_which_nothing_was_expected_has_no_lift() -> None:
    expected = np.where(np.array(QUEUES) == "q5", 0.0, 20.0)
    result, names = answer(moved(8), expected)
    assert names == [{"queue": "q5"}]
    assert result.slices[0].lift is None
    assert result.slices[0].interval[1] is None
    assert result.unexpected == tuple(range(101, 121))


def test_exposure_that_moves_is_mix_and_no_slice() -> None:
    rate = np.where(np.array(QUEUES) == "q0", 0.3, 0.02)
    before, after = np.full(120, 1000.0), np.where(np.array(QUEUES) == "q0", 3000.0, 1000.0)
    events = np.random.default_rng(9).binomial(after.astype(int), rate).astype(float)
    past = np.random.default_rng(10).binomial(1000, rate).astype(float)
    result, names = answer(events, past, exposure=after, expected_exposure=before)
    assert names == []
    assert result.kind == "proportions"
    split = result.split
    assert split is not None
    assert abs(split.rate_part) < 0.05 * split.mix_part
    assert split.rate_part + split.mix_part == pytest.approx(split.after - split.before)


def test_a_rate_that_moves_is_rate() -> None:
    exposure = np.full(120, 500.0)
    rate = np.where(np.array(REGIONS) == "r3", 0.3, 0.1)
    events = np.random.default_rng(11).binomial(500, rate).astype(float)
    result, names = answer(events, np.full(120, 50.0), exposure=exposure, expected_exposure=exposure)
    assert names == [{"region": "r3"}]
    assert result.split is not None
    assert result.split.mix_part == pytest.approx(0, abs=1e-12)


def test_rates_near_one_are_told_as_they_are() -> None:
    exposure = np.full(120, 400.0)
    rate = np.where(np.array(REGIONS) == "r3", 0.90, 0.96)
    successes = np.random.default_rng(14).binomial(400, rate).astype(float)
    result, names = answer(successes, exposure * 0.96, exposure=exposure)
    assert names == [{"region": "r3"}]
    (found,) = result.slices
    assert found.lift == pytest.approx(0.90 / 0.96, abs=0.02)
    low, high = found.interval
    assert high is not None
    assert low < found.lift < high < 1
    assert found.excess < 0


FAMILIES = (
    "counts",
    "counts, leaves differ by 30 %",
    "counts, 2.5 times Poisson",
    "amounts",
    "rates",
    "rates, expected counted",
)


@pytest.mark.parametrize("family", FAMILIES)
def test_planted_slices_of_other_makes(table_of, family: str) -> None:  # type: ignore[no-untyped-def]
    tables = [table_of(family, 1000 + turn, 1 + turn % 3) for turn in range(20)]
    right = sum(len(table.planted & table.found()) for table in tables)
    called, planted = sum(len(table.found()) for table in tables), sum(len(table.planted) for table in tables)
    assert 2 * right / (called + planted) >= 0.7, f"{right} right of {called} called and {planted} planted"
    assert right / called >= 0.8


@pytest.mark.parametrize("family", FAMILIES)
def test_quiet_weeks_stay_quiet(table_of, family: str) -> None:  # type: ignore[no-untyped-def]
    # At one false alarm in a hundred, three or more in fifty come in 1.4 % of runs; the seed is fixed.
    assert sum(bool(table_of(family, 70_000 + turn, 0).found()) for turn in range(50)) <= 2


@pytest.mark.parametrize(("name", "bar"), [("C", 0.97), ("T", 0.80)])
@pytest.mark.skipif(not SETS.exists(), reason="the shared data sets are not beside the checkout")
def test_pooled_exact_match_on_the_shared_sets(name: str, bar: float) -> None:
    right = called = planted = 0
    with (SETS / name / "injection_info.csv").open() as file:
        for row in csv.DictReader(file):
            (path,) = (SETS / name).glob(f"{row['timestamp']}.csv*")
            frame = pd.read_csv(path)
            columns = {d: frame[d].to_numpy() for d in frame.columns if d not in ("real", "predict")}
            result = explain_change(leaves_of(columns, frame["real"].to_numpy(), frame["predict"].to_numpy()))
            found = {"&".join(sorted(f"{d}={v}" for d, v in each.slice)) for each in result.slices}
            truth = set(row["set"].split(";"))
            right, called, planted = right + len(found & truth), called + len(found), planted + len(truth)
    assert 2 * right / (called + planted) >= bar
