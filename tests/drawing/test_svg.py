"""The SVG is one well-formed element with attributes only, and its text is text."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.palette import LIGHT
from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Shape, Span, Style, Text
from rca.drawing.svg import number, scene_svg
from rca.drawing.words import text_line

SVG = "{http://www.w3.org/2000/svg}"


def scene(*shapes: Shape, title: str = "A title", description: str = "A finding.") -> Scene:
    return Scene(100, 50, title, description, shapes)


def parsed(drawn: Scene, prefix: str = "") -> ET.Element:
    return ET.fromstring(scene_svg(drawn, prefix))


def test_every_kind_of_shape_is_written() -> None:
    stroke = Style(stroke="plum", width=1.6, dash=(3, 2), round_ends=True)
    root = parsed(
        scene(
            Rect(1, 2, 3, 4, Style(fill="panel", opacity=0.5), radius=2),
            Circle(5, 5, 1, Style(fill="blue")),
            Line(((0, 0), (1, 1), (2.346, 0)), stroke),
            Polygon(((0, 0), (1, 1), (2, 0)), stroke),
            text_line(10, 20, [Span("one"), Span("two", "grey", bold=True)], anchor="end", pad="panel"),
        )
    )
    names = [element.tag.removeprefix(SVG) for element in root]
    assert names == ["title", "desc", "rect", "rect", "circle", "path", "path", "rect", "text"]
    line, closed = root.findall(f"{SVG}path")
    assert line.get("d") == "M0 0L1 1L2.35 0"
    assert str(closed.get("d")).endswith("Z")
    assert line.attrib["stroke-dasharray"] == "3 2"
    assert line.attrib["class"] == "s-plum"
    assert line.attrib["stroke"] == LIGHT["plum"]
    text = root.find(f"{SVG}text")
    assert text is not None
    assert text.get("text-anchor") == "end"
    assert [(span.text, span.get("font-weight"), span.get("class")) for span in text] == [
        ("one", None, "f-ink"),
        ("two", "700", "f-grey"),
    ]


def test_it_is_an_image_with_a_name_and_a_finding() -> None:
    root = parsed(scene(), "tree")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "tree-title tree-desc"
    assert [element.get("id") for element in root[:2]] == ["tree-title", "tree-desc"]
    assert [element.text for element in root[:2]] == ["A title", "A finding."]
    assert "DejaVu Sans" in str(root.get("font-family"))
    assert root.get("viewBox") == "0 0 100 50"


def test_two_pictures_get_different_ids_without_being_told() -> None:
    one, two = parsed(scene(title="One")), parsed(scene(title="Two"))
    assert one.get("aria-labelledby") != two.get("aria-labelledby")
    assert scene_svg(scene(title="One")) == scene_svg(scene(title="One"))


@given(st.text(max_size=60))
def test_hostile_text_stays_text(text: str) -> None:
    hostile = f"</text><script>alert(1)</script>{text}"
    drawn = scene(Text(1, 10, (Span(hostile),), 12, 10), Text(1, 30, (Span(text), Span("x")), 12, 10), title=hostile)
    root = parsed(drawn)
    assert root.find(f".//{SVG}script") is None
    written = root.findall(f"{SVG}text")[0].text or ""
    assert written.startswith("</text><script>alert(1)</script>")
    assert len(written) == len(hostile)


def test_nothing_but_presentation_attributes() -> None:
    svg = scene_svg(scene(text_line(1, 10, [Span("style=\"x\" <style> onload='y'")])))
    root = ET.fromstring(svg)
    attributes = {name for element in root.iter() for name in element.attrib}
    assert "style" not in attributes
    assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"<(style|script|image|foreignObject|filter)\b", svg)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.001, "0"), (1.5, "1.5"), (100, "100"), (2 / 3, "0.67"), (-3.10, "-3.1")]
)
def test_numbers_have_two_decimals_at_most(value: float, text: str) -> None:
    assert number(value) == text
