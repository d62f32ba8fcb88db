"""Records of ``causes.yaml``: findings, factors, links and alternatives."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from rca.case.records.base import (
    AlternativeId,
    Answer,
    Count,
    EventId,
    EvidenceRef,
    ExplainedId,
    FactorId,
    FindingId,
    Judgement,
    PolicyId,
    Record,
    SourceId,
    Text,
)

FactorKind = Literal[
    "outcome",
    "event",
    "action",
    "human_action",
    "procedure_deviation",
    "omission",
    "condition",
    "barrier",
]


class Evidence(Record):
    """A source, row, figure, finding or event that supports or refutes a statement."""

    ref: EvidenceRef
    says: Literal["supports", "refutes"]
    credibility: Literal["high", "medium", "low", "unrated"] | None = None
    said_by: Text | None = None
    note: Text | None = None


class Finding(Record):
    """A finding of an official body or analyst; used by factors, or set aside with a reason."""

    id: FindingId
    by: Text
    source: SourceId
    text: Text
    used_by: tuple[ExplainedId, ...] = ()
    not_causal: Text | None = None

    @model_validator(mode="after")
    def _used_or_set_aside(self) -> Finding:
        if bool(self.used_by) == (self.not_causal is not None):
            got = "both" if self.used_by else "neither"
            rule = f"a finding is either used by factors (`used_by`) or set aside (`not_causal: why`); got {got}"
            raise ValueError(rule, "keep one of the two")
        return self


class Why(Record):
    """A question put at a factor and its answer in words, where the default wording does not serve."""

    question: Text
    answer: Text | None = None


class Factor(Record):
    """One factor of the tree.

    ``gate`` joins two or more causes; ``at_least`` is the number for ``gate: at_least``.
    ``guards`` names the factor beside which a barrier that held stands, outside every gate.
    """

    id: FactorId
    kind: FactorKind
    text: Text
    label: Text | None = None
    status: Literal["confirmed", "probable", "possible", "unknown", "refuted", "assumed"]
    gate: Literal["all", "any", "at_least"] | None = None
    at_least: Count | None = None
    complete: Answer = "unknown"
    event: EventId | None = None
    evidence: tuple[Evidence, ...] = ()
    state: Literal["held", "partial", "failed", "missing"] | None = None
    guards: FactorId | None = None
    intended: Text | None = None
    duty: Text | None = None
    policy: PolicyId | None = None
    factor_class: Annotated[Text | None, Field(alias="class")] = None
    topic: Text | None = None
    lane: Text | None = None
    stop: Literal["root", "outside_control", "needs_data", "normal_condition"] | None = None
    made_sense: Text | None = None
    believed: Text | None = None
    context: Text | None = None
    why: Why | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _barriers_have_state(self) -> Factor:
        if (self.kind == "barrier") != (self.state is not None):
            got = f"kind {self.kind} {'without' if self.state is None else 'with'} a state"
            rule = f"a barrier has a `state` (held, partial, failed, missing), and no other factor has one; got {got}"
            raise ValueError(rule, "mend the kind or the state")
        if self.guards is not None and self.state not in {"held", "partial"}:
            rule = f"only a barrier that held, at least in part, `guards` a factor; got state {self.state}"
            raise ValueError(rule, "link a failed or missing barrier as a cause instead")
        if (self.gate == "at_least") != (self.at_least is not None):
            rule = f"`at_least: k` goes with `gate: at_least`, and only with it; got gate {self.gate}"
            raise ValueError(rule, "write both or neither")
        return self


class Link(Record):
    """A cause and its effect; ``necessary: yes`` means: without the cause, the effect would not have been."""

    cause: FactorId
    effect: FactorId
    role: Literal["gate", "contributing"] = "gate"
    necessary: Answer = "unknown"
    because: Text | None = None


class Alternative(Record):
    """Another explanation for a factor, and what became of it."""

    id: AlternativeId
    for_factor: Annotated[FactorId, Field(alias="for")]
    text: Text
    verdict: Literal["ruled_out", "open", "accepted"]
    because: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class Sweep(Record):
    """One area of the whole organisation: was it looked at, and did something in it play a part."""

    area: Literal["communication", "safety_information", "management", "culture", "change", "economics"]
    result: Literal["found", "not_found", "not_examined"]
    factors: tuple[FactorId, ...] = ()
    because: Text | None = None


class CausesFile(Record):
    """The whole of ``causes.yaml``; ``read_back`` says who read the whys back from the last cause to the outcome."""

    outcome: FactorId | None = None
    findings: tuple[Finding, ...] = ()
    factors: tuple[Factor, ...] = ()
    links: tuple[Link, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    sweep: tuple[Sweep, ...] = ()
    read_back: Judgement | None = None
