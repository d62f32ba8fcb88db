"""Estimates: unbiased over every possible sample, exact against textbook formulas, and intervals that cover."""

from __future__ import annotations

import itertools
import math
from statistics import fmean, variance

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from rca.errors import ParameterError
from rca.quality.sampling.draw import draw_simple, draw_stratified
from rca.quality.sampling.estimate import SampleEstimate, estimate_groups, estimate_mean, estimate_total
from rca.quality.sampling.frame import Frame, read_frame
from rca.quality.sampling.sample import Design, Sample, StratumSize
from rca.quality.sampling.values import read_values
from rca.quality.sampling.weighted import draw_weighted, inclusion_chances, systematic_places

POPULATION = {"a": 1.0, "b": 4.0, "c": 2.0, "d": 8.0, "e": 5.0, "f": 0.0}


def _sample(design: Design, units: tuple[str, ...], chances: dict[str, float]) -> Sample:
    stratum = tuple("low" if unit < "c" else "high" for unit in units) if design == "stratified" else ()
    strata = (StratumSize("high", 4, 2), StratumSize("low", 2, 1)) if design == "stratified" else ()
    return Sample(design, 0, 6, units, tuple(chances[unit] for unit in units), stratum, strata)


def _expected(samples: list[tuple[float, Sample]]) -> tuple[float, float, float]:
    """Mean of the estimated total, its true variance, and the mean of the estimated variance, over all samples."""
    made = [(chance, estimate_total(one, {u: POPULATION[u] for u in one.units})) for chance, one in samples]
    assert sum(chance for chance, _ in samples) == pytest.approx(1)
    mean = sum(chance * one.value for chance, one in made)
    spread = sum(chance * (one.value - mean) ** 2 for chance, one in made)
    return mean, spread, sum(chance * one.error**2 for chance, one in made)


TOTAL = sum(POPULATION.values())


def test_a_simple_draw_is_unbiased_in_total_and_variance() -> None:
    chances = dict.fromkeys(POPULATION, 0.5)
    samples = [(1 / 20, _sample("simple", units, chances)) for units in itertools.combinations(POPULATION, 3)]
    mean, spread, told = _expected(samples)
    assert mean == pytest.approx(TOTAL)
    assert told == pytest.approx(spread)


def test_a_poisson_draw_is_unbiased_in_total_and_variance() -> None:
    chances = dict(zip(POPULATION, [0.2, 0.5, 0.9, 1.0, 0.4, 0.7], strict=True))
    samples = []
    for taken in itertools.product([False, True], repeat=6):
        chance = math.prod(p if yes else 1 - p for p, yes in zip(chances.values(), taken, strict=True))
        units = tuple(unit for unit, yes in zip(POPULATION, taken, strict=True) if yes)
        if chance:
            samples.append((chance, _sample("poisson", units, chances)))
    mean, spread, told = _expected(samples)
    assert mean == pytest.approx(TOTAL)
    assert told == pytest.approx(spread)


def test_a_stratified_draw_is_unbiased() -> None:
    chances = dict.fromkeys(POPULATION, 0.5)
    samples = [
        (1 / 12, _sample("stratified", (low, *high), chances))
        for low in "ab"
        for high in itertools.combinations("cdef", 2)
    ]
    mean = sum(chance * estimate_total(one, {u: POPULATION[u] for u in one.units}).value for chance, one in samples)
    assert mean == pytest.approx(TOTAL)
    # One unit of a stratum of two tells no variance, and that is said.
    only = estimate_total(samples[0][1], {u: POPULATION[u] for u in samples[0][1].units})
    assert only.error == math.inf


def test_a_systematic_draw_is_unbiased_for_every_order() -> None:
    units, risk = np.array(list(POPULATION)), np.array([1.0, 2.0, 3.0, 4.0, 2.5, 1.5])
    chances = inclusion_chances(risk, 3)
    named = dict(zip(units, chances.tolist(), strict=True))
    for order in itertools.islice(itertools.permutations(range(6)), 0, 720, 37):
        shuffled = chances[list(order)]
        cuts = np.unique(np.concatenate([[0, 1], np.cumsum(shuffled) % 1]))
        samples = []
        for low, high in itertools.pairwise(cuts):
            drawn = units[list(order)][systematic_places(shuffled, (low + high) / 2)]
            samples.append((float(high - low), _sample("systematic", tuple(sorted(drawn)), named)))
        assert _expected(samples)[0] == pytest.approx(TOTAL)


def test_a_simple_mean_is_the_textbook_one() -> None:
    values = {"a": 1.0, "b": 4.0, "c": 2.5}
    sample = _sample("simple", ("a", "b", "c"), dict.fromkeys("abc", 0.5))
    error = math.sqrt((1 - 0.5) * variance(values.values()) / 3)
    for kind in ("hajek", "horvitz-thompson"):
        made = estimate_mean(sample, values, kind=kind)
        assert made.value == pytest.approx(2.5)
        assert made.error == pytest.approx(error)
        assert made.high - made.value == pytest.approx(4.302653 * error, rel=1e-6)  # Student's t, 2 degrees


def test_a_census_knows() -> None:
    sample = draw_simple(read_frame({"unit": list("abcd")}), 4, seed=0)
    share = estimate_mean(sample, {"a": 1, "b": 0, "c": 0, "d": 1})
    assert (share.value, share.low, share.high) == (0.5, 0.5, 0.5)
    total = estimate_total(sample, {"a": 3, "b": 0, "c": 0, "d": 1})
    assert (total.value, total.low, total.high) == (4, 4, 4)


def test_nothing_found_is_not_nothing_there() -> None:
    sample = draw_simple(read_frame({"unit": list(range(1000))}), 50, seed=0)
    share = estimate_mean(sample, dict.fromkeys(sample.units, 0))
    assert (share.what, share.value, share.low) == ("share", 0, 0)
    assert 0.05 < share.high < 0.1
    assert repr(share) == f"SampleEstimate(share 0.0000, 0.0000 to {share.high:.4f}, from 50 units)"


def test_groups_are_told_apart() -> None:
    sample = draw_simple(read_frame({"unit": list(range(100))}), 40, seed=0)
    values = {unit: float(int(unit) % 3 == 0) for unit in sample.units}
    groups = {unit: "even" if int(unit) % 2 == 0 else "odd" for unit in sample.units}
    even, odd = estimate_groups(sample, values, groups)
    assert (even.group, odd.group, even.drawn + odd.drawn) == ("even", "odd", 40)
    assert even.value == pytest.approx(fmean(values[u] for u in sample.units if groups[u] == "even"))
    assert even.low < even.value < even.high
    assert "even" not in repr(even)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"a": 1, "b": 0}, "every unit drawn needs a value; wrong for c"),
        ({"a": 1, "b": 0, "c": 1, "f": 1}, "belong to units drawn; wrong for f"),
        ({"a": 1, "b": float("nan"), "c": 1}, "finite number; wrong for b"),
        ({"a": 1, "b": "1", "c": 1}, "finite number; wrong for b"),
    ],
)
def test_values_that_do_not_fit_the_sample_are_refused(values: dict[str, float], words: str) -> None:
    sample = _sample("simple", ("a", "b", "c"), dict.fromkeys("abc", 0.5))
    with pytest.raises(ParameterError, match=words):
        estimate_mean(sample, values)
    with pytest.raises(ParameterError, match="hajek or horvitz-thompson"):
        estimate_mean(sample, {"a": 1, "b": 0, "c": 1}, kind="median")  # type: ignore[arg-type]


def test_values_are_read_from_any_table() -> None:
    rows = [{"case": 12, "wrong": True}, {"case": 3, "wrong": False}]
    columns = {"case": [12, 3], "wrong": [True, False]}
    for table in (rows, columns, pd.DataFrame(rows), pa.table(columns)):
        assert read_values(table, unit="case", value="wrong") == {"12": 1.0, "3": 0.0}
    with pytest.raises(ParameterError, match="rows 1, 3"):
        read_values([*rows, rows[0]], unit="case", value="wrong")
    with pytest.raises(ParameterError, match=r"finite number in every row.*row 2"):
        read_values([rows[0], {"case": 4, "wrong": "yes"}], unit="case", value="wrong")


def _world() -> tuple[Frame, dict[str, float], dict[str, float]]:
    """Units whose errors grow with their risk: who was wrong, and by how much."""
    # A seed that no draw uses: a draw from the same stream would know who is severe.
    dice = np.random.Generator(np.random.PCG64(987_654_321))
    units = [f"U{place:04}" for place in range(2_000)]
    severe = dice.random(2_000) < 0.2
    risk = np.where(severe, 4.0, 1.0) * dice.uniform(0.5, 1.5, 2_000)
    wrong = dice.random(2_000) < 0.04 * risk
    amount = risk * dice.uniform(0.5, 1.5, 2_000) + wrong
    rows = {"unit": units, "queue": np.where(severe, "severe", "minor").tolist(), "risk": risk.tolist()}
    frame = read_frame(rows, stratum="queue", risk="risk")
    by_unit = [dict(zip(units, column.astype(float).tolist(), strict=True)) for column in (wrong, amount)]
    return frame, by_unit[0], by_unit[1]


def _draw(design: str, frame: Frame, seed: int) -> Sample:
    if design == "simple":
        return draw_simple(frame, 200, seed)
    if design in ("systematic", "poisson"):
        return draw_weighted(frame, 200, seed, design=design)  # type: ignore[arg-type]
    return draw_stratified(frame, 200, seed, spread={"minor": 0.2, "severe": 0.37} if design == "neyman" else None)


@pytest.mark.parametrize(
    "runs", [pytest.param(250, id="small"), pytest.param(5000, id="large", marks=pytest.mark.campaign)]
)
@pytest.mark.parametrize("design", ["simple", "proportional", "neyman", "systematic", "poisson"])
def test_estimates_are_unbiased_and_intervals_cover(runs: int, design: str) -> None:
    frame, wrong, amount = _world()
    truths = (fmean(wrong.values()), sum(amount.values()), fmean(amount.values()))
    made: list[tuple[SampleEstimate, ...]] = []
    for seed in range(runs):
        sample = _draw(design, frame, seed)
        own, sums = ({unit: column[unit] for unit in sample.units} for column in (wrong, amount))
        made.append((estimate_mean(sample, own), estimate_total(sample, sums), estimate_mean(sample, sums)))
    for truth, told in zip(truths, zip(*made, strict=True), strict=True):
        values = np.array([one.value for one in told])
        # Five standard errors of the simulation; Hájek's mean has a bias far below it.
        assert abs(values.mean() - truth) < 5 * values.std() / math.sqrt(runs)
        covered = np.mean([one.low <= truth <= one.high for one in told])
        assert covered > 0.94 - 4 * math.sqrt(0.95 * 0.05 / runs), (design, told[0].what, covered)
        assert np.mean([one.error for one in told]) == pytest.approx(values.std(), rel=0.2)
