"""The day at which a case speaks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rca.case.days import NO_DAY, day_or_none, latest_day, tell_day
from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, TimelineFile, WaiversFile


def case_with(*whens: str, **causes: object) -> CaseFile:
    history = [{"status": "agreed", "when": when} for when in whens]
    actions = [{"id": "A1", "origin": "ours", "text": "Act", "no_target": "none", "due": "2031-01-01"}]
    actions[0] |= {"kind": "corrective", "strength": "weaker", "history": history}  # type: ignore[dict-item]
    head = {"schema": "rca-case/1", "id": "days", "title": "Days", "state": "draft", "summary": "Days."}
    return CaseFile(
        Path("days"),
        CaseHead.model_validate(head),
        TimelineFile.model_validate({}),
        CausesFile.model_validate(causes),
        ActionsFile.model_validate({"actions": actions if whens else []}),
        WaiversFile.model_validate({}),
    )


@pytest.mark.parametrize(
    ("whens", "expected"),
    [
        (("2024-11-20 UTC",), date(2024, 11, 20)),
        (("2024-11-20 UTC", "2024-12-24 10:00 UTC"), date(2024, 12, 24)),
        (("2024-11",), date(2024, 11, 1)),
        (("by 2024-11-20",), NO_DAY),
        (("2024-03-01 UTC",), date(2024, 3, 1)),
    ],
)
def test_what_was_done_about_an_action_dates_the_case_and_its_due_day_does_not(
    whens: tuple[str, ...], expected: date
) -> None:
    assert latest_day(case_with(*whens)) == expected


def test_the_later_of_what_was_decided_and_what_was_done_counts() -> None:
    read_back = {"by": "analyst", "on": "2024-06-02"}
    assert latest_day(case_with("2024-03-01 UTC", read_back=read_back)) == date(2024, 6, 2)
    assert latest_day(case_with("2024-09-01 UTC", read_back=read_back)) == date(2024, 9, 1)


def test_a_case_without_a_day_says_so() -> None:
    assert latest_day(case_with()) == NO_DAY
    assert day_or_none(NO_DAY) is None
    assert tell_day(NO_DAY).startswith("no day")
