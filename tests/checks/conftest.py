from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rca.actions.coverage import cover
from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, Mark, TimelineFile, WaiversFile
from rca.causes.analyse import analyse_causes
from rca.checks.engine import check_case
from rca.checks.results import Findings
from rca.timeline.solve import solve_timeline

Data = dict[str, Any]

AS_OF = date(2024, 12, 1)

_BOTH = [{"ref": "S1", "says": "supports"}, {"ref": "S2", "says": "supports"}]

_CLEAN: Data = {
    "case": {
        "schema": "rca-case/1",
        "id": "clean",
        "title": "A case to which no rule objects",
        "state": "in_review",
        "summary": "Callers posted a scam.",
        "scope": {"start": "E1", "end": "E3"},
        "policies": [{"id": "W1", "name": "Access review", "version": "1", "effective": "2024-04-01 UTC"}],
        "unzoned": ["UTC"],
        "sources": [
            {"id": "S1", "kind": "official", "title": "Report", "seen": "whole", "reliability": "high"},
            {"id": "S2", "kind": "news", "title": "Article", "seen": "whole", "reliability": "medium"},
        ],
        "figures": [
            {
                "id": "G1",
                "name": "accounts used",
                "unit": "accounts",
                "claims": [{"value": "45", "source": "S1"}, {"value": "45", "source": "S2"}],
            }
        ],
    },
    "timeline": {
        "events": [
            {
                "id": "E1",
                "text": "Posts began",
                "milestone": "occurred",
                "at": [{"when": "2024-05-14 10:00 UTC", "source": "S1"}],
            },
            {
                "id": "E2",
                "text": "Posts were noticed",
                "milestone": "detected",
                "at": [{"when": "2024-05-14 10:30 UTC", "source": "S1"}],
            },
            {
                "id": "E3",
                "text": "Posting was blocked",
                "milestone": "contained",
                "at": [{"when": "2024-05-14 11:00 UTC", "source": "S1"}],
            },
            {"id": "E4", "text": "Followers paid", "at": [{"when": "2024-05-14 10:45 UTC", "source": "S2"}]},
            {
                "id": "E5",
                "kind": "condition",
                "text": "Codes did not bind to the site",
                "start": [{"when": "2024-05-01 UTC", "source": "S1"}],
                "end": [{"when": "2024-06-01 UTC", "source": "S1"}],
            },
        ]
    },
    "causes": {
        "outcome": "F1",
        "factors": [
            {"id": "F1", "kind": "outcome", "text": "Followers paid", "event": "E4", "gate": "all"},
            {"id": "F2", "kind": "action", "text": "Callers posted", "event": "E1", "gate": "all"},
            {"id": "F3", "kind": "condition", "text": "Posts are believed", "stop": "normal_condition"},
            {
                "id": "F4",
                "kind": "barrier",
                "state": "failed",
                "text": "Codes did not bind to the site",
                "event": "E5",
                "stop": "root",
            },
            {"id": "F5", "kind": "human_action", "text": "Employees typed codes", "event": "E1"},
            {"id": "F6", "kind": "condition", "text": "Calls about faults were plausible", "stop": "root"},
        ],
        "links": [
            {"cause": "F2", "effect": "F1"},
            {"cause": "F3", "effect": "F1"},
            {"cause": "F4", "effect": "F2"},
            {"cause": "F5", "effect": "F2"},
            {"cause": "F6", "effect": "F5"},
        ],
        "alternatives": [{"id": "X1", "for": "F2", "text": "Malware", "verdict": "ruled_out", "because": "none found"}],
    },
    "actions": {
        "actions": [
            {
                "id": "A1",
                "origin": "ours",
                "text": "Issue hardware keys",
                "targets": [{"factor": "F4", "effect": "eliminates"}],
                "kind": "corrective",
                "strength": "stronger",
                "owner": "head of access security",
                "due": "2025-01-31",
                "measures": {"outcome": {"what": "replayed codes", "target": "0"}},
                "history": [{"status": "agreed", "when": "2024-11-20 UTC"}],
            },
            {
                "id": "A2",
                "origin": "official",
                "text": "Announce every call",
                "targets": [{"factor": "F6", "effect": "reduces"}],
                "kind": "preventive",
                "strength": "weaker",
                "history": [{"status": "recommended", "when": "2024-11-20 UTC"}],
            },
        ]
    },
    "waivers": {"waivers": []},
}
for _factor in _CLEAN["causes"]["factors"]:
    _factor.update({"status": "confirmed", "complete": "yes", "evidence": _BOTH})
for _link in _CLEAN["causes"]["links"]:
    _link.update({"necessary": "yes", "because": "no other way was open"})


def build_case(data: Data) -> CaseFile:
    """Read a case from plain data, with a line for each record as a reader would give it."""
    case = CaseFile(
        Path("clean"),
        CaseHead.model_validate(data["case"]),
        TimelineFile.model_validate(data["timeline"]),
        CausesFile.model_validate(data["causes"]),
        ActionsFile.model_validate(data["actions"]),
        WaiversFile.model_validate(data["waivers"]),
    )
    marks: dict[tuple[str | int, ...], Mark] = {}
    for area in ("case", "timeline", "causes", "actions", "waivers"):
        line = 1
        marks[(area,)] = Mark(f"{area}.yaml", line, 1)
        for name, items in data[area].items():
            if isinstance(items, list):
                for index in range(len(items)):
                    line += 1
                    marks[(area, name, index)] = Mark(f"{area}.yaml", line, 3)
    return CaseFile(case.path, case.head, case.timeline, case.causes, case.actions, case.waivers, marks)


def check_data(data: Data, as_of: date = AS_OF) -> Findings:
    """Read, solve and check a case given as plain data."""
    case = build_case(data)
    causes = analyse_causes(case)
    return check_case(case, solve_timeline(case), causes, cover(case, causes), as_of)


@pytest.fixture
def clean() -> Data:
    """A case to which no rule objects, as plain data of its own for each test."""
    return copy.deepcopy(_CLEAN)


@pytest.fixture
def read() -> Callable[[Data], CaseFile]:
    return build_case


@pytest.fixture
def check() -> Callable[..., Findings]:
    return check_data
