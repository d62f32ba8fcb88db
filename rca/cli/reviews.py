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
    to: Annotated[str, typer.Option("--to", help="Formats, joined by commas: html, deck.")] = "html",
    out: Annotated[Path, typer.Option("--out", help="The folder to write into.")] = Path("review"),
    as_of: AsOf = None,
) -> None:
    """Execute the review notebook on a case and write report or slides, notebook and manifest."""
    from rca.runs.review import run_review

    formats = tuple(part.strip() for part in to.split(",") if part.strip())
    for path in run_review(case, audience, formats, out, as_of=as_of, progress=sys.stderr.isatty()):
        typer.echo(path)
