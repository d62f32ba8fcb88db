"""Series per rater: true by hand, and who drifts is found while the others are left in peace."""

from __future__ import annotations

import numpy as np
import pytest

from rca.errors import ParameterError
from rca.quality.agreement.drift import rater_series
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.read import read_groups, read_wide
from rca.quality.agreement.standing_out import standing_out
from rca.quality.sampling.shares import share_interval


def test_agreement_with_others_is_the_mean_share_of_them() -> None:
    ratings = read_wide({"A": [1, 1, 2], "B": [1, 2, None], "C": [2, 2, None]})
    series = {one.rater: one.points[0] for one in rater_series({"r1": ratings})}
    assert {rater: point.agreement for rater, point in series.items()} == {"A": 0.25, "B": 0.5, "C": 0.25}
    assert all(point.units == 2 for point in series.values())
    assert (series["A"].low, series["A"].high) == share_interval(0.5, 2)


def test_agreement_with_a_reference_counts_only_its_units() -> None:
    ratings = read_wide({"A": [1, 1, 2], "B": [1, 2, 2]})
    first, second = rater_series({"r1": ratings}, {"1": 1, "2": 2})
    assert (first.points[0].units, first.points[0].agreement) == (2, 0.5)
    assert (second.points[0].units, second.points[0].agreement) == (2, 1.0)
    assert repr(first) == "RaterSeries(against=reference, rounds=1)"
    with pytest.raises(ParameterError, match="names no unit"):
        rater_series({"r1": ratings}, {"U9": 1})
    with pytest.raises(ParameterError, match="no value of the reference"):
        rater_series({"r1": ratings}, {"1": "one"})


def test_a_round_without_the_rater_is_empty() -> None:
    rows = [{"unit": "U", "rater": rater, "value": 1, "round": "1"} for rater in "AB"]
    rows += [{"unit": "U", "rater": rater, "value": 1, "round": "2"} for rater in "BC"]
    series = rater_series(read_groups(rows, "round"))
    assert [[point.units for point in one.points] for one in series] == [[1, 0], [1, 1], [0, 1]]
    assert series[0].points[1].agreement is None


def _rounds(seed: int, wrong: np.ndarray, units: int) -> tuple[dict[str, Ratings], dict[str, bool]]:
    """Rounds of units, two raters each, who mistake the truth as often as planted (a row a rater, a column a round)."""
    dice = np.random.Generator(np.random.PCG64(seed))
    raters, rounds = wrong.shape
    rows, truth = [], {}
    for turn in range(rounds):
        for unit in range(units):
            name = f"{turn:02}-{unit:03}"
            truth[name] = bool(dice.random() < 0.3)
            rows += [
                {"unit": name, "rater": f"R{who}", "round": f"{turn:02}", "value": truth[name] ^ bool(slip)}
                for who in dice.choice(raters, 2, replace=False)
                for slip in [dice.random() < wrong[who, turn]]
            ]
    return read_groups(rows, "round"), truth


@pytest.mark.parametrize("against", ["others", "reference"])
@pytest.mark.parametrize(
    "runs", [pytest.param(6, id="small"), pytest.param(100, id="large", marks=pytest.mark.campaign)]
)
def test_planted_drift_and_bias_are_found_and_clean_raters_are_not_accused(runs: int, against: str) -> None:
    clean = np.full((8, 8), 0.05)
    planted = clean.copy()
    planted[2] = np.linspace(0.05, 0.5, 8)
    planted[5] = 0.25
    drifted = biased = accused = accused_clean = 0
    for seed in range(runs):
        for wrong in (clean, planted):
            # A partner says less than an expert: half the shares are the partner's own slips.
            rounds, truth = _rounds(seed, wrong, 150 if against == "reference" else 300)
            found = standing_out(rater_series(rounds, truth if against == "reference" else None))
            guilty = {one.rater for one in found if one.lower or one.falling}
            if wrong is clean:
                accused_clean += bool(guilty)
            else:
                drifted += found[2].falling
                biased += found[5].lower
                accused += bool(guilty - {"R2", "R5"})
    assert drifted >= 0.9 * runs
    assert biased >= 0.9 * runs
    # At most 5 runs in 100, and what the simulation itself may add.
    most = 0.05 * runs + 3 * (0.05 * 0.95 * runs) ** 0.5
    assert accused_clean <= most
    assert accused <= most


def test_a_change_that_all_share_is_laid_at_nobodys_door() -> None:
    rounds, truth = _rounds(3, np.tile(np.linspace(0.02, 0.4, 8), (8, 1)), 150)
    assert not any(one.lower or one.falling for one in standing_out(rater_series(rounds, truth)))


def test_few_raters_have_no_middle() -> None:
    with pytest.raises(ParameterError, match="4 raters or more; got 2"):
        standing_out(rater_series({"r1": read_wide({"A": [1, 2], "B": [1, 2]})}))
