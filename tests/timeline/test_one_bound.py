"""One bound is named by one instant, whoever tells it: tables, labels of figures, reviews."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.review.moments import within
from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND, told_instant
from rca.timeline.label_words import Frame
from rca.timeline.picture.axis import build_axis
from rca.timeline.picture.claim_words import bound_words
from rca.timeline.picture.room import Spot
from rca.timeline.results import Bounds
from rca.timeline.words import interval_words

MIDNIGHT = 1_594_771_200_000_000  # 2020-07-15 00:00 UTC
BEGIN = MIDNIGHT + 15 * HOUR


@pytest.mark.parametrize(
    ("latest", "told"),
    [
        (MIDNIGHT + 19 * HOUR - 1, "19:00"),
        (MIDNIGHT + 19 * HOUR - 2, "19:00"),
        (MIDNIGHT + 19 * HOUR, "19:00"),
        (MIDNIGHT + 20 * HOUR + 33 * MINUTE - 1, "20:32"),
        (MIDNIGHT + 20 * HOUR + 33 * MINUTE, "20:33"),
        (MIDNIGHT + 20 * HOUR + 32 * MINUTE + 5 * SECOND - 1, "20:32:04"),
        (MIDNIGHT + 20 * HOUR + 32 * MINUTE + 5 * SECOND + 400_000, "20:32:06"),
    ],
)
def test_all_tell_the_same_bound(latest: int, told: str) -> None:
    (panel,) = build_axis([Spot(BEGIN, None, MIDNIGHT + 22 * HOUR, 0.0, "")], 0, 1000).panels
    assert interval_words(BEGIN, latest) == f"15 July 2020 15:00 to {told} UTC"
    assert within(BEGIN, latest) == f"15:00 to {told}"
    assert Frame(MIDNIGHT, 2020).interval(Bounds(BEGIN, None, latest)) == f"15:00 to {told}"
    assert bound_words(latest, panel, last=True) == told
    assert interval_words(None, latest) == f"not after 15 July 2020 {told} UTC"


@given(st.integers(-10 * DAY, 10 * DAY))
def test_what_is_told_is_never_narrower_than_what_is_known(bound: int) -> None:
    first, last = told_instant(bound, last=False), told_instant(bound, last=True)
    assert first <= bound
    assert bound - first < SECOND
    # A named minute or second is meant whole, so its end is what was said.
    whole = MINUTE if last % MINUTE == 0 else SECOND
    assert bound <= last + whole - 1
    assert abs(bound - last) < MINUTE


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        (28 * SECOND, 31 * SECOND - 1, "15:00:28 to 15:00:30"),
        (28 * SECOND, MINUTE - 1, "15:00:28 to 15:00:59"),
        (28 * SECOND, 2 * MINUTE - 1, "15:00:28 to 15:01:59"),
        (0, 31 * SECOND - 1, "15:00 to 15:00:30"),
        (0, MINUTE - 1, "15:00"),
        (1, MINUTE - 2, "15:00"),
        (5 * SECOND, 6 * SECOND - 1, "15:00:05"),
        (5 * SECOND, 5 * SECOND + 999, "15:00:05"),
        (5 * SECOND, 5 * SECOND, "15:00:05"),
        (0, 0, "15:00"),
    ],
)
def test_words_of_a_short_interval_are_as_wide_as_its_bounds(earliest: int, latest: int, told: str) -> None:
    assert interval_words(BEGIN + earliest, BEGIN + latest) == f"15 July 2020 {told} UTC"
