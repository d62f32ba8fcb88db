"""The command that writes a review."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from rca.cli.shared import AsOf, CasePath


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("review")(review)


def review(
    case: CasePath,
    audience: Annotated[str, typer.Option(help="Who will read it: full or leadership.")] = "full",
    to: Annotated[
        str, typer.Option("--to", help="Formats, joined by commas: html; deck; pdf, the report and the slides printed.")
    ] = "html",
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")] = Path("review"),
    paper: Annotated[str, typer.Option("--paper", help="Size of the paper of report.pdf: a4 or letter.")] = "a4",
    as_of: AsOf = None,
) -> None:
    """Execute the review notebook on a case and write report or slides, notebook and manifest."""
    from rca.errors import MissingToolError
    from rca.runs.review import run_review

    formats = tuple(part.strip() for part in to.split(",") if part.strip())
    try:
        written = run_review(case, audience, formats, out, as_of=as_of, paper=paper, progress=sys.stderr.isatty())
    except MissingToolError as error:
        for path in error.written:
            typer.echo(path)
        raise
    for path in written:
        typer.echo(path)
