"""Which engine prints, and what is said where none does."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from rca.errors import InputError, MissingToolError
from rca.review.pdf_strings import pdf_strings
from rca.review.print_engines import BROWSER_VARIABLE, ENGINES, Engine, choose, print_page

PAGE = (
    '<!doctype html><html lang="en"><head><title>Named</title><style>@font-face{font-family:Paper;src:url(font:sans)}'
    "@page{size:200pt 300pt}@page tall{size:300pt 500pt}section.tall{page:tall;break-before:page;break-after:page}"
    'body{font:12pt Paper}</style></head><body><p>before</p><section class="sheet tall"><p>drawn</p></section>'
    '<p>after <a href="#x">x</a><img src="file:///etc/hostname" alt="p"></p></body></html>'
)


def engine(name: str, found: str | Exception, tagged: bool = True) -> Engine:
    def find() -> str:
        if isinstance(found, Exception):
            raise found
        return found

    return Engine(name, tagged, f"get {name}", find, lambda page: f"{name} {page}".encode())


def test_the_first_that_serves_prints() -> None:
    engines = [engine("A", LookupError("no library")), engine("B", "2", tagged=False), engine("C", "3")]
    printed = print_page("page", engines)
    assert (printed.content, printed.engine, printed.version, printed.tagged) == (b"B page", "B", "2", False)
    assert choose([engine("A", "1"), *engines])[0].name == "A"


def test_where_none_serves_each_reason_and_remedy_is_named() -> None:
    with pytest.raises(MissingToolError) as caught:
        choose([engine("A", LookupError("no library")), engine("B", LookupError("not installed"))])
    error = caught.value
    assert isinstance(error, InputError)
    assert error.tried == ("A: no library", "B: not installed")
    assert error.remedy == "get A; or get B"
    assert "A: no library; B: not installed (get A; or get B)" in str(error)
    assert error.after([Path("report.html")]).written == (Path("report.html"),)


def test_the_order_is_tagged_and_light_first() -> None:
    assert [(each.name, each.tagged) for each in ENGINES] == [
        ("WeasyPrint", True), ("PlutoPrint", False), ("browser", True),
    ]  # fmt: skip
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in ENGINES[0].remedy
    assert "rca[plutoprint]" in ENGINES[1].remedy


def test_a_browser_named_by_a_person_is_the_only_one_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    monkeypatch.setenv(BROWSER_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(LookupError, match="no Chrome, Edge or Chromium was found"):
        ENGINES[2].find()
    (tmp_path / "none").touch()
    assert ENGINES[2].find().startswith("none through Playwright")


@pytest.mark.parametrize(
    "number", [0, 1, pytest.param(2, marks=pytest.mark.browser)], ids=["weasyprint", "plutoprint", "browser"]
)
def test_each_engine_prints_figures_on_sheets_of_their_own(number: int) -> None:
    try:
        ENGINES[number].find()
    except LookupError as error:
        pytest.skip(f"{ENGINES[number].name}: {error}")
    reader = PdfReader(BytesIO(ENGINES[number].write(PAGE)))
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages] == [
        (200, 300), (300, 500), (200, 300),
    ]  # fmt: skip
    assert [page.extract_text().split()[0] for page in reader.pages] == ["before", "drawn", "after"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Named"
    assert bool(reader.trailer["/Root"].get("/MarkInfo")) == ENGINES[number].tagged


@pytest.fixture
def written() -> Callable[[Callable[[PdfWriter], object]], tuple[str, str]]:
    """Returns the texts and the other strings of a file after something was put into it."""

    def make(put: Callable[[PdfWriter], object]) -> tuple[str, str]:
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        put(writer)
        out = BytesIO()
        writer.write(out)
        texts, others = pdf_strings(out.getvalue())
        return "\n".join(texts), "\n".join(others)

    return make


def _put_metadata(writer: PdfWriter) -> None:
    stream = DecodedStreamObject()
    stream.set_data(b"<x>hidden words</x>")
    stream[NameObject("/Type")] = NameObject("/Metadata")
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream.flate_encode())


@pytest.mark.parametrize(
    "put",
    [
        lambda writer: writer.add_metadata({"/Title": "hidden words"}),
        lambda writer: writer.add_outline_item(title="hidden words", page_number=0),
        lambda writer: writer.add_attachment(filename="a.txt", data=b"hidden words"),
        lambda writer: writer.add_attachment(filename="hidden words.txt", data=b""),
        lambda writer: writer.add_uri(0, "https://a.example/hidden words", (0, 0, 9, 9)),
        lambda writer: writer.add_named_destination("hidden words", 0),
        _put_metadata,
    ],
    ids=["title", "bookmark", "attachment", "name of an attachment", "address", "destination", "metadata"],
)
def test_the_scan_sees_what_no_page_shows(
    written: Callable[[Callable[[PdfWriter], object]], tuple[str, str]], put: Callable[[PdfWriter], object]
) -> None:
    assert "hidden words" in written(put)[1]
    assert "hidden words" not in "".join(written(lambda writer: None))
