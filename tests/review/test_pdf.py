"""The printed review: what a reader, a screen reader and a printer find in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from pypdf import PdfReader

from rca.drawing.scene import Scene, Span, Text
from rca.errors import LeakError, MissingToolError
from rca.review.audiences import read_audience
from rca.review.blocks import Cover, Fact, Figure, Heading, Paragraph, Provenance, Row, Slide, Table, Words
from rca.review.pdf import PdfExporter
from rca.review.print_engines import ENGINES
from rca.review.review import Review, Section
from rca.review.scan import Denied, Guard
from rca.review.sheets import SHEETS

COVER = Cover(
    "Review: x", "FULL \"COPY\" }</style>", "Public.", "Review of case x", "It <happened>", (Words("Lead."),),
    (Fact("A", "b"),),
)  # fmt: skip
SCENE = Scene(1200, 400, "Timeline: x", "One event.", (Text(10, 20, (Span("first mark"),), 11, 60),))
TABLE = Table(("Source", "Kind"), tuple(Row(((Words(f"Row {n}"),), (Words("news"),))) for n in range(3)), ())
LONG = replace(TABLE, rows=TABLE.rows * 100)
SLIDE = Slide("cover", "cover", "A slide that says it", lead=(Words("Lead of it."),))


def small(audience: str = "full") -> Review:
    made = {
        "cover": (COVER, SLIDE),
        "numbers": (Heading("What happened"), Paragraph((Words("One thing."),))),
        "timeline": (Heading("It took an hour"), Figure("timeline", SCENE, "As a table", (TABLE,))),
        "provenance": (Provenance("Where this comes from", "Computed.", ()),),
    }
    return Review("x", audience, tuple(Section("x", audience, name, blocks) for name, blocks in made.items()))


@pytest.fixture
def export(as_notebook: Callable[..., NotebookNode]) -> Callable[..., bytes]:
    """Prints a review with WeasyPrint; skips where that cannot be used."""
    try:
        ENGINES[0].find()
    except LookupError as error:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"WeasyPrint: {error}")

    def make(review: Review, **traits: Any) -> bytes:
        content, resources = PdfExporter(**traits).from_notebook_node(as_notebook(review))
        assert resources["output_extension"] == ".pdf"
        assert resources["printed"].engine == "WeasyPrint"
        return bytes(content)

    return make


def texts(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


def structure(content: bytes) -> list[Any]:
    reader = PdfReader(BytesIO(content))
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, dict):
            found.append(node)
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                walk(child)

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_every_page_says_whose_copy_it_is_and_which_page(export: Callable[..., bytes]) -> None:
    pages = texts(export(small()))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert 'FULL "COPY" }</style>' in page
        assert "Public." in page
        assert f"Page {number} of {len(pages)}" in page
        assert "x: Review: x" in page


def test_a_screen_reader_finds_title_language_bookmarks_and_words_for_figures(export: Callable[..., bytes]) -> None:
    content = export(small())
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Review: x"
    assert [mark.title for mark in _flat(reader.outline)] == [
        "It <happened>", "What happened", "It took an hour", "As a table", "Where this comes from",
    ]  # fmt: skip
    nodes = structure(content)
    assert [node["/Alt"] for node in nodes if node.get("/S") == "/Figure"] == ["Timeline: x. One event."]
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD"} <= {node.get("/S") for node in nodes}
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def _flat(outline: list[Any]) -> list[Any]:
    return [each for item in outline for each in (_flat(item) if isinstance(item, list) else [item])]


def test_the_same_notebook_gives_the_same_bytes_without_a_date(export: Callable[..., bytes]) -> None:
    first, second = export(small()), export(small())
    assert first == second
    assert not {"/CreationDate", "/ModDate"} & set(PdfReader(BytesIO(first)).metadata or {})


def test_a_long_table_is_cut_and_says_so(export: Callable[..., bytes]) -> None:
    review = Review("x", "full", (Section("x", "full", "checks", (Heading("Rows"), LONG)),))
    words = " ".join(" ".join(texts(export(review))).split())
    assert words.count("Row ") == 250
    assert "50 further rows not printed." in words
    assert words.count("Source Kind") > 3, "each page repeats the heads of the columns"


def test_a_machine_without_fonts_prints_every_word(export: Callable[..., bytes], tmp_path: Path) -> None:
    del export  # only for its skip
    empty = tmp_path / "fonts.conf"
    empty.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>')
    code = (
        "import sys; from rca.review.print_engines import ENGINES; from rca.review.pdf_style import deck_style\n"
        "from rca.drawing.svg import scene_svg; from rca.review.pdf_body import with_fonts\n"
        "from rca.drawing.scene import *\n"
        "scene = Scene(200, 50, 't', 'd', (Text(10, 20, (Span('drawn words', bold=True),), 11, 60),))\n"
        "page = f'<html lang=en><style>{deck_style()}</style><body><p>set words</p>{with_fonts(scene_svg(scene))}'\n"
        "sys.stdout.buffer.write(ENGINES[0].write(page))"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(empty), "FONTCONFIG_PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    words = " ".join(texts(done.stdout))
    assert "set words" in words
    assert "drawn words" in words


def test_slides_are_pages_of_sixteen_by_nine(export: Callable[..., bytes]) -> None:
    content = export(small(), layout="deck")
    pages = PdfReader(BytesIO(content)).pages
    assert [(page.mediabox.width, page.mediabox.height) for page in pages] == [(960, 540)]
    assert "A slide that says it" in texts(content)[0]


@pytest.mark.parametrize(
    ("value", "layout"),
    [("One thing", "report"), ("first mark", "report"), ("One event", "report"), ("lead of it", "deck")],
)
def test_a_denied_value_is_found_wherever_it_stands(export: Callable[..., bytes], value: str, layout: str) -> None:
    guard = Guard(read_audience("full"), (Denied("case.x", value),))
    with pytest.raises(LeakError, match=rf"{layout}\.pdf.*case\.x"):
        export(small(), layout=layout, guard=guard)
    assert guard.hits("any.pdf", export(small(), layout=layout)) == ["case.x"]


def test_a_copy_that_was_not_scanned_says_so(export: Callable[..., bytes]) -> None:
    assert "not scanned: no case was given" in " ".join(texts(export(small())))
    assert "full profile: no hit" in " ".join(texts(export(small(), guard=Guard(read_audience("full"), ()))))


def test_the_real_case_loses_no_word_and_has_no_empty_page(
    export: Callable[..., bytes], reviews: dict[str, Review]
) -> None:
    content = export(reviews["leadership"], paper="letter")
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in PdfReader(BytesIO(content)).pages}
    assert sizes <= {(round(sheet.width, 4), round(sheet.height, 4)) for sheet in SHEETS["letter"]}
    pages = texts(content)
    assert min(map(len, pages)) > 600
    printed = "".join("".join(pages).split())
    scenes = [block.scene for block in reviews["leadership"].blocks if isinstance(block, Figure)]
    assert len(scenes) > 1
    missing = [line for scene in scenes for line in _lines(scene) if "".join(line.split()) not in printed]
    assert not missing


def _lines(scene: Scene) -> list[str]:
    return ["".join(span.text for span in text.spans) for text in scene.texts()]


def test_without_an_engine_it_says_what_to_get(as_notebook: Callable[..., NotebookNode]) -> None:
    with pytest.raises(MissingToolError, match=r"pdf: export\.missing-tool"):
        PdfExporter(engines=()).from_notebook_node(as_notebook(small()))


def test_a_figure_too_tall_for_any_sheet_is_printed_in_parts(export: Callable[..., bytes]) -> None:
    lines = tuple(Text(10, 20 + 40 * n, (Span(f"line {n}"),), 11, 60) for n in range(120))
    tall = Figure("timeline", replace(SCENE, height=4840, shapes=lines), "As a table", ())
    review = Review("x", "full", (Section("x", "full", "timeline", (Heading("It took long"), tall, SLIDE)),))
    pages = texts(export(review))
    assert len(pages) > 2
    words = " ".join(" ".join(pages).split())
    assert all(words.count(f"line {n} ") == 1 for n in range(119))


def test_figures_under_a_heading_take_one_sheet_each(export: Callable[..., bytes]) -> None:
    below = (Words("What limits what it shows. " * 12),)
    figures = [Figure(f"tree-{n}", replace(SCENE, height=1050), "As a list", ()) for n in (1, 2)]
    blocks = (Heading("A heading that is long enough for two lines on a sheet " * 2, below=below), *figures, SLIDE)
    content = export(Review("x", "full", (Section("x", "full", "causes", blocks),)))
    pages = PdfReader(BytesIO(content)).pages
    assert [round(page.mediabox.width) for page in pages] == [1191, 1191]
    assert all("Timeline: x" in page.extract_text() for page in pages), "several figures are named above each"


def test_the_exporter_has_its_name() -> None:
    from nbconvert.exporters import get_exporter

    assert get_exporter("rca.review.pdf.PdfExporter") is PdfExporter
