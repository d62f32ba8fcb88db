"""Records of ``actions.yaml``: what was recommended, agreed, done, and whether it worked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, field_validator, model_validator

from rca.case.rates import Rate, parse_rate
from rca.case.records.base import ActionId, Answer, AnyId, Day, FactorId, Record, SourceId, Text, WhenField
from rca.case.when_days import surely_before

RateField = Annotated[
    Rate,
    BeforeValidator(parse_rate),
    PlainSerializer(lambda rate: rate.text, return_type=str),
    WithJsonSchema({"type": "string", "description": "how often it happened before the action, such as 3 per month"}),
]
"""How often something happens, read from text."""


class Addressee(Record):
    """Who is asked, and which part of the system is to change."""

    who: Text
    part: Annotated[Text, Field(alias="class")]


class Effect(Record):
    """What an action does to a factor: only ``eliminates`` breaks a cut set."""

    factor: FactorId
    effect: Literal["eliminates", "reduces"]


class Measure(Record):
    """How one sees that an action was done (process) or worked (outcome); ``rate`` is the baseline per unit of time."""

    what: Text
    target: Text | None = None
    baseline: Text | None = None
    rate: RateField | None = None
    sample: Text | None = None
    review_on: Day | None = None


class Measures(Record):
    """The process measure, the outcome measure, and what must not get worse."""

    process: Measure | None = None
    outcome: Measure | None = None
    balancing: Measure | None = None


class Status(Record):
    """A dated entry of an action's history; the last one is its status now."""

    status: Literal["proposed", "recommended", "announced", "agreed", "started", "done", "dropped", "reopened"]
    when: WhenField
    by: Text | None = None
    source: SourceId | None = None
    note: Text | None = None


class Verdict(Record):
    """Whether an action worked."""

    result: Literal["effective", "not_effective", "too_early"]
    on: Day
    because: Text


class Asked(Record):
    """The answer to one question put at an action, with the reason."""

    answer: Answer
    because: Text


class Questions(Record):
    """Five questions to an action before it is agreed: what it prevents, and what it costs elsewhere."""

    prevents: Asked | None = None
    feasible: Asked | None = None
    mission: Asked | None = None
    new_risks: Asked | None = None
    immediate: Asked | None = None


class Action(Record):
    """A recommendation; ``origin: ours`` demands an owner, a due date and measures."""

    id: ActionId
    origin: Literal["official", "company", "ours"]
    issuer: Text | None = None
    source: SourceId | None = None
    text: Text
    label: Text | None = None
    addressee: Addressee | None = None
    targets: tuple[Effect, ...] = ()
    no_target: Text | None = None
    kind: Literal["containment", "corrective", "preventive"]
    strength: Literal["stronger", "intermediate", "weaker"]
    owner: Text | None = None
    due: Day | None = None
    cost: Text | None = None
    risk: Text | None = None
    measures: Measures | None = None
    questions: Questions | None = None
    history: Annotated[tuple[Status, ...], Field(min_length=1)]
    verdict: Verdict | None = None
    note: Text | None = None

    @property
    def status(self) -> str:
        """The status now: the last entry of the history."""
        return self.history[-1].status

    @field_validator("history")
    @classmethod
    def _oldest_first(cls, history: tuple[Status, ...]) -> tuple[Status, ...]:
        for index, entry in enumerate(history):
            for earlier in history[:index]:
                if surely_before(entry.when, earlier.when):
                    rule = "a history runs from the oldest entry to the newest"
                    got = f"got {entry.status!r} {entry.when.text} after {earlier.status!r} {earlier.when.text}"
                    raise ValueError(f"{rule}; {got}", "put the entries in order of time, or mend the date")
        return history

    @model_validator(mode="after")
    def _targets_or_reason(self) -> Action:
        if bool(self.targets) == (self.no_target is not None):
            got = "both" if self.targets else "neither"
            rule = f"an action either `targets` factors or says with `no_target` why it has none; got {got}"
            raise ValueError(rule, "keep one of the two")
        return self


class Declined(Record):
    """A factor for which no action will be taken, and who decided so."""

    factor: FactorId
    because: Text
    by: Text
    on: Day


class Decision(Record):
    """A decision asked of the readers of the review."""

    text: Text
    because: Text | None = None
    about: tuple[AnyId, ...] = ()


class ActionsFile(Record):
    """The whole of ``actions.yaml``."""

    actions: tuple[Action, ...] = ()
    declined: tuple[Declined, ...] = ()
    decisions: tuple[Decision, ...] = ()
