"""The command about the tree of causes: of a case, or of fault trees in Open-PSA files."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rca.cli.shared import AsJson, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rca.causes.diagrams.fault_tree import FaultTree
    from rca.evidence.table import PlainTable


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("causes")(causes)


def causes(
    targets: Annotated[
        list[Path],
        typer.Argument(
            metavar="CASE|FILE.xml...", help="Case folders, or fault trees in Open-PSA files.", show_default=False
        ),
    ],
    json: AsJson = False,
    smallest: Annotated[
        int | None,
        typer.Option("--list", min=1, metavar="K", help="List only the K smallest cut sets.", show_default=False),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="ID=WORD",
            help="Suppose that F4=held, F5=failed, F2=absent, W1=in-force; repeat for several.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="FORMAT", help="Write the tree in another language.", show_default=False),
    ] = None,
    top: Annotated[
        str | None,
        typer.Option(metavar="GATE", help="The top, where a file has several.", show_default=False),
    ] = None,
) -> None:
    """Print factors or events, the minimal cut sets, what stands out, and what if."""
    changes = _pairs(what_if or [])
    if to is not None:
        for target in targets:
            typer.echo(_written(target, to, top), nl=False)
        return
    answers = [
        _tree_answer(t, top, changes, smallest) if _is_file(t) else _case_answer(t, changes, smallest) for t in targets
    ]
    if json:
        data = [answer for answer, _ in answers]
        print_json(data[0] if len(data) == 1 else data)
        return
    for target, (_, tables) in zip(targets, answers, strict=True):
        if len(targets) > 1:
            typer.echo(f"# {target}")
        for table in tables:
            print_table(table.title, table.columns, table.rows)
        if not tables:
            typer.echo("no factors in this case")


def _is_file(target: Path) -> bool:
    return target.suffix.lower() in (".xml", ".opsa") and not target.is_dir()


def _pairs(given: Iterable[str]) -> dict[str, str]:
    """Read ``F4=held``."""
    from rca.errors import Mistake, ParameterError

    pairs = [text.partition("=") for text in given]
    wrong = [text for text, (name, sign, word) in zip(given, pairs, strict=True) if not (name and sign and word)]
    twice = [name for index, (name, *_) in enumerate(pairs) if name in [other for other, *_ in pairs[:index]]]
    if wrong or twice:
        message = f"--what-if takes ID=WORD, each id once; got {', '.join([*wrong, *twice])}"
        raise ParameterError(
            [Mistake("--what-if", 0, 0, "cli.what-if", message, "write for example --what-if F4=held")]
        )
    return {name: word for name, _, word in pairs}


def _written(target: Path, form: str, top: str | None) -> str:
    from rca.causes.exchange.formats import FORMATS
    from rca.causes.exchange.openpsa import read_openpsa, write_openpsa
    from rca.errors import Mistake, ParameterError
    from rca.workbench import open_case

    known = ("openpsa",) if _is_file(target) else tuple(FORMATS)
    if form not in known:
        message = f"{target} can be written as {', '.join(known)}; got {form!r}"
        raise ParameterError([Mistake("--to", 0, 0, "cli.format", message, "name one of these")])
    if _is_file(target):
        return write_openpsa(read_openpsa(target, top))
    return FORMATS[form](open_case(target).file)


def _tree_answer(
    file: Path, top: str | None, changes: Mapping[str, str], most: int | None
) -> tuple[dict[str, Any], tuple[PlainTable, ...]]:
    """Return what an Open-PSA file says, as data and as tables."""
    from itertools import islice

    from rca.causes.diagrams.importance import importances
    from rca.causes.diagrams.listing import smallest
    from rca.causes.diagrams.reading import read_results
    from rca.causes.diagrams.render import results_json, results_tables, sets_table
    from rca.causes.diagrams.solving import solve
    from rca.causes.diagrams.supposing import suppose
    from rca.causes.exchange.openpsa import read_openpsa

    started = perf_counter()
    tree: FaultTree = read_openpsa(file, top)
    read = perf_counter()
    if changes:
        tree = suppose(tree, changes)
    solution = solve(tree)
    results = read_results(solution)
    solved = perf_counter()
    importance = importances(solution)
    weighed = perf_counter()
    data: dict[str, Any] = {"file": str(file)}
    if changes:
        data["what_if"] = dict(changes)
    data |= results_json(results, importance)
    tables = list(results_tables(results, importance))
    if most is not None:
        listed = list(islice(smallest(solution), most))
        data["sets"] = [list(members) for members in listed]
        tables.append(sets_table(listed))
    data["seconds"] = {
        "read": round(read - started, 6),
        "solve": round(solved - read, 6),
        "importance": round(weighed - solved, 6),
    }
    return data, tuple(tables)


def _case_answer(
    folder: Path, changes: Mapping[str, str], most: int | None
) -> tuple[dict[str, Any], tuple[PlainTable, ...]]:
    """Return what a case says, as data and as tables."""
    from dataclasses import asdict, replace

    from rca.causes.render import causes_json, causes_tables, what_if_tables
    from rca.workbench import open_case

    started = perf_counter()
    case = open_case(folder)
    read = perf_counter()
    tree = case.causes()
    result = tree.result
    data = causes_json(tree.file, result, tree.actual().certain.but_for)
    if most is not None:
        result = replace(result, cut_sets=replace(result.cut_sets, sets=result.cut_sets.sets[:most]))
        data["sets"] = data["sets"][:most]
    tables = causes_tables(tree.file, result)
    if changes:
        answer = tree.what_if(changes)
        data["what_if"] = asdict(answer)
        tables += what_if_tables(answer)
    data["seconds"] = {"read": round(read - started, 6), "solve": round(perf_counter() - read, 6)}
    return data, tables
