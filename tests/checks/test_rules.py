"""Every rule: examples that it names, and near misses that it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from rca.checks.results import Findings
from rca.checks.rules import RULES

Data = dict[str, Any]


@dataclass(frozen=True)
class Example:
    rule: str
    name: str
    change: Callable[[Data], None]
    places: tuple[str, ...]
    severity: str | None = None


def factor(data: Data, id_: str) -> Data:
    return next(item for item in data["causes"]["factors"] if item["id"] == id_)


def link(data: Data, name: str) -> Data:
    return next(item for item in data["causes"]["links"] if f"{item['cause']}>{item['effect']}" == name)


def event(data: Data, id_: str) -> Data:
    return next(item for item in data["timeline"]["events"] if item["id"] == id_)


def action(data: Data, id_: str) -> Data:
    return next(item for item in data["actions"]["actions"] if item["id"] == id_)


def at(data: Data, id_: str, *whens: str, source: str = "S1") -> None:
    event(data, id_)["at"] = [{"when": when, "source": source} for when in whens]


def add_factor(data: Data, effect: str, role: str = "contributing", **given: Any) -> None:
    base = {"id": "F7", "kind": "condition", "text": "Another", "status": "confirmed", "complete": "yes"}
    evidence = [{"ref": "S1", "says": "supports"}, {"ref": "S2", "says": "supports"}]
    data["causes"]["factors"].append({**base, "evidence": evidence, **given})
    data["causes"]["links"].append(
        {"cause": "F7", "effect": effect, "role": role, "necessary": "yes", "because": "it raised the odds"}
    )


def drop_links(data: Data, *names: str) -> None:
    data["causes"]["links"] = [
        item for item in data["causes"]["links"] if f"{item['cause']}>{item['effect']}" not in names
    ]


def drop_factor(data: Data, id_: str) -> None:
    data["causes"]["factors"] = [item for item in data["causes"]["factors"] if item["id"] != id_]
    data["causes"]["links"] = [item for item in data["causes"]["links"] if id_ not in {item["cause"], item["effect"]}]


# --- single statements of cause ---------------------------------------------------------------------------------------


def link_without_reason(data: Data) -> None:
    del link(data, "F4>F2")["because"]


def human_leaf(data: Data) -> None:
    drop_links(data, "F6>F5")
    drop_factor(data, "F6")
    action(data, "A2")["targets"] = [{"factor": "F5", "effect": "reduces"}]
    factor(data, "F5")["stop"] = "root"


def human_leaf_needs_data(data: Data) -> None:
    human_leaf(data)
    factor(data, "F5")["stop"] = "needs_data"


def human_behind_human(data: Data) -> None:
    factor(data, "F6")["kind"] = "human_action"


def outside_act_leaf(data: Data) -> None:
    human_leaf(data)
    factor(data, "F5").update(kind="action", stop="outside_control")


def deviation_leaf(data: Data) -> None:
    factor(data, "F6")["kind"] = "procedure_deviation"


def deviation_needs_data(data: Data) -> None:
    factor(data, "F6").update(kind="procedure_deviation", stop="needs_data")


def deviation_with_cause(data: Data) -> None:
    factor(data, "F5")["kind"] = "procedure_deviation"


def omission(data: Data, **given: Any) -> None:
    factor(data, "F6").update(kind="omission", event="E2", **given)
    link(data, "F6>F5")["role"] = "gate"
    factor(data, "F5").pop("event")


def omission_without_duty(data: Data) -> None:
    omission(data)


def omission_with_unknown_duty(data: Data) -> None:
    omission(data, duty="unknown")


def omission_with_policy(data: Data) -> None:
    omission(data, policy="W1")


def omission_with_duty(data: Data) -> None:
    omission(data, duty="access standard 4.2")


def omission_before_policy(data: Data) -> None:
    omission(data, policy="W1")
    data["case"]["policies"][0]["effective"] = "2024-05-15 UTC"


def omission_after_policy(data: Data) -> None:
    omission(data, policy="W1")
    data["case"]["policies"][0]["superseded"] = "2024-05-13 UTC"


def omission_on_day_of_policy(data: Data) -> None:
    omission(data, policy="W1")
    data["case"]["policies"][0].update(effective="2024-05-14 UTC", superseded="2024-05-14 UTC")


def omission_at_the_instant_of_policy(data: Data) -> None:
    omission(data, policy="W1")
    at(data, "E2", "2024-05-14 10:30:00.000000 UTC")
    instant = "2024-05-14 10:30:00.000000 UTC"
    data["case"]["policies"][0].update(effective=instant, superseded=instant)


# --- the tree ---------------------------------------------------------------------------------------------------------


def no_causes(data: Data) -> None:
    data["case"]["state"] = "draft"
    data["causes"] = {}
    data["actions"] = {}


def single_cause(data: Data) -> None:
    factor(data, "F5")["complete"] = "unknown"


def two_causes_incomplete(data: Data) -> None:
    factor(data, "F2")["complete"] = "no"


def leaf_incomplete(data: Data) -> None:
    factor(data, "F6")["complete"] = "unknown"


def leaf_without_stop(data: Data) -> None:
    del factor(data, "F3")["stop"]


def only_refuted_cause(data: Data) -> None:
    factor(data, "F6").update(status="refuted", evidence=[{"ref": "S1", "says": "refutes"}])
    factor(data, "F5")["kind"] = "action"


def inner_without_stop(data: Data) -> None:
    assert "stop" not in factor(data, "F5")


def chain(data: Data) -> None:
    drop_factor(data, "F3")
    drop_factor(data, "F4")
    factor(data, "F1").pop("gate")
    factor(data, "F2").pop("gate")
    action(data, "A1")["targets"] = [{"factor": "F6", "effect": "eliminates"}]


def chain_and_contributing(data: Data) -> None:
    chain(data)
    add_factor(data, "F1", stop="normal_condition")


def unanswered_high_up(data: Data) -> None:
    link(data, "F2>F1")["necessary"] = "unknown"


def any_gate_without_single_point(data: Data) -> None:
    factor(data, "F2")["gate"] = "any"
    link(data, "F4>F2")["necessary"] = "unknown"
    link(data, "F5>F2")["necessary"] = "unknown"


# --- links ------------------------------------------------------------------------------------------------------------


def unanswered(data: Data) -> None:
    link(data, "F4>F2")["necessary"] = "unknown"


def unanswered_contributing(data: Data) -> None:
    add_factor(data, "F1", stop="normal_condition")
    data["causes"]["links"][-1]["necessary"] = "unknown"


def not_necessary_in_all(data: Data) -> None:
    link(data, "F4>F2")["necessary"] = "no"


def not_necessary_alone(data: Data) -> None:
    link(data, "F6>F5")["necessary"] = "no"


def necessary_in_any(data: Data) -> None:
    factor(data, "F2")["gate"] = "any"
    link(data, "F5>F2")["necessary"] = "no"


def necessary_where_others_fall_short(data: Data) -> None:
    factor(data, "F2")["gate"] = "any"
    link(data, "F5>F2")["necessary"] = "no"
    factor(data, "F5")["status"] = "probable"


def two_of_two(data: Data) -> None:
    factor(data, "F2").update(gate="at_least", at_least=2)
    link(data, "F5>F2")["necessary"] = "no"


def cause_after_effect(data: Data) -> None:
    factor(data, "F4")["event"] = "E3"


def cause_after_effect_contested(data: Data) -> None:
    factor(data, "F4")["event"] = "E3"
    at(data, "E3", "2024-05-14 11:00 UTC", "2024-05-14 11:20 UTC", "after E2")


def sighting_after_effect(data: Data) -> None:
    cause_after_effect(data)
    event(data, "E3")["kind"] = "observation"
    del event(data, "E3")["milestone"]


def condition_over_before_effect(data: Data) -> None:
    event(data, "E5")["end"] = [{"when": "2024-05-13 UTC", "source": "S1"}]


def point_before_effect(data: Data) -> None:
    factor(data, "F6")["event"] = "E1"
    factor(data, "F5")["event"] = "E2"
    drop_links(data, "F5>F2")
    data["causes"]["links"].append(
        {"cause": "F5", "effect": "F1", "necessary": "yes", "because": "no other way was open"}
    )
    factor(data, "F2").pop("gate")


def cause_in_the_same_minute(data: Data) -> None:
    at(data, "E2", "2024-05-14 10:00 UTC")
    factor(data, "F6")["event"] = "E2"


def all_in_one_instant(data: Data) -> None:
    at(data, "E1", "2024-05-14 10:00:00.000000 UTC")
    event(data, "E5")["end"] = [{"when": "2024-05-14 10:00:00.000000 UTC", "source": "S1"}]


# --- evidence ---------------------------------------------------------------------------------------------------------


def possible_without_evidence(data: Data) -> None:
    factor(data, "F3").update(status="possible", evidence=[])


def probable_refuted_only(data: Data) -> None:
    factor(data, "F3").update(status="probable", evidence=[{"ref": "S1", "says": "refutes"}])


def possible_waiting_for_data(data: Data) -> None:
    factor(data, "F3").update(status="possible", evidence=[], stop="needs_data")


def assumed_without_evidence(data: Data) -> None:
    factor(data, "F3").update(status="assumed", evidence=[])


def one_source(data: Data) -> None:
    factor(data, "F3")["evidence"] = [{"ref": "S1", "says": "supports"}]


def retold_source(data: Data) -> None:
    data["case"]["sources"].append(
        {"id": "S3", "kind": "news", "title": "Copy", "reliability": "low", "derived_from": ["S1"]}
    )
    factor(data, "F3")["evidence"] = [{"ref": "S1", "says": "supports"}, {"ref": "S3", "says": "supports"}]


def one_source_of_a_barrier_beside(data: Data) -> None:
    add_factor(data, "F1", kind="barrier", state="held", guards="F1")
    del data["causes"]["links"][-1]
    factor(data, "F7")["evidence"] = [{"ref": "S1", "says": "supports"}]


def one_source_probable(data: Data) -> None:
    one_source(data)
    factor(data, "F3")["status"] = "probable"


def two_sources_through_figure(data: Data) -> None:
    factor(data, "F3")["evidence"] = [{"ref": "G1", "says": "supports"}]


def unrated_sources(data: Data) -> None:
    for source in data["case"]["sources"]:
        del source["reliability"]


def unrated_root(data: Data) -> None:
    unrated_sources(data)
    for item in data["causes"]["factors"]:
        item["status"] = "probable"


def one_unrated_source(data: Data) -> None:
    del data["case"]["sources"][1]["reliability"]


def evidence_rated_itself(data: Data) -> None:
    unrated_sources(data)
    for item in data["causes"]["factors"]:
        item["evidence"] = [{**piece, "credibility": "low"} for piece in item["evidence"]]


def evidence_called_unrated(data: Data) -> None:
    pieces = factor(data, "F3")["evidence"]
    factor(data, "F3")["evidence"] = [{**piece, "credibility": "unrated"} for piece in pieces]


def confirmed_without_evidence(data: Data) -> None:
    factor(data, "F3")["evidence"] = []


def confirmed_and_refuted(data: Data) -> None:
    factor(data, "F3")["evidence"] = [*factor(data, "F3")["evidence"], {"ref": "G1", "says": "refutes"}]


def refuted_by_nothing(data: Data) -> None:
    add_factor(data, "F1", status="refuted")


def refuted_by_evidence(data: Data) -> None:
    add_factor(data, "F1", status="refuted", evidence=[{"ref": "S1", "says": "refutes"}])


def no_alternatives(data: Data) -> None:
    data["causes"]["alternatives"] = []


def alternative_for_one_branch(data: Data) -> None:
    data["causes"]["alternatives"][0]["for"] = "F6"


def alternative_for_outcome(data: Data) -> None:
    data["causes"]["alternatives"][0]["for"] = "F1"


def alternative_without_reason(data: Data) -> None:
    del data["causes"]["alternatives"][0]["because"]


def alternative_with_evidence(data: Data) -> None:
    alternative_without_reason(data)
    data["causes"]["alternatives"][0]["evidence"] = [{"ref": "S1", "says": "refutes"}]


def open_alternative(data: Data) -> None:
    alternative_without_reason(data)
    data["causes"]["alternatives"][0]["verdict"] = "open"


def unread_source(data: Data) -> None:
    data["case"]["sources"][0]["seen"] = "none"


def partly_read_source(data: Data) -> None:
    data["case"]["sources"][0]["seen"] = "opening"


# --- the timeline -----------------------------------------------------------------------------------------------------


def claim_without_source(data: Data) -> None:
    del event(data, "E4")["at"][0]["source"]


def lasted_without_source(data: Data) -> None:
    event(data, "E5")["lasted"] = [{"when": "at least 1 d"}]


def anchor_without_source(data: Data) -> None:
    claim_without_source(data)
    event(data, "E4")["anchor"] = "true"


def unknown_without_source(data: Data) -> None:
    event(data, "E4")["at"] = [{"when": "unknown"}]


def assumed_zone(data: Data) -> None:
    event(data, "E4")["at"][0]["zone_basis"] = "assumed"


def assumed_beside_rejected(data: Data) -> None:
    assumed_beside_stated(data)
    event(data, "E4")["at"][0].update(
        when="2024-05-14 12:00 UTC", reject={"because": "outlier", "by": "analyst", "on": "2024-11-02"}
    )


def assumed_zone_of_an_extent(data: Data) -> None:
    start = {"when": "2024-05-01 00:00 UTC", "source": "S1", "zone_basis": "assumed"}
    event(data, "E5").update(start=[start], end=[{"when": "2024-06-01 00:00 UTC", "source": "S1"}])


def extent_from_an_event(data: Data) -> None:
    event(data, "E5").update(start="E1", end=[{"when": "2024-06-01 00:00 UTC", "source": "S1"}])


def assumed_beside_stated(data: Data) -> None:
    event(data, "E4")["at"].append({"when": "2024-05-14 10:45 UTC", "source": "S1", "zone_basis": "assumed"})


def assumed_zone_of_a_day(data: Data) -> None:
    at(data, "E4", "2024-05-14 UTC")
    assumed_zone(data)


def estimated_clock(data: Data) -> None:
    data["timeline"]["clocks"] = [{"id": "audit", "offset": "42 s", "basis": "estimated"}]
    data["case"]["sources"][0]["clock"] = "audit"


def accepted_clock(data: Data) -> None:
    estimated_clock(data)
    data["timeline"]["clocks"][0]["accepted"] = {"by": "analyst", "on": "2024-11-02"}


def stated_clock(data: Data) -> None:
    estimated_clock(data)
    data["timeline"]["clocks"][0]["basis"] = "stated"


def contained_before_occurred(data: Data) -> None:
    at(data, "E3", "2024-05-14 09:00 UTC")
    data["case"]["scope"] = {}


def contested_milestone(data: Data) -> None:
    at(data, "E3", "2024-05-14 09:00 UTC", "2024-05-14 09:20 UTC", "before E1")


def contained_told_before_occurred(data: Data) -> None:
    at(data, "E1", "2024-05-14 UTC")
    at(data, "E2", "2024-05-14 UTC")
    at(data, "E3", "2024-05-14 UTC", "before E1")


def told_before_one_of_two(data: Data) -> None:
    contained_told_before_occurred(data)
    event(data, "E4").update(milestone="occurred", at=[{"when": "2024-05-14 UTC", "source": "S2"}])


def undated_start(data: Data) -> None:
    contained_before_occurred(data)
    del event(data, "E2")["milestone"]
    event(data, "E4").update(milestone="occurred", at=[{"when": "before E2", "source": "S2"}])


def second_detection_late(data: Data) -> None:
    event(data, "E4")["milestone"] = "occurred"


def milestones_in_one_instant(data: Data) -> None:
    for id_ in ("E1", "E2"):
        at(data, id_, "2024-05-14 10:00:00.000000 UTC")


def milestones_in_one_day(data: Data) -> None:
    at(data, "E2", "2024-05-14 UTC")


def outcome_without_event(data: Data) -> None:
    del factor(data, "F1")["event"]


def outcome_after_scope(data: Data) -> None:
    data["case"]["scope"] = {"start": "E1", "end": "E2"}


def outcome_before_scope(data: Data) -> None:
    data["case"]["scope"] = {"start": "E3"}


def scope_by_phase(data: Data) -> None:
    data["timeline"]["phases"] = [{"id": "P1", "name": "Posts visible", "start": "E1", "end": "E3"}]
    data["case"]["scope"] = {"start": "P1", "end": "P1"}


def times_conflict(data: Data) -> None:
    at(data, "E4", "2024-05-14 10:45 UTC", "2024-05-14 12:45 UTC")


def settled_conflict(data: Data) -> None:
    times_conflict(data)
    event(data, "E4")["at"][1]["reject"] = {"because": "outlier", "by": "quality analyst", "on": "2024-11-02"}


def idle_rejection(data: Data) -> None:
    at(data, "E4", "2024-05-14 10:45 UTC", "2024-05-14 UTC")
    event(data, "E4")["at"][1]["reject"] = {"because": "outlier", "by": "quality analyst", "on": "2024-11-02"}


def published_before(data: Data) -> None:
    data["case"]["sources"][1].update(published="2024-05-13 UTC")


def published_before_and_updated(data: Data) -> None:
    data["case"]["sources"][1].update(published="2024-05-13 UTC", updated="true")


def published_on_the_day(data: Data) -> None:
    data["case"]["sources"][1].update(published="2024-05-14 UTC")


# --- actions ----------------------------------------------------------------------------------------------------------


def uncovered_root(data: Data) -> None:
    del data["actions"]["actions"][1]


def dropped_cover(data: Data) -> None:
    action(data, "A2")["history"].append({"status": "dropped", "when": "2024-11-21 UTC"})


def uncovered_contributing_root(data: Data) -> None:
    add_factor(data, "F1", stop="root")


def declined_root(data: Data) -> None:
    uncovered_root(data)
    data["actions"]["declined"] = [{"factor": "F6", "because": "too rare", "by": "quality analyst", "on": "2024-11-02"}]


def given_leaves_uncovered(data: Data) -> None:
    uncovered_root(data)
    factor(data, "F6")["stop"] = "outside_control"


def only_reduced(data: Data) -> None:
    action(data, "A1")["targets"] = [{"factor": "F4", "effect": "reduces"}]


def only_given_left(data: Data) -> None:
    only_reduced(data)
    for id_ in ("F4", "F6"):
        factor(data, id_)["stop"] = "outside_control"


def weaker_only(data: Data) -> None:
    action(data, "A1")["strength"] = "weaker"


def nothing_of_our_own_filled_in(data: Data) -> None:
    for key in ("owner", "due", "measures"):
        del action(data, "A1")[key]


def measure_without_target(data: Data) -> None:
    for measure in ("process", "outcome"):
        del action(data, "A1")["measures"][measure]["target"]


def official_without_owner(data: Data) -> None:
    assert "owner" not in action(data, "A2")


def dropped_without_owner(data: Data) -> None:
    del action(data, "A1")["owner"]
    dropped = {"status": "dropped", "when": "2024-11-21 UTC"}
    action(data, "A1")["history"].append(dropped)


def overdue(data: Data) -> None:
    action(data, "A1")["due"] = "2024-11-30"


def due_today(data: Data) -> None:
    action(data, "A1")["due"] = "2024-12-01"


def done_late(data: Data) -> None:
    overdue(data)
    action(data, "A1")["history"].append({"status": "done", "when": "2024-11-30 UTC"})


# --- figures, disputes, waivers ---------------------------------------------------------------------------------------


def figures_apart(data: Data) -> None:
    data["case"]["figures"][0]["claims"][1]["value"] = "60"


def figures_within_rounding(data: Data) -> None:
    data["case"]["figures"][0]["claims"][1]["value"] = "50"


def figures_settled(data: Data) -> None:
    figures_apart(data)
    data["case"]["disputes"] = [dispute(about=["G1"], resolution="S2 counts targets", by="analyst", on="2024-11-02")]


def figures_compatible(data: Data) -> None:
    data["case"]["figures"][0]["claims"][1]["value"] = "up to 50"


def dispute(**given: Any) -> Data:
    positions = [{"source": "S1", "text": "one visit"}, {"source": "S2", "text": "two visits"}]
    return {"id": "D1", "positions": positions, **given}


def open_dispute(data: Data) -> None:
    data["case"]["disputes"] = [dispute(about=["E4"])]


def settled_dispute(data: Data) -> None:
    data["case"]["disputes"] = [dispute(resolution="two visits", by="analyst", on="2024-11-02")]


def waive(data: Data, rule: str, *places: str, **given: Any) -> None:
    waiver = {"rule": rule, "places": list(places), "reason": "judged", "by": "analyst", "on": "2024-11-02"}
    data["waivers"]["waivers"].append({**waiver, **given})


def waiver_of_no_rule(data: Data) -> None:
    waive(data, "evidence.three-reasons", "F3")


def waiver_ended(data: Data) -> None:
    one_source(data)
    waive(data, "evidence.two-reasons", "F3", expires="2024-11-30")


def waiver_ends_today(data: Data) -> None:
    one_source(data)
    waive(data, "evidence.two-reasons", "F3", expires="2024-12-01")


def waiver_of_nothing(data: Data) -> None:
    waive(data, "evidence.two-reasons", "F3")


def waiver_of_nothing_ends_today(data: Data) -> None:
    waive(data, "evidence.two-reasons", "F3", expires="2024-12-01")


def waiver_partly_of_nothing(data: Data) -> None:
    one_source(data)
    waive(data, "evidence.two-reasons", "F3", "F4")


def waiver_used(data: Data) -> None:
    one_source(data)
    waive(data, "evidence.two-reasons", "F3")


# --- effects, voices and views ----------------------------------------------------------------------------------------


def condition_too_late_to_start_it(data: Data) -> None:
    event(data, "E5")["start"] = [{"when": "2024-05-14 10:20 UTC", "source": "S1"}]
    posts = event(data, "E1")
    posts["start"] = posts.pop("at")
    posts["end"] = [{"when": "2024-05-14 11:00 UTC", "source": "S1"}]


def not_effective(data: Data) -> None:
    action(data, "A1")["history"].append({"status": "done", "when": "2024-11-25 UTC"})
    action(data, "A1")["verdict"] = {"result": "not_effective", "on": "2024-11-30", "because": "two more"}


def not_effective_and_opened_again(data: Data) -> None:
    not_effective(data)
    action(data, "A1")["history"].append({"status": "started", "when": "2024-11-30 UTC"})


def not_effective_and_replaced(data: Data) -> None:
    not_effective(data)
    action(data, "A2")["targets"].append({"factor": "F4", "effect": "eliminates"})


def not_effective_of_others(data: Data) -> None:
    not_effective(data)
    action(data, "A1")["origin"] = "company"


def review_overdue(data: Data) -> None:
    outcome = action(data, "A1")["measures"]["outcome"]
    action(data, "A1").update(due="2024-11-01", history=[{"status": "done", "when": "2024-10-30 UTC"}])
    outcome["review_on"] = "2024-11-30"


def review_today(data: Data) -> None:
    review_overdue(data)
    action(data, "A1")["measures"]["outcome"]["review_on"] = "2024-12-01"


def judged_too_early(data: Data) -> None:
    action(data, "A1")["verdict"] = {"result": "effective", "on": "2024-11-30", "because": "measured"}


def without_balancing(data: Data) -> None:
    del action(data, "A1")["measures"]["balancing"]


def a_rate_for_a_baseline(data: Data) -> None:
    outcome = action(data, "A1")["measures"]["outcome"]
    del outcome["baseline"]
    outcome["rate"] = "4 per year"


def one_publisher(data: Data) -> None:
    data["case"]["sources"][1]["publisher"] = "Regulator"


def one_publisher_and_single_source(data: Data) -> None:
    one_publisher(data)
    for item in data["causes"]["factors"]:
        item["evidence"] = item["evidence"][:1]


def view_waits_for_data(data: Data) -> None:
    human_leaf_needs_data(data)
    del factor(data, "F5")["believed"]


def only_containment(data: Data) -> None:
    for item in data["actions"]["actions"]:
        item.update(kind="containment", targets=[{"factor": "F6", "effect": "reduces"}])


def reported_judgement(data: Data) -> None:
    event(data, "E2").update(kind="statement", text="The desk said that staff were careless")


def head_of_a_team(data: Data) -> None:
    action(data, "A1")["owner"] = "team lead"


def two_owners(data: Data) -> None:
    action(data, "A1")["owner"] = "head of access and head of support"


def vague_finding(data: Data) -> None:
    finding = {"id": "N1", "by": "regulator", "source": "S1", "text": "Controls were inadequate", "used_by": ["F4"]}
    data["causes"]["findings"] = [finding]


def refuted_and_vague(data: Data) -> None:
    base = {"id": "F7", "kind": "condition", "text": "Upkeep was poor", "status": "refuted"}
    data["causes"]["factors"].append({**base, "evidence": [{"ref": "S1", "says": "refutes"}]})
    data["causes"]["links"].append({"cause": "F7", "effect": "F6", "role": "contributing", "because": "so it was said"})


def refuted(data: Data, *ids: str) -> None:
    for id_ in ids:
        factor(data, id_).update(status="refuted", evidence=[{"ref": "S1", "says": "refutes"}])


def refuted_barrier(data: Data) -> None:
    refuted(data, "F4")


def refuted_far_down(data: Data) -> None:
    refuted(data, "F6")


def refuted_on_two_levels(data: Data) -> None:
    refuted(data, "F3", "F4")


def refuted_where_others_do(data: Data) -> None:
    refuted(data, "F4")
    factor(data, "F2")["gate"] = "any"


def refuted_outcome(data: Data) -> None:
    refuted(data, "F1", "F2")


def stop_on_the_way(data: Data) -> None:
    factor(data, "F2")["stop"] = "root"


def stop_above_a_refuted_cause(data: Data) -> None:
    refuted(data, "F6")
    factor(data, "F5")["stop"] = "root"


def pre_empted(data: Data) -> None:
    factor(data, "F2")["gate"] = "any"
    factor(data, "F5")["event"] = "E3"


def perhaps_pre_empted(data: Data) -> None:
    pre_empted(data)
    factor(data, "F4")["status"] = "possible"


def late_without_another_way(data: Data) -> None:
    pre_empted(data)
    factor(data, "F4")["event"] = "E3"


def says(id_: str, text: str, **more: str) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        record = event(data, id_) if id_.startswith("E") else factor(data, id_)
        record.update(text=text, **more)

    return change


EXAMPLES = (
    Example("timeline.facts-only", "a proper name", says("E1", "The boat left the Poor Knights for Bad Homburg"), ()),
    Example("timeline.facts-only", "reported", says("E1", "The regulator called the response inadequate"), ()),
    Example("timeline.facts-only", "judged before", says("E1", "The inadequate crew called the port"), ("E1",)),
    Example("cause.omission-kind", "aside", says("F5", "Employees typed codes on a page that they did not know"), ()),
    Example("cause.omission-kind", "a team", says("F2", "The team failed to tell anyone"), ("F2",), "note"),
    Example("cause.omission-kind", "outsiders", says("F2", "The callers did not give a name"), ()),
    Example("cause.conduct", "a bare name", says("F5", "John Smith typed codes on another page"), ("F5",), "note"),
    Example("cause.conduct", "after by", says("F5", "Codes were typed by John Smith"), ("F5",), "note"),
    Example("cause.conduct", "a role", says("F5", "Support Engineers typed codes on another page"), ()),
    Example("cause.conduct", "a product", says("F6", "Active Directory held old codes"), ()),
    Example("tree.time-order", "pre-empted", pre_empted, ("F5>F2",), "note"),
    Example("tree.time-order", "perhaps pre-empted", perhaps_pre_empted, ("F5>F2",), "warning"),
    Example("tree.time-order", "both came late", late_without_another_way, ("F4>F2", "F5>F2"), "error"),
    Example("tree.effect-excluded", "below the outcome", refuted_barrier, ("F2",), "error"),
    Example("tree.effect-excluded", "far down", refuted_far_down, ("F5",), "error"),
    Example("tree.effect-excluded", "two levels", refuted_on_two_levels, ("F1", "F2"), "error"),
    Example("tree.effect-excluded", "others do", refuted_where_others_do, ()),
    Example("tree.effect-excluded", "the outcome too", refuted_outcome, ()),
    Example("tree.outcome-refuted", "and its cause", refuted_outcome, ("F1",), "error"),
    Example("tree.root-refuted", "a leaf", refuted_far_down, ("F6",), "error"),
    Example("tree.stop-inside", "an inner root", stop_on_the_way, ("F2",), "error"),
    Example("tree.stop-inside", "only a refuted cause", stop_above_a_refuted_cause, ()),
    Example("action.coverage", "an inner root", stop_on_the_way, ()),
    Example("cause.because", "named", link_without_reason, ("F4>F2",)),
    Example("cause.human-needs-cause", "leaf", human_leaf, ("F5",), "error"),
    Example("cause.human-needs-cause", "needs data", human_leaf_needs_data, ("F5",), "warning"),
    Example("cause.human-needs-cause", "human behind human", human_behind_human, ("F5", "F6"), "error"),
    Example("cause.human-needs-cause", "act of outsiders", outside_act_leaf, ()),
    Example("cause.deviation-needs-cause", "leaf", deviation_leaf, ("F6",), "error"),
    Example("cause.deviation-needs-cause", "needs data", deviation_needs_data, ("F6",), "warning"),
    Example("cause.deviation-needs-cause", "explained", deviation_with_cause, ()),
    Example("cause.duty", "none", omission_without_duty, ("F6",), "error"),
    Example("cause.duty", "unknown", omission_with_unknown_duty, ("F6",), "error"),
    Example("cause.duty", "policy", omission_with_policy, ()),
    Example("cause.duty", "words", omission_with_duty, ()),
    Example("cause.duty-in-force", "not yet", omission_before_policy, ("F6",), "error"),
    Example("cause.duty-in-force", "no longer", omission_after_policy, ("F6",), "error"),
    Example("cause.duty-in-force", "same day", omission_on_day_of_policy, ()),
    Example("cause.duty-in-force", "same instant", omission_at_the_instant_of_policy, ()),
    Example("tree.outcome", "nothing written", no_causes, ("causes",), "warning"),
    Example("tree.two-causes", "one cause", single_cause, ("F5",), "note"),
    Example("tree.two-causes", "two", two_causes_incomplete, ()),
    Example("tree.complete", "said no", two_causes_incomplete, ("causes",), "note"),
    Example("tree.complete", "leaf", leaf_incomplete, ()),
    Example("tree.stop", "leaf", leaf_without_stop, ("F3",), "error"),
    Example("tree.stop", "its only cause is refuted", only_refuted_cause, ("F5",), "error"),
    Example("tree.stop", "inner factor", inner_without_stop, ()),
    Example("tree.stop", "barrier beside the tree", one_source_of_a_barrier_beside, ()),
    Example("tree.one-leaf", "chain", chain, ("causes",), "warning"),
    Example("tree.one-leaf", "contributing beside it", chain_and_contributing, ()),
    Example("tree.single-fix", "broken chain", unanswered_high_up, ("causes",), "note"),
    Example("tree.single-fix", "no single point", any_gate_without_single_point, ()),
    Example("tree.necessity", "unanswered", unanswered, ("F4>F2",), "warning"),
    Example("tree.necessity", "contributing", unanswered_contributing, ()),
    Example("tree.necessity", "choice", any_gate_without_single_point, ()),
    Example("tree.gate-necessity", "no in all", not_necessary_in_all, ("F4>F2",), "error"),
    Example("tree.gate-necessity", "no and alone", not_necessary_alone, ("F6>F5",), "error"),
    Example("tree.gate-necessity", "no where all are needed", two_of_two, ("F5>F2",), "error"),
    Example("tree.gate-necessity", "yes in any", necessary_in_any, ("F4>F2",), "warning"),
    Example("tree.gate-necessity", "others not shown", necessary_where_others_fall_short, ()),
    Example("tree.time-order", "after", cause_after_effect, ("F4>F2",), "error"),
    Example("tree.time-order", "contested", cause_after_effect_contested, ("F4>F2",), "warning"),
    Example("tree.time-order", "condition over", condition_over_before_effect, ("F4>F2",), "error"),
    Example("tree.time-order", "sighting", sighting_after_effect, ()),
    Example("tree.time-order", "point before", point_before_effect, ()),
    Example("tree.time-order", "same minute", cause_in_the_same_minute, ()),
    Example("tree.time-order", "same instant", all_in_one_instant, ()),
    Example("evidence.missing", "possible", possible_without_evidence, ("F3",), "warning"),
    Example("evidence.missing", "refuting only", probable_refuted_only, ("F3",), "warning"),
    Example("evidence.missing", "waiting", possible_waiting_for_data, ()),
    Example("evidence.missing", "assumed", assumed_without_evidence, ()),
    Example("evidence.two-reasons", "one", one_source, ("F3",), "warning"),
    Example("evidence.two-reasons", "retold", retold_source, ("F3",), "warning"),
    Example("evidence.two-reasons", "barrier beside", one_source_of_a_barrier_beside, ("F7",), "warning"),
    Example("evidence.two-reasons", "probable", one_source_probable, ()),
    Example("evidence.two-reasons", "figure", two_sources_through_figure, ()),
    Example("evidence.unrated", "roots", unrated_root, ("F4", "F6"), "warning"),
    Example("evidence.unrated", "one rated", one_unrated_source, ()),
    Example("evidence.confirmed", "no evidence", confirmed_without_evidence, ("F3",), "error"),
    Example("evidence.confirmed", "called unrated", evidence_called_unrated, ("F3",), "error"),
    Example("evidence.confirmed", "rated itself", evidence_rated_itself, ()),
    Example("evidence.direction", "refuting", confirmed_and_refuted, ("F3",), "warning"),
    Example("evidence.direction", "refuted by nothing", refuted_by_nothing, ("F7",), "warning"),
    Example("evidence.direction", "refuted", refuted_by_evidence, ()),
    Example("evidence.alternatives", "none", no_alternatives, ("F4", "F6"), "warning"),
    Example("evidence.alternatives", "one branch", alternative_for_one_branch, ("F4",), "warning"),
    Example("evidence.alternatives", "at the outcome", alternative_for_outcome, ()),
    Example("evidence.ruled-out", "no reason", alternative_without_reason, ("X1",), "warning"),
    Example("evidence.ruled-out", "evidence", alternative_with_evidence, ()),
    Example("evidence.ruled-out", "open", open_alternative, ()),
    Example("source.unseen", "none", unread_source, ("S1",), "note"),
    Example("source.unseen", "in part", partly_read_source, ()),
    Example("timeline.source", "claim", claim_without_source, ("E4",), "error"),
    Example("timeline.source", "duration", lasted_without_source, ("E5",), "error"),
    Example("timeline.source", "anchor", anchor_without_source, ()),
    Example("timeline.source", "says unknown", unknown_without_source, ()),
    Example("timeline.exactness", "assumed", assumed_zone, ("E4",), "warning"),
    Example("timeline.exactness", "another was rejected", assumed_beside_rejected, ("E4",), "warning"),
    Example("timeline.exactness", "extent", assumed_zone_of_an_extent, ("E5",), "warning"),
    Example("timeline.exactness", "end of another event", extent_from_an_event, ()),
    Example("timeline.exactness", "another states it", assumed_beside_stated, ()),
    Example("timeline.exactness", "a day", assumed_zone_of_a_day, ()),
    Example("timeline.clock", "estimated", estimated_clock, ("audit",), "warning"),
    Example("timeline.clock", "accepted", accepted_clock, ()),
    Example("timeline.clock", "stated", stated_clock, ()),
    Example("timeline.milestone-order", "contained first", contained_before_occurred, ("E3",), "error"),
    Example("timeline.milestone-order", "order told", contained_told_before_occurred, ("E3",), "error"),
    Example("timeline.milestone-order", "one of two", told_before_one_of_two, ()),
    Example("timeline.milestone-order", "contested", contested_milestone, ("E3",), "warning"),
    Example("timeline.milestone-order", "another start undated", undated_start, ()),
    Example("timeline.milestone-order", "a later one of the same", second_detection_late, ()),
    Example("timeline.milestone-order", "same instant", milestones_in_one_instant, ()),
    Example("timeline.milestone-order", "within one day", milestones_in_one_day, ()),
    Example("timeline.scope", "no event", outcome_without_event, ("F1",), "warning"),
    Example("timeline.scope", "after", outcome_after_scope, ("F1",), "warning"),
    Example("timeline.scope", "before", outcome_before_scope, ("F1",), "warning"),
    Example("timeline.scope", "phase", scope_by_phase, ()),
    Example("time.conflict", "open", times_conflict, ("E4",), "warning"),
    Example("time.conflict", "settled", settled_conflict, ()),
    Example("time.idle-rejection", "idle", idle_rejection, ("E4",), "warning"),
    Example("time.idle-rejection", "at odds", settled_conflict, ()),
    Example("time.publication", "before", published_before, ("S2",), "warning"),
    Example("time.publication", "updated", published_before_and_updated, ()),
    Example("time.publication", "same day", published_on_the_day, ()),
    Example("action.coverage", "none", uncovered_root, ("F6",), "error"),
    Example("action.coverage", "dropped", dropped_cover, ("F6",), "error"),
    Example("action.coverage", "contributing", uncovered_contributing_root, ("F7",), "warning"),
    Example("action.coverage", "declined", declined_root, ()),
    Example("action.coverage", "outside control", given_leaves_uncovered, ()),
    Example("action.cut-sets", "only reduced", only_reduced, ("actions",), "warning"),
    Example("action.cut-sets", "nothing to act on", only_given_left, ()),
    Example("action.strength", "weaker", weaker_only, ("actions",), "warning"),
    Example("action.complete", "nothing", nothing_of_our_own_filled_in, ("A1",), "error"),
    Example("action.complete", "no target", measure_without_target, ("A1",), "error"),
    Example("action.complete", "official", official_without_owner, ()),
    Example("action.complete", "dropped", dropped_without_owner, ()),
    Example("action.overdue", "yesterday", overdue, ("A1",), "warning"),
    Example("action.overdue", "today", due_today, ()),
    Example("action.overdue", "done", done_late, ()),
    Example("figure.conflict", "apart", figures_apart, ("G1",), "warning"),
    Example("figure.conflict", "rounding", figures_within_rounding, ("G1",), "note"),
    Example("figure.conflict", "settled", figures_settled, ()),
    Example("figure.conflict", "compatible", figures_compatible, ()),
    Example("dispute.open", "open", open_dispute, ("D1",), "warning"),
    Example("dispute.open", "settled", settled_dispute, ()),
    Example("waiver.unknown-rule", "no such rule", waiver_of_no_rule, ("waiver 1",), "error"),
    Example("waiver.unknown-rule", "known", waiver_used, ()),
    Example("waiver.expired", "yesterday", waiver_ended, ("waiver 1",), "warning"),
    Example("waiver.expired", "today", waiver_ends_today, ()),
    Example("waiver.unused", "nothing", waiver_of_nothing, ("waiver 1",), "warning"),
    Example("waiver.unused", "last day", waiver_of_nothing_ends_today, ("waiver 1",), "warning"),
    Example("waiver.unused", "one place", waiver_partly_of_nothing, ("waiver 1",), "warning"),
    Example("waiver.unused", "ended", waiver_ended, ()),
    Example("tree.time-order", "began after the effect had", condition_too_late_to_start_it, ("F4>F2",), "note"),
    Example("action.effect-review", "in vain", not_effective, ("A1",), "error"),
    Example("action.effect-review", "opened again", not_effective_and_opened_again, ()),
    Example("action.effect-review", "replaced", not_effective_and_replaced, ()),
    Example("action.effect-review", "not ours", not_effective_of_others, ()),
    Example("action.effect-review", "overdue", review_overdue, ("A1",), "warning"),
    Example("action.effect-review", "today", review_today, ()),
    Example("action.effect-review", "before it was done", judged_too_early, ("A1",), "warning"),
    Example("action.measures", "balancing", without_balancing, ("A1",), "note"),
    Example("action.measures", "a rate", a_rate_for_a_baseline, ()),
    Example("evidence.same-voice", "one publisher", one_publisher, ("causes",), "warning"),
    Example("evidence.same-voice", "one source", one_publisher_and_single_source, ()),
    Example("cause.persons-view", "waits for data", view_waits_for_data, ("F5",), "note"),
    Example("action.kinds", "containment only", only_containment, ("actions",), "warning"),
    Example("timeline.facts-only", "somebody's statement", reported_judgement, ()),
    Example("action.one-owner", "head of a team", head_of_a_team, ()),
    Example("action.one-owner", "two", two_owners, ("A1",), "warning"),
    Example("cause.vague-words", "a finding of others", vague_finding, ()),
    Example("cause.vague-words", "refuted", refuted_and_vague, ()),
)


def test_a_clean_case_has_no_findings(clean: Data, check: Callable[..., Findings]) -> None:
    assert check(clean).items == ()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.rule}: {example.name}")
def test_example(example: Example, clean: Data, check: Callable[..., Findings]) -> None:
    example.change(clean)
    found = [finding for finding in check(clean).open if finding.rule == example.rule]
    assert sorted(finding.place for finding in found) == sorted(example.places)
    if example.severity is not None:
        assert {finding.severity for finding in found} == {example.severity}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_why_it_exists(rule: Any) -> None:
    assert rule.title
    assert rule.rationale.endswith(".")
    assert rule.source.startswith("method ")


def test_rule_ids_are_unique_and_carry_a_word() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert all("." in id_ and id_.islower() for id_ in ids)


def test_an_honest_unknown_is_called_open_and_not_unanswered(clean: Data, check: Callable[..., Findings]) -> None:
    link(clean, "F2>F1")["necessary"] = "unknown"
    (reasoned,) = [f.message for f in check(clean).open if f.rule == "tree.necessity"]
    del link(clean, "F2>F1")["because"]
    (bare,) = [f.message for f in check(clean).open if f.rule == "tree.necessity"]
    assert ("left open" in reasoned, "not answered" in bare) == (True, True)
