"""Change points against published breaks, brute force and chance."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.trends.charts.change_points import change_points

NILE = (
    "1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150 1250 "
    "1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832 764 821 "
    "768 845 864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 "
    "874 848 890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740"
)
"""Annual flow of the Nile at Aswan, 1871 to 1970 (Cobb 1978)."""


@pytest.mark.parametrize("changes", [None, 1])
def test_the_nile_falls_after_1898(changes: int | None) -> None:
    values = [float(word) for word in NILE.split()]
    assert len(values) == 100
    (found,) = change_points(values, changes=changes).changes
    assert found.at == 28  # 28 years before it: 1899 is the first of the new level
    assert found.earliest <= 28 <= found.latest
    assert found.before == pytest.approx(1097.75)
    assert found.after == pytest.approx(849.972, abs=0.001)


def test_counts_and_rates_and_gaps() -> None:
    counts = [4, 6, None, 5, 4, 5, 15, 12, 14, None, 16, 13]
    (found,) = change_points(counts, "poisson").changes
    assert (found.at, found.before, found.after) == (6, 4.8, 14.0)
    sizes = [100 if value is not None else None for value in counts]
    (rate,) = change_points(counts, "poisson", sizes).changes
    assert (rate.at, rate.after) == (6, pytest.approx(0.14))
    # Twice the counts over twice the size is no change of rate.
    assert change_points([5, 5, 5, 10, 10, 10], "poisson", [10, 10, 10, 20, 20, 20]).changes == ()


@settings(max_examples=30)
@given(st.lists(st.integers(0, 20), min_size=6, max_size=11), st.integers(0, 2), st.sampled_from(["normal", "poisson"]))
def test_division_is_the_best_of_all(values: list[int], changes: int, cost: str) -> None:
    found = change_points(values, cost, changes=changes)  # type: ignore[arg-type]
    cuts = [
        cut
        for cut in combinations(range(2, len(values) - 1), changes)
        if all(b - a >= 2 for a, b in zip((0, *cut), (*cut, len(values)), strict=True))
    ]
    best = min(_misfit(values, cut, cost) for cut in cuts)
    assert _misfit(values, tuple(change.at for change in found.changes), cost) == pytest.approx(best, abs=1e-7)


def _misfit(values: list[int], cut: tuple[int, ...], cost: str) -> float:
    total = 0.0
    for start, stop in zip((0, *cut), (*cut, len(values)), strict=True):
        part = values[start:stop]
        mean = sum(part) / len(part)
        if cost == "normal":
            total += sum((value - mean) ** 2 for value in part)
        else:
            total += 2 * (sum(part) - (sum(part) * math.log(mean) if mean else 0.0))
    return total


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_values_hold_no_change(count: int) -> None:
    assert change_points([1.0] * count).changes == ()


def test_a_level_that_does_not_vary() -> None:
    assert change_points([3.0] * 20).changes == ()
    (found,) = change_points([3.0] * 10 + [7.0] * 10).changes
    assert (found.at, found.earliest, found.latest) == (10, 10, 10)


@pytest.mark.parametrize(
    ("values", "options", "words"),
    [
        ([1, 2, -1, 3], {"cost": "poisson"}, "counts are 0 or more"),
        ([1.0] * 2_001, {}, "at most 2,000 values for this; got 2,001"),
        ([1, 2, 3, 4], {"shortest": 1}, "at least 2 points"),
        ([1, 2, 3, 4], {"changes": 2}, "at most 1 changes"),
    ],
)
def test_bad_input(values: list[float], options: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        change_points(values, **options)  # type: ignore[arg-type]


def test_false_alarms_are_rare() -> None:
    random = np.random.default_rng(3)
    quiet = sum(bool(change_points(list(row)).changes) for row in random.normal(size=(200, 52)))
    assert quiet <= 16  # about 3 in 100
    counts = sum(bool(change_points(list(row), "poisson").changes) for row in random.poisson(8, size=(200, 52)))
    assert counts <= 16


def test_supported_places_hold_the_true_one() -> None:
    random = np.random.default_rng(4)
    held = 0
    for _ in range(200):
        values = random.normal(size=40)
        values[22:] += 1.5
        (found,) = change_points(list(values), changes=1).changes
        held += found.earliest <= 22 <= found.latest
    assert held >= 184
