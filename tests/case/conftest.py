"""What tests of the case room share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rca.case.reading import read_folder
from rca.errors import CaseError, Mistake

Break = Callable[..., list[Mistake]]


@pytest.fixture
def mistakes_after(example_case: Path) -> Break:
    """Return a function that reads the example with some texts replaced, and gives the mistakes.

    Its arguments are triples of file, old text (which stands there once) and new text.
    """

    def read(*changes: tuple[str, str, str]) -> list[Mistake]:
        texts: dict[str, str] = {}
        for file, old, new in changes:
            text = texts.get(file) or (example_case / file).read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
            texts[file] = text.replace(old, new)
        try:
            read_folder(example_case, {file: text.encode() for file, text in texts.items()})
        except CaseError as error:
            return list(error.mistakes)
        return []

    return read
