from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.actions.register import build_register, case_folders, read_register, register_frame
from rca.actions.register_report import register_json, register_parts
from rca.actions.repeated import alike
from rca.actions.standing import flags
from rca.case.records import Action

DAY = date(2024, 6, 1)
DONE = [{"status": "proposed", "when": "2024-01-02"}, {"status": "done", "when": "2024-02-01"}]


def reviewed(day: str):
    return {"outcome": {"what": "waves", "review_on": day}}


def judged(result: str, day: str = "2024-04-01"):
    return {"result": result, "on": day, "because": "measured"}


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({}, ()),
        ({"due": "2024-05-31"}, ("overdue",)),
        ({"due": "2024-06-01"}, ("due soon",)),
        ({"due": "2024-06-15"}, ("due soon",)),
        ({"due": "2024-06-16"}, ()),
        ({"due": "2024-05-31", "history": DONE}, ()),
        ({"owner": None}, ("no owner",)),
        ({"owner": None, "origin": "official"}, ()),
        ({"owner": None, "history": DONE, "verdict": judged("effective")}, ()),
        ({"history": DONE, "verdict": judged("not_effective")}, ("to reopen", "not effective")),
        (
            {"history": [*DONE, {"status": "reopened", "when": "2024-04-02"}], "verdict": judged("not_effective")},
            ("not effective", "reopened"),
        ),
        (
            {"history": [*DONE, {"status": "done", "when": "2024-05-02"}], "verdict": judged("not_effective")},
            (),
        ),
        ({"history": DONE, "measures": reviewed("2024-05-31")}, ("verdict missing",)),
        ({"history": DONE, "measures": reviewed("2024-06-01")}, ()),
        ({"history": DONE, "measures": reviewed("2024-05-01"), "verdict": judged("effective")}, ()),
        ({"history": DONE, "measures": reviewed("2024-05-01"), "verdict": judged("too_early")}, ("verdict missing",)),
        ({"history": DONE, "measures": reviewed("2024-03-01"), "verdict": judged("too_early")}, ()),
        (
            {
                "history": [*DONE, {"status": "done", "when": "2024-05-02"}],
                "measures": reviewed("2024-05-20"),
                "verdict": judged("not_effective"),
            },
            ("verdict missing",),
        ),
        ({"due": "2024-01-03", "owner": None, "history": [{"status": "dropped", "when": "2024-01-02"}]}, ()),
    ],
)
def test_what_to_look_at_in_an_action(make_action, given_, expected) -> None:
    assert flags(Action.model_validate(make_action("A1", **given_)), DAY) == expected


@given(st.integers(-30, 30), st.integers(0, 20))
def test_a_due_date_is_never_both_past_and_soon(make_action, days: int, soon: int) -> None:
    action = Action.model_validate(make_action("A1", due=str(DAY + timedelta(days=days))))
    expected = ("overdue",) if days < 0 else ("due soon",) if days <= soon else ()
    assert flags(action, DAY, soon) == expected


def registered(make_case, *groups, **given_):
    cases = [
        (f"cases/{number}", make_case({}, {}, head={"id": f"case-{number}"}, outcome=None, actions={"actions": group}))
        for number, group in enumerate(groups, 1)
    ]
    return build_register(cases, **given_)


def test_what_presses_most_comes_first(make_case, make_action) -> None:
    register = registered(
        make_case,
        [make_action("A1"), make_action("A2", owner=None), make_action("A3", due="2024-05-02")],
        [make_action("A1", due="2024-05-01", text="Other words"), make_action("A2", due="2024-06-02", text="New ones")],
        as_of=DAY,
        near=100,
    )
    shown = [(entry.case, entry.id, entry.flags) for entry in register.entries]
    assert shown == [
        ("case-2", "A1", ("overdue",)),
        ("case-1", "A3", ("overdue",)),
        ("case-1", "A2", ("no owner",)),
        ("case-2", "A2", ("due soon",)),
        ("case-1", "A1", ()),
    ]
    assert next(part for part in register_parts(register)) == (
        "As of 2024-06-01: 5 actions in 2 cases; 2 overdue, 1 no owner, 1 due soon."
    )
    assert register_json(register)["counts"]["overdue"] == 2
    assert register_frame(register)["flags"].tolist()[:2] == ["overdue", "overdue"]
    assert register_frame(register)["due"].isna().sum() == 2


def test_the_day_is_the_latest_decision_in_any_case(make_case, make_action) -> None:
    verdict = {"result": "effective", "on": "2024-03-05", "because": "measured"}
    groups = [[make_action("A1")], [make_action("A1", "done", verdict=verdict)]]
    assert registered(make_case, *groups).as_of == date(2024, 3, 5)
    assert registered(make_case).as_of == date(1970, 1, 1)


def test_the_same_and_nearly_the_same_words_in_other_cases(make_case, make_action) -> None:
    register = registered(
        make_case,
        [make_action("A1", text="Test each list against well-known sites"), make_action("A2", text="Hire two people")],
        [make_action("A7", text="Test every list, against well known sites!"), make_action("A8", text="Hire a cook")],
        [make_action("A9", text="well-known sites: test each list against"), make_action("A2", text="Paint the door")],
        as_of=DAY,
    )
    (group,) = register.repeated
    assert [(entry.case, entry.id) for entry in group.entries] == [("case-1", "A1"), ("case-2", "A7"), ("case-3", "A9")]
    assert 85 <= group.likeness < 100
    assert all(entry.flags == ("repeated",) for entry in group.entries)
    assert len(register.flagged("repeated")) == 3


def test_an_id_that_two_cases_have_is_told(make_case, make_action) -> None:
    given = {"outcome": None, "actions": {"actions": [make_action("A1")]}}
    cases = [(folder, make_case({}, {}, head={"id": "same"}, **given)) for folder in ("cases/b", "cases/a")]
    told = [part for part in register_parts(build_register(cases, as_of=DAY)) if isinstance(part, str)]
    assert "2 cases have the id same (cases/a, cases/b): give each one of its own." in told
    apart = registered(make_case, [make_action("A1")], [make_action("A1")], as_of=DAY)
    assert not any("have the id" in str(part) for part in register_parts(apart))


def test_the_same_words_within_one_case_are_no_repetition(make_case, make_action) -> None:
    twice = [make_action("A1", text="Hire two people"), make_action("A2", text="Hire two people")]
    assert registered(make_case, twice, as_of=DAY).repeated == ()


@given(st.lists(st.text("ab ", max_size=6), max_size=7), st.sampled_from([50.0, 85.0, 100.0]))
def test_groups_are_those_that_links_join(texts: list[str], near: float) -> None:
    from rapidfuzz import fuzz

    def words(text: str) -> str:
        return " ".join(sorted(text.split()))

    joined = [{number} for number in range(len(texts))]
    for one in range(len(texts)):
        for other in range(one):
            first, second = words(texts[one]), words(texts[other])
            if first == second or fuzz.ratio(first, second) >= near:
                both = joined[one] | joined[other]
                joined = [both if group & both else group for group in joined]
    expected = {tuple(sorted(group)) for group in joined if len(group) > 1}
    found = alike(texts, near)
    assert [group.members for group in found] == sorted(expected)
    assert all(near <= group.likeness <= 100 for group in found)


def test_folders_of_cases_and_cases_are_found_once(tmp_path: Path) -> None:
    for name in ("b", "a", "notes"):
        (tmp_path / name).mkdir()
    for name in ("b", "a"):
        (tmp_path / name / "case.yaml").write_text("id: x\n")
    (tmp_path / "readme.txt").write_text("text")
    assert case_folders([tmp_path / "b", tmp_path]) == (tmp_path / "b", tmp_path / "a")
    assert case_folders([tmp_path / "notes"]) == (tmp_path / "notes",)


def test_a_broken_case_is_told_and_the_others_are_shown(example_case: Path) -> None:
    broken = example_case.parent / "broken"
    broken.mkdir()
    (broken / "case.yaml").write_text("id: [\n")
    register = read_register([example_case.parent], DAY)
    assert [entry.id for entry in register.entries] == ["A1", "A2"]
    assert [each.folder for each in register.unread] == [str(broken)]
    assert register.unread[0].mistakes
    assert repr(register) == "Register(1 cases, 2 actions, 1 unread)"
