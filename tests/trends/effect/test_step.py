"""The effect of an action against a published case, closed forms and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import chdtrc

from rca.errors import ParameterError
from rca.trends.effect.step import ljung_box, step_effect

# Admissions by month in Sicily, 2002 to November 2006, and the standardised population; the ban began in month 37.
# Barone-Adesi et al. 2011, as used by Lopez Bernal et al. 2017.
ADMISSIONS = [
    728, 659, 791, 734, 757, 726, 760, 740, 720, 814, 795, 858,
    887, 766, 851, 769, 781, 756, 766, 752, 765, 831, 879, 928,
    914, 808, 937, 840, 916, 828, 845, 818, 860, 839, 887, 886,
    831, 796, 833, 820, 877, 758, 767, 738, 781, 843, 850, 908,
    1021, 859, 976, 888, 962, 838, 810, 876, 843, 936, 912,
]  # fmt: skip
POPULATION = [
    379875.3, 376495.5, 377040.8, 377116.4, 377383.4, 374113.1, 379513.3, 376295.5, 374653.2, 378485.6,
    375955.5, 378349.7, 376762.4, 379032.3, 379360.4, 376162.0, 377972.4, 381830.7, 379888.6, 380872.2,
    380966.9, 381240.4, 382104.9, 381802.7, 381656.3, 383680.0, 383504.2, 386462.9, 383783.1, 380836.8,
    383483.0, 380906.2, 382926.8, 384052.4, 384449.6, 383428.4, 388153.2, 388373.2, 386470.1, 386033.2,
    383686.4, 385509.3, 385901.9, 386516.6, 388436.5, 383255.2, 390148.7, 385874.9, 391613.6, 391750.4,
    394005.6, 391364.9, 391664.6, 389022.3, 391878.5, 388575.3, 392989.0, 390018.8, 390712.3,
]  # fmt: skip


def test_the_published_case_without_seasons() -> None:
    found = step_effect(ADMISSIONS, POPULATION, start=36)
    assert found.ratio == pytest.approx(0.89438, abs=5e-6)
    assert (found.low, found.high) == pytest.approx((0.83919, 0.95319), abs=5e-6)
    assert found.dispersion == pytest.approx(3.55919, abs=5e-6)
    assert found.autocorrelation == pytest.approx(5e-8, rel=0.2)
    assert any("follows from what went before" in warning for warning in found.warnings)


def test_the_published_case_with_seasons() -> None:
    found = step_effect(ADMISSIONS, POPULATION, start=36, season=12)
    assert found.ratio == pytest.approx(0.88507, abs=5e-6)
    assert (found.low, found.high) == pytest.approx((0.83940, 0.93323), abs=5e-6)
    assert found.dispersion == pytest.approx(2.26218, abs=5e-6)
    assert found.verdict == "lower"


def test_ljung_box_by_hand() -> None:
    left = np.array([1.0, -1.0, 1.0, -1.0])
    assert ljung_box(left, 1) == pytest.approx(4 * 6 * (3 / 4) ** 2 / 3)
    assert chdtrc(1, ljung_box(left, 1)) < 0.05


def test_intervals_cover_where_nothing_but_chance_varies() -> None:
    rng = np.random.default_rng(4)
    true = np.where(np.arange(40) < 24, 60.0, 45.0)
    found = [step_effect(rng.poisson(true).tolist(), [1.0] * 40, 24) for _ in range(200)]
    assert 0.90 <= np.mean([each.low <= 0.75 <= each.high for each in found]) <= 0.985


def test_a_useless_action_is_rarely_believed() -> None:
    rng = np.random.default_rng(5)
    # Twice the variance of a Poisson count.
    drawn = rng.negative_binomial(60, 0.5, (200, 40))
    verdicts = [step_effect(row.tolist(), [1.0] * 40, 24).verdict for row in drawn]
    assert np.mean([verdict != "no change shown" for verdict in verdicts]) < 0.1


def test_an_action_after_a_spike_is_warned_of() -> None:
    counts = [20, 21, 19, 20, 22, 20, 19, 21, 40, 42, 41, 40, 20, 21, 20, 19, 21]
    found = step_effect(counts, [1.0] * 17, start=12)
    assert any("spike" in warning for warning in found.warnings)


def test_a_change_before_the_action_is_warned_of() -> None:
    rng = np.random.default_rng(6)
    counts = [*rng.poisson(60, 12), *rng.poisson(30, 12), *rng.poisson(30, 12)]
    found = step_effect(counts, [1.0] * 36, start=24)
    assert found.placebo is not None
    assert found.placebo[2] < 1
    assert any("time before shows a change too" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("counts", "exposure", "start", "told"),
    [
        ([5.0] * 10, [1.0] * 10, 5, "needs 8 periods before the action and 3 after; got 5 and 5"),
        ([5.0] * 12, [1.0] * 12, 10, "got 10 and 2"),
        ([5.0] * 12, [1.0] * 11, 8, "every count needs its exposure"),
        ([5.0] * 11 + [-1.0], [1.0] * 12, 8, "numbers from 0"),
        ([5.0] * 12, [0.0] * 12, 8, "above 0"),
        ([5.0] * 8 + [0.0] * 4, [1.0] * 12, 8, "nothing to count"),
    ],
)
def test_what_cannot_be_judged_is_told(counts: list[float], exposure: list[float], start: int, told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        step_effect(counts, exposure, start)
