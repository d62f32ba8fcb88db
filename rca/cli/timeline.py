"""The command that prints the timeline and what it tells, and draws it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rca.cli.shared import AsJson, CasePath, print_json, print_table

if TYPE_CHECKING:
    from rca.timeline.view import Timeline

_Lanes = Annotated[
    Literal["actor", "source"],
    typer.Option("--lanes", help="What a lane of the figure is.", show_default=True),
]
_TIME = "YYYY-MM-DD [HH:MM] [ZONE]"


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("timeline")(timeline)


def timeline(
    case: CasePath,
    json: AsJson = False,
    draw: Annotated[
        Path | None,
        typer.Option("--draw", metavar="FILE", help="Draw it into a .svg, .png or .pdf file.", show_default=False),
    ] = None,
    lanes: _Lanes = "actor",
    first: Annotated[
        str | None,
        typer.Option("--from", metavar=_TIME, help="Where the figure begins; UTC without a zone.", show_default=False),
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--to", metavar=_TIME, help="Where the figure ends.", show_default=False),
    ] = None,
) -> None:
    """Print every event with its bounds, what sources disagree on with the proof, and what the timeline tells."""
    from dataclasses import replace

    from rca.timeline.render import timeline_json, timeline_tables
    from rca.timeline.suspects import suspects_json
    from rca.timeline.tells.matched import matched_json, matched_tables
    from rca.timeline.tells.render import told_json, told_tables
    from rca.workbench import open_case

    opened = open_case(case)
    solved = opened.timeline()
    if draw is not None:
        _draw(solved, draw, lanes, first, last)
        return
    if first is not None or last is not None or lanes != "actor":
        _refuse("--lanes, --from and --to are for the figure", "name its file with --draw")
    # Figures and disputes in words are told beside the times: a reader looks for what disagrees in one place.
    result = replace(solved.result, conflicts=opened.disagreements())
    told, matched, suspects = solved.told, solved.matches(), solved.suspects()
    if json:
        print_json(
            {**timeline_json(result), **matched_json(matched), **told_json(told), "suspects": suspects_json(suspects)}
        )
        return
    if not result.events:
        typer.echo("no events in this case")
    for table in (*timeline_tables(result, suspects), *matched_tables(matched), *told_tables(told)):
        print_table(table.title, table.columns, table.rows)


def _draw(solved: Timeline, file: Path, lanes: Literal["actor", "source"], first: str | None, last: str | None) -> None:
    if file.suffix.lower() not in {".svg", ".png", ".pdf"}:
        _refuse(f"a figure is a .svg, .png or .pdf file; got {file.name!r}", "give it one of these endings")
    try:
        picture = solved.draw(lanes=lanes, window=(first, last))
    except ValueError as error:
        rule, _, remedy = str(error).rpartition("; ")
        _refuse(rule, remedy)
    picture.save(file)
    typer.echo(str(file))


def _refuse(message: str, remedy: str) -> None:
    from rca.errors import Mistake, ParameterError

    raise ParameterError([Mistake("rca timeline", 0, 0, "cli.timeline", message, remedy)])
