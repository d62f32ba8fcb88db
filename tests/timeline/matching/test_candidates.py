"""The range join against every pair: nothing near that shares something rare is lost."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.timeline.matching.candidates import candidate_pairs
from rca.timeline.matching.rows import match_rows
from rca.timeline.matching.words import read_words

SECOND = 1_000_000
Cell = tuple[int, str, str, str | None]
cells = st.tuples(
    st.integers(0, 200),
    st.sampled_from(["S1", "S2"]),
    st.lists(st.sampled_from(["alarm", "rang", "post", "twelve", "limit", "on"]), max_size=6, unique=True).map(
        " ".join
    ),
    st.sampled_from(["x", "y", None]),
)


def candidates_of(made: list[Cell], window: int) -> set[tuple[int, int]]:
    """Return the pairs that are compared, by their places in the list."""
    times = pa.array([at * SECOND for at, *_ in made], pa.int64())
    table = pa.table(
        {
            "t_lo_us": times,
            "t_hi_us": times,
            "source_id": pa.array([source for _, source, *_ in made], pa.string()),
            "source_row": pa.array(range(len(made)), pa.int64()),
            "message": pa.array([text for _, _, text, _ in made], pa.string()),
            "object": pa.array([thing for *_, thing in made], pa.string()),
        }
    )
    rows = match_rows([table], {}, SECOND)
    left, right = candidate_pairs(rows, read_words(rows), window * SECOND)
    pairs = zip(rows.number[left].tolist(), rows.number[right].tolist(), strict=True)
    return {(min(pair), max(pair)) for pair in pairs}


@settings(max_examples=80, deadline=None)
@given(st.lists(cells, max_size=25), st.integers(1, 90))
def test_all_near_rows_about_one_object_are_compared_and_none_that_are_far(made: list[Cell], window: int) -> None:
    found = candidates_of(made, window)
    near = {
        (i, j)
        for j, later in enumerate(made)
        for i, earlier in enumerate(made[:j])
        if abs(later[0] - earlier[0]) <= window and later[1] != earlier[1]
    }
    assert found <= near
    assert {(i, j) for i, j in near if made[i][3] is not None and made[i][3] == made[j][3]} <= found


@settings(max_examples=80, deadline=None)
@given(
    st.lists(cells, max_size=25),
    st.lists(st.sampled_from(["alarm", "rang", "post", "twelve", "limit", "on"]), min_size=3, max_size=6, unique=True),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.sampled_from("qz")), min_size=1, max_size=2),
)
def test_messages_that_differ_by_two_slips_are_always_compared(
    others: list[Cell], words: list[str], slips: list[tuple[int, str]]
) -> None:
    text = retyped = " ".join(words)
    for place, letter in slips:
        at = place % len(retyped)
        if retyped[at] != " ":
            retyped = retyped[:at] + letter + retyped[at + 1 :]
    made = [(100, "S1", text, None), (130, "S2", retyped, None), *others]
    assert (0, 1) in candidates_of(made, 60)


def test_what_a_crowd_shares_tells_nothing() -> None:
    """Four rows a second: only the last 16 seconds have no crowd behind them."""
    made: list[Cell] = [(place // 4, f"S{place % 2 + 1}", "status changed", None) for place in range(200)]
    assert min(made[early][0] for early, _ in candidates_of(made, 60)) >= 50 - 17
