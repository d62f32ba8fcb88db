"""Answers that say again what they are to explain are found; steps that share words with their effect are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.causes.restate import THRESHOLD, likeness, restatements

STUDIES = Path(__file__).parents[2] / "case_studies"
OUTCOME = {"kind": "outcome", "text": "Reports of users were lost"}

RESTATED = (
    ("Reports were lost", "Reports got lost"),
    ("Nobody tested the form", "The form was not tested"),
    ("The backup failed", "The backups were failing"),
    ("Monitoring did not notice the intrusion", "The intrusion was not noticed by monitoring"),
    ("Moderators missed the video", "The video was missed by moderators"),
    ("The queue was too long", "The queue had grown long"),
    ("Staff were not trained on the new policy", "There was no training of staff on the new policy"),
    ("The alert was never sent to the on-call engineer", "No alert was sent to the on-call engineers"),
    ("The account of the seller was not suspended", "The seller's account wasn't suspended"),
    ("Harmful posts stayed up for three days", "For three days, harmful posts stayed online"),
    ("The database directory was removed", "Removal of the database directory"),
    ("The two teams did not share their findings", "Findings were not shared between the two teams"),
    ("Rate limits were not applied to sign-ups", "Sign-ups had no rate limit"),
    ("Appeals were answered late", "Answers to appeals came late"),
    ("Escalation to the legal team was delayed", "There was a delay in the escalation to the legal team"),
    ("The café closed its books early", "The books of the cafe were closed early"),
)
EXPLAINED = (
    ("The queue was too long", "Two of five reviewers were away"),
    ("The queue of reports was too long", "Reports arrived faster than reviewers closed them"),
    ("The video stayed up for an hour", "The video was not matched by the hash list"),
    ("The video was not matched by the hash list", "The hash list did not hold edited copies of the video"),
    ("The backup failed", "The backup tool had another version than the database"),
    ("The account was taken over", "The account had no second factor"),
    ("Staff entered codes on a look-alike page", "Callers sent staff to a look-alike page"),
    ("The alert was not seen", "The alert went to a mailbox that no one read"),
    ("The alert went to an unread mailbox", "No team owned the mailbox for alerts"),
    ("Reports of the seller were closed", "Reports of the seller were scored below the threshold"),
    ("The policy was not applied", "Reviewers did not know the policy"),
    ("Reviewers did not know the policy", "The policy was published on the day of the incident"),
    ("Log segments were removed", "Log segments were not archived"),
    ("The form sent reports to an old address", "The address of the form was changed in the update"),
    ("No one tested the form", "The test plan covered sign-in only"),
    ("Training", "Training"),
)


@pytest.mark.parametrize(("effect", "cause"), RESTATED)
def test_a_restatement_is_found(effect: str, cause: str) -> None:
    assert likeness(cause, effect) >= THRESHOLD


@pytest.mark.parametrize(("effect", "cause"), EXPLAINED)
def test_an_explanation_is_let_be(effect: str, cause: str) -> None:
    assert likeness(cause, effect) < THRESHOLD


@pytest.mark.parametrize("name", ["account_takeover_2020", "database_deletion_2017"])
def test_real_trees_restate_nothing(name: str) -> None:
    assert restatements(read_case(STUDIES / name)) == ()


def test_a_restatement_of_an_ancestor_farther_up_is_found(make_case: Callable[..., CaseFile]) -> None:
    case = make_case(
        {
            "F1": OUTCOME,
            "F2": {"text": "The form sent them to an old address"},
            "F3": {"text": "The users' reports got lost"},
            "F4": {"text": "Nobody owned the form"},
        },
        {"F1": "F2", "F2": "~F3", "F3": "F4"},
    )
    (found,) = restatements(case)
    assert (found.factor, found.ancestor, found.similarity) == ("F3", "F1", 1.0)
    assert found.words == ("users", "reports", "lost")


def test_the_most_alike_ancestor_is_named_once(make_case: Callable[..., CaseFile]) -> None:
    texts = ("Many reports of users were lost", "Reports of users were lost", "Users lost reports")
    case = make_case(
        {"F1": OUTCOME | {"text": texts[0]}, "F2": {"text": texts[1]}, "F3": {"text": texts[2]}},
        {"F1": "F2", "F2": "F3"},
    )
    assert [(each.factor, each.ancestor) for each in restatements(case)] == [("F2", "F1"), ("F3", "F2")]


def test_what_stands_side_by_side_restates_nothing(make_case: Callable[..., CaseFile]) -> None:
    same = {"text": "Nobody tested the form"}
    case = make_case({"F1": OUTCOME | {"gate": "all"}, "F2": same, "F3": same}, {"F1": "F2 F3"})
    assert restatements(case) == ()


@given(st.text(), st.text())
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) in {0.0, 1.0}
