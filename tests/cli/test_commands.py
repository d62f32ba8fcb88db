"""Every command prints what a person or a program can use."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REAL = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
Rca = Callable[..., Any]


def test_every_command_has_help(rca: Rca) -> None:
    top = rca("--help")
    assert top.code == 0
    for command in ("new", "add", "check", "timeline", "causes", "whys", "evidence", "review", "schema", "doctor"):
        assert command in top.out
        shown = rca(command, "--help")
        assert shown.code == 0
        assert len(shown.out.split()) > 10


@pytest.mark.parametrize("command", ["timeline", "causes", "whys", "check", "evidence"])
def test_json_is_json(rca: Rca, command: str) -> None:
    done = rca(command, REAL, "--json")
    assert done.code == 0, done.err
    json.loads(done.out)


def test_timeline_json_has_the_promised_keys(rca: Rca) -> None:
    data = json.loads(rca("timeline", REAL, "--json").out)
    assert {"events", "conflicts", "phases", "gaps"} <= set(data)
    (post,) = [event for event in data["events"] if event["start"]["best"] == "2020-07-15T20:17Z"]
    assert post["sign"] == "exact"


def test_tables_in_a_pipe_are_tab_separated(rca: Rca) -> None:
    done = rca("causes", REAL)
    assert done.code == 0
    assert "\t" in done.out
    assert "\x1b" not in done.out


def test_whys_read_back(rca: Rca) -> None:
    done = rca("whys", REAL)
    assert "Therefore:" in done.out


def test_new_case_is_read_without_mistakes(rca: Rca, tmp_path: Path) -> None:
    made = rca("new", tmp_path / "first-case", "--title", "A first case")
    assert made.code == 0, made.err
    assert rca("check", tmp_path / "first-case", "--fail-on", "never").code == 0
    again = rca("new", tmp_path / "first-case")
    assert again.code == 2
    assert "first-case" in again.err


def test_fail_on_decides_the_exit_code(rca: Rca) -> None:
    counts = json.loads(rca("check", REAL, "--json").out)["counts"]
    assert rca("check", REAL, "--fail-on", "error").code == (1 if counts["error"] else 0)
    assert rca("check", REAL, "--fail-on", "note").code == 1
    assert rca("check", REAL, "--fail-on", "never").code == 0


def test_schema_is_written_for_each_file(rca: Rca, tmp_path: Path) -> None:
    done = rca("schema", "--out", tmp_path)
    assert done.code == 0
    assert len(list(tmp_path.glob("*.json"))) == 6  # five files and the lock


def test_doctor_finds_this_installation_whole(rca: Rca) -> None:
    done = rca("doctor", "--json")
    assert done.code == 0, done.out
    assert all(part["ok"] for part in json.loads(done.out) if part["part"] in {"Python", "notebooks", "templates"})


def test_every_recorded_conflict_is_shown_by_one_command(rca: Rca) -> None:
    shown = {c["subject"]: c for c in json.loads(rca("timeline", REAL, "--json").out)["conflicts"]}
    said = {subject: " ".join(" ".join(side) for side in c["sides"]) for subject, c in shown.items()}
    assert "118,000" in said["G6"]
    assert "110,000" in said["G6"]
    assert "121,000" in said["G6"]
    assert "130" in said["G2"]
    assert {"7", "8"} <= set(said["G4"].replace(",", " ").split())
    text = rca("timeline", REAL).out
    assert "13 July" in text
    assert "June 2020" in text
    assert "110,000" in text


@pytest.mark.parametrize(("command", "said"), [("timeline", "no events"), ("causes", "no factors")])
def test_a_new_case_says_that_there_is_nothing_yet(rca: Rca, tmp_path: Path, command: str, said: str) -> None:
    assert rca("new", tmp_path / "case").code == 0
    done = rca(command, tmp_path / "case")
    assert (done.code, done.out.strip()) == (0, f"{said} in this case")
