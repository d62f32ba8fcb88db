"""Records of ``causes.yaml``: findings, factors, links, changes and alternatives."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator

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
    Name,
    PolicyId,
    Record,
    SourceId,
    Text,
    WhenField,
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
        _require_state(self)
        if self.guards is not None and self.state not in {"held", "partial"}:
            rule = f"only a barrier that held, at least in part, `guards` a factor; got state {self.state}"
            raise ValueError(rule, "link a failed or missing barrier as a cause instead")
        _require_number(self)
        return self


def _require_state(factor: Factor | WhyAnswer) -> None:
    if (factor.kind == "barrier") != (factor.state is not None):
        got = f"kind {factor.kind} {'without' if factor.state is None else 'with'} a state"
        rule = f"a barrier has a `state` (held, partial, failed, missing), and no other factor has one; got {got}"
        raise ValueError(rule, "mend the kind or the state")


def _require_number(factor: Factor | WhyAnswer) -> None:
    if (factor.gate == "at_least") != (factor.at_least is not None):
        rule = f"`at_least: k` goes with `gate: at_least`, and only with it; got gate {factor.gate}"
        raise ValueError(rule, "write both or neither")


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


class WhyAnswer(Record):
    """One answer of a typed chain of whys: its text alone, or the keys of a factor where a person can say more.

    It is read as a factor; ``necessary`` and ``because`` are of the link to what it explains. An answer whose
    text is the id of a factor joins the chain to that factor and ends it.
    """

    text: Text
    label: Text | None = None
    kind: FactorKind = "condition"
    status: Literal["confirmed", "probable", "possible", "unknown", "refuted", "assumed"] = "assumed"
    gate: Literal["all", "any", "at_least"] | None = None
    at_least: Count | None = None
    complete: Answer = "unknown"
    event: EventId | None = None
    evidence: tuple[Evidence, ...] = ()
    state: Literal["failed", "missing"] | None = None
    intended: Text | None = None
    duty: Text | None = None
    policy: PolicyId | None = None
    factor_class: Annotated[Text | None, Field(alias="class")] = None
    topic: Text | None = None
    lane: Text | None = None
    made_sense: Text | None = None
    believed: Text | None = None
    context: Text | None = None
    why: Why | None = None
    note: Text | None = None
    necessary: Answer = "unknown"
    because: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _reads_as_a_factor(self) -> WhyAnswer:
        _require_state(self)
        _require_number(self)
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"description": cls.__doc__, "anyOf": [{"type": "string"}, handler(core_schema)]}


class WhyChain(Record):
    """A chain of whys as a person types it; reading turns its answers into factors and links.

    Each answer explains the one above it, the first one explains ``of``, by default the outcome. The factors are
    called by ``ids``, by default the id of what the chain explains, with a letter: ``F2a``, ``F2b``. ``role`` is
    needed where other causes enter the gate of ``of`` already; ``stop`` says why the last answer ends the branch.
    A chain may be written as the list of its answers; texts straight below ``whys`` are together one chain.
    """

    of: FactorId | None = None
    answers: tuple[WhyAnswer, ...]
    role: Literal["gate", "contributing"] | None = None
    ids: Annotated[str, Field(pattern="^F[0-9]+$", description="a letter F and a number, such as F20")] | None = None
    stop: Literal["root", "outside_control", "needs_data", "normal_condition"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, given: Any) -> Any:
        if isinstance(given, str):
            return {"answers": [given]}
        return {"answers": given} if isinstance(given, list) else given

    # Not by the length of the list: pydantic would call a list too short whose items it refused.
    @model_validator(mode="after")
    def _has_answers(self) -> WhyChain:
        if not self.answers:
            raise ValueError("a chain of whys has one answer or more; got none", "write the answers, or delete it")
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler(core_schema)
        answers = handler.resolve_ref_schema(schema)["properties"]["answers"]
        forms = [{"type": "string"}, {"type": "array", "items": answers["items"]}, schema]
        return {"description": cls.__doc__, "anyOf": forms}


class Sweep(Record):
    """One area of the whole organisation: was it looked at, and did something in it play a part."""

    area: Literal["communication", "safety_information", "management", "culture", "change", "economics"]
    result: Literal["found", "not_found", "not_examined"]
    factors: tuple[FactorId, ...] = ()
    because: Text | None = None


class Change(Record):
    """Something that was different from before, or from how it was meant to be.

    ``before`` says how it was without the incident, ``now`` how it was in it, ``since`` when it became so.
    ``factor`` names the factor of the tree that it stands for, ``effect`` says how it bore on the outcome, or
    that it did not.
    """

    id: Name
    what: Text
    before: Text
    now: Text
    since: WhenField | None = None
    factor: FactorId | None = None
    effect: Text | None = None
    evidence: tuple[Evidence, ...] = ()


class CausesFile(Record):
    """The whole of ``causes.yaml``; ``whys`` is empty once read, for its answers are among factors and links."""

    outcome: FactorId | None = None
    findings: tuple[Finding, ...] = ()
    factors: tuple[Factor, ...] = ()
    links: tuple[Link, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    changes: tuple[Change, ...] = ()
    whys: tuple[WhyChain, ...] = ()
    sweep: tuple[Sweep, ...] = ()
    read_back: Judgement | None = None
