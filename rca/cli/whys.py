"""The command that reads the tree as whys, and takes pasted whys into it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from rca.cli.shared import AsJson, CasePath, print_json

_MOST_BYTES = 1_000_000


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("whys")(whys)


def whys(
    case: CasePath,
    factor: Annotated[
        str | None,
        typer.Argument(
            metavar="FACTOR",
            help="Show only how the whys lead to this factor; with --paste, the factor that the first answer explains.",
            show_default=False,
        ),
    ] = None,
    paste: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-",
            help="Write the lines of a file (or - for what is typed) into causes.yaml, one answer a line.",
            show_default=False,
        ),
    ] = None,
    joins: Annotated[
        Literal["all", "any", "at_least", "contributing"] | None,
        typer.Option(help="How pasted answers stand beside causes that are there already.", show_default=False),
    ] = None,
    json: AsJson = False,
) -> None:
    """Print the tree as questions and answers, with the way back read as 'therefore'; or paste whys into it."""
    if paste is not None:
        _paste(case, factor, paste, joins, json)
        return
    if joins is not None:
        raise typer.BadParameter("--joins goes with --paste")
    from rca.causes.why_paths import paths_to
    from rca.causes.why_text import paths_json, paths_text, whys_json, whys_text
    from rca.workbench import open_case

    tree = open_case(case).causes()
    if factor is None:
        print_json(whys_json(tree.file, tree.result)) if json else typer.echo(whys_text(tree.file, tree.result))
        return
    found = paths_to(tree.file, factor)
    print_json(paths_json(found)) if json else typer.echo(paths_text(tree.file, tree.result, found))


def _paste(
    case: Path,
    below: str | None,
    source: str,
    joins: Literal["all", "any", "at_least", "contributing"] | None,
    json: bool,
) -> None:
    from rca.causes.why_paste import paste_whys, read_answers
    from rca.workbench import open_case

    opened = open_case(case)
    answers = read_answers(_text(source), "what was typed" if source == "-" else source)
    pasted = paste_whys(opened.file, answers, below, joins)
    if json:
        print_json({"ids": pasted.ids, "notes": pasted.notes})
        return
    for id_ in pasted.ids:
        typer.echo(f"{id_}  {pasted.case.factors[id_].text}")
    for note in pasted.notes:
        typer.echo(note)


def _text(source: str) -> str:
    """Return what is to be pasted, as text."""
    from rca.errors import InputError, Mistake

    name = "what was typed" if source == "-" else source
    try:
        if source == "-":
            data = sys.stdin.buffer.read(_MOST_BYTES + 1)
        else:
            with Path(source).open("rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        message = f"a file is pasted; this one cannot be read: {error.strerror or error}"
        raise InputError([Mistake(name, 0, 0, "whys.no-file", message, "mend the path")]) from None
    if len(data) > _MOST_BYTES:
        message = f"at most {_MOST_BYTES:,} bytes are pasted"
        raise InputError([Mistake(name, 0, 0, "whys.too-many", message, "paste one chain at a time")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"pasted text is UTF-8; byte {data[error.start]:#04x} is not"
        raise InputError([Mistake(name, line, 0, "whys.encoding", message, "save it as UTF-8")]) from None
