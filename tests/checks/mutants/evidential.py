"""Defects of evidence, sources, figures and disputes."""

from __future__ import annotations

import random

from rca.causes.evidence import evidence_sources, independent_roots

from .bases import Base, Data
from .kind import clear, kind, pick, record

_CONFIRMED = {"confirmed"}


def _supported(base: Base, statuses: set[str]) -> list[str]:
    return [
        f.id for f in base.context.claimed if f.status in statuses and any(e.says == "supports" for e in f.evidence)
    ]


@kind("evidence.missing", "a probable factor without evidence")
def nothing_behind(base: Base, data: Data, rng: random.Random) -> str | None:
    waits = {factor.id for factor in base.context.claimed if factor.stop == "needs_data"}
    id_ = pick(rng, [id_ for id_ in _supported(base, {"probable", "possible", "confirmed"}) if id_ not in waits])
    if id_ is None:
        return None
    record(data, id_).update(status=rng.choice(["probable", "possible"]), evidence=[])
    return id_


@kind("evidence.two-reasons", "the second source lost")
def one_source(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context
    strong = [id_ for id_ in _supported(base, _CONFIRMED) if context.results[id_].independent_sources > 1]
    id_ = pick(rng, clear(base, "evidence.two-reasons", strong))
    if id_ is None:
        return None
    for number, item in enumerate(context.case.factors[id_].evidence):
        sources = evidence_sources(context.case, [item])
        if item.says == "supports" and len(independent_roots(context.case, sources)) == 1:
            record(data, id_)["evidence"] = [record(data, id_)["evidence"][number]]
            return id_
    return None


@kind("evidence.two-reasons", "the second source retells the first")
def retold(base: Base, data: Data, rng: random.Random) -> str | None:
    if "narrative" in data["case"]:
        return None
    data["case"]["sources"][1]["derived_from"] = ["S1"]
    return pick(rng, _supported(base, _CONFIRMED))


@kind("evidence.unrated", "a root on evidence that nobody rated")
def unrated(base: Base, data: Data, rng: random.Random) -> str | None:
    roots = {factor.id for factor in base.context.claimed if factor.stop == "root"}
    usable = [id_ for id_ in _supported(base, {"confirmed", "probable", "possible"}) if id_ in roots]
    id_ = pick(rng, clear(base, "evidence.unrated", usable))
    if id_ is None:
        return None
    record(data, id_)["status"] = rng.choice(["probable", "possible"])
    for item in record(data, id_)["evidence"]:
        item["credibility"] = "unrated"
    return id_


@kind("evidence.confirmed", "confirmed by nothing, or by what nobody rated")
def unconfirmed(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, _supported(base, _CONFIRMED))
    if id_ is None:
        return None
    if rng.random() < 0.5:
        record(data, id_)["evidence"] = []
    for item in record(data, id_)["evidence"]:
        item["credibility"] = "unrated"
    return id_


@kind("evidence.direction", "confirmed, and something refutes it")
def refuted(base: Base, data: Data, rng: random.Random) -> str | None:
    id_ = pick(rng, clear(base, "evidence.direction", _supported(base, _CONFIRMED)))
    if id_ is None:
        return None
    source = rng.choice(data["case"]["sources"])["id"]
    record(data, id_)["evidence"].append({"ref": source, "says": "refutes"})
    return id_


@kind("evidence.alternatives", "no other explanation on the way")
def no_alternatives(base: Base, data: Data, rng: random.Random) -> str | None:
    context = base.context
    leaves = [factor.id for factor in context.leaves]
    roots = [factor.id for factor in context.tree if factor.stop == "root" and factor.id in leaves]
    root = pick(rng, clear(base, "evidence.alternatives", roots))
    other = pick(rng, [id_ for id_ in leaves if id_ != root])
    if root is None or other is None:
        return None
    for alternative in data["causes"]["alternatives"]:
        if alternative["for"] in context.above(root):
            alternative["for"] = other
    return root


@kind("evidence.ruled-out", "ruled out for no reason")
def unreasoned(base: Base, data: Data, rng: random.Random) -> str | None:
    chosen = pick(rng, [each for each in data["causes"]["alternatives"] if each["verdict"] == "ruled_out"])
    if chosen is None:
        return None
    chosen.pop("because", None)
    chosen.pop("evidence", None)
    return str(chosen["id"])


@kind("evidence.same-voice", "two sources, one party")
def one_voice(base: Base, data: Data, rng: random.Random) -> str | None:
    strong = [id_ for id_ in _supported(base, _CONFIRMED) if base.context.results[id_].independent_sources > 1]
    id_ = pick(rng, strong)
    if id_ is None:
        return None
    for item in record(data, id_)["evidence"]:
        item["said_by"] = "the operator of the line"
    return "causes"


@kind("source.unseen", "a source that nobody read")
def unread(base: Base, data: Data, rng: random.Random) -> str | None:
    ids = [source["id"] for source in data["case"]["sources"]]
    id_ = pick(rng, clear(base, "source.unseen", ids))
    if id_ is None:
        return None
    record(data, id_)["seen"] = "none"
    return id_


@kind("figure.conflict", "another amount of the same thing")
def other_amount(base: Base, data: Data, rng: random.Random) -> str | None:
    settled = {about for each in base.context.case.head.disputes for about in each.about}
    figures = [figure for figure in base.context.case.head.figures if figure.id not in settled]
    figures = [f for f in figures if f.claims[0].value.text.isdigit() and f.claims[0].as_of is None]
    id_ = pick(rng, clear(base, "figure.conflict", [figure.id for figure in figures]))
    if id_ is None:
        return None
    first = record(data, id_)["claims"][0]
    source = rng.choice(data["case"]["sources"])["id"]
    record(data, id_)["claims"].append(
        {**first, "value": str(int(first["value"]) * rng.randint(3, 9) + 7), "source": source}
    )
    return id_


@kind("dispute.open", "a dispute that nobody settled")
def dispute(base: Base, data: Data, rng: random.Random) -> str | None:
    first, second = rng.sample([source["id"] for source in data["case"]["sources"]], 2)
    positions = [{"source": first, "text": "one visit"}, {"source": second, "text": "two visits"}]
    if data["case"].get("disputes") == "":
        data["case"]["disputes"] = []
    data["case"].setdefault("disputes", []).append({"id": "D99", "positions": positions})
    return "D99"
