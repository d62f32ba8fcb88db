"""Executed review notebooks as one HTML deck and the notes to it, as an exporter of nbconvert (``--to rca_deck``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode
from traitlets import default

from rca.review import html
from rca.review.blocks import Block, Callout, Cover, Details, Slide, Table
from rca.review.csp import policy
from rca.review.deck_html import form_rules, note_sections, slide_sections
from rca.review.exporters import Content, RcaExporter
from rca.review.reveal import reveal, scripts
from rca.review.slides import lay_out
from rca.review.style import rules_of, style_sheet, token_rules
from rca.review.text import line_text

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><div class="wrap"><p class="classification">{classification}</p><h1>{title}</h1></div></header>
<main class="wrap">
{main}
</main>
</body>
</html>
"""


class DeckExporter(RcaExporter):
    """An executed review notebook as one HTML file of slides: no request, and two scripts by their hashes."""

    export_from_notebook = "Case review slides"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".slides.html"  # so that it never overwrites the report of the same notebook

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "rca_deck"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the deck of an executed review notebook.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        resources : dict, optional
            As nbconvert hands it on.

        Returns
        -------
        tuple of str and dict
            The deck and its resources.

        Raises
        ------
        InputError
            When the notebook holds no review, none that may leave without a scan, or no slides.
        LeakError
            When the deck holds a value that its audience may not see.
        """
        content = self.content_of(nb)
        guard = self.guard_of(content)
        slides = laid_out(content)
        style = "\n".join((reveal().style, token_rules(), rules_of("rca_deck", "deck.css"), form_rules(), ""))
        page = {
            "document": html.words(title(content, "slides")),
            "slides": slide_sections(slides, classification(content, guard is not None), content.case),
            "style": style,
            "scripts": scripts(),
            "policy": html.words(policy(style, scripts())),
        }
        output, used = self.fill(nb, page, resources, **kw)
        if guard is not None:
            guard.check({"deck.html": output})
        return output, used

    def notes(self, nb: NotebookNode) -> str:
        """Return the notes to a deck: what each slide says, in words, for paper.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.

        Returns
        -------
        str
            One HTML page without scripts.

        Raises
        ------
        InputError, LeakError
            As :meth:`from_notebook_node` raises them.
        """
        content = self.content_of(nb)
        guard = self.guard_of(content)
        style = f"{style_sheet()}{rules_of('rca_deck', 'notes.css')}\n"
        page = _PAGE.format(
            policy=html.words(policy(style)),
            title=html.words(title(content, "notes to the slides")),
            style=style,
            classification=html.words(classification(content, guard is not None)),
            main=note_sections(laid_out(content), _source_titles(content)),
        )
        if guard is not None:
            guard.check({"notes.html": page})
        return page


def laid_out(content: Content) -> tuple[Slide, ...]:
    """Return the slides of a notebook as they stand in the deck."""
    return lay_out(part for part in content.parts if isinstance(part, Slide))


def _covers(content: Content) -> list[Cover]:
    return [part for part in content.parts if isinstance(part, Cover)]


def title(content: Content, kind: str) -> str:
    """Return the name of a document that is made of slides."""
    return f"{next((cover.document for cover in _covers(content)), 'Case review')}, {kind}"


def classification(content: Content, scanned: bool) -> str:
    """Return whose copy it is, and whether it was scanned."""
    cover = next(iter(_covers(content)), None)
    words = [cover.classification.capitalize(), cover.note] if cover else [content.audience.banner.capitalize()]
    state = [] if scanned else ["Not scanned: no case was given"]
    return " ".join(f"{each.rstrip('.')}." for each in (*words, *state) if each)


def _source_titles(content: Content) -> dict[str, str]:
    """Return the first words of each row that a mark of a source leads to."""
    blocks = [part for part in content.parts if not isinstance(part, Slide)]
    rows = [row for table in _tables(blocks) for row in table.rows if table.title == "Sources"]
    return {row.anchor: line_text(row.cells[0]).removeprefix(f"{row.anchor} ") for row in rows if row.anchor}


def _tables(blocks: Iterable[Any]) -> Iterable[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, (Details, Callout)):
            inner: tuple[Block, ...] = block.blocks
            yield from _tables(inner)
