"""Evidence is locked: a byte more, less or other is a mistake that names the file."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.case.custody import lock_evidence, lock_text, read_lock
from rca.case.reading import read_case, read_folder
from rca.case.records import LockEntry
from rca.errors import CaseError, ChangedFileError, Mistake

CSV = "evidence/list_updates.csv"
DAY = date(2023, 4, 1)


def mistakes_of(case: Path) -> list[Mistake]:
    try:
        read_case(case)
    except CaseError as error:
        return list(error.mistakes)
    return []


def test_a_changed_byte_names_the_file_and_both_hashes(example_case: Path) -> None:
    file = example_case / CSV
    old = file.read_bytes()
    new = old.replace(b"48113", b"48114", 1)
    file.write_bytes(new)
    (mistake,) = mistakes_of(example_case)
    assert (mistake.file, mistake.code) == (CSV, "evidence.changed")
    for data in (old, new):
        assert hashlib.sha256(data).hexdigest()[:12] in mistake.message


def test_a_wrong_size_is_a_change_too(example_case: Path) -> None:
    text = (example_case / "evidence.lock").read_text(encoding="utf-8")
    with pytest.raises(CaseError) as error:
        read_folder(example_case, {"evidence.lock": text.replace("size: 223", "size: 224").encode()})
    assert [mistake.code for mistake in error.value.mistakes] == ["evidence.changed"]


def test_a_file_that_is_not_locked_is_a_mistake(example_case: Path) -> None:
    (example_case / "evidence" / "more.csv").write_text("a\n", encoding="utf-8")
    (mistake,) = mistakes_of(example_case)
    assert (mistake.file, mistake.code) == ("evidence/more.csv", "evidence.unlocked")


def test_a_locked_file_that_is_gone_is_one_mistake(example_case: Path) -> None:
    (example_case / CSV).unlink()
    (mistake,) = mistakes_of(example_case)
    assert (mistake.file, mistake.line, mistake.code) == ("evidence.lock", 3, "evidence.missing")


def test_a_lock_that_is_gone_is_a_mistake_that_names_it(example_case: Path) -> None:
    (example_case / "evidence.lock").unlink()
    (mistake,) = mistakes_of(example_case)
    assert (mistake.file, mistake.code) == ("evidence.lock", "evidence.no-lock")
    assert CSV in mistake.message


def test_a_case_without_evidence_needs_no_lock(example_case: Path) -> None:
    (example_case / CSV).unlink()
    (example_case / "evidence").rmdir()
    (example_case / "evidence.lock").unlink()
    assert {mistake.code for mistake in mistakes_of(example_case)} == {"evidence.no-file"}
    (example_case / "evidence.lock").write_text("entries: []\n", encoding="utf-8")
    assert {mistake.code for mistake in mistakes_of(example_case)} == {"evidence.no-file"}


@pytest.mark.parametrize("path", ["evidence/other.csv", "case.yaml", "../outside.csv", "/etc/hostname"])
def test_the_file_of_a_source_lies_in_evidence(example_case: Path, path: str) -> None:
    text = (example_case / "case.yaml").read_text(encoding="utf-8").replace(CSV, path)
    with pytest.raises(CaseError) as error:
        read_folder(example_case, {"case.yaml": text.encode()})
    assert [(mistake.file, mistake.code) for mistake in error.value.mistakes] == [("case.yaml", "evidence.no-file")]


BROKEN_LOCKS = [
    ("path: evidence/list_updates.csv", "path: list_updates.csv", "case.bad-form"),
    ("size: 223", "size: many", "case.bad-value"),
    ("size: 223", "size: -1", "case.bad-value"),
    ("added: 2023-03-09", "added: 9 March", "case.bad-value"),
    ("by: quality analyst", "by:", "case.empty-value"),
    ("    by: quality analyst\n", "", "case.missing-key"),
    ("by: quality", "from: x\n    by: quality", "case.unknown-key"),
    ("entries:", "entries: &x", "case.anchor"),
]


@pytest.mark.parametrize(("old", "new", "code"), BROKEN_LOCKS, ids=[row[1][:20] for row in BROKEN_LOCKS])
def test_a_broken_lock_is_told_and_nothing_that_follows(example_case: Path, old: str, new: str, code: str) -> None:
    text = (example_case / "evidence.lock").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(CaseError) as error:
        read_folder(example_case, {"evidence.lock": text.replace(old, new).encode()})
    assert [(mistake.file, mistake.code) for mistake in error.value.mistakes] == [("evidence.lock", code)]


def test_a_file_is_locked_once(example_case: Path) -> None:
    text = (example_case / "evidence.lock").read_text(encoding="utf-8")
    entry = text[text.index("  - path") :]
    with pytest.raises(CaseError) as error:
        read_folder(example_case, {"evidence.lock": (text + entry).encode()})
    assert [mistake.code for mistake in error.value.mistakes] == ["evidence.locked-twice"]


def test_a_lock_may_be_json(example_case: Path) -> None:
    (_, entry), *_ = read_lock((example_case / "evidence.lock").read_bytes())[0]
    data = json.dumps({"entries": [entry.model_dump(mode="json")]}).encode()
    assert read_folder(example_case, {"evidence.lock": data}).head.id == "link-blocking-2023"


def test_locking_adds_in_the_order_of_the_paths(example_case: Path) -> None:
    for name in ("z.csv", "a.csv"):
        (example_case / "evidence" / name).write_text(name, encoding="utf-8")
    lock_evidence(example_case, ["evidence/z.csv"], "one", DAY)
    entries = lock_evidence(example_case, [example_case / "evidence" / "a.csv"], "two", DAY, "by mail: sealed")
    assert [entry.path for entry in entries] == ["evidence/a.csv", CSV, "evidence/z.csv"]
    assert entries[0].note == "by mail: sealed"
    assert entries[0].sha256 == hashlib.sha256(b"a.csv").hexdigest()
    assert mistakes_of(example_case) == []


def test_locking_again_changes_nothing(example_case: Path) -> None:
    before = (example_case / "evidence.lock").read_bytes()
    lock_evidence(example_case, [CSV], "another person", DAY, "later")
    assert (example_case / "evidence.lock").read_bytes() == before


def test_a_changed_file_is_not_locked_over(example_case: Path) -> None:
    before = (example_case / "evidence.lock").read_bytes()
    (example_case / CSV).write_text("other", encoding="utf-8")
    with pytest.raises(CaseError) as error:
        lock_evidence(example_case, [CSV], "a person", DAY)
    assert [mistake.code for mistake in error.value.mistakes] == ["evidence.changed"]
    assert (example_case / "evidence.lock").read_bytes() == before


@pytest.mark.parametrize("file", ["case.yaml", "evidence/nothing.csv", "../x.csv", "evidence/.hidden", "/etc/hostname"])
def test_only_evidence_is_locked(example_case: Path, file: str) -> None:
    (example_case / "evidence" / ".hidden").write_text("x", encoding="utf-8")
    with pytest.raises(CaseError) as error:
        lock_evidence(example_case, [file], "a person", DAY)
    assert [mistake.code for mistake in error.value.mistakes] == ["evidence.no-file"]


def test_media_are_not_locked(example_case: Path) -> None:
    (example_case / "evidence" / "a.csv").write_bytes(b"GIF89a")
    with pytest.raises(CaseError) as error:
        lock_evidence(example_case, ["evidence/a.csv"], "a person", DAY)
    assert [mistake.code for mistake in error.value.mistakes] == ["case.media"]


def test_a_first_lock_is_made(example_case: Path) -> None:
    (example_case / "evidence.lock").unlink()
    lock_evidence(example_case, [CSV], "a person", DAY)
    assert mistakes_of(example_case) == []


def test_a_lock_written_meanwhile_is_not_lost(example_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example_case / "evidence" / "a.csv").write_text("a", encoding="utf-8")
    lock = example_case / "evidence.lock"
    real = lock_text

    def slow(entries: tuple[LockEntry, ...]) -> str:
        lock.write_text("entries: []\n", encoding="utf-8")
        return real(entries)

    monkeypatch.setattr("rca.case.custody.lock_text", slow)
    with pytest.raises(ChangedFileError):
        lock_evidence(example_case, ["evidence/a.csv"], "a person", DAY)
    assert lock.read_text(encoding="utf-8") == "entries: []\n"


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1).filter(
    lambda text: "data:" not in text.lower()
)


@settings(deadline=None)
@given(words, words, words)
def test_any_words_of_a_custody_note_read_back(name: str, by: str, note: str) -> None:
    entry = LockEntry(path=f"evidence/{name}", size=3, sha256="0" * 64, added=DAY, by=by, note=note)
    read, mistakes = read_lock(lock_text([entry]).encode())
    assert mistakes == []
    assert [each for _, each in read] == [entry]
