"""The command charts a metric for programs and for people, and draws it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

Rca = Callable[..., Any]

WAFERS = "16 14 28 16 12 20 10 12 10 17 19 17 14 16 15 13 14 16 11 20 11 19 16 31 13"
JUICE = "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6"


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, size: int | None = None) -> Path:
        rows = ["week,count" + (",n" if size else "")]
        for place, word in enumerate(text.split()):
            day = date(2024, 1, 1) + timedelta(weeks=place)
            rows.append(f"{day},{word}" + (f",{size}" if size else ""))
        path = tmp_path / "weeks.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write


def test_json_of_equal_limits(rca: Rca, table: Callable[..., Path]) -> None:
    done = rca("trends", "chart", table(WAFERS), "--kind", "c", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert (found["centre"], found["limits"]) == (16, {"lower": 4, "upper": 28})
    (signal,) = found["signals"]
    assert signal == {"point": 24, "period": "2024-06-10", "value": 31, "rule": "outside", "side": "above"}
    assert found["verdict"][0].startswith("Week of 10 June: 31, above the upper limit of 28")
    assert 0 < found["false_alarms"]["share"] < 0.3
    assert found["warnings"] == []


def test_json_of_limits_that_vary(rca: Rca, table: Callable[..., Path]) -> None:
    path = table(JUICE, 50)
    text = path.read_text(encoding="utf-8").replace(",8,50", ",8,60")
    path.write_text(text, encoding="utf-8")
    found = json.loads(rca("trends", "chart", path, "--kind", "p", "--json").out)
    assert isinstance(found["centre"], float)
    assert len(found["limits"]["upper"]) == 30
    assert found["limits"]["upper"][2] < found["limits"]["upper"][0]
    assert [signal["point"] for signal in found["signals"]] == [15, 23]


@pytest.mark.parametrize(
    "options",
    [
        ("xmr",), ("run",), ("c",), ("g",), ("t",), ("p", "--size", "50"), ("u", "--exposure", "50"),
        ("laney", "--size", "50"), ("laney", "--size", "50", "--of", "rate"), ("ewma", "--lambda", "0.3"),
        ("cusum", "--target", "12", "--k", "1", "--h", "9"), ("xmr", "--rules", "nelson", "--screen", "--exact"),
        ("xmr", "--baseline", "2024-01-01..2024-04-01", "--rebase", "2024-05-15=A second reader", "--good", "lower"),
    ],
)  # fmt: skip
def test_every_kind(rca: Rca, table: Callable[..., Path], options: tuple[str, ...]) -> None:
    path = table(JUICE)
    done = rca("trends", "chart", path, "--kind", *options, "--changes", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["kind"].startswith(options[0])
    assert {"centre", "limits", "signals", "verdict", "change_points", "false_alarms"} <= set(found)
    # People are told the same, with a row for each week.
    told = rca("trends", "chart", path, "--kind", *options)
    assert told.out.splitlines()[0] == found["verdict"][0]
    assert sum(line.startswith("2024-") for line in told.out.splitlines()) == 30


def test_the_picture_is_drawn_beside(rca: Rca, table: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("chart.svg", "chart.png"):
        drawn = tmp_path / name
        done = rca("trends", "chart", table(JUICE), "--kind", "c", "--draw", drawn, "--name", "late answers")
        assert done.code == 0, done.err
        assert drawn.stat().st_size > 3_000
    assert "Late answers" in (tmp_path / "chart.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--kind", "p"), "name it with --size"),
        (("--kind", "c", "--value", "late"), "no column is called 'late'"),
        (("--kind", "c", "--baseline", "early"), "a number of points, or FROM..TO"),
        (("--kind", "c", "--baseline", "200"), "at most the 30 of the first phase"),
        (("--kind", "c", "--rebase", "2031-01-01=Later"), "no period is called '2031-01-01'"),
        (("--kind", "c", "--of", "rate"), "only --kind laney takes --of"),
        (("--kind", "ewma", "--rules", "nhs"), "only its limits tell"),
        (("--kind", "c", "--draw", "chart.doc"), "saved as .svg, .png or .pdf"),
        (("--kind", "c", "--draw", "none/here/chart.svg"), "No such file"),
    ],
)
def test_bad_input(rca: Rca, table: Callable[..., Path], options: tuple[str, ...], words: str) -> None:
    done = rca("trends", "chart", table(JUICE), *options)
    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err
