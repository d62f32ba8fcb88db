"""Change analysis: what was different from before, since when, and whether that was before the effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rca.case.records import CaseFile, Change, Policy
from rca.causes.moments import event_of, moment, time_order
from rca.timeline.results import Bounds, SolvedEvent, TimelineResult

Kind = Literal["stated", "policy in force", "policy superseded", "condition"]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One difference from before, held against what it may have led to.

    Parameters
    ----------
    id : str
        The change, the policy or the event; its words stand in the case.
    kind : str
        ``stated`` (a record under ``changes``), ``policy in force``, ``policy superseded``, or ``condition`` (a
        state that began).
    since : Bounds
        When it became so, in microseconds UTC.
    factors : tuple of str
        The factors that stand for it in the tree.
    judged : bool
        Whether somebody said what it did: a factor stands for it, or a stated change tells its effect.
    effect, event : str or None
        What it is held against: the first effect of its factors that has an event, else the outcome.
    order : str
        Whether it lies ``before`` that event's start, ``after`` it, or ``not settled``.
    lead : tuple of int or None
        Shortest and longest time from the change to that start, in microseconds.
    supports, refutes : int
        Pieces of evidence of a stated change.
    """

    id: str
    kind: Kind
    since: Bounds
    factors: tuple[str, ...]
    judged: bool
    effect: str | None
    event: str | None
    order: str
    lead: tuple[int | None, int | None]
    supports: int = 0
    refutes: int = 0


def analyse_changes(case: CaseFile, timeline: TimelineResult) -> tuple[ChangeLine, ...]:
    """Return what was different from before, as far as the records of a case tell.

    Parameters
    ----------
    case : CaseFile
        The case: its ``changes``, the dates of its policies, and conditions on its timeline.
    timeline : TimelineResult
        Its solved timeline.

    Returns
    -------
    tuple of ChangeLine
        Stated changes first, then policies, then conditions, each in the order of the file. The condition that is
        the outcome itself is left out.

    Notes
    -----
    Change analysis sets the incident beside the situation before it, or the one that was meant, and asks of each
    difference what it did (Kepner and Tregoe, The Rational Manager, 1965; US Department of Energy, handbook on
    accident and operational safety analysis, 2012). A difference that came after the effect cannot have caused it.
    """
    events = {event.id: event for event in timeline.events}
    return (
        *(_stated(case, change, timeline) for change in case.causes.changes),
        *(line for policy in case.head.policies for line in _policy(case, policy, timeline)),
        *(_line(case, timeline, id_, "condition", events[id_].start, on) for id_, on in _conditions(case)),
    )


def _stated(case: CaseFile, change: Change, timeline: TimelineResult) -> ChangeLine:
    factors = (change.factor,) if change.factor is not None else ()
    return _line(
        case,
        timeline,
        change.id,
        "stated",
        moment(case, change.since, timeline),
        factors,
        judged=bool(factors) or change.effect is not None,
        supports=sum(item.says == "supports" for item in change.evidence),
        refutes=sum(item.says == "refutes" for item in change.evidence),
    )


def _policy(case: CaseFile, policy: Policy, timeline: TimelineResult) -> Iterator[ChangeLine]:
    factors = tuple(factor.id for factor in case.causes.factors if factor.policy == policy.id)
    yield _line(case, timeline, policy.id, "policy in force", moment(case, policy.effective, timeline), factors)
    if policy.superseded is not None:
        yield _line(case, timeline, policy.id, "policy superseded", moment(case, policy.superseded, timeline), factors)


def _conditions(case: CaseFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the conditions of the timeline with the factors that they stand for; the outcome is no change."""
    outcome = case.factors.get(case.causes.outcome or "")
    for event in case.timeline.events:
        if event.kind == "condition" and event.is_extent and (outcome is None or event.id != outcome.event):
            yield event.id, tuple(factor.id for factor in case.causes.factors if factor.event == event.id)


def _line(
    case: CaseFile,
    timeline: TimelineResult,
    id_: str,
    kind: Kind,
    since: Bounds,
    factors: tuple[str, ...],
    *,
    judged: bool | None = None,
    supports: int = 0,
    refutes: int = 0,
) -> ChangeLine:
    effect, event = _effect(case, factors, timeline)
    return ChangeLine(
        id=id_,
        kind=kind,
        since=since,
        factors=factors,
        judged=bool(factors) if judged is None else judged,
        effect=effect,
        event=event.id if event else None,
        order=time_order(since, event.start) if event else "not settled",
        lead=_lead(since, event.start) if event else (None, None),
        supports=supports,
        refutes=refutes,
    )


def _effect(
    case: CaseFile, factors: tuple[str, ...], timeline: TimelineResult
) -> tuple[str | None, SolvedEvent | None]:
    effects = [link.effect for factor in factors for link in case.causes.links if link.cause == factor]
    for effect in (*effects, case.causes.outcome):
        event = event_of(case, effect, timeline)
        if event is not None and event.kind not in {"observation", "statement"}:
            return effect, event
    return None, None


def _lead(since: Bounds, start: Bounds) -> tuple[int | None, int | None]:
    shortest = None if start.earliest is None or since.latest is None else start.earliest - since.latest
    longest = None if start.latest is None or since.earliest is None else start.latest - since.earliest
    return shortest, longest
