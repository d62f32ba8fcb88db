"""Text into nodes: nothing is typed, every value has its place, and what YAML adds beyond text is refused."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rca.case import decode, marks
from rca.case.marks import compose
from rca.case.nodes import Marks, Scalar, plain, walk
from rca.case.records.casefile import Mark

AS_WRITTEN = [
    "2024-05-14",
    "NO",
    "yes",
    "true",
    "1.10",
    "0x1F",
    "1_000",
    "08",
    "2024-05-14 13:00:05",
    ".inf",
    "=",
    "<<x",
]


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test with libyaml, and with the parser that PyYAML has where libyaml is missing."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(marks, "_LOADER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader)
    return str(request.param)


def read(text: str | bytes) -> object:
    document, mistakes = compose("case.yaml", text if isinstance(text, bytes) else text.encode())
    assert not mistakes
    assert document is not None
    return plain(document.root)


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_a_scalar_stays_the_text_that_was_written(text: str, loader: str) -> None:
    assert read(f"a: {text}\nb: [{text}]\nc: '{text}'") == {"a": text, "b": [text], "c": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_only_a_bare_null_is_nothing(text: str, loader: str) -> None:
    assert read(f"a: {text}\nb: '{text}'\nc: \"{text}\"") == {"a": None, "b": text, "c": text}


def test_blocks_and_quotes_are_read_as_yaml_says(loader: str) -> None:
    text = 'a: >-\n  one\n  two\nb: |\n  one\n  two\nc: "x\\u00e9"\n# end\n'
    assert read(text) == {"a": "one two", "b": "one\ntwo\n", "c": "xé"}


def test_places_count_characters_and_lines_from_one(loader: str) -> None:
    document, _ = compose("t.yaml", "é: 😀x\nlist:\n  - {a: b}\n".encode())
    assert document is not None
    assert document.mark(("é",)) == Mark("t.yaml", 1, 4)
    assert document.mark(("list", 0, "a")) == Mark("t.yaml", 3, 9)
    assert document.mark(("list", 0, "a"), of_key=True) == Mark("t.yaml", 3, 6)
    assert document.mark(("list", 7, "a")) == Mark("t.yaml", 3, 3)


def test_lines_with_carriage_returns_count_once(loader: str) -> None:
    document, mistakes = compose("t.yaml", b"a: 1\r\nb: 2\r\n")
    assert not mistakes
    assert document is not None
    assert plain(document.root) == {"a": "1", "b": "2"}
    assert document.mark(("b",)).line == 2


REFUSED = [
    ("a: &x b", 1, 4, "case.anchor"),
    ("a: *x", 1, 4, "case.alias"),
    ("a: &x {b: c}\nd: *x", 2, 4, "case.alias"),
    ("a: !!str b", 1, 4, "case.tag"),
    ("a: !x {b: c}", 1, 4, "case.tag"),
    ("a: !!python/object/apply:os.system [ls]", 1, 4, "case.tag"),
    ("a: b\nc: d\na: e", 3, 1, "case.duplicate-key"),
    ("x: {a: b, a: c}", 1, 11, "case.duplicate-key"),
    ("a: b\n---\nc: d", 2, 1, "case.documents"),
    ("%YAML 1.2\n---\na: b", 1, 1, "case.directive"),
    ("? [a, b]\n: c", 1, 3, "case.key"),
    ("? {a: b}\n: c", 1, 3, "case.key"),
    ("{~: c}", 1, 2, "case.key"),
    ("~: c", 1, 1, "case.key"),
    ("", 1, 1, "case.empty-file"),
    ("# only words\n\n", 1, 1, "case.empty-file"),
    ("---\n", 1, 1, "case.empty-file"),
    ("- a\n- b", 1, 1, "case.wrong-shape"),
    ("just words", 1, 1, "case.wrong-shape"),
    ("a:\n\tb: c", 2, 1, "case.tab"),
    ("a: b: c", 1, 5, "case.syntax"),
    ("a: [b, c", 1, 9, "case.syntax"),
    ('a: "b', 1, 6, "case.syntax"),
    ("a: b\n c: d", 2, 3, "case.syntax"),
    ("a: @b", 1, 4, "case.syntax"),
    ("a: x\x07y", 1, 5, "case.character"),
    ("a: x\x00y", 1, 5, "case.character"),
    ("a: x\u2028y", 1, 5, "case.character"),
    ("a: x\x85y", 1, 5, "case.character"),
    ("a: x\ry", 1, 5, "case.character"),
    ("a: x\ufeffy", 1, 5, "case.character"),
    ('a: "x\\0y"', 1, 4, "case.character"),
    ('a: "x\\e[31my"', 1, 4, "case.character"),
    ('a: "x\\u2029y"', 1, 4, "case.character"),
    ('a: "x\\u202Ey"', 1, 4, "case.character"),
    ('a: [b, "\\u200b"]', 1, 8, "case.character"),
    ('"a\\U00002066": b', 1, 1, "case.character"),
    ("# a\u202e comment\na: b", 1, 4, "case.character"),
    ("a: data:image/png;base64,AAAA", 1, 4, "case.data-uri"),
    ("a: see DATA:video/mp4,xx", 1, 4, "case.data-uri"),
    ('a: "d\\x61ta:audio/mpeg;base64,AA"', 1, 4, "case.data-uri"),
    ('a: "data:\\\n  image/png;base64,AA"', 1, 4, "case.data-uri"),
    ("a: data:application/pdf;base64,AA", 1, 4, "case.data-uri"),
    ("a: data:;base64,AA", 1, 4, "case.data-uri"),
    ("data:image/gif,x: b", 1, 1, "case.data-uri"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_is_no_plain_text_is_refused_with_its_place(
    text: str, line: int, column: int, code: str, loader: str
) -> None:
    _, mistakes = compose("case.yaml", text.encode())
    found = [(mistake.code, mistake.line) for mistake in mistakes]
    assert (code, line) in found
    mistake = mistakes[found.index((code, line))]
    assert mistake.remedy
    assert mistake.column == column or code == "case.syntax"  # the two parsers point at slightly different signs


HIDDEN = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF]


@pytest.mark.parametrize("code", HIDDEN, ids="U+{:04X}".format)
@pytest.mark.parametrize("form", ["a: x\n\nb: x{}y", 'a: x\n\nb: "x{}y"'])
def test_hidden_characters_are_named_with_what_to_do(code: int, form: str, loader: str) -> None:
    for written in (chr(code), f"\\u{code:04x}") if '"' in form else (chr(code),):
        _, (mistake,) = compose("case.yaml", form.format(written).encode())
        assert (mistake.code, mistake.line) == ("case.character", 3)
        assert f"U+{code:04X} is hidden" in mistake.message
        assert mistake.remedy == f"take it out; write U+{code:04X} in words if the character itself matters"


def test_joiners_are_letters(loader: str) -> None:
    words = "می\u200cخواهم 👩\u200d💻"
    document, mistakes = compose("case.yaml", f"a: {words}".encode())
    assert (plain(document.root), mistakes) == ({"a": words}, [])


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"\xef\xbb\xbfa: b", 1, 1, "byte-order mark"),
        ("a: b".encode("utf-16"), 1, 1, "UTF-16"),
        ("a: é".encode("latin-1"), 1, 4, "0xe9"),
        (b"a: b\nc: \xc3\xa9 \xff", 2, 6, "0xff"),
        (b"a: \xed\xa0\x80", 1, 4, "0xed"),
    ],
)
def test_other_encodings_are_refused_where_they_begin(data: bytes, line: int, column: int, words: str) -> None:
    document, (mistake,) = compose("case.yaml", data)
    assert document is None
    assert (mistake.line, mistake.column, mistake.code) == (line, column, "case.encoding")
    assert words in mistake.message


def test_words_about_data_are_no_data_uri() -> None:
    assert read("a: the data:image ratio\nb: metadata:image/png;x\nc: 'data: image/png, video/mp4'")


def test_all_mistakes_of_form_are_told_together(loader: str) -> None:
    _, mistakes = compose("t.yaml", b"a: &x 1\nb: *x\na: !!int 3\n")
    assert [mistake.code for mistake in mistakes] == ["case.anchor", "case.alias", "case.duplicate-key", "case.tag"]


def test_the_first_of_two_equal_keys_is_kept() -> None:
    document, _ = compose("t.yaml", b"a: 1\na: 2\n")
    assert document is not None
    assert plain(document.root) == {"a": "1"}


@pytest.mark.parametrize("text", ["[" * 1000, "{a: " * 1000, "a:\n" + "- " * 1000])
def test_depth_is_bounded(text: str, loader: str) -> None:
    document, mistakes = compose("t.yaml", text.encode())
    assert document is None
    assert [mistake.code for mistake in mistakes] == ["case.too-deep"]


def test_fifty_levels_are_read() -> None:
    assert read("a: " + "[" * 49 + "]" * 49)


def test_size_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_BYTES", 10)
    assert [mistake.code for mistake in compose("t.yaml", b"a: 34567890")[1]] == ["case.too-large"]
    monkeypatch.setattr(marks, "MAX_VALUES", 3)
    assert [mistake.code for mistake in compose("t.yaml", b"[1,2,3]")[1]] == ["case.too-large"]


def test_mistakes_of_form_are_bounded() -> None:
    document, mistakes = compose("t.yaml", b"a: [" + b"&x b, " * 5000 + b"]")
    assert document is None
    assert len(mistakes) == marks.MAX_MISTAKES


def test_marks_lead_to_every_value() -> None:
    text = "a: one\nb:\n  - two\n  - {c: three, d: [four]}\n"
    document, _ = compose("timeline.yaml", text.encode())
    assert document is not None
    places = Marks({"timeline": document})
    scalars = {path: node.text for path, node in walk(("timeline",), document.root) if isinstance(node, Scalar)}
    assert set(scalars) < set(places)
    assert len(places) == 8
    for path, word in scalars.items():
        mark = places[path]
        assert text.split("\n")[mark.line - 1][mark.column - 1 :].startswith(word or "")
    assert ("timeline", "x") not in places
    assert () not in places


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(texts)
def test_any_text_gives_nodes_or_mistakes(text: str) -> None:
    document, mistakes = compose("t.yaml", text.encode())
    assert (document is None) <= bool(mistakes)


@given(st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3)))
def test_both_parsers_read_the_same(value: object) -> None:
    data = yaml.safe_dump({"a": value}, allow_unicode=True).encode()
    first, told = compose("t.yaml", data)
    original = marks._LOADER
    try:
        marks._LOADER = yaml.SafeLoader
        second, told_again = compose("t.yaml", data)
    finally:
        marks._LOADER = original
    assert [mistake.code for mistake in told] == [mistake.code for mistake in told_again]
    if first is not None and second is not None:
        assert plain(first.root) == plain(second.root)
        assert list(Marks({"t": first}).items()) == list(Marks({"t": second}).items())
