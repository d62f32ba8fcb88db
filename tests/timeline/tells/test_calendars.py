"""Working time: hours of a wall clock as instants, and their exact extremes between uncertain points."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from rca.case.records import Calendar, CaseHead
from rca.case.zones import Zones
from rca.timeline.tells.calendars import WorkingHours, working_hours, working_time

HOUR = 3_600_000_000
WEEK = ["mon", "tue", "wed", "thu", "fri"]


def us(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000_000)


def calendar(zone: str, hours: dict[str, str], *holidays: str) -> Calendar:
    return Calendar.model_validate({"id": "desk", "zone": zone, "hours": hours, "holidays": list(holidays)})


def worked(hours: WorkingHours, start: str, end: str) -> float:
    return (hours.before(us(end)) - hours.before(us(start))) / HOUR


def test_a_week_has_its_hours_less_its_holiday() -> None:
    desk = calendar("America/New_York", dict.fromkeys(WEEK, "09:00-12:00, 13:00-17:00"), "2025-07-04")
    hours = working_hours(desk, Zones(), us("2025-06-30T00:00-04:00"), us("2025-07-07T00:00-04:00"))
    assert worked(hours, "2025-06-30T00:00-04:00", "2025-07-07T00:00-04:00") == 4 * 7
    assert worked(hours, "2025-07-03T16:30-04:00", "2025-07-07T00:00-04:00") == 0.5
    assert worked(hours, "2025-07-01T11:00-04:00", "2025-07-01T14:00-04:00") == 2


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2025-03-09", 7), ("2025-11-02", 9), ("2025-11-09", 8)],
)
def test_a_shift_over_a_change_of_the_clock_counts_the_time_that_passed(day: str, hours: int) -> None:
    start = datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=ZoneInfo("America/New_York"))
    begin = round(start.timestamp() * 1_000_000)
    found = working_hours(calendar("America/New_York", {"sun": "00:00-08:00"}), Zones(), begin, begin + 9 * HOUR)
    assert found.before(begin + 20 * HOUR) == hours * HOUR


def test_hours_that_begin_in_a_gap_of_the_clock_begin_when_it_is_set_forward() -> None:
    start = us("2025-03-09T00:00-05:00")
    found = working_hours(calendar("America/New_York", {"sun": "02:30-04:00"}), Zones(), start, start + 12 * HOUR)
    assert [(a - start) // HOUR for a in found.starts] == [2]
    assert [b - start for b in found.ends] == [3 * HOUR]


def test_a_night_shift_goes_on_into_the_next_day_and_holidays_take_out_what_begins_on_them() -> None:
    night = calendar("UTC", {"mon": "22:00-06:00", "tue": "22:00-06:00"}, "2025-06-03")
    hours = working_hours(night, Zones(), us("2025-06-02T00:00Z"), us("2025-06-05T00:00Z"))
    assert worked(hours, "2025-06-02T00:00Z", "2025-06-03T00:00Z") == 2
    assert worked(hours, "2025-06-03T00:00Z", "2025-06-05T00:00Z") == 6


def test_an_alias_of_the_case_is_a_zone() -> None:
    desk = calendar("IST", {"mon": "09:00-10:00"})
    hours = working_hours(desk, Zones({"IST": "+05:30"}), us("2025-06-02T00:00Z"), us("2025-06-03T00:00Z"))
    assert hours.starts == (us("2025-06-02T03:30Z"),)


SPELLS = st.lists(st.integers(0, 40), min_size=0, max_size=8, unique=True).map(sorted)


@given(
    SPELLS,
    *(st.tuples(st.integers(0, 40), st.integers(0, 12)) for _ in range(2)),
    st.integers(-50, 50),
    st.integers(0, 60),
)
def test_the_extremes_are_those_of_all_pairs(
    edges: list[int], start: tuple[int, int], end: tuple[int, int], shortest: int, more: int
) -> None:
    edges = edges[: len(edges) // 2 * 2]
    hours = WorkingHours(tuple(edges[::2]), tuple(edges[1::2]))
    one, two = (start[0], sum(start)), (end[0], sum(end))
    pairs = [
        sum(a <= t < b for a, b in zip(hours.starts, hours.ends, strict=True) for t in range(s, e))
        - sum(a <= t < b for a, b in zip(hours.starts, hours.ends, strict=True) for t in range(e, s))
        for s in range(one[0], one[1] + 1)
        for e in range(two[0], two[1] + 1)
        if shortest <= e - s <= shortest + more
    ]
    expected = (min(pairs), max(pairs)) if pairs else None
    assert working_time(hours, one, two, (shortest, shortest + more)) == expected


def test_every_day_of_a_year_is_counted_like_hour_by_hour() -> None:
    zone = ZoneInfo("Europe/Berlin")
    desk = calendar("Europe/Berlin", dict.fromkeys([*WEEK, "sun"], "01:00-04:00"), "2025-12-25")
    first = datetime(2025, 1, 1, tzinfo=UTC)
    hours = working_hours(desk, Zones(), us(first.isoformat()), us("2026-01-01T00:00Z"))
    local = [(first + timedelta(hours=count)).astimezone(zone) for count in range(365 * 24)]
    names = [*WEEK, "sat", "sun"]
    expected = sum(
        names[when.weekday()] != "sat" and 1 <= when.hour < 4 and when.date() != date(2025, 12, 25) for when in local
    )
    assert hours.before(us("2026-01-01T00:00Z")) - hours.before(us(first.isoformat())) == expected * HOUR


@pytest.mark.parametrize(
    "hours", [{}, {"mon": "9-17"}, {"mon": "24:00-25:00"}, {"monday": "09:00-17:00"}, {"mon": "09:00"}]
)
def test_hours_of_another_form_are_refused(hours: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        calendar("UTC", hours)


def test_names_of_calendars_and_milestones_stand_once() -> None:
    head = {"schema": "rca-case/1", "id": "x", "title": "x", "state": "draft", "summary": "x"}
    desk = {"id": "desk", "zone": "UTC", "hours": {"mon": "09:00-17:00"}}
    with pytest.raises(ValidationError, match="name of its own"):
        CaseHead.model_validate({**head, "calendars": [desk, desk]})
    with pytest.raises(ValidationError, match="stands once"):
        CaseHead.model_validate({**head, "milestones": ["detected", "occurred", "detected"]})
