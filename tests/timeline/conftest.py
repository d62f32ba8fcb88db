"""Hand-made timelines for the layout tests: no solver, no folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, TimelineFile, WaiversFile
from rca.timeline.results import Bounds, SolvedEvent, TimelineResult

MINUTE = 60_000_000


def instant(text: str) -> int:
    """Return an ISO time in UTC as microseconds since the epoch."""
    return round(datetime.fromisoformat(f"{text}+00:00").timestamp() * 1_000_000)


def solved(id_: str, earliest: str | int | None, latest: str | int | None, **more: Any) -> SolvedEvent:
    """Return a solved event; ``best`` and the bounds are ISO times or microseconds."""
    best = more.pop("best", None)
    contested = more.pop("contested", False)
    low, middle, high = (instant(each) if isinstance(each, str) else each for each in (earliest, best, latest))
    bounds = Bounds(low, middle, high, contested)
    values: dict[str, Any] = {
        "id": id_,
        "kind": "event",
        "text": f"Something happened, and this is {id_}",
        "label": "",
        "lane": "company",
        "milestone": None,
        "key": True,
        "anchor": False,
        "extent": False,
        "start": bounds,
        "end": bounds,
        "sign": "within",
        "said": "",
        "sources": ("S1",),
        "claims": (),
    }
    return SolvedEvent(**(values | more))


def timeline(*events: SolvedEvent, **more: Any) -> TimelineResult:
    """Return a timeline of events, with lanes in the order in which they first occur."""
    values: dict[str, Any] = {
        "claims": (),
        "conflicts": (),
        "idle_rejections": (),
        "phases": (),
        "gaps": (),
        "durations": (),
        "lanes": tuple(dict.fromkeys(event.lane for event in events)),
        "local_zone": None,
    }
    return TimelineResult(events=events, **(values | more))


@pytest.fixture
def case() -> CaseFile:
    """A case with nothing in it but a title and an alias of a zone."""
    head = CaseHead.model_validate(
        {
            "schema": "rca-case/1",
            "id": "made-up",
            "title": "A made-up case",
            "state": "draft",
            "summary": "Nothing of this happened.",
            "zones": {"PT": "America/Los_Angeles"},
        }
    )
    empty = Path("made-up"), head, TimelineFile(), CausesFile(outcome="F1"), ActionsFile(), WaiversFile()
    return CaseFile(*empty)


@pytest.fixture
def make_event() -> Callable[..., SolvedEvent]:
    """``solved``: a solved event from ISO times."""
    return solved


@pytest.fixture
def make_timeline() -> Callable[..., TimelineResult]:
    """``timeline``: a solved timeline from events."""
    return timeline


@pytest.fixture
def make_instant() -> Callable[[str], int]:
    """``instant``: microseconds since the epoch from an ISO time in UTC."""
    return instant
