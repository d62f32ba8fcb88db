"""A new case is a draft without mistakes that explains itself."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rca.assets import assets
from rca.case.custody import lock_evidence
from rca.case.new import new_case
from rca.case.reading import read_case
from rca.errors import CaseError

TEMPLATE = assets("templates") / "cases" / "default"


def test_the_template_reads_without_mistakes() -> None:
    case = read_case(TEMPLATE)
    assert case.head.state == "draft"
    assert not case.timeline.events


def test_a_new_case_has_its_title_and_id(tmp_path: Path) -> None:
    files = new_case(tmp_path / "deep" / "folder", title='Links: "gone" # again', id="links-2024")
    case = read_case(tmp_path / "deep" / "folder")
    assert (case.head.title, case.head.id) == ('Links: "gone" # again', "links-2024")
    assert [file.name for file in files] == [*(f"{area}.yaml" for area in AREAS), "evidence.lock"]
    assert (tmp_path / "deep" / "folder" / "evidence").is_dir()
    # All but the two lines is the template.
    for file in files:
        old = (TEMPLATE / file.name).read_text(encoding="utf-8").split("\n")
        new = file.read_text(encoding="utf-8").split("\n")
        changed = [one.split(":")[0] for one, other in zip(new, old, strict=True) if one != other]
        assert changed == (["id", "title"] if file.name == "case.yaml" else [])


AREAS = ("case", "timeline", "causes", "actions", "waivers")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("links-2024", "links-2024"),
        ("My Case (2)", "my-case-2"),
        ("---", "new-case"),
        ("É", "new-case"),
        ("x" * 99, "x" * 80),
    ],
)
def test_the_id_comes_from_the_name_of_the_folder(tmp_path: Path, name: str, id_: str) -> None:
    new_case(tmp_path / name)
    assert read_case(tmp_path / name).head.id == id_


def test_an_empty_folder_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    new_case(".", title="Here", id="here")
    assert read_case(tmp_path).head.title == "Here"


@pytest.mark.parametrize("kind", ["file", "full", "hidden", "link"])
def test_nothing_that_is_there_is_touched(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "case"
    if kind == "file":
        path.write_text("mine", encoding="utf-8")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.mkdir()
        (path / (".x" if kind == "hidden" else "x")).write_text("mine", encoding="utf-8")
    with pytest.raises(CaseError) as error:
        new_case(path)
    assert [mistake.code for mistake in error.value.mistakes] == ["case.exists"]
    assert [file.name for file in tmp_path.rglob("*.yaml")] == []


@pytest.mark.parametrize(
    ("title", "id_"), [("", "fine"), ("fine", "../up"), ("fine", "Big"), ("fine", "a" * 81), ("bell \x07", "fine")]
)
def test_a_title_or_id_that_cannot_be_used_leaves_nothing(tmp_path: Path, title: str, id_: str) -> None:
    with pytest.raises(CaseError) as error:
        new_case(tmp_path / "case", title=title, id=id_)
    assert error.value.mistakes[0].file == "case.yaml"
    assert list(tmp_path.iterdir()) == []


def test_the_examples_in_the_comments_make_a_case_without_mistakes(tmp_path: Path) -> None:
    """Take the # away from every example, as the comments say, and the folder still reads."""
    case = tmp_path / "case"
    for file in new_case(case, id="examples"):
        text = file.read_text(encoding="utf-8")
        shown = re.sub(r"^# (?=  +\S|[a-z_]+: )", "", text, flags=re.MULTILINE)
        shown = re.sub(r"^([a-z_]+): (\[\]|\{\})$", r"\1:", shown, flags=re.MULTILINE)
        file.write_text(shown, encoding="utf-8")
    (case / "evidence" / "export.csv").write_text("time,op\n", encoding="utf-8")
    lock_evidence(case, ["evidence/export.csv"], "case author", date(2024, 5, 20))
    read = read_case(case)
    assert len(read.head.sources) == 4
    assert [factor.id for factor in read.causes.factors] == ["F1", "F2", "F3", "F3a", "F3b"]
    assert read.actions.actions
    assert read.waivers.waivers
