"""Every format that can be made is made; what printed, or why nothing did, stands in the manifest."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from rca.errors import MissingToolError, ParameterError
from rca.review.print_engines import Engine
from rca.runs.review import run_review


def _blank(page: str) -> bytes:
    assert "<body>" in page
    out = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


def _missing() -> str:
    raise LookupError("not installed")


PRINTS = Engine("Press", False, "", lambda: "1.5", _blank)
MISSING = Engine("Letterpress", True, "buy one", _missing, _blank)


def test_the_manifest_says_what_printed(example_case: Path, tmp_path: Path) -> None:
    written = run_review(example_case, "leadership", ("pdf",), tmp_path / "out", engines=(MISSING, PRINTS))
    assert [path.name for path in written] == ["report.pdf", "deck.pdf", "notebook.ipynb", "manifest.json"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    by = {"engine": "Press", "version": "1.5", "tagged": False}
    assert manifest["printed"] == {"report.pdf": by, "deck.pdf": by}
    assert manifest["not_made"] == {}
    assert manifest["formats"] == ["pdf"]


def test_where_nothing_prints_every_other_format_is_written(example_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(MissingToolError, match="Letterpress: not installed") as caught:
        run_review(example_case, "leadership", ("html", "deck", "pdf"), out, engines=(MISSING,))
    names = ["report.html", "deck.html", "notes.html", "notebook.ipynb", "manifest.json"]
    assert [path.name for path in caught.value.written] == names
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["printed"] == {}
    assert manifest["not_made"] == {"pdf": str(caught.value)}
    assert set(manifest["outputs"]) == set(names) - {"manifest.json"}


def test_an_unknown_paper_is_told_before_anything_runs(example_case: Path, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="a paper is a4 or letter; got 'a5'"):
        run_review(example_case, "full", ("pdf",), tmp_path / "out", paper="a5")
    assert not (tmp_path / "out").exists()
