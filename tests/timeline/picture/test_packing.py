"""Rows: nothing touches, time runs downwards, and a claim that was set aside keeps its place."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rca.timeline.picture.packing import Slot, pack

SLOTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), st.floats(0, 900), st.floats(10, 300), st.integers(1, 4)).map(
        lambda item: Slot(item[0], min(3, item[0] + item[1]), item[2], item[2] + item[3], item[4])
    ),
    max_size=14,
)


def share(one: Slot, first: int, two: Slot, second: int) -> bool:
    return first < second + two.rows and second < first + one.rows


@given(SLOTS)
def test_one_label_a_row_and_part(slots: list[Slot]) -> None:
    rows = pack(slots)
    for (one, first), (two, second) in combinations(zip(slots, rows, strict=True), 2):
        if one.first <= two.last and two.first <= one.last:
            assert not share(one, first, two, second)
            assert second >= first + one.rows, "later marks stand lower"


@given(SLOTS)
def test_close_rows_keep_their_distance_and_are_never_more(slots: list[Slot]) -> None:
    rows = pack(slots, close=True)
    for (one, first), (two, second) in combinations(zip(slots, rows, strict=True), 2):
        if share(one, first, two, second):
            assert one.right + 24 <= two.left or two.right + 24 <= one.left


def test_a_claim_shares_the_row_of_its_event_and_keeps_the_way_free() -> None:
    event = Slot(2, 2, 500, 700, 1)
    outer = Slot(0, 1, 50, 90, 1, beside=1)
    early = Slot(1, 1, 200, 300, 1)
    rows = pack([early, event, outer])
    assert rows[1] == rows[2]
    assert rows[0] != rows[2]


def test_another_claim_stands_under_its_event() -> None:
    event = Slot(0, 0, 500, 700, 2)
    rows = pack([event, Slot(0, 0, 100, 200, 1, below=0), Slot(0, 0, 100, 200, 1)])
    assert rows == (0, 2, 3)
