"""The whys carry what bears them out and what was not taken, and lead to any one factor by all its paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.results import Branch, WhyStep
from rca.causes.why_paths import paths_to
from rca.causes.why_text import WIDTH, paths_text, whys_json, whys_text
from rca.causes.whys import read_whys
from rca.errors import InputError

OUTCOME = {"kind": "outcome", "text": "Followers paid"}
FACTORS: Mapping[str, Mapping[str, Any]] = {
    "F1": OUTCOME | {"gate": "all", "complete": "no"},
    "F2": {"text": "The callers posted"},
    "F3": {"text": "Posts were believed", "status": "probable"},
    "F4": {"text": "Staff gave codes", "stop": "root", "evidence": [{"ref": "S1", "says": "supports"}]},
    "F5": {"text": "A backdoor was used", "status": "refuted", "evidence": [{"ref": "S2", "says": "refutes"}]},
    "F6": {"kind": "barrier", "state": "held", "guards": "F2", "text": "Exchanges blocked payments"},
}
LINKS = {"F1": "F2! F3", "F2": "F4! ~F5", "F3": "~F4"}
SOURCES = [
    {"id": "S1", "kind": "report", "title": "Report"},
    {"id": "S2", "kind": "report", "title": "Retold", "derived_from": ["S1"]},
]


@pytest.fixture
def tree(make_case: Callable[..., CaseFile]) -> CaseFile:
    alternatives = [
        {
            "id": "X1",
            "for": "F2",
            "text": "Malware was used",
            "verdict": "ruled_out",
            "because": "none was found",
            "evidence": [{"ref": "S1", "says": "refutes"}],
        },
        {"id": "X2", "for": "F2", "text": "An insider helped", "verdict": "open"},
    ]
    return make_case(FACTORS, LINKS, alternatives=alternatives, head={"sources": SOURCES})


def test_a_why_carries_its_steps_and_evidence(tree: CaseFile) -> None:
    first, second, third, *_ = read_whys(tree)
    assert first.steps == (WhyStep("F2", "gate", "yes"), WhyStep("F3", "gate", "unknown"))
    assert (first.complete, first.evidence, first.unfinished) == ("no", (), False)
    assert second.held_back == ("F6",)
    assert (third.factor, third.evidence) == ("F4", (("S1", "supports"),))
    assert (third.sources, third.independent_sources) == (("S1",), 1)


def test_branches_not_taken_say_why(tree: CaseFile) -> None:
    why = next(why for why in read_whys(tree) if why.factor == "F2")
    assert why.branches == (
        Branch("X1", "Malware was used", "ruled_out", "none was found", (("S1", "refutes"),)),
        Branch("X2", "An insider helped", "open"),
        Branch("F5", "A backdoor was used", "refuted", None, (("S2", "refutes"),)),
    )


def test_a_branch_without_cause_and_stop_is_unfinished(tree: CaseFile) -> None:
    ends = {why.factor: why.unfinished for why in read_whys(tree) if not why.seen_before}
    assert ends == {"F1": False, "F2": False, "F3": False, "F4": False, "F5": True}


def test_every_path_leads_from_the_outcome_and_reads_back(tree: CaseFile) -> None:
    found = paths_to(tree, "F4")
    assert found.complete
    assert [[(step.effect, step.cause, step.role) for step in path.steps] for path in found.paths] == [
        [("F1", "F2", "gate"), ("F2", "F4", "gate")],
        [("F1", "F3", "gate"), ("F3", "F4", "contributing")],
    ]
    assert [path.therefore for path in found.paths] == [
        "Staff gave codes. Therefore: The callers posted. Therefore: Followers paid.",
        "Staff gave codes. That made it more likely: Posts were believed. Therefore: Followers paid.",
    ]
    assert (found.paths[0].steps[0].others, found.paths[0].steps[0].gate) == (("F3",), "both were needed")


def test_a_barrier_that_held_is_reached_beside_what_it_guards(tree: CaseFile) -> None:
    (path,) = paths_to(tree, "F6").paths
    assert path.steps[-1].role == "guards"
    assert (
        path.therefore == "Exchanges blocked payments. That held back: The callers posted. Therefore: Followers paid."
    )


def test_the_outcome_has_the_empty_path(tree: CaseFile) -> None:
    assert [path.steps for path in paths_to(tree, "F1").paths] == [()]


def test_paths_beyond_the_most_are_said_to_be_missing(make_case: Callable[..., CaseFile]) -> None:
    """Ten diamonds in a row have 1,024 paths."""
    gate = {"gate": "any"}
    factors: dict[str, Mapping[str, Any]] = {"F1": OUTCOME | gate}
    links = {}
    for top in range(1, 30, 3):
        factors |= {f"F{top + 1}": {}, f"F{top + 2}": {}, f"F{top + 3}": gate if top < 28 else {}}
        links |= {f"F{top}": f"F{top + 1} F{top + 2}", f"F{top + 1}": f"F{top + 3}", f"F{top + 2}": f"F{top + 3}"}
    case = make_case(factors, links)
    some, every = paths_to(case, "F31"), paths_to(case, "F31", most=2000)
    assert (len(some.paths), some.complete) == (20, False)
    assert (len(every.paths), every.complete) == (1024, True)
    assert len({path.steps for path in every.paths}) == 1024
    assert "Path 1 of 20 and more" in paths_text(case, analyse_causes(case), some)


@pytest.mark.parametrize(("wanted", "remedy"), [("F44", "did you mean F4"), ("zzz", "known are F1, F2")])
def test_an_unknown_factor_is_told(tree: CaseFile, wanted: str, remedy: str) -> None:
    with pytest.raises(InputError, match=remedy):
        paths_to(tree, wanted)


def test_the_text_says_all_and_keeps_its_width(tree: CaseFile) -> None:
    text = whys_text(tree, analyse_causes(tree))
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    for line in (
        "F1  Followers paid. Why?",
        "    Both of these were needed: F2, F3.",
        "    Other causes were not examined.",
        "  F2  The callers posted. Why?",
        "      Without it, F1 would not have been.",
        "      Because: F4. Made more likely by: F5.",
        "      Held back by: F6  Exchanges blocked payments.",
        "      Ruled out: X1  Malware was used. Reason: none was found (S1).",
        "      Still open: X2  An insider helped. No reason is given.",
        "      Refuted: F5  A backdoor was used. No reason is given (S2).",
        "        Borne out by: S1 (1 independent source).",
        "        Refuted by: S2 (1 independent source).",
        "        Not finished: no cause is stated, and no reason to stop.",
        "  F3  Posts were believed. Why? [probable]",
        "    F4  Staff gave codes. Why? (answered above)",
        "        Made F3 more likely.",
    ):
        assert line in text.splitlines()


def test_the_text_of_a_path_names_each_step(tree: CaseFile) -> None:
    text = paths_text(tree, analyse_causes(tree), paths_to(tree, "F4"))
    assert "  F2  The callers posted. (with F3: both were needed; without it, F1 would not have been)" in text
    assert "  F4  Staff gave codes. (made F3 more likely)" in text
    assert "F4  Staff gave codes. Why?\n    Borne out by: S1 (1 independent source).\n    Stops here: root" in text


def test_words_without_a_place_to_break_and_deep_branches_stay_whole(make_case: Callable[..., CaseFile]) -> None:
    factors = {f"F{n}": {"text": f"Word{'x' * 150} and {n}"} for n in range(2, 61)}
    case = make_case({"F1": OUTCOME, **factors}, {f"F{n}": f"F{n + 1}" for n in range(1, 60)})
    text = whys_text(case, analyse_causes(case))
    assert f"Word{'x' * 150}" in text
    assert text.count("Why?") == 60


def test_json_has_every_field_and_the_words(tree: CaseFile) -> None:
    first = whys_json(tree, analyse_causes(tree))[0]
    assert (first["text"], first["status"], first["complete"]) == ("Followers paid", "confirmed", "no")
    assert first["steps"][0] == {"cause": "F2", "role": "gate", "necessary": "yes", "because": None}


def test_a_case_without_factors_has_nothing_to_ask(make_case: Callable[..., CaseFile]) -> None:
    case = make_case({}, {}, outcome=None)
    assert whys_text(case, analyse_causes(case)) == "Made\n\nNo factor is stated yet, so there is nothing to ask."
