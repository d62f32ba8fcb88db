"""The rows of all exports in one order of time: accepted clocks are set right, and the output says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from rca.datasets import make_escalation

Rca = Callable[..., Any]
BY_THE_MIDDLE = -43.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    make_escalation(tmp_path / "case", rows=60, seed=3)
    return tmp_path / "case"


def times(done: Any) -> dict[str, datetime]:
    rows = json.loads(done.out)["rows"]
    return {f"{row['source_id']}:{row['source_row']}": datetime.fromisoformat(row["time"]) for row in rows}


def test_rows_of_an_accepted_clock_are_set_right(rca: Rca, folder: Path) -> None:
    right = rca("events", folder, "--json", "--limit", "1000")
    assert right.code == 0, right.err
    (clock,) = json.loads(right.out)["clocks"]
    assert (clock["source"], clock["clock"], clock["offset_us"]) == ("S3", "audit", 43_000_000)
    text = rca("events", folder, "--limit", "3").out
    assert "# Rows of S3 are shown with their clocks set right" in text
    assert "S3\taudit\t42 s .. 44 s\tquality analyst" in text
    assert "set right" in rca("events", folder, "--hourly").out
    assert "set right" not in rca("events", folder, "--source", "S1").out

    timeline = folder / "timeline.yaml"
    plain = timeline.read_text(encoding="utf-8").replace(", accepted: {by: quality analyst, on: 2025-11-10}", "")
    timeline.write_text(plain, encoding="utf-8")
    waiting = rca("events", folder, "--json", "--limit", "1000")
    assert json.loads(waiting.out)["clocks"] == []
    before, after = times(waiting), times(right)
    moved = {row: (after[row] - before[row]).total_seconds() for row in before}
    assert {by for row, by in moved.items() if row.startswith("S3:")} == {BY_THE_MIDDLE}
    assert {by for row, by in moved.items() if not row.startswith("S3:")} == {0.0}
