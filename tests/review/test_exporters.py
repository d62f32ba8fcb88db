from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from rca.errors import InputError, LeakError
from rca.review import exporters
from rca.review.audiences import read_audience
from rca.review.blocks import Cover, Fact, Heading, Marks, Paragraph, Provenance, Row, Table, Words
from rca.review.exporters import ReportExporter
from rca.review.review import Review, Section
from rca.review.scan import Denied, Guard

COVER = Cover(
    "Review: x", "LEADERSHIP COPY", "", "Review of case x", "It <happened>", (Words("Lead."),), (Fact("A", "b"),)
)
TABLE = Table(("Source",), (Row(((Words("S1 Report"),),), "S1"),), ())


def small(audience: str = "leadership") -> Review:
    made = {
        "cover": (COVER,),
        "numbers": (Heading("Numbers", new_page=True), Paragraph((Words("One"), Marks(("S1", "S2"))))),
        "provenance": (Provenance("Where this comes from", "Computed.", ()),),
        "sources": (TABLE,),
    }
    return Review("x", audience, tuple(Section("x", audience, name, blocks) for name, blocks in made.items()))


def export(notebook: NotebookNode, **traits: Any) -> str:
    page, resources = ReportExporter(**traits).from_notebook_node(notebook)
    assert resources["output_extension"] == ".html"
    return str(page)


def test_one_page_with_nothing_from_outside(as_notebook: Callable[..., NotebookNode]) -> None:
    page = export(as_notebook(small()))
    assert page.startswith("<!doctype html>")
    assert page.count("<style>") == page.count("<h1>") == 1
    assert "Content-Security-Policy" in page
    assert "default-src &#x27;none&#x27;" in page
    assert not re.search(r"<script|<link|<img|<iframe|\bstyle=|\bsrc=|https?://(?!www\.w3\.org/2000/svg)|@import", page)
    assert set(re.findall(r'href="(.)', page)) == {"#"}
    assert '<html lang="en">' in page
    assert '<main id="main"' in page
    assert 'class="skip" href="#main"' in page
    assert "It &lt;happened&gt;" in page
    assert '<a href="#S1">S1</a> S2' in page


def test_cover_sections_and_foot_lie_in_their_places(as_notebook: Callable[..., NotebookNode]) -> None:
    page = export(as_notebook(small()))
    order = ["<header>", "<main", '<section class="page a4">', "</main>", "<footer>", 'id="S1"']
    places = [page.index(part) for part in order]
    assert places == sorted(places)


def test_without_a_case_a_copy_for_inside_is_stamped(as_notebook: Callable[..., NotebookNode]) -> None:
    assert "not scanned: no case was given" in export(as_notebook(small()))
    guard = Guard(read_audience("leadership"), ())
    assert "leadership profile: no hit" in export(as_notebook(small()), guard=guard)


def test_without_a_case_a_copy_for_outside_is_refused(
    as_notebook: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = replace(read_audience("leadership"), external=True)
    monkeypatch.setattr(exporters, "read_audience", lambda name: outside)
    with pytest.raises(InputError, match=r"--RcaExporter.case=DIR"):
        export(as_notebook(small()))


def test_a_denied_value_in_a_cell_of_a_person_stops_the_export(as_notebook: Callable[..., NotebookNode]) -> None:
    guard = Guard(read_audience("leadership"), (Denied("case.source.note of S1", "from a friend of mine"),))
    note = nbformat.v4.new_markdown_cell("It came *from a friend* of mine.")
    with pytest.raises(LeakError, match=r"case.source.note of S1"):
        export(as_notebook(small(), note), guard=guard)


def test_cells_of_a_person_are_shown_without_code_and_pictures_counted(
    as_notebook: Callable[..., NotebookNode],
) -> None:
    output = nbformat.v4.new_output("display_data", data={"image/png": "aGk=", "text/plain": "<Figure>"})
    cells = [nbformat.v4.new_markdown_cell("# Added"), nbformat.v4.new_code_cell("secret_code()", outputs=[output])]
    page = export(as_notebook(small(), *cells))
    assert "<h2>Added</h2>" in page
    assert "secret_code" not in page
    assert "aGk=" not in page
    assert "1 picture or widget of other cells" in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda bundle: bundle.update(audience="full"), "one audience; got full and leadership"),
        (lambda bundle: bundle.update(schema="rca-blocks/9"), "rca-blocks/9"),
        (lambda bundle: bundle.update(blocks=[{"kind": "script"}]), "kind known here"),
        (lambda bundle: bundle.update(blocks=7), "the form that this library writes"),
    ],
)
def test_other_notebooks_are_refused_with_the_reason(
    as_notebook: Callable[..., NotebookNode], change: Callable[[Any], None], says: str
) -> None:
    notebook = as_notebook(small())
    change(next(iter(notebook.cells[0].outputs)).data["application/vnd.rca.block+json"])
    with pytest.raises(InputError, match=says):
        export(notebook)


def test_a_notebook_without_a_review_is_refused(as_notebook: Callable[..., NotebookNode]) -> None:
    with pytest.raises(InputError, match="got no review"):
        export(as_notebook(None))


def test_the_exporter_has_its_name() -> None:
    from nbconvert.exporters import get_exporter

    assert get_exporter("rca.review.exporters.ReportExporter") is ReportExporter
