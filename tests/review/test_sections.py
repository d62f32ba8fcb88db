"""Sections of small cases: each sentence is computed, and says no more than the case shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rca.review.build import review_of
from rca.review.compute import Results
from rca.review.review import Review
from rca.review.text import plain_text

Made = Callable[..., Results]


def factor(id_: str, kind: str = "condition", **more: Any) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "text": f"Text of {id_}", "status": "confirmed", "complete": "yes", **more}


def link(cause: str, effect: str, necessary: str = "yes", **more: Any) -> dict[str, Any]:
    return {"cause": cause, "effect": effect, "necessary": necessary, **more}


def tree(*factors: dict[str, Any], links: list[dict[str, Any]], gate: str = "all") -> dict[str, Any]:
    top = factor("F1", "outcome", **({"gate": gate} if len(links) > 1 else {}))
    return {"outcome": "F1", "factors": [top, *factors], "links": links}


def text_of(review: Review, name: str) -> str:
    section = review.section(name)
    return plain_text(section.blocks) if section else ""


def heading(review: Review, name: str) -> str:
    return text_of(review, name).split("\n")[0]


def test_the_smallest_case_gives_a_whole_review(made: Made) -> None:
    for audience in ("full", "leadership"):
        review = review_of(made(), audience)
        assert {section.name for section in review.sections} <= {"cover", "checks", "provenance", "sources", "causes"}
        cover = text_of(review, "cover")
        assert "A case of few words" in cover
        assert "Draft" in cover
        assert "causes not determined" in cover
        assert "0 unknowns, 0 contradictions" in cover


@pytest.mark.parametrize(
    ("factors", "links", "gate", "says"),
    [
        (
            [factor("F2", stop="root"), factor("F3", "barrier", state="failed", stop="root")],
            [link("F2", "F1"), link("F3", "F1")],
            "all",
            "Closing either of two gaps would have stopped the outcome",
        ),
        (
            [factor("F2", "action", stop="root"), factor("F3", stop="normal_condition")],
            [link("F2", "F1"), link("F3", "F1")],
            "all",
            "Removing one cause would have stopped the outcome: Text of F2",
        ),
        (
            [factor("F2", stop="root"), factor("F3", stop="root", status="probable")],
            [link("F2", "F1"), link("F3", "F1")],
            "all",
            "Closing either of two gaps would have stopped the outcome; one of them is probable, not established",
        ),
        (
            [
                factor(f"F{n}", "action", status=status)
                for n, status in enumerate(("assumed", "possible", "possible"), 2)
            ],
            [link("F2", "F1"), link("F3", "F1"), link("F4", "F1")],
            "all",
            "Removing any one of three causes might have stopped the outcome; all three are not established",
        ),
        (
            [factor("F2", stop="root", status="probable"), factor("F3", stop="normal_condition")],
            [link("F2", "F1"), link("F3", "F1")],
            "all",
            "Closing one gap (probable, not established) might have stopped the outcome: Text of F2",
        ),
        (
            [factor("F2", "action", stop="outside_control"), factor("F3", stop="normal_condition")],
            [link("F2", "F1"), link("F3", "F1")],
            "all",
            "No single fix lies within control: the outcome needed several causes together",
        ),
        (
            [factor("F2", stop="root"), factor("F3", stop="root")],
            [link("F2", "F1", "unknown"), link("F3", "F1", "unknown")],
            "all",
            "Two causes together explain the outcome; no single fix is shown",
        ),
        (
            [factor("F2", stop="root"), factor("F3", stop="root")],
            [link("F2", "F1", "no"), link("F3", "F1", "no")],
            "any",
            "Two different sets of causes explain the outcome; no single fix is shown",
        ),
        (
            [factor("F2", stop="root", status="refuted")],
            [link("F2", "F1")],
            "all",
            "The causes on record do not yet explain the outcome",
        ),
    ],
)
def test_the_tree_is_headed_by_what_it_shows(
    made: Made, factors: list[dict[str, Any]], links: list[dict[str, Any]], gate: str, says: str
) -> None:
    review = review_of(made(causes=tree(*factors, links=links, gate=gate)), "full")
    assert heading(review, "causes") == says
    would = "would have" in text_of(review, "causes")
    assert would == ("would have" in says), "this is said of established single fixes only"


@pytest.mark.parametrize(
    ("statuses", "says"),
    [
        (("confirmed", "confirmed"), "confirmed"),
        (("confirmed", "probable"), "probable, not confirmed"),
        (("probable", "possible"), "possible, not confirmed"),
        (("unknown", "confirmed"), "unknown, not confirmed"),
        (("refuted", "confirmed"), "causes not determined"),
    ],
)
def test_confidence_is_that_of_the_weakest_cause(made: Made, statuses: tuple[str, str], says: str) -> None:
    factors = [factor("F2", status=statuses[0]), factor("F3", status=statuses[1])]
    review = review_of(made(causes=tree(*factors, links=[link("F2", "F1"), link("F3", "F1")])), "leadership")
    assert f"Confidence: {says}\n" in text_of(review, "cover")


def action(id_: str, status: str, *targets: dict[str, str], **more: Any) -> dict[str, Any]:
    entry = {"id": id_, "origin": "ours", "text": f"Do {id_}", "targets": list(targets), "kind": "corrective"}
    return {**entry, "strength": "stronger", "history": [{"status": status, "when": "2024-01-02"}], **more}


def fix(id_: str) -> dict[str, str]:
    return {"factor": id_, "effect": "eliminates"}


@pytest.mark.parametrize(
    ("actions", "says"),
    [
        ([action("A1", "done", fix("F2"))], "One completed action breaks the set of causes; one factor has no action"),
        (
            [action("A1", "agreed", fix("F2")), action("A2", "agreed", fix("F3"))],
            "No completed action breaks the set of causes; no factor is left without one",
        ),
        (
            [action("A1", "done", fix("F2")), action("A2", "done", fix("F3"))],
            "Two completed actions break the set of causes; no factor is left without one",
        ),
        ([], "No completed action breaks the set of causes; two factors have no action"),
    ],
)
def test_actions_are_headed_by_what_they_achieve(made: Made, actions: list[dict[str, Any]], says: str) -> None:
    factors = [factor("F2", stop="root"), factor("F3", stop="root")]
    causes = tree(*factors, links=[link("F2", "F1"), link("F3", "F1")])
    assert heading(review_of(made(causes=causes, actions={"actions": actions}), "full"), "actions") == says


@pytest.mark.parametrize(("complete", "says"), [("yes", "enough;"), ("no", "enough, as far as recorded;")])
def test_a_cut_set_is_enough_as_far_as_recorded(made: Made, complete: str, says: str) -> None:
    causes = tree(
        factor("F2", complete=complete), factor("F3", stop="root"), links=[link("F2", "F1"), link("F3", "F1")]
    )
    results = made(causes=causes, actions={"actions": [action("A1", "done", fix("F2"))]})
    text = text_of(review_of(results, "full"), "actions")
    assert f"A cut set is a group of causes that together are {says}" in text
    assert "It belongs to the causes of the outcome, not to what only contributed." in text


def test_decisions_are_computed_where_nobody_wrote_them(made: Made) -> None:
    factors = [factor("F2", stop="root"), factor("F3", stop="root"), factor("F4", stop="root")]
    causes = tree(*factors, links=[link("F2", "F1"), link("F3", "F1"), link("F4", "F1")])
    written = [{"text": "Name an action for F4", "because": "it has none", "about": ["F4"]}]
    actions = {"actions": [action("A1", "proposed", fix("F2"))], "decisions": written}
    lines = text_of(review_of(made(causes=causes, actions=actions), "leadership"), "decisions").split("\n")[2:]
    assert lines[0] == "1. Name an action for F4. It has none."
    assert lines[1].startswith("2. Agree or refuse action A1: Do A1. It would break 1 of 1 set of causes.")
    assert "No owner is named; no due date is set." in lines[1]
    assert lines[2].startswith("3. Name an action for F3 (Text of F3), or decline one with the reason.")
    assert all(line.endswith("Computed from the results.") for line in lines[1:])
    assert len(lines) == 3


def test_missing_owner_and_date_are_stated(made: Made) -> None:
    causes = tree(factor("F2", stop="root"), links=[link("F2", "F1")])
    mine = action("A1", "agreed", fix("F2"))
    theirs = action("A2", "recommended", fix("F2"), origin="official", issuer="Regulator", owner="a person")
    text = text_of(review_of(made(causes=causes, actions={"actions": [mine, theirs]}), "leadership"), "actions")
    assert "(agreed) / 2 Jan 2024 / no owner named, no due date" in text
    assert "Regulator | (recommended) / 2 Jan 2024" in text
    assert text.count("not public") == 1, "what several actions lack is said once, below the table"
    assert "Date of A2 is not public." in text


def test_figures_show_rivals_and_units_once(made: Made) -> None:
    claim = {"value": "2..3", "source": "S1", "said_by": "Us"}
    figures = [
        {
            "id": "G1",
            "name": "accounts used",
            "unit": "accounts",
            "definition": "accounts that posted",
            "claims": [
                {"value": "1300", "source": "S1", "of": "2000", "as_of": "2024-05-03"},
                {"value": "1300", "source": "S1"},
                {"value": "about 1500", "source": "S1"},
                {"value": "9", "source": "S1", "measure": "accounts reset"},
            ],
        },
        {"id": "G2", "name": "time lost", "unit": "hours", "claims": [claim]},
    ]
    narrative = [{"label": "external", "text": "About [G1] accounts and at least [G2] hours [S1, Q1]."}]
    unknowns = [{"id": "Q1", "text": "Who counted"}]
    review = review_of(made(case={"figures": figures, "narrative": narrative, "unknowns": unknowns}), "full")
    text = text_of(review, "numbers")
    assert (
        "1,300: Accounts used. Accounts that posted. Of 2,000, as of 3 May 2024. [S1] "
        "Also 1,300: [S1]. Also stated: about 1,500 [S1]. "
        "Another measure, accounts reset: 9 [S1]."
    ) in text
    assert "2 to 3 hours: Time lost. Counted by Us. [S1]" in text
    assert "About 1,300 accounts and at least 2 to 3 hours [S1 Q1]." in text_of(review, "narrative")


def test_key_figures_come_alone_where_some_are_marked(made: Made) -> None:
    claims = [{"value": "1", "source": "S1"}]
    figures = [{"id": f"G{n}", "name": f"count {n}", "unit": "x", "claims": claims} for n in range(1, 12)]
    assert text_of(review_of(made(case={"figures": figures}), "leadership"), "numbers").count("Count ") == 8
    figures[9]["key"] = "yes"
    text = text_of(review_of(made(case={"figures": figures}), "leadership"), "numbers")
    assert "Count 10" in text
    assert text.count("Count ") == 1
    every = text_of(review_of(made(case={"figures": figures}), "full"), "numbers").split("All 11 figures")[1]
    assert every.count("Count ") == 11
    assert "1 x, no date stated [S1]" in every


def test_the_full_copy_says_what_no_section_shows(made: Made) -> None:
    event = {"id": "E1", "text": "The whole text", "label": "Short name", "note": "beside it"}
    causes = tree(factor("F2"), links=[link("F2", "F1", because="tried without it")])
    at = [{"when": "2024-05-14 10:00 UTC", "source": "S1", "raw": "at ten"}]
    results = made(causes=causes, timeline={"events": [{**event, "at": at, "key": "yes"}]})
    full, short = review_of(results, "full"), review_of(results, "leadership")
    assert "The whole text" in text_of(full, "timeline")
    assert "Reason for this link: Tried without it." in text_of(full, "causes")
    assert "Left out of this copy: 1 note and 1 quotation. All of it" in text_of(full, "provenance")
    assert "The whole text" not in text_of(short, "timeline")
    assert "The whole text of 1 event with a short name" in text_of(short, "provenance")


def timeline(*events: tuple[str, str, str | None]) -> dict[str, Any]:
    return {
        "events": [
            {"id": id_, "text": f"Text of {id_}", "at": [{"when": when, "source": "S1"}]}
            | ({"milestone": milestone} if milestone else {})
            for id_, when, milestone in events
        ]
    }


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (
            [("E1", "2024-05-14 10:00 UTC", "occurred"), ("E2", "2024-05-14 10:30 UTC", "detected")],
            "Detection came 30 min after the start",
        ),
        (
            [("E1", "~2024-05-14 10:00 UTC", "occurred"), ("E2", "2024-05-14 11:30 UTC", "contained")],
            "Containment came about 90 min after the start",
        ),
        (
            [
                ("E1", "2024-05-14 10:00 UTC", "occurred"),
                ("E2", "after E1", "resolved"),
                ("E3", "2024-05-15 UTC", None),
            ],
            "Three events between 14 May 2024 and 15 May 2024",
        ),
        ([("E1", "unknown", None)], "One event, none with a date"),
    ],
)
def test_the_timeline_is_headed_by_what_the_times_show(
    made: Made, events: list[tuple[str, str, str | None]], says: str
) -> None:
    assert heading(review_of(made(timeline=timeline(*events)), "full"), "timeline") == says


def test_a_leader_sees_key_events_with_their_bounds_unchanged(made: Made) -> None:
    data = timeline(("E1", "2024-05-14 10:00 UTC", None), ("E2", "by 2024-05-14", None), ("E3", "2024-05-14", None))
    data["events"][2]["key"] = "no"
    results = made(timeline=data)
    text = text_of(review_of(results, "leadership"), "timeline")
    assert "Text of E3" not in text
    assert "by 14 May | Text of E2 [E2] | before 15 May, 00:00 | [S1]" in text
    assert "2 of 3 events." in text
    assert "1 event that is not key" in text_of(review_of(results, "leadership"), "provenance")
    assert "3 of 3 events." in text_of(review_of(results, "full"), "timeline")


def test_an_open_contradiction_shows_both_values_and_is_counted(made: Made) -> None:
    at = [{"when": "2024-05-14 10:00 UTC", "source": "S1"}, {"when": "2024-05-14 12:00 UTC", "source": "S2"}]
    sources = [{"id": id_, "kind": "news", "title": id_, "seen": "whole"} for id_ in ("S1", "S2")]
    events = {"events": [{"id": "E1", "text": "Posts began", "at": at}]}
    review = review_of(made(case={"sources": sources}, timeline=events), "leadership")
    assert "0 unknowns, 1 contradiction\n" in text_of(review, "cover")
    conflicts = text_of(review, "conflicts")
    assert "Posts began [C1]" in conflicts
    assert "[S1]" in conflicts
    assert "[S2]" in conflicts
    assert "(contradicts) | Open." in conflicts
    assert "(contested)" in text_of(review, "timeline")


def test_a_heading_never_cuts_a_word(made: Made) -> None:
    long = "An editor wrote a pattern without an anchor, " + "and then more words came after it " * 5
    review = review_of(made(causes=tree(factor("F2", stop="root", text=long), links=[link("F2", "F1")])), "full")
    assert heading(review, "causes") == (
        "Closing one gap would have stopped the outcome: An editor wrote a pattern without an anchor"
    )


def test_every_day_of_a_settled_contradiction_is_written_in_one_way(made: Made) -> None:
    claims = [
        {"value": "8", "source": "S1", "as_of": "2024-07-31"},
        {"value": "7", "source": "S1", "as_of": "2024-08-01"},
    ]
    dispute = {"id": "D1", "about": ["G1"], "by": "analyst", "on": "2024-09-02", "resolution": "one more was found"}
    positions = [{"source": "S1", "text": "eight"}, {"source": "S1", "text": "seven"}]
    figures = [{"id": "G1", "name": "copies", "unit": "copies", "claims": claims}]
    results = made(case={"figures": figures, "disputes": [{**dispute, "positions": positions}]})
    text = text_of(review_of(results, "leadership"), "conflicts")
    assert "31 Jul 2024" in text
    assert "2 Sep 2024" in text
    assert "2024-" not in text
