"""Records of ``case.yaml``: what the case is, its sources, figures, disputes and unknowns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from rca.case.records.base import (
    AnyId,
    Day,
    DisputeId,
    FigureId,
    LastedField,
    Name,
    PointId,
    PolicyId,
    Record,
    Sha256,
    SourceId,
    Text,
    TrueFalse,
    UnknownId,
    ValueField,
    WhenField,
    YesNo,
)

Level = Literal["low", "medium", "high", "unrated"]

CaseId = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]*$",
        max_length=80,
        description="the id of a case: small letters, digits and hyphens, such as link-outage-2024",
    ),
]


class Narrative(Record):
    """A paragraph with checked references such as ``[E6]``; its label drives the audiences that see it."""

    label: Literal["external", "internal", "leadership", "operations"]
    text: Text


class Scope(Record):
    """What the review covers; ``start`` and ``end`` are events or phases."""

    platforms: tuple[Text, ...] = ()
    regions: tuple[Text, ...] = ()
    languages: tuple[Text, ...] = ()
    start: PointId | None = None
    end: PointId | None = None


class Severity(Record):
    """How grave the incident was, what it was first taken for, and by which criteria."""

    level: Text
    was: Text | None = None
    scale: Text | None = None
    criteria: tuple[Text, ...] = ()


class Designation(Record):
    """Why this case was chosen for review."""

    rules: tuple[Text, ...]
    by: Text
    on: Day
    note: Text | None = None


class Harm(Record):
    """A class of harm, without detail."""

    harm_class: Annotated[Text, Field(alias="class")]
    dsa: Text | None = None
    figures: tuple[FigureId, ...] = ()


class Policy(Record):
    """A version of a policy, and when it was in force."""

    id: PolicyId
    name: Text
    version: Text
    effective: WhenField
    trained: WhenField | None = None
    superseded: WhenField | None = None


class Material(Record):
    """Pictures, video or sound that stay outside the case: which file, what harm, how long, where it is kept."""

    sha256: Sha256
    harm: Text
    length: LastedField | None = None
    custody: Text


_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_SPELL = rf"{_CLOCK}-({_CLOCK}|24:00)"

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Hours = Annotated[
    str,
    Field(
        pattern=rf"^{_SPELL}(, ?{_SPELL})*$",
        description="working hours of a day, such as 09:00-17:30 or 22:00-06:00; several with a comma between",
    ),
]


class Calendar(Record):
    """When a team works: hours of each weekday by the clock of its zone, and the dates on which it does not.

    Hours that end at or before their begin go on into the next day; a holiday takes out the hours that begin on it.
    """

    id: Name
    name: Text | None = None
    zone: Text
    hours: Annotated[dict[Weekday, Hours], Field(min_length=1)]
    holidays: tuple[Day, ...] = ()


class Source(Record):
    """Where claims come from; with ``file`` it is an export whose rows are evidence.

    ``published`` bounds from above what the source reports, unless it was ``updated`` later.
    ``derived_from`` feeds the count of independent sources.
    """

    id: SourceId
    kind: Text
    title: Text
    publisher: Text | None = None
    url: Text | None = None
    published: WhenField | None = None
    updated: TrueFalse = "false"
    seen: Text | None = None
    reliability: Level = "unrated"
    derived_from: tuple[SourceId, ...] = ()
    said_by: Text | None = None
    zone: Text | None = None
    clock: Name | None = None
    file: Text | None = None
    map: dict[Text, Text] | None = None
    options: dict[Text, Text] | None = None
    material: Material | None = None
    note: Text | None = None


class FigureClaim(Record):
    """One source's amount for a figure; same unit and measure as another claim means comparable."""

    value: ValueField
    source: SourceId
    unit: Text | None = None
    measure: Text | None = None
    of: ValueField | None = None
    as_of: Text | None = None
    said_by: Text | None = None
    note: Text | None = None


class Figure(Record):
    """A number of the case, with every source's claim about it; the first claim is the one shown first."""

    id: FigureId
    name: Text
    unit: Text
    definition: Text | None = None
    key: YesNo = "no"
    claims: Annotated[tuple[FigureClaim, ...], Field(min_length=1)]


class Position(Record):
    """What one source holds in a dispute."""

    source: SourceId
    text: Text


class Dispute(Record):
    """A conflict of words, or a judged conflict of figures or times."""

    id: DisputeId
    about: tuple[AnyId, ...] = ()
    text: Text | None = None
    positions: Annotated[tuple[Position, ...], Field(min_length=2)]
    resolution: Text | None = None
    by: Text | None = None
    on: Day | None = None


class Unknown(Record):
    """A question that could not be settled, why, what it would change and whom to ask."""

    id: UnknownId
    text: Text
    about: tuple[AnyId, ...] = ()
    why: Text | None = None
    would_change: Text | None = None
    ask: Text | None = None


class CaseHead(Record):
    """The whole of ``case.yaml``."""

    schema_name: Annotated[Literal["rca-case/1"], Field(alias="schema")]
    id: CaseId
    title: Text
    verdict: Text | None = None
    state: Literal["draft", "in_review", "approved", "published"]
    domain: Text | None = None
    classification: Text | None = None
    summary: Text
    narrative: tuple[Narrative, ...] = ()
    scope: Scope = Field(default_factory=Scope)
    severity: Severity | None = None
    designation: Designation | None = None
    harms: tuple[Harm, ...] = ()
    policies: tuple[Policy, ...] = ()
    zones: dict[Text, Text] = Field(default_factory=dict)
    unzoned: tuple[Text, ...] = ()
    local: Text | None = None
    milestones: tuple[Name, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    unknowns: tuple[Unknown, ...] = ()

    @field_validator("milestones")
    @classmethod
    def _each_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if twice := next((name for index, name in enumerate(names) if name in names[:index]), None):
            raise ValueError(f"a milestone stands once in their order; got {twice!r} twice", "leave one of the two out")
        return names

    @field_validator("calendars")
    @classmethod
    def _own_names(cls, calendars: tuple[Calendar, ...]) -> tuple[Calendar, ...]:
        names = [calendar.id for calendar in calendars]
        if twice := next((name for index, name in enumerate(names) if name in names[:index]), None):
            raise ValueError(f"each calendar has a name of its own; got {twice!r} twice", "give one another id")
        return calendars
