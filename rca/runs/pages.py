"""From one executed notebook to the files of a review, in every format that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from nbformat import NotebookNode

from rca.case.collector import collector_paused
from rca.errors import MissingToolError
from rca.review.print_engines import Engine
from rca.review.scan import Guard

FORMATS: Final = ("html", "deck", "pdf")
"""What a review can be written as: the report, slides with their notes, and both of these printed."""


@dataclass(frozen=True)
class Pages:
    """The files of a review.

    Parameters
    ----------
    files : dict of str to str or bytes
        Content by name of the file; each was scanned by the exporter that made it.
    printed : dict
        What printed each PDF file: engine, version, and whether the file is tagged.
    missing : MissingToolError or None
        Why a format could not be made.
    """

    files: dict[str, str | bytes] = field(repr=False)
    printed: dict[str, dict[str, Any]]
    missing: MissingToolError | None = None


def export_pages(
    notebook: NotebookNode, guard: Guard, formats: Sequence[str], paper: str, engines: Sequence[Engine]
) -> Pages:
    """Return a review in every format that is asked for.

    Parameters
    ----------
    notebook : NotebookNode
        Executed and cleaned.
    guard : Guard
        What must not be in any of the files.
    formats : sequence of str
        Some of ``FORMATS``.
    paper : str
        Size of the paper of a printed report.
    engines : sequence of Engine
        What may print, in the order of preference.

    Returns
    -------
    Pages
        Where nothing prints, the other formats are there all the same.

    Raises
    ------
    LeakError
        When a file holds what its audience may not see.
    """
    with collector_paused():
        return _export(notebook, guard, formats, paper, engines)


def _export(
    notebook: NotebookNode, guard: Guard, formats: Sequence[str], paper: str, engines: Sequence[Engine]
) -> Pages:
    from rca.review.exporters import ReportExporter, read_content

    shared = {"guard": guard, "content": read_content(notebook)}
    files: dict[str, str | bytes] = {}
    printed: dict[str, dict[str, Any]] = {}
    missing: MissingToolError | None = None
    if "html" in formats:
        files["report.html"], _ = ReportExporter(**shared).from_notebook_node(notebook)  # type: ignore[no-untyped-call]
    if "deck" in formats:
        from rca.review.deck import DeckExporter

        exporter = DeckExporter(**shared)  # type: ignore[no-untyped-call]
        files["deck.html"], _ = exporter.from_notebook_node(notebook)
        files["notes.html"] = exporter.notes(notebook)
    if "pdf" in formats:
        try:
            _print(notebook, {**shared, "paper": paper, "engines": engines}, files, printed)
        except MissingToolError as error:
            missing = error
    return Pages(files, printed, missing)


def _print(
    notebook: NotebookNode,
    traits: dict[str, Any],
    files: dict[str, str | bytes],
    printed: dict[str, dict[str, Any]],
) -> None:
    from rca.review.pdf import PdfExporter

    for layout in ("report", "deck"):
        exporter = PdfExporter(**traits, layout=layout)  # type: ignore[no-untyped-call]
        files[f"{layout}.pdf"], used = exporter.from_notebook_node(notebook)
        by = used["printed"]
        printed[f"{layout}.pdf"] = {"engine": by.engine, "version": by.version, "tagged": by.tagged}
