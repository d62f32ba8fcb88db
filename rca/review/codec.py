"""Blocks as plain JSON, and back: each object names its kind, and nothing of another form is accepted."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin

from rca.drawing import scene as drawing
from rca.review import blocks as parts
from rca.review.blocks import Block

SCHEMA = "rca-blocks/1"
"""Version of the JSON form."""

MIME = "application/vnd.rca.block+json"
"""Type under which a notebook output carries blocks."""


def to_plain(value: object) -> Any:
    """Return a block, or a part of one, as JSON data.

    Parameters
    ----------
    value : object
        A part of ``blocks``, a shape of a scene, a tuple of them, or a plain value.

    Returns
    -------
    object
        Dictionaries, lists, text, numbers, booleans and ``None`` only.

    Examples
    --------
    >>> to_plain(parts.Words("A dot"))
    {'kind': 'words', 'text': 'A dot', 'tone': 'plain'}
    """
    if is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": _kind(type(value)), **plain}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return value


def from_plain(data: object) -> Block:
    """Return the block that JSON data describes.

    Parameters
    ----------
    data : object
        What :func:`to_plain` gives.

    Returns
    -------
    Block
        The block.

    Raises
    ------
    ValueError
        When a kind is unknown, a field is missing or unknown, or a value has another type.

    Examples
    --------
    >>> from_plain(to_plain(parts.Heading("Key numbers"))).text
    'Key numbers'
    """
    return typing.cast("Block", _decode(data, Block, "block"))


def _kind(cls: type) -> str:
    return str(getattr(cls, "kind", cls.__name__.lower()))


@cache
def _classes() -> dict[str, type]:
    found = [item for module in (parts, drawing) for item in vars(module).values() if isinstance(item, type)]
    own = [cls for cls in found if is_dataclass(cls) and cls.__module__ in {parts.__name__, drawing.__name__}]
    return {_kind(cls): cls for cls in own}


@cache
def _hints(cls: type) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}


def _decode(data: object, hint: Any, place: str) -> Any:
    """Return a value of the type that ``hint`` names; the data of a notebook is not trusted."""
    if get_origin(hint) is tuple:
        return _sequence(data, get_args(hint), place)
    if get_origin(hint) is Literal:
        return _checked(data, data in get_args(hint), place, f"one of {get_args(hint)}")
    options = get_args(hint) if get_origin(hint) in {Union, types.UnionType} else (hint,)
    if isinstance(data, dict):
        return _record(data, options, place)
    for option in options:
        if get_origin(option) is tuple and isinstance(data, list):
            return _sequence(data, get_args(option), place)
    return _checked(data, _fits(data, options), place, " or ".join(getattr(o, "__name__", str(o)) for o in options))


def _fits(data: object, options: tuple[Any, ...]) -> bool:
    match data:
        case None:
            return type(None) in options
        case bool():  # a boolean is an integer to Python; it never stands for a number here
            return bool in options
        case str():
            return str in options
        case int():
            return int in options or float in options
        case _:
            return isinstance(data, float) and float in options


def _checked(data: Any, fits: bool, place: str, wanted: str) -> Any:
    if not fits:
        raise ValueError(f"{place} is {wanted}; got {type(data).__name__} {data!r:.60}")
    return data


def _sequence(data: object, items: tuple[Any, ...], place: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise ValueError(f"{place} is a list; got {type(data).__name__}")
    if len(items) == 2 and items[1] is Ellipsis:
        return tuple(_decode(item, items[0], f"{place}[{n}]") for n, item in enumerate(data))
    if len(items) != len(data):
        raise ValueError(f"{place} has {len(items)} values; got {len(data)}")
    return tuple(_decode(item, hint, f"{place}[{n}]") for n, (item, hint) in enumerate(zip(data, items, strict=True)))


def _record(data: dict[Any, Any], options: tuple[Any, ...], place: str) -> Any:
    cls = _classes().get(str(data.get("kind")))
    if cls is None or cls not in options:
        wanted = ", ".join(_kind(option) for option in options if isinstance(option, type) and is_dataclass(option))
        raise ValueError(f"{place} is of a kind known here ({wanted or 'no record'}); got {data.get('kind')!r}")
    hints = _hints(cls)
    if set(data) - {"kind"} != set(hints):
        raise ValueError(f"{place} ({_kind(cls)}) has the fields {', '.join(hints)}; got {', '.join(map(str, data))}")
    return cls(**{name: _decode(data[name], hint, f"{place}.{name}") for name, hint in hints.items()})
