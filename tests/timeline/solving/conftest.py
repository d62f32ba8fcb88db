"""Hand-made cases for the solver: plain data in, a solved timeline out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, Mark, TimelineFile, WaiversFile
from rca.evidence.rows import RowTime
from rca.timeline.results import TimelineResult
from rca.timeline.solve import solve_timeline

ZONES = {"ET": "America/New_York", "PT": "America/Los_Angeles", "IST": "+05:30", "EDT": "-04:00"}


def case_of(*events: dict[str, Any], **more: Any) -> CaseFile:
    """Return a case with these events; ``sources`` are added where they are cited and not given."""
    timeline = {
        "events": events,
        **{key: more.pop(key) for key in ("clocks", "phases", "same") if key in more},
    }
    record = TimelineFile.model_validate(timeline)
    cited = [f"S{number}" for number in range(1, 30)]
    given = more.pop("sources", [])
    known = {source["id"] for source in given}
    sources = [*given, *({"id": id_, "kind": "news", "title": id_} for id_ in cited if id_ not in known)]
    head = {
        "schema": "rca-case/1",
        "id": "hand-made",
        "title": "A case made by hand",
        "state": "draft",
        "summary": "None.",
        "zones": ZONES,
        "unzoned": ["UTC"],
        "sources": sources,
        **more,
    }
    marks = {("timeline", "events", index): Mark("timeline.yaml", index + 1, 1) for index in range(len(events))}
    return CaseFile(
        Path("hand-made"),
        CaseHead.model_validate(head),
        record,
        CausesFile(),
        ActionsFile(),
        WaiversFile(),
        marks,
    )


def solve_of(*events: dict[str, Any], rows: Mapping[str, RowTime] | None = None, **more: Any) -> TimelineResult:
    return solve_timeline(case_of(*events, **more), rows or {})


def point_of(id_: str, *claims: str | list[str] | tuple[str, str] | dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an event with one point; each claim is words, (words, source) or a whole claim."""
    return {"id": id_, "text": f"Text of {id_}", "at": [claim_of(claim) for claim in claims], **more}


def claim_of(claim: str | list[str] | tuple[str, str] | dict[str, Any]) -> dict[str, Any]:
    if isinstance(claim, dict):
        return claim
    words, source = claim if isinstance(claim, tuple) else (claim, "S1")
    return {"when": words, "source": source}


def utc(text: str) -> int:
    """Return an ISO time in UTC as microseconds since the epoch."""
    return round(datetime.fromisoformat(f"{text}+00:00").timestamp()) * 1_000_000


def rejected(words: str, source: str, because: str = "an outlier") -> dict[str, Any]:
    reject = {"because": because, "by": "case author", "on": "2024-11-02"}
    return {"when": words, "source": source, "reject": reject}


@pytest.fixture
def case() -> Callable[..., CaseFile]:
    return case_of


@pytest.fixture
def solve() -> Callable[..., TimelineResult]:
    return solve_of


@pytest.fixture
def point() -> Callable[..., dict[str, Any]]:
    return point_of


@pytest.fixture
def at() -> Callable[[str], int]:
    return utc


@pytest.fixture
def reject() -> Callable[..., dict[str, Any]]:
    return rejected
