"""Whatever is written as YAML reads back as what it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.marks import compose
from rca.case.nodes import plain
from rca.case.spelling import Value, folded, literal, spell

signs = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"])
texts = st.text(signs | st.sampled_from(list("\n\t:#-,[]{}'\" ~!&*?|>%@`")), max_size=30).filter(
    lambda text: "data:" not in text.lower()
)
values = st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


def read(text: str) -> object:
    document, mistakes = compose("t.yaml", text.encode())
    assert not mistakes
    assert document is not None
    return plain(document.root)


@given(values)
def test_any_value_reads_back(value: Value) -> None:
    assert read(f"a: {spell(value, flow=False)}\n") == {"a": value}
    assert read(f"[{spell(value, flow=True)}]".join(["{a: ", "}"])) == {"a": [value]}


@pytest.mark.parametrize(
    ("text", "block", "flow"),
    [
        ("plain words", "plain words", "plain words"),
        ("2024-05-14", "2024-05-14", "2024-05-14"),
        ("~2024-05-14 13:00", "~2024-05-14 13:00", "~2024-05-14 13:00"),
        ("NO", "NO", "NO"),
        ("one, two", "one, two", '"one, two"'),
        ("S3:412", "S3:412", "S3:412"),
        ("a: b", '"a: b"', '"a: b"'),
        ("a #b", '"a #b"', '"a #b"'),
        ("~", '"~"', '"~"'),
        ("", '""', '""'),
        ("[E2]", '"[E2]"', '"[E2]"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, block: str, flow: str) -> None:
    assert spell(text, flow=False) == block
    assert spell(text, flow=True) == flow


def test_blocks_of_lines_read_back() -> None:
    text = "One sentence. " * 20 + "End.\nA second paragraph."
    assert read("a: " + literal(text, "  ", "\n")) == {"a": text}
    assert read("a: " + folded(text, "  ", "\n") + "\nb: c\n") == {"a": text, "b": "c"}
    assert max(map(len, folded(text, "  ", "\n").split("\n"))) <= 110
