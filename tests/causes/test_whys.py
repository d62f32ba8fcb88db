from __future__ import annotations

from rca.causes.whys import read_whys

OUTCOME = {"kind": "outcome", "text": "Followers paid"}


def test_the_tree_is_read_depth_first_and_gate_causes_come_first(make_case) -> None:
    case = make_case(
        {"F1": OUTCOME | {"gate": "all"}, "F2": {}, "F3": {}, "F4": {}, "F5": {}},
        {"F1": "~F5 F2! F3", "F2": "F4"},
    )
    whys = read_whys(case)
    assert [(why.factor, why.depth) for why in whys] == [
        ("F1", 0),
        ("F2", 1),
        ("F4", 2),
        ("F3", 1),
        ("F5", 1),
    ]
    assert whys[0].causes == ("F2", "F3", "F5")
    assert whys[0].contributing == ("F5",)


def test_a_question_and_its_answers_read_forth_and_back(make_case) -> None:
    case = make_case(
        {
            "F1": OUTCOME | {"gate": "all"},
            "F2": {"text": "The callers posted"},
            "F3": {"text": "Posts were believed", "status": "probable"},
            "F4": {"text": "Monitoring was blind"},
        },
        {"F1": "F2! F3 ~F4"},
    )
    why = read_whys(case)[0]
    assert why.question == "Followers paid. Why?"
    assert why.answer == (
        "Both of these were needed: The callers posted. Posts were believed (probable). "
        "Made more likely by: Monitoring was blind."
    )
    assert why.therefore == (
        "Both of these were needed: The callers posted. Posts were believed (probable). Therefore: Followers paid."
    )


def test_gates_are_put_in_words(make_case) -> None:
    three = {"F2": {"text": "A"}, "F3": {"text": "B"}, "F4": {"text": "C"}}
    for gate, words in (
        ({"gate": "any"}, "One of these was enough: A. B. C."),
        ({"gate": "at_least", "at_least": 2}, "At least 2 of these 3 were needed: A. B. C."),
        ({"gate": "all"}, "All of these were needed: A. B. C."),
    ):
        assert read_whys(make_case({"F1": OUTCOME | gate, **three}, {"F1": "F2 F3 F4"}))[0].answer == words
    assert read_whys(make_case({"F1": OUTCOME, "F2": {"text": "A"}}, {"F1": "F2"}))[0].answer == "Because: A."
    only_more = read_whys(make_case({"F1": OUTCOME, "F2": {"text": "A"}}, {"F1": "~F2"}))[0]
    assert only_more.answer == "Made more likely by: A."
    assert only_more.therefore == "A. That made it more likely: Followers paid."


def test_a_shared_cause_is_read_once(make_case) -> None:
    case = make_case(
        {"F1": OUTCOME | {"gate": "all"}, "F2": {}, "F3": {}, "F4": {}, "F5": {}},
        {"F1": "F2 F3", "F2": "F4", "F3": "F4", "F4": "F5"},
    )
    whys = read_whys(case)
    assert [why.factor for why in whys] == ["F1", "F2", "F4", "F5", "F3", "F4"]
    assert [why.seen_before for why in whys] == [False] * 5 + [True]
    assert whys[-1].causes == ()


def test_branches_say_why_they_end(make_case) -> None:
    case = make_case({"F1": OUTCOME | {"gate": "all"}, "F2": {"stop": "outside_control"}, "F3": {}}, {"F1": "F2 F3"})
    _, stopped, unsaid = read_whys(case)
    assert (stopped.stop, stopped.answer) == ("outside our control", "")
    assert (unsaid.stop, unsaid.answer) == (None, "No cause is stated yet.")


def test_barriers_that_held_and_other_explanations_stand_beside(make_case) -> None:
    case = make_case(
        {
            "F1": OUTCOME,
            "F2": {"text": "A"},
            "F3": {
                "kind": "barrier",
                "state": "partial",
                "guards": "F1",
                "text": "Exchanges blocked payments",
            },
        },
        {"F1": "F2"},
        alternatives=[
            {
                "id": "X1",
                "for": "F1",
                "text": "Malware was used",
                "verdict": "ruled_out",
                "because": "none was found",
            },
            {"id": "X2", "for": "F2", "text": "Other", "verdict": "open"},
        ],
    )
    first, second = read_whys(case)
    assert first.answer == "Because: A. Held back in part by: Exchanges blocked payments."
    assert first.alternatives == (("X1", "Ruled out: Malware was used. Reason: none was found."),)
    assert second.alternatives == (("X2", "Still open: Other."),)


def test_written_words_take_the_place_of_the_default(make_case) -> None:
    why = {"question": "Why did followers pay?", "answer": "They believed the posts."}
    case = make_case({"F1": OUTCOME | {"why": why}, "F2": {}}, {"F1": "F2"})
    assert read_whys(case)[0].question == "Why did followers pay?"
    assert read_whys(case)[0].answer == "They believed the posts."


def test_marks_at_the_end_of_a_text_are_kept_once(make_case) -> None:
    case = make_case({"F1": OUTCOME, "F2": {"text": "It stopped.", "status": "possible"}}, {"F1": "F2"})
    assert read_whys(case)[0].answer == "Because: It stopped (possible)."
