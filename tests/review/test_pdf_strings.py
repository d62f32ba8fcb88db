"""Strings in the streams of objects of a PDF file: each way of writing them is read, keys are not."""

from __future__ import annotations

import pytest

from rca.review.pdf_strings import _written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"(plain words)", ["plain words"]),
        (rb"(a \(pair\) and \\ one)", ["a (pair) and \\ one"]),
        (b"(kept (in (pairs)) too)", ["kept (in (pairs)) too"]),
        (b"(two\\\nlines \\101\\n)", ["twolines A\n"]),
        ("\ufeffnaïve €".encode("utf-16-be").hex().join(("<", ">")).encode(), ["naïve €"]),
        (b"<4142 4>", ["AB@"]),
        (b"/Type /Figure", ["/Type", "/Figure"]),
        (b"<</Type /StructElem /P 7 0 R /Alt (words) /K [1 (inner) <</S /TD>>] /T (last)>>",
         ["/StructElem", "words", "inner", "/TD", "last"]),
    ],
)  # fmt: skip
def test_each_form_of_a_string_is_read(written: bytes, said: list[str]) -> None:
    assert list(_written(written)) == said
