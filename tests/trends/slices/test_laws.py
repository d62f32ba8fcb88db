"""What must not change the answer, over tables of any content."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.trends.slices.cells import Cells
from rca.trends.slices.explain import explain_change
from rca.trends.slices.intervals import lift_interval
from rca.trends.slices.leaves import leaves_of
from rca.trends.slices.likelihood import gains, gains_against, reach
from rca.trends.slices.mix import split_rate
from rca.trends.slices.noise import Noise, estimate_noise

SEEDS = st.integers(0, 10_000)


def random_table(seed: int) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """A table of 60 leaves, one value of which rose in most draws."""
    rng = np.random.default_rng(seed)
    codes = np.array([(i, j, k) for i in range(5) for j in range(4) for k in range(3)])
    expected = rng.poisson(rng.gamma(2, 6, 60)) + 0.5
    factor = np.where(codes[:, 0] == 2, rng.uniform(1, 4), 1.0)
    columns = {name: np.array([f"{name}{v}" for v in codes[:, d]]) for d, name in enumerate("abc")}
    return columns, rng.poisson(expected * factor).astype(float), expected


def facts(columns, actual, expected, **more):  # type: ignore[no-untyped-def]
    result = explain_change(leaves_of(columns, actual, expected, **more))
    return [(dict(s.slice), s.lift, s.excess) for s in result.slices]


def same(first, second) -> bool:  # type: ignore[no-untyped-def]
    return [each[0] for each in first] == [each[0] for each in second] and all(
        a[1:] == pytest.approx(b[1:]) for a, b in zip(first, second, strict=True)
    )


@settings(max_examples=15)
@given(SEEDS)
def test_the_order_of_rows_makes_no_difference(seed: int) -> None:
    columns, actual, expected = random_table(seed)
    order = np.random.default_rng(seed).permutation(60)
    shuffled = {name: column[order] for name, column in columns.items()}
    assert same(facts(columns, actual, expected), facts(shuffled, actual[order], expected[order]))


@settings(max_examples=15)
@given(SEEDS)
def test_rows_split_in_two_make_no_difference(seed: int) -> None:
    columns, actual, expected = random_table(seed)
    part = np.floor(actual / 3)
    split = {name: np.concatenate([column, column]) for name, column in columns.items()}
    halves = facts(split, np.concatenate([part, actual - part]), np.concatenate([expected / 4, expected * 0.75]))
    assert same(facts(columns, actual, expected), halves)


@settings(max_examples=15)
@given(SEEDS)
def test_names_make_no_difference(seed: int) -> None:
    columns, actual, expected = random_table(seed)
    # The new names sort the other way round.
    new = {name: np.array([f"z{9 - int(value[1:])}" for value in column]) for name, column in columns.items()}
    renamed = facts(new, actual, expected)
    back = [({d: f"{d}{9 - int(v[1:])}" for d, v in name.items()}, *rest) for name, *rest in renamed]
    assert same(facts(columns, actual, expected), back)


@settings(max_examples=15)
@given(SEEDS, st.sampled_from([0.5, 2.0, 10.0]))
def test_the_unit_of_a_rates_baseline_exposure_makes_no_difference_to_the_split(seed: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    exposure, before = rng.uniform(1, 50, 20), rng.uniform(1, 50, 20)
    events, expected = exposure * rng.random(20), before * rng.random(20)
    plain, scaled = (split_rate(events, exposure, expected * k, before * k) for k in (1.0, unit))
    assert plain.mix_part == pytest.approx(scaled.mix_part, abs=1e-12)
    assert plain.rate_part + plain.mix_part == pytest.approx(plain.after - plain.before)


@settings(max_examples=15)
@given(SEEDS, st.sampled_from([1e-3, 7.0, 1e5]))
def test_the_unit_of_amounts_makes_no_difference(seed: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    columns, _, expected = random_table(seed)
    actual = expected * rng.lognormal(0, 0.1, 60) * np.where(columns["a"] == "a1", 1.7, 1.0)
    plain, scaled = facts(columns, actual, expected), facts(columns, actual * unit, expected * unit)
    assert [each[:2] for each in plain] == [(name, pytest.approx(lift)) for name, lift, _ in scaled]


@settings(max_examples=20)
@given(SEEDS, st.integers(1, 4))
def test_sums_over_cells_are_those_of_a_plain_loop(seed: int, depth: int) -> None:
    rng = np.random.default_rng(seed)
    codes = np.unique(rng.integers(0, 4, (25, depth)), axis=0).astype(np.int32)
    numbers = rng.random(len(codes))
    cells = Cells(list(codes.T), [4] * depth)
    sums = cells.sums(numbers)
    assert len(cells.cuboids) == 2**depth - 1
    for cuboid in cells.cuboids:
        held = {tuple(row) for row in codes[:, cuboid.dimensions]}
        assert cuboid.stop - cuboid.start == len(held)
        for cell in range(cuboid.start, cuboid.stop):
            inside = np.all([codes[:, d] == value for d, value in cells.name(cell)], axis=0)
            assert sums[cell] == pytest.approx(numbers[inside].sum())


@settings(max_examples=30)
@given(SEEDS, st.sampled_from(["counts", "proportions", "amounts"]))
def test_no_gain_is_negative_or_beyond_its_reach(seed: int, kind) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(seed)
    first, second = rng.gamma(1, 5, 200), rng.gamma(1, 5, 200)
    cells = (first, second)
    if kind == "amounts":
        cells = (second * rng.uniform(-0.5, 0.5, 200), second)
    if kind == "proportions":
        cells = (first, second, np.maximum(first, second) * rng.uniform(1, 9, 200))
    gain = gains(kind, cells, tuple(float(part.sum()) for part in cells))
    assert (gain >= -1e-9).all()
    assert (gain <= reach(kind, cells) + 1e-9).all()
    assert (gains_against(kind, cells, 1.0) >= -1e-9).all()


def test_the_gain_of_large_counts_is_that_of_poisson() -> None:
    actual, expected = np.array([11_000.0, 90_000.0]), np.array([10_000.0, 90_000.0])
    common = 101 / 100
    exact = sum(a * np.log(a / (common * m)) for a, m in zip(actual, expected, strict=True))
    assert gains("counts", (actual, expected), (101_000.0, 100_000.0))[0] == pytest.approx(exact, rel=0.05)


@pytest.mark.parametrize(("inflation", "spread"), [(1.0, 0.0), (3.0, 0.0), (1.0, 0.4)])
def test_the_noise_of_counts_is_read_from_the_leaves(inflation: float, spread: float) -> None:
    rng = np.random.default_rng(3)
    mean = rng.gamma(1, 30, 20_000)
    wanted = mean * (rng.gamma(1 / spread**2, spread**2, 20_000) if spread else 1)
    if inflation > 1:
        wanted = rng.gamma(wanted / (inflation - 1), inflation - 1)
    noise = estimate_noise(rng.poisson(wanted).astype(float), mean, mean, 1.0, False)
    assert noise.dispersion == pytest.approx(inflation, rel=0.25)
    assert noise.spread == pytest.approx(spread, abs=0.06)


@pytest.mark.parametrize(
    ("kind", "mean", "chances"), [("counts", 4.0, None), ("counts", 60.0, None), ("proportions", 30.0, 100.0)]
)
def test_intervals_cover_at_their_level(kind, mean: float, chances: float | None) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(12)
    draws = rng.poisson(mean * 1.5, 3000) if chances is None else rng.binomial(int(chances), mean * 1.5 / chances, 3000)
    covered = 0
    for draw in draws:
        low, high = lift_interval(kind, Noise(1.0, 0.0), float(draw), mean, mean**2, chances)
        covered += high is not None and low <= 1.5 <= high
    assert covered / 3000 >= 0.945


def test_intervals_of_over_dispersed_counts_cover_too() -> None:
    rng = np.random.default_rng(13)
    covered = 0
    for _ in range(3000):
        draw = rng.poisson(40 * rng.gamma(25, 0.04, 10)).sum()
        low, high = lift_interval("counts", Noise(1.0, 0.2), float(draw), 400.0, 16_000.0, None)
        covered += high is not None and low <= 1 <= high
    assert 0.93 <= covered / 3000 <= 0.98


def test_the_exact_bounds_of_known_cases() -> None:
    # Garwood's bounds of 10 events are 4.795 and 18.390; those of none are 0 and 3.689.
    low, high = lift_interval("counts", Noise(1.0, 0.0), 10.0, 1.0, 1.0, None)
    assert (low, high) == (pytest.approx(4.795, abs=5e-4), pytest.approx(18.390, abs=5e-4))
    assert lift_interval("counts", Noise(1.0, 0.0), 0.0, 1.0, 1.0, None) == (0.0, pytest.approx(3.689, abs=5e-4))
    # Clopper and Pearson's bounds of 81 in 263 are .2527 and .3676.
    low, high = lift_interval("proportions", Noise(1.0, 0.0), 81.0, 263.0, 1.0, 263.0)
    assert (low, high) == (pytest.approx(0.2527, abs=5e-5), pytest.approx(0.3676, abs=5e-5))
