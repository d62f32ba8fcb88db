"""The tree as JSON, both ways and exact: nodes and links with everything that the records say."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from rca.case.decode import MAX_BYTES, wrong_character
from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, Mark, TimelineFile, WaiversFile
from rca.causes.structure import structure_mistakes
from rca.errors import InputError, Mistake

FORM: Final = "rca-causes/1"
"""Name and number of the form."""

# A tree alone is checked as the tree of a case about which nothing else is known.
_HEAD: Final = {"schema": "rca-case/1", "id": "tree", "title": "Tree", "state": "draft", "summary": "A tree."}


def write_json(case: CaseFile) -> str:
    """Return the tree of a case as JSON in node-link form.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    str
        Indented JSON: ``form``, ``outcome``, ``nodes`` (the factors, with gate, number, status, state and evidence),
        ``links`` (cause, effect, role, necessity and reason), and every other part of ``causes.yaml``. Keys that
        say nothing are left out.
    """
    causes = case.causes.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    nodes, links = causes.pop("factors", []), causes.pop("links", [])
    outcome = causes.pop("outcome", None)
    data = {"form": FORM, "outcome": outcome, "nodes": nodes, "links": links, **causes}
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def read_json(text: str, name: str = "causes.json") -> CaseFile:
    """Read a tree from the JSON that :func:`write_json` writes.

    Parameters
    ----------
    text : str
        The JSON.
    name : str
        Name of the file, for the mistakes.

    Returns
    -------
    CaseFile
        A case that knows nothing but the tree; its ``causes`` are the same records that were written.

    Raises
    ------
    InputError
        With every mistake: what is no JSON, what the records do not know, and what keeps the factors from being one
        tree. Each names its place, such as ``nodes[3].status``.
    """
    data = _parsed(text, name)
    if mistakes := [*_strange_texts(data, name), *_wrong_top(data, name)]:
        raise InputError(mistakes)
    given = {key: value for key, value in data.items() if key not in {"form", "nodes"}}
    if given.get("outcome") is None:
        given.pop("outcome", None)
    try:
        causes = CausesFile.model_validate(given | {"factors": data["nodes"]})
    except ValidationError as error:
        found = error.errors(include_url=False)[:1000]
        raise InputError([_typing_mistake(each, name) for each in found]) from None
    case = _case(causes, name)
    if mistakes := [*_given_twice(causes, name), *structure_mistakes(case)]:
        raise InputError(mistakes)
    return case


def _parsed(text: str, name: str) -> Any:
    if len(text.encode("utf-8", errors="replace")) > MAX_BYTES:
        message = f"a tree has at most {MAX_BYTES:,} bytes of JSON"
        raise InputError([Mistake(name, 0, 0, "exchange.too-large", message, "split the case")])
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        message = f"the file is JSON; got something else: {error.msg}"
        raise InputError(
            [Mistake(name, error.lineno, error.colno, "exchange.json", message, "mend the line")]
        ) from None
    except RecursionError:
        message = "a tree nests a few levels deep; this JSON nests far deeper"
        raise InputError([Mistake(name, 0, 0, "exchange.json", message, "write it flat")]) from None
    except ValueError as error:
        raise InputError([Mistake(name, 0, 0, "exchange.json", str(error), "mend it")]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    once = dict(pairs)
    if len(once) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"a key is written once in each object; got {twice[:80]!r} again")
    return once


def _no_number(word: str) -> Any:
    raise ValueError(f"a number of JSON is finite; got {word}")


def _strange_texts(data: Any, name: str) -> Iterator[Mistake]:
    """Find the characters that no text of a case may hold."""
    waiting: list[tuple[str, Any]] = [("", data)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(f"{place}.{key}".lstrip("."), item) for key, item in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{place}[{index}]", item) for index, item in enumerate(value)]
        elif isinstance(value, str) and (wrong := wrong_character(value)):
            yield Mistake(name, 0, 0, "case.character", f"{place}: {wrong[1]}", wrong[2])


def _wrong_top(data: Any, name: str) -> Iterator[Mistake]:
    if not isinstance(data, dict):
        yield Mistake(name, 0, 0, "exchange.form", "a tree is an object with `nodes` and `links`", "write it so")
        return
    if data.get("form") != FORM:
        message = f"`form` names the form, {FORM}; got {str(data.get('form'))[:80]!r}"
        yield Mistake(name, 0, 0, "exchange.form", message, f"write the tree as {FORM}")
    for key in ("nodes", "links"):
        if not isinstance(data.get(key), list):
            yield Mistake(name, 0, 0, "exchange.form", f"`{key}` is a list; it is missing or something else", "add it")
    for key in ("factors", "whys"):
        if key in data:
            yield Mistake(name, 0, 0, "exchange.form", f"this form has no `{key}`", "write factors as `nodes`")


def _typing_mistake(found: Any, name: str) -> Mistake:
    place = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in found["loc"]).lstrip(".")
    place = f"nodes{place.removeprefix('factors')}" if place.startswith("factors") else place
    message = found["msg"].removeprefix("Value error, ")
    remedy = "mend it"
    if found["type"] == "value_error" and len(found["ctx"]["error"].args) == 2:
        message, remedy = found["ctx"]["error"].args
    return Mistake(name, 0, 0, "exchange.value", f"{place}: {message}", remedy)


def _given_twice(causes: CausesFile, name: str) -> list[Mistake]:
    ids = Counter(item.id for group in (causes.factors, causes.findings, causes.alternatives) for item in group)
    return [
        Mistake(name, 0, 0, "case.duplicate-id", f"an id is given once; {id_} is given again", "give it another id")
        for id_, count in ids.items()
        if count > 1
    ]


def _case(causes: CausesFile, name: str) -> CaseFile:
    return CaseFile(
        path=Path(name),
        head=CaseHead.model_validate(_HEAD),
        timeline=TimelineFile(),
        causes=causes,
        actions=ActionsFile(),
        waivers=WaiversFile(),
        marks={("causes",): Mark(name, 0, 0)},
    )
