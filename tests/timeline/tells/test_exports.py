"""Handovers and quality of exports, against rows in which each fault was planted."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from rca.case.records import CaseFile
from rca.evidence.read import EvidenceTable
from rca.timeline.tells import frames
from rca.timeline.tells.handovers import handovers, passings, ping_pong
from rca.timeline.tells.render import told_json, told_tables
from rca.timeline.tells.source_quality import source_quality
from rca.timeline.tells.tell import tell

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
Make = Callable[..., Any]
TEXTS = ("actor", "action", "object", "message", "case_id")


def export(rows: list[dict[str, Any]], source: str = "S1") -> EvidenceTable:
    full = [
        {
            "t_lo_us": row["t"],
            "t_best_us": row["t"],
            "t_hi_us": row.get("hi", row["t"] + SECOND - 1),
            "source_row": number,
            **{name: row.get(name) for name in TEXTS},
            "attributes": json.dumps(row.get("more", {})),
        }
        for number, row in enumerate(rows, 1)
    ]
    numbers = [(name, pa.int64()) for name in ("t_lo_us", "t_best_us", "t_hi_us", "source_row")]
    schema = pa.schema([*numbers, *((name, pa.string()) for name in (*TEXTS, "attributes"))])
    refused = pa.table({name: pa.array([], pa.string()) for name in ("source_id", "reason")})
    return EvidenceTable(source, "evidence/x.csv", pa.Table.from_pylist(full, schema), refused)


def checks(rows: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = source_quality([export(rows)])
    return {check.check: check for check in found.checks}


def steady(count: int, **more: Any) -> list[dict[str, Any]]:
    random = Random(1)
    return [{"t": n * MINUTE + random.randrange(30 * SECOND), "message": f"m{n}", **more} for n in range(count)]


def test_rows_out_of_order_are_found_whichever_way_the_export_grows() -> None:
    rows = steady(50)
    assert checks(rows)["order violations"].count == 0
    assert "newest first" in checks(rows[::-1])["order violations"].words
    moved = [*rows[:20], rows[40], *rows[20:40], *rows[41:]]
    found = checks(moved)["order violations"]
    assert (found.count, found.examples) == (1, ("S1:22",))
    assert checks(moved[::-1])["order violations"].count == 1
    shuffled = Random(2).sample(rows, len(rows))
    assert checks(shuffled)["order violations"].count is None


def test_rows_whose_order_the_clock_leaves_open_are_not_out_of_it() -> None:
    rows = steady(30)
    rows[10] |= {"t": rows[9]["t"] - HOUR, "hi": rows[10]["t"]}  # a doubled hour
    assert checks(rows)["order violations"].count == 0


def test_silences_repeats_and_missing_numbers_that_were_planted_are_found() -> None:
    rows = [{**row, "more": {"ticket_no": f"T-{n:04d}"}} for n, row in enumerate(steady(200)) if n not in {50, 51, 90}]
    for row in rows[120:]:
        row["t"] += 30 * HOUR
    rows.insert(10, {**rows[9], "t": rows[9]["t"] + 4 * SECOND})
    found = checks(rows)
    told = found["inactivity"].count, found["inactivity"].examples
    assert told == (2, ("S1:121", "S1:51")), "the longest first, then that of the two missing rows"
    assert "30 h" in found["inactivity"].words
    assert (found["repeated registrations"].count, found["repeated registrations"].examples) == (1, ("S1:11",))
    assert (found["missing ids"].count, found["missing ids"].examples) == (3, ("T-0050 to T-0051", "T-0090"))
    assert found["overlaps"].count is None
    assert found["duration outliers"].count is None


def test_numbers_that_do_not_run_on_miss_nothing() -> None:
    random = Random(4)
    rows = [{**row, "more": {"id": str(random.randrange(10**9))}} for row in steady(60)]
    assert checks(rows)["missing ids"].count is None


def test_overlaps_and_long_objects_that_were_planted_are_found() -> None:
    rows = []
    for n in range(60):
        lasts = 9 * MINUTE if n != 30 else 40 * HOUR
        rows += [
            {"t": n * HOUR, "actor": f"a{n % 3}", "object": f"O{n}", "action": "open"},
            {"t": n * HOUR + lasts, "actor": f"a{n % 3}", "object": f"O{n}", "action": "close"},
        ]
    found = checks(sorted(rows, key=lambda row: row["t"]))
    assert (found["duration outliers"].count, found["duration outliers"].examples) == (1, ("O30",))
    # The long one overlaps the next thirteen of its actor (33, 36 … 69 stop at 57).
    assert found["overlaps"].count == len(range(33, 60, 3))


def test_an_export_without_rows_or_columns_says_so() -> None:
    for rows in ([], [{"t": 0}]):
        found = checks(rows)
        assert found["repeated registrations"].count is None
        assert found["missing ids"].count is None
        assert found["inactivity"].count is None
        assert found["order violations"].count == 0


def test_handovers_in_rows_are_counted_within_their_objects() -> None:
    rows = [
        {"t": n * MINUTE, "actor": actor, "case_id": thing}
        for n, (thing, actor) in enumerate(
            [*(("A", who) for who in "xxyxyz"), *(("B", who) for who in "zx"), ("A", ""), ("", "y")]
        )
    ]
    (found,) = passings([export(rows)])
    assert (found.by, found.steps, found.handovers, found.back) == ("case_id", 6, 5, 2)
    told = {(pair.giver, pair.taker): (pair.count, pair.back, pair.objects) for pair in found.pairs}
    assert told == {("x", "y"): (2, 1, 1), ("y", "x"): (1, 1, 1), ("y", "z"): (1, 0, 1), ("z", "x"): (1, 0, 1)}
    assert passings([export([{"t": 0, "actor": "x"}, {"t": 1, "actor": "y"}])]) == (), "nothing says what was held"
    assert passings([export([])]) == ()


def test_handovers_between_lanes_tell_ping_pong_and_open_orders(make_event: Make, make_timeline: Make) -> None:
    def at(id_: str, lane: str, low: int, high: int | None = None, **more: Any) -> Any:
        return make_event(id_, low * MINUTE, (high or low) * MINUTE, lane=lane, **more)

    result = make_timeline(
        at("E1", "desk", 0),
        at("E2", "desk", 5),
        at("E3", "legal", 10, 30),
        at("E4", "desk", 22),
        at("E5", "press", 40, kind="condition"),
        make_event("E6", None, 0, lane="press"),
    )
    one, two = handovers(result)
    assert (one.giver, one.taker, one.after, one.before, one.back, one.certain) == (
        *("desk", "legal", "E2", "E3"),
        *(False, True),
    )
    assert (two.giver, two.taker, two.back, two.certain) == ("legal", "desk", True, False)
    assert (one.shortest, one.longest) == (5 * MINUTE, 25 * MINUTE)
    assert ping_pong((one, two)) == (two,)


def test_all_that_is_told_is_a_table_a_frame_and_plain_data(
    case: CaseFile, make_event: Make, make_timeline: Make
) -> None:
    events = [
        make_event(f"E{n}", n * HOUR, n * HOUR, best=n * HOUR, lane="ab"[n % 2], milestone=name)
        for n, name in enumerate(("occurred", "resolved", "detected", None, None, None, None, None, None, None))
    ]
    result = make_timeline(*events)
    rows = [{"t": n * MINUTE, "actor": "xy"[n % 2], "object": "O"} for n in range(30)]
    told = tell(case, result, [export(rows)])
    assert repr(told) == "Told(3 milestones, 9 handovers, 1 exports)"
    titles = " ".join(table.title for table in told_tables(told))
    for words in ("Milestones (3)", "out of order (1)", "Handovers (9", "Handovers in exports", "Quality of exports"):
        assert words in titles
    for table in told_tables(told):
        assert all(len(row) == len(table.columns) for row in table.rows)
    plain = json.loads(json.dumps(told_json(told)))
    assert set(plain) == {
        *("milestones", "order_violations", "durations", "silences", "handovers", "export_handovers", "sources"),
    }
    assert [check["check"] for check in plain["sources"][0]["checks"]] == [
        *("order violations", "overlaps", "inactivity", "repeated registrations", "duration outliers", "missing ids"),
    ]
    empty = tell(case, make_timeline())
    assert told_tables(empty) == ()
    for make in (
        frames.milestones_frame,
        frames.working_frame,
        frames.silences_frame,
        frames.handovers_frame,
        frames.source_quality_frame,
    ):
        filled, bare = make(told), make(empty)
        assert len(bare) == 0
        assert filled.dtypes.astype(str).to_dict() == bare.dtypes.astype(str).to_dict()


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_of_an_export_does_not_depend_on_chance(seed: int) -> None:
    random = Random(seed)
    rows = [
        {"t": random.randrange(HOUR), "actor": random.choice("abc"), "object": random.choice("OPQ")} for _ in range(80)
    ]
    assert source_quality([export(rows)]) == source_quality([export(rows)])
    assert passings([export(rows)]) == passings([export(list(rows))])
