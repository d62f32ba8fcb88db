"""Arguments that commands share, and the two ways of printing: a table for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

CasePath = Annotated[
    Path,
    typer.Argument(metavar="CASE", help="The case folder (the one that holds case.yaml).", show_default=False),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        help="The day for due dates and waivers; by default the latest day on which the case decided something.",
        show_default=False,
    ),
]


def print_json(data: object) -> None:
    """Print data as indented JSON in UTF-8, keys in the order given."""
    typer.echo(json.dumps(data, indent=2, ensure_ascii=False))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; in a pipe, one line a row with tabs between the cells."""
    rows = list(rows)
    if not sys.stdout.isatty():
        typer.echo(f"# {title}")
        typer.echo("\t".join(columns))
        for row in rows:
            typer.echo("\t".join(" ".join(cell.split()) for cell in row))
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Case text may hold square brackets and control characters; neither is markup here.
        table.add_row(*(Text("".join(c if c.isprintable() else " " for c in cell)) for cell in row))
    Console().print(table)
