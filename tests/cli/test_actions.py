"""`rca actions`: one case, many cases, and bad input."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parents[2] / "case_studies"
REAL = CASES / "account_takeover_2020"
Rca = Callable[..., Any]


def test_one_case_tells_coverage_and_the_cheapest_sets(rca: Rca) -> None:
    done = rca("actions", REAL)
    assert done.code == 0, done.err
    assert "A4\tHardware security keys for all employees" in done.out
    assert "What is done breaks every cut set already; nothing more is needed." in done.out
    data = json.loads(rca("actions", REAL, "--json", "--best", "1").out)
    assert [each["actions"] for each in data["plans"][0]["cheapest"]] == [["A2"]]
    assert data["plans"][0]["cut_sets"][0]["by"] == ["A4"]
    assert set(data["uncovered"]) == {"F13", "F4", "F15"}


def test_a_folder_of_cases_gives_their_register(rca: Rca) -> None:
    done = rca("actions", CASES, "--json")
    assert done.code == 0, done.err
    data = json.loads(done.out)
    assert data["cases"] == ["account-takeover-2020", "database-deletion-2017"]
    assert len(data["actions"]) == 5 + 14
    assert rca("actions", REAL, CASES / "database_deletion_2017", "--json").out == done.out


def test_the_day_decides_what_is_overdue(rca: Rca, example_case: Path) -> None:
    before, after = (
        json.loads(rca("actions", example_case, REAL, "--as-of", day, "--json").out)["counts"]
        for day in ("2023-06-20", "2023-10-10")
    )
    assert (before["overdue"], before["due soon"], before["verdict missing"]) == (0, 1, 0)
    assert (after["overdue"], after["due soon"], after["verdict missing"]) == (1, 0, 1)


def test_a_broken_case_gives_its_errors_beside_the_others(rca: Rca, example_case: Path) -> None:
    broken = Path(shutil.copytree(example_case, example_case.parent / "broken"))
    with (broken / "actions.yaml").open("a") as file:
        file.write("typo: 1\n")
    done = rca("actions", example_case.parent)
    assert done.code == 2
    assert "link-blocking-2023 A1" in done.out
    assert f"{broken}: actions.yaml:" in done.err
    assert "typo" in done.err
    data = json.loads(rca("actions", example_case.parent, "--json").out)
    assert [each["folder"] for each in data["unread"]] == [str(broken)]


def test_a_budget_counts_actions_where_no_costs_are_stated(rca: Rca, example_case: Path) -> None:
    data = json.loads(rca("actions", example_case, "--budget", "1", "--json").out)
    assert data["plans"][0]["within"]["actions"] == ["A1"]
    refused = rca("actions", example_case, "--budget", "10 EUR")
    assert refused.code == 2
    assert "10 EUR" in refused.err
    assert "Traceback" not in refused.err


@pytest.mark.parametrize(
    "arguments",
    [("nowhere",), ("nowhere", str(REAL)), (str(REAL), "--as-of", "soon"), (str(REAL), "--best", "0"), ()],
)
def test_bad_input_is_told_in_a_line(rca: Rca, arguments: tuple[str, ...]) -> None:
    done = rca("actions", *arguments)
    assert done.code == 2
    assert done.err
    assert "Traceback" not in done.err


def test_a_new_case_has_nothing_yet(rca: Rca, tmp_path: Path) -> None:
    assert rca("new", tmp_path / "case").code == 0
    done = rca("actions", tmp_path / "case")
    assert (done.code, done.out.strip()) == (0, "no actions in this case")


def test_a_folder_that_is_none_is_named_once(rca: Callable[..., Any], tmp_path: Path) -> None:
    gone, file = tmp_path / "gone", tmp_path / "file"
    file.write_text("", encoding="utf-8")
    done = rca("actions", gone, file)
    assert done.code == 2
    assert [line.split(": ")[0] for line in done.err.splitlines()] == [str(gone), str(file)]
    assert f"{gone}: case.no-folder a case is a folder; there is none at this path" in done.err
    assert f"{file}: case.no-folder a case is a folder; there is a file at this path" in done.err
