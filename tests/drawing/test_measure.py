"""Measured text never says less than is drawn, and wrapped lines never exceed their width."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.measure import broken, font_file, has_glyph, text_width, wrap

TEXTS = st.text(st.sampled_from("abc WMi.,-é漢🙂\u0301 "), max_size=80)


@pytest.mark.parametrize("bold", [False, True])
def test_a_width_is_the_sum_of_the_advances_of_the_font(bold: bool) -> None:
    with TTFont(font_file(bold)) as font:
        cmap, metrics, em = font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm
        expected = sum(metrics[cmap[ord(c)]][0] for c in "Wild 15:00 é") / em * 12
    assert text_width("Wild 15:00 é", 12, bold) == pytest.approx(expected)


def test_digits_are_tabular_so_times_line_up() -> None:
    assert len({text_width(digit, 12) for digit in "0123456789"}) == 1


def test_characters_outside_the_font_count_as_wide_ones_and_marks_as_nothing() -> None:
    assert not has_glyph("漢")
    assert text_width("漢", 10) == 10
    assert text_width("🙂", 10) > 12
    assert text_width("\u0483\u0488\U00010a01", 10) < text_width("aaa", 10)


@given(TEXTS, st.floats(15, 200))
def test_no_wrapped_line_exceeds_the_width_and_no_character_is_lost(text: str, width: float) -> None:
    lines = wrap(text, width, 10)
    assert lines
    assert all(text_width(line, 10) <= width + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(st.sampled_from("abcWé漢"), min_size=1, max_size=40), st.floats(0.1, 100))
def test_pieces_of_a_word_join_to_the_word(word: str, width: float) -> None:
    pieces = broken(word, width, 10)
    assert "".join(pieces) == word
    assert all(len(piece) == 1 or text_width(piece, 10) <= width + 1e-6 for piece in pieces)


def test_no_line_breaks_inside_what_is_read_as_one_character() -> None:
    wholes = ["e\u0301", "\U0001f469\u200d\U0001f4bb", "\U0001f1e9\U0001f1ea", "\u2764\ufe0f", "\U0001f44d\U0001f3fd"]
    assert broken("".join(wholes), 1, 10) == tuple(wholes)
