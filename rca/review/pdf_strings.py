"""Every string that a PDF file holds, for the leak scan: printed text, and what no reader sees on a page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO


def pdf_strings(content: bytes) -> tuple[list[str], list[str]]:
    """Return the strings of a PDF file.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    tuple of list of str and list of str
        The printed text of all pages as one text, since a sentence may go on overleaf; then titles, alternative
        texts, bookmarks, addresses, names, metadata and attachments.
    """
    import pypdfium2
    from pypdf import PdfReader
    from pypdf.generic import StreamObject

    reader = PdfReader(BytesIO(content))
    others: list[str] = []
    for number in sorted({*reader.xref_objStm, *(number for table in reader.xref.values() for number in table)}):
        value = reader.get_object(number)
        others.extend(_strings(value))
        if isinstance(value, StreamObject) and value.get("/Type") in {"/Metadata", "/EmbeddedFile"}:
            others.append(value.get_data().decode(errors="replace"))
    with pypdfium2.PdfDocument(content) as document:  # thirty times as fast as pypdf at reading words
        printed = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return [printed], others


def _strings(value: object) -> Iterator[str]:
    """Yield the strings inside one object; objects that it refers to have their own turn."""
    if isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, str):
        yield value
