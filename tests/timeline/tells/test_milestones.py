"""Milestones in the order of the case, those out of it, and the time between them in working hours too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rca.case.records import CaseFile, CaseHead
from rca.timeline.results import Duration
from rca.timeline.tells.durations import elapsed
from rca.timeline.tells.milestones import milestones, order_violations

HOUR = 3_600_000_000
Make = Callable[..., Any]


def with_head(case: CaseFile, **more: Any) -> CaseFile:
    head = {"schema": "rca-case/1", "id": "x", "title": "x", "state": "draft", "summary": "x", **more}
    parts = (case.timeline, case.causes, case.actions, case.waivers)
    return CaseFile(case.path, CaseHead.model_validate(head), *parts)


def at(make: Make, id_: str, time: str, milestone: str, doubt: str | None = None) -> Any:
    return make(id_, time, doubt or time, best=time, milestone=milestone)


def test_the_first_of_a_name_counts_and_the_order_is_that_of_the_stages(
    case: CaseFile, make_event: Make, make_timeline: Make
) -> None:
    result = make_timeline(
        at(make_event, "E1", "2025-06-02T10:00", "contained"),
        at(make_event, "E2", "2025-06-02T11:00", "detected"),
        at(make_event, "E3", "2025-06-02T12:00", "contained"),
        make_event("E4", None, None, milestone="odd"),
    )
    found = milestones(case, result)
    assert [(each.name, each.event, each.again) for each in found] == [
        ("detected", "E2", ()),
        ("contained", "E1", ("E3",)),
        ("odd", "E4", ()),
    ]
    (violation,) = order_violations(case, found, result)
    assert (violation.earlier, violation.later, violation.certain, violation.by) == (
        "detected",
        "contained",
        True,
        HOUR,
    )


def test_a_case_orders_its_own_milestones(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    own = with_head(case, milestones=["spoken", "stopped"])
    result = make_timeline(
        at(make_event, "E1", "2025-06-02T10:00", "stopped"), at(make_event, "E2", "2025-06-02T11:00", "spoken")
    )
    found = milestones(own, result)
    assert [each.name for each in found] == ["spoken", "stopped"]
    assert [each.certain for each in order_violations(own, found, result)] == [True]
    assert order_violations(case, found, result) == (), "without a list only what the words mean counts"


def test_an_order_that_is_open_is_said_to_be_open(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    result = make_timeline(
        make_event("E1", "2025-06-02T10:00", "2025-06-02T12:00", best="2025-06-02T10:30", milestone="resolved"),
        make_event("E2", "2025-06-02T10:00", "2025-06-02T12:00", best="2025-06-02T11:00", milestone="occurred"),
    )
    found = milestones(case, result)
    (violation,) = order_violations(case, found, result)
    assert (violation.earlier, violation.certain, violation.by) == ("occurred", False, 2 * HOUR)
    linked = make_timeline(
        *result.events, durations=(Duration("occurred to resolved", "E2", "E1", HOUR // 2, HOUR, None),)
    )
    assert order_violations(case, found, linked) == (), "the network knows that the order holds"


def test_a_public_word_may_come_before_or_after_containment(
    case: CaseFile, make_event: Make, make_timeline: Make
) -> None:
    result = make_timeline(
        at(make_event, "E1", "2025-06-02T10:00", "communicated"), at(make_event, "E2", "2025-06-02T11:00", "contained")
    )
    assert order_violations(case, milestones(case, result), result) == ()


def test_lengths_are_told_in_working_time_too(case: CaseFile, make_event: Make, make_timeline: Make) -> None:
    desk = {"id": "desk", "zone": "UTC", "hours": {"mon": "09:00-17:00", "tue": "09:00-17:00"}, "holidays": []}
    own = with_head(case, calendars=[desk, {**desk, "id": "shut", "holidays": ["2025-06-02", "2025-06-03"]}])
    result = make_timeline(
        make_event("E1", "2025-06-02T16:00", "2025-06-02T18:00", best="2025-06-02T16:30", milestone="occurred"),
        at(make_event, "E2", "2025-06-03T10:00", "detected"),
        make_event("E3", "2025-06-03T11:00", None, milestone="resolved"),
        durations=(
            Duration("occurred to detected", "E1", "E2", 16 * HOUR, 18 * HOUR, None),
            Duration("detected to resolved", "E2", "E3", HOUR, None, None),
        ),
    )
    first, second = elapsed(own, result)
    told = [(each.calendar, each.shortest, each.longest, each.best) for each in first.working]
    assert told == [("desk", HOUR, 2 * HOUR, 3 * HOUR // 2), ("shut", 0, 0, 0)]
    assert [(each.shortest, each.longest, each.best) for each in second.working] == [
        (HOUR, None, None),
        (0, None, None),
    ]
    assert elapsed(case, result)[0].working == ()
