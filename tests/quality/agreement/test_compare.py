"""Alpha and AC1 stand side by side, and the paradox is told in words."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from rca.quality.agreement.alpha import krippendorff_alpha
from rca.quality.agreement.chance import gwet_ac1
from rca.quality.agreement.compare import compare_coefficients, compare_items
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.read import read_wide


def test_the_paradox_is_told(two_by_two: Callable[..., Ratings]) -> None:
    told = compare_coefficients(two_by_two(118, 5, 2, 0), item="escalated", seed=4)
    assert told.paradox
    assert told.agreement.value == pytest.approx(0.944)
    assert told.alpha.value is not None
    assert told.alpha.value < 0
    assert told.ac1.value == pytest.approx(0.9408, abs=5e-5)
    assert "94.4% of the pairs of ratings agree and 97.2% of the ratings have the same value" in told.note
    assert "does not say that the raters disagree" in told.note
    assert "yes" not in told.note
    assert "escalated" not in repr(told)
    assert "\n" not in repr(told)


def test_no_paradox_is_told_where_values_are_balanced(two_by_two: Callable[..., Ratings]) -> None:
    told = compare_coefficients(two_by_two(20, 5, 10, 15))
    assert not told.paradox
    assert "below the customary least mark 0.667" in told.note
    assert "reaches the customary mark of 0.8" in compare_coefficients(two_by_two(50, 1, 1, 48)).note
    assert "with care" in compare_coefficients(two_by_two(45, 6, 6, 43)).note


def test_nothing_to_compare_is_said_not_guessed() -> None:
    alone = compare_coefficients(read_wide({"A": ["yes", None], "B": [None, "no"]}))
    assert alone.alpha.value is alone.ac1.value is alone.fleiss.value is None
    assert (alone.units, alone.compared, alone.most_common) == (2, 0, None)
    assert "no unit has two ratings" in alone.note
    alike = compare_coefficients(read_wide({"A": ["no", "no"], "B": ["no", "no"]}, values=["no", "yes"]))
    assert alike.alpha.value is None
    assert alike.ac1.value == 1
    assert "no disagreement to expect" in alike.note
    assert compare_coefficients(read_wide({"A": ["no", "no"], "B": ["no", "no"]})).ac1.value is None


def test_items_come_in_the_order_of_their_names(four_coders: Ratings) -> None:
    both = compare_items({"tone": four_coders, "facts": four_coders}, "ordinal", resamples=50)
    assert [one.item for one in both] == ["facts", "tone"]
    assert both[0].alpha == both[1].alpha
    assert both[0].ac1.name == "AC2"


def test_the_interval_depends_on_the_seed_alone(four_coders: Ratings) -> None:
    first = krippendorff_alpha(four_coders, resamples=200, seed=1)
    assert first == krippendorff_alpha(four_coders, resamples=200, seed=1)
    assert first != krippendorff_alpha(four_coders, resamples=200, seed=2)
    assert "200 resamples, seed 1" in first.method


def _sample(dice: np.random.Generator, units: int, rare: float, wrong: float) -> Ratings:
    """Three raters who each mistake the truth of a unit now and then."""
    truth = dice.random(units) < rare
    return read_wide({f"R{n}": (truth ^ (dice.random(units) < wrong)).tolist() for n in range(3)}, values=[False, True])


def _true(rare: float, wrong: float) -> tuple[float, float]:
    """Alpha and AC1 of endless units."""
    agreed = wrong**2 + (1 - wrong) ** 2
    share = rare * (1 - wrong) + (1 - rare) * wrong
    by_alpha, by_ac1 = share**2 + (1 - share) ** 2, 2 * share * (1 - share)
    return (agreed - by_alpha) / (1 - by_alpha), (agreed - by_ac1) / (1 - by_ac1)


@pytest.mark.parametrize(
    "runs", [pytest.param(120, id="small"), pytest.param(2000, id="large", marks=pytest.mark.campaign)]
)
@pytest.mark.parametrize(("rare", "wrong"), [(0.5, 0.1), (0.2, 0.05)])
def test_intervals_cover_the_truth(runs: int, rare: float, wrong: float) -> None:
    dice = np.random.Generator(np.random.PCG64(20))
    alpha, ac1 = _true(rare, wrong)
    covered = np.zeros(2)
    for run in range(runs):
        ratings = _sample(dice, 150, rare, wrong)
        for place, (made, truth) in enumerate(
            [(krippendorff_alpha(ratings, resamples=200, seed=run), alpha), (gwet_ac1(ratings), ac1)]
        ):
            assert made.low is not None
            assert made.high is not None
            covered[place] += made.low <= truth <= made.high
    # Four standard deviations of the simulation below 95 %, and 1.5 points for the bootstrap of 150 units.
    assert (covered / runs > 0.935 - 4 * math.sqrt(0.95 * 0.05 / runs)).all(), covered / runs
