"""Examples of rules: small changes of a clean case, one to which a rule objects and one to which it does not.

They are data, so that the reference, ``rca check --explain`` and the tests read the same text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rca.assets import plain_yaml, shipped
from rca.case.parts import AREAS

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """Two changes of the clean case, as YAML.

    Parameters
    ----------
    fails : str
        The rule finds something here, and no other rule does.
    passes : str
        The rule finds nothing here.
    """

    fails: str
    passes: str


def example_of(rule: str) -> Example:
    """Return the example of a rule.

    Parameters
    ----------
    rule : str
        Its id.

    Returns
    -------
    Example
        From the file of the first word of the id.

    Raises
    ------
    KeyError
        When the rule has none.
    """
    entry = _file(rule.partition(".")[0])[rule]
    return Example(entry["fails"], entry["passes"])


def clean_case() -> Data:
    """Return the clean case as plain data, by area.

    Returns
    -------
    dict
        Five mappings of texts, lists and mappings, new at each call.
    """
    return {area: shipped("checks", "base", area) for area in AREAS}


def merged(change: str, base: Data | None = None) -> Data:
    """Return a case with a change.

    Parameters
    ----------
    change : str
        YAML by area. Records of the lists right below an area are found by ``id``, links by their two ends, areas
        of the sweep by their name; what is not found is added. A key without a value is taken away, and so is what
        ``remove`` names.
    base : dict, optional
        Plain data of a case, which is changed; by default the clean case.

    Returns
    -------
    dict
        Plain data.
    """
    data = clean_case() if base is None else base
    given = plain_yaml(change) or {}
    for place in given.pop("remove", ()):
        _remove(data, place)
    for area, values in given.items():
        for name, value in values.items():
            if value == "":
                data[area].pop(name, None)
            elif isinstance(value, list) and isinstance(data[area].get(name), list):
                _merge_list(data[area][name], value)
            else:
                data[area][name] = value
    return data


def _merge_list(items: list[Any], changes: list[Any]) -> None:
    for change in changes:
        name = _name(change)
        old = next((item for item in items if name is not None and _name(item) == name), None)
        if old is None:
            items.append(change)
        else:
            _merge(old, change)


def _merge(old: Data, change: Data) -> None:
    for key, value in change.items():
        if value == "":
            old.pop(key, None)
        elif isinstance(value, dict) and isinstance(old.get(key), dict):
            _merge(old[key], value)
        else:
            old[key] = value


def _name(item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    return f"{item['cause']}>{item['effect']}" if "cause" in item else item.get("id", item.get("area"))


def _remove(data: Data, place: str) -> None:
    for items in _lists(data):
        items[:] = [item for item in items if _name(item) != place]


def _lists(data: Data) -> Iterator[list[Any]]:
    for area in data.values():
        yield from (value for value in area.values() if isinstance(value, list))


@cache
def _file(word: str) -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = shipped("checks", "examples", word)
    return loaded
