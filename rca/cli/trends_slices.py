"""The command that says which slice explains a change."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rca.cli.shared import AsJson, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the command of this file to the group."""
    app.command("slices")(slices)


def slices(
    file: Annotated[
        Path, typer.Argument(help="The table: .csv, .tsv or .parquet, a row a slice or any number of them.")
    ],
    actual: Annotated[str, typer.Option(metavar="COL", help="Column of what happened: counts, events or amounts.")],
    expected: Annotated[str, typer.Option(metavar="COL", help="Column of what was expected of the same.")],
    rate: Annotated[
        str | None,
        typer.Option(
            metavar="COL",
            help="Column of the exposure, which makes --actual the numerator of a rate: such as all cases where "
            "--actual counts failures. --expected is the number of failures expected of this exposure.",
        ),
    ] = None,
    expected_rate: Annotated[
        str | None,
        typer.Option(
            metavar="COL",
            help="Column of the exposure that --expected was counted over, where it differs from --rate: "
            "expected rates are then --expected over this, and the change is split into rate and mix.",
        ),
    ] = None,
    dims: Annotated[
        str | None, typer.Option(metavar="A,B,...", help="Columns to slice by, at most 5; by default all others.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Find the slices that explain why --actual differs from --expected; an empty answer means that none does."""
    from rca.trends.slices.explain import explain_change
    from rca.trends.slices.read import read_leaves
    from rca.trends.slices.render import slices_json, slices_sentences, slices_table

    chosen = None if dims is None else [name.strip() for name in dims.split(",") if name.strip()]
    result = explain_change(read_leaves(file, actual, expected, rate, expected_rate, chosen))
    if json:
        print_json(slices_json(result))
        return
    for sentence in slices_sentences(result):
        # Values of the table may hold control characters, which a terminal would obey.
        typer.echo("".join(character if character.isprintable() else " " for character in sentence))
    if result.slices:
        table = slices_table(result)
        print_table(table.title, table.columns, table.rows)
