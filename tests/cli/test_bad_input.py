"""Bad input: exit code 2, the place named, nothing written, no traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REAL = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
FILES = ("case.yaml", "timeline.yaml", "causes.yaml", "actions.yaml", "waivers.yaml")
Rca = Callable[..., Any]


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of a real case with a piece of evidence under lock."""
    from datetime import date

    from rca.case.custody import lock_evidence

    folder = tmp_path / "case"
    shutil.copytree(REAL, folder)
    (folder / "evidence").mkdir(exist_ok=True)
    export = folder / "evidence" / "log.csv"
    export.write_text("ts,who,what\n2020-07-15 16:17,a,posted\n", encoding="utf-8")
    lock_evidence(folder, [export], by="quality analyst", on=date(2026, 11, 22), note="made for a test")
    return folder


def test_the_copy_itself_is_fine(rca: Rca, real: Path) -> None:
    assert rca("check", real, "--fail-on", "never").code == 0


@pytest.mark.parametrize("name", [*FILES, "evidence.lock", "evidence/log.csv"])
def test_each_missing_file_is_named(rca: Rca, real: Path, name: str) -> None:
    (real / name).unlink()
    done = rca("check", real)
    assert done.code == 2
    assert name in done.err
    assert "Traceback" not in done.err


def test_a_changed_byte_of_evidence_is_named(rca: Rca, real: Path) -> None:
    export = real / "evidence" / "log.csv"
    export.write_bytes(export.read_bytes().replace(b"16:17", b"16:18"))
    done = rca("check", real)
    assert done.code == 2
    assert "evidence/log.csv" in done.err


def test_every_mistake_is_reported_at_once(rca: Rca, real: Path) -> None:
    timeline = real / "timeline.yaml"
    text = timeline.read_text(encoding="utf-8")
    lines = text.splitlines(keepends=True)
    lines.append("typo_key: []\n")
    timeline.write_text("".join(lines), encoding="utf-8")
    causes = real / "causes.yaml"
    causes.write_text(causes.read_text(encoding="utf-8").replace("outcome: F1", "outcome: F99", 1), encoding="utf-8")
    (real / "waivers.yaml").unlink()
    done = rca("check", real)
    assert done.code == 2
    assert "typo_key" in done.err
    assert "F99" in done.err
    assert "waivers.yaml" in done.err


def test_a_folder_that_is_no_case(rca: Rca, tmp_path: Path) -> None:
    done = rca("check", tmp_path / "nowhere")
    assert done.code == 2
    assert "nowhere" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--audience", "everyone"),
        ("--to", "docx"),
        ("--as-of", "tomorrow"),
    ],
)
def test_a_review_with_a_wrong_word_writes_nothing(
    rca: Rca, real: Path, tmp_path: Path, arguments: tuple[str, str]
) -> None:
    done = rca("review", real, "--out", tmp_path / "out", *arguments)
    assert done.code == 2
    assert arguments[1] in done.err
    assert not (tmp_path / "out").exists()


def test_a_broken_case_writes_no_review(rca: Rca, real: Path, tmp_path: Path) -> None:
    (real / "actions.yaml").unlink()
    done = rca("review", real, "--out", tmp_path / "out")
    assert done.code == 2
    assert "actions.yaml" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("causes.yaml", "outcome: F1", "outcome: F99", "F99"),
        ("timeline.yaml", "2020-07-15 16:17 ET", "2020-02-30 16:17 ET", "2020-02-30"),
        ("timeline.yaml", "source: S6", "source: S999", "S999"),
        ("causes.yaml", "kind: action", "kind: outcome", "outcome"),
        ("case.yaml", "state: published", "state: finished", "finished"),
        ("actions.yaml", "actions:", "actions: [", "actions.yaml"),
    ],
)
def test_each_slip_is_named_with_its_line(rca: Rca, real: Path, file: str, old: str, new: str, said: str) -> None:
    path = real / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = rca("check", real)
    assert done.code == 2
    assert said in done.err
    assert f"{file}:" in done.err
    assert "Traceback" not in done.err


def test_a_cycle_is_shown(rca: Rca, real: Path) -> None:
    path = real / "causes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("links:", "links:\n  - {cause: F1, effect: F9}", 1), encoding="utf-8")
    done = rca("causes", real)
    assert done.code == 2
    assert "F1" in done.err
    assert "F9" in done.err


@pytest.mark.parametrize("place", ["file", "file/below", "case", "case/evidence"])
def test_outputs_that_cannot_or_must_not_be_written(rca: Rca, real: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    done = rca("review", real, "--out", tmp_path / place)
    assert done.code == 2
    assert str(tmp_path / place) in done.err
    assert "Traceback" not in done.err
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("command", [("new",), ("schema", "--out")])
def test_places_that_cannot_be_made(rca: Rca, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").touch()
    done = rca(*command, tmp_path / "file" / "below")
    assert done.code == 2
    assert "below" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("path", ["", None])
def test_no_path_is_no_case(path: str | None) -> None:
    import rca as library

    with pytest.raises(library.CaseError, match="a case is a folder"):
        library.open_case(path)  # type: ignore[arg-type]


def test_usage_errors_exit_with_two(rca: Rca) -> None:
    assert rca("check").code == 2
    assert rca("no-such-command").code == 2
