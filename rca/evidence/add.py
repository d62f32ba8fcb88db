"""Take exports into a case: read on trial, copied, locked and registered as sources, or nothing at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rca.case.custody import LOCK, lock_evidence
from rca.case.editing import append_item
from rca.case.reading import read_case
from rca.case.records import CaseFile, Source
from rca.case.zones import Zones, find_zone
from rca.errors import CaseError, InputError, Mistake
from rca.evidence.files import BadRow, UnreadableError, read_cells
from rca.evidence.read import EvidenceTable, read_evidence
from rca.evidence.times import ColumnQuestion, RawTime, read_times

_LOOKED_AT = 200
_ANSWERS = {
    "evidence.no-zone": "say whose clock it is, such as --zone America/New_York",
    "evidence.ambiguous-time": "say --option date_order=day-first or month-first, or --option epoch=s, ms or us",
    "evidence.unknown-column": "say --map FIELD=COLUMN with a column of the file",
}
"""What answers a question of `rca add`, by the code of the mistake."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says about an export before it can be read.

    Parameters
    ----------
    map : mapping of str to str
        Column by canonical field, such as ``{"time": "ts"}``. The time column is found where only one can be it.
    options : mapping of str to str
        ``date_order``, ``epoch``, ``sheet``, ``delimiter``, ``encoding``.
    zone : str or None
        The zone whose clock the times show.
    title : str or None
        Title of the source; by default the name of the file.
    """

    map: Mapping[str, str]
    options: Mapping[str, str]
    zone: str | None = None
    title: str | None = None


def add_evidence(
    case: str | Path, files: Sequence[str | Path], answers: Answers, by: str, on: date, note: str | None = None
) -> tuple[EvidenceTable, ...]:
    """Copy exports into a case, lock them and register each as a source.

    Parameters
    ----------
    case : str or Path
        The case folder.
    files : sequence of str or Path
        The exports; each is read on trial first.
    answers : Answers
        What cannot be read off the files.
    by : str
        Who takes them into custody.
    on : date
        The day of it.
    note : str, optional
        A custody note, such as where the export was made.

    Returns
    -------
    tuple of EvidenceTable
        The exports as the case reads them now.

    Raises
    ------
    InputError
        When a file cannot be read or a question is open; then nothing was copied, locked or written.
    """
    folder = Path(case)
    opened = read_case(folder)
    _check(opened, [Path(file) for file in files], answers)
    sources = [_source(opened, Path(file), number, answers) for number, file in enumerate(files)]
    _try(opened, sources, [Path(file) for file in files])
    lock = folder / LOCK
    before = {path: path.read_bytes() if path.exists() else None for path in (lock, folder / "case.yaml")}
    copies = [folder / "evidence" / Path(file).name for file in files]
    try:
        for file, copy in zip(files, copies, strict=True):
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(file, copy)
        lock_evidence(folder, copies, by=by, on=on, note=note)
        for source in sources:
            opened = append_item(folder, ("case", "sources"), source)
    except BaseException:
        _undo(copies, before)
        raise
    return read_evidence(opened, [str(source["id"]) for source in sources])


def _check(case: CaseFile, files: Sequence[Path], answers: Answers) -> None:
    mistakes = []
    for file in files:
        if not file.is_file():
            mistakes.append(Mistake(str(file), 0, 0, "evidence.missing", "there is no such file", "name an export"))
        elif (case.path / "evidence" / file.name).exists() or [f.name for f in files].count(file.name) > 1:
            message = f"the case would hold evidence/{file.name} twice, and evidence is never overwritten"
            mistakes.append(Mistake(str(file), 0, 0, "evidence.exists", message, "give one of them another name"))
    if answers.zone is not None:
        try:
            find_zone(answers.zone, Zones(dict(case.head.zones)))
        except ValueError as error:
            mistakes.append(Mistake("zone", 0, 0, "evidence.zone", str(error), "name the place whose clock it shows"))
    if mistakes:
        raise InputError(mistakes)


def _source(case: CaseFile, file: Path, number: int, answers: Answers) -> dict[str, object]:
    taken = [int(source.id[1:].rstrip("abcdefghijklmnopqrstuvwxyz")) for source in case.head.sources]
    source: dict[str, object] = {
        "id": f"S{max(taken, default=0) + 1 + number}",
        "kind": "export",
        "title": answers.title or file.stem,
        "file": f"evidence/{file.name}",
        "map": {"time": _time_column(file, answers), **answers.map},
    }
    if answers.zone:
        source["zone"] = answers.zone
    if answers.options:
        source["options"] = dict(answers.options)
    return source


def _time_column(file: Path, answers: Answers) -> str:
    if "time" in answers.map:
        return answers.map["time"]
    try:
        cells = read_cells(file, dict(answers.options))
    except UnreadableError as error:
        raise InputError([Mistake(str(file), 0, 0, "evidence.unreadable", str(error), error.remedy)]) from None
    rows = [row for row in cells.rows[:_LOOKED_AT] if not isinstance(row, BadRow) and len(row) == len(cells.header)]
    fitting = [
        name
        for index, name in enumerate(cells.header)
        if rows and _all_times([row[index] for row in rows], dict(answers.options))
    ]
    if len(fitting) == 1:
        return fitting[0]
    found = f"{' and '.join(fitting)} can all be it" if fitting else "no column reads as times throughout"
    remedy = f"say which: --map time=COLUMN, with one of: {', '.join(cells.header)}"
    message = f"the column of the time is not clear: {found}"
    raise InputError([Mistake(str(file), 0, 0, "evidence.no-time-column", message, remedy)])


def _all_times(column: Sequence[str], options: dict[str, str]) -> bool:
    try:
        return all(isinstance(time, RawTime) for time in read_times(column, options))
    except ColumnQuestion:
        # The column holds times; which ones is asked when the file is read on trial.
        return True


def _try(case: CaseFile, sources: Sequence[dict[str, object]], files: Sequence[Path]) -> None:
    """Read the files where they are, as the sources will say, so that questions come before anything is written."""
    mistakes: list[Mistake] = []
    for source, file in zip(sources, files, strict=True):
        trial = Source.model_validate({**source, "file": str(file.resolve())})
        head = case.head.model_copy(update={"sources": (*case.head.sources, trial)})
        try:
            read_evidence(replace(case, head=head), [trial.id])
        except CaseError as error:
            # The source is not in the case yet, so the place is the export and the remedy an answer to this call.
            mistakes += [
                Mistake(
                    str(file), 0, 0, m.code, m.message.removeprefix(f"{trial.id}: "), _ANSWERS.get(m.code, m.remedy)
                )
                for m in error.mistakes
            ]
    if mistakes:
        raise InputError(mistakes)


def _undo(copies: Sequence[Path], before: Mapping[Path, bytes | None]) -> None:
    for copy in copies:
        copy.unlink(missing_ok=True)
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            path.write_bytes(content)
