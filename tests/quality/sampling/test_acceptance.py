"""Plans are the smallest that keep both risks, and their curves fall."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.errors import ParameterError
from rca.quality.sampling.acceptance import AcceptancePlan, accept_chance, find_plan, operating_curve


def _chance(size: int, accept: int, share: float, population: int | None) -> float:
    """The chance as sums of whole numbers."""
    if population is None:
        return sum(math.comb(size, k) * share**k * (1 - share) ** (size - k) for k in range(min(accept, size) + 1))
    wrong = round(share * population)
    ways = sum(math.comb(wrong, k) * math.comb(population - wrong, size - k) for k in range(min(accept, size) + 1))
    return ways / math.comb(population, size)


@settings(max_examples=60)
@given(st.data())
def test_the_chance_is_the_sum_of_its_cases(data: st.DataObject) -> None:
    population = data.draw(st.none() | st.integers(1, 60))
    size = data.draw(st.integers(1, population or 60))
    plan = AcceptancePlan(size, data.draw(st.integers(0, 8)), population)
    share = data.draw(st.integers(0, population or 50)) / (population or 50)
    assert accept_chance(plan, share) == pytest.approx(_chance(size, plan.accept, share, population), abs=1e-9)


@settings(max_examples=40)
@given(st.none() | st.integers(30, 3_000), st.integers(1, 30), st.integers(0, 5))
def test_the_operating_curve_falls_from_one(population: int | None, size: int, accept: int) -> None:
    curve = operating_curve(AcceptancePlan(size, accept, population))
    chances = [point.chance for point in curve]
    assert chances[0] == pytest.approx(1)
    assert all(later <= earlier + 1e-9 for earlier, later in itertools.pairwise(chances))
    assert len(curve) <= 201


@settings(max_examples=15)
@given(st.sampled_from([0.0, 0.01, 0.04]), st.sampled_from([0.12, 0.2, 0.35]), st.sampled_from([None, 25, 60, 97]))
def test_no_smaller_plan_keeps_both_risks(acceptable: float, limiting: float, population: int | None) -> None:
    plan = find_plan(acceptable, limiting, population=population)
    good, bad = acceptable, limiting
    if population is not None:
        good, bad = math.floor(acceptable * population) / population, math.ceil(limiting * population) / population

    def keeps(size: int, accept: int) -> bool:
        return (
            _chance(size, accept, good, population) >= 0.95 - 1e-9
            and _chance(size, accept, bad, population) <= 0.10 + 1e-9
        )

    assert keeps(plan.size, plan.accept)
    smaller = [(size, accept) for size in range(1, plan.size) for accept in range(size) if keeps(size, accept)]
    assert not smaller
    assert not any(keeps(plan.size, accept) for accept in range(plan.accept))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: find_plan(0.05, 0.01), "must be below the limiting one"),
        (lambda: find_plan(0.01, 5), "limiting must lie between 0 and 1"),
        (lambda: find_plan(0.01, 0.010_001), "no plan that bears fewer than 5000"),
        (lambda: find_plan(0.01, 0.05, population=0), "1 unit or more; got 0"),
        (lambda: accept_chance(AcceptancePlan(60, 1, 50), 0.1), "at most the batch"),
        (lambda: accept_chance(AcceptancePlan(10, 1, 50), 0.01), "no whole number"),
        (lambda: accept_chance(AcceptancePlan(10, -1), 0.01), "bears 0 or more"),
        (lambda: accept_chance(AcceptancePlan(10, 1), 1.5), "share must lie between 0 and 1"),
    ],
)
def test_what_makes_no_plan_is_refused(call: object, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        call()  # type: ignore[operator]
