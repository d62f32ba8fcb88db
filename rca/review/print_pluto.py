"""Printing with PlutoPrint, which knows one size of paper a document: figures are printed apart and put in place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

_SHEET: Final = re.compile(r'(<section class="sheet \w+">.*?</section>)', re.DOTALL)
_NAME: Final = re.compile(r'<section class="sheet (\w+)">')


def print_pluto(page: str) -> bytes:
    """Return a page as PDF.

    Parameters
    ----------
    page : str
        HTML that carries its fonts as data; a ``<section class="sheet NAME">`` has the size of ``@page NAME``.

    Returns
    -------
    bytes
        The file; pages are numbered through, links between its parts lead nowhere.
    """
    from pypdf import PdfReader, PdfWriter

    pieces = list(_pieces(page))
    counts = [_book(piece).get_page_count() for piece in pieces]
    writer = PdfWriter()
    for number, piece in enumerate(pieces):
        rules = (
            f"@page:first{{counter-reset:page {sum(counts[:number]) + 1}}}"
            f'@page{{@bottom-right{{content:"Page " counter(page) " of {sum(counts)}"}}}}'
        )
        printed = BytesIO()
        numbered = piece if len(pieces) == 1 else piece.replace("</style>", f"{rules}</style>", 1)
        _book(numbered).write_to_pdf_stream(printed)
        reader = PdfReader(printed)
        writer.append(reader, import_outline=True)
        if number == 0:
            writer.metadata = reader.metadata
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _pieces(page: str) -> Iterator[str]:
    """Yield pages of one size each: what flows up to a figure, the figure, what flows on."""
    head, body = page.split("<body>", 1)
    for part in filter(str.strip, _SHEET.split(body.removesuffix("</html>").replace("</body>", ""))):
        named = _NAME.match(part)
        size = re.search(rf"@page {named[1]}(\{{[^}}]*\}})", head) if named else None
        sized = head.replace("</style>", f"@page{size[1]}</style>", 1) if size else head
        if re.search(r"\w", re.sub(r"<[^>]*>", "", part)):
            yield f"{sized}<body>{part}</body></html>"


def _book(page: str) -> Any:
    import plutoprint

    class Inside(plutoprint.ResourceFetcher):
        """Hands out what the page itself carries, nothing from disk or network."""

        def fetch_url(self, url: str) -> Any:
            if not url.startswith("data:"):
                raise ValueError("the page refers to nothing outside itself")
            return super().fetch_url(url)

    book = plutoprint.Book()
    book.custom_resource_fetcher = Inside()
    book.load_html(page, base_url="about:blank")
    return book
