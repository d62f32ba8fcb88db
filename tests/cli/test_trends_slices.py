"""The command prints the slices for programs and for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

Rca = Callable[..., Any]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rng = np.random.default_rng(4)
    lines = ["queue,region,failures,expected_failures,usual,total"]
    for queue in range(5):
        for region in range(6):
            rate = 0.1 if queue != 3 else 0.25
            lines.append(f"q{queue},r{region},{rng.binomial(400, rate)},40,40,400")
    path = tmp_path / "week.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


COLUMNS = ("--actual", "failures", "--expected", "expected_failures", "--dims", "queue,region")


@pytest.mark.parametrize("rate", [(), ("--rate", "total"), ("--rate", "total", "--expected-rate", "total")])
def test_json_lists_the_slices(rca: Rca, table: Path, rate: tuple[str, ...]) -> None:
    done = rca("trends", "slices", table, *COLUMNS, *rate, "--json")
    assert done.code == 0, done.err
    (found,) = json.loads(done.out)
    assert found["slice"] == {"queue": "q3"}
    low, high = found["interval"]
    assert low < found["lift"] < high
    assert found["excess"] == pytest.approx(found["actual"] - 240, abs=2)


def test_people_get_a_sentence_and_a_table(rca: Rca, table: Path) -> None:
    done = rca("trends", "slices", table, *COLUMNS, "--rate", "total", "--expected-rate", "total")
    assert "One slice explains it: queue = q3." in done.out
    assert "mostly rate" in done.out
    assert "# Slices that explain the change" in done.out


def test_no_slice_is_an_answer(rca: Rca, table: Path) -> None:
    columns = ("--actual", "usual", "--expected", "expected_failures", "--dims", "queue,region")
    assert json.loads(rca("trends", "slices", table, *columns, "--json").out) == []
    assert "No slice explains it" in rca("trends", "slices", table, *columns).out


def test_a_mistake_is_one_line_and_code_2(rca: Rca, table: Path) -> None:
    done = rca("trends", "slices", table, "--actual", "failure", "--expected", "expected_failures", "--json")
    assert done.code == 2
    assert "no column is called 'failure'" in done.err
    assert "Traceback" not in done.err
    assert rca("trends", "slices", table.parent / "none.csv", *COLUMNS).code == 2


def test_control_characters_of_values_do_not_reach_the_terminal(rca: Rca, table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("q3,", "q\x1b[31m3,"), encoding="utf-8")
    done = rca("trends", "slices", table, *COLUMNS)
    assert "One slice explains it" in done.out
    assert "\x1b" not in done.out.splitlines()[0]
