"""What each cause did, barriers, changes, branches not taken and plans: computed, shown in full, brief for leaders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rca.review.blocks import Callout, Figure, Slide
from rca.review.build import review_of
from rca.review.compute import Results
from rca.review.review import Review
from rca.review.slides import BOTTOM, lay_out, used
from rca.review.text import line_text, plain_text

Made = Callable[..., Results]


def factor(id_: str, kind: str = "condition", **more: Any) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "text": f"Text of {id_}", "status": "confirmed", "complete": "yes", **more}


def causes(gate: str, *factors: dict[str, Any], necessary: str = "yes", **more: Any) -> dict[str, Any]:
    links = [{"cause": each["id"], "effect": "F1", "necessary": necessary} for each in factors]
    top = factor("F1", "outcome", **({"gate": gate} if len(factors) > 1 else {}), **more.pop("top", {}))
    return {"outcome": "F1", "factors": [top, *factors], "links": links, **more}


def event(id_: str, when: str, **more: Any) -> dict[str, Any]:
    return {"id": id_, "text": f"Event {id_}", "at": [{"when": when, "source": "S1"}], **more}


def action(id_: str, status: str, factor: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "origin": "ours",
        "text": f"Do {id_}",
        "targets": [{"factor": factor, "effect": "eliminates"}],
        "kind": "corrective",
        "strength": "stronger",
        "history": [{"status": status, "when": "2024-05-01"}],
        **more,
    }


def text_of(review: Review, name: str) -> str:
    section = review.section(name)
    return plain_text(section.blocks) if section else ""


def both(results: Results, name: str) -> Iterator[str]:
    """Yield a section for the team and for leaders, on one line each."""
    for audience in ("full", "leadership"):
        yield " ".join(text_of(review_of(results, audience), name).split())


def below(results: Results, name: str) -> Iterator[str]:
    """Yield the sentences below the heading of a section, for the team and for leaders."""
    for audience in ("full", "leadership"):
        yield text_of(review_of(results, audience), name).split("\n")[2]


@pytest.mark.parametrize(
    ("gate", "statuses", "necessary", "says"),
    [
        ("all", ["confirmed"] * 2, "yes", "each of two causes was needed: without it the others were not enough."),
        (
            "all",
            ["confirmed"] * 3,
            "unknown",
            "was needed: without it the others were not enough; no chain of answers bears that out to the outcome yet.",
        ),
        ("any", ["confirmed"] * 2, "no", "no cause was needed by itself: others were enough without it."),
        (
            "any",
            ["confirmed", "possible"],
            "no",
            "no cause is shown to be needed by itself; for one that is not settled while factors are open.",
        ),
    ],
)
def test_readers_learn_how_many_causes_were_needed(
    made: Made, gate: str, statuses: list[str], necessary: str, says: str
) -> None:
    leaves = [factor(f"F{n}", stop="root", status=status) for n, status in enumerate(statuses, 2)]
    assert all(says in text for text in below(made(causes=causes(gate, *leaves, necessary=necessary)), "causes"))


def test_nothing_is_said_of_a_single_cause_or_of_causes_that_do_not_explain(made: Made) -> None:
    one = made(causes=causes("all", factor("F2", stop="root")))
    ruled_out = made(causes=causes("all", factor("F2", status="refuted"), factor("F3")))
    for results in (one, ruled_out):
        assert all("As the tree is drawn" not in text for text in both(results, "causes"))


def test_causes_that_differ_stand_in_a_table_with_their_shares(made: Made) -> None:
    results = made(causes=causes("any", *(factor(f"F{n}", stop="root") for n in (2, 3)), necessary="no"))
    full, brief = both(results, "causes")
    assert "What each cause did in this case" in full
    assert "Text of F2 [F2] (established) | no | yes | 1/2" in full
    assert "Share: 1 where a cause decides alone" in full
    assert "What each cause did" not in brief
    same = made(causes=causes("all", factor("F2"), factor("F3")))
    assert "What each cause did" not in text_of(review_of(same, "full"), "causes")


def test_a_cause_that_came_too_late_counts_for_nothing(made: Made) -> None:
    tree = causes(
        "any",
        factor("F2", "event", event="E2"),
        factor("F3", "event", event="E3"),
        necessary="no",
        top={"event": "E1"},
    )
    times = [
        event("E1", "2024-05-14 10:00 UTC"),
        event("E2", "2024-05-14 09:00 UTC"),
        event("E3", "2024-05-14 12:00 UTC"),
    ]
    full, brief = both(made(causes=tree, timeline={"events": times}), "causes")
    late = "“Text of F3” (F3) came when “Text of F1” (F1) was there already, by “Text of F2” (F2)"
    assert f"{late}; it counts for nothing here. [E3 E1]" in full
    assert "Text of F2 [F2] (established) | no | yes | 1 " in full
    assert "Shares leave out what came too late" in full
    assert "Text of F3 [F3] (established) | no | no | none" in full
    assert "was there already" not in brief


def test_a_link_that_time_rules_out_stands_in_a_box_for_the_team(made: Made) -> None:
    tree = causes("all", factor("F2", "event", event="E2"), top={"event": "E1"})
    times = {"events": [event("E1", "2024-05-14 10:00 UTC"), event("E2", "2024-05-15 10:00 UTC")]}
    results = made(causes=tree, timeline=times)
    review = review_of(results, "full")
    section = review.section("causes")
    assert section is not None
    boxes = [block for block in section.blocks if isinstance(block, Callout)]
    assert [box.title for box in boxes] == ["One link of the tree does not fit the times"]
    assert (
        "“Text of F2” (F2) is given as a cause of “Text of F1” (F1). But “Event E2” [E2] came after “Event E1” [E1]"
        in text_of(review, "causes")
    )
    assert "does not fit" not in text_of(review_of(results, "leadership"), "causes")


def test_barriers_say_what_they_were_to_stop_how_they_did_and_when(made: Made) -> None:
    failed = factor("F2", "barrier", state="failed", intended="stop it", event="E2")
    missing = factor("F3", "barrier", state="missing", intended="see it", stop="root", status="possible")
    held = factor("F5", "barrier", state="held", guards="F1")
    tree = causes("all", failed, missing, factor("F4"))
    tree["factors"].append(held)
    times = {"events": [event("E2", "2024-05-14 09:00 UTC")]}
    full, brief = both(made(causes=tree, timeline=times), "causes")
    assert "Of three barriers, one held, one failed and one was missing" in full
    assert (
        "Text of F2 [F2] / was to stop it | Text of F1 [F1] / against [F4] | (failed) | No cause is on record" in full
    )
    assert "14 May, 09:00 / event [E2]" in full
    assert "(was missing) / possible" in full
    assert "(held) | Not asked | No event dates it" in full
    assert "was to stop it" not in brief


def test_changes_stand_beside_the_effect_that_they_came_before(made: Made) -> None:
    change = {
        "id": "new-list",
        "what": "New list",
        "before": "short",
        "now": "long",
        "since": "2024-05-01",
        "factor": "F2",
    }
    other = {"id": "team", "what": "New team", "before": "five", "now": "two"}
    tree = causes("all", factor("F2"), top={"event": "E1"}, changes=[change, other])
    policy = {"id": "W1", "name": "Rules", "version": "2", "effective": "2024-06-01"}
    times = {"events": [event("E1", "2024-05-14 10:00 UTC")]}
    full, brief = both(made(case={"policies": [policy]}, causes=tree, timeline=times), "causes")
    assert "Three differences from before are on record; what two of them did is not said" in full
    assert "New list [new-list] / before: short / now: long" in full
    assert "Yes, between 12 days and 14 days before / event [E1] | Text of F2 [F2]" in full
    assert "New team [team] / before: five / now: two | not known | Not settled / event [E1] | Not said" in full
    assert "Rules 2 in force [W1]" in full
    assert "| No / event [E1] |" in full
    assert "New list" not in brief


def test_a_case_without_them_has_no_tables_of_barriers_and_changes(made: Made) -> None:
    full, _ = both(made(causes=causes("all", factor("F2"))), "causes")
    assert "barrier" not in full
    assert "difference" not in full


def test_whys_show_the_branch_not_taken_and_where_it_stopped(made: Made) -> None:
    other = {
        "id": "X1",
        "for": "F1",
        "text": "it was chance",
        "verdict": "ruled_out",
        "because": "it came twice",
        "evidence": [{"ref": "S1", "says": "refutes"}],
    }
    tree = causes("all", factor("F2", evidence=[{"ref": "S1", "says": "supports"}]), factor("F3", status="refuted"))
    tree["links"].append({"cause": "F4", "effect": "F2", "necessary": "yes"})
    tree["factors"].append(factor("F4"))
    full, _ = both(made(causes={**tree, "alternatives": [other]}), "whys")
    assert "Not taken: It was chance. [X1] (ruled out) Because it came twice. Weighed: [S1]" in full
    assert "Not taken: Text of F3. [F3] (refuted)" in full
    assert "Rests on one independent source: [S1]" in full
    assert "No source bears it out." in full
    assert "Unfinished: neither a cause nor a reason to stop is given. | Text of F4 [F4]" in full


@pytest.mark.parametrize(
    ("given", "full_says", "brief_says"),
    [
        (
            [action("A1", "done", "F2"), action("A2", "agreed", "F3")],
            "Were nothing done yet, the cheapest way would be A1 (each action counts as one: no action states a cost).",
            None,
        ),
        (
            [action("A1", "agreed", "F2", cost="20 days"), action("A2", "agreed", "F3", cost="5 days")],
            "The cheapest way to break every set of causes is A2, 5 days.",
            "The cheapest way to break every set of causes is A2, 5 days.",
        ),
        (
            [action("A1", "agreed", "F4")],
            "The actions on record break no set of causes.",
            "All actions on record together do not break every set of causes.",
        ),
    ],
)
def test_the_cheapest_set_is_told_and_leaders_learn_what_is_left(
    made: Made, given: list[dict[str, Any]], full_says: str, brief_says: str | None
) -> None:
    tree = causes("all", factor("F2", stop="root"), factor("F3", stop="root"))
    tree["factors"].append(factor("F4"))
    tree["links"].append({"cause": "F4", "effect": "F1", "necessary": "unknown", "role": "contributing"})
    results = made(causes=tree, actions={"actions": given})
    full, brief = below(results, "actions")
    assert full_says in full
    ordered = "Ordered by what each breaks, then by strength."
    assert brief == (f"{ordered} {brief_says}" if brief_says else ordered)
    section = review_of(results, "leadership").section("actions")
    assert section is not None
    (slide,) = (block for block in section.blocks if isinstance(block, Slide))
    assert line_text(slide.below) == (brief_says or "")
    planned = [each["id"] for each in given if each["history"][-1]["status"] != "done"]
    assert [row.anchor for row in slide.rows if "no owner named, no due date" in line_text(row.cells[-1])] == planned


def test_the_team_reads_cost_risk_history_and_what_no_recurrence_shows(made: Made) -> None:
    history = [
        {"status": "agreed", "when": "2024-04-01", "source": "S1"},
        {"status": "done", "when": "2024-05-01"},
    ]
    measures = {
        "process": {"what": "lists tested"},
        "outcome": {"what": "wrong lists", "rate": "3 per month", "target": "none", "review_on": "2024-08-01"},
    }
    verdict = {"result": "effective", "on": "2024-08-02", "because": "none came"}
    done = action("A1", "done", "F2", cost="low", risk="slower work", measures=measures, verdict=verdict)
    results = made(causes=causes("all", factor("F2")), actions={"actions": [{**done, "history": history}]})
    full, brief = both(results, "actions")
    assert "cost: low / risk elsewhere: slower work" in full
    assert "effective on 2 Aug 2024: none came" in full
    assert "before: agreed 1 Apr 2024 [S1]" in full
    assert "wrong lists [A1] | worked? | 3 per month | none | 1 Aug 2024" in full
    assert "What “it has not happened again” would show" in full
    assert "wrong lists [A1] | 3 per month | 1 May 2024 | 3.1 months without one" in full
    assert "effective on 2 Aug 2024: none came" in brief
    assert not any(words in brief for words in ("cost: low", "before: agreed", "not happened again", "3 per month"))


def test_a_tree_of_several_parts_is_shown_whole_before_them(made: Made) -> None:
    words = "with words enough for five lines of its box, so that a picture holds only some of them at a time"
    leaves = [factor(f"F{n}", stop="root", text=f"Cause {n} {words}") for n in range(2, 32)]
    results = made(causes=causes("any", *leaves, necessary="unknown"))
    figures: dict[str, list[str]] = {}
    slides: dict[str, list[Slide]] = {}
    for audience in ("full", "leadership"):
        section = review_of(results, audience).section("causes")
        assert section is not None
        figures[audience] = [block.scene.title for block in section.blocks if isinstance(block, Figure)]
        slides[audience] = [block for block in section.blocks if isinstance(block, Slide) and block.form == "figure"]
    parts = len(figures["leadership"])
    assert parts > 1
    assert figures["full"][0] == f"Causal-factor tree, overview of {parts} parts"
    assert figures["full"][1:] == figures["leadership"]
    assert [slide.title for slide in slides["full"]][1:] == ["The whole tree: 31 factors, each below its effect"]
    assert len(slides["leadership"]) == 1
    whole = slides["full"][1].figure
    assert whole is not None
    (page,) = lay_out(slides["full"][1:])
    assert used(page) + whole.height * 1168 / whole.width <= BOTTOM, "its words keep their size"
