from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.scene import Line as Stroke
from rca.drawing.scene import Scene, Span, Style, Text
from rca.review import blocks as b
from rca.review import html
from rca.review.defang import defang
from rca.review.paper import PAPERS, paper
from rca.review.style import style_sheet

_ALLOWED = {
    "p", "h2", "h3", "strong", "span", "code", "a", "br", "i", "ol", "ul", "li", "dl", "div", "dt", "dd", "b", "small",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "figure", "svg", "title", "desc",
    "rect", "path", "text", "tspan", "circle", "header", "h1",
}  # fmt: skip
_HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "javascript:alert(1)",
            "https://evil.example/a.js?x=1",
            "</style><style>@import 'https://evil.example'",
            "' onfocus=alert(1) autofocus='",
            "&lt;b&gt; &#x3c;",
        ]
    ),
)


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(text: str) -> _Seen:
    seen = _Seen()
    seen.feed(text)
    seen.close()
    return seen


def every_block(text: str) -> tuple[b.Block, ...]:
    line: b.Line = (b.Words(text), b.Marks((text,)), b.Tag(text, "done"), b.Boxes(1, 3, text), b.Break())
    label = Text(1, 2, (Span(text), Span(text, bold=True)), 12, 30)
    scene = Scene(20, 20, text, text, (label, Stroke(((0, 0), (1, 1)), Style(stroke="ink"))))
    table = b.Table((text, text), (b.Row((line, line), text),), line, text)
    return (
        b.Cover(text, text, text, text, text, line, (b.Fact(text, text),)),
        b.Heading(text, 2, line),
        b.Paragraph(line),
        b.Steps((line,)),
        b.Numbers((b.Number(text, text, text, line),)),
        table,
        b.Tree((b.Branch(line, (b.Branch(line),)),)),
        b.Entries((b.Entry(text, (line,), line, text),)),
        b.Definitions((b.Definition(text, line),)),
        b.Figure("figure", scene, text, (table,)),
        b.Details(text, (table,)),
        b.Callout("decision", text, (table,)),
        b.Provenance(text, text, (b.Definition(text, line),)),
    )


@given(_HOSTILE)
def test_case_text_never_becomes_markup(text: str) -> None:
    blocks = every_block(text)
    seen = read_html(html.fragment(blocks, html.anchors(blocks)))
    assert set(seen.tags) <= _ALLOWED
    names = {name for _, name, _ in seen.attributes}
    assert not {name for name in names if name.startswith("on")}
    assert not names & {"style", "src", "srcset", "action"}
    assert all(value.startswith("#") for _, name, value in seen.attributes if name in {"href", "xlink:href"})


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20))
def test_case_text_is_shown_as_it_stands(text: str) -> None:
    seen = read_html(html.fragment((b.Paragraph((b.Words(text),)),)))
    assert seen.text == defang(text)


def test_marks_lead_to_places_of_the_page_only() -> None:
    table = b.Table(("A", "B"), (b.Row(((b.Words("x"),), (b.Marks(("S1", "S2")),)), "S1"),), ())
    other = b.Paragraph((b.Marks(("S1", "S9")),))
    out = html.fragment((table, other), html.anchors((table, other)))
    assert '<a href="#S1">S1</a> S9' in out
    assert out.count('href="#S1"') == 1, "a mark does not lead to the row in which it stands"


def test_a_narrow_page_can_label_each_cell() -> None:
    out = html.fragment((b.Table(("Action", "Strength"), (b.Row(((b.Words("x"),), (b.Words("y"),))),), ()),))
    assert '<th scope="row" role="rowheader">x</th>' in out
    assert 'data-label="Strength">y' in out
    assert '<th scope="col" role="columnheader">Action</th>' in out


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((b.Words("a"), b.Marks(("S1",)), b.Words(", and b")), 'a <span class="src nb">S1</span>, and b'),
        ((b.Words("a"), b.Break(), b.Words("b")), "a<br>b"),
    ],
)
def test_parts_are_set_with_one_space_between_words(parts: b.Line, text: str) -> None:
    assert html.line(parts) == text


@pytest.mark.parametrize(
    ("height", "name"), [(300, "a4"), (690, "a4"), (691, "a3"), (1150, "a3"), (1600, "a2"), (9000, "a2")]
)
def test_tall_pictures_get_larger_paper(height: float, name: str) -> None:
    figure = b.Figure("f", Scene(1200, height, "t", "d", ()), "s", ())
    assert paper((b.Heading("x"), figure, b.Foreign("x"))) == name


@pytest.mark.parametrize(("name", "room"), [("a4", 146), ("a3", 244), ("a2", 363)])
def test_ten_units_of_a_picture_print_as_six_points(name: str, room: float) -> None:
    height = dict(PAPERS)[name]
    assert room / height * 10 >= 6 / 72 * 25.4 - 0.005
    assert f"max-height:{room}mm" in style_sheet()
