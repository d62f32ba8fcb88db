"""Defects of the tree, its barriers and its whys."""

from __future__ import annotations

import random

from .bases import Base, Data
from .kind import clear, kind, link, pick, record


@kind("tree.outcome", "no tree at all")
def no_tree(base: Base, data: Data, rng: random.Random) -> str | None:
    if "narrative" in data["case"]:
        return None  # its paragraphs refer to factors
    data["case"]["state"] = "draft"
    data["causes"], data["actions"] = {}, {}
    return "causes"


@kind("tree.two-causes", "one cause, and open whether it is all")
def one_cause(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context
    single = {id_ for run in context.single_runs for id_ in run}
    alone = [f.id for f in context.tree if f.complete == "yes" and len(context.causes_of.get(f.id, ())) == 1]
    near = {each.effect for _, each in context.links if each.cause in single} | single
    far = [id_ for id_ in alone if id_ not in near and context.causes_of[id_][0].cause not in single]
    far = [id_ for id_ in far if not any(each.cause == id_ and each.effect in single for _, each in context.links)]
    id_ = pick(rng, far)
    if id_ is None:
        return None
    record(data, id_)["complete"] = rng.choice(["no", "unknown"])
    return id_


@kind("tree.complete", "causes that need not be all")
def incomplete(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context
    whole = [f.id for f in context.tree if f.complete == "yes" and len(context.causes_of.get(f.id, ())) > 1]
    id_ = pick(rng, whole)
    if id_ is None:
        return None
    record(data, id_)["complete"] = rng.choice(["no", "unknown"])
    return "causes"


@kind("tree.stop", "a branch that just ends")
def no_stop(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, [factor.id for factor in base.context.leaves if factor.stop is not None])
    if id_ is None:
        return None
    del record(data, id_)["stop"]
    return id_


@kind("tree.stop-inside", "an end in the middle of a branch")
def early_end(base: Base, data: Data, rng: random.Random) -> str | None:
    inner = [f.id for f in base.context.tree if f.id in base.context.causes_of and f.stop is None]
    id_ = pick(rng, [id_ for id_ in inner if id_ != base.context.case.causes.outcome])
    if id_ is None:
        return None
    record(data, id_)["stop"] = rng.choice(["root", "outside_control", "normal_condition"])
    return id_


@kind("tree.outcome-refuted", "an outcome that was not")
def no_such_outcome(base: Base, data: Data, rng: random.Random) -> str | None:
    outcome = base.context.case.causes.outcome or ""
    record(data, outcome)["status"] = "refuted"
    return outcome


@kind("tree.root-refuted", "a root that was not")
def no_such_root(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, [factor.id for factor in base.context.leaves if factor.stop == "root"])
    if id_ is None:
        return None
    record(data, id_)["status"] = "refuted"
    return id_


@kind("tree.effect-excluded", "a needed cause refuted")
def cause_refuted(base: Base, data: Data, rng: random.Random) -> str | None:
    results = base.context.results
    pairs = [
        pair
        for pair in _needed(base)
        if results[pair[1]].state == "established" and results[pair[1]].computed not in {None, "excluded"}
    ]
    pair = pick(rng, pairs)
    if pair is None:
        return None
    record(data, pair[0])["status"] = "refuted"
    return pair[1]


@kind("tree.one-leaf", "a single chain")
def chain(base: Base, data: Data, rng: random.Random) -> str | None:
    if "narrative" in data["case"]:
        return None
    context = base.context
    leaf = rng.choice(context.leaves).id
    kept, here = {leaf}, leaf
    while here != context.case.causes.outcome:
        here = next(each.effect for _, each in context.links if each.cause == here)
        kept.add(here)
    causes = data["causes"]
    causes["factors"] = [factor for factor in causes["factors"] if factor["id"] in kept]
    causes["links"] = [each for each in causes["links"] if {each["cause"], each["effect"]} <= kept]
    causes["alternatives"] = []
    for factor in causes["factors"]:
        factor.pop("gate", None)
    for entry in causes["sweep"]:
        entry.pop("factors", None)
    for action in data["actions"]["actions"]:
        action["targets"] = [effect for effect in action["targets"] if effect["factor"] in kept]
        if not action["targets"]:
            del action["targets"]
            action["no_target"] = "serves another case"
    return "causes"


@kind("tree.single-fix", "a chain of necessity broken")
def broken_chain(base: Base, data: Data, rng: random.Random) -> str | None:
    leaf = pick(rng, base.context.causes.single_fixes)
    if leaf is None:
        return None
    for each in data["causes"]["links"]:
        if each["cause"] == leaf:
            each["necessary"] = "unknown"
    return "causes"


def _needed(base: Base) -> list[tuple[str, str]]:
    """Return the gate links into gates that need all their causes."""
    context = base.context
    return [
        (each.cause, each.effect)
        for _, each in context.links
        if each.role == "gate" and (context.case.factors[each.effect].gate or "all") == "all"
    ]


@kind("tree.necessity", "necessity not answered")
def unanswered(base: Base, data: Data, rng: random.Random) -> str | None:
    links = [pair for pair in _needed(base) if ("tree.necessity", ">".join(pair)) not in base.places]
    pair = pick(rng, links)
    if pair is None:
        return None
    if rng.random() < 0.5:
        link(data, *pair)["necessary"] = "unknown"
    else:
        del link(data, *pair)["necessary"]
    return ">".join(pair)


@kind("tree.gate-necessity", "not necessary where all are needed")
def not_necessary(base: Base, data: Data, rng: random.Random) -> str | None:
    pair = pick(rng, _needed(base))
    if pair is None:
        return None
    link(data, *pair)["necessary"] = "no"
    return ">".join(pair)


@kind("tree.gate-necessity", "necessary where others would do")
def necessary_in_any(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context
    pairs = [
        pair
        for pair in _needed(base)
        if link(data, *pair).get("necessary") == "yes"
        and any(
            other.role == "gate" and other.cause != pair[0] and context.results[other.cause].state == "established"
            for other in context.causes_of[pair[1]]
        )
    ]
    pair = pick(rng, pairs)
    if pair is None:
        return None
    record(data, pair[1])["gate"] = "any"
    return ">".join(pair)


@kind("tree.time-order", "a cause after its effect")
def too_late(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context

    def dated(id_: str) -> bool:
        event = context.events.get(context.case.factors[id_].event or "")
        return event is not None and event.kind in {"event", "condition"} and event.end.latest is not None

    chosen = pick(rng, [each for _, each in context.links if dated(each.effect)])
    if chosen is None:
        return None
    at = [{"when": f"20{rng.randint(28, 40)}-03-01 12:00 UTC", "source": data["case"]["sources"][0]["id"]}]
    data["timeline"]["events"].append({"id": "E999", "text": "It was seen that this was so", "at": at})
    record(data, chosen.cause)["event"] = "E999"
    return f"{chosen.cause}>{chosen.effect}"


@kind("tree.sweep", "an area never asked about")
def not_asked(base: Base, data: Data, rng: random.Random) -> str | None:
    sweep = data["causes"]["sweep"]
    for _ in range(rng.randint(1, 3)):
        sweep.pop(rng.randrange(len(sweep)))
    return "causes"


@kind("tree.sweep-answers", "an answer without its factor or reason")
def bare_answer(base: Base, data: Data, rng: random.Random) -> str | None:
    entry = rng.choice(data["causes"]["sweep"])
    entry.pop("factors", None)
    entry.pop("because", None)
    entry["result"] = rng.choice(["found", "not_examined"])
    return "causes"


@kind("barrier.intended", "a barrier without a purpose")
def no_purpose(base: Base, data: Data, rng: random.Random) -> str | None:
    barriers = [factor.id for factor in base.context.claimed if factor.kind == "barrier" and factor.intended]
    id_ = pick(rng, barriers)
    if id_ is None:
        return None
    del record(data, id_)["intended"]
    return id_


@kind("barrier.named", "no barrier left")
def no_barriers(base: Base, data: Data, rng: random.Random) -> str | None:
    if any(factor.guards for factor in base.context.claimed):
        return None  # what stands beside the tree would be joined to nothing
    for factor in data["causes"]["factors"]:
        if factor["kind"] == "barrier":
            factor["kind"] = rng.choice(["condition", "event"])
            del factor["state"]
    return "causes"


@kind("why.view", "an answer beside the tree")
def other_account(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, [factor.id for factor in base.context.leaves])
    if id_ is None:
        return None
    record(data, id_)["why"] = {"question": "Why was it so?", "answer": "The desk was moved in spring."}
    return id_


@kind("why.branch", "a chain that nobody branched")
def long_chain(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context
    single = {id_ for run in context.single_runs for id_ in run}
    ends = [
        f.id
        for f in context.leaves
        if not any(each.effect in single for _, each in context.links if each.cause == f.id)
    ]
    leaf = pick(rng, [id_ for id_ in ends if id_ != context.case.causes.outcome])
    if leaf is None:
        return None
    length = rng.randint(3, 5)
    record(data, leaf).pop("stop", None)
    record(data, leaf)["complete"] = "unknown"
    texts = [
        "Rain fell on the yard",
        "Wind came from the sea",
        "A storm crossed the bay",
        "The air was warm",
        "It was June again",
    ]
    above = leaf
    for number in range(length):
        new = {"id": f"F{900 + number}", "kind": "condition", "text": texts[number], "status": "assumed"}
        data["causes"]["factors"].append(new if number < length - 1 else {**new, "stop": "outside_control"})
        because = "weather follows weather"
        data["causes"]["links"].append({"cause": new["id"], "effect": above, "necessary": "yes", "because": because})
        above = new["id"]
    return leaf


@kind("why.bare-end", "a bare word at the end")
def bare_end(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, clear(base, "why.bare-end", [factor.id for factor in base.context.leaves]))
    if id_ is None:
        return None
    forms = [
        "Training was missing",
        "The culture was old",
        "It was human error",
        "Communication was slow",
        "Awareness was low",
    ]
    record(data, id_)["text"] = rng.choice(forms)
    return id_


@kind("why.read-back", "nobody read it back")
def not_read_back(base: Base, data: Data, rng: random.Random) -> str | None:
    return "causes" if data["causes"].pop("read_back", None) else None
