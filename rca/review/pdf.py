"""Executed review notebooks as PDF, as an exporter of nbconvert (``--to rca_pdf``)."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from traitlets import Any as AnyTrait
from traitlets import Enum, default

from rca.drawing.measure import text_width
from rca.review import html
from rca.review.deck import classification, laid_out, title
from rca.review.deck_html import slide_sections
from rca.review.defang import defang
from rca.review.exporters import Content, RcaExporter, arranged
from rca.review.pdf_body import report_body, with_fonts
from rca.review.pdf_style import FOOT, FOOT_SHARE, deck_style, report_style
from rca.review.print_engines import ENGINES, Printed, print_page
from rca.review.sheets import PAPERS, SHEETS


class PdfExporter(RcaExporter):
    """An executed review notebook as a PDF file: tagged, with bookmarks, the same bytes each time."""

    export_from_notebook = "Case review as PDF"
    output_mimetype = "application/pdf"

    paper = Enum(PAPERS, "a4", help="The size of paper of a report.").tag(config=True)
    layout = Enum(("report", "deck"), "report", help="Pages of a report, or slides of 16 by 9.").tag(config=True)
    engines = AnyTrait(ENGINES, help="What may print, in the order of preference.")

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "rca_pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the PDF file of an executed review notebook.

        Parameters
        ----------
        nb : NotebookNode
            The notebook.
        resources : dict, optional
            As nbconvert hands it on.

        Returns
        -------
        tuple of bytes and dict
            The file, and resources that say under ``printed`` what printed it.

        Raises
        ------
        InputError
            When the notebook holds no review, or none that may leave without a scan.
        LeakError
            When the file holds a value that its audience may not see.
        MissingToolError
            When nothing is installed that prints.
        """
        content = self.content_of(nb)
        guard = self.guard_of(content)
        page = self._page(content, guard is not None)
        source, used = self.fill(nb, page, resources, **kw)
        if guard is not None:
            guard.check({f"{self.layout}.pdf before it is printed": source})
        printed: Printed = print_page(source, self.engines)
        if guard is not None:
            guard.check({f"{self.layout}.pdf": printed.content})
        return printed.content, {**used, "printed": printed}

    def _page(self, content: Content, scanned: bool) -> dict[str, str]:
        if self.layout == "deck":
            slides = laid_out(content)
            body = slide_sections(slides, classification(content, scanned), content.case)
            return {"document": html.words(title(content, "slides")), "style": deck_style(), "body": with_fonts(body)}
        parts = arranged(content, scanned)
        foot = _foot(content.case, parts.document, self.paper)
        banner = (parts.cover.classification, parts.cover.note) if parts.cover else (content.audience.banner, "")
        style = report_style(self.paper, *map(defang, (*banner, foot)))
        return {"document": html.words(parts.document), "style": style, "body": report_body(parts, self.paper)}


def _foot(case: str, document: str, paper: str) -> str:
    """Return what stands at the foot of every page, on one line: the name of the review, after its case if it fits."""
    both = ": ".join(filter(None, (case, document)))
    return both if text_width(both, FOOT) < FOOT_SHARE * SHEETS[paper][0].inner[0] else document
