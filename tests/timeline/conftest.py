"""Hand-made timelines for the layout tests: no solver, no folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, TimelineFile, WaiversFile
from rca.evidence.read import EvidenceTable
from rca.timeline.results import Bounds, Disagreement, SolvedClaim, SolvedEvent, SolvedPhase, TimelineResult

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


LANES = ("attackers", "trust and safety", "engineering", "partners", "press")
STAGES = (
    "occurred", "first_exposure", "detected", "reported", "triaged", "acknowledged", "escalated", "contained",
    "actioned", "notified", "communicated", "resolved", "reopened", "debriefed",
)  # fmt: skip
DOINGS = (
    "Accounts post the same link", "Queue of reports doubles", "Rule is looked at", "Call with a partner",
    "Status page is changed", "Team of the next shift takes over", "Article names the platform", "Limit is tried",
)  # fmt: skip


def crowd(count: int, seed: int = 5) -> TimelineResult:
    """Return a timeline of any number of events over two days, with every sign, phases and contradictions."""
    random = Random(seed)
    begin = instant("2024-05-05T06:00")
    places = sorted(begin + int(random.betavariate(1.6, 3) * 52 * 60) * MINUTE for _ in range(count))
    stages = dict(zip(range(count // 30, count, max(1, count // 15)), STAGES, strict=False))
    events = []
    for number, at in enumerate(places):
        id_, lane = f"E{number + 1}", random.choice(LANES)
        more: dict[str, Any] = {"lane": lane, "label": DOINGS[number % len(DOINGS)], "milestone": stages.get(number)}
        kind = random.random()
        if kind < 0.6:
            events.append(solved(id_, at, at + MINUTE - 1, best=at, sign="exact", **more))
        elif kind < 0.75:
            events.append(solved(id_, at - 15 * MINUTE, at + 15 * MINUTE, best=at, sign="about", **more))
        elif kind < 0.85:
            events.append(solved(id_, at - 90 * MINUTE, at + 90 * MINUTE, **more))
        elif kind < 0.9:
            events.append(solved(id_, None, at, sign="order", said="by 2024-05-06", **more))
        elif kind < 0.94:
            end = Bounds(at + 50 * MINUTE, at + 55 * MINUTE, at + 60 * MINUTE)
            start = Bounds(at, at, at + MINUTE - 1)
            events.append(solved(id_, at, at, extent=True, **more | {"start": start, "end": end}))
        elif kind < 0.98:
            events.append(solved(id_, at, at + 5 * MINUTE, best=at, contested=True, **more))
        else:
            events.append(solved(id_, None, None, sign="none", **more))
    timed = [event for event in events if event.start.best is not None]
    clashes = [event for event in timed if event.start.contested][:3]
    claims = tuple(
        SolvedClaim(
            *(f"{event.id}.S2", event.id, "at", "S2", "later", "later"),
            *((event.start.best or 0) + 3 * 60 * MINUTE, (event.start.best or 0) + 4 * 60 * MINUTE, True),
        )
        for event in clashes
    )
    conflicts = tuple(
        Disagreement(
            *(
                f"C{number}",
                event.id,
                f"When it was: {event.label}",
                "contradicts",
                (f"{event.id}.S1", f"{event.id}.S2"),
            ),
            (("S1", "then"), ("S2", "later")),
            ("S1 says then.", "S2 says at least three hours later.", "Both cannot hold."),
            True,
        )
        for number, event in enumerate(clashes, 1)
    )
    thirds = [timed[len(timed) * part // 4] for part in range(4)] if timed else []
    phases = tuple(
        SolvedPhase(f"P{number}", name, one.id, two.id, one.start, two.start, (None, None))
        for number, (name, one, two) in enumerate(
            zip(("Unnoticed", "Response", "Recovery"), thirds, thirds[1:], strict=False), 1
        )
    )
    more = {"claims": claims, "conflicts": conflicts, "phases": phases, "lanes": LANES}
    return timeline(*events, local_zone="America/Los_Angeles", **more)


def bulk(count: int, sources: int = 4, seed: int = 7) -> tuple[EvidenceTable, ...]:
    """Return exports with so many rows in all, with bursts and a silence."""
    import numpy as np
    import pyarrow as pa

    random = np.random.default_rng(seed)
    begin = instant("2024-05-05T06:00")
    found = []
    for number in range(1, sources + 1):
        share = count // sources
        hours = np.concatenate([random.uniform(0, 52, share // 2), random.normal(16 + number, 2, share - share // 2)])
        hours = np.where((hours > 30) & (hours < 34), 20.0, hours) if number == 2 else hours
        instants = np.sort(begin + (np.clip(hours, 0, 52) * 3_600_000_000).astype(np.int64))
        kept = pa.table({"t_best_us": instants, "t_basis": ["offset"] * len(instants)})
        found.append(
            EvidenceTable(f"S{number}", f"evidence/{number}.csv", kept, pa.table({"reason": pa.array([], pa.string())}))
        )
    return tuple(found)


@pytest.fixture
def make_crowd() -> Callable[..., TimelineResult]:
    """``crowd``: a timeline of any number of events, the same for the same number."""
    return crowd


@pytest.fixture
def make_bulk() -> Callable[..., tuple[EvidenceTable, ...]]:
    """``bulk``: exports of any number of rows, the same for the same number."""
    return bulk
