"""The engine on published trees whose counts and probabilities are known; skipped where they are not at hand."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from rca.causes.diagrams.reading import read_results
from rca.causes.diagrams.solving import solve
from rca.causes.exchange.openpsa import read_openpsa, write_openpsa
from rca.causes.exchange.openpsa_reading import parse_openpsa

TREES = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "aralia"
pytestmark = pytest.mark.skipif(not (TREES / "expected.csv").is_file(), reason="the trees are not at hand")


def known() -> list[dict[str, str]]:
    if not (TREES / "expected.csv").is_file():
        return []
    with (TREES / "expected.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["model"] != "cea9601"]  # a minute where it is slow


@pytest.mark.parametrize("row", known(), ids=lambda row: row["model"])
def test_counts_and_probability_are_those_known(row: dict[str, str]) -> None:
    tree = read_openpsa(TREES / f"{row['model']}.xml")
    results = read_results(solve(tree))
    assert (results.gates, results.events) == (int(row["gates"]), int(row["events"]))
    assert results.cut_sets == int(row["mcs_count"]) == sum(count for _, count in results.by_order)
    assert f"{results.probability:.5E}" == row["probability"]
    assert results.complete
    assert results.coherent == (row["model"] != "das9601")
    assert parse_openpsa(write_openpsa(tree).encode(), "again.xml") == tree
