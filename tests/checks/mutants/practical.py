"""Defects of actions, of form and of waivers."""

from __future__ import annotations

import copy
import random
from datetime import timedelta

from .bases import Base, Data
from .kind import clear, kind, live_actions, own_actions, pick, record, status


@kind("action.coverage", "a root that nothing answers")
def uncovered(base: Base, data: Data, rng: random.Random) -> str | None:
    actions = base.context.actions
    covered = [each.id for each in actions.factors if each.wanted and (each.eliminated_by or each.reduced_by)]
    id_ = pick(rng, [each for each in covered if not next(f for f in actions.factors if f.id == each).declined])
    if id_ is None:
        return None
    for action in data["actions"]["actions"]:
        left = [effect for effect in action.get("targets", []) if effect["factor"] != id_]
        if "targets" in action and not left:
            del action["targets"]
            action["no_target"] = "serves another case"
        elif left:
            action["targets"] = left
    return id_


@kind("action.cut-sets", "nothing is eliminated any more")
def only_reduced(base: Base, data: Data, rng: random.Random) -> str | None:
    if not any(cut_set.coverage != "open" for cut_set in base.context.actions.cut_sets):
        return None
    for action in data["actions"]["actions"]:
        for effect in action.get("targets", []):
            effect["effect"] = "reduces"
    return "actions"


@kind("action.strength", "weaker ones alone")
def weaker(base: Base, data: Data, rng: random.Random) -> str | None:
    for action in data["actions"]["actions"]:
        action["strength"] = "weaker"
    return "actions"


@kind("action.complete", "our own without owner, day or measure")
def lacking(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, live_actions(base))
    if id_ is None:
        return None
    action = record(data, id_)
    if action["origin"] == "ours":
        del action[rng.choice(["owner", "due", "measures"])]
    action["origin"] = "ours"
    return id_


@kind("action.overdue", "past its day")
def overdue(base: Base, data: Data, rng: random.Random) -> str | None:
    open_ = [a.id for a in base.context.case.actions.actions if a.status not in {"done", "dropped"}]
    id_ = pick(rng, open_)
    if id_ is None:
        return None
    record(data, id_)["due"] = (base.as_of - timedelta(days=rng.randint(1, 400))).isoformat()
    return id_


@kind("action.measures", "a part of a measure lost")
def unmeasured(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, own_actions(base))
    if id_ is None:
        return None
    measures = record(data, id_)["measures"]
    part = rng.choice(
        ["process", "outcome", "balancing", "process.sample", "outcome.sample", "outcome.target", "outcome.baseline"]
    )
    name, _, key = part.partition(".")
    del (measures[name] if key else measures)[key or name]
    return id_


@kind("action.effect-review", "an effect that nobody judges in time")
def not_judged(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, own_actions(base))
    if id_ is None:
        return None
    action = record(data, id_)
    outcome = action["measures"]["outcome"]
    match rng.randrange(5):
        case 0:
            del outcome["review_on"]
        case 1:
            outcome["review_on"] = action["due"]
        case 2:
            status(data, id_, "done")
            action["verdict"] = {"result": "not_effective", "on": "2024-10-20", "because": "two more cases"}
        case 3:
            action["verdict"] = {"result": "effective", "on": "2024-10-20", "because": "the measure was met"}
        case _:
            action["due"] = "2024-09-01"
            outcome["review_on"] = "2024-10-10"
            status(data, id_, "done")
    return id_


@kind("action.rare", "nothing since, of nobody knows how many")
def rare(base: Base, data: Data, rng: random.Random) -> str | None:
    plain = [a.id for a in base.context.case.actions.actions if a.measures is None and a.verdict is None]
    id_ = pick(rng, plain)
    if id_ is None:
        return None
    words = rng.choice(
        ["no recurrence", "none since", "it has not happened again", "no further cases", "zero recurrences"]
    )
    status(data, id_, "done")
    record(data, id_)["verdict"] = {"result": "effective", "on": "2024-10-20", "because": f"{words} in a year"}
    return id_


@kind("action.questions", "a question not answered")
def unasked(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, own_actions(base))
    if id_ is None:
        return None
    questions = record(data, id_)["questions"]
    for name in rng.sample(sorted(questions), rng.randint(1, len(questions))):
        del questions[name]
    return id_


@kind("action.kinds", "containment that is said to eliminate a root")
def contained(base: Base, data: Data, rng: random.Random) -> str | None:
    factors = base.context.case.factors
    usable = [
        action.id
        for action in base.context.case.actions.actions
        if action.status != "dropped"
        and any(each.effect == "eliminates" and factors[each.factor].stop == "root" for each in action.targets)
    ]
    id_ = pick(rng, usable)
    if id_ is None:
        return None
    record(data, id_)["kind"] = "containment"
    return id_


@kind("action.kinds", "nothing but containment")
def all_contained(base: Base, data: Data, rng: random.Random) -> str | None:
    for action in data["actions"]["actions"]:
        action["kind"] = "containment"
    return "actions"


@kind("action.one-owner", "a group as owner")
def group(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, own_actions(base))
    if id_ is None:
        return None
    owners = [
        "access team",
        "everyone",
        "engineering department",
        "head of A and head of B",
        "all staff",
        "the team of hall 2",
    ]
    record(data, id_)["owner"] = rng.choice([*owners, "shift lead / foreman"])
    return id_


def _said(base: Base, data: Data, rng: random.Random, forms: list[str]) -> str | None:
    id_ = pick(rng, own_actions(base))
    if id_ is None:
        return None
    record(data, id_)["text"] = rng.choice(forms)
    return id_


@kind("action.vague-verb", "a verb that never ends")
def vague_verb(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "Improve the log-in",
        "Ensure that keys are used",
        "Consider a second key",
        "Enhance the page",
        "Look into spare keys",
    ]
    return _said(base, data, rng, forms)


@kind("action.vigilance", "care as the cure")
def vigilance(base: Base, data: Data, rng: random.Random) -> str | None:
    forms = [
        "Remind the shift of the list",
        "Be more careful with keys",
        "Pay attention to the gauge",
        "Ask for vigilance at the gate",
        "Read the label more carefully",
    ]
    return _said(base, data, rng, forms)


@kind("action.class", "a course called a stronger action")
def misclassed(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, clear(base, "action.class", live_actions(base)))
    if id_ is None:
        return None
    forms = [
        "Training for all",
        "Give a course on keys",
        "Send a reminder each month",
        "Hang posters in hall 2",
        "Double-check labels",
    ]
    record(data, id_).update(text=rng.choice(forms), strength="stronger")
    return id_


@kind("form.repeated", "the same said twice")
def repeated(base: Base, data: Data, rng: random.Random) -> str | None:
    lists = [(f["id"], f["evidence"]) for f in data["causes"]["factors"] if f.get("evidence")]
    lists += [(a["id"], a["targets"]) for a in data["actions"]["actions"] if a.get("targets")]
    lists += [(s["id"], s["derived_from"]) for s in data["case"]["sources"] if s.get("derived_from")]
    lists += [(n["id"], n["used_by"]) for n in data["causes"].get("findings", []) if n.get("used_by")]
    chosen = pick(rng, lists)
    if chosen is None:
        return None
    chosen[1].append(copy.deepcopy(rng.choice(chosen[1])))
    return str(chosen[0])


@kind("form.plain-gate", "a gate told by a number")
def numbered_gate(base: Base, data: Data, rng: random.Random) -> str | None:
    factors = [f for f in data["causes"]["factors"] if f.get("gate") in {"all", "any"}]
    factor = pick(rng, factors)
    if factor is None:
        return None
    count = sum(
        each["effect"] == factor["id"] and each.get("role", "gate") == "gate" for each in data["causes"]["links"]
    )
    factor.update(gate="at_least", at_least=str(count if factor["gate"] == "all" else 1))
    return str(factor["id"])


def _waive(data: Data, rule: str, place: str, **given: str) -> str:
    waiver = {"rule": rule, "places": [place], "reason": "one report exists", "by": "analyst", "on": "2024-01-02"}
    data["waivers"]["waivers"].append({**waiver, **given})
    return f"waiver {len(data['waivers']['waivers'])}"


def _any_factor(data: Data, rng: random.Random) -> str:
    return str(rng.choice(data["causes"]["factors"])["id"])


@kind("waiver.unknown-rule", "a waiver of no rule")
def no_rule(base: Base, data: Data, rng: random.Random) -> str | None:
    return _waive(data, f"evidence.{rng.choice(['three', 'four', 'many'])}-reasons", _any_factor(data, rng))


@kind("waiver.expired", "a waiver past its end")
def ended(base: Base, data: Data, rng: random.Random) -> str | None:
    day = base.as_of - timedelta(days=rng.randint(1, 300))
    return _waive(data, "evidence.two-reasons", _any_factor(data, rng), expires=day.isoformat())


@kind("waiver.unused", "a waiver of nothing")
def unused(base: Base, data: Data, rng: random.Random) -> str | None:
    rule = rng.choice(["evidence.two-reasons", "cause.because", "action.coverage", "tree.stop"])
    place = pick(rng, clear(base, rule, [factor.id for factor in base.context.tree]))
    return _waive(data, rule, place) if place is not None else None
