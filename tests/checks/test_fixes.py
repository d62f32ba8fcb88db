"""Fixes that are certain: they keep comments, change nothing else, and a second time changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rca.case.parts import AREAS
from rca.checks.examples import merged
from rca.checks.fixes import Fix, fix_case
from rca.errors import ChangedFileError
from rca.workbench import open_case

BASE = Path(__file__).parents[2] / "rca" / "checks" / "base"
Change = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for area in AREAS:
        (tmp_path / f"{area}.yaml").write_text((BASE / f"{area}.yaml").read_text("utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def change(folder: Path) -> Change:
    def replace(area: str, old: str, new: str) -> None:
        file = folder / f"{area}.yaml"
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def fixed(folder: Path) -> tuple[Fix, ...]:
    case = open_case(folder)
    return fix_case(case.file, case.check())


def rules_of(folder: Path) -> list[str]:
    return [finding.rule for finding in open_case(folder).check().open]


def waive(folder: Path, *entries: str) -> None:
    text = "# kept\nwaivers:\n" + "".join(f"{entry}\n" for entry in entries)
    (folder / "waivers.yaml").write_text(text, encoding="utf-8")


WAIVER = "reason: one report exists, by: analyst, on: 2024-11-02"


def test_a_clean_case_is_not_touched(folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert fixed(folder) == ()
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_an_item_written_twice_goes_and_the_rest_of_the_line_stays(folder: Path, change: Change) -> None:
    old = "F6\n    kind: condition"
    change("causes", old, f"{old}   # a comment")
    change(
        "actions",
        "{factor: F4, effect: eliminates}]",
        "{factor: F4, effect: eliminates}, {factor: F4, effect: eliminates}]   # keys",
    )
    (fix,) = fixed(folder)
    assert str(fix) == "actions.yaml:5: fixed form.repeated: an item of `targets` of A1 stood there twice"
    assert "targets: [{factor: F4, effect: eliminates}]   # keys\n" in (folder / "actions.yaml").read_text("utf-8")
    assert "# a comment" in (folder / "causes.yaml").read_text("utf-8")
    assert fixed(folder) == ()


@pytest.mark.parametrize(("number", "word"), [(2, "all"), (1, "any")])
def test_a_gate_that_is_all_or_any_is_written_so(number: int, word: str, folder: Path, change: Change) -> None:
    change("causes", "event: E1\n    gate: all", f"event: E1\n    gate: at_least   # both\n    at_least: {number}")
    before = open_case(folder).causes().cut_sets()
    (fix,) = fixed(folder)
    assert fix.words == f"the gate of F2 is written `{word}`"
    assert f"event: E1\n    gate: {word}   # both\n    complete: yes" in (folder / "causes.yaml").read_text("utf-8")
    assert open_case(folder).causes().cut_sets() == before
    assert fixed(folder) == ()


def test_a_place_at_which_nothing_is_found_leaves_its_waiver(folder: Path, change: Change) -> None:
    change("causes", "intended: stop a stolen password from being enough", "note: none")
    waive(folder, f"  # why\n  - {{rule: barrier.intended, places: [F1, F4, F6], {WAIVER}}}   # agreed")
    assert [fix.rule for fix in fixed(folder)] == ["waiver.unused", "waiver.unused"]
    text = (folder / "waivers.yaml").read_text("utf-8")
    assert text == f"# kept\nwaivers:\n  # why\n  - {{rule: barrier.intended, places: [F4], {WAIVER}}}   # agreed\n"
    assert rules_of(folder) == []
    assert fixed(folder) == ()


def test_a_waiver_of_nothing_goes(folder: Path) -> None:
    waive(
        folder,
        f"  - {{rule: tree.stop, places: [F1, F1], {WAIVER}}}",
        f"  - {{rule: cause.duty, places: [F2], {WAIVER}}}",
    )
    fixed(folder)
    assert rules_of(folder) == []
    assert open_case(folder).file.waivers.waivers == ()
    assert fixed(folder) == ()


def test_what_a_person_has_to_judge_is_left(folder: Path) -> None:
    waive(
        folder,
        f"  - {{rule: tree.stop, places: [F3], {WAIVER}, expires: 2024-11-01}}",
        f"  - {{rule: tree.halt, places: [F3], {WAIVER}}}",
        f"  - {{rule: action.overdue, places: [A1], {WAIVER}}}",
    )
    before = (folder / "waivers.yaml").read_bytes()
    assert fixed(folder) == ()
    assert (folder / "waivers.yaml").read_bytes() == before


def test_several_fixes_in_one_file_do_not_move_each_other(folder: Path, change: Change) -> None:
    twice = "{ref: S2, says: supports}]"
    for _ in range(3):
        change(
            "causes",
            "{ref: S1, says: supports}, " + twice,
            "{ref: S1, says: supports},  {ref: S2, says: supports}, " + twice,
        )
    made = fixed(folder)
    assert [fix.words for fix in made] == [f"an item of `evidence` of F{n} stood there twice" for n in (1, 2, 3)]
    assert rules_of(folder) == []
    assert all(len(factor.evidence) == 2 for factor in open_case(folder).file.causes.factors)


def test_a_file_that_changed_since_is_not_overwritten(folder: Path, change: Change) -> None:
    change("causes", "event: E1\n    gate: all", "event: E1\n    gate: at_least\n    at_least: 2")
    case = open_case(folder)
    findings = case.check()
    change("causes", "outcome: F1\n", "outcome: F1\n# somebody else\n")
    with pytest.raises(ChangedFileError):
        fix_case(case.file, findings)
    assert "at_least: 2" in (folder / "causes.yaml").read_text("utf-8")


def test_the_example_of_each_rule_with_a_fix_is_mended(folder: Path) -> None:
    import yaml

    for rule in ("form.repeated", "form.plain-gate", "waiver.unused"):
        from rca.checks.rules import RULES

        change = next(each for each in RULES if each.id == rule).example.fails
        for area, values in merged(change).items():
            (folder / f"{area}.yaml").write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
        assert [fix.rule for fix in fixed(folder)] == [rule]
        assert rules_of(folder) == []
