from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rca as package
from rca.causes.diagrams.fault_tree import FaultTree, Formula
from rca.causes.exchange.openpsa import read_openpsa, write_openpsa
from rca.workbench import open_case

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


@pytest.fixture
def make_groups(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a case: one leaf of each group was enough."""

    def make(groups: int, leaves: int) -> Path:
        folder = tmp_path / f"groups{groups}x{leaves}"
        shutil.copytree(Path(package.__file__).parent / "checks" / "base", folder)
        said = "status: confirmed, evidence: [{ref: S1, says: supports}]"
        factors = [f"id: F1, kind: outcome, text: It happened, gate: all, complete: yes, {said}"]
        links = []
        for group in range(groups):
            gate = f"F{group + 2}"
            factors.append(f"id: {gate}, kind: condition, text: Group {group} was so, gate: any, {said}")
            links.append(f"cause: {gate}, effect: F1, necessary: yes, because: x was")
            for leaf in range(leaves):
                id_ = f"F{100 + group * leaves + leaf}"
                factors.append(f"id: {id_}, kind: condition, text: Leaf {leaf} was so, stop: root, {said}")
                links.append(f"cause: {id_}, effect: {gate}, necessary: no, because: x was")
        lines = ["outcome: F1", "factors:", *(f"  - {{{each}}}" for each in factors)]
        lines += ["links:", *(f"  - {{{each}}}" for each in links), ""]
        (folder / "causes.yaml").write_text("\n".join(lines), encoding="utf-8")
        (folder / "actions.yaml").write_text("actions: []\n", encoding="utf-8")
        return folder

    return make


def test_cut_sets_too_many_to_list_are_counted(rca: Rca, make_groups: Callable[..., Path]) -> None:
    folder = make_groups(6, 10)
    data = json.loads(rca("causes", folder, "--json").out)
    assert (data["cut_sets"], data["complete"], data["by_order"]) == (10**6, False, {"6": 10**6})
    assert len(data["sets"]) == 1_000
    told = rca("causes", folder, "--list", "2").out
    assert "Minimal cut sets (2 of 1,000,000" in told
    found = rca("check", folder).out
    assert "1,000,000 sets of causes were enough; not all are broken: F100 + F110 + F120" in found


def test_a_review_counts_cut_sets_that_are_too_many_to_list(make_groups: Callable[..., Path]) -> None:
    told = str(open_case(make_groups(6, 10)).review("full").blocks)
    assert "1,000,000 different sets of causes explain the outcome" in told
    assert "1,000,000 minimal sets of factors explain it" in told


def test_what_if_says_how_many_cut_sets_are_left(rca: Rca, make_groups: Callable[..., Path]) -> None:
    told = rca("causes", make_groups(3, 12), "--what-if", "F2=confirmed").out
    assert "cut sets left\t144\n" in told
    told = rca("causes", make_groups(3, 13), "--what-if", "F100=absent").out
    assert "cut sets left\t2,028, of which 1,000 are listed" in told


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


def test_but_for_is_not_known_where_the_outcome_rests_on_what_is_possible(rca: Rca, tree: Path) -> None:
    data = json.loads(rca("causes", REAL, "--json").out)
    assert data["but_for"] is None
    assert data["but_for_possible"] == ["F17", "F3", "F6", "F8", "F9", "F12"]
    assert data["path_sets"] == [[leaf] for leaf in ("F3", "F6", "F8", "F9", "F12", "F17")]
    assert {each["id"] for each in data["factors"] if each["breaks_all"]} >= set(data["but_for_possible"])
    assert data["single_points"] == []
    assert not any("single_point" in each for each in data["factors"])


def test_a_case_tells_what_actually_caused_it(rca: Rca, make_groups: Callable[..., Path]) -> None:
    data = json.loads(rca("causes", REAL, "--json").out)
    assert data["actual"]["certain"]["follows"] is False
    assert data["actual"]["possible"]["responsibility"]["F3"] == 1.0
    assert [each["barrier"] for each in data["barriers"]][:1] == ["F4"]
    assert data["changes"]
    told = rca("causes", REAL).out
    assert "\nF3\tyes\tyes\t(1)\t1\t0.0312\t\n" in told
    assert "# Barriers (" in told
    assert "# Changes (" in told
    assert "by order 6: 1)" in told
    halves = rca("causes", make_groups(2, 2)).out
    assert "\nF100\tno\tyes\t1/2\t0.5\t0.375\t\n" in halves


def test_the_list_of_a_case_says_of_how_many(rca: Rca, make_groups: Callable[..., Path]) -> None:
    folder = make_groups(2, 3)
    assert "# Minimal cut sets (2 of 9; by order 2: 9)" in rca("causes", folder, "--list", "2").out
    data = json.loads(rca("causes", folder, "--list", "2", "--json").out)
    assert (data["cut_sets"], len(data["sets"]), data["complete"]) == (9, 2, True)
    more = json.loads(rca("causes", make_groups(6, 10), "--list", "1500", "--json").out)
    assert (more["cut_sets"], len(more["sets"])) == (10**6, 1_500)


def test_a_tree_written_as_json_is_read_back(rca: Rca, tmp_path: Path) -> None:
    written = tmp_path / "tree.json"
    written.write_text(rca("causes", REAL, "--to", "json").out, encoding="utf-8")
    data, real = (json.loads(rca("causes", each, "--json").out) for each in (written, REAL))
    assert [data[key] for key in ("sets", "importance", "path_sets")] == [
        real[key] for key in ("sets", "importance", "path_sets")
    ]
    assert {each["independent_sources"] for each in data["factors"]} == {None}
    assert rca("causes", written, "--to", "json").out == written.read_text(encoding="utf-8")
    written.write_text(written.read_text(encoding="utf-8").replace('"confirmed"', '"sure"'), encoding="utf-8")
    done = rca("causes", written)
    assert (done.code, "nodes[0].status" in done.err) == (2, True)
    written.write_bytes(b"\xff")
    assert "UTF-8" in rca("causes", written).err


def test_several_targets_tell_all_mistakes_and_show_the_good_ones(rca: Rca, tree: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xml"
    bad.write_text("<nothing/>", encoding="utf-8")
    done = rca("causes", tmp_path / "none", tree, bad)
    assert done.code == 2
    assert "# Fault tree" in done.out
    assert "none: case.no-folder" in done.err
    assert "bad.xml:" in done.err
    assert [each["target"] for each in json.loads(rca("causes", bad, tree, "--json").out)] == [str(tree)]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--to", "mermaid", "--json"], "--to writes the tree alone; got --json too"),
        (["--to", "mermaid", "--list", "2", "--what-if", "F3=held"], "got --what-if, --list too"),
        (["--to", "mermaid", REAL], "--to writes one tree; got 2 targets"),
        (["--top", "F2"], "--top names a gate of an Open-PSA file"),
    ],
)
def test_options_that_do_not_fit_are_refused(rca: Rca, arguments: list[str], said: str) -> None:
    done = rca("causes", REAL, *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_a_file_of_a_case_is_no_target(rca: Rca) -> None:
    done = rca("causes", REAL / "causes.yaml")
    assert done.code == 2
    assert "this is another file (name the folder that holds case.yaml)" in done.err


def test_names_that_a_terminal_would_obey_are_not_printed(rca: Rca, tree: Path) -> None:
    tree.write_text(tree.read_text(encoding="utf-8").replace('"e"', '"e\x9b31m"'), encoding="utf-8")
    table, data = rca("causes", tree).out, rca("causes", tree, "--json").out
    assert "\x9b" not in table + data
    assert "e 31m" in table
    assert json.loads(data)["single_points"] == ["e\x9b31m"]


def test_a_broken_file_is_told_with_its_line(rca: Rca, tree: Path, tmp_path: Path) -> None:
    tree.write_text(tree.read_text(encoding="utf-8").replace('<basic-event name="a"/>', '<gate name="top"/>'))
    done = rca("causes", tree)
    assert done.code == 2
    assert "tree.xml:4:" in done.err
    assert "top -> both -> top" in done.err
    assert rca("causes", tmp_path / "none.xml").code == 2
