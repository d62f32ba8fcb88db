"""Commands about the folder: new, add, schema, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rca.cli.shared import AsJson, CasePath, print_json, print_table


def register(app: typer.Typer) -> None:
    """Add the commands of this file to the application."""
    app.command("new")(new)
    app.command("add")(add)
    app.command("schema")(schema)
    app.command("doctor")(doctor)


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not exist or be empty.")],
    title: Annotated[str, typer.Option(help="Title of the case.")] = "Untitled case",
    case_id: Annotated[str | None, typer.Option("--id", help="Id of the case; by default the folder's name.")] = None,
) -> None:
    """Make a new case folder with commented files to fill in."""
    from rca.case.new import new_case

    for path in new_case(folder, title=title, id=case_id):
        typer.echo(path)


def add(
    case: CasePath,
    files: Annotated[list[Path], typer.Argument(help="Exports: .csv, .tsv, .xlsx, .jsonl or .parquet.")],
    by: Annotated[str, typer.Option(help="Who takes them into custody; a role will do.")],
    map_: Annotated[list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="What a column is.")] = None,
    option: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="Such as date_order=day-first.")
    ] = None,
    zone: Annotated[str | None, typer.Option(help="The place whose clock the times show.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the source; by default the name of the file.")] = None,
    note: Annotated[str | None, typer.Option(help="A custody note, such as where the export was made.")] = None,
    on: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of custody; by default today.")] = None,
    json: AsJson = False,
) -> None:
    """Copy exports into a case, lock them, register them as sources, and show the first rows as they are read."""
    from datetime import UTC, datetime

    from rca.case.days import parse_day
    from rca.evidence.add import Answers, add_evidence
    from rca.evidence.preview import preview_table

    day = datetime.now(UTC).date() if on is None else parse_day(on, "--on")
    answers = Answers(_pairs("--map", map_), _pairs("--option", option), zone, title)
    tables = add_evidence(case, files, answers, by, day, note)
    if json:
        print_json([table.summary() for table in tables])
        return
    for table in tables:
        shown = preview_table(table)
        print_table(shown.title, shown.columns, shown.rows)


def _pairs(name: str, values: list[str] | None) -> dict[str, str]:
    pairs = [value.partition("=") for value in values or []]
    if wrong := next((key for key, sign, text in pairs if not (key and sign and text)), None):
        raise typer.BadParameter(f"{name} is written NAME=VALUE; got {wrong!r}")
    return {key: text for key, _, text in pairs}


def schema(
    out: Annotated[Path | None, typer.Option("--out", help="Write one schema file for each case file here.")] = None,
) -> None:
    """Print the JSON Schemas of the case files, so that editors complete and validate them."""
    from rca.case.schema import case_schemas, write_schemas

    if out is None:
        print_json(case_schemas())
        return
    for path in write_schemas(out):
        typer.echo(path)


def doctor(json: AsJson = False) -> None:
    """Say what this installation can do, and what to get for the rest."""
    from rca.runs.doctor import examine

    findings = examine()
    if json:
        print_json([{"part": f.part, "ok": f.ok, "found": f.found, "remedy": f.remedy} for f in findings])
    else:
        rows = [(f.part, "fine" if f.ok else "missing", f.found, f.remedy) for f in findings]
        print_table("Installation", ("part", "state", "found", "what to do"), rows)
    if any(f.needed and not f.ok for f in findings):
        raise typer.Exit(1)
