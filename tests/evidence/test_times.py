"""Time columns: every known form is read, ambiguity is a question, unreadable cells are refused."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.evidence.times import ColumnQuestion, RawTime, read_times


def read(text: str, **options: str) -> RawTime:
    (time,) = read_times([text], options)
    assert isinstance(time, RawTime), time
    return time


@pytest.mark.parametrize(
    ("text", "local", "instant"),
    [
        ("2020-07-15T16:17:05Z", datetime(2020, 7, 15, 16, 17, 5), True),
        ("2020-07-15 16:17:05.25+02:00", datetime(2020, 7, 15, 14, 17, 5, 250_000), True),
        ("2020-07-15T16:17:05-0400", datetime(2020, 7, 15, 20, 17, 5), True),
        ("2020/07/15 16:17", datetime(2020, 7, 15, 16, 17), False),
        ("2020-07-15", datetime(2020, 7, 15), False),
        ("07/15/2020 04:17:05 PM", datetime(2020, 7, 15, 16, 17, 5), False),
        ("07/15/2020 12:00 am", datetime(2020, 7, 15, 0, 0), False),
        ("15.07.2020 16:17", datetime(2020, 7, 15, 16, 17), False),
        ("15 Oct 2020 16:17", datetime(2020, 10, 15, 16, 17), False),
        ("Sept 5, 2020", datetime(2020, 9, 5), False),
        ("October 5 2020 08:30", datetime(2020, 10, 5, 8, 30), False),
    ],
)
def test_forms(text: str, local: datetime, instant: bool) -> None:
    time = read(text)
    assert (time.local, time.instant) == (local, instant)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2020-07-15", 86_400_000_000),
        ("2020-07-15 16:17", 60_000_000),
        ("2020-07-15 16:17:05", 1_000_000),
        ("2020-07-15 16:17:05.123", 1_000),
        ("2020-07-15 16:17:05.123456789", 1),
    ],
)
def test_unit_is_that_of_the_reading(text: str, unit: int) -> None:
    assert read(text).unit_us == unit


def test_one_row_settles_the_order_of_the_column() -> None:
    times = read_times(["03/04/2020 10:00", "13/04/2020 10:00"], {})
    assert [time.local.month for time in times if isinstance(time, RawTime)] == [4, 4]


@pytest.mark.parametrize("column", [["03/04/2020"], ["13/04/2020", "04/13/2020"]])
def test_ambiguous_order_is_a_question(column: list[str]) -> None:
    with pytest.raises(ColumnQuestion, match="day-first or month-first") as question:
        read_times(column, {})
    assert "date_order" in question.value.remedy


def test_answer_is_obeyed_and_rows_against_it_are_refused() -> None:
    good, bad = read_times(["03/04/2020", "04/13/2020"], {"date_order": "day-first"})
    assert isinstance(good, RawTime)
    assert good.local == datetime(2020, 4, 3)
    assert isinstance(bad, str)
    assert "month" in bad


def test_epoch_asks_for_its_unit() -> None:
    with pytest.raises(ColumnQuestion, match="seconds, milliseconds or microseconds"):
        read_times(["1594844220"], {})
    assert read("1594844220", epoch="s").local == datetime(2020, 7, 15, 20, 17)
    assert read("1594844220123", epoch="ms").local == datetime(2020, 7, 15, 20, 17, 0, 123_000)
    assert read("1594844220.000200", epoch="s").local.microsecond == 200


@pytest.mark.parametrize("cell", ["", "yesterday", "2020-02-30", "2020-07-15 25:00", "05-07-28", "5 Foo 2020", "13:00"])
def test_unreadable_cells_say_why(cell: str) -> None:
    (reason,) = read_times([cell], {})
    assert isinstance(reason, str)
    assert reason


@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_iso_text_reads_back(moment: datetime) -> None:
    assert read(moment.isoformat(timespec="microseconds")).local == moment


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_text_gives_a_time_a_reason_or_a_question(column: list[str]) -> None:
    try:
        times = read_times(column, {})
    except ColumnQuestion:
        return
    assert len(times) == len(column)
