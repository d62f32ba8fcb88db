"""The command that prints the timeline."""

from __future__ import annotations

import typer

from rca.cli.shared import AsJson, CasePath, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("timeline")(timeline)


def timeline(case: CasePath, json: AsJson = False) -> None:
    """Print every event with its bounds, then all on which sources disagree with the proof, phases and gaps."""
    from dataclasses import replace

    from rca.timeline.render import timeline_json, timeline_tables
    from rca.workbench import open_case

    opened = open_case(case)
    # Figures and disputes in words are told beside the times: a reader looks for what disagrees in one place.
    result = replace(opened.timeline().result, conflicts=opened.disagreements())
    if json:
        print_json(timeline_json(result))
        return
    if not result.events:
        typer.echo("no events in this case")
    for table in timeline_tables(result):
        print_table(table.title, table.columns, table.rows)
