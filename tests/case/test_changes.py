"""Changes in causes.yaml: what was different from before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rca.case.reading import read_case
from rca.errors import Mistake

Break = Callable[..., list[Mistake]]

CHANGE = "changes:\n  - {id: pattern-review, what: review of patterns, before: two people, now: one, %s}\n"
LINKS = "links:\n"


def test_a_change_is_read_with_its_time_and_factor(example_case) -> None:
    path = example_case / "causes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + CHANGE % "since: 3 d before E1, factor: F2, evidence: [{ref: S1, says: supports}]")
    (change,) = read_case(example_case).causes.changes
    assert (change.id, change.before, change.factor) == ("pattern-review", "two people", "F2")
    assert change.since is not None
    assert change.since.text == "3 d before E1"


@pytest.mark.parametrize(
    ("rest", "code", "words"),
    [
        ("factor: F99", "case.dangling-id", "no factor has the id F99"),
        ("since: after E99", "case.dangling-id", "no event has the id E99"),
        ("since: some time", "case.bad-when", ""),
        ("evidence: [{ref: S99, says: supports}]", "case.dangling-id", "no source has the id S99"),
        ("then: one", "case.unknown-key", "then"),
    ],
)
def test_a_slip_in_a_change_is_told_at_its_place(mistakes_after: Break, rest: str, code: str, words: str) -> None:
    (mistake,) = mistakes_after(("causes.yaml", LINKS, CHANGE % rest + LINKS))
    assert (mistake.file, mistake.code) == ("causes.yaml", code)
    assert words in mistake.message


def test_a_change_says_how_it_was_and_how_it_became(mistakes_after: Break) -> None:
    (mistake,) = mistakes_after(("causes.yaml", LINKS, "changes: [{id: review, what: the review, now: one}]\n" + LINKS))
    assert "before" in mistake.message
