"""Media are known by their names and by their first bytes; documents and tables are not media."""

from __future__ import annotations

import pytest

from rca.case.media import media_kind


@pytest.mark.parametrize(
    "head",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n....",
        b"GIF89a..",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        b"RIFF\x10\x00\x00\x00AVI LIST",
        b"RIFF\x10\x00\x00\x00WAVEfmt ",
        b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36",
        b"\x00\x00\x00\x20ftypisom",
        b"\x00\x00\x00\x1cftypheic",
        b"\x1aE\xdf\xa3\x01\x00",
        b"ID3\x04\x00",
        b"OggS\x00\x02",
        b"fLaC\x00",
        b"  <svg xmlns='http://www.w3.org/2000/svg'>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg>",
        b"<!DOCTYPE svg><svg>",
    ],
)
def test_media_are_known_by_their_first_bytes(head: bytes) -> None:
    assert media_kind("evidence/export.csv", head)


@pytest.mark.parametrize("name", ["a.png", "b/c.JPEG", "d.mp4", "e.mov", "f.svg", "g.mp3", "h.HEIC", "i.tar.webm"])
def test_media_are_known_by_their_names(name: str) -> None:
    assert media_kind(name, b"time,user")


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"time,user,op\n",
        b"BMI,weight\n",
        b"ID3,ID4\n1,2\n",
        b"RIFF,notes\n",
        b"%PDF-1.7\n",
        b"PK\x03\x04\x14\x00",
        b"PAR1\x15\x04",
        b'{"type": "svg"}',
        b"<?xml version='1.0'?><log><event/></log>",
        b"\xff\xfet\x00i\x00",
        b"\x1f\x8b\x08\x00",
    ],
)
def test_tables_and_documents_are_no_media(head: bytes) -> None:
    assert media_kind("evidence/export.csv", head) == ""
