"""From pydantic's errors to mistakes in words: the rule, what was received, what to do, and the place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from rca.case.fields import Shape, keys_of, record_at, shapes_at
from rca.case.nodes import Document, Node, Scalar, Table, child
from rca.case.records import Keys, Record
from rca.case.values import parse_value
from rca.case.when_parse import parse_lasted, parse_when
from rca.errors import Mistake

_READERS = {parse_when: "case.bad-when", parse_lasted: "case.bad-lasted", parse_value: "case.bad-amount"}
# The texts of the grammars end in a remedy after the quoted words that they received.
_WITH_REMEDY = re.compile(r"""(.*?; got (?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")[^;]*); (.+)""", re.DOTALL)


MAX_TOLD = 1000
"""Most mistakes that are put into words at once; a broken file can hold a million of one kind."""


def mistakes_of(error: ValidationError, model: type[Record], document: Document) -> dict[Keys, Mistake]:
    """Return the mistakes that a validation found in one file.

    Parameters
    ----------
    error : ValidationError
        What pydantic raised.
    model : type of Record
        Record of the whole file.
    document : Document
        The file.

    Returns
    -------
    dict of tuple to Mistake
        One mistake for each path in the file: the first that was found there.
        Not more than ``MAX_TOLD``.
    """
    mistakes: dict[Keys, Mistake] = {}
    misspelt: set[Keys] = set()
    for found in error.errors(include_url=False)[:MAX_TOLD]:
        path = _path(found["loc"], document.root)
        mistakes.setdefault(path, _mistake(found, path, model, document))
        if found["type"] == "extra_forbidden":
            misspelt.update((*path[:-1], near) for near in _near_keys(path, model))
    # A key that is written wrong is not missing too.
    return {
        path: mistake
        for path, mistake in mistakes.items()
        if mistake.code != "case.missing-key" or path not in misspelt
    }


def broken_paths(error: ValidationError, document: Document) -> set[Keys]:
    """Return the path of everything that a validation found wrong in one file."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return {_path(each["loc"], document.root) for each in found}


def empty_value(document: Document, path: Keys) -> Mistake:
    """Return the mistake of a key, or an item of a list, with nothing after it."""
    what = f"the key `{path[-1]}`" if isinstance(path[-1], str) else "an item of a list"
    return _at(document, path, "case.empty-value", f"{what} has no value", "write one, or delete the line")


def _mistake(found: Mapping[str, Any], path: Keys, model: type[Record], document: Document) -> Mistake:
    got, context = found["input"], found.get("ctx", {})
    shapes = shapes_at(model, path)
    match found["type"]:
        case "extra_forbidden":
            return _unknown_key(path, model, document)
        case "missing":
            message = f"the key `{path[-1]}` is missing"
            return _at(document, path[:-1], "case.missing-key", message, f"add `{path[-1]}:`")
        case "value_error":
            return _broken_rule(context["error"], path, shapes, document)
        case _ if got is None:
            return empty_value(document, path)
        case "literal_error":
            return _no_choice(got, path, shapes, document)
        case "string_pattern_mismatch":
            rule = next((shape.description for shape in shapes if shape.description), "a text of a fixed form")
            return _at(document, path, "case.bad-form", f"this is {rule}; got {shown(got)}", "mend it")
        case "string_too_short":
            return _at(document, path, "case.empty-value", "a text has at least one character", "write the words")
        case "string_too_long":
            message = f"a text has at most {context['max_length']} characters here; got {len(got)}"
            return _at(document, path, "case.too-long", message, "shorten it")
        case "too_short":
            message = f"a list has {context['min_length']} or more entries here; got {context['actual_length']}"
            return _at(document, path, "case.too-few", message, "add what is missing")
        case "greater_than_equal":
            message = f"a number is at least {context['ge']} here; got {shown(got)}"
            return _at(document, path, "case.bad-number", message, "mend the number")
        case _:
            message, remedy = _wrong_shape(got, shapes)
            return _at(document, path, "case.wrong-shape", message, remedy)


def _path(location: tuple[str | int, ...], root: Node) -> Keys:
    """Return the path in the file: what pydantic adds for its own unions is left out."""
    path: list[str | int] = []
    node: Node | None = root
    for position, key in enumerate(location):
        below = child(node, key)
        if below is not None:
            path.append(key)
            node = below
        elif position == len(location) - 1 and isinstance(key, str) and hasattr(node, "entries"):
            path.append(key)
    return tuple(path)


def _unknown_key(path: Keys, model: type[Record], document: Document) -> Mistake:
    near = _near_keys(path, model)
    remedy = f"did you mean `{near[0]}`?" if near else f"known keys are {', '.join(_known_keys(path, model))}"
    around, value = document.node(path[:-1]), document.node(path)
    if isinstance(around, Table) and around.flow and isinstance(value, Scalar) and value.text is None:
        remedy = "inside braces a comma ends a text: quote the text before it"
    mark = document.mark(path, of_key=True)
    message = f"no key here is called {shown(path[-1])}"
    return Mistake(mark.file, mark.line, mark.column, "case.unknown-key", message, remedy)


def _known_keys(path: Keys, model: type[Record]) -> list[str]:
    record = record_at(model, path[:-1])
    return list(keys_of(record)) if record else []


def _near_keys(path: Keys, model: type[Record]) -> list[str]:
    return get_close_matches(str(path[-1])[:80].lower(), _known_keys(path, model), n=1, cutoff=0.6)


def _broken_rule(error: ValueError, path: Keys, shapes: tuple[Shape, ...], document: Document) -> Mistake:
    code = next((_READERS[shape.reader] for shape in shapes if shape.reader in _READERS), "case.bad-value")
    message, remedy = error.args if len(error.args) == 2 else split_remedy(str(error))
    return _at(document, path, code, message, remedy or "mend it")


def split_remedy(text: str) -> tuple[str, str]:
    """Return the rule with what was received, and the remedy, of a text ``rule; got '…'; remedy``.

    Examples
    --------
    >>> split_remedy("a date has the form YYYY-MM-DD; got '5'; write it as 2024-05-14")
    ("a date has the form YYYY-MM-DD; got '5'", 'write it as 2024-05-14')
    """
    parts = _WITH_REMEDY.fullmatch(text)
    return (parts[1], parts[2]) if parts else (text, "")


def _no_choice(got: object, path: Keys, shapes: tuple[Shape, ...], document: Document) -> Mistake:
    choices = [choice for shape in shapes for choice in shape.choices]
    if not isinstance(got, str):
        message, remedy = _wrong_shape(got, shapes)
        return _at(document, path, "case.wrong-shape", message, remedy)
    near = get_close_matches(got[:80].lower().replace(" ", "_"), choices, n=1, cutoff=0.6)
    remedy = f"did you mean {near[0]}?" if near else "choose one of them"
    message = f"`{path[-1]}` is one of {', '.join(choices)}; got {shown(got)}"
    return _at(document, path, "case.no-choice", message, remedy)


def _wrong_shape(got: object, shapes: tuple[Shape, ...]) -> tuple[str, str]:
    wanted, remedy = "a text", "write one text"
    if any(shape.is_list for shape in shapes):
        wanted, remedy = "a list", "write it in brackets: [ … ]"
    elif any(shape.is_table for shape in shapes):
        wanted, remedy = "keys with values", "write it in braces: {key: value}"
    return f"this is {wanted}; got {shown(got)}", remedy


def shown(value: object) -> str:
    """Return a received value, short enough for one line and with nothing that a terminal would obey."""
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return repr(text if len(text) <= 80 else text[:79] + "…")


def _at(document: Document, path: Keys, code: str, message: str, remedy: str) -> Mistake:
    mark = document.mark(path)
    return Mistake(mark.file, mark.line, mark.column, code, message, remedy)
