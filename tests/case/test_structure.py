"""The factors of a case form one tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rca.errors import Mistake

Break = Callable[..., list[Mistake]]

F3_TO_F2 = "  - {cause: F3, effect: F2, necessary: yes, because: an anchored pattern matches one site}\n"

ONE_MISTAKE = [
    ("outcome: F1\n", "", "tree.no-outcome", "`outcome` is not given"),
    ("kind: outcome, text: Posts", "kind: event, text: Posts", "tree.outcome-kind", "F1 has `kind: event`"),
    ("{id: F6, kind: condition", "{id: F6, kind: outcome", "tree.second-outcome", "F6 is a second one"),
    ("gate: all, complete: yes", "complete: yes", "tree.gate-missing", "F1 has 2 and no `gate`"),
    (F3_TO_F2, "", "tree.gate-idle", "F2 has `gate: all` and 1"),
    ("status: probable, stop: root", "gate: any, status: probable, stop: root", "tree.gate-idle", "F3"),
    ("gate: all, complete: yes", "gate: at_least, at_least: 3, complete: yes", "tree.gate-range", "3 of 2"),
    (F3_TO_F2, F3_TO_F2 * 2, "tree.repeated-link", "F3 is linked to F2 again"),
    ("{cause: F7, effect: F3", "{cause: F2, effect: F3", "tree.cycle", "F2 -> F3 -> F2"),
    ("{cause: F7, effect: F3", "{cause: F3, effect: F3", "tree.cycle", "F3 -> F3"),
    ("state: missing, text", "state: held, text", "tree.held-in-gate", "F4 enters that of F2"),
    ("{cause: F7, effect: F3,", "{cause: F1, effect: F7,", "tree.outcome-as-cause", "a cause of F7"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), ONE_MISTAKE, ids=[row[2] for row in ONE_MISTAKE])
def test_what_is_no_tree_is_one_mistake(mistakes_after: Break, old: str, new: str, code: str, words: str) -> None:
    (mistake,) = mistakes_after(("causes.yaml", old, new))
    assert (mistake.file, mistake.code) == ("causes.yaml", code)
    assert words in mistake.message
    assert mistake.remedy


FOLLOWS = [
    (F3_TO_F2, F3_TO_F2.replace("necessary: yes", "necessary: maybe"), "case.no-choice"),
    (F3_TO_F2, F3_TO_F2.replace("cause: F3", "cause: third"), "case.bad-form"),
    (F3_TO_F2, F3_TO_F2.replace("effect: F2", "effect: F29"), "case.dangling-id"),
    (F3_TO_F2, F3_TO_F2.replace("{cause:", "{caues:"), "case.unknown-key"),
    (F3_TO_F2, F3_TO_F2 + "  - {cause: F6, effect: F3, rol: contributing}\n", "case.unknown-key"),
    (F3_TO_F2, F3_TO_F2 + "  - {cause: F6, effect: F3, role: contributes}\n", "case.no-choice"),
    ("gate: all, complete: yes", "gat: all, complete: yes", "case.unknown-key"),
    ("gate: all, complete: yes", "gate: al, complete: yes", "case.no-choice"),
    ("links:\n", "link:\n", "case.unknown-key"),
]


@pytest.mark.parametrize(("old", "new", "code"), FOLLOWS)
def test_what_follows_from_a_mistake_in_a_record_is_no_mistake_of_the_tree(
    mistakes_after: Break, old: str, new: str, code: str
) -> None:
    (mistake,) = mistakes_after(("causes.yaml", old, new))
    assert mistake.code == code


TOGETHER = [
    ("gate: all, complete: yes", "gate: at_least, at_least: 3, complete: yes", "tree.gate-range", "3 of 2"),
    ("gate: all, complete: yes", "complete: yes", "tree.gate-missing", "F1 has 2 and no `gate`"),
    ("status: probable, stop: root", "gate: any, status: probable, stop: root", "tree.gate-idle", "F3"),
    ("{cause: F7, effect: F3", "{cause: F2, effect: F3", "tree.cycle", "F2 -> F3 -> F2"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), TOGETHER, ids=[row[2] for row in TOGETHER])
def test_a_mistake_in_a_record_hides_none_of_the_tree(
    mistakes_after: Break, old: str, new: str, code: str, words: str
) -> None:
    broken = F3_TO_F2.replace("necessary: yes", "necessary: maybe")
    found = mistakes_after(("causes.yaml", F3_TO_F2, broken), ("causes.yaml", old, new))
    assert sorted(mistake.code for mistake in found) == sorted(["case.no-choice", code])
    assert any(words in mistake.message for mistake in found)


def test_contributing_links_need_no_gate(mistakes_after: Break) -> None:
    link = "  - {cause: F6, effect: F3, role: contributing}\n"
    assert mistakes_after(("causes.yaml", F3_TO_F2, F3_TO_F2 + link)) == []


def test_only_a_draft_without_factors_may_have_no_outcome(mistakes_after: Break, example_case) -> None:
    causes = (example_case / "causes.yaml").read_text(encoding="utf-8")
    others = [
        ("actions.yaml", (example_case / "actions.yaml").read_text(encoding="utf-8"), "actions: []\n"),
        ("waivers.yaml", (example_case / "waivers.yaml").read_text(encoding="utf-8"), "waivers: []\n"),
        ("case.yaml", ", see [F2, F4]", ""),
    ]
    empty = ("causes.yaml", causes, "factors: []\n")
    (mistake,) = mistakes_after(empty, *others)
    assert mistake.code == "tree.no-outcome"
    assert "in_review" in mistake.message
    assert mistakes_after(empty, *others, ("case.yaml", "state: in_review", "state: draft")) == []
    found = mistakes_after(("case.yaml", "state: in_review", "state: draft"), ("causes.yaml", "outcome: F1\n", ""))
    assert [mistake.code for mistake in found] == ["tree.no-outcome"]
