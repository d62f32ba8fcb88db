"""Defects of single statements of cause and of their wording."""

from __future__ import annotations

import random

from .bases import Base, Data
from .kind import clear, kind, link, pick, record

_ACTS = {"action", "human_action", "procedure_deviation", "omission"}


@kind("cause.because", "reason of a link lost")
def no_reason(base: Base, data: Data, rng: random.Random) -> str | None:
    chosen = pick(rng, [each for _, each in base.context.links if each.because is not None])
    if chosen is None:
        return None
    del link(data, chosen.cause, chosen.effect)["because"]
    return f"{chosen.cause}>{chosen.effect}"


@kind("cause.human-needs-cause", "a branch ends at a person")
def human_leaf(base: Base, data: Data, rng: random.Random) -> str | None:
    leaves = [factor.id for factor in base.context.leaves if factor.kind in {"condition", "event", "action"}]
    id_ = pick(rng, clear(base, "cause.human-needs-cause", leaves))
    if id_ is None:
        return None
    record(data, id_)["kind"] = "human_action"
    return id_


@kind("cause.human-needs-cause", "people behind people")
def human_behind_human(base: Base, data: Data, rng: random.Random) -> str | None:
    people = [f.id for f in base.context.tree if f.kind == "human_action" and f.id in base.context.causes_of]
    id_ = pick(rng, clear(base, "cause.human-needs-cause", people))
    if id_ is None:
        return None
    for each in base.context.causes_of[id_]:
        factor = record(data, each.cause)
        factor["kind"] = "human_action"
        for key in ("state", "guards"):
            factor.pop(key, None)
    return id_


@kind("cause.deviation-needs-cause", "a deviation without its cause")
def deviation_leaf(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, [factor.id for factor in base.context.leaves if factor.kind in {"condition", "event", "action"}])
    if id_ is None:
        return None
    record(data, id_)["kind"] = "procedure_deviation"
    return id_


@kind("cause.duty", "an omission without a duty")
def no_duty(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, [factor.id for factor in base.context.claimed if factor.kind in {"condition", "event"}])
    if id_ is None:
        return None
    factor = record(data, id_)
    factor["kind"] = "omission"
    factor.pop("duty", None)
    if rng.random() < 0.5:
        factor["duty"] = "unknown"
    return id_


@kind("cause.duty-in-force", "a policy of later years")
def policy_too_late(base: Base, data: Data, rng: random.Random) -> str | None:
    dated = [f.id for f in base.context.claimed if f.event and base.context.events[f.event].end.latest is not None]
    usable = [id_ for id_ in dated if base.context.case.factors[id_].kind in {"condition", "event", "human_action"}]
    id_ = pick(rng, usable)
    if id_ is None:
        return None
    since = f"20{rng.randint(28, 40)}-01-01 UTC"
    data["case"].setdefault("policies", []).append({"id": "W99", "name": "Rule", "version": "9", "effective": since})
    record(data, id_).update(kind="omission", policy="W99")
    return id_


@kind("cause.duty-in-force", "a policy long ended")
def policy_ended(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = policy_too_late(base, data, rng)
    if id_ is None or base.context.events[base.context.case.factors[id_].event or ""].start.earliest is None:
        return None
    policy = record(data, "W99")
    policy.update(effective="1999-01-01 UTC", superseded=f"200{rng.randint(0, 9)}-01-01 UTC")
    return id_


def _reworded(
    base: Base, data: Data, rng: random.Random, rule: str, forms: list[str], kinds: set[str] | None
) -> str | None:
    factors = [f for f in base.context.claimed if kinds is None or f.kind in kinds]
    id_ = pick(rng, clear(base, rule, [factor.id for factor in factors]))
    if id_ is None:
        return None
    factor = record(data, id_)
    factor["text"] = rng.choice(forms).format(text=factor["text"])
    return id_


@kind("cause.vague-words", "a judgement for a fact")
def vague(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "{text} under inadequate supervision",
        "{text} after careless work",
        "{text} for lack of checks",
        "{text} with a faulty setting",
        "{text} because of poor planning",
        "{text} through complacency",
        "{text}, which was improper",
        "{text}, since the list was badly kept",
        "{text}, and the upkeep was sloppy",
    ]
    return _reworded(base, data, rng, "cause.vague-words", forms, None)


@kind("cause.hindsight", "what should have been")
def hindsight(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "{text}, which should have been seen",
        "{text}, and somebody could have known it",
        "{text}, as they ought to have known",
        "{text}, clear in hindsight",
        "If only it had been seen: {text}",
        "{text}; the desk should've called",
    ]
    return _reworded(base, data, rng, "cause.hindsight", forms, None)


@kind("cause.conduct", "blame")
def blame(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "{text} through negligence",
        "{text}, a reckless act",
        "{text}, for which the shift is to blame",
        "{text}, and the desk was at fault",
        "{text}, which is misconduct",
        "{text}; the shift is culpable",
    ]
    return _reworded(base, data, rng, "cause.conduct", forms, None)


@kind("cause.conduct", "a named person")
def named(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "{text}, said Mr Example",
        "{text} at the word of Dr. Sample",
        "{text} with Ms Instance",
        "Prof. Model: {text}",
    ]
    return _reworded(base, data, rng, "cause.conduct", forms, None)


@kind("cause.conduct", "a bare name")
def bare_name(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "Joan Example typed the code on the page",
        "Max Sample closed the valve at noon",
        "The page was opened by Ann Instance",
    ]
    return _reworded(base, data, rng, "cause.conduct", forms, _ACTS)


@kind("cause.omission-kind", "an omission told as an act")
def omitted(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "The operator did not check the list",
        "The engineer forgot to close the switch",
        "Staff on the desk failed to call the shift lead",
        "The clerk never looked at the second page",
        "The reviewer didn't open the link",
    ]
    return _reworded(base, data, rng, "cause.omission-kind", forms, {"human_action"})


@kind("cause.one-act", "two acts in one")
def two_acts(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "{text} and then closed the page",
        "{text}; the page was closed",
        "{text}, then called the desk",
        "{text} and also called the desk",
    ]
    return _reworded(base, data, rng, "cause.one-act", forms, _ACTS)


@kind("cause.one-act", "a pronoun for the actor")
def pronoun(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "They opened the page on the desk",
        "He entered the code on the page",
        "Somebody closed the switch of the line",
    ]
    return _reworded(base, data, rng, "cause.one-act", forms, _ACTS)


@kind("cause.one-act", "an act without its actor")
def passive(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "The page was opened on the desk",
        "Codes were entered on the page",
        "The switch of the line was taken off",
    ]
    return _reworded(base, data, rng, "cause.one-act", forms, _ACTS - {"action"})


@kind("cause.one-act", "a verdict for an act")
def verdict(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "The operator made a mistake on the page",
        "An engineer violated the list of steps",
        "Operator error let the page open",
    ]
    return _reworded(base, data, rng, "cause.one-act", forms, _ACTS - {"action"})


@kind("cause.restates", "the question as its own answer")
def restated(base: Base, data: Data, rng: random.Random) -> str | None:
    chosen = pick(rng, [each for _, each in base.context.links if ("cause.restates", each.cause) not in base.places])
    if chosen is None:
        return None
    said = str(record(data, chosen.effect)["text"])
    forms = ["{}", "It happened that {}", "{} in fact", "{} because of that", "The reason was that {}"]
    record(data, chosen.cause)["text"] = rng.choice(forms).format(said)
    return chosen.cause


@kind("cause.clause", "a heading for a sentence")
def heading(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "Communication",
        "Old software",
        "Weak supervision of the night shift",
        "Late change of the rota",
        "No second check",
        "Missing alarm on the line",
        "Confusion about the roles of both desks",
        "High load",
    ]
    return _reworded(base, data, rng, "cause.clause", forms, None)


@kind("cause.persons-view", "the person's own view lost")
def no_view(base: Base, data: Data, rng: random.Random) -> str | None:
    people = [factor.id for factor in base.context.tree if factor.kind == "human_action"]
    id_ = pick(rng, clear(base, "cause.persons-view", people))
    if id_ is None:
        return None
    for key in rng.sample(["context", "believed", "made_sense"], rng.randint(1, 3)):
        del record(data, id_)[key]
    return id_
