"""An edit changes one value and leaves every other line as a person wrote it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rca.case.atomic import sha256_of
from rca.case.editing import append_item, remove_item, set_value, with_item, with_value, without_item
from rca.case.marks import compose
from rca.case.nodes import Document, Scalar, Sequence, plain, walk
from rca.case.reading import read_case
from rca.case.records import Keys
from rca.errors import CaseError, ChangedFileError

DATA = Path(__file__).parents[1] / "data" / "link_blocking"
FILES = ("case.yaml", "timeline.yaml", "causes.yaml", "actions.yaml", "waivers.yaml", "evidence.lock")


def opened(text: str, newline: str = "\n") -> Document:
    document, mistakes = compose("t.yaml", text.replace("\n", newline).encode())
    assert not mistakes
    assert document is not None
    return document


DOCUMENTS = {name: opened((DATA / name).read_text(encoding="utf-8")) for name in FILES}
PLACES = [(name, path) for name, each in DOCUMENTS.items() for path, _ in walk((), each.root) if path]
SCALARS = [(name, path) for name, path in PLACES if isinstance(DOCUMENTS[name].node(path), Scalar)]
LISTS = [(name, path) for name, path in PLACES if isinstance(DOCUMENTS[name].node(path), Sequence)]

signs = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
texts = st.text(signs | st.sampled_from(list("\n:#-,[]{}'\" ~!&*?|>%@`")), max_size=40).filter(
    lambda text: "data:" not in text.lower()
)


def lines_of(document: Document, path: Keys) -> tuple[int, int]:
    """Return the first and last line of a value, counted from 1, with blank lines after it left out."""
    node = document.node(path)
    assert node is not None
    end = node.start + len(document.text[node.start : node.end].rstrip())
    return document.place(node.start).line, document.place(end).line


def changed(document: Document, path: Keys, edit: Callable[[object], None]) -> object:
    data = plain(document.root)
    around = data
    for key in path[:-1]:
        around = around[key]
    edit(around)
    return data


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SCALARS), texts, st.sampled_from(["\n", "\r\n"]))
def test_setting_a_value_changes_its_own_lines_only(place: tuple[str, Keys], text: str, newline: str) -> None:
    name, path = place
    document = opened(DOCUMENTS[name].text, newline)
    after = opened(with_value(document, path, text))
    assert plain(after.root) == changed(document, path, lambda around: around.__setitem__(path[-1], text))
    first, last = lines_of(document, path)
    old, new = document.text.split("\n"), after.text.split("\n")
    assert new[: first - 1] == old[: first - 1]
    assert new[len(new) - len(old) + last :] == old[last:]
    assert ("\r" in after.text) == (newline == "\r\n")


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(LISTS),
    texts | st.dictionaries(st.sampled_from(["id", "text", "when"]), texts | st.lists(texts, max_size=2), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
)
def test_adding_an_item_keeps_every_line(place: tuple[str, Keys], item: str | dict, newline: str) -> None:
    name, path = place
    document = opened(DOCUMENTS[name].text, newline)
    after = opened(with_item(document, path, item))
    assert plain(after.root) == changed(document, path, lambda around: around[path[-1]].append(item))
    old, new = document.text.split("\n"), after.text.split("\n")
    node = document.node(path)
    if isinstance(node, Sequence) and not node.flow:
        assert [line for line in new if line in old] == old
    else:
        assert sum(one != other for one, other in zip(old, new, strict=False)) <= 1 + len(new) - len(old)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_item_of_every_list_can_be_taken_out(newline: str) -> None:
    for name, path in PLACES:
        if isinstance(path[-1], str):
            continue
        document = opened(DOCUMENTS[name].text, newline)
        after = opened(without_item(document, path))
        assert plain(after.root) == changed(document, path, lambda around, key=path[-1]: around.pop(key))
        first, last = lines_of(document, path)
        old, new = document.text.split("\n"), after.text.split("\n")
        # Where the last item of a list goes, the line of its key says that it is empty.
        assert new[: max(first - 2, 0)] == old[: max(first - 2, 0)]
        assert new[len(new) - len(old) + last :] == old[last:]


TEXT = """\
# head
a: plain   # note
b: "double"
c: 'single'
long: >-
  one two
  three

# between
lines: |
  x
  y
events:        # all
  - {id: E1, at: [{when: 2024}], tags: [a, b]}   # first
  # about the second
  - id: E2
    text: words
    at:
      - {when: x}
    tags:
    - p
    - q
  # tail
empty: []   # none yet
nothing:
flow: {a: 1, b: , c: [x,
   # in between
   y, # after y
   z]}
"""


@pytest.mark.parametrize(
    ("path", "text", "gone", "come"),
    [
        (("a",), "new", ["a: plain   # note"], ["a: new   # note"]),
        (("a",), "x: y", ["a: plain   # note"], ['a: "x: y"   # note']),
        (("a",), "x\ny", ["a: plain   # note"], ['a: "x\\ny"   # note']),
        (("b",), "new", ['b: "double"'], ['b: "new"']),
        (("c",), "it's", ["c: 'single'"], ["c: 'it''s'"]),
        (("c",), "x\ny", ["c: 'single'"], ["c: |-", "  x", "  y"]),
        (("long",), "four", ["  one two", "  three"], ["  four"]),
        (("lines",), "x\nz\n", ["  y"], ["  z"]),
        (("nothing",), "new", ["nothing:"], ["nothing: new"]),
        (("flow", "c", 1), "new", ["   y, # after y"], ["   new, # after y"]),
        (("events", 1, "label"), "new", [], ["    label: new"]),
        (("added",), "new", [], ["added: new"]),
    ],
)
def test_a_value_is_written_in_the_style_around_it(path: Keys, text: str, gone: list[str], come: list[str]) -> None:
    check(with_value(opened(TEXT), path, text), gone, come)


@pytest.mark.parametrize(
    ("path", "item", "gone", "come"),
    [
        (("events",), {"id": "E3", "text": "a: b"}, [], ["  - id: E3", '    text: "a: b"']),
        (("events", 1, "tags"), "r", [], ["    - r"]),
        (("events", 1, "at"), {"when": "2024"}, [], ["      - {when: 2024}"]),
        (("empty",), {"id": "E3"}, ["empty: []   # none yet"], ["empty:   # none yet", "  - {id: E3}"]),
        (("nothing",), "x", [], ["  - x"]),
        (("added",), "x", [], ["added:", "  - x"]),
        (("flow", "c"), "w", ["   z]}"], ["   z, w]}"]),
        (("flow", "d"), "w", ["   z]}"], ["   z], d: [w]}"]),
    ],
)
def test_an_item_is_written_like_its_neighbours(path: Keys, item: str | dict, gone: list[str], come: list[str]) -> None:
    check(with_item(opened(TEXT), path, item), gone, come)


@pytest.mark.parametrize(
    ("path", "gone", "come"),
    [
        (("events", 0), ["  - {id: E1, at: [{when: 2024}], tags: [a, b]}   # first"], []),
        (("events", 1, "tags", 0), ["    - p"], []),
        (("events", 1, "at", 0), ["    at:", "      - {when: x}"], ["    at: []"]),
        (("events", 1, "text"), ["    text: words"], []),
        (("nothing",), ["nothing:"], []),
        (("long",), ["long: >-", "  one two", "  three"], []),
        (("flow", "c", 1), ["   y, # after y"], ["   # after y"]),
        (("flow", "c", 2), ["   y, # after y", "   z]}"], ["   y # after y", "   ]}"]),
    ],
)
def test_what_is_taken_out_leaves_the_rest(path: Keys, gone: list[str], come: list[str]) -> None:
    check(without_item(opened(TEXT), path), gone, come)


def check(after: str, gone: list[str], come: list[str]) -> None:
    old, new = TEXT.split("\n"), after.split("\n")
    assert list((Counter(old) - Counter(new)).elements()) == gone
    assert list((Counter(new) - Counter(old)).elements()) == come


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: with_value(document, ("events",), "text"),
        lambda document: with_value(document, ("a", "b"), "text"),
        lambda document: with_value(document, ("events", 7, "text"), "text"),
        lambda document: with_value(document, ("a",), "\ud800"),
        lambda document: with_value(document, ("a",), "data:image/png;base64,AA"),
        lambda document: with_value(document, ("a",), "bell \x07"),
        lambda document: with_item(document, ("a",), "text"),
        lambda document: with_item(document, ("x", "y"), "text"),
        lambda document: without_item(document, ("x",)),
        lambda document: without_item(document, ("events", 9)),
        lambda document: without_item(document, ("events", 1, "id")),
    ],
)
def test_what_cannot_be_edited_is_refused_with_a_remedy(edit: Callable[[Document], str]) -> None:
    with pytest.raises(ValueError, match=r".+") as error:
        edit(opened(TEXT))
    rule, remedy = error.value.args
    assert rule
    assert remedy


def test_an_edit_of_a_case_is_checked_and_written(example_case: Path) -> None:
    before = {path.name: path.read_bytes() for path in example_case.iterdir() if path.is_file()}
    case = set_value(example_case, ("timeline", "events", 2, "text"), "The office said: our links are gone")
    assert case.events["E3"].text == "The office said: our links are gone"
    assert case == read_case(example_case)
    assert case.hashes["timeline.yaml"] == sha256_of((example_case / "timeline.yaml").read_bytes())
    changed_files = [name for name, data in before.items() if (example_case / name).read_bytes() != data]
    assert changed_files == ["timeline.yaml"]
    item = {"id": "E8", "text": "A notice was sent", "at": [{"when": "after E6", "source": "S1"}]}
    case = append_item(case, ("timeline", "events"), item)
    assert case.events["E8"].at[0].source == "S1"
    assert "E8" not in remove_item(case, ("timeline", "events", 7)).events


def test_an_edit_that_would_break_the_case_is_not_written(example_case: Path) -> None:
    before = (example_case / "timeline.yaml").read_bytes()
    for edit in (
        lambda: set_value(example_case, ("timeline", "events", 2, "at", 0, "source"), "S99"),
        lambda: set_value(example_case, ("timeline", "events", 2, "text"), ""),
        lambda: append_item(example_case, ("timeline", "events"), {"id": "E1", "text": "again"}),
        lambda: remove_item(example_case, ("timeline", "events", 1)),
        lambda: set_value(example_case, ("timeline", "nothing", 1), "x"),
        lambda: set_value(example_case, ("nowhere", "events"), "x"),
        lambda: set_value(example_case, ("timeline",), "x"),
    ):
        with pytest.raises(CaseError) as error:
            edit()
        assert all(mistake.remedy for mistake in error.value.mistakes)
        assert (example_case / "timeline.yaml").read_bytes() == before


def test_a_file_that_changed_since_it_was_read_is_left_alone(example_case: Path) -> None:
    case = read_case(example_case)
    file = example_case / "timeline.yaml"
    other = file.read_text(encoding="utf-8") + "# somebody else was here\n"
    file.write_text(other, encoding="utf-8")
    with pytest.raises(ChangedFileError) as error:
        set_value(case, ("timeline", "events", 2, "text"), "new")
    assert error.value.file == file
    assert file.read_text(encoding="utf-8") == other
    set_value(case, ("causes", "factors", 1, "text"), "another file may still be edited")
    file.unlink()
    with pytest.raises(ChangedFileError):
        set_value(case, ("timeline", "events", 2, "text"), "new")


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab:#,{}[]\n '\"-?|>&*!~"), max_size=12), st.integers(0, 100), texts)
def test_an_edit_of_any_text_is_right_or_refused(text: str, pick: int, new: str) -> None:
    document, mistakes = compose("t.yaml", f"k: v\nl: [a, b]\nm:\n  - {text}\n  - c\n".encode())
    assume(document is not None and not mistakes)
    assert document is not None
    paths = [path for path, node in walk((), document.root) if path and isinstance(node, Scalar)]
    path = paths[pick % len(paths)]
    try:
        after = with_value(document, path, new)
    except ValueError:
        return
    assert plain(opened(after).root) == changed(document, path, lambda around: around.__setitem__(path[-1], new))
