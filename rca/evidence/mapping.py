"""Which column of an export is what: the ``map`` and ``options`` of a source, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from rca.case.records import CaseFile, Source
from rca.errors import Mistake

FIELDS = ("time", "date", "actor", "action", "object", "message", "case_id")
"""Canonical fields that a column can be mapped to; all other columns are kept as attributes."""

OPTIONS = ("date_order", "epoch", "sheet", "delimiter", "encoding")
"""Answers that a source may have to give before its rows can be read."""

_CHOICES = {"date_order": ("day-first", "month-first"), "epoch": ("s", "ms", "us")}


@dataclass(frozen=True, slots=True)
class Mapping:
    """The columns of an export by canonical field, and the answers given for it.

    Parameters
    ----------
    columns : dict of str to int
        Position of the column for each mapped field.
    header : tuple of str
        All column names.
    options : dict of str to str
        The source's options.
    """

    columns: dict[str, int]
    header: tuple[str, ...]
    options: dict[str, str] = field(default_factory=dict)


def read_mapping(case: CaseFile, source: Source, header: Sequence[str]) -> tuple[Mapping | None, list[Mistake]]:
    """Join a source's mapping with the header of its file.

    Parameters
    ----------
    case : CaseFile
        For the places of mistakes.
    source : Source
        A source with a file.
    header : sequence of str
        The names of the file's columns.

    Returns
    -------
    tuple
        The mapping, or ``None`` where mistakes forbid it, and all mistakes.
    """
    mistakes: list[Mistake] = []

    def mistake(key: str, code: str, message: str, remedy: str) -> None:
        mark = case.mark((*_path(case, source), *key.split(".")))
        mistakes.append(Mistake(mark.file, mark.line, mark.column, code, message, remedy))

    for name, value in (source.options or {}).items():
        if name not in OPTIONS:
            mistake(
                f"options.{name}",
                "evidence.unknown-option",
                f"{source.id} has no option {name!r}",
                _near(name, OPTIONS),
            )
        elif name in _CHOICES and value not in _CHOICES[name]:
            choices = " or ".join(_CHOICES[name])
            mistake(f"options.{name}", "evidence.option", f"{name} is {choices}; got {value!r}", "choose one")
    columns: dict[str, int] = {}
    if not source.map or "time" not in source.map:
        mistake(
            "map",
            "evidence.no-time-column",
            f"{source.id} does not say which column holds the time",
            f"add map: {{time: …}} with one of: {', '.join(header)}",
        )
    for name, column in (source.map or {}).items():
        if name not in FIELDS:
            mistake(
                f"map.{name}",
                "evidence.unknown-field",
                f"{source.id} maps the unknown field {name!r}",
                _near(name, FIELDS),
            )
        elif header.count(column) != 1:
            found = "twice" if column in header else "not at all"
            remedy = _near(column, tuple(header)) if column not in header else "give each column its own name"
            mistake(
                f"map.{name}",
                "evidence.unknown-column",
                f"{source.id}: the column {column!r} stands {found} in {source.file}",
                remedy,
            )
        else:
            columns[name] = list(header).index(column)
    return (None if mistakes else Mapping(columns, tuple(header), dict(source.options or {}))), mistakes


def source_mistake(case: CaseFile, source: Source, key: str, code: str, message: str, remedy: str) -> Mistake:
    """Return a mistake placed at one key of a source.

    Parameters
    ----------
    case : CaseFile
        For the place.
    source : Source
        The source.
    key : str
        The key of the source that is meant.
    code, message, remedy : str
        As for :class:`~rca.errors.Mistake`.

    Returns
    -------
    Mistake
        With file, line and column.
    """
    mark = case.mark((*_path(case, source), key))
    return Mistake(mark.file, mark.line, mark.column, code, message, remedy)


def _path(case: CaseFile, source: Source) -> tuple[str | int, ...]:
    return ("case", "sources", case.head.sources.index(source))


def _near(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"use one of: {', '.join(known)}"
