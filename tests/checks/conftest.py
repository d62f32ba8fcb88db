from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rca.actions.coverage import cover
from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, Mark, TimelineFile, WaiversFile
from rca.causes.analyse import analyse_causes
from rca.checks.engine import check_case
from rca.checks.examples import clean_case
from rca.checks.results import Findings
from rca.timeline.solve import solve_timeline

Data = dict[str, Any]

AS_OF = date(2024, 12, 1)


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
    return clean_case()


@pytest.fixture
def read() -> Callable[[Data], CaseFile]:
    return build_case


@pytest.fixture
def check() -> Callable[..., Findings]:
    return check_data
