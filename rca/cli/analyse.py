"""Commands that print one part of the analysis: timeline, evidence."""

from __future__ import annotations

import typer

from rca.cli.shared import AsJson, CasePath, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("timeline")(timeline)
    app.command("evidence")(evidence)


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


def evidence(case: CasePath, json: AsJson = False) -> None:
    """Print how many rows of each export were kept and refused, and why."""
    from rca.evidence.read import read_evidence
    from rca.workbench import open_case

    tables = read_evidence(open_case(case).file)
    if json:
        print_json([table.summary() for table in tables])
        return
    if not tables:
        typer.echo("no exports in this case")
        return
    rows = [(t.source, t.file, str(t.rows), str(t.kept.num_rows), str(t.refused.num_rows)) for t in tables]
    print_table("Evidence", ("source", "file", "rows", "kept", "refused"), rows)
    refused = [(t.source, str(r["source_row"]), r["reason"], r["raw"]) for t in tables for r in t.refused.to_pylist()]
    if refused:
        print_table("Refused rows", ("source", "row", "reason", "as it stands"), refused)
