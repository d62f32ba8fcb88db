"""`rca add` takes exports into a case whole, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rca.case.reading import read_case

Rca = Callable[..., Any]
GOOD = "when,who,said\n2020-07-15T16:17:05Z,ann,first\n2020-07-15T16:18:05Z,bob,second\nnever,bob,third\n"


@pytest.fixture
def folder(rca: Rca, tmp_path: Path) -> Path:
    assert rca("new", tmp_path / "case").code == 0
    return tmp_path / "case"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "chat.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_an_export_is_copied_locked_registered_and_shown(rca: Rca, folder: Path, export: Path) -> None:
    done = rca("add", folder, export, "--by", "quality analyst", "--map", "time=when", "--map", "actor=who")
    assert done.code == 0, done.err
    assert "2 rows kept, 1 refused" in done.out
    assert "2020-07-15 16:17:05" in done.out
    case = read_case(folder)
    (source,) = case.head.sources
    assert (source.id, source.file, source.map) == ("S1", "evidence/chat.csv", {"time": "when", "actor": "who"})
    assert case.hashes["evidence/chat.csv"] == hashlib.sha256(export.read_bytes()).hexdigest()


def test_the_time_column_is_found_where_only_one_can_be_it(rca: Rca, folder: Path, tmp_path: Path) -> None:
    export = tmp_path / "log.csv"
    export.write_text(GOOD.replace("never,bob,third\n", ""), encoding="utf-8")
    assert rca("add", folder, export, "--by", "quality analyst").code == 0
    assert read_case(folder).head.sources[0].map == {"time": "when"}


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (GOOD, (), "--map time=COLUMN"),
        ("a,b\n2020-01-01 10:00,2020-01-02 10:00\n", (), "a and b can all be it"),
        ("a\n2020-01-01 10:00\n", (), "no zone"),
        ("a\n03/04/2020 10:00\n", ("--zone", "UTC"), "day-first or month-first"),
        ("a\n2020-01-01 10:00\n", ("--zone", "Nowhere"), "Nowhere"),
        ("a\n2020-01-01 10:00\n", ("--option", "epoch"), "NAME=VALUE"),
        ("", (), "no header"),
    ],
)
def test_an_open_question_changes_nothing(
    rca: Rca, folder: Path, tmp_path: Path, content: str, arguments: tuple[str, ...], said: str
) -> None:
    export = tmp_path / "log.csv"
    export.write_text(content, encoding="utf-8")
    before = state(folder)
    done = rca("add", folder, export, "--by", "quality analyst", *arguments)
    assert done.code == 2
    assert said in done.err
    assert state(folder) == before


def test_evidence_is_never_overwritten(rca: Rca, folder: Path, export: Path) -> None:
    first = rca("add", folder, export, "--by", "quality analyst", "--map", "time=when")
    assert first.code == 0
    before = state(folder)
    again = rca("add", folder, export, "--by", "quality analyst", "--map", "time=when")
    assert again.code == 2
    assert "never overwritten" in again.err
    assert state(folder) == before


def test_several_mistakes_come_together(rca: Rca, folder: Path, tmp_path: Path) -> None:
    done = rca("add", folder, tmp_path / "a.csv", tmp_path / "b.csv", "--by", "quality analyst")
    assert done.code == 2
    assert "a.csv" in done.err
    assert "b.csv" in done.err


def test_media_is_refused(rca: Rca, folder: Path, tmp_path: Path) -> None:
    export = tmp_path / "picture.csv"
    export.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    before = state(folder)
    done = rca("add", folder, export, "--by", "quality analyst", "--map", "time=a")
    assert done.code == 2
    assert state(folder) == before
