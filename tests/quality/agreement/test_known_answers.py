"""Published answers, to the printed digits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rca.quality.agreement.alpha import krippendorff_alpha
from rca.quality.agreement.chance import brennan_prediger, fleiss_kappa, gwet_ac1, raw_agreement
from rca.quality.agreement.kappa import cohen_kappa, conger_kappa
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.read import read_wide
from rca.quality.agreement.scales import Scale

FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


@pytest.mark.parametrize(
    ("scale", "answer"), [("nominal", 0.743421), ("ordinal", 0.815388), ("interval", 0.849107), ("ratio", 0.797403)]
)
def test_alpha_of_krippendorffs_four_coders(four_coders: Ratings, scale: Scale, answer: float) -> None:
    # Krippendorff 2011 prints .743, .815, .849 and .797.
    assert krippendorff_alpha(four_coders, scale, resamples=0).value == pytest.approx(answer, abs=5e-7)


@pytest.mark.parametrize(("scale", "answer"), [("nominal", 0.691358), ("interval", 0.810845)])
def test_alpha_of_three_coders(scale: Scale, answer: float) -> None:
    # The example of the article "Krippendorff's alpha" of Wikipedia.
    gap = None
    ratings = read_wide(
        {
            "A": [gap, gap, gap, gap, gap, 3, 4, 1, 2, 1, 1, 3, 3, gap, 3],
            "B": [1, gap, 2, 1, 3, 3, 4, 3, gap, gap, gap, gap, gap, gap, gap],
            "C": [gap, gap, 2, 1, 3, 4, 4, gap, 2, 1, 1, 3, 3, gap, 4],
        }
    )
    assert krippendorff_alpha(ratings, scale, resamples=0).value == pytest.approx(answer, abs=5e-7)


def test_alpha_of_two_observers_and_two_values() -> None:
    # Krippendorff 2011, part A.
    ratings = read_wide({"A": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "B": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]})
    assert krippendorff_alpha(ratings, resamples=0).value == pytest.approx(0.095238, abs=5e-7)


def test_coefficients_of_gwets_four_raters() -> None:
    # The data set raw_4raters of Gwet 2014: the same counts as Krippendorff's, unit 12 rated by the third rater.
    ratings = read_wide(
        {
            "1": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
            "2": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, None],
            "3": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
            "4": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
        }
    )
    ac1 = gwet_ac1(ratings)
    assert ac1.value == pytest.approx(0.77544, abs=5e-6)
    assert ac1.error == pytest.approx(0.14295, abs=5e-6)
    assert ac1.low == pytest.approx(0.46081, abs=5e-6)
    assert ac1.high == 1.0
    assert krippendorff_alpha(ratings, resamples=0).value == pytest.approx(0.74342, abs=5e-6)
    assert fleiss_kappa(ratings).value == pytest.approx(0.76117, abs=5e-6)
    assert conger_kappa(ratings).value == pytest.approx(0.76282, abs=5e-6)
    assert brennan_prediger(ratings).value == pytest.approx(0.77273, abs=5e-6)
    assert raw_agreement(ratings).value == pytest.approx(0.81818, abs=5e-6)


@pytest.mark.parametrize(
    ("cells", "kappa", "ac1"),
    [
        ((20, 5, 10, 15), 0.4000, 0.4059),
        ((45, 15, 25, 15), 0.1304, 0.2661),
        ((25, 35, 5, 35), 0.2593, 0.2079),
        ((118, 5, 2, 0), -0.0234, 0.9408),
    ],
)
def test_kappa_and_ac1_of_two_by_two_tables(
    two_by_two: Callable[[int, int, int, int], Ratings], cells: tuple[int, int, int, int], kappa: float, ac1: float
) -> None:
    ratings = two_by_two(*cells)
    assert cohen_kappa(ratings, "A", "B").value == pytest.approx(kappa, abs=5e-5)
    assert conger_kappa(ratings).value == pytest.approx(kappa, abs=5e-5)
    assert gwet_ac1(ratings).value == pytest.approx(ac1, abs=5e-5)
    assert raw_agreement(ratings).value == pytest.approx((cells[0] + cells[3]) / sum(cells))


def test_fleiss_kappa_of_fourteen_raters(from_counts: Callable[..., Ratings]) -> None:
    # The worked example of the article "Fleiss' kappa" of Wikipedia.
    assert fleiss_kappa(from_counts(FLEISS)).value == pytest.approx(0.2099, abs=5e-5)


def test_kappa_agrees_with_a_peer() -> None:
    peer = pytest.importorskip("statsmodels.stats.inter_rater")
    import numpy as np

    table = np.array([[44, 5, 1], [7, 20, 3], [9, 5, 6]])
    first = [row for row in range(3) for column in range(3) for _ in range(table[row, column])]
    second = [column for row in range(3) for column in range(3) for _ in range(table[row, column])]
    ratings = read_wide({"A": first, "B": second})
    for weights, name in (("identity", None), ("linear", "linear"), ("quadratic", "quadratic")):
        theirs = peer.cohens_kappa(table, wt=name)
        ours = cohen_kappa(ratings, "A", "B", weights=weights)  # type: ignore[arg-type]
        assert ours.value == pytest.approx(theirs.kappa, abs=1e-12)
        assert ours.error == pytest.approx(theirs.std_kappa, abs=1e-12)
    assert fleiss_kappa(ratings).value == pytest.approx(
        peer.fleiss_kappa(peer.aggregate_raters(np.array([first, second]).T)[0]), abs=1e-12
    )
