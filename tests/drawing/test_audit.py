"""Each fault of a picture is found, and a clean one has none."""

from __future__ import annotations

import pytest

from rca.drawing.audit import overlaps, problems
from rca.drawing.contrast import contrast, inside
from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Shape, Span, Style, Text
from rca.drawing.words import text_line

LINE = Style(stroke="rule")


def words(text: str, x: float = 20, y: float = 20, **more: object) -> Text:
    return text_line(x, y, [Span(text, str(more.pop("color", "ink")))], **more)  # type: ignore[arg-type]


def found(*shapes: Shape) -> tuple[str, ...]:
    return problems(Scene(200, 100, "", "", shapes))


def test_a_clean_picture_has_no_problems() -> None:
    node = Rect(10, 5, 100, 30, Style(fill="bluet", stroke="blue"), group="F1")
    assert found(node, words("in a box", group="F1"), Line(((10, 60), (190, 60)), LINE), words("below", y=80)) == ()


def test_texts_that_overlap_are_named() -> None:
    one, two = words("one one"), words("two two", x=30, y=24)
    assert found(one, two) == ("'one one' overlaps 'two two'",)
    assert overlaps(Scene(200, 100, "", "", (two, one))) == ((two, one),)
    assert found(words("one"), words("two", y=35)) == ()


@pytest.mark.parametrize(("x", "y"), [(-5, 20), (180, 20), (20, 5), (20, 99)])
def test_text_out_of_the_page_is_named(x: float, y: float) -> None:
    assert found(words("too far", x=x, y=y)) == ("'too far' leaves the page",)


def test_text_out_of_its_box_is_named() -> None:
    node = Rect(10, 5, 40, 30, Style(fill="bluet"), group="F1")
    assert found(node, words("much too long", group="F1")) == ("'much too long' leaves the box F1",)


def test_small_and_understated_text_is_named() -> None:
    assert found(words("tiny", size=9)) == ("'tiny' is smaller than 10",)
    lying = Text(20, 20, (Span("a long line"),), 12, 5.0)
    assert found(lying) == ("'a long line' is wider than it says",)


def test_a_line_under_words_needs_a_ground_between() -> None:
    line = Line(((0, 17), (200, 17)), LINE)
    assert found(line, words("bare")) == ("'bare' stands on a line without a ground",)
    assert found(line, words("padded", pad="paper")) == ()
    assert found(line, Rect(10, 5, 80, 25, Style(fill="panel")), words("covered")) == ()
    assert found(line, Rect(10, 5, 80, 25, Style(fill="panel", opacity=0.5)), words("bare")) != ()
    diamond = Polygon(((0, 17), (60, -40), (120, 17), (60, 80)), Style(fill="panel"))
    assert found(line, diamond, words("in")) == ()


def test_a_line_over_words_and_a_break_through_them_are_named() -> None:
    slanted = Line(((0, 0), (100, 40)), LINE)
    assert found(words("crossed"), slanted) == ("'crossed' has a line drawn over it",)
    axis_break = Line(((25, 0), (28, 50), (25, 100)), LINE, group="break")
    assert found(axis_break, words("cut", pad="paper")) == ("'cut' crosses an axis break",)


def test_words_that_do_not_stand_out_are_named() -> None:
    dark = Circle(40, 16, 40, Style(fill="ink"))
    assert any("contrast" in problem for problem in found(dark, words("dark")))
    assert found(words("fine", color="grey")) == ()
    assert found(Rect(0, 0, 200, 100, Style(fill="blue", opacity=0.6)), words("half")) != ()


def test_colours_that_are_no_tokens_are_named_first() -> None:
    assert found(words("red", color="red")) == ("'red' is no token of the palette",)
    assert found(Rect(0, 0, 1, 1, Style(fill="#fff"))) == ("'#fff' is no token of the palette",)


def test_contrast_of_black_on_white_and_of_equals() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_places_in_a_concave_polygon() -> None:
    arrow = ((0, 0), (10, 5), (0, 10), (4, 5))
    assert inside(arrow, (5, 5))
    assert not inside(arrow, (2, 5))
