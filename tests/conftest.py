"""What tests of several rooms share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import settings

from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, Mark, TimelineFile, WaiversFile

# The same examples on every machine and no clock in them; `--hypothesis-profile=campaign` looks further.
settings.register_profile("everywhere", derandomize=True, deadline=None)
settings.register_profile("campaign", max_examples=2_000, deadline=None)
settings.load_profile("everywhere")

_CASE = Path(__file__).parent / "data" / "link_blocking"

HEAD: dict[str, Any] = {
    "schema": "rca-case/1",
    "id": "made",
    "title": "Made",
    "state": "draft",
    "summary": "Made.",
}


@pytest.fixture
def example_case(tmp_path: Path) -> Path:
    """A copy of a small complete case that uses every part of the format."""
    return Path(shutil.copytree(_CASE, tmp_path / "link_blocking"))


def _factor(id_: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": id_, "kind": "condition", "status": "confirmed", "text": f"Words of {id_}", **given}


def _links(spec: Mapping[str, str]) -> list[dict[str, Any]]:
    """Read "F2! F3 ~F4": ``!`` answered yes, ``?`` unanswered, ``-`` answered no, ``~`` contributing."""
    return [
        {
            "cause": word.strip("~!-?"),
            "effect": effect,
            "role": "contributing" if word.startswith("~") else "gate",
            "necessary": {"!": "yes", "-": "no"}.get(word[-1], "unknown"),
        }
        for effect, causes in spec.items()
        for word in causes.split()
    ]


@pytest.fixture(scope="session")
def make_case() -> Callable[..., CaseFile]:
    """Build a case from ``factors={"F2": {...}}`` and ``links={"F1": "F2! ~F3"}``; F1 is the outcome."""

    def make(
        factors: Mapping[str, Mapping[str, Any]],
        links: Mapping[str, str],
        alternatives: Sequence[Mapping[str, Any]] = (),
        findings: Sequence[Mapping[str, Any]] = (),
        head: Mapping[str, Any] = MappingProxyType({}),
        timeline: Mapping[str, Any] = MappingProxyType({}),
        actions: Mapping[str, Any] = MappingProxyType({}),
        outcome: str | None = "F1",
    ) -> CaseFile:
        causes = CausesFile.model_validate(
            {
                "outcome": outcome,
                "factors": [_factor(id_, given) for id_, given in factors.items()],
                "links": _links(links),
                "alternatives": list(alternatives),
                "findings": list(findings),
            }
        )
        marks: dict[tuple[str | int, ...], Mark] = {("causes",): Mark("causes.yaml", 1, 1)}
        marks |= {("causes", "factors", i): Mark("causes.yaml", 10 + i, 5) for i in range(len(causes.factors))}
        marks |= {("causes", "links", i): Mark("causes.yaml", 100 + i, 5) for i in range(len(causes.links))}
        return CaseFile(
            path=Path("made"),
            head=CaseHead.model_validate(HEAD | dict(head)),
            timeline=TimelineFile.model_validate(dict(timeline)),
            causes=causes,
            actions=ActionsFile.model_validate(dict(actions)),
            waivers=WaiversFile(),
            marks=MappingProxyType(marks),
        )

    return make
