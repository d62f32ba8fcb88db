"""What all records share: frozen, no unknown keys, ids of one form, scalars typed from text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from rca.case.values import Value, parse_value
from rca.case.when import Lasted, When
from rca.case.when_parse import parse_lasted, parse_when


class Record(BaseModel):
    """A frozen record of a case file; keys that the format does not know are refused."""

    # Schemas are built at first use: a command that reads no case should not pay for forty of them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, arbitrary_types_allowed=True)


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a text as the id of another record of the case, or of a row."""


def _id(letters: str, words: str, row: str = "") -> Any:
    number = "[0-9]+[a-z]?"
    return Field(pattern=f"^[{letters}]{number}{row}$", description=words)


SourceId = Annotated[str, _id("S", "the id of a source, such as S1"), Refers()]
EventId = Annotated[str, _id("E", "the id of an event, such as E2"), Refers()]
PhaseId = Annotated[str, _id("P", "the id of a phase, such as P1"), Refers()]
FigureId = Annotated[str, _id("G", "the id of a figure, such as G1"), Refers()]
DisputeId = Annotated[str, _id("D", "the id of a dispute, such as D1"), Refers()]
UnknownId = Annotated[str, _id("Q", "the id of an open question, such as Q1"), Refers()]
FindingId = Annotated[str, _id("N", "the id of a finding, such as N1"), Refers()]
FactorId = Annotated[str, _id("F", "the id of a factor, such as F1"), Refers()]
AlternativeId = Annotated[str, _id("X", "the id of an alternative, such as X1"), Refers()]
ActionId = Annotated[str, _id("A", "the id of an action, such as A1"), Refers()]
PolicyId = Annotated[str, _id("W", "the id of a policy, such as W1"), Refers()]
PointId = Annotated[str, _id("EP", "the id of an event or a phase, such as E2 or P1"), Refers()]
ExplainedId = Annotated[str, _id("FX", "the id of a factor or an alternative, such as F4 or X1"), Refers()]

_ROW = "S[0-9]+[a-z]?:[0-9]{1,15}"
RowRef = Annotated[str, Field(pattern=f"^{_ROW}$", description="a row of an export, such as S3:412"), Refers()]
EvidenceRef = Annotated[
    str,
    Field(
        pattern=f"^([SEGN][0-9]+[a-z]?|{_ROW})$",
        description="a source, a row of one, an event, a figure or a finding, such as S1, S3:412, E2, G1 or N1",
    ),
    Refers(),
]
EntryRef = Annotated[
    str,
    Field(
        pattern=f"^(E[0-9]+[a-z]?|{_ROW})$",
        description="an event or a row of an export, such as E2 or S3:412",
    ),
    Refers(),
]
AnyId = Annotated[
    str,
    _id("SEPGDQNFXAW", "the id of a record, or a row of an export, such as F4 or S3:412", r"(:[0-9]{1,15})?"),
    Refers(),
]
"""A reference to any record, or to a row of evidence (``S3:412``)."""

Text = Annotated[str, Field(min_length=1)]
"""Words that a person wrote; never empty."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", description="a name in small letters, digits, - and _")]
"""A short name that cannot be taken for an id."""


def _same_word(pairs: dict[str, str]) -> BeforeValidator:
    """Return a validator that reads the words of another spelling of yes and no as those of this one."""
    return BeforeValidator(lambda text: pairs.get(text, text) if isinstance(text, str) else text)


YesNo = Annotated[Literal["yes", "no"], _same_word({"true": "yes", "false": "no"})]
TrueFalse = Annotated[Literal["true", "false"], _same_word({"yes": "true", "no": "false"})]
Answer = Annotated[Literal["yes", "no", "unknown"], _same_word({"true": "yes", "false": "no"})]


def _day(text: object) -> object:
    """Read ``YYYY-MM-DD``; pydantic alone would also take a number of seconds for a date."""
    if not isinstance(text, str):
        return text
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(f"a date has the form YYYY-MM-DD; got {text[:80]!r}; write it as 2024-05-14")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"the calendar has no such day; got {text!r}; mend the date") from None


def _whole_number(text: object) -> object:
    if isinstance(text, str) and not re.fullmatch(r"[0-9]{1,15}", text):
        raise ValueError(f"a whole number has digits only; got {text[:80]!r}; write it as 2")
    return text


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "a date, YYYY-MM-DD"}),
]
"""A calendar day."""

Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=1)]
"""A whole number from 1 on."""

Whole = Annotated[int, BeforeValidator(_whole_number), Field(ge=0)]
"""A whole number from 0 on."""

LONGEST = 500
"""Most characters of a statement in one of the small grammars; they are for words, not for paragraphs."""


def _brief(parse: Callable[[object], object]) -> Callable[[object], object]:
    """Return a parser that refuses long text unread, so that no text can keep it busy."""

    @wraps(parse)
    def read(text: object) -> object:
        for part in text if isinstance(text, list) else (text,):
            if isinstance(part, str) and len(part) > LONGEST:
                rule = f"a statement has at most {LONGEST} characters; got {len(part):,}"
                raise ValueError(rule, "put the words into `raw` or `note`")
        return parse(text)

    return read


_WHEN_SCHEMA = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
    "description": "when it was, in the words of the `when` grammar; several claims in a list must all hold",
}

WhenField = Annotated[
    When,
    BeforeValidator(_brief(parse_when)),
    PlainSerializer(lambda when: when.text, return_type=str),
    WithJsonSchema(_WHEN_SCHEMA),
]
"""A statement of the ``when`` grammar, read from text or from a list of texts."""

LastedField = Annotated[
    Lasted,
    BeforeValidator(_brief(parse_lasted)),
    PlainSerializer(lambda lasted: lasted.text, return_type=str),
    WithJsonSchema({"type": "string", "description": "how long it went on, such as 40 min or at least 10 h"}),
]
"""A duration of an extent, such as ``at least 10 h``."""

ValueField = Annotated[
    Value,
    BeforeValidator(_brief(parse_value)),
    PlainSerializer(lambda value: value.text, return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "description": "an amount: N, about N, over N, at least N, under N, up to N or A..B",
        }
    ),
]
"""An amount with its words, such as ``over 118000``."""


Sha256 = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", description="a SHA-256 of 64 hexadecimal digits in small letters")
]
"""The hash of a file."""


class Judgement(Record):
    """Who decided something, when and why."""

    by: Text
    on: Day
    because: Text | None = None


class Reject(Record):
    """Takes a claim out of the bounds; it is still tested and shown."""

    because: Text
    by: Text
    on: Day
