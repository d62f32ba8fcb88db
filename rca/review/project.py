"""From results to what one audience may see of them: fields that are not listed are absent, not hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from rca.case.records import Record
from rca.case.values import Value
from rca.case.when import Lasted, When
from rca.errors import RcaError
from rca.review.audiences import Audience, kind_of
from rca.review.defang import defang

_Maker = Callable[[object, Audience, dict[str, object]], object]
_LEAVES = (int, float, bool, Decimal, Fraction, date, Enum, Value, When, Lasted, type(None))


class FieldNotAllowedError(RcaError):
    """A section reads a field that its audience may not see; this is a fault of the section.

    Parameters
    ----------
    audience, kind, field : str
        The profile, the kind of record, and its field.
    """

    def __init__(self, audience: str, kind: str, field: str) -> None:
        self.audience, self.kind, self.field = audience, kind, field
        super().__init__(f"the profile {audience!r} does not list the field {field!r} of {kind}")


class View:
    """A record or result with only the fields that one audience may see.

    Parameters
    ----------
    audience : str
        Name of the profile.
    kind : str
        What was projected, such as ``case.event``.
    values : mapping of str to object
        The allowed fields.
    """

    __slots__ = ("_audience", "_kind", "_values")

    def __init__(self, audience: str, kind: str, values: Mapping[str, object]) -> None:
        object.__setattr__(self, "_audience", audience)
        object.__setattr__(self, "_kind", kind)
        object.__setattr__(self, "_values", values)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise FieldNotAllowedError(self._audience, self._kind, name) from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a view is frozen; {name!r} cannot be set")

    def __dir__(self) -> list[str]:
        return sorted(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and (self._kind, self._values) == (other._kind, other._values)

    def __hash__(self) -> int:
        return hash(self._kind)

    def __repr__(self) -> str:
        return f"View({self._kind})"


def project(value: object, audience: Audience) -> Any:
    """Return what an audience may see of a record or a result.

    Parameters
    ----------
    value : object
        A record, a result, or a tuple or mapping of them.
    audience : Audience
        The profile.

    Returns
    -------
    object
        Records and results as :class:`View`; addresses in texts are made unusable.
    """
    return _walk(value, audience, _view)


def strip(value: Any, audience: Audience) -> Any:
    """Return a record or result of its own class with only what an audience may see, for a drawing.

    Parameters
    ----------
    value : object
        As for :func:`project`.
    audience : Audience
        The profile.

    Returns
    -------
    object
        Of the same class. A field left out has its default; one without a default is not there, and
        reading it raises AttributeError.
    """
    return _walk(value, audience, _remade)


def own_fields(record: object) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a record or result with their values, in the order in which they are written.

    Parameters
    ----------
    record : object
        A pydantic record or a dataclass.

    Yields
    ------
    tuple
        Name and value.
    """
    if isinstance(record, Record):
        for name in type(record).model_fields:
            yield name, getattr(record, name)
    elif is_dataclass(record):
        for field in fields(record):
            yield field.name, getattr(record, field.name)


def is_leaf(value: object) -> bool:
    """Return whether a value has no fields of its own to be projected (text is a leaf, too)."""
    return isinstance(value, (str, *_LEAVES))


def _walk(value: object, audience: Audience, make: _Maker) -> Any:
    if isinstance(value, str) and not isinstance(value, Enum):
        return defang(value)
    if is_leaf(value):
        return value
    if isinstance(value, tuple):
        return tuple(_walk(item, audience, make) for item in value)
    if isinstance(value, Mapping):
        return {key: _walk(item, audience, make) for key, item in value.items()}
    kind = kind_of(type(value))
    allowed = {name: _walk(item, audience, make) for name, item in own_fields(value) if audience.allows(kind, name)}
    return make(value, audience, allowed)


def _view(record: object, audience: Audience, allowed: dict[str, object]) -> object:
    return View(audience.name, kind_of(type(record)), allowed)


def _remade(record: object, _: Audience, allowed: dict[str, object]) -> object:
    if isinstance(record, Record):
        return type(record).model_construct(_fields_set=set(allowed), **allowed)
    remade = object.__new__(type(record))
    for field in fields(record):  # type: ignore[arg-type]
        if field.name in allowed:
            object.__setattr__(remade, field.name, allowed[field.name])
        elif field.default is not field.default_factory:  # one of the two is MISSING unless both are
            default = field.default_factory() if callable(field.default_factory) else field.default
            object.__setattr__(remade, field.name, default)
    return remade
