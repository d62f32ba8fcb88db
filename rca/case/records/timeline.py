"""Records of ``timeline.yaml``: points, extents, phases and clocks as lists of claims."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

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


class Clock(Record):
    """The offset of a source's clock: what the clock shows minus the true time, as an interval."""

    id: Name
    offset: Text
    basis: Literal["stated", "estimated"] = "stated"
    accepted: Judgement | None = None


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
