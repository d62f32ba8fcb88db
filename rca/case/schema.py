"""JSON Schemas of the case files, made from the records, so that editors complete and validate while a person types.

The library reads every scalar as text, but an editor types what it loads: ``45`` as a number, ``true`` (and in some
``yes``) as a boolean, and a list with nothing in it as null. So wherever the records take a text, the schemas take a
text, a number or a boolean, with the pattern for texts only; where they take a list, they take null too. A schema
is therefore a little wider than :func:`rca.case.reading.read_case`, which alone decides.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rca.case.parts import AREAS
from rca.case.records import LockFile, Record

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALAR = ["string", "number", "boolean"]
# What editors load where a person writes yes or no, and the other spelling that the records take for it.
_SAME = {"yes": ["true", True], "no": ["false", False], "true": ["yes", True], "false": ["no", False]}


def case_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each file of a case folder.

    Returns
    -------
    dict of str to dict
        Schemas of draft 2020-12 by the name of the file: ``case.yaml`` and its four neighbours, ``evidence.lock``.

    Examples
    --------
    >>> sorted(case_schemas())
    ['actions.yaml', 'case.yaml', 'causes.yaml', 'evidence.lock', 'timeline.yaml', 'waivers.yaml']
    """
    files: dict[str, type[Record]] = {f"{area}.yaml": model for area, model in AREAS.items()}
    files["evidence.lock"] = LockFile
    return {name: _schema(name, model) for name, model in files.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write one schema file for each file of a case folder.

    Parameters
    ----------
    folder : Path
        Where to write; it is made where it does not exist.

    Returns
    -------
    tuple of Path
        The files: ``case.schema.json`` and so on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in case_schemas().items():
        path = folder / f"{Path(name).stem}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def _schema(name: str, model: type[Record]) -> dict[str, Any]:
    schema = _widened(model.model_json_schema(by_alias=True, mode="validation"))
    return {"$schema": _DIALECT, **schema, "title": name}


def _widened(schema: Any) -> Any:
    """Return a schema that takes what editors load where the library reads text or an empty list."""
    if isinstance(schema, list):
        return [_widened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    wide = {key: _inside(key, value) for key, value in schema.items() if key not in {"title", "default"}}
    if "enum" in wide:
        wide["enum"] = _choices(wide["enum"])
        wide.pop("type", None)
    elif wide.get("type") in {"string", "integer"}:
        wide |= {"type": _SCALAR}
    elif wide.get("type") == "array":
        wide |= {"type": ["array", "null"]}
    return _without_null(wide)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without the null of keys that may be left out: a key that is there has a value."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **{key: value for key, value in schema.items() if key != "anyOf"}}
    return {**schema, "anyOf": choices} if choices else schema


def _inside(key: str, value: Any) -> Any:
    """Return what stands under a keyword; below properties and definitions, keys are names and not keywords."""
    if key in {"properties", "$defs"}:
        return {name: _widened(inner) for name, inner in value.items()}
    return _widened(value)


def _choices(choices: list[Any]) -> list[Any]:
    wide = [*choices]
    for choice in choices:
        wide += [same for same in _SAME.get(choice, ()) if not any(same is each for each in wide)]
    return wide
