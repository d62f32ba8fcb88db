"""What all records share: frozen, no unknown keys, ids of one form, scalars typed from text."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from rca.case.values import Value, parse_value
from rca.case.when import Lasted, When
from rca.case.when_parse import parse_lasted, parse_when


class Record(BaseModel):
    """A frozen record of a case file; keys that the format does not know are refused."""

    # Schemas are built at first use: a command that reads no case should not pay for forty of them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, arbitrary_types_allowed=True)


def _id(letter: str) -> Any:
    return Field(pattern=rf"^{letter}[0-9]+[a-z]?$")


SourceId = Annotated[str, _id("S")]
EventId = Annotated[str, _id("E")]
PhaseId = Annotated[str, _id("P")]
FigureId = Annotated[str, _id("G")]
DisputeId = Annotated[str, _id("D")]
UnknownId = Annotated[str, _id("Q")]
FindingId = Annotated[str, _id("N")]
FactorId = Annotated[str, _id("F")]
AlternativeId = Annotated[str, _id("X")]
ActionId = Annotated[str, _id("A")]
PolicyId = Annotated[str, _id("W")]
AnyId = Annotated[str, Field(pattern=r"^[A-Z][0-9]+[a-z]?(:[0-9]+)?$")]
"""A reference to any record, or to a row of evidence (``S3:412``)."""

Text = Annotated[str, Field(min_length=1)]
"""Words that a person wrote; never empty."""

_WHEN_SCHEMA = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}

WhenField = Annotated[
    When,
    BeforeValidator(parse_when),
    PlainSerializer(lambda when: when.text, return_type=str),
    WithJsonSchema(_WHEN_SCHEMA),
]
"""A statement of the ``when`` grammar, read from text or from a list of texts."""

LastedField = Annotated[
    Lasted,
    BeforeValidator(parse_lasted),
    PlainSerializer(lambda lasted: lasted.text, return_type=str),
    WithJsonSchema({"type": "string"}),
]
"""A duration of an extent, such as ``at least 10 h``."""

ValueField = Annotated[
    Value,
    BeforeValidator(parse_value),
    PlainSerializer(lambda value: value.text, return_type=str),
    WithJsonSchema({"type": "string"}),
]
"""An amount with its words, such as ``over 118000``."""


class Judgement(Record):
    """Who decided something, when and why."""

    by: Text
    on: date
    because: Text | None = None


class Reject(Record):
    """Takes a claim out of the bounds; it is still tested and shown."""

    because: Text
    by: Text
    on: date
