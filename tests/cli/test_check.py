"""``rca check``: formats, profiles, explanations and fixes, as a shell sees them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

REAL = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
BASE = Path(__file__).parents[2] / "rca" / "checks" / "base"
Rca = Callable[..., Any]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "case")
    return tmp_path / "case"


def test_text_shows_the_line_of_the_file(rca: Rca) -> None:
    lines = rca("check", REAL).out.splitlines()
    at = next(number for number, line in enumerate(lines) if " action.coverage F4: " in line)
    number = lines[at].split(":")[1]
    assert lines[at + 1].strip() == f"{number} |   - id: F4"
    assert lines[-1].startswith("0 errors, ")


def test_each_format_counts_the_same(rca: Rca) -> None:
    counts = json.loads(rca("check", REAL, "--format", "json").out)["counts"]
    open_ = counts["error"] + counts["warning"] + counts["note"]
    (run,) = json.loads(rca("check", REAL, "--format", "sarif").out)["runs"]
    assert sum("suppressions" not in result for result in run["results"]) == open_
    assert len(rca("check", REAL, "--format", "github").out.splitlines()) == open_
    assert rca("check", REAL, "--json").out == rca("check", REAL, "--format", "json").out


def test_a_case_without_findings_has_no_annotations(rca: Rca, case: Path) -> None:
    done = rca("check", case, "--format", "github", "--fail-on", "note")
    assert (done.code, done.out) == (0, "")


def test_a_profile_decides_what_fails(rca: Rca, case: Path) -> None:
    causes = case / "causes.yaml"
    causes.write_text(causes.read_text("utf-8").replace("read_back:", "# read_back:"), encoding="utf-8")
    assert rca("check", case, "--fail-on", "note").code == 1
    assert rca("check", case, "--fail-on", "note", "--profile", "external-report").code == 0


@pytest.mark.parametrize("study", ["account_takeover_2020", "database_deletion_2017"])
def test_the_case_studies_pass_without_an_error(study: str, rca: Rca) -> None:
    assert rca("check", REAL.parent / study, "--fail-on", "error").code == 0


def test_fix_says_what_it_changed_and_then_checks(rca: Rca, case: Path) -> None:
    causes = case / "causes.yaml"
    text = causes.read_text("utf-8")
    causes.write_text(
        text.replace("event: E1\n    gate: all", "event: E1\n    gate: at_least\n    at_least: 2"), "utf-8"
    )
    done = rca("check", case, "--fix")
    assert done.out.splitlines() == [
        "causes.yaml:11: fixed form.plain-gate: the gate of F2 is written `all`",
        "0 errors, 0 warnings, 0 notes, 0 waived",
    ]
    assert causes.read_text("utf-8") == text
    assert rca("check", case, "--fix").out == "0 errors, 0 warnings, 0 notes, 0 waived\n"


def test_fix_keeps_json_whole(rca: Rca, case: Path) -> None:
    waivers = case / "waivers.yaml"
    waivers.write_text(
        "waivers:\n  - {rule: tree.stop, places: [F1], reason: none, by: analyst, on: 2024-11-02}\n", encoding="utf-8"
    )
    done = rca("check", case, "--fix", "--json")
    assert json.loads(done.out)["findings"] == []
    assert done.err.startswith("waivers.yaml:2: fixed waiver.unused: waiver 1 is removed")


def test_explain_and_rules_need_no_case(rca: Rca) -> None:
    assert rca("check", "--explain", "cause.because").out.startswith("cause.because: ")
    assert rca("check", "--rules").out.startswith("# Rules\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name the case folder"),
        (("--explain", "cause.becuse"), "did you mean cause.because"),
        ((REAL, "--profile", "half"), "external-report, five-rules, full; got 'half'"),
        ((REAL, "--format", "xml"), "xml"),
        ((REAL / "none",), "a case is a folder"),
    ],
)
def test_bad_input_is_answered_with_two(arguments: tuple[object, ...], said: str, rca: Rca) -> None:
    done = rca("check", *arguments)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


BROKEN = "factors: [\n"


def test_each_format_tells_why_a_case_cannot_be_read(rca: Rca, case: Path) -> None:
    (case / "waivers.yaml").write_text("waivers: 3\n", encoding="utf-8")
    (case / "causes.yaml").write_text(BROKEN, encoding="utf-8")
    plain = rca("check", case)
    assert (plain.code, plain.out) == (2, "")
    told = rca("check", case, "--format", "json")
    assert told.code == 2
    assert told.err == plain.err
    mistakes = json.loads(told.out)["mistakes"]
    assert {mistake["file"] for mistake in mistakes} >= {"causes.yaml", "waivers.yaml"}
    assert len(mistakes) == len(plain.err.splitlines())
    sarif = rca("check", case, "--format", "sarif")
    (run,) = json.loads(sarif.out)["runs"]
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        (mistake["code"], "error") for mistake in mistakes
    ]
    assert all(run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"] for r in run["results"])
    github = rca("check", case, "--format", "github")
    assert (sarif.code, github.code) == (2, 2)
    assert [line.partition(" ")[0] for line in github.out.splitlines()] == ["::error"] * len(mistakes)


def test_a_folder_that_is_not_there_is_told_in_each_format(rca: Rca, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    (mistake,) = json.loads(rca("check", gone, "--json").out)["mistakes"]
    assert mistake["code"] == "case.no-folder"
    (run,) = json.loads(rca("check", gone, "--format", "sarif").out)["runs"]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": gone.as_uri()}}
    assert rca("check", gone, "--format", "github").out.startswith("::error file=")


@pytest.mark.parametrize("inside", [True, False])
def test_an_absolute_folder_has_a_uri_that_tools_can_follow(
    rca: Rca, case: Path, monkeypatch: pytest.MonkeyPatch, inside: bool
) -> None:
    monkeypatch.chdir(case.parent if inside else REAL)
    actions = case / "actions.yaml"
    actions.write_text(actions.read_text("utf-8").replace("    owner:", "    # owner:"), encoding="utf-8")
    (run,) = json.loads(rca("check", case, "--format", "sarif").out)["runs"]
    (uri,) = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]}
    assert uri == ("case/actions.yaml" if inside else actions.as_uri())


def test_all_rules_are_asked_for_in_one_way(rca: Rca) -> None:
    assert rca("check", "--rules").out.startswith("# Rules")
    refused = rca("check", "--explain", "all")
    assert refused.code == 2
    assert "--rules" in refused.err or "did you mean" in refused.err
