from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rca.causes.diagrams.fault_tree import FaultTree, Formula
from rca.causes.exchange.openpsa import read_openpsa, write_openpsa

Rca = Callable[..., Any]
REAL = Path(__file__).parents[2] / "case_studies" / "account_takeover_2020"
PROMISED = {"gates", "events", "cut_sets", "complete", "by_order", "probability", "single_points", "but_for"}
PROMISED |= {"importance", "seconds"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return a file: the top needs ``a`` and two of ``b c d``, or ``e`` alone."""
    gates = {
        "top": Formula("any", ("both", "e")),
        "both": Formula("all", ("a", "two")),
        "two": Formula("at_least", ("b", "c", "d"), 2),
    }
    events = ("a", "b", "c", "d", "e")
    path = tmp_path / "tree.xml"
    path.write_text(write_openpsa(FaultTree("top", gates, events, dict.fromkeys(events, 0.5))), encoding="utf-8")
    return path


def test_a_file_gives_the_promised_keys(rca: Rca, tree: Path) -> None:
    data = json.loads(rca("causes", tree, "--json").out)
    assert set(data) >= PROMISED
    assert (data["gates"], data["events"], data["cut_sets"], data["complete"]) == (3, 5, 4, True)
    assert data["by_order"] == {"1": 1, "3": 3}
    assert data["probability"] == 0.625
    assert (data["single_points"], data["but_for"]) == (["e"], [])
    assert [each["event"] for each in data["importance"]] == ["a", "b", "c", "d", "e"]
    assert {"read", "solve"} <= set(data["seconds"])


def test_a_case_gives_the_promised_keys(rca: Rca) -> None:
    data = json.loads(rca("causes", REAL, "--json").out)
    assert set(data) >= PROMISED
    assert data["cut_sets"] == len(data["sets"]) == sum(data["by_order"].values())
    assert data["probability"] is None
    assert data["factors"]


def test_several_give_a_list(rca: Rca, tree: Path) -> None:
    data = json.loads(rca("causes", tree, REAL, tree, "--json").out)
    assert [each.get("outcome", each.get("file")) for each in data] == [str(tree), "F1", str(tree)]


def test_the_smallest_sets_are_listed(rca: Rca, tree: Path) -> None:
    data = json.loads(rca("causes", tree, "--list", "2", "--json").out)
    assert data["sets"][0] == ["e"]
    assert len(data["sets"]) == 2
    assert "Smallest cut sets (4)" in rca("causes", tree, "--list", "9").out


def test_what_if_an_event_had_been_otherwise(rca: Rca, tree: Path) -> None:
    held = json.loads(rca("causes", tree, "--what-if", "e=held", "--json").out)
    assert (held["cut_sets"], held["single_points"], held["but_for"]) == (3, [], ["a"])
    both = json.loads(rca("causes", tree, "--what-if", "e=held", "--what-if", "two=failed", "--json").out)
    assert (both["cut_sets"], both["single_points"], both["what_if"]) == (1, ["a"], {"e": "held", "two": "failed"})
    case = json.loads(rca("causes", REAL, "--what-if", "F3=held", "--json").out)
    assert case["what_if"]["follows"] == "no"
    assert "What if: F3 held" in rca("causes", REAL, "--what-if", "F3=held").out


def test_a_tree_is_written_in_other_languages(rca: Rca, tree: Path, tmp_path: Path) -> None:
    assert rca("causes", tree, "--to", "openpsa").out == tree.read_text(encoding="utf-8")
    assert "flowchart" in rca("causes", REAL, "--to", "mermaid").out
    written = tmp_path / "case.xml"
    written.write_text(rca("causes", REAL, "--to", "openpsa").out, encoding="utf-8")
    assert read_openpsa(written).top == "F1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--what-if", "zz=held"], "'zz'"),
        (["--what-if", "a=maybe"], "a=maybe"),
        (["--what-if", "a"], "ID=WORD"),
        (["--what-if", "a=held", "--what-if", "a=failed"], "each id once"),
        (["--to", "mermaid"], "openpsa; got 'mermaid'"),
        (["--top", "nothing"], "'nothing'"),
    ],
)
def test_wrong_words_are_told(rca: Rca, tree: Path, arguments: list[str], said: str) -> None:
    done = rca("causes", tree, *arguments)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_broken_file_is_told_with_its_line(rca: Rca, tree: Path, tmp_path: Path) -> None:
    tree.write_text(tree.read_text(encoding="utf-8").replace('<basic-event name="a"/>', '<gate name="top"/>'))
    done = rca("causes", tree)
    assert done.code == 2
    assert "tree.xml:4:" in done.err
    assert "top -> both -> top" in done.err
    assert rca("causes", tmp_path / "none.xml").code == 2
