"""Ratings that several tests use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.read import read_ratings, read_wide


@pytest.fixture(scope="session")
def four_coders() -> Ratings:
    """Krippendorff's example: 4 coders, 12 units, ratings missing (Krippendorff 2011)."""
    return read_wide(
        {
            "r1": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
            "r2": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
            "r3": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
            "r4": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
        }
    )


@pytest.fixture(scope="session")
def two_by_two() -> Callable[[int, int, int, int], Ratings]:
    """Two raters from the cells yes-yes, yes-no, no-yes, no-no."""

    def make(both: int, first: int, second: int, neither: int) -> Ratings:
        cells = [("yes", "yes", both), ("yes", "no", first), ("no", "yes", second), ("no", "no", neither)]
        given = [(a, b) for a, b, times in cells for _ in range(times)]
        return read_wide({"A": [a for a, _ in given], "B": [b for _, b in given]}, values=["no", "yes"])

    return make


@pytest.fixture(scope="session")
def from_counts() -> Callable[[Sequence[Sequence[int]]], Ratings]:
    """Ratings from a row a unit of how many raters gave each value."""

    def make(counts: Sequence[Sequence[int]]) -> Ratings:
        rows: list[dict[str, Any]] = []
        for unit, row in enumerate(counts):
            given = [value for value, times in enumerate(row) for _ in range(times)]
            rows += [{"unit": f"U{unit:03}", "rater": f"R{place:02}", "value": one} for place, one in enumerate(given)]
        return read_ratings(rows)

    return make
