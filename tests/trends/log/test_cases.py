"""Case folders as a log."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rca.errors import InputError
from rca.trends.log.cases import read_cases
from rca.trends.log.read import open_log
from rca.trends.metrics.compute import compute_metrics

STUDIES = Path(__file__).parents[3] / "case_studies"


def test_studies_are_rows() -> None:
    table, audit = read_cases(STUDIES)
    assert (audit.rows, audit.kept, audit.refused) == (2, 2, ())
    assert table["id"].to_pylist() == ["account-takeover-2020", "database-deletion-2017"]
    assert all(row["opened"] is not None and row["actions_due"] >= row["actions_closed"] for row in table.to_pylist())


def test_reviews_and_actions_have_metrics() -> None:
    with open_log(STUDIES) as log:
        result = compute_metrics(log, ["reviews_meeting_rules", "action_closure", "volume"])
    totals = {each.metric.name: sum(point.denominator for point in each.points) for each in result.series}
    assert totals["reviews_meeting_rules"] == 2
    assert totals["action_closure"] > 2


def test_a_broken_case_is_refused_with_its_place(tmp_path: Path) -> None:
    shutil.copytree(STUDIES / "account_takeover_2020", tmp_path / "one")
    shutil.copytree(STUDIES / "account_takeover_2020", tmp_path / "two")
    shutil.copytree(STUDIES / "account_takeover_2020", tmp_path / "three")
    (tmp_path / "one" / "waivers.yaml").write_text("waivers: 3\n", encoding="utf-8")
    _, audit = read_cases(tmp_path)
    assert (audit.rows, audit.kept) == (3, 1)
    assert "one breaks its format: waivers.yaml:1" in audit.refused[0].reason
    assert audit.refused[1].reason == "id: it stands twice: case 2 has it"


def test_a_folder_without_cases_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the folder holds no case"):
        read_cases(tmp_path)
    with pytest.raises(InputError, match="need no mapping"), open_log(STUDIES, tmp_path / "m.yaml"):
        pass
