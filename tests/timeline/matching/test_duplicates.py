"""The same event in two sources is found, and what only looks alike is not."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from rca.datasets.twins import make_twins
from rca.timeline.clock.in_force import ClockInForce
from rca.timeline.matching.decisions import Decision
from rca.timeline.matching.duplicates import find_duplicates
from rca.timeline.matching.results import Duplicates, duplicates_json

SECOND = 1_000_000
HOUR = 3_600 * SECOND
START = 1_760_000_000 * SECOND
FIELDS = ("actor", "action", "object", "message", "case_id")


def table_of(source: str, *rows: dict[str, Any]) -> pa.Table:
    """Return canonical rows of one source; ``at`` is in seconds."""
    low = [START + round(row["at"] * SECOND) for row in rows]
    return pa.table(
        {
            "t_lo_us": pa.array(low, pa.int64()),
            "t_hi_us": pa.array([at + row.get("wide", 0) for at, row in zip(low, rows, strict=True)], pa.int64()),
            "t_basis": pa.array([row.get("basis", "offset") for row in rows], pa.string()),
            "source_id": pa.array([source] * len(rows), pa.string()),
            "source_row": pa.array(range(1, len(rows) + 1), pa.int64()),
            **{name: pa.array([row.get(name) for row in rows], pa.string()) for name in FIELDS},
        }
    )


def row(at: float, message: str = "", actor: str | None = "desk", **more: Any) -> dict[str, Any]:
    return {"at": at, "message": message, "actor": actor, **more}


def pairs_of(found: Duplicates) -> set[tuple[str, ...]]:
    return {tuple(f"{source}:{number}" for source, number in group.rows) for group in found.groups}


def test_a_retyped_message_in_another_source_is_one_event() -> None:
    first = table_of("S1", row(0, "The limit on new posts was switched on", object="limit"))
    second = table_of("S2", row(12, "the  limit on nwe posts was switched on", object="limit"))
    found = find_duplicates([first, second])
    assert pairs_of(found) == {("S1:1", "S2:1")}
    assert found.groups[0].why == "2 letters differ, same actor, same case or object, 12.0 s apart"
    assert duplicates_json(found)["groups"][0]["rows"] == ["S1:1", "S2:1"]


def test_rows_of_one_source_stay_two() -> None:
    twice = [row(0, "page acknowledged"), row(20, "page acknowledged"), row(9_000, "day begins")]
    assert pairs_of(find_duplicates([table_of("S1", *twice)])) == set()
    copy = [each | {"at": each["at"] + 3} for each in twice]
    both = find_duplicates([table_of("S1", *twice), table_of("S2", *copy)])
    assert pairs_of(both) == {("S1:1", "S2:1"), ("S1:2", "S2:2"), ("S1:3", "S2:3")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row(0, "status changed", object="A1"), row(1, "status changed", object="A2")),
        (row(0, "status changed", case_id="1"), row(1, "status changed", case_id="2")),
        (row(0, "post 12: removed"), row(1, "post 13: removed")),
        (row(0, "the alarm rang in the hall"), row(61, "the alarm rang in the hall")),
        (row(0, "opened"), row(1, "closed")),
        (row(0, action="open", object="A1"), row(1, action="close", object="A1")),
    ],
)
def test_what_is_another_thing_or_far_off_is_not_one_event(one: dict[str, Any], other: dict[str, Any]) -> None:
    found = find_duplicates([table_of("S1", one), table_of("S2", other)])
    assert (found.groups, found.doubtful) == ((), ())


def test_two_words_that_both_sources_use_are_two_words() -> None:
    texts = ["rule nine is on now", "rule nine is off now"]
    tables = [
        table_of(
            source, *(row(1_000 * place + shift, texts[place % 2]) for place in range(6)), row(9_000 + shift, last)
        )
        for source, shift, last in (("S1", 0, texts[0]), ("S2", 5, texts[1]))
    ]
    assert ("S1:7", "S2:7") not in pairs_of(find_duplicates(tables))
    assert ("S1:1", "S2:1") in pairs_of(find_duplicates(tables))


def test_boilerplate_does_not_collapse() -> None:
    """One text by many actors all the time: nothing tells which two rows are one event."""
    many = [
        [row(7 * place + shift, "status changed", f"person {place % 40}") for place in range(400)] for shift in (0, 3)
    ]
    found = find_duplicates([table_of("S1", *many[0]), table_of("S2", *(many[1][::-1]))])
    plain = [[each | {"actor": None} for each in rows] for rows in many]
    nothing = find_duplicates([table_of("S1", *plain[0]), table_of("S2", *plain[1])])
    assert (nothing.groups, nothing.doubtful) == ((), ())
    assert all(group.likeness is not None and group.likeness.actors == 1 for group in found.groups)


def test_an_event_by_another_name_of_the_actor_is_a_question() -> None:
    first = table_of("S1", row(0, "the rule for copied posts is back", "release service"))
    second = table_of("S2", row(9, "the rule for copied posts is back", "svc-release"))
    found = find_duplicates([first, second])
    assert found.groups == ()
    assert [pair.rows for pair in found.doubtful] == [(("S1", 1), ("S2", 1))]
    assert "other actor" in found.doubtful[0].why


def test_a_person_decides() -> None:
    message = "the rule for copied posts is back"
    tables = [
        table_of(name, row(at, message, actor)) for name, at, actor in (("S1", 0, "a"), ("S2", 9, "b"), ("S3", 9, "b"))
    ]
    yes = Decision((("S1", 1), ("S2", 1)), same=True, by="analyst")
    no = Decision((("S2", 1), ("S3", 1)), same=False, by="analyst")
    assert pairs_of(find_duplicates(tables)) == {("S2:1", "S3:1")}
    joined = find_duplicates(tables, [yes, no])
    assert pairs_of(joined) == {("S1:1", "S2:1")}
    assert (joined.groups[0].decided, joined.groups[0].score) == ("analyst", 1.0)
    assert pairs_of(find_duplicates(tables, [no])) == set()
    with pytest.raises(ValueError, match="got yes and no for S2:1 and S3:1"):
        find_duplicates(tables, [no, Decision(no.rows, same=True, by="analyst")])


def test_a_chain_of_small_steps_joins_no_unlike_rows() -> None:
    """Each is near the next in time; the first and the last are too far apart."""
    text = "the wave was escalated to the incident manager"
    tables = [table_of(f"S{place}", row(50 * place, text)) for place in (1, 2, 3)]
    found = find_duplicates(tables)
    assert [len(group.rows) for group in found.groups] == [2]
    assert len(found.doubtful) == 1
    assert "unlike" in found.doubtful[0].why
    near = [table_of(f"S{place}", row(20 * place, text)) for place in (1, 2, 3)]
    assert pairs_of(find_duplicates(near)) == {("S1:1", "S2:1", "S3:1")}


def test_a_clock_that_is_off_is_set_right_first() -> None:
    text = "the page was acknowledged by phone"
    tables = [table_of("S1", row(0, text)), table_of("S2", row(4 * 3_600 + 2, text))]
    assert find_duplicates(tables).groups == ()
    clock = ClockInForce("audit", (4 * HOUR, 4 * HOUR + SECOND))
    assert pairs_of(find_duplicates(tables, clocks={"S2": clock})) == {("S1:1", "S2:1")}


def test_a_row_in_a_fold_is_met_by_either_reading() -> None:
    text = "the page was acknowledged by phone"
    folded = row(0, text, basis="fold", wide=HOUR + SECOND - 1)
    for at in (3, 3_603):
        assert pairs_of(find_duplicates([table_of("S1", folded), table_of("S2", row(at, text))])) == {("S1:1", "S2:1")}
    assert pairs_of(find_duplicates([table_of("S1", folded), table_of("S2", row(1_800, text))])) == set()


def test_a_row_that_gives_only_a_day_is_left_out() -> None:
    vague = row(0, "the page was acknowledged by phone", wide=24 * HOUR - 1, basis="date")
    found = find_duplicates([table_of("S1", vague), table_of("S2", row(5, "the page was acknowledged by phone"))])
    assert (found.groups, found.left_out, found.compared) == ((), 1, 1)


def test_no_rows_are_no_duplicates() -> None:
    assert find_duplicates([]).groups == ()
    assert find_duplicates([table_of("S1"), table_of("S2", row(0, "alone"))]).groups == ()
    with pytest.raises(ValueError, match="window"):
        find_duplicates([], window=0)


def test_planted_duplicates_are_found() -> None:
    planted = make_twins(20_000, seed=5)
    found = {(group.rows[0][1], group.rows[1][1]) for group in find_duplicates(planted.tables).groups}
    right = len(found & planted.pairs)
    assert right >= 0.99 * len(found)
    assert right >= 0.99 * len(planted.pairs)


words = st.sampled_from(["status", "changed", "alarm", "rang", "post", "12", "13", "on", "off"])
some_rows = st.lists(
    st.builds(
        row,
        st.integers(0, 300),
        st.lists(words, min_size=1, max_size=4).map(" ".join),
        st.sampled_from(["ann", "bob", None]),
        object=st.sampled_from(["A", "B", None]),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(st.tuples(some_rows, some_rows, some_rows), st.permutations([0, 1, 2]), st.randoms())
def test_groups_hold_together_and_the_order_of_import_is_of_no_account(
    cells: tuple[list[dict[str, Any]], ...], order: list[int], chance: Any
) -> None:
    tables = [table_of(f"S{place}", *rows) for place, rows in enumerate(cells, 1)]
    found = find_duplicates(tables)
    mixed = [tables[place] for place in order]
    for place, table in enumerate(mixed):
        rows = list(range(table.num_rows))
        chance.shuffle(rows)
        mixed[place] = table.take(pa.array(rows, pa.int64()))
    assert find_duplicates(mixed) == found
    seen: set[tuple[str, int]] = set()
    for group in found.groups:
        assert len({source for source, _ in group.rows}) == len(group.rows) >= 2
        assert not seen & set(group.rows)
        seen.update(group.rows)
        for one, other in combinations(group.rows, 2):
            first, second = (cells[int(source[1:]) - 1][number - 1] for source, number in (one, other))
            assert abs(first["at"] - second["at"]) <= 60
            assert None in (first["object"], second["object"]) or first["object"] == second["object"]
            assert Levenshtein.distance(first["message"], second["message"]) <= 3
