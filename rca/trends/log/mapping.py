"""Which column of a log is which field: one small file of YAML, read as text with every mistake placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rca.case.zones import Zones, find_zone
from rca.errors import InputError, Mistake
from rca.trends.log.fields import KINDS
from rca.trends.log.log import Change

if TYPE_CHECKING:
    import yaml

KEYS = ("columns", "zone", "date_order", "epoch", "sheet", "delimiter", "encoding", "table", "exposure", "definitions")
_EXPOSURE_KEYS = ("file", "day", "amount", "columns")
_CHANGE_KEYS = ("metric", "version", "since", "says")
_CHOICES = {"date_order": ("day-first", "month-first"), "epoch": ("s", "ms", "us")}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ExposureTable:
    """Where the exposure by day stands.

    Parameters
    ----------
    file : Path
        A table of text.
    day, amount : str
        Its columns.
    columns : dict of str to str
        Field by field, the column that it is counted by.
    """

    file: Path
    day: str
    amount: str
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogMapping:
    """How a log is to be read.

    Parameters
    ----------
    columns : dict of str to str
        Column of each field.
    zone : str or None
        The clock of times without an offset, and of days and weeks.
    options : dict of str to str
        ``date_order``, ``epoch``, ``sheet``, ``delimiter``, ``encoding``, ``table``.
    exposure : ExposureTable or None
        Where the exposure stands.
    changes : tuple of Change
        Changes of definition.
    source : str
        The file of the mapping, for messages.
    """

    columns: dict[str, str]
    zone: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    exposure: ExposureTable | None = None
    changes: tuple[Change, ...] = ()
    source: str = "mapping"


def same_names(header: Sequence[str]) -> LogMapping:
    """Return the mapping of a log whose columns are named as the fields; the others are kept to slice by."""
    return LogMapping({name: name for name in header if name in KINDS or _NAME.fullmatch(name)})


def read_mapping_file(path: Path) -> LogMapping:
    """Read a mapping.

    Parameters
    ----------
    path : Path
        The file; see the data dictionary for the names of the fields.

    Returns
    -------
    LogMapping
        Checked for form; the columns are looked for when the log is read.

    Raises
    ------
    InputError
        With every mistake and its line.
    """
    text = path.read_bytes()
    import yaml

    try:
        node = yaml.compose(text.decode("utf-8-sig"), Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise InputError([Mistake(str(path), 0, 0, "log.mapping", "the mapping is not UTF-8", "save it so")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"the mapping is not YAML: {getattr(error, 'problem', None) or 'unreadable'}"
        raise InputError([Mistake(str(path), line, column, "log.mapping", message, "mend the line")]) from None
    mistakes: list[Mistake] = []
    lines: dict[tuple[str, ...], int] = {}

    def wrong(keys: tuple[str, ...], message: str, remedy: str) -> None:
        while keys and keys not in lines:
            keys = keys[:-1]
        mistakes.append(Mistake(str(path), lines.get(keys, 1), 1, "log.mapping", message, remedy))

    data = _plain(node, (), lines, wrong)
    if not isinstance(data, dict) or not isinstance(data.get("columns"), dict) or not data["columns"]:
        wrong((), "a mapping has `columns`: field by field, a column of the log", "write columns: {id: …, opened: …}")
        raise InputError(mistakes)
    mapping = _mapping(path, data, wrong)
    if mistakes:
        raise InputError(sorted(mistakes))
    return mapping


Wrong = Callable[[tuple[str, ...], str, str], None]


def _plain(node: yaml.Node | None, at: tuple[str, ...], lines: dict[tuple[str, ...], int], wrong: Wrong) -> Any:
    """Return the texts of a document without guessing types, and note the line of each key."""
    import yaml

    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[(*at, str(index))] = item.start_mark.line + 1
        return [_plain(item, (*at, str(index)), lines, wrong) for index, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return None
    found: Data = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        lines[(*at, name)] = key.start_mark.line + 1
        if name in found:
            wrong((*at, name), f"the key {name[:60]!r} stands twice", "keep one of the two")
        found[name] = _plain(value, (*at, name), lines, wrong)
    return found


def _mapping(path: Path, data: Data, wrong: Wrong) -> LogMapping:
    for key in data:
        if key not in KEYS:
            wrong((key,), f"a mapping has no key {key[:60]!r}", near(key, KEYS))
    columns = _texts(("columns",), data["columns"], wrong)
    for name in columns:
        if name not in KINDS and not _NAME.fullmatch(name):
            wrong(("columns", name), f"a field is named in small letters, digits and _; got {name[:60]!r}", "rename it")
        elif name not in KINDS and (close := get_close_matches(name, KINDS, n=1, cutoff=0.8)):
            wrong(
                ("columns", name), f"{name!r} is almost the field {close[0]!r}", f"write {close[0]!r}, or another name"
            )
    for name in ("id", "opened"):
        if name not in columns:
            wrong(("columns",), f"no column is mapped to {name}", f"add {name}: with the column that holds it")
    options = {key: str(data[key]) for key in KEYS[2:8] if isinstance(data.get(key), str)}
    for key, choices in _CHOICES.items():
        if key in options and options[key] not in choices:
            wrong((key,), f"{key} is {' or '.join(choices)}; got {options[key][:60]!r}", "choose one")
    zone = data.get("zone")
    if zone is not None:
        try:
            find_zone(str(zone), Zones())
        except ValueError as error:
            wrong(("zone",), str(error), "write the place whose clock the times show")
    exposure = None if data.get("exposure") is None else _exposure(path, data["exposure"], wrong)
    return LogMapping(columns, zone, options, exposure, _changes(data.get("definitions") or [], wrong), str(path))


def _texts(at: tuple[str, ...], data: Any, wrong: Wrong) -> dict[str, str]:
    found = {}
    for key, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, str) and value:
            found[key] = value
        else:
            wrong((*at, key), f"{key[:60]!r} is the name of one column", f"write {key[:60]}: COLUMN")
    return found


def _exposure(path: Path, data: Any, wrong: Wrong) -> ExposureTable | None:
    given = data if isinstance(data, dict) else {}
    unknown = [key for key in given if key not in _EXPOSURE_KEYS]
    lacking = [key for key in _EXPOSURE_KEYS[:3] if not isinstance(given.get(key), str)]
    if unknown or lacking:
        told = f"has no key {unknown[0][:60]!r}" if unknown else f"lacks {lacking[0]}"
        wrong(("exposure",), f"exposure {told}", "write exposure: {file: …, day: …, amount: …, columns: {region: …}}")
        return None
    columns = _texts(("exposure", "columns"), given.get("columns") or {}, wrong)
    return ExposureTable(path.parent / given["file"], given["day"], given["amount"], columns)


def _changes(data: Any, wrong: Wrong) -> tuple[Change, ...]:
    found = []
    for index, entry in enumerate(data if isinstance(data, list) else [data]):
        given = entry if isinstance(entry, dict) else {}
        try:
            since = date.fromisoformat(str(given.get("since")))
        except ValueError:
            since = None
        if since is None or set(given) != set(_CHANGE_KEYS) or not all(isinstance(v, str) for v in given.values()):
            form = "{metric: all, version: '2', since: 2025-06-02, says: what changed}"
            wrong(
                ("definitions", str(index)), "a change of definition has metric, version, since (a day) and says", form
            )
            continue
        found.append(Change(given["metric"], given["version"], since, given["says"]))
    return tuple(found)


def near(word: str, known: Sequence[str]) -> str:
    """Return a remedy for a word that is not known."""
    close = get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else f"use one of: {', '.join(known)}"
