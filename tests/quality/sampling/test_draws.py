"""Draws keep their chances, obey their seed, and do not know the order of the rows."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.errors import ParameterError
from rca.quality.sampling.allocate import allocate
from rca.quality.sampling.draw import draw_simple, draw_stratified
from rca.quality.sampling.frame import read_frame
from rca.quality.sampling.sample import Sample
from rca.quality.sampling.weighted import draw_weighted, inclusion_chances, systematic_places

ROWS: list[dict[str, Any]] = [
    {"unit": f"U{place:03}", "queue": "minor" if place % 4 else "severe", "risk": 1 + place % 7} for place in range(80)
]


def _all_draws(rows: Any) -> list[Sample]:
    frame = read_frame(rows, stratum="queue", risk="risk")
    return [
        draw_simple(frame, 12, seed=5),
        draw_stratified(frame, 12, seed=5),
        draw_stratified(frame, 12, seed=5, spread={"minor": 0.1, "severe": 0.5}),
        draw_weighted(frame, 12, seed=5),
        draw_weighted(frame, 12, seed=5, design="poisson"),
    ]


@settings(max_examples=10)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_kind_of_table_change_nothing(dice: random.Random) -> None:
    mixed = ROWS.copy()
    dice.shuffle(mixed)
    columns = {name: [row[name] for row in mixed] for name in mixed[0]}
    for table in (mixed, columns, pd.DataFrame(mixed), pa.table(columns)):
        assert _all_draws(table) == _all_draws(ROWS)


def test_the_seed_decides() -> None:
    frame = read_frame(ROWS, risk="risk")
    assert draw_simple(frame, 12, seed=1) == draw_simple(frame, 12, seed=1)
    assert draw_simple(frame, 12, seed=1).units != draw_simple(frame, 12, seed=2).units
    assert repr(draw_simple(frame, 12, seed=1)) == "Sample(simple, 12 of 80 units, seed=1)"


def test_rows_carry_the_chance_and_the_weight() -> None:
    sample = _all_draws(ROWS)[1]
    rows = list(sample.rows())
    assert [row["unit"] for row in rows] == sorted(row["unit"] for row in rows)
    assert {(one.name, one.population, one.drawn) for one in sample.strata} == {("minor", 60, 9), ("severe", 20, 3)}
    assert all(row["inclusion"] == pytest.approx(0.15) and row["weight"] == pytest.approx(1 / 0.15) for row in rows)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 6), min_size=2, max_size=4), st.data())
def test_allocation_is_the_best_of_all(sizes: list[int], data: st.DataObject) -> None:
    names = [f"S{place}" for place in range(len(sizes))]
    spread = {name: data.draw(st.sampled_from([0.0, 0.1, 0.5, 2.0])) for name in names}
    size = data.draw(st.integers(len(sizes), sum(sizes)))
    known = dict(zip(names, sizes, strict=True))
    given_out = allocate(known, size, spread=spread, least=1)

    def variance(numbers: dict[str, int]) -> float:
        return sum(known[name] ** 2 * spread[name] ** 2 / number for name, number in numbers.items())

    every = itertools.product(*(range(1, number + 1) for number in sizes))
    best = min(variance(dict(zip(names, one, strict=True))) for one in every if sum(one) == size)
    assert sum(given_out.values()) == size
    assert all(1 <= given_out[name] <= known[name] for name in names)
    assert variance(given_out) == pytest.approx(best)


def test_proportional_numbers_are_exact_where_they_can_be() -> None:
    assert allocate({"a": 500, "b": 300, "c": 200}, 10) == {"a": 5, "b": 3, "c": 2}
    assert allocate({"a": 1, "b": 99}, 10) == {"a": 1, "b": 9}


@settings(max_examples=60)
@given(st.lists(st.floats(0.01, 100), min_size=2, max_size=12), st.data())
def test_chances_sum_to_the_size_and_follow_the_risk(risks: list[float], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(risks)))
    risk = np.array(risks)
    chances = inclusion_chances(risk, size)
    assert chances.sum() == pytest.approx(size)
    assert ((chances > 0) & (chances <= 1)).all()
    ratio = (chances / risk)[chances < 1]
    assert ratio == pytest.approx(ratio[:1].repeat(len(ratio)))


@settings(max_examples=40)
@given(st.lists(st.floats(0.05, 10), min_size=3, max_size=9), st.data())
def test_systematic_chances_are_exact(risks: list[float], data: st.DataObject) -> None:
    chances = inclusion_chances(np.array(risks), data.draw(st.integers(1, len(risks) - 1)))
    chances = chances[chances < 1]
    # Between two neighbouring fractions of the ends every start draws the same; the widths sum to the chances.
    cuts = np.unique(np.concatenate([[0, 1], np.cumsum(chances) % 1]))
    reached = np.zeros(len(chances))
    for low, high in itertools.pairwise(cuts):
        places = systematic_places(chances, (low + high) / 2)
        assert len(places) == round(chances.sum())
        reached[places] += high - low
    assert reached == pytest.approx(chances, abs=1e-9)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: read_frame([*ROWS, ROWS[3]]), "rows 4, 81"),
        (lambda: read_frame([*ROWS, {"unit": "U9", "risk": 0}], risk="risk"), "row 81"),
        (lambda: read_frame([*ROWS, {"unit": "U9", "risk": "3"}], risk="risk"), "row 81"),
        (lambda: read_frame([*ROWS, {"unit": "U9"}], stratum="queue"), "queue must be given in every row.*row 81"),
        (lambda: read_frame(ROWS, stratum="team"), "no column is called 'team'"),
        (lambda: draw_simple(read_frame(ROWS), 81, seed=0), "1 to 80 units; got 81"),
        (lambda: draw_stratified(read_frame(ROWS), 10, seed=0), "the frame has none"),
        (lambda: draw_stratified(read_frame(ROWS, stratum="queue"), 3, seed=0), "take 4 to 80 units; got 3"),
        (lambda: draw_stratified(read_frame(ROWS, stratum="queue"), 9, seed=0, spread={"minor": 1}), "every stratum"),
        (lambda: draw_weighted(read_frame(ROWS), 10, seed=0), "the frame has none"),
        (lambda: draw_weighted(read_frame(ROWS, risk="risk"), 0, seed=0), "got 0"),
        (lambda: inclusion_chances(np.array([1e300, 1.0, 1.0]), 1), "2 have none"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call: object, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        call()  # type: ignore[operator]
