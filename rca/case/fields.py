"""What the records say about a place in a case file: its record, its choices, its words, what it refers to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from rca.case.records import Keys, Record
from rca.case.records.base import Refers
from rca.case.when import When


@dataclass(frozen=True, slots=True)
class Shape:
    """One form that a value may have: a type, and what was noted beside it."""

    type: Any
    notes: tuple[Any, ...]

    @property
    def description(self) -> str:
        """The words for the value; empty where none were noted."""
        texts = (note.description for note in self.notes if isinstance(note, FieldInfo))
        return next((text for text in texts if text), "")

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return get_origin(self.type) is tuple

    @property
    def is_table(self) -> bool:
        """Whether the value has keys of its own."""
        return get_origin(self.type) is dict or (isinstance(self.type, type) and issubclass(self.type, Record))

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of which the value is one; empty where it is free."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()

    @property
    def reader(self) -> Any:
        """The function that types the text of the value, or ``None``."""
        readers = (note.func for note in self.notes if isinstance(note, BeforeValidator))
        return next((getattr(reader, "__wrapped__", reader) for reader in readers), None)


class Found(NamedTuple):
    """A value of a record that refers to something: an id (as text) or a statement about time."""

    path: Keys
    value: str | When


def shapes_at(model: type[Record], path: Keys) -> tuple[Shape, ...]:
    """Return the forms that the value at a path of a file may have.

    Parameters
    ----------
    model : type of Record
        Record of the whole file.
    path : tuple
        Keys and indices, as in the file.

    Returns
    -------
    tuple of Shape
        Empty where the records know no such place.

    Examples
    --------
    >>> from rca.case.records import TimelineFile
    >>> shapes_at(TimelineFile, ("events", 3, "about"))[0].is_list
    True
    """
    shapes: tuple[Shape, ...] = (Shape(model, ()),)
    for key in path:
        shapes = tuple(below for shape in shapes for below in _below(shape, key))
    return shapes


def record_at(model: type[Record], path: Keys) -> type[Record] | None:
    """Return the record that a mapping at a path is read as, or ``None``."""
    for shape in shapes_at(model, path):
        if isinstance(shape.type, type) and issubclass(shape.type, Record):
            return shape.type
    return None


@cache
def keys_of(record: type[Record]) -> dict[str, str]:
    """Return the attribute for each key that a record may have in a file, in the order of the record."""
    return {field.alias or name: name for name, field in record.model_fields.items()}


def _below(shape: Shape, key: str | int) -> Iterator[Shape]:
    if isinstance(key, int):
        if shape.is_list:
            yield from _shapes(get_args(shape.type)[0])
    elif get_origin(shape.type) is dict:
        yield from _shapes(get_args(shape.type)[1])
    elif isinstance(shape.type, type) and issubclass(shape.type, Record) and key in keys_of(shape.type):
        field = shape.type.model_fields[keys_of(shape.type)[key]]
        yield from _shapes(field.annotation, (field, *field.metadata))


def _shapes(annotation: Any, notes: tuple[Any, ...] = ()) -> Iterator[Shape]:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        yield from _shapes(inner, (*notes, *more))
    elif origin in {Union, UnionType}:
        for choice in get_args(annotation):
            yield from _shapes(choice, notes)
    elif annotation is not NoneType:
        yield Shape(annotation, notes)


def references(record: Record, path: Keys) -> list[Found]:
    """Return every id and every statement about time that a record holds, with its place.

    Parameters
    ----------
    record : Record
        The record; its own id is left out.
    path : tuple
        Where it stands.

    Returns
    -------
    list of Found
        In the order of the record.
    """
    found: list[Found] = []
    _collect(record, path, found)
    return found


def _collect(record: Record, path: Keys, found: list[Found]) -> None:
    for name, key in _plan(type(record)):
        value = getattr(record, name)
        if value:
            _collect_value(value, (*path, key), found)


def _collect_value(value: Any, path: Keys, found: list[Found]) -> None:
    # By exact type: `isinstance` of a pydantic model costs more than all the rest of this walk.
    kind = type(value)
    if kind is str or kind is When:
        found.append(Found(path, value))
    elif kind is tuple:
        for index, item in enumerate(value):
            _collect_value(item, (*path, index), found)
    else:
        _collect(value, path, found)


@cache
def _plan(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return attribute and key of each field that can refer to something."""
    plan = []
    for key, name in keys_of(record).items():
        leaves = list(_leaves(record, key))
        refers = any(isinstance(note, Refers) for leaf in leaves for note in leaf.notes)
        holds = any(isinstance(leaf.type, type) and issubclass(leaf.type, Record | When) for leaf in leaves)
        if name != "id" and (refers or holds):
            plan.append((name, key))
    return tuple(plan)


def _leaves(record: type[Record], key: str) -> Iterator[Shape]:
    for shape in _below(Shape(record, ()), key):
        yield from _below(shape, 0) if shape.is_list else (shape,)
