"""The command prints the data dictionary, and the series of a log."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rca.trends.metrics.catalogue import METRICS

Rca = Callable[..., Any]
MAPPING = "zone: Europe/Berlin\ncolumns: {id: Ticket, opened: Created, resolved: Closed, team: Team}\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    lines = ["Ticket,Created,Closed,Team"]
    lines += [
        f"T{n},2025-03-{3 + n % 14:02} 10:00:00,2025-03-{3 + n % 14:02} 1{n % 5 + 3}:00:00,t{n % 2}" for n in range(40)
    ]
    lines += ["T1,2025-03-05 10:00:00,,t1", ",2025-03-05 10:00:00,,t1"]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    return path


def test_the_data_dictionary(rca: Rca) -> None:
    table, data = rca("trends", "metrics"), rca("trends", "metrics", "--json")
    assert "sla_breach" in table.out
    assert "sla_due\ttime\tby when it was to be resolved" in table.out
    entries = json.loads(data.out)
    assert [entry["name"] for entry in entries] == [metric.name for metric in METRICS]
    assert all(entry["definition"] and entry["version"] == "1" and entry["time_basis"] for entry in entries)


def test_series_as_json(rca: Rca, log: Path) -> None:
    mapping = log.parent / "mapping.yaml"
    done = rca("trends", "metrics", log, "--mapping", mapping, "--metric", "volume", "--by", "team", "--json")
    assert done.code == 0, done.err
    data = json.loads(done.out)
    assert [series["slice"] for series in data["series"]] == [{"team": "t0"}, {"team": "t1"}]
    assert sum(point["value"] for series in data["series"] for point in series["points"]) == 40
    assert (data["log"]["rows"], data["log"]["kept"]) == (42, 40)
    assert data["zone"] == "Europe/Berlin"


def test_series_for_people(rca: Rca, log: Path) -> None:
    done = rca("trends", "metrics", log, "--mapping", log.parent / "mapping.yaml", "--metric", "time_to_resolve")
    assert "Of 42 rows 40 were kept and 2 refused." in done.out
    assert "Row 41: id: it stands twice" in done.out
    assert "were read by the clock of Europe/Berlin" in done.out
    assert "# time_to_resolve (seconds)" in done.out
    assert "2025-W10\t5.0 h" in done.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--period", "day"), "a period is a week or a month; got 'day'"),
        (("--metric", "volumes"), "did you mean 'volume'"),
        (("--by", "colour"), "no column to slice by is called 'colour'"),
        (("--as-of", "yesterday"), "a day is written as YYYY-MM-DD"),
        (("--zone", "Berlin"), "Europe/Berlin"),
    ],
)
def test_mistakes_are_one_line_and_code_2(rca: Rca, log: Path, arguments: tuple[str, ...], told: str) -> None:
    done = rca("trends", "metrics", log, "--mapping", log.parent / "mapping.yaml", *arguments)
    assert done.code == 2
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_missing_mapping_or_log_is_told(rca: Rca, log: Path) -> None:
    assert "no column is called id" in rca("trends", "metrics", log).err
    for arguments in ((log.parent / "none.csv",), (log, "--mapping", log.parent / "none.yaml")):
        done = rca("trends", "metrics", *arguments)
        assert done.code == 2
        assert "Traceback" not in done.err
