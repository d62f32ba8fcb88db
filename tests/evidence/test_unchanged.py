"""Rows go into the store only under the hash of the bytes that they were read from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rca.case.records import CaseFile
from rca.errors import CaseError
from rca.evidence.ingest import case as module
from rca.evidence.ingest.case import ingest_case

WHOLE = b"ts,a\n2025-01-01 10:00,x\n2025-01-01 11:00,y\n"
PART = b"ts,a\n2025-01-01 10:00,x\n"


def test_an_export_changed_after_opening_is_not_kept(make_case: Callable[..., CaseFile], tmp_path: Path) -> None:
    case, store = make_case(WHOLE), tmp_path / "store"
    file = case.path / "evidence" / "log.csv"
    file.write_bytes(PART)
    with pytest.raises(CaseError) as error:
        ingest_case(case, store=store)
    (mistake,) = error.value.mistakes
    assert mistake.code == "evidence.changed"
    assert "open the case again" in mistake.remedy
    file.write_bytes(WHOLE)
    (done,) = ingest_case(case, store=store)
    assert (done.fresh, done.kept) == (True, 2)


@pytest.mark.parametrize("said", ["", "ts,a\n03/04/2025,x\n"], ids=["removed", "with a question"])
def test_what_another_file_says_is_not_reported(make_case: Callable[..., CaseFile], tmp_path: Path, said: str) -> None:
    case = make_case(WHOLE)
    file = case.path / "evidence" / "log.csv"
    file.unlink()
    if said:
        file.write_text(said)
    with pytest.raises(CaseError, match="when the case was opened"):
        ingest_case(case, store=tmp_path / "store")


def test_an_export_put_back_after_reading_is_noticed(
    make_case: Callable[..., CaseFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, store = make_case(WHOLE), tmp_path / "store"
    file = case.path / "evidence" / "log.csv"
    read = module.ingest_source

    def read_another(*rest: Any) -> Any:
        file.write_bytes(PART)
        found = read(*rest)
        other = file.with_name("other")
        other.write_bytes(WHOLE)
        other.replace(file)
        return found

    monkeypatch.setattr(module, "ingest_source", read_another)
    with pytest.raises(CaseError, match="when the case was opened"):
        ingest_case(case, store=store)
    assert not list(store.rglob("rows.parquet"))
