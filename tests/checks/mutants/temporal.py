"""Defects of the timeline and of the words in it."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from rca.case.when import Point, Unknown
from rca.timeline.results import SolvedEvent

from .bases import Base, Data
from .kind import clear, kind, pick, record

_ORDER = ["occurred", "detected", "acknowledged", "contained", "resolved"]


def _stamp(instant: int, days: int) -> str:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant) + timedelta(days=days)
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _events(base: Base) -> list[str]:
    return [event.id for event in base.context.case.timeline.events]


def _exact(base: Base) -> list[SolvedEvent]:
    """Return the point events that a source dates by itself, not contested."""
    found = []
    for event in base.context.case.timeline.events:
        solved = base.context.events[event.id]
        dated = event.at and all(
            claim.when is not None
            and claim.reject is None
            and all(isinstance(each, Point) for each in claim.when.claims)
            for claim in event.at
        )
        if dated and solved.start.earliest is not None and not solved.start.contested:
            found.append(solved)
    return found


@kind("timeline.source", "a time that nobody states")
def no_source(base: Base, data: Data, rng: random.Random) -> str | None:
    usable = []
    for event in base.context.case.timeline.events:
        for number, claim in enumerate(event.at):
            stated = claim.when is not None and not all(isinstance(each, Unknown) for each in claim.when.claims)
            if event.anchor == "false" and claim.source is not None and stated:
                usable.append((event.id, number))
    chosen = pick(rng, usable)
    if chosen is None:
        return None
    del record(data, chosen[0])["at"][chosen[1]]["source"]
    return chosen[0]


@kind("timeline.exactness", "exact on an assumed zone")
def assumed(base: Base, data: Data, rng: random.Random) -> str | None:
    exact = [event.id for event in _exact(base) if event.sign == "exact"]
    id_ = pick(rng, clear(base, "timeline.exactness", exact))
    if id_ is None:
        return None
    for claim in record(data, id_)["at"]:
        claim["zone_basis"] = "assumed"
    return id_


@kind("timeline.clock", "an estimate that nobody accepted")
def estimate(base: Base, data: Data, rng: random.Random) -> str | None:
    rng.choice(data["case"]["sources"])["clock"] = "desk"
    offset = f"{rng.randint(10, 90)}s..{rng.randint(100, 200)}s"
    data["timeline"].setdefault("clocks", []).append({"id": "desk", "offset": offset, "basis": "estimated"})
    return "desk"


@kind("timeline.milestone-order", "a stage before the one it answers")
def backwards(base: Base, data: Data, rng: random.Random) -> str | None:
    solved = base.context.timeline.events
    names = [name for name in _ORDER if sum(event.milestone == name for event in solved) == 1]
    single = {event.milestone: event for event in solved if event.milestone in names}
    firsts = {event.id for event in _exact(base)}
    pairs = [
        (single[a], single[b])
        for a in names
        for b in names
        if _ORDER.index(a) < _ORDER.index(b) and single[a].id in firsts and single[b].id in firsts
    ]
    pair = pick(rng, pairs)
    if pair is None or pair[0].start.earliest is None:
        return None
    source = record(data, pair[1].id)["at"][0]["source"]
    when = _stamp(pair[0].start.earliest, -rng.randint(1, 30))
    record(data, pair[1].id)["at"] = [{"when": when, "source": source}]
    return pair[1].id


@kind("timeline.scope", "the outcome not on the timeline")
def off_the_line(base: Base, data: Data, rng: random.Random) -> str | None:
    outcome = str(data["causes"]["outcome"])
    return outcome if record(data, outcome).pop("event", None) else None


@kind("timeline.scope", "the outcome outside the scope")
def out_of_scope(base: Base, data: Data, rng: random.Random) -> str | None:
    outcome = base.context.case.factors[base.context.case.causes.outcome or ""]
    event = base.context.events[outcome.event or ""]
    after = event.end.latest
    late = [
        e.id for e in _exact(base) if after is not None and e.start.earliest is not None and e.start.earliest > after
    ]
    id_ = pick(rng, late)
    if id_ is None:
        return None
    data["case"]["scope"] = {"start": id_}
    return outcome.id


@kind("timeline.facts-only", "a judgement in the timeline")
def judged(base: Base, data: Data, rng: random.Random) -> str | None:
    rows = [event.id for event in base.context.case.timeline.events if event.kind != "statement"]
    id_ = pick(rng, clear(base, "timeline.facts-only", rows))
    if id_ is None:
        return None
    forms = [
        "{text} through careless work",
        "They called the desk",
        "{text}, which should have been seen",
        "The desk failed to answer",
        "{text}, a reckless step",
        "{text}, the root cause of it all",
        "{text} for lack of staff",
    ]
    event = record(data, id_)
    event["text"] = rng.choice(forms).format(text=event["text"])
    return id_


@kind("time.conflict", "two times that cannot both hold")
def conflict(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, clear(base, "time.conflict", [event.id for event in _exact(base)]))
    if id_ is None:
        return None
    earliest = base.context.events[id_].start.earliest
    source = rng.choice(data["case"]["sources"])["id"]
    when = _stamp(earliest or 0, rng.choice([-1, 1]) * rng.randint(40, 90))
    record(data, id_)["at"].append({"when": when, "source": source})
    return id_


@kind("time.idle-rejection", "rejected, and at odds with nothing")
def idle(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, [event.id for event in _exact(base)])
    if id_ is None:
        return None
    reject = {"because": "told twice", "by": "analyst", "on": "2024-06-01"}
    at = record(data, id_)["at"]
    at.append({**at[0], "reject": reject})
    at[-1].pop("id", None)
    return id_


@kind("time.publication", "a source before what it reports")
def published(base: Base, data: Data, rng: random.Random) -> str | None:
    pairs = []
    for event in _exact(base):
        for claim in base.context.case.events[event.id].at:
            if claim.source is not None and claim.source not in {pair[1] for pair in pairs}:
                pairs.append((event, claim.source))
    pair = pick(rng, pairs)
    if pair is None:
        return None
    source = record(data, pair[1])
    source["published"] = _stamp(pair[0].start.earliest or 0, -rng.randint(20, 60))[:10]
    source.pop("updated", None)
    return pair[1]
