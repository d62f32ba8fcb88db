"""The command about the tree of causes: of a case, or of fault trees in files."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from rca.cli.shared import AsJson, plain, print_json, print_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rca.causes.answers import Answer
    from rca.errors import Mistake, ParameterError

_TREES = (".xml", ".opsa")


def register(app: typer.Typer) -> None:
    """Add the command of this file to the application."""
    app.command("causes")(causes)


def causes(
    targets: Annotated[
        list[Path],
        typer.Argument(
            metavar="CASE|FILE...",
            help="Case folders, fault trees in Open-PSA files (.xml, .opsa), trees written with --to json (.json).",
            show_default=False,
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
        typer.Option(metavar="GATE", help="The top, where an Open-PSA file has several.", show_default=False),
    ] = None,
) -> None:
    """Print factors or events, the minimal cut sets, what caused the outcome, and what if."""
    from rca.errors import InputError

    changes = _pairs(what_if or [])
    _require_fitting(targets, top, to, {"--what-if": changes, "--list": smallest, "--json": json})
    if to is not None:
        typer.echo(_written(targets[0], to, top), nl=False)
        return
    answers: list[tuple[Path, Answer]] = []
    mistakes: list[str] = []
    for target in targets:
        try:
            answers.append((target, _answer(target, top, changes, smallest)))
        except InputError as error:
            mistakes += [_placed(target, mistake, several=len(targets) > 1) for mistake in error.mistakes]
        except OSError as error:
            mistakes.append(f"{target}: the system refuses: {error.strerror or error}")
    _show(answers, json=json, several=len(targets) > 1)
    if mistakes:
        typer.echo("\n".join(map(plain, mistakes)), err=True)
        raise typer.Exit(2)


def _show(answers: Iterable[tuple[Path, Answer]], *, json: bool, several: bool) -> None:
    """Print answers; those of several targets as a list, of which each says what it is about."""
    if json:
        data = [{"target": str(target), **answer.data} if several else answer.data for target, answer in answers]
        if data:
            print_json(data if several else data[0])
        return
    for target, answer in answers:
        if several:
            typer.echo(f"# {plain(str(target))}")
        for table in answer.tables:
            print_table(table.title, table.columns, table.rows)
        if not answer.tables:
            typer.echo("no factors in this case")


def _answer(target: Path, top: str | None, changes: Mapping[str, str], most: int | None) -> Answer:
    from rca.causes.answers import case_answer, file_answer, json_answer
    from rca.workbench import open_case

    _require_target(target)
    if _is_file(target):
        return file_answer(target, top, changes, most)
    if target.suffix.lower() == ".json" and not target.is_dir():
        return json_answer(target, changes, most)
    started = perf_counter()
    tree = open_case(target).causes()
    read = round(perf_counter() - started, 6)
    return case_answer(tree.file, tree.timeline, changes, most, read)


def _is_file(target: Path) -> bool:
    return target.suffix.lower() in _TREES and not target.is_dir()


def _placed(target: Path, mistake: Mistake, *, several: bool) -> str:
    """Return a mistake with the target that it is in, which the mistake itself may name already."""
    named = not several or mistake.file.startswith(str(target))
    return str(mistake) if named else f"{target}: {mistake}"


def _pairs(given: Iterable[str]) -> dict[str, str]:
    """Read ``F4=held``."""
    pairs = [text.partition("=") for text in given]
    wrong = [text for text, (name, sign, word) in zip(given, pairs, strict=True) if not (name and sign and word)]
    twice = [name for index, (name, *_) in enumerate(pairs) if name in [other for other, *_ in pairs[:index]]]
    if wrong or twice:
        message = f"--what-if takes ID=WORD, each id once; got {', '.join([*wrong, *twice])}"
        raise _refused("--what-if", message, "write for example --what-if F4=held")
    return {name: word for name, _, word in pairs}


def _require_fitting(targets: list[Path], top: str | None, to: str | None, others: Mapping[str, object]) -> None:
    """Raise where options do not fit each other or the targets, so that none is passed over in silence."""
    beside = [name for name, given in others.items() if given]
    if to is not None and beside:
        raise _refused("--to", f"--to writes the tree alone; got {', '.join(beside)} too", "leave that out")
    if to is not None and len(targets) > 1:
        raise _refused("--to", f"--to writes one tree; got {len(targets)} targets", "name one at a time")
    others_than_files = [str(target) for target in targets if not _is_file(target)]
    if top is not None and others_than_files:
        message = f"--top names a gate of an Open-PSA file; got {', '.join(others_than_files)}"
        raise _refused("--top", message, "leave --top out: a case names its own outcome")


def _require_target(target: Path) -> None:
    known = (*_TREES, ".json")
    if target.exists() and not target.is_dir() and target.suffix.lower() not in known:
        message = f"a target is a case folder or a tree in a file ({', '.join(known)}); this is another file"
        raise _refused(str(target), message, "name the folder that holds case.yaml")


def _written(target: Path, form: str, top: str | None) -> str:
    from rca.causes.exchange.formats import FORMATS
    from rca.causes.exchange.openpsa import read_openpsa, write_openpsa
    from rca.workbench import open_case

    _require_target(target)
    known = ("openpsa",) if _is_file(target) else tuple(FORMATS)
    if form not in known:
        raise _refused("--to", f"{target} can be written as {', '.join(known)}; got {form!r}", "name one of these")
    if _is_file(target):
        return write_openpsa(read_openpsa(target, top))
    if target.suffix.lower() == ".json" and not target.is_dir():
        from rca.causes.answers import read_json_file

        return FORMATS[form](read_json_file(target))
    return FORMATS[form](open_case(target).file)


def _refused(place: str, message: str, remedy: str) -> ParameterError:
    from rca.errors import Mistake, ParameterError

    return ParameterError([Mistake(place, 0, 0, "cli.causes", message, remedy)])
