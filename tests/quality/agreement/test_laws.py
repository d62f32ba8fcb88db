"""What every coefficient must obey, and alpha against a brute-force count of pairs."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.quality.agreement.alpha import krippendorff_alpha
from rca.quality.agreement.chance import brennan_prediger, fleiss_kappa, gwet_ac1, raw_agreement
from rca.quality.agreement.kappa import conger_kappa
from rca.quality.agreement.read import read_ratings
from rca.quality.agreement.scales import Scale

SCALES: tuple[Scale, ...] = ("nominal", "ordinal", "interval", "ratio")
COEFFICIENTS = (brennan_prediger, fleiss_kappa, gwet_ac1, raw_agreement, conger_kappa)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Ratings of a few units by a few raters, some missing, none twice."""
    units, raters = draw(st.integers(1, 7)), draw(st.integers(2, 5))
    cells = draw(st.lists(st.sampled_from([None, 1, 2, 3, 7]), min_size=units * raters, max_size=units * raters))
    pairs = itertools.product(range(units), range(raters))
    rows = [{"unit": f"U{u}", "rater": f"R{r}", "value": cell} for (u, r), cell in zip(pairs, cells, strict=True)]
    rows[0]["value"] = rows[0]["value"] or 1
    return rows


def _alpha_by_pairs(rows: list[dict[str, Any]], scale: Scale) -> float | None:
    """Alpha as the definition says it: every pair of ratings, one by one."""
    units: dict[str, list[float]] = {}
    for row in rows:
        if row["value"] is not None:
            units.setdefault(row["unit"], []).append(row["value"])
    paired = [values for values in units.values() if len(values) > 1]
    every = [value for values in paired for value in values]
    known = sorted(set(every))

    def apart(a: float, b: float) -> float:
        if scale == "nominal":
            return float(a != b)
        if scale == "interval":
            return (a - b) ** 2
        if scale == "ratio":
            return ((a - b) / (a + b)) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(every.count(value) for value in known if low <= value <= high)
        return (between - (every.count(a) + every.count(b)) / 2) ** 2

    expected = sum(apart(a, b) for a, b in itertools.permutations(every, 2)) / max(1, len(every) * (len(every) - 1))
    if not expected:
        return None
    observed = sum(
        sum(apart(a, b) for a, b in itertools.permutations(values, 2)) / (len(values) - 1) for values in paired
    ) / len(every)
    return 1 - observed / expected


@settings(max_examples=60)
@given(tables(), st.sampled_from(SCALES))
def test_alpha_is_one_minus_the_ratio_of_disagreements(rows: list[dict[str, Any]], scale: Scale) -> None:
    ours, plain = krippendorff_alpha(read_ratings(rows), scale, resamples=0).value, _alpha_by_pairs(rows, scale)
    assert ours == (None if plain is None else pytest.approx(plain, abs=1e-9))


@settings(max_examples=40)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], dice: random.Random) -> None:
    mixed = rows.copy()
    dice.shuffle(mixed)
    first, second = read_ratings(rows), read_ratings(mixed)
    assert krippendorff_alpha(first, resamples=20) == krippendorff_alpha(second, resamples=20)
    for coefficient in COEFFICIENTS:
        assert coefficient(first) == coefficient(second)


@settings(max_examples=40)
@given(tables(), st.permutations(["R0", "R1", "R2", "R3", "R4"]), st.permutations([f"U{n}" for n in range(7)]))
def test_names_of_raters_and_units_change_nothing(
    rows: list[dict[str, Any]], raters: list[str], units: list[str]
) -> None:
    renamed = [{**row, "rater": raters[int(row["rater"][1])], "unit": units[int(row["unit"][1])]} for row in rows]
    first, second = read_ratings(rows), read_ratings(renamed)
    for scale in SCALES:
        assert krippendorff_alpha(first, scale, resamples=20) == krippendorff_alpha(second, scale, resamples=20)
    for coefficient in COEFFICIENTS:
        assert coefficient(first).value == pytest.approx(coefficient(second).value, abs=1e-12)


@settings(max_examples=40)
@given(tables(), st.permutations(["a", "b", "c", "d"]))
def test_names_of_nominal_values_change_nothing(rows: list[dict[str, Any]], words: list[str]) -> None:
    named = dict(zip([1, 2, 3, 7], words, strict=True))
    renamed = [{**row, "value": named.get(row["value"])} for row in rows]
    first, second = read_ratings(rows), read_ratings(renamed)
    assert krippendorff_alpha(first, resamples=0).value == pytest.approx(
        krippendorff_alpha(second, resamples=0).value, abs=1e-12
    )
    for coefficient in COEFFICIENTS:
        assert coefficient(first).value == pytest.approx(coefficient(second).value, abs=1e-12)


@settings(max_examples=40)
@given(st.lists(st.sampled_from([1, 2, 5]), min_size=2, max_size=9), st.integers(2, 5))
def test_perfect_agreement_is_one(values: list[int], raters: int) -> None:
    rows = [{"unit": u, "rater": r, "value": value} for u, value in enumerate(values) for r in range(raters)]
    ratings = read_ratings(rows, values=[1, 2, 5])
    for scale in SCALES:
        alpha = krippendorff_alpha(ratings, scale, resamples=10)
        assert alpha.value == (None if len(set(values)) == 1 else pytest.approx(1, abs=1e-12))
    assert gwet_ac1(ratings).value == pytest.approx(1)
    assert raw_agreement(ratings).value == 1


@given(tables(), st.floats(0.1, 1000), st.floats(-1000, 1000))
@settings(max_examples=40)
def test_interval_alpha_does_not_know_the_unit_of_measure(
    rows: list[dict[str, Any]], factor: float, shift: float
) -> None:
    moved = [{**row, "value": None if row["value"] is None else row["value"] * factor + shift} for row in rows]
    first = krippendorff_alpha(read_ratings(rows), "interval", resamples=0).value
    second = krippendorff_alpha(read_ratings(moved), "interval", resamples=0).value
    assert first == (None if second is None else pytest.approx(second, abs=1e-6))
