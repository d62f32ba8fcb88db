"""From a case folder to a finished review: execute, clean, export, scan, and only then write."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import rca
from rca.assets import assets
from rca.errors import Mistake, ParameterError
from rca.review.audiences import read_audience
from rca.review.compute import Results, compute
from rca.review.material import guard_for
from rca.review.print_engines import ENGINES, Engine
from rca.review.reveal import reveal
from rca.review.sentences import joined
from rca.review.sheets import PAPERS
from rca.runs.execute import Parameter, execute
from rca.runs.normalise import normalise, notebook_text
from rca.runs.outputs import check_output, described, json_bytes, write_together
from rca.runs.pages import FORMATS, Pages, export_pages

SCHEMA: Final = "rca-run/1"
"""Names the form of the manifest."""

_PACKAGES: Final = ("nbconvert", "nbclient", "papermill", "ipykernel", "networkx", "pydantic", "sphinx-revealjs")


def run_review(
    case: str | Path,
    audience: str,
    formats: Sequence[str],
    out: Path,
    *,
    as_of: str | None = None,
    paper: str = PAPERS[0],
    engines: Sequence[Engine] = ENGINES,
    progress: bool = False,
) -> tuple[Path, ...]:
    """Write the review of a case for one audience.

    Parameters
    ----------
    case : str or Path
        The case folder.
    audience : str
        Name of a profile.
    formats : sequence of str
        Some of ``FORMATS``.
    out : Path
        The folder to write into.
    as_of : str, optional
        The day for due dates and waivers, ``YYYY-MM-DD``; by default the case's own latest day.
    paper : str
        Size of the paper of a printed report, ``a4`` or ``letter``.
    engines : sequence of Engine
        What may print, in the order of preference.
    progress : bool
        Whether to draw a progress bar on standard error.

    Returns
    -------
    tuple of Path
        ``report.html``; ``deck.html`` and ``notes.html``; ``report.pdf`` and ``deck.pdf``; ``notebook.ipynb`` and
        ``manifest.json``.

    Raises
    ------
    CaseError, ParameterError, OutputError, InputError
        When the case, a parameter, the folder for outputs or the program for slides cannot be used; no notebook
        is run and nothing is written.
    MissingToolError
        When nothing is installed that prints a PDF; every other format is written.
    RunError
        When the notebook stops; nothing is written.
    LeakError
        When an export holds what its audience may not see; nothing is written.
    """
    _check_formats(formats, paper)
    read_audience(audience)
    results = compute(case, as_of)
    check_output(Path(out), results.case.path)
    guard = guard_for(results, audience)
    given: dict[str, Parameter] = {"audience": audience, "as_of": as_of or ""}
    notebook = execute(
        assets("notebooks") / "case_review.ipynb",
        {"case": str(results.case.path.resolve()), **given},
        progress=progress,
    )
    # The name of the folder is no claim of the case, and may say what its text does not.
    clean = normalise(notebook, {"case": results.case.head.id, **given})
    pages = export_pages(clean, guard, formats, paper, engines)
    text = notebook_text(clean)
    guard.check({"notebook.ipynb": text})
    files = {name: _bytes(content) for name, content in {**pages.files, "notebook.ipynb": text}.items()}
    manifest = json_bytes(_manifest(results, given, formats, pages, files))
    written = write_together(Path(out), {**files, "manifest.json": manifest})
    if pages.missing is not None:
        raise pages.missing.after(written)
    return written


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _check_formats(formats: Sequence[str], paper: str) -> None:
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        message = f"a format is {joined(FORMATS, 'or')}; got {', '.join(map(repr, unknown)) or 'none'}"
        raise ParameterError([Mistake("formats", 0, 0, "run.unknown-format", message, "name one of these")])
    if paper not in PAPERS:
        message = f"a paper is {joined(PAPERS, 'or')}; got {paper!r}"
        raise ParameterError([Mistake("paper", 0, 0, "run.unknown-paper", message, "name one of these")])
    if "deck" in formats:
        reveal()  # tells before the run what is not installed


def _manifest(
    results: Results, given: dict[str, Parameter], formats: Sequence[str], pages: Pages, files: dict[str, bytes]
) -> dict[str, Any]:
    head = results.case.head
    return {
        "schema": SCHEMA,
        "case": {"id": head.id, "schema": head.schema_name, "state": head.state},
        "audience": given["audience"],
        "as_of": results.findings.as_of.isoformat(),
        "formats": list(formats),
        "printed": pages.printed,
        "not_made": {pages.missing.wanted: str(pages.missing)} if pages.missing else {},
        "scan": "no hit",
        "versions": {
            "rca": rca.__version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            **{name: version(name) for name in _PACKAGES},
        },
        "inputs": dict(sorted(results.case.hashes.items())),
        "outputs": described(files),
    }
