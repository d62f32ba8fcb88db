"""What claims allow, in instants: the tolerances, sides, zones and durations of the format, by known values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from rca.case.when import HORIZON_US, Between, Either, Offset, OneSided, Point
from rca.case.when_bounds import PointBounds, Zones, lasted_bounds, offset_bounds, resolve
from rca.case.when_parse import parse_lasted, parse_when

ZONES = Zones({"ET": "America/New_York", "EDT": "-04:00", "IST": "+05:30"}, ("America/New_York", "Asia/Kolkata"))


def us(text: str) -> int:
    """Return an instant, written in UTC, as microseconds."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        microseconds=1
    )


def bounds(text: str, zones: Zones = ZONES, default: str | None = None) -> PointBounds:
    (claim,) = parse_when(text).claims
    assert isinstance(claim, Point | Between | Either | OneSided)
    return resolve(claim, zones, default)


@pytest.mark.parametrize(
    ("text", "earliest", "end", "best"),
    [
        # whole units; the end is the first instant after them
        ("2024 UTC", "2024-01-01", "2025-01-01", None),
        ("2024-02 UTC", "2024-02-01", "2024-03-01", None),
        ("2024-12 UTC", "2024-12-01", "2025-01-01", None),
        ("2024-05-14 UTC", "2024-05-14", "2024-05-15", None),
        ("2024-05-14 13h Z", "2024-05-14 13:00", "2024-05-14 14:00", "2024-05-14 13:00"),
        ("2024-05-14 13:00 ET", "2024-05-14 17:00", "2024-05-14 17:01", "2024-05-14 17:00"),
        ("2024-05-14 13:00:07 EDT", "2024-05-14 17:00:07", "2024-05-14 17:00:08", "2024-05-14 17:00:07"),
        (
            "2024-05-14 13:00:07.25 Z",
            "2024-05-14 13:00:07.250",
            "2024-05-14 13:00:07.260",
            "2024-05-14 13:00:07.250",
        ),
        (
            "2024-05-14 13:00:07.000001999 Z",
            "2024-05-14 13:00:07.000001",
            "2024-05-14 13:00:07.000002",
            "2024-05-14 13:00:07.000001",
        ),
        ("2024-05-14 24:00 UTC", "2024-05-15", "2024-05-15 00:01", "2024-05-15"),
        ("2024-05-14 20:00/22:00 UTC", "2024-05-14 20:00", "2024-05-14 22:01", None),
        ("2024-05-14 20h/20:30 UTC", "2024-05-14 20:00", "2024-05-14 20:31", None),
        # about, by unit
        ("~2024-05-14 13:00:00 UTC", "2024-05-14 12:59:30", "2024-05-14 13:00:31", "2024-05-14 13:00"),
        ("~2024-05-14 13:00 UTC", "2024-05-14 12:45", "2024-05-14 13:16", "2024-05-14 13:00"),
        ("~2024-05-14 13h UTC", "2024-05-14 12:00", "2024-05-14 15:00", "2024-05-14 13:00"),
        ("~2024-05-14 UTC", "2024-05-13", "2024-05-16", None),
        ("~2024-05 UTC", "2024-04-16", "2024-06-16", None),
        # a tolerance of its own goes first
        ("~2024-05-14 13:00 UTC ± 2 min", "2024-05-14 12:58", "2024-05-14 13:03", "2024-05-14 13:00"),
        ("2024-05-14 13:00 UTC ± 2 h", "2024-05-14 11:00", "2024-05-14 15:01", "2024-05-14 13:00"),
        ("2024-05-14 evening UTC ± 0 h", "2024-05-14 17:00", "2024-05-14 23:00", None),
        ("late 2024-05 UTC ± 1 d", "2024-05-20", "2024-06-02", None),
        ("2024 UTC ± 1 mo", "2023-12-01", "2025-02-01", None),
        # parts of the day and of the month, each with its doubt
        ("2024-05-14 morning UTC", "2024-05-14 05:00", "2024-05-14 13:00", None),
        ("2024-05-14 mid-morning UTC", "2024-05-14 08:00", "2024-05-14 12:00", None),
        ("2024-05-14 midday UTC", "2024-05-14 10:00", "2024-05-14 14:00", None),
        ("2024-05-14 afternoon UTC", "2024-05-14 11:00", "2024-05-14 19:00", None),
        ("2024-05-14 evening UTC", "2024-05-14 16:00", "2024-05-15 00:00", None),
        ("2024-05-14 night UTC", "2024-05-14 19:00", "2024-05-15 07:00", None),
        ("early 2024-02 UTC", "2024-01-27", "2024-02-16", None),
        ("mid 2024-02 UTC", "2024-02-06", "2024-02-26", None),
        ("late 2024-02 UTC", "2024-02-16", "2024-03-06", None),
        # ranges and choices: both last units included
        ("2024-05-14 UTC/2024-05-16 UTC", "2024-05-14", "2024-05-17", None),
        ("2024-05-14 UTC/2024-05 UTC", "2024-05-14", "2024-06-01", None),
        ("2024-05-14 13:00 IST / 2024-05-14 12:00 UTC", "2024-05-14 07:30", "2024-05-14 12:01", None),
        ("2024-05-14 morning UTC / 2024-05-16 UTC", "2024-05-14 05:00", "2024-05-17", None),
        ("2024-05-16 UTC | 2024-05-14 UTC", "2024-05-14", "2024-05-17", None),
    ],
)
def test_a_claim_bounds_its_point(text: str, earliest: str, end: str, best: str | None) -> None:
    found = bounds(text)
    assert (found.earliest, found.latest) == (us(earliest), us(end) - 1)
    assert found.best == (us(best) if best else None)
    assert found.basis == "stated"


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("2024-05-14 mid-morning ET", "2024-05-14 13:00", "2024-05-14 15:00"),
        ("2024-05-14 night UTC", "2024-05-14 20:00", "2024-05-15 06:00"),
        ("early 2024-02 UTC", "2024-02-01", "2024-02-11"),
        ("mid 2024-02 UTC", "2024-02-11", "2024-02-21"),
        ("late 2024-02 UTC", "2024-02-21", "2024-03-01"),
        ("~2024-05-14 UTC", "2024-05-14", "2024-05-15"),
        ("2024-05 UTC ± 3 d", "2024-05-01", "2024-06-01"),
    ],
)
def test_a_core_is_the_unit_as_stated(text: str, begin: str, end: str) -> None:
    assert bounds(text).core == (us(begin), us(end) - 1)


@pytest.mark.parametrize("text", ["2024-05-14 UTC", "~2024-05-14 13:00 UTC", "2024-05-14 evening UTC ± 0 h"])
def test_without_doubt_or_with_an_instant_there_is_no_core(text: str) -> None:
    assert bounds(text).core is None


def test_by_and_since_leave_the_other_side_open() -> None:
    assert bounds("by 2024-05-14 UTC") == PointBounds(None, us("2024-05-15") - 1, None, None, (), "stated")
    assert bounds("since 2024-05-14 UTC") == PointBounds(us("2024-05-14"), None, None, None, (), "stated")
    assert bounds("by 2024-05-14 morning UTC").latest == us("2024-05-14 13:00") - 1
    assert bounds("since early 2024-05 UTC").earliest == us("2024-04-26")


def test_a_choice_keeps_its_alternatives_in_their_order() -> None:
    found = bounds("2024-05-14 20:35 ET | 2024-05-14 08:35 ET")
    evening, morning = us("2024-05-15 00:35"), us("2024-05-14 12:35")
    assert found.options == ((evening, evening + MINUTE_US - 1), (morning, morning + MINUTE_US - 1))
    assert (found.earliest, found.latest) == (morning, evening + MINUTE_US - 1)


def test_a_stamp_without_a_zone_takes_the_default_then_the_hull_then_the_world() -> None:
    stated = bounds("2024-05-14 13:00 IST", default="ET")
    assert (stated.basis, stated.best) == ("stated", us("2024-05-14 07:30"))
    assumed = bounds("2024-05-14 13:00", default="IST")
    assert (assumed.basis, assumed.best) == ("assumed", us("2024-05-14 07:30"))
    hull = bounds("2024-05-14 13:00")
    assert (hull.basis, hull.best) == ("unzoned", None)
    assert (hull.earliest, hull.latest) == (us("2024-05-14 07:30"), us("2024-05-14 17:01") - 1)
    world = bounds("2024-05-14", Zones())
    assert (world.basis, world.best) == ("world", None)
    assert (world.earliest, world.latest) == (us("2024-05-13 10:00"), us("2024-05-15 12:00") - 1)
    about = bounds("~2024-05-14 13:00", Zones())
    assert (about.earliest, about.latest) == (us("2024-05-13 22:45"), us("2024-05-15 01:16") - 1)


def test_unzoned_places_that_agree_tell_one_instant() -> None:
    assert bounds("2024-05-14 13:00", Zones({}, ("America/New_York", "-04:00"))).best == us("2024-05-14 17:00")


def test_of_several_stamps_the_least_certain_basis_counts() -> None:
    assert bounds("2025-11-02 01:30 / 2025-11-05", default="ET").basis == "fold"
    assert bounds("2025-11-02 01:30 ET | 2025-03-09 02:30 ET").basis == "gap"
    assert bounds("2024-05-14/2024-05-15").basis == "unzoned"


@pytest.mark.parametrize(
    ("text", "first", "second", "basis"),
    [
        ("2025-11-02 01:30 ET", "2025-11-02 05:30", "2025-11-02 06:30", "fold"),
        ("2025-03-09 02:30 ET", "2025-03-09 06:30", "2025-03-09 07:30", "gap"),
    ],
)
def test_a_fold_or_gap_keeps_both_readings(text: str, first: str, second: str, basis: str) -> None:
    for written, doubt in ((text, 0), (f"~{text}", 15 * MINUTE_US)):
        found = bounds(written)
        low, high = us(first), us(second)
        ends = [(each - doubt, each + MINUTE_US - 1 + doubt) for each in (low, high)]
        assert found == PointBounds(ends[0][0], ends[1][1], None, None, tuple(ends), basis)
    assert bounds(text.removesuffix(" ET"), default="ET").basis == basis
    assert bounds(f"{text} | {text[:10]} 12:00 ET").options[:2] == bounds(text).options


def test_an_offset_of_a_season_has_no_fold() -> None:
    assert bounds("2025-11-02 01:30 EDT").best == us("2025-11-02 05:30")


def test_bounds_stay_inside_the_horizon() -> None:
    assert bounds("2059 UTC ± 90 y") == PointBounds(
        us("2059-01-01") - 90 * 366 * DAY_US,
        HORIZON_US,
        None,
        (us("2059-01-01"), us("2060-01-01") - 1),
        (),
        "stated",
    )
    assert bounds("2059-12-31", Zones()).latest == us("2060-01-01 12:00") - 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-05-14 13:00 PT", "got 'PT' which is none of these"),
        ("2024-05-14 13:00 UTC / 2024-05-14 14:00 IST", "ends before it begins"),
    ],
)
def test_what_only_the_zones_show_to_be_wrong_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        bounds(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2 h after E2", HOUR_US + 1, 3 * HOUR_US - 1),
        ("2 h before E2", -3 * HOUR_US + 1, -HOUR_US - 1),
        ("1 min after E2", 1, 2 * MINUTE_US - 1),
        ("0.5 h after E2", 0, 3 * HOUR_US // 2 - 1),
        ("0 s before E2", -SECOND_US + 1, 0),
        ("6 mo before E2", -7 * 31 * DAY_US + 1, -5 * 28 * DAY_US - 1),
        ("2 y after E2", 365 * DAY_US + 1, 3 * 366 * DAY_US - 1),
        ("1 wk after E2", 1, 14 * DAY_US - 1),
        ("~10 min after E2", 450 * SECOND_US, 750 * SECOND_US),
        ("~2 h before E2", -3 * HOUR_US, -HOUR_US),
        ("~1 d after E2", 0, 2 * DAY_US),
        ("20..30 min after E2", 20 * MINUTE_US, 30 * MINUTE_US),
        ("2..3 mo before E2", -3 * 31 * DAY_US, -2 * 28 * DAY_US),
        ("~20..30 min after E2", 15 * MINUTE_US, 2250 * SECOND_US),
        ("at least 2 h after E2", 2 * HOUR_US, 2 * HORIZON_US),
        ("at least 2 h before E2", -2 * HORIZON_US, -2 * HOUR_US),
        ("at most 2 h after E2", 0, 2 * HOUR_US),
        ("within 40 min after E2", 0, 40 * MINUTE_US),
        ("within 40 min before E2", -40 * MINUTE_US, 0),
        ("within 40 min of E2", -40 * MINUTE_US, 40 * MINUTE_US),
        ("within ~1 min after E2", 0, 2 * MINUTE_US),
        ("within ~40 min of E2", -50 * MINUTE_US, 50 * MINUTE_US),
    ],
)
def test_an_offset_bounds_this_point_less_the_other(text: str, low: int, high: int) -> None:
    (offset,) = parse_when(text).claims
    assert isinstance(offset, Offset)
    assert offset_bounds(offset) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 10 h", 10 * HOUR_US, None),
        ("at most 9 h", None, 9 * HOUR_US),
        ("2 h", HOUR_US + 1, 3 * HOUR_US - 1),
        ("0.5 s", 0, 1_500_000 - 1),
        ("~5 d", 15 * DAY_US // 4, 25 * DAY_US // 4),
        ("1 mo", 1, 62 * DAY_US - 1),
    ],
)
def test_a_length_bounds_the_extent(text: str, low: int | None, high: int | None) -> None:
    assert lasted_bounds(parse_lasted(text)) == (low, high)
