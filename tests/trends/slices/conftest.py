"""Seeded tables with planted slices, none of them like another set's generator."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest

from rca.trends.slices.explain import explain_change
from rca.trends.slices.leaves import leaves_of

SHAPES = ((5, 4, 7), (12, 6, 5, 3), (4, 3, 5, 4, 3), (30, 20, 3), (6, 5))


@dataclass(frozen=True)
class Table:
    """Columns of a table and the names of the slices planted in it."""

    dimensions: dict[str, np.ndarray]
    actual: np.ndarray
    expected: np.ndarray
    exposure: np.ndarray | None
    expected_exposure: np.ndarray | None
    planted: frozenset[str]

    def found(self) -> frozenset[str]:
        columns = (self.dimensions, self.actual, self.expected, self.exposure, self.expected_exposure)
        return frozenset("&".join(f"{d}={v}" for d, v in s.slice) for s in explain_change(leaves_of(*columns)).slices)


def grid(shape: tuple[int, ...]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    codes = np.array(list(itertools.product(*(range(size) for size in shape))))
    labels = np.array([f"v{number:02}" for number in range(max(shape))])
    return codes, {f"d{d}": labels[codes[:, d]] for d in range(len(shape))}


def plant(rng, codes, shape, mean, deviation, number):  # type: ignore[no-untyped-def]
    """Choose slices whose move is at least seven standard deviations, so that they can be found at all."""
    factors, names, used = np.ones(len(codes)), [], np.zeros(len(codes), dtype=bool)
    for _ in range(3000):
        if len(names) == number:
            break
        depth = rng.integers(1, min(len(shape), 4) + 1)
        chosen = sorted(rng.choice(len(shape), depth, replace=False))
        values = [int(rng.integers(shape[d])) for d in chosen]
        inside = np.all(codes[:, chosen] == values, axis=1)
        factor = float(rng.uniform(1.6, 4) if rng.random() < 0.5 else rng.uniform(0.1, 0.5))
        moved, noise = abs(factor - 1) * mean[inside].sum(), np.sqrt((deviation[inside] ** 2).sum())
        if (inside & used).any() or mean[inside].sum() > 0.35 * mean.sum() or moved < 7 * noise * max(factor, 1):
            continue
        factors[inside], used = factor, used | inside
        names.append("&".join(f"d{d}=v{value:02}" for d, value in zip(chosen, values, strict=True)))
    return factors, frozenset(names)


def counts_table(rng, shape, number, spread=0.0, inflation=1.0):  # type: ignore[no-untyped-def]
    codes, dimensions = grid(shape)
    mean = np.prod([rng.dirichlet(np.full(n, 2.0))[codes[:, d]] for d, n in enumerate(shape)], axis=0)
    mean *= rng.gamma(4, 0.25, len(codes))
    mean *= rng.choice([400, 1500, 6000, 30000]) / mean.sum()
    factors, planted = plant(rng, codes, shape, mean, np.sqrt(inflation * mean + (spread * mean) ** 2), number)

    def draw(wanted: np.ndarray) -> np.ndarray:
        if spread:
            wanted = wanted * rng.gamma(1 / spread**2, spread**2, len(wanted))
        if inflation > 1:
            wanted = rng.gamma(np.maximum(wanted / (inflation - 1), 1e-9), inflation - 1)
        return rng.poisson(wanted).astype(float)

    past = np.mean([draw(mean) for _ in range(int(rng.choice([4, 8, 13])))], axis=0)
    return Table(dimensions, draw(mean * factors * rng.uniform(0.9, 1.1)), past, None, None, planted)


def amounts_table(rng, shape, number):  # type: ignore[no-untyped-def]
    codes, dimensions = grid(shape)
    expected = rng.gamma(rng.uniform(0.4, 3), 1, len(codes)) * 100 * (rng.random(len(codes)) > 0.1)
    spread = rng.uniform(0.03, 0.3)
    held = (expected > 0).astype(float)
    factors, planted = plant(rng, codes, shape, held, spread * held, number)
    noise = (
        rng.lognormal(-(spread**2) / 2, spread, len(codes)),
        np.maximum(rng.normal(1, spread, len(codes)), 0),
        rng.gamma(1 / spread**2, spread**2, len(codes)),
    )[rng.integers(3)]
    return Table(dimensions, expected * noise * factors * rng.uniform(0.97, 1.03), expected, None, None, planted)


def rates_table(rng, shape, number, counted=False):  # type: ignore[no-untyped-def]
    codes, dimensions = grid(shape)
    exposure = rng.poisson(rng.gamma(1, rng.choice([5, 40, 300]), len(codes))).astype(float)
    rate = rng.beta(4, 16, len(codes)) * 0.5
    mean = exposure * rate
    factors, planted = plant(rng, codes, shape, mean, np.sqrt(mean * (1 - rate)), number)
    events = rng.binomial(exposure.astype(int), np.clip(rate * factors, 0, 1)).astype(float)
    if not counted:
        return Table(dimensions, events, mean, exposure, None, planted)
    before = rng.poisson(rng.gamma(1, 1, len(codes)) * exposure.mean() * 4)
    return Table(dimensions, events, rng.binomial(before, rate) * 1.0, exposure, before * 1.0, planted)


FAMILIES: dict[str, Callable[..., Table]] = {
    "counts": counts_table,
    "counts, leaves differ by 30 %": lambda rng, shape, number: counts_table(rng, shape, number, spread=0.3),
    "counts, 2.5 times Poisson": lambda rng, shape, number: counts_table(rng, shape, number, inflation=2.5),
    "amounts": amounts_table,
    "rates": rates_table,
    "rates, expected counted": lambda rng, shape, number: rates_table(rng, shape, number, counted=True),
}


@pytest.fixture
def table_of() -> Callable[[str, int, int], Table]:
    """Return a function of family, seed and number of slices."""
    return lambda family, seed, number: FAMILIES[family](
        np.random.default_rng(seed), SHAPES[seed % len(SHAPES)], number
    )
