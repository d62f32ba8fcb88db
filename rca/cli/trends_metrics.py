"""The command that prints the data dictionary of metrics, and their series for a log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rca.cli.shared import AsJson, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the command of this file to the group."""
    app.command("metrics")(metrics)


def metrics(
    log: Annotated[
        Path | None,
        typer.Argument(
            help="The log: .csv, .tsv, .xlsx, .parquet, .duckdb or .sqlite, or a folder of case folders; without one "
            "the data dictionary is printed.",
            show_default=False,
        ),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Which column is which field; by default of the same names.")
    ] = None,
    metric: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this metric; can be repeated.")] = None,
    by: Annotated[str | None, typer.Option(metavar="A,B,...", help="Columns to slice by.")] = None,
    period: Annotated[str, typer.Option(metavar="week|month", help="Length of the periods.")] = "week",
    zone: Annotated[
        str | None, typer.Option(help="Whose clock the periods follow; by default that of the mapping, else UTC.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="YYYY-MM-DD", help="See the log as it was when this day ended in UTC."),
    ] = None,
    json: AsJson = False,
) -> None:
    """Print the data dictionary of metrics or, for a log, their series with intervals."""
    from rca.trends.metrics.catalogue import find_metrics
    from rca.trends.metrics.compute import compute_metrics, instant_of, unit_of
    from rca.trends.metrics.render import (
        dictionary_json,
        dictionary_table,
        fields_table,
        metrics_json,
        metrics_sentences,
        metrics_tables,
    )

    names = tuple(metric or ())
    if log is None:
        found = find_metrics(names)
        if json:
            print_json(dictionary_json(found))
            return
        for table in (dictionary_table(found), fields_table()):
            print_table(table.title, table.columns, table.rows)
        return
    from rca.trends.log.read import open_log

    slices = [name.strip() for name in (by or "").split(",") if name.strip()]
    unit, now = unit_of(period), None if as_of is None else instant_of(as_of)
    find_metrics(names)
    with open_log(log, mapping) as opened:
        result = compute_metrics(opened, names, slices, unit, zone, now)
        if json:
            print_json(metrics_json(result, opened.audit))
            return
        for sentence in metrics_sentences(result, opened.audit):
            # Cells of the log may hold control characters, which a terminal would obey.
            typer.echo("".join(character if character.isprintable() else " " for character in sentence))
        for table in metrics_tables(result):
            print_table(table.title, table.columns, table.rows)
