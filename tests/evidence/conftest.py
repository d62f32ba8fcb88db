"""A case made in memory, with one export on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, Source, TimelineFile, WaiversFile


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[..., CaseFile]:
    """Return a function that makes a case with one source from the bytes of its export."""

    def make(data: bytes, name: str = "log.csv", events: tuple[Any, ...] = (), **source: Any) -> CaseFile:
        folder = tmp_path / "case"
        (folder / "evidence").mkdir(parents=True, exist_ok=True)
        (folder / "evidence" / name).write_bytes(data)
        fields = {"map": {"time": "ts"}, "zone": "ET", **source}
        head = CaseHead.model_validate(
            {
                "schema": "rca-case/1",
                "id": "case",
                "title": "A case",
                "state": "draft",
                "summary": "Something happened.",
                "zones": {"ET": "America/New_York"},
                "sources": [
                    {"id": "S3", "kind": "export", "title": "Log", "file": f"evidence/{name}", **fields},
                    {"id": "S4", "kind": "news", "title": "A report"},
                ],
            }
        )
        assert isinstance(head.sources[0], Source)
        return CaseFile(
            folder,
            head,
            TimelineFile.model_validate({"events": list(events)}),
            CausesFile(),
            ActionsFile(),
            WaiversFile(),
            hashes={f"evidence/{name}": hashlib.sha256(data).hexdigest()},
        )

    return make
