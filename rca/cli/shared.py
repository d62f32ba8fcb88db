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


_LONGEST = 24  # letters; a longer word may be broken


def print_json(data: object) -> None:
    """Print data as indented JSON in UTF-8, keys in the order given; what a terminal may obey stands escaped."""
    text = json.dumps(data, indent=2, ensure_ascii=False)
    typer.echo("".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text))


def plain(text: str) -> str:
    """Return text on one line, a space in place of each character that cannot be printed."""
    return "".join(c if c.isprintable() else " " for c in text)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; in a pipe, one line a row with tabs between the cells."""
    # Case text may hold square brackets and control characters; neither is markup here.
    title, columns = plain(title), [plain(column) for column in columns]
    rows = [[plain(cell) for cell in row] for row in rows]
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

    console = Console()
    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column, least in zip(columns, _least_widths(columns, rows, console.width), strict=True):
        table.add_column(Text(column), overflow="fold", min_width=least)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _least_widths(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int | None]:
    """Return the width of the longest word of each column, so that none is broken while all of them fit."""
    least = [
        min(max(len(word) for cell in cells for word in (cell.split() or [""])), _LONGEST)
        for cells in zip(columns, *rows, strict=True)
    ]
    fits = sum(least) + 2 * len(least) <= width
    return [each if fits else None for each in least]
