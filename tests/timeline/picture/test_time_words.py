"""Labels print what the source says, with clock times in UTC and dates only where the axis does not give them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from rca.case.records import CaseFile, Source
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.claim_words import claims_of, offset_words
from rca.timeline.picture.source_clock import source_clock
from rca.timeline.picture.ticks import scale_for
from rca.timeline.picture.time_words import event_time, span_words
from rca.timeline.results import Bounds, SolvedEvent

Make = Callable[..., SolvedEvent]


@pytest.fixture
def hours(make_instant: Callable[[str], int]) -> Panel:
    """One day, hour by hour."""
    return _panel(make_instant("2020-07-15T15:00"), make_instant("2020-07-16T01:00"))


@pytest.fixture
def days(make_instant: Callable[[str], int]) -> Panel:
    """Three months of one year."""
    return _panel(make_instant("2020-07-16T00:00"), make_instant("2020-10-14T00:00"))


@pytest.fixture
def years(make_instant: Callable[[str], int]) -> Panel:
    """Seven months over the turn of a year."""
    return _panel(make_instant("2019-12-01T00:00"), make_instant("2020-07-14T00:00"))


def _panel(start: int, end: int) -> Panel:
    return Panel(start, end, 0, 600, scale_for(start, end, 580), (start, end))


@pytest.mark.parametrize(
    ("said", "sign", "hourly", "daily", "yearly"),
    [
        ("2020-07-15 13:17 PT", "exact", "20:17", "15 Jul 20:17", "15 Jul 2020 20:17"),
        ("~2020-07-15 13:00 PT", "about", "about 20:00", "about 15 Jul 20:00", "about 15 Jul 2020 20:00"),
        ("2020-07-16", "within", "16 Jul", "16 Jul", "16 Jul 2020"),
        ("2020-07", "within", "Jul", "Jul", "Jul 2020"),
        ("2019-12", "within", "Dec 2019", "Dec 2019", "Dec 2019"),
        ("2019", "within", "2019", "2019", "2019"),
        ("early 2020-07", "within", "early Jul", "early Jul", "early Jul 2020"),
        ("2020-07-15 mid-morning PT", "within", "mid-morning", "15 Jul, mid-morning", "15 Jul 2020, mid-morning"),
        ("2020-07-15 20:00/22:00 UTC", "within", "20:00 to 22:00", "15 Jul 20:00 to 15 Jul 22:00", None),
        ("2020-07-15 20:00 UTC / 2020-07-15 22:00 UTC", "within", "20:00 to 22:00", None, None),
        ("2020-07-20 / 2020-07-23", "within", "20 Jul to 23 Jul", "20 Jul to 23 Jul", "20 Jul to 23 Jul 2020"),
        ("by 2020-07-20", "order", "by 20 Jul", "by 20 Jul", "by 20 Jul 2020"),
        ("since 2020-07-15 13:00 PT", "order", "since 20:00", "since 15 Jul 20:00", None),
        ("before E6", "order", "before E6", "before E6", "before E6"),
        ("shortly after E3.end", "order", "shortly after end of E3", None, None),
        ("at or before S3:412", "order", "at or before row 412 of S3", None, None),
        ("1 h after E17", "relative", "1 h after E17", None, None),
        ("within ~1 min after E8", "relative", "within about 1 min after E8", None, None),
        ("20..30 min before E2", "relative", "20 to 30 min before E2", None, None),
        ("[2020-07-15, during E36]", "within", "15 Jul", None, None),
        ("15/Jul/2020:20:17:05 +0000", "within", "20:00 to 22:00", None, None),
    ],
)  # fmt: skip
def test_words_of_a_point(
    case: CaseFile, make_event: Make, hours: Panel, days: Panel, years: Panel,
    said: str, sign: str, hourly: str, daily: str | None, yearly: str | None,
) -> None:  # fmt: skip
    event = make_event("E1", "2020-07-15T20:00", "2020-07-15T22:00", said=said, sign=sign)
    stated = source_clock(case, None)
    for panel, expected in ((hours, hourly), (days, daily), (years, yearly)):
        if expected is not None:
            assert event_time(event, panel, stated) == expected


def test_a_clipped_best_value_does_not_change_the_words_of_the_source(
    case: CaseFile, make_event: Make, hours: Panel
) -> None:
    said, best = "~2020-07-15 20:30 UTC", "2020-07-15T20:05"
    event = make_event("E1", "2020-07-15T20:00", best, best=best, said=said, sign="about")
    assert event_time(event, hours, source_clock(case, None)) == "about 20:30"


def test_a_stamp_without_a_zone_takes_that_of_its_source(case: CaseFile, make_event: Make, hours: Panel) -> None:
    source = Source.model_validate({"id": "S1", "kind": "news", "title": "A page", "zone": "PT"})
    zoned = replace(case, head=case.head.model_copy(update={"sources": (source,)}))
    event = make_event("E1", "2020-07-15T20:17", "2020-07-15T20:18", said="2020-07-15 13:17", sign="exact")
    assert event_time(event, hours, source_clock(zoned, "S1")) == "20:17"
    assert event_time(event, hours, source_clock(case, None)) == "20:17 to 20:18", "else by the solved bounds"


@pytest.mark.parametrize(
    ("best", "words"),
    [("2020-07-15T20:17:05", "20:17:05"), ("2020-07-15T20:17", "20:17"), (1_594_844_279_999_999, "20:17")],
)
def test_a_row_of_evidence_gives_its_instant(
    case: CaseFile, make_event: Make, hours: Panel, best: str | int, words: str
) -> None:
    event = make_event("E1", "2020-07-15T20:17", "2020-07-15T20:18", best=best, said="raw 20:17", sign="exact")
    assert event_time(event, hours, source_clock(case, None)) == words


def test_alternatives_are_named_each(
    case: CaseFile, make_event: Make, make_instant: Callable[[str], int], days: Panel
) -> None:
    options = tuple(
        (make_instant(f"2020-07-{time}"), make_instant(f"2020-07-{time}")) for time in ("17T15:35", "18T03:35")
    )
    event = make_event("E1", options[0][0], options[1][1], sign="either", options=options)
    assert event_time(event, days, source_clock(case, None)) == "17 Jul 15:35 or 18 Jul 03:35"


def test_words_of_the_ends_of_an_extent(make_instant: Callable[[str], int], hours: Panel) -> None:
    at = make_instant("2020-07-15T20:00")
    hour = 3_600_000_000
    known, later = Bounds(at, at, at), Bounds(at + 2 * hour, at + 2 * hour, at + 2 * hour)
    assert span_words(known, later, hours) == "20:00 to 22:00"
    assert span_words(Bounds(None, None, at + 59_999_999), later, hours) == "began by 20:00, until 22:00"
    assert span_words(known, Bounds(at, None, at + hour - 2), hours) == "from 20:00, over by 21:00"
    assert span_words(known, Bounds(at + hour, None, None), hours) == "from 20:00, not over before 21:00"
    assert span_words(Bounds(None, None, at + hour), Bounds(at, None, None), hours) == "began by 21:00"
    assert span_words(Bounds(None, None, None), Bounds(None, None, None), hours) == ""


def test_words_that_are_no_claims_hold_none() -> None:
    assert claims_of("anything else") == ()
    (offset,) = claims_of("~2 d after E1")
    assert offset_words(offset) == "about 2 d"  # type: ignore[arg-type]
