"""Records of ``timeline.yaml``: points, extents, phases and clocks as lists of claims."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, PlainSerializer, Tag, WithJsonSchema, model_validator

from rca.case.clock_values import Amounts, parse_drift, parse_instant, parse_offset
from rca.case.records.base import (
    Day,
    EntryRef,
    EventId,
    FigureId,
    Judgement,
    LastedField,
    Name,
    PhaseId,
    Record,
    Reject,
    RowRef,
    SourceId,
    Text,
    TrueFalse,
    WhenField,
    YesNo,
)

ZoneBasis = Literal["stated", "implied", "assumed"]
Confidence = Literal["high", "medium", "low", "unrated"]


class Claim(Record):
    """One source's statement about one point: in words (``when``), or a row of evidence (``row``)."""

    id: Text | None = None
    when: WhenField | None = None
    row: RowRef | None = None
    source: SourceId | None = None
    raw: Text | None = None
    zone_basis: ZoneBasis = "stated"
    said_by: Text | None = None
    confidence: Confidence = "unrated"
    note: Text | None = None
    reject: Reject | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Claim:
        if (self.when is None) == (self.row is None):
            got = "neither" if self.when is None else "both"
            rule = f"a claim has either `when` (words) or `row` (a row of evidence); got {got}"
            raise ValueError(rule, "keep one of the two")
        return self


class LastedClaim(Record):
    """One source's statement about how long an extent went on."""

    id: Text | None = None
    when: LastedField
    source: SourceId | None = None
    raw: Text | None = None
    said_by: Text | None = None
    confidence: Confidence = "unrated"
    note: Text | None = None
    reject: Reject | None = None


PointOrClaims = Annotated[
    Annotated[EventId, Tag("event")] | Annotated[tuple[Claim, ...], Tag("claims")],
    Discriminator(lambda value: "event" if isinstance(value, str) else "claims"),
]
"""An end of an extent: another event, or claims of its own."""


class Event(Record):
    """Something that happened (``at``) or went on (any of ``start``, ``end``, ``within``, ``lasted``).

    ``start`` and ``end`` may name another event instead of a list of claims: the extent
    then begins or ends at that point.
    """

    id: EventId
    kind: Literal["event", "condition", "observation", "statement"] = "event"
    text: Text
    label: Text | None = None
    about: tuple[EventId, ...] = ()
    actor: Text | None = None
    lane: Text | None = None
    milestone: Text | None = None
    key: YesNo = "yes"
    anchor: TrueFalse = "false"
    tags: tuple[Text, ...] = ()
    figures: tuple[FigureId, ...] = ()
    at: tuple[Claim, ...] = ()
    start: PointOrClaims = ()
    end: PointOrClaims = ()
    within: tuple[Claim, ...] = ()
    lasted: tuple[LastedClaim, ...] = ()
    note: Text | None = None

    @property
    def is_extent(self) -> bool:
        """Whether the event has two ends."""
        return bool(self.start or self.end or self.within or self.lasted)

    @model_validator(mode="after")
    def _point_or_extent(self) -> Event:
        if self.at and self.is_extent:
            rule = "an event is a point (`at`) or an extent (`start`, `end`, `within`, `lasted`); got both"
            raise ValueError(rule, "make two events of it")
        if not self.at and not self.is_extent:
            rule = "an event has `at`, or any of `start`, `end`, `within`, `lasted`; got none"
            raise ValueError(rule, "where no source gives a time, write `at: [{when: unknown}]`")
        return self


class Phase(Record):
    """A name for the time between two events; it has no times of its own."""

    id: PhaseId
    name: Text
    start: EventId
    end: EventId


_AS_TEXT = PlainSerializer(lambda amounts: amounts.text, return_type=str)
_OFFSET = "shown minus true time, such as 42 s .. 44 s or -3 min"
_DRIFT = "how much the clock gained, such as 25 .. 35 ppm or -2 s/d"
_INSTANT = "a date and clock time with its zone, such as 2024-05-14 13:00 UTC"

OffsetField = Annotated[
    Amounts,
    BeforeValidator(parse_offset),
    _AS_TEXT,
    WithJsonSchema({"type": "string", "description": _OFFSET}),
]
"""How far a clock was ahead, such as ``42 s .. 44 s``."""

DriftField = Annotated[
    Amounts,
    BeforeValidator(parse_drift),
    _AS_TEXT,
    WithJsonSchema({"type": "string", "description": _DRIFT}),
]
"""How much a clock gained, such as ``25 .. 35 ppm``."""

InstantField = Annotated[
    int,
    BeforeValidator(parse_instant),
    WithJsonSchema({"type": "string", "description": _INSTANT}),
]
"""An instant in microseconds UTC, written with its zone."""


class Clock(Record):
    """A clock that was off: what it shows minus the true time, as an interval.

    With ``drift`` the offset holds at ``reference``, a time as the clock shows it, and changes from there.
    An ``estimated`` offset counts once a person ``accepted`` it; a ``stated`` one counts at once and overrides the
    estimate. ``follows`` and ``precedes`` name sources that record the same events never later, or never earlier,
    than the sources with this clock: what was matched with their rows then bounds the estimate.
    """

    id: Name
    offset: OffsetField
    drift: DriftField | None = None
    reference: InstantField | None = None
    basis: Literal["stated", "estimated"] = "stated"
    accepted: Judgement | None = None
    follows: tuple[SourceId, ...] = ()
    precedes: tuple[SourceId, ...] = ()

    @model_validator(mode="after")
    def _drift_from_when(self) -> Clock:
        if (self.drift is None) != (self.reference is None):
            got = "reference" if self.drift is None else "drift"
            rule = f"the drift of a clock and the `reference` at which its offset holds go together; got `{got}` alone"
            raise ValueError(rule, "add the other, or leave both out")
        both = sorted({*self.follows} & {*self.precedes})
        if both:
            rule = f"a source records events before another or after it; got {both[0]} in `follows` and in `precedes`"
            raise ValueError(rule, "keep it in one of the two")
        return self


class Same(Record):
    """Two entries judged by a person to be, or not to be, one event."""

    events: Annotated[tuple[EntryRef, ...], Field(min_length=2)]
    verdict: YesNo
    by: Text
    on: Day


class TimelineFile(Record):
    """The whole of ``timeline.yaml``."""

    clocks: tuple[Clock, ...] = ()
    phases: tuple[Phase, ...] = ()
    events: tuple[Event, ...] = ()
    same: tuple[Same, ...] = ()
