"""The causal tree behind the door of the library."""

from __future__ import annotations

from pathlib import Path

from rca.workbench import open_case


def test_the_tree_of_an_opened_case_answers_from_its_timeline(example_case: Path) -> None:
    tree = open_case(example_case).causes()
    standing = next(found for found in tree.actual().standings if found.single_fix)
    leaf = standing.factor
    word = "held" if tree.file.factors[leaf].kind == "barrier" else "absent"
    answer = tree.what_if({leaf: word})
    assert (answer.follows, answer.would_have_prevented) == ("no", standing.state == "established")
    barriers = [factor.id for factor in tree.file.causes.factors if factor.kind == "barrier"]
    assert sorted(tree.barriers.index) == sorted(barriers)
    assert tree.changes["kind"].isin(["policy in force", "policy superseded", "condition"]).all()
    assert tree.timing_faults() == ()
