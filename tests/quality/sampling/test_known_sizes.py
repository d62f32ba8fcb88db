"""Sizes, intervals and operating curves with known answers, to the printed digits."""

from __future__ import annotations

import pytest

from rca.errors import ParameterError
from rca.quality.sampling.acceptance import AcceptancePlan, accept_chance
from rca.quality.sampling.shares import share_interval
from rca.quality.sampling.size import size_for_interval, size_for_margin, size_without_failure


@pytest.mark.parametrize(("population", "size"), [(None, 385), (500, 218), (1_000, 278), (10_000, 370), (3, 3)])
def test_size_for_five_points(population: int | None, size: int) -> None:
    # Cochran 1977, sections 4.4 and 4.5.
    assert size_for_margin(0.05, population=population) == size


@pytest.mark.parametrize(
    ("part", "whole", "wilson", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
        (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0, 0.1611), (0, 0.1684)),
        (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)
def test_intervals_of_newcombes_four_cases(
    part: int, whole: int, wilson: tuple[float, float], exact: tuple[float, float]
) -> None:
    # Newcombe 1998, Two-sided confidence intervals for the single proportion.
    assert share_interval(part, whole) == pytest.approx(wilson, abs=5e-5)
    assert share_interval(part, whole, method="exact") == pytest.approx(exact, abs=5e-5)


def test_size_without_failure() -> None:
    assert size_without_failure(0.01) == 299
    assert size_without_failure(0.05) == 59


@pytest.mark.parametrize(
    ("plan", "share", "chance"),
    [
        (AcceptancePlan(80, 2), 0.01, 0.9534),
        (AcceptancePlan(80, 2), 0.05, 0.2306),
        (AcceptancePlan(50, 1), 0.01, 0.9106),
        (AcceptancePlan(89, 2), 0.01, 0.9397),
        (AcceptancePlan(50, 1, population=500), 0.01, 0.9194),
    ],
)
def test_chances_of_acceptance(plan: AcceptancePlan, share: float, chance: float) -> None:
    assert accept_chance(plan, share) == pytest.approx(chance, abs=5e-5)


@pytest.mark.parametrize("method", ["wilson", "exact"])
def test_the_size_for_an_interval_is_the_smallest(method: str) -> None:
    for share in (0.01, 0.1, 0.5):
        size = size_for_interval(0.04, share=share, method=method)  # type: ignore[arg-type]
        wide = [
            high - low
            for number in (size - 1, size)
            for low, high in [share_interval(share * number, number, method=method)]  # type: ignore[arg-type]
        ]
        assert wide[0] > 0.08 >= wide[1]


@pytest.mark.parametrize(("population", "share"), [(40, 0.05), (40, 0.5), (13, 0.2)])
def test_size_without_failure_of_a_finite_batch(population: int, share: float) -> None:
    from math import comb, floor

    wrong = floor(share * population) + 1
    sizes = [n for n in range(1, population + 1) if comb(population - wrong, n) <= 0.05 * comb(population, n)]
    assert size_without_failure(share, population=population) == sizes[0]


def test_numbers_outside_their_range_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"margin must lie between 0 and 1; got 5"):
        size_for_margin(5)
    with pytest.raises(ParameterError, match="1 or more; got 0"):
        size_for_margin(0.05, population=0)
    with pytest.raises(ParameterError, match="share must lie"):
        size_without_failure(0)
