"""Spans wrap like words do, keep their styles, and lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.scene import Span
from rca.drawing.words import GLUE, balanced, fit, glued, joined, plain, spans_width, text_line, wrap_spans

RUNS = st.lists(
    st.builds(
        Span,
        st.text(st.sampled_from("abc  WMé漢" + GLUE), max_size=40).map(str.strip),
        st.sampled_from(["ink", "grey"]),
        st.booleans(),
    ),
    max_size=4,
).map(joined)


def letters(lines: object) -> str:
    return "".join("".join(span.text for line in lines for span in line).split())  # type: ignore[attr-defined]


@given(RUNS, st.floats(20, 300))
def test_no_line_exceeds_the_width_and_nothing_is_lost(runs: tuple[Span, ...], width: float) -> None:
    lines = wrap_spans(runs, width, 10)
    assert all(spans_width(line, 10) <= width + 1e-6 for line in lines)
    assert letters(lines) == letters([runs])


@given(RUNS, st.floats(20, 300))
def test_balanced_lines_are_as_few_and_no_wider(runs: tuple[Span, ...], width: float) -> None:
    lines = balanced(runs, width, 10)
    assert len(lines) == len(wrap_spans(runs, width, 10))
    assert all(spans_width(line, 10) <= width + 1e-6 for line in lines)
    assert letters(lines) == letters([runs])


def test_each_word_keeps_its_weight_and_colour() -> None:
    runs = joined([Span("20:17", bold=True), Span("a post appeared"), Span("E7", "grey")])
    lines = wrap_spans(runs, 60, 10)
    styles = {word: (span.bold, span.color) for line in lines for span in line for word in span.text.split()}
    assert styles["20:17"] == (True, "ink")
    assert styles["E7"] == (False, "grey")
    assert styles["appeared"] == (False, "ink")


def test_glued_words_stay_on_one_line_while_they_fit() -> None:
    runs = joined([Span("a few words here"), Span(f"{GLUE}E7", "grey")])
    for width in range(40, 120, 5):
        last = "".join(span.text for span in wrap_spans(runs, width, 10)[-1])
        assert last.endswith(f"here{GLUE}E7")
    narrow = wrap_spans([Span(glued("about 1 min after E17"), bold=True)], 60, 10)
    assert [span.text for line in narrow for span in line] == ["about 1", "min after", "E17"]


def test_hostile_text_becomes_one_plain_line() -> None:
    assert plain("a\x00b\u202ec\nd\ud800") == "a b c d"
    assert len(fit("a\x07\u2066b")) == 4


def test_a_line_knows_its_width() -> None:
    line = text_line(5, 10, joined([Span("one"), Span("two", bold=True)]), 12)
    assert line.width == spans_width(line.spans, 12)
    assert line.pad_box[0] < line.box[0] < line.box[2] < line.pad_box[2]
