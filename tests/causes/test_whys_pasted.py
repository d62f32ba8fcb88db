"""Pasted whys become factors and links of the file, all of them or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.new import new_case
from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.why_paste import LONGEST, MOST, Joins, Pasted, paste_whys, read_answers
from rca.errors import ChangedFileError, InputError

CAUSES = """\
# A comment at the top.
outcome: F1
factors:
  - {id: F1, kind: outcome, text: Reports were lost, status: confirmed}   # the outcome
  - {id: F7a, kind: event, text: The form closed, status: confirmed, stop: root}
links:
  - {cause: F7a, effect: F1}   # the only link
alternatives: []
"""


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    new_case(tmp_path / "case")
    (tmp_path / "case" / "causes.yaml").write_text(CAUSES, encoding="utf-8")
    return read_case(tmp_path / "case")


def text_of(case: CaseFile) -> str:
    return (case.path / "causes.yaml").read_text(encoding="utf-8")


def paste(case: CaseFile, text: str, below: str | None = "F7a", joins: Joins | None = None) -> Pasted:
    return paste_whys(case, read_answers(text), below, joins)


@pytest.mark.parametrize(
    "line",
    [
        "The disk was full",
        "The disk was full.",
        "  - The disk was full",
        "1. The disk was full",
        "2) The disk was full",
        "(3) The disk was full",
        "• because the disk was full",
        "Why? Because the disk was full.",
        "Why 3: Because the disk was full",
        "Why #4? Because: the disk was full",
        "1. Why 1 - because of the disk was full",
        "why?? The disk was full",
        "→ The disk was full",
        "Answer: The disk was full",
        "The disk  was\tfull\r",
    ],
)
def test_what_stands_before_an_answer_is_taken_off(line: str) -> None:
    assert [answer.text for answer in read_answers(line)] == ["The disk was full"]


@pytest.mark.parametrize(
    "line",
    [
        "A disk was full",
        "47,000 addresses signed in",
        "1.5 million copies were uploaded",
        "Whyever it was, it stopped",
        "Answers came late",
        "24 hours passed...",
        "Becausewords are kept",
    ],
)
def test_an_answer_that_only_looks_alike_is_kept_whole(line: str) -> None:
    assert [answer.text for answer in read_answers(line)] == [line]


def test_empty_lines_comments_and_bare_questions_are_passed_over() -> None:
    text = "# five whys\n\nWhy?\n- One\n\n  # more\nWhy 2\nTwo\n"
    assert [(answer.line, answer.text) for answer in read_answers(text)] == [(4, "One"), (8, "Two")]


def test_a_question_in_words_is_kept_with_its_answer() -> None:
    first, second = read_answers("Why did it stop? Because it was full\nWhy was it full?\n- No one looked\n")
    assert (first.question, first.text) == ("Why did it stop?", "It was full")
    assert (second.question, second.text) == ("Why was it full?", "No one looked")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\nTwo\u202ethree\n\u200b\n", [(2, "whys.character"), (3, "whys.character")]),
        (f"One\n{'x' * (LONGEST + 1)}\nBecause\n", [(2, "whys.too-long"), (3, "whys.empty")]),
        ("\n# nothing\n", [(0, "whys.empty")]),
        ("One\n" * (MOST + 1), [(MOST + 1, "whys.too-many")]),
        ("One\x00", [(1, "whys.character")]),
    ],
)
def test_lines_that_cannot_be_taken_are_told_all_together(text: str, expected: list[tuple[int, str]]) -> None:
    with pytest.raises(InputError) as caught:
        read_answers(text)
    assert [(mistake.line, mistake.code) for mistake in caught.value.mistakes] == expected


@given(st.text())
def test_any_text_gives_answers_or_mistakes_with_lines(text: str) -> None:
    lines = text.count("\n") + 1
    try:
        answers = read_answers(text)
    except InputError as error:
        told = [mistake.line for mistake in error.mistakes]
    else:
        told = [answer.line for answer in answers]
        assert all(answer.text and len(answer.text) <= LONGEST for answer in answers)
    assert told == sorted(told)
    assert told[-1] <= lines


def test_answers_become_factors_and_links_below_a_factor(case: CaseFile) -> None:
    pasted = paste(case, "Why?\n1. Because nobody owned it: [really]\nWhy did nobody own it?\n2. Because teams moved\n")
    assert pasted.ids == ("F8", "F9")
    first, second = pasted.case.causes.factors[-2:]
    assert (first.text, first.kind, first.status, first.stop) == (
        *("Nobody owned it: [really]", "condition", "assumed"),
        None,
    )
    assert first.why is not None
    assert first.why.question == "Why did nobody own it?"
    assert second.text == "Teams moved"
    links = [(link.cause, link.effect, link.role, link.necessary) for link in pasted.case.causes.links]
    assert links[1:] == [("F8", "F7a", "gate", "unknown"), ("F9", "F8", "gate", "unknown")]
    assert [why.depth for why in analyse_causes(pasted.case).whys] == [0, 1, 2, 3]
    assert read_case(case.path).causes == pasted.case.causes


def test_every_line_that_a_person_wrote_stays(case: CaseFile) -> None:
    paste(case, "One\nTwo")
    lines = text_of(case).splitlines()
    assert all(line in lines for line in CAUSES.splitlines())
    assert len(lines) == len(CAUSES.splitlines()) + 4


def test_the_first_factor_of_a_case_can_be_explained(case: CaseFile, tmp_path: Path) -> None:
    text = "outcome: F1\nfactors:\n  - {id: F1, kind: outcome, text: Reports were lost, status: confirmed}\n"
    (case.path / "causes.yaml").write_text(text, encoding="utf-8")
    pasted = paste(read_case(case.path), "One\nTwo", None)
    assert [(link.cause, link.effect) for link in pasted.case.causes.links] == [("F2", "F1"), ("F3", "F2")]


def test_ids_of_any_length_are_passed_by(case: CaseFile) -> None:
    long = "".join(
        f"  - {{id: {id_}, kind: event, text: Late, status: confirmed}}\n" for id_ in (f"F{'9' * 5000}", "F8a", "F9")
    )
    (case.path / "causes.yaml").write_text(CAUSES.replace("links:", f"{long}links:"), encoding="utf-8")
    assert paste(read_case(case.path), "One\nTwo", "F7a").ids == ("F10", "F11")


def test_notes_name_what_a_person_should_look_at(case: CaseFile) -> None:
    notes = " | ".join(paste(case, "Why did it close?\nIt was full\nThe form was closed").notes)
    assert "line 2: the question about F7a is not kept" in notes
    assert "F7a says `stop: root` and has a cause now" in notes
    assert "F9 says again what F7a says" in notes


def test_how_answers_join_other_causes_is_asked_and_not_guessed(case: CaseFile) -> None:
    before = text_of(case)
    with pytest.raises(InputError, match=r"F1 has causes already \(F7a\).*--joins all"):
        paste(case, "One", "F1")
    assert text_of(case) == before
    both = paste(case, "One", "F1", "all").case
    assert both.factors["F1"].gate == "all"
    assert [cut_set.factors for cut_set in analyse_causes(both).cut_sets.sets] == [("F7a", "F8")]
    with pytest.raises(InputError, match=r"F7a, F8, joined by `gate: all`\); any would change"):
        paste(both, "Two", "F1", "any")
    three = paste(both, "Two", "F1", "all").case
    assert [cut_set.factors for cut_set in analyse_causes(three).cut_sets.sets] == [("F7a", "F8", "F9")]
    more = paste(three, "Three", "F1", "contributing").case
    assert more.causes.links[-1].role == "contributing"
    assert analyse_causes(more).cut_sets == analyse_causes(three).cut_sets


@pytest.mark.parametrize(
    ("below", "joins", "said"),
    [
        ("F9", None, "no factor has the id 'F9'"),
        ("F7a", "all", "F7a has none yet"),
        ("F1", "at_least", "names a number"),
    ],
)
def test_what_cannot_be_joined_is_told_and_nothing_is_written(
    case: CaseFile, below: str, joins: Any, said: str
) -> None:
    before = text_of(case)
    with pytest.raises(InputError, match=said):
        paste(case, "One", below, joins)
    assert text_of(case) == before


def test_answers_go_below_a_typed_chain_where_no_gate_is_needed(case: CaseFile) -> None:
    text = "outcome: F1\nfactors:\n  - {id: F1, kind: outcome, text: Reports were lost, status: confirmed}\n"
    (case.path / "causes.yaml").write_text(f"{text}whys: [One, Two]\n", encoding="utf-8")
    typed = read_case(case.path)
    with pytest.raises(InputError, match="F1a stands in a typed chain"):
        paste(typed, "Three", "F1a", "all")
    pasted = paste(typed, "Three", "F1b")
    assert [(link.cause, link.effect) for link in pasted.case.causes.links] == [
        ("F2", "F1b"),
        ("F1a", "F1"),
        ("F1b", "F1a"),
    ]


def test_a_draft_without_an_outcome_is_told(tmp_path: Path) -> None:
    new_case(tmp_path / "case")
    with pytest.raises(InputError, match="the case has no outcome yet"):
        paste(read_case(tmp_path / "case"), "One", None)


def test_a_file_that_changed_since_is_not_overwritten(case: CaseFile) -> None:
    (case.path / "causes.yaml").write_text(CAUSES + "# changed\n", encoding="utf-8")
    with pytest.raises(ChangedFileError):
        paste(case, "One")
    assert text_of(case) == CAUSES + "# changed\n"
