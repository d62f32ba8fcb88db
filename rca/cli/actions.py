"""The command about actions: what they achieve in one case, or the register over several."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rca.cli.shared import AsJson, AsOf, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rca.evidence.table import PlainTable


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("actions")(actions)


def actions(
    cases: Annotated[
        list[Path],
        typer.Argument(
            metavar="CASE...", help="A case folder; several, or a folder of them, for the register.", show_default=False
        ),
    ],
    as_of: AsOf = None,
    best: Annotated[int, typer.Option(min=1, max=100, help="How many of the cheapest sets of actions to list.")] = 5,
    budget: Annotated[
        str | None,
        typer.Option(
            help="What may be spent beyond what is done, such as '20 person-days'; a number of actions without costs."
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option(min=0.1, metavar="SECONDS", help="Stop each search here, and say what is not proven.")
    ] = 60.0,
    soon: Annotated[int, typer.Option(min=0, metavar="DAYS", help="Announce due dates so many days ahead.")] = 14,
    near: Annotated[
        float, typer.Option(min=50, max=100, help="Likeness, of 100, from which actions of two cases are repeated.")
    ] = 85.0,
    json: AsJson = False,
) -> None:
    """Print what the actions of a case achieve and the cheapest sets that do; for several cases, their register."""
    from rca.actions.register import looks_like_case
    from rca.case.days import parse_day

    day = None if as_of is None else parse_day(as_of, "--as-of")
    if len(cases) == 1 and (looks_like_case(cases[0]) or not _holds_cases(cases[0])):
        _one(cases[0], (budget, best, time_limit), as_of, json)
        return
    from rca.actions.register import read_register
    from rca.actions.register_report import register_json, register_parts

    found = read_register(cases, day, soon, near)
    _show(register_parts(found), register_json(found), json)
    for each in found.unread:
        for mistake in each.mistakes:
            named = mistake.file.startswith(each.folder)
            typer.echo(str(mistake) if named else f"{each.folder}: {mistake}", err=True)
    if found.unread:
        raise typer.Exit(2)


def _holds_cases(path: Path) -> bool:
    from rca.actions.register import case_folders

    return case_folders([path]) != (path,)


def _one(path: Path, wanted: tuple[str | None, int, float], as_of: str | None, json: bool) -> None:
    from rca.actions.report import report_parts
    from rca.actions.report_data import report_json
    from rca.workbench import open_case

    case = open_case(path)
    budget, best, seconds = wanted
    report = case.actions.report(case.as_of(as_of), budget, best, seconds)
    _show(report_parts(report), report_json(report), json)


def _show(parts: Iterable[PlainTable | str], data: dict[str, Any], json: bool) -> None:
    if json:
        print_json(data)
        return
    for part in parts:
        if isinstance(part, str):
            typer.echo(part)
        else:
            print_table(part.title, part.columns, part.rows)
