"""Chains of whys as a person types them: they are read as ordinary factors and links, or refused with the line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rca.case.editing import append_item, set_value
from rca.case.new import new_case
from rca.case.reading import read_case
from rca.case.records import CaseFile, Factor, WhyAnswer
from rca.case.schema import case_schemas
from rca.causes.analyse import analyse_causes
from rca.errors import CaseError

HEAD = """\
outcome: F1
factors:
  - {id: F1, kind: outcome, text: Reports were lost, status: confirmed}
"""


@pytest.fixture
def typed(tmp_path: Path) -> Callable[[str], CaseFile]:
    """Read a case whose causes are the outcome F1 and what is given."""

    def read(more: str, head: str = HEAD) -> CaseFile:
        folder = tmp_path / "case"
        if not folder.exists():
            new_case(folder)
        (folder / "causes.yaml").write_text(head + more, encoding="utf-8")
        return read_case(folder)

    return read


def told(read: Callable[..., CaseFile], more: str, **given: str) -> list[tuple[int, str]]:
    with pytest.raises(CaseError) as caught:
        read(more, **given)
    return [(mistake.line, mistake.code) for mistake in caught.value.mistakes]


def links_of(case: CaseFile) -> list[tuple[str, str, str, str]]:
    return [(link.cause, link.effect, link.role, link.necessary) for link in case.causes.links]


SHORT = "whys:\n  - The form was closed\n  - Nobody owned it\n"


@pytest.mark.parametrize(
    "more",
    [
        SHORT,
        "whys:\n  - [The form was closed, Nobody owned it]\n",
        "whys:\n  - answers: [The form was closed, Nobody owned it]\n",
        "whys: [{of: F1, answers: [{text: The form was closed}, {text: Nobody owned it}]}]\n",
    ],
)
def test_every_spelling_of_a_chain_gives_the_same_factors_and_links(typed: Any, more: str) -> None:
    case = typed(more)
    _, first, second = case.causes.factors
    assert (first.id, first.text, first.kind, first.status, first.stop) == (
        *("F1a", "The form was closed", "condition", "assumed"),
        None,
    )
    assert (second.id, second.text, second.stop) == ("F1b", "Nobody owned it", None)
    assert links_of(case) == [("F1a", "F1", "gate", "unknown"), ("F1b", "F1a", "gate", "unknown")]
    assert case.causes.whys == ()


def test_an_answer_can_say_what_a_factor_says(typed: Any) -> None:
    answers = "[{text: No test, kind: barrier, state: missing, status: probable, necessary: yes, because: so}, Nobody]"
    case = typed(f"whys:\n  - {{stop: outside_control, answers: {answers}}}\n")
    _, first, second = case.causes.factors
    assert (first.kind, first.state, first.status) == ("barrier", "missing", "probable")
    assert (first.stop, second.stop) == (None, "outside_control")
    assert (case.causes.links[0].necessary, case.causes.links[0].because) == ("yes", "so")


def test_an_answer_takes_every_key_of_a_factor_but_those_of_the_chain() -> None:
    assert set(Factor.model_fields) - set(WhyAnswer.model_fields) == {"id", "guards", "stop"}
    assert set(WhyAnswer.model_fields) - set(Factor.model_fields) == {"necessary", "because"}


def test_the_ids_that_an_answer_names_are_checked_where_they_stand(typed: Any) -> None:
    more = "whys:\n  - answers:\n      - One\n      - {text: Two, class: people,\n         event: E9}\n"
    assert told(typed, more) == [(8, "case.dangling-id")]
    case = typed(more.replace("event: E9", "topic: tests"))
    assert (case.factors["F1b"].factor_class, case.factors["F1b"].topic) == ("people", "tests")


def test_the_rest_of_the_library_sees_ordinary_factors(typed: Any) -> None:
    result = analyse_causes(typed(SHORT))
    assert [cut_set.factors for cut_set in result.cut_sets.sets] == [("F1b",)]
    assert [(why.factor, why.depth) for why in result.whys] == [("F1", 0), ("F1a", 1), ("F1b", 2)]


def test_findings_name_the_line_that_was_typed(typed: Any) -> None:
    case = typed(SHORT)
    assert [case.mark(id_).line for id_ in ("F1", "F1a", "F1b")] == [3, 5, 6]
    assert case.mark(("causes", "links", 1)).line == 6
    assert case.mark(("causes", "factors", 2, "text")).line == 6
    case = typed("whys:\n  - of: F1\n    answers:\n      - One\n      - text: Two\n        status: possible\n")
    assert (case.mark("F1b").line, case.mark(("causes", "factors", 2, "status")).line) == (8, 9)


def test_an_id_hangs_on_what_the_chain_explains_and_on_no_other_chain(typed: Any) -> None:
    head = HEAD + "  - {id: F2, kind: event, text: The form closed, status: confirmed}\n"
    links = "links: [{cause: F2, effect: F1}]\n"
    alone = typed(links + "whys:\n  - {of: F2, answers: [One, Two]}\n", head=head)
    more = typed(
        links + "whys:\n  - {of: F1, role: contributing, answers: [Three]}\n  - {of: F2, answers: [One, Two]}\n",
        head=head,
    )
    for case in (alone, more):
        assert [(f.id, f.text) for f in case.causes.factors if f.id.startswith("F2")][1:] == [
            ("F2a", "One"),
            ("F2b", "Two"),
        ]


def test_a_chain_can_branch_and_join(typed: Any) -> None:
    case = typed(
        "whys:\n"
        "  - [One, {text: Two, gate: all}, Three]\n"
        "  - {of: F1b, ids: F20, role: gate, answers: [Four, {text: F1c, necessary: yes}]}\n"
    )
    assert [factor.id for factor in case.causes.factors] == ["F1", "F1a", "F1b", "F1c", "F20a"]
    assert links_of(case)[3:] == [("F20a", "F1b", "gate", "unknown"), ("F1c", "F20a", "gate", "yes")]
    assert [cut_set.factors for cut_set in analyse_causes(case).cut_sets.sets] == [("F1c",)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("whys:\n  - [One, Two]\n  - {ids: F20, answers: [Three]}\n", [(6, "whys.role")]),
        ("whys:\n  - [One, Two]\n  - {ids: F20, role: gate, answers: [Three]}\n", [(3, "tree.gate-missing")]),
        ("whys:\n  - [One]\n  - {role: contributing, answers: [Two]}\n", [(6, "case.duplicate-id")]),
        ("whys:\n  - [One]\n  - {of: F1a, answers: [Two]}\n", [(6, "whys.ids")]),
        ("whys:\n  - One\n  - [Two]\n", [(5, "whys.mixed"), (6, "case.duplicate-id"), (6, "whys.role")]),
        ("whys:\n  - {of: F9, answers: [One]}\n", [(5, "case.dangling-id")]),
        ("whys:\n  - [One, F1]\n", [(5, "tree.cycle"), (5, "tree.outcome-as-cause")]),
        ("whys:\n  - - One\n    - F9\n    - Two\n", [(6, "case.dangling-id"), (6, "whys.joins")]),
        ("whys:\n  - {stop: root, answers: [F9]}\n", [(5, "whys.joins"), (5, "case.dangling-id")]),
        ("whys:\n  - answers:\n      - {text: F9, status: possible}\n", [(6, "case.dangling-id"), (6, "whys.joins")]),
        ("whys:\n  - {answers: []}\n", [(5, "case.bad-value")]),
        ("whys:\n  - {answers: [{text: One, kind: barrier}]}\n", [(5, "case.bad-value")]),
        (
            "whys:\n  - One\n  -\n  - {off: F1}\n",
            [(5, "whys.mixed"), (6, "case.empty-value"), (7, "case.missing-key"), (7, "case.unknown-key")],
        ),
        ("whys: One\n", [(4, "case.wrong-shape")]),
        ("whys:\n  - [One, [Two]]\n", [(5, "case.wrong-shape")]),
        (f"whys:\n  - [{', '.join(['One'] * 27)}]\n", [(5, "whys.too-long")]),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(typed: Any, more: str, expected: list[tuple[int, str]]) -> None:
    assert sorted(told(typed, more)) == sorted(expected)


def test_an_id_of_an_answer_that_is_written_already_is_told_with_both_places(typed: Any) -> None:
    head = HEAD + "  - {id: F1b, kind: event, text: The form closed, status: confirmed}\n"
    with pytest.raises(CaseError, match=r"would be F1b, as causes.yaml:4 is \(give the chain `ids`"):
        typed("links: [{cause: F1b, effect: F1, role: contributing}]\nwhys: [One, Two]\n", head=head)


def test_a_chain_below_a_factor_with_causes_says_how_it_joins(typed: Any) -> None:
    head = HEAD.replace("confirmed}", "confirmed, gate: all}") + "".join(
        f"  - {{id: F{n}, kind: event, text: Event {n}, status: confirmed}}\n" for n in (2, 3)
    )
    links = "links: [{cause: F2, effect: F1}, {cause: F3, effect: F1}]\n"
    assert told(typed, links + "whys: [One]\n", head=head) == [(7, "whys.role")]
    case = typed(links + "whys: [{role: gate, answers: [One]}]\n", head=head)
    assert [cut_set.factors for cut_set in analyse_causes(case).cut_sets.sets] == [("F2", "F3", "F1a")]
    case = typed(links + "whys: [{role: contributing, answers: [One]}]\n", head=head)
    assert [cut_set.factors for cut_set in analyse_causes(case).cut_sets.sets] == [("F2", "F3")]


def test_a_draft_without_an_outcome_is_told_what_a_chain_needs(typed: Any) -> None:
    assert told(typed, "factors: []\nwhys: [One]\n", head="") == [(2, "whys.no-outcome")]


def test_an_outcome_that_cannot_be_read_is_told_alone(typed: Any) -> None:
    assert told(typed, "whys: [One]\n", head=HEAD.replace("outcome: F1", "outcome: none")) == [(1, "case.bad-form")]


def test_typed_answers_are_edited_where_they_stand(typed: Any) -> None:
    case = typed(SHORT)
    case = set_value(case, ("causes", "whys", 0), "The form was shut")
    case = append_item(case, ("causes", "whys"), "Owners are not named")
    assert [factor.text for factor in case.causes.factors[1:]] == [
        *("The form was shut", "Nobody owned it", "Owners are not named"),
    ]
    with pytest.raises(CaseError, match=r"case\.edit"):
        set_value(case, ("causes", "factors", 1, "status"), "confirmed")


def test_editors_know_the_forms_of_a_chain() -> None:
    schema = json.loads(json.dumps(case_schemas()["causes.yaml"]))
    validator = jsonschema.Draft202012Validator(schema)
    for good in (SHORT, "whys: [[a, {text: b}]]", "whys: [{of: F2, stop: root, answers: [a, 1]}]", "whys:\n"):
        assert not list(validator.iter_errors(yaml.safe_load(good))), good
    for bad in ("whys: a", "whys: [{of: F2}]", "whys: [{answers: [{txt: a}]}]", "whys: [{answers: [a], stop: now}]"):
        assert list(validator.iter_errors(yaml.safe_load(bad))), bad
