"""A clock is a point of the network: its rows move together, and a wrong one is part of a proof."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rca.evidence.rows import RowTime

SECOND = 1_000_000
SOURCES = [{"id": "S3", "kind": "export", "title": "Log", "file": "evidence/a.csv", "clock": "audit"}]


def shown(instant: int) -> RowTime:
    return RowTime(instant, instant, instant, f"at {instant}", "offset")


def clock(offset: str, **more: object) -> dict[str, object]:
    return {"id": "audit", "offset": offset, "basis": "stated", **more}


def test_rows_of_one_clock_move_together(solve, point, at):
    """One row that is pinned elsewhere fixes the offset, and with it every other row of the source."""
    start = at("2024-05-14 10:00:00")
    rows = {"S3:1": shown(start), "S3:2": shown(start + 60 * SECOND)}
    events = (
        point("E1", {"row": "S3:1"}, ("2024-05-14 09:59:18 UTC", "S1")),
        point("E2", {"row": "S3:2"}),
    )
    result = solve(*events, rows=rows, clocks=[clock("0 s .. 10 min")], sources=SOURCES)
    second = next(event for event in result.events if event.id == "E2")
    assert second.start.earliest == at("2024-05-14 10:00:18")
    assert second.start.latest == at("2024-05-14 10:00:19") - 1
    assert result.conflicts == ()


def test_a_clock_that_contradicts_a_claim_is_part_of_the_proof(solve, point, at):
    rows = {"S3:1": shown(at("2024-05-14 10:00:00"))}
    event = point("E1", {"row": "S3:1"}, ("2024-05-14 09:30:00 UTC", "S1"))
    accepted = {"by": "analyst", "on": "2024-06-01", "because": "matches of the night"}
    off = clock("42 s .. 44 s", basis="estimated", accepted=accepted)
    result = solve(event, rows=rows, clocks=[off], sources=SOURCES)
    (conflict,) = result.conflicts
    assert set(conflict.claims) == {"E1.S3", "E1.S1", "clock.audit"}
    assert any("clock audit" in line and "42 s .. 44 s" in line for line in conflict.proof)
    assert all(claim.id != "clock.audit" for claim in result.claims)
    right = solve(event, rows=rows, clocks=[clock("30 min")], sources=SOURCES)
    assert right.conflicts == ()


def test_a_drift_widens_by_the_time_since_the_reference(solve, point, at):
    """25 to 35 ppm over a day is 2.16 to 3.024 s."""
    reference, day = at("2024-05-13 10:00:00"), 86_400 * SECOND
    rows = {"S3:1": shown(reference + day), "S3:2": shown(reference - day)}
    drifting = clock("42 s", drift="25 .. 35 ppm", reference="2024-05-13 10:00 UTC")
    events = (point("E1", {"row": "S3:1"}), point("E2", {"row": "S3:2"}))
    result = solve(*events, rows=rows, clocks=[drifting], sources=SOURCES)
    later, earlier = (next(event.start for event in result.events if event.id == id_) for id_ in ("E1", "E2"))
    true = reference + day - 42 * SECOND
    assert (later.earliest, later.latest) == (true - 3_024_000, true - 2_160_000)
    true = reference - day - 42 * SECOND
    assert (earlier.earliest, earlier.latest) == (true + 2_160_000, true + 3_024_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"drift": "30 ppm"},
        {"reference": "2024-05-13 10:00 UTC"},
        {"drift": "600 ppm", "reference": "2024-05-13 10:00 UTC"},
        {"drift": "30", "reference": "2024-05-13 10:00 UTC"},
        {"drift": "30 ppm", "reference": "2024-05-13 10:00"},
        {"follows": ["S1"], "precedes": ["S1"]},
    ],
)
def test_what_no_clock_does_is_refused(case, point, wrong):
    with pytest.raises(ValidationError):
        case(point("E1", "2024-05-14"), clocks=[clock("42 s", **wrong)])
