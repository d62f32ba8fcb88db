from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from rca.errors import InputError, LeakError
from rca.review import exporters
from rca.review import reveal as library
from rca.review.audiences import read_audience
from rca.review.compute import Results
from rca.review.csp import source_hash
from rca.review.deck import DeckExporter
from rca.review.material import guard_for
from rca.review.review import Review
from rca.review.scan import Denied, Guard

AsNotebook = Callable[..., NotebookNode]
BOTH = pytest.mark.parametrize("audience", ["full", "leadership"])


def deck_of(notebook: NotebookNode, **traits: Any) -> str:
    page, resources = DeckExporter(**traits).from_notebook_node(notebook)
    assert resources["output_extension"] == ".slides.html"
    return str(page)


@BOTH
def test_one_small_file_with_nothing_from_outside(
    as_notebook: AsNotebook, reviews: dict[str, Review], real: Results, audience: str
) -> None:
    page = deck_of(as_notebook(reviews[audience]), guard=guard_for(real, audience))
    assert page.startswith("<!doctype html>")
    assert len(page.encode()) <= 2_000_000
    assert page.count("<script>") == 2
    assert page.count("<style>") == page.count("<h1") == 1
    script = library.reveal().script
    bare = page.replace(script, "")
    assert not re.search(r"<link|<img|<iframe|<script [^>]|\bstyle=\"|\burl\(|@import|@font-face", bare)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", bare)
    assert set(re.findall(r'href="(.)', bare)) == {"#"}
    assert "reveal.js 5" in page or f"reveal.js {library.reveal().version}" in page
    assert '<html lang="en">' in page
    sections = page.count("<section id=")
    assert re.findall(r"<b>(\d+ of \d+)</b>", page) == [f"{at} of {sections}" for at in range(1, sections + 1)]
    assert page.count("account-takeover-2020</span>") == sections


def test_only_what_the_policy_names_may_run(as_notebook: AsNotebook, reviews: dict[str, Review]) -> None:
    page = deck_of(as_notebook(reviews["leadership"]))
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    words = policy[1].replace("&#x27;", "'")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    named = " ".join(f"'{source_hash(script)}'" for script in scripts)
    assert words == (
        f"default-src 'none'; script-src {named}; style-src '{source_hash(style)}'; base-uri 'none'; form-action 'none'"
    )


@BOTH
def test_the_same_notebook_gives_the_same_bytes(
    as_notebook: AsNotebook, reviews: dict[str, Review], audience: str
) -> None:
    notebook = as_notebook(reviews[audience])
    assert deck_of(notebook) == deck_of(notebook)
    assert DeckExporter().notes(notebook) == DeckExporter().notes(notebook)


def test_notes_say_in_words_what_slides_show(as_notebook: AsNotebook, reviews: dict[str, Review]) -> None:
    page = DeckExporter().notes(as_notebook(reviews["leadership"]))
    assert "<script" not in page
    assert "<svg" not in page
    assert "style-src &#x27;sha256-" in page
    titles = re.findall(r'<h2><span class="quiet">(Slides? [^<]+)\.</span>', page)
    assert titles == [f"Slide {number}" for number in range(1, len(titles) + 1)]
    assert "First public word: investigating" in page
    assert "Sources:" in page
    assert "No second approval was required" in page


def test_a_slide_that_is_missing_from_the_notebook_is_missing_from_the_deck(
    as_notebook: AsNotebook, reviews: dict[str, Review]
) -> None:
    notebook = as_notebook(reviews["leadership"])
    notebook.cells = [cell for cell in notebook.cells if '"section": "decisions"' not in json.dumps(cell)]
    assert "We ask for three decisions" not in deck_of(notebook)


def test_a_denied_value_on_a_slide_stops_deck_and_notes(as_notebook: AsNotebook, reviews: dict[str, Review]) -> None:
    notebook = as_notebook(reviews["leadership"])
    guard = Guard(read_audience("leadership"), (Denied("case.note", "hardware security keys for all"),))
    with pytest.raises(LeakError, match=r"deck\.html"):
        deck_of(notebook, guard=guard)
    with pytest.raises(LeakError, match=r"notes\.html"):
        DeckExporter(guard=guard).notes(notebook)


def test_the_words_of_the_library_are_no_leak_but_those_of_another_script_are() -> None:
    guard = Guard(read_audience("leadership"), (Denied("case.note", "presentation"),))
    assert "presentation" in library.reveal().script.casefold()
    guard.check({"deck.html": f"<script>{library.reveal().script}</script>"})
    with pytest.raises(LeakError):
        guard.check({"deck.html": "<script>var x = 'the presentation'</script>"})


def test_a_deck_is_scanned_by_the_same_rule_as_a_report(
    as_notebook: AsNotebook, reviews: dict[str, Review], monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = as_notebook(reviews["leadership"])
    assert "Not scanned: no case was given." in deck_of(notebook)
    outside = replace(read_audience("leadership"), external=True)
    monkeypatch.setattr(exporters, "read_audience", lambda name: outside)
    with pytest.raises(InputError, match=r"--RcaExporter.case=DIR"):
        deck_of(notebook)


def test_hostile_words_stay_words(as_notebook: AsNotebook, reviews: dict[str, Review]) -> None:
    notebook = as_notebook(reviews["leadership"])
    text = nbformat.writes(notebook).replace("Hardware security keys", "</h2><script>alert(1)</script> keys")
    page = deck_of(nbformat.reads(text, as_version=4))
    assert page.count("<script>") == 2
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.fixture
def fresh_library() -> Iterator[None]:
    library.reveal.cache_clear()
    yield
    library.reveal.cache_clear()


def test_a_missing_library_is_told_with_the_remedy(fresh_library: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'sphinx-revealjs>=3'"):
        library.reveal()


def test_the_library_brings_no_picture_and_no_rule_for_paper() -> None:
    found = library.reveal()
    assert re.fullmatch(r"\d+\.\d+\.\d+", found.version)
    assert "@media print" not in found.style
    assert "url(" not in found.style
    assert found.style.count("{") == found.style.count("}")


def test_the_exporter_has_its_name() -> None:
    from importlib.metadata import entry_points

    (found,) = [each for each in entry_points(group="nbconvert.exporters") if each.name == "rca_deck"]
    assert found.load() is DeckExporter
