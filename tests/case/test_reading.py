"""Reading a folder: values as written, every mistake at once, none that only follows from another."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.case.custody import lock_evidence
from rca.case.reading import MAX_SHOWN, read_case, read_folder
from rca.case.when_print import print_when
from rca.errors import CaseError, Mistake

EXAMPLE = Path(__file__).parents[1] / "data" / "link_blocking"
FORMAT_EXAMPLE = Path(__file__).parents[3] / "shared" / "case_format_example"
Break = Callable[..., list[Mistake]]
FILES = ("case.yaml", "timeline.yaml", "causes.yaml", "actions.yaml", "waivers.yaml", "evidence.lock")


def codes(error: pytest.ExceptionInfo[CaseError]) -> list[str]:
    return [mistake.code for mistake in error.value.mistakes]


def test_a_case_is_read_as_it_was_written() -> None:
    case = read_case(EXAMPLE)
    assert case.head.scope.regions == ("NO", "SE")
    assert case.head.policies[0].version == "1.10"
    assert case.head.figures[0].key == "yes"
    assert case.head.sources[1].updated == "true"
    assert case.head.narrative[1].text == "The entry came with one update [S3:3].\nIt touched [G1] posts, see [F2, F4]."
    assert print_when(case.events["E2"].at[1].when) == "~2023-03-08 09:00"  # type: ignore[arg-type]
    assert case.events["E7"].start == "E2"
    assert case.factors["F4"].factor_class == "process"
    assert str(case.actions.actions[0].due) == "2023-06-30"


def test_every_value_has_its_place() -> None:
    case = read_case(EXAMPLE)
    lines = {file: (EXAMPLE / file).read_text(encoding="utf-8").split("\n") for file in FILES}
    for id_, path, _ in case.records():
        mark = case.mark((*path, "id"))
        assert lines[mark.file][mark.line - 1][mark.column - 1 :].startswith(id_)
    assert case.mark("E3").line == case.mark(("timeline", "events", 2, "text")).line


def test_the_hashes_cover_every_file_that_is_not_hidden(example_case: Path) -> None:
    (example_case / "README.md").write_text("about", encoding="utf-8")
    (example_case / ".hidden").write_text("x", encoding="utf-8")
    (example_case / "evidence" / ".cache").mkdir()
    (example_case / "evidence" / ".cache" / "x.csv").write_text("x", encoding="utf-8")
    names = [*FILES, "README.md", "evidence/list_updates.csv"]
    wanted = {name: hashlib.sha256((example_case / name).read_bytes()).hexdigest() for name in sorted(names)}
    assert list(read_case(example_case).hashes.items()) == list(wanted.items())


@pytest.mark.skipif(not FORMAT_EXAMPLE.is_dir(), reason="the example of the format is not beside this checkout")
def test_the_example_of_the_format_reads_with_its_evidence(tmp_path: Path) -> None:
    case = shutil.copytree(FORMAT_EXAMPLE, tmp_path / "case")
    case.chmod(0o755)
    with pytest.raises(CaseError) as error:
        read_case(case)
    assert codes(error) == ["evidence.no-file"]
    (case / "evidence").mkdir()
    (case / "evidence" / "audit.csv").write_text("ts,user,op\n", encoding="utf-8")
    lock_evidence(case, ["evidence/audit.csv"], "a person", date(2024, 5, 20))
    assert len(read_case(case).timeline.events) == 7


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_one_mistake(example_case: Path, name: str) -> None:
    (example_case / name).unlink()
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert codes(error) == ["evidence.no-lock" if name == "evidence.lock" else "case.missing-file"]
    assert error.value.mistakes[0].file == name


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("text", ["a: [b", "", "- a"], ids=["broken", "empty", "list"])
def test_a_file_that_cannot_be_read_is_one_mistake(example_case: Path, name: str, text: str) -> None:
    with pytest.raises(CaseError) as error:
        read_folder(example_case, {name: text.encode()})
    assert [mistake.file for mistake in error.value.mistakes] == [name]


def test_a_path_without_a_folder_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path / "nothing", tmp_path / "file"):
        with pytest.raises(CaseError) as error:
            read_case(path)
        assert codes(error) == ["case.no-folder"]


def test_all_mistakes_are_told_together_in_the_order_of_the_files(mistakes_after: Break) -> None:
    found = mistakes_after(
        ("case.yaml", "title: Links to a health office", "titel: Links to a health office"),
        ("case.yaml", "state: in_review", "state: in review"),
        ("case.yaml", "about: [E1], ask", "about: [E9], ask"),
        ("case.yaml", "derived_from: [S2]", "derived_from: S2"),
        ("timeline.yaml", "when: 2023-03-08 13:05 OSL", "when: 2023-03-08 13:65 OSL"),
        ("timeline.yaml", "when: within 30 min after E3", "when: within 30 min after E33"),
        ("timeline.yaml", "actor: editor", "actor: "),
        ("causes.yaml", "gate: all, complete: yes", "complete: perhaps"),
        ("actions.yaml", "due: 2023-06-30", "due: 30 June"),
        ("waivers.yaml", "expires: 2024-03-20", "expires: 2024-02-30"),
    )
    begins = dedent("""
        case.yaml:4:1: case.unknown-key no key here is called 'titel' (did you mean `title`?)
        case.yaml:6:8: case.no-choice `state` is one of draft, in_review, approved, published; got 'in review'
        case.yaml:37:115: case.wrong-shape this is a list; got 'S2' (write it in brackets: [ … ])
        case.yaml:49:59: case.dangling-id no event has the id E9 (add it, or mend the id)
        timeline.yaml:4:80: case.empty-value the key `actor` has no value (write one, or delete the line)
        timeline.yaml:19:103: case.dangling-id no event has the id E33 (add it, or mend the id)
        timeline.yaml:21:109: case.bad-when minutes and seconds go from 00 to 59
        causes.yaml:6:5: tree.gate-missing two or more gate links meet in a gate; F1 has 2 and no `gate`
        causes.yaml:6:101: case.no-choice `complete` is one of yes, no, unknown; got 'perhaps' (choose one of them)
        actions.yaml:10:10: case.bad-value a date has the form YYYY-MM-DD; got '30 June' (write it as 2024-05-14)
        waivers.yaml:2:135: case.bad-value the calendar has no such day; got '2024-02-30' (mend the date)
    """)
    for mistake, begin in zip(found, begins.strip().split("\n"), strict=True):
        assert str(mistake).startswith(begin)


def test_no_mistake_shows_the_words_of_the_validator(mistakes_after: Break) -> None:
    found = mistakes_after(
        ("case.yaml", "id: link-blocking-2023", "id: [a]"),
        ("case.yaml", "scope: {platforms: [Example],", "scope: [{platforms: [Example]},"),
        ("timeline.yaml", "anchor: true", "anchor: maybe"),
        ("timeline.yaml", "start: E2, end: [{when: at or before E6, source: S1}]", "start: 7, end: {when: 2023}"),
    )
    for mistake in found:
        assert "pydantic" not in str(mistake).lower()
        assert "Input should" not in str(mistake)
        assert mistake.remedy
        assert mistake.line


def test_a_broken_item_hides_no_mistake_beside_it(mistakes_after: Break) -> None:
    found = mistakes_after(
        ("causes.yaml", "status: probable, stop: root, made_sense", "status: likely, stop: root, made_sense"),
        ("causes.yaml", "{cause: F6, effect: F1,", "{cause: F66, effect: F1,"),
        ("causes.yaml", "policy: W1", "policy: W7"),
    )
    assert [(mistake.code, mistake.line) for mistake in found] == [
        ("case.no-choice", 17),
        ("case.dangling-id", 18),
        ("case.dangling-id", 24),
    ]


def test_material_is_pointed_at_and_never_held(mistakes_after: Break) -> None:
    old = "seen: whole, reliability: low, derived_from"
    pointer = f"material: {{sha256: {'a' * 64}, harm: graphic, length: ~40 s, custody: vault 7}}"
    assert mistakes_after(("case.yaml", old, f"{pointer}, {old}")) == []
    found = mistakes_after(("case.yaml", old, f"{pointer.replace('a' * 64, 'A' * 64)}, {old}"))
    assert [mistake.code for mistake in found] == ["case.bad-form"]
    found = mistakes_after(("case.yaml", old, f"{pointer.replace('harm: graphic, ', '')}, {old}"))
    assert [mistake.code for mistake in found] == ["case.missing-key"]


def test_a_list_with_nothing_in_it_is_empty(example_case: Path) -> None:
    for text in ("waivers: []\n", "waivers:\n", "waivers: # none\n", "waivers: ~\n"):
        assert read_folder(example_case, {"waivers.yaml": text.encode()}).waivers.waivers == ()


def test_a_file_is_read_the_same_with_other_line_ends(example_case: Path) -> None:
    texts = {name: (example_case / name).read_bytes().replace(b"\n", b"\r\n") for name in FILES}
    case, other = read_case(example_case), read_folder(example_case, texts)
    for area in ("head", "timeline", "causes", "actions", "waivers"):
        assert getattr(case, area) == getattr(other, area)


def test_links_may_not_leave_the_folder(example_case: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a,b\n", encoding="utf-8")
    (example_case / "evidence" / "more.csv").symlink_to(outside)
    (example_case / "evidence" / "folder").symlink_to(tmp_path)
    (example_case / "evidence" / "loop").symlink_to(example_case)
    (example_case / "evidence" / "nowhere.csv").symlink_to("nothing")
    (example_case / "notes.md").symlink_to("case.yaml")
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert [mistake.file for mistake in error.value.mistakes if mistake.code == "case.link"] == [
        "evidence/folder",
        "evidence/loop",
        "evidence/more.csv",
        "evidence/nowhere.csv",
    ]
    assert set(codes(error)) == {"case.link"}


def test_a_case_file_that_is_a_link_out_is_not_called_missing_too(example_case: Path, tmp_path: Path) -> None:
    target = (example_case / "waivers.yaml").rename(tmp_path / "waivers.yaml")
    (example_case / "waivers.yaml").symlink_to(target)
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert codes(error) == ["case.link"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_does_not_make_reading_wait(example_case: Path) -> None:
    (example_case / "waivers.yaml").unlink()
    os.mkfifo(example_case / "waivers.yaml")
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert codes(error) == ["case.not-a-file"]


def test_what_cannot_be_read_is_a_mistake(example_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = {example_case / "evidence" / "list_updates.csv", example_case / "waivers.yaml"}
    real_open, real_scan = Path.open, os.scandir

    def open_(self: Path, *args, **keywords):
        if self in refused:
            raise PermissionError(13, "Permission denied", str(self))
        return real_open(self, *args, **keywords)

    monkeypatch.setattr(Path, "open", open_)
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert [(mistake.file, mistake.code) for mistake in error.value.mistakes] == [
        ("waivers.yaml", "case.unreadable"),
        ("evidence/list_updates.csv", "case.unreadable"),
    ]

    def scan(path):
        if str(path).endswith("evidence"):
            raise PermissionError(13, "Permission denied", str(path))
        return real_scan(path)

    monkeypatch.setattr(os, "scandir", scan)
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert [mistake.file for mistake in error.value.mistakes] == ["waivers.yaml", "evidence"]


def test_media_and_unprintable_names_are_refused(example_case: Path) -> None:
    (example_case / "evidence" / "a.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (example_case / "photo.JPG").write_bytes(b"")
    (example_case / "a\nb.txt").write_bytes(b"")
    with pytest.raises(CaseError) as error:
        read_case(example_case)
    assert codes(error).count("case.media") == 2
    assert "case.file-name" in codes(error)


def test_many_mistakes_of_one_kind_are_cut_off(example_case: Path) -> None:
    text = "waivers:\n" + "  - {rule: x}\n" * 1000
    with pytest.raises(CaseError) as error:
        read_folder(example_case, {"waivers.yaml": text.encode()})
    assert len(error.value.mistakes) == MAX_SHOWN + 1
    assert error.value.mistakes[-1].code == "case.too-many"


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(FILES),
    place=st.floats(0, 1),
    sign=st.none() | st.sampled_from(list("{}[]:,-#'\"|>&*!%@`?~\n\t \\0aE.é\x00\u2028")),
)
def test_one_sign_more_or_less_gives_a_case_or_mistakes(name: str, place: float, sign: str | None) -> None:
    text = (EXAMPLE / name).read_text(encoding="utf-8")
    at = int(place * (len(text) - 1))
    changed = text[:at] + (sign + text[at:] if sign is not None else text[at + 1 :])
    try:
        read_folder(EXAMPLE, {name: changed.encode()})
    except CaseError as error:
        for mistake in error.mistakes:
            assert mistake.message
            assert mistake.file
            assert mistake.file != name or 0 <= mistake.line <= changed.count("\n") + 1
