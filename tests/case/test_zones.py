"""Wall clocks against UTC: real folds and gaps, and a minute-by-minute oracle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US
from rca.case.zones import LocalBounds, Zones, find_zone, local_bounds

NO_ZONES = Zones()
NEW_YORK = "America/New_York"


def us(text: str) -> int:
    """Return an instant, written in UTC, as microseconds."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        microseconds=1
    )


def bounds(local: str, unit: int, zone: str) -> LocalBounds:
    return local_bounds(datetime.fromisoformat(local), unit, zone, NO_ZONES)


@pytest.mark.parametrize(
    ("local", "zone", "first", "second", "basis"),
    [
        ("2025-11-02 01:30", NEW_YORK, "2025-11-02 05:30", "2025-11-02 06:30", "fold"),
        ("2025-11-02 01:00", NEW_YORK, "2025-11-02 05:00", "2025-11-02 06:00", "fold"),
        ("2025-11-02 01:59", NEW_YORK, "2025-11-02 05:59", "2025-11-02 06:59", "fold"),
        ("2025-03-09 02:30", NEW_YORK, "2025-03-09 06:30", "2025-03-09 07:30", "gap"),
        ("2025-03-09 02:00", NEW_YORK, "2025-03-09 06:00", "2025-03-09 07:00", "gap"),
        ("2025-04-06 01:45", "Australia/Lord_Howe", "2025-04-05 14:45", "2025-04-05 15:15", "fold"),
        ("2025-10-05 02:15", "Australia/Lord_Howe", "2025-10-04 15:15", "2025-10-04 15:45", "gap"),
        ("2018-02-17 23:10", "America/Sao_Paulo", "2018-02-18 01:10", "2018-02-18 02:10", "fold"),
    ],
)
def test_a_minute_in_a_fold_or_gap_keeps_both_readings(
    local: str, zone: str, first: str, second: str, basis: str
) -> None:
    both = tuple((us(each), us(each) + MINUTE_US - 1) for each in (first, second))
    assert bounds(local, MINUTE_US, zone) == LocalBounds(both[0][0], both[1][1], both, basis)


@pytest.mark.parametrize(
    ("local", "zone", "instant"),
    [
        ("2025-11-02 00:59", NEW_YORK, "2025-11-02 04:59"),
        ("2025-11-02 02:00", NEW_YORK, "2025-11-02 07:00"),
        ("2025-03-09 01:59", NEW_YORK, "2025-03-09 06:59"),
        ("2025-03-09 03:00", NEW_YORK, "2025-03-09 07:00"),
        ("2025-10-05 02:30", "Australia/Lord_Howe", "2025-10-04 15:30"),
        ("2024-05-14 13:00", "Asia/Kathmandu", "2024-05-14 07:15"),
        ("2024-05-14 13:00", "-04:00", "2024-05-14 17:00"),
        ("2024-05-14 13:00", "Z", "2024-05-14 13:00"),
    ],
)
def test_a_minute_outside_is_one_minute(local: str, zone: str, instant: str) -> None:
    assert bounds(local, MINUTE_US, zone) == LocalBounds(us(instant), us(instant) + MINUTE_US - 1)


@pytest.mark.parametrize(
    ("day", "zone", "begin", "hours"),
    [
        ("2025-03-09", NEW_YORK, "2025-03-09 05:00", 23),
        ("2025-11-02", NEW_YORK, "2025-11-02 04:00", 25),
        ("2025-07-04", NEW_YORK, "2025-07-04 04:00", 24),
        ("2025-04-06", "Australia/Lord_Howe", "2025-04-05 13:00", 24.5),
        ("2025-10-05", "Australia/Lord_Howe", "2025-10-04 13:30", 23.5),
        # The change is at midnight: the day begins late, or shows its last hour twice.
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04 03:00", 23),
        ("2018-02-17", "America/Sao_Paulo", "2018-02-17 02:00", 25),
    ],
)
def test_a_day_across_a_change_has_its_true_length(day: str, zone: str, begin: str, hours: float) -> None:
    assert bounds(day, DAY_US, zone) == LocalBounds(us(begin), us(begin) + int(hours * HOUR_US) - 1)


@pytest.mark.parametrize(
    ("local", "first", "second", "basis"),
    [
        ("2025-11-02 01:00", "2025-11-02 05:00", "2025-11-02 06:00", "fold"),
        ("2025-03-09 02:00", "2025-03-09 06:00", "2025-03-09 07:00", "gap"),
    ],
)
def test_an_hour_that_fills_a_fold_or_gap_keeps_both_readings(local: str, first: str, second: str, basis: str) -> None:
    both = tuple((us(each), us(each) + HOUR_US - 1) for each in (first, second))
    assert bounds(local, HOUR_US, NEW_YORK) == LocalBounds(both[0][0], both[1][1], both, basis)


def test_a_unit_with_one_microsecond_outside_a_gap_is_that_microsecond() -> None:
    change = us("2025-03-09 07:00")
    assert bounds("2025-03-09 01:59:59.999999", 2, NEW_YORK) == LocalBounds(change - 1, change - 1)
    assert bounds("2025-03-09 02:59:59.999999", 2, NEW_YORK) == LocalBounds(change, change)


def test_the_day_that_samoa_skipped_covers_both_readings() -> None:
    skipped = bounds("2011-12-30", DAY_US, "Pacific/Apia")
    assert skipped.basis == "gap"
    assert skipped.readings == (
        (us("2011-12-29 10:00"), us("2011-12-30 10:00") - 1),
        (us("2011-12-30 10:00"), us("2011-12-31 10:00") - 1),
    )
    # The day before ends, and the day after begins, at the same instant.
    assert bounds("2011-12-29", DAY_US, "Pacific/Apia").latest == us("2011-12-30 10:00") - 1
    assert bounds("2011-12-31", DAY_US, "Pacific/Apia").earliest == us("2011-12-30 10:00")


@cache
def shown_minutes(zone: str, around: datetime) -> dict[datetime, list[int]]:
    """Return the UTC minutes at which the clock showed each local minute, for four days on either side."""
    where = find_zone(zone, NO_ZONES)
    shown: dict[datetime, list[int]] = {}
    for minute in range(-4 * 1440, 4 * 1440):
        instant = (around + timedelta(minutes=minute)).replace(tzinfo=UTC)
        shown.setdefault(instant.astimezone(where).replace(tzinfo=None), []).append(us(instant.isoformat()[:16]))
    return shown


CHANGES = [
    (NEW_YORK, datetime(2025, 11, 2)),
    (NEW_YORK, datetime(2025, 3, 9)),
    ("Australia/Lord_Howe", datetime(2025, 4, 6)),
    ("Australia/Lord_Howe", datetime(2025, 10, 5)),
    ("America/Sao_Paulo", datetime(2018, 11, 4)),
    ("America/Sao_Paulo", datetime(2018, 2, 18)),
    ("Antarctica/Troll", datetime(2024, 3, 31)),
    ("Pacific/Apia", datetime(2011, 12, 30)),
    ("Asia/Kolkata", datetime(2024, 5, 14)),
]


@settings(deadline=None)
@given(
    st.sampled_from(CHANGES),
    st.integers(-1440, 1440) | st.integers(-180, 240),
    st.integers(1, 240) | st.sampled_from([60, 360, 1440]),
)
def test_bounds_are_the_hull_of_the_minutes_at_which_the_clock_showed_the_unit(
    change: tuple[str, datetime], start: int, length: int
) -> None:
    zone, around = change
    local = around + timedelta(minutes=start)
    shown = [shown_minutes(zone, around).get(local + timedelta(minutes=each), []) for each in range(length)]
    instants = sorted(instant for each in shown for instant in each)
    found = local_bounds(local, length * MINUTE_US, zone, NO_ZONES)
    if instants:
        assert (found.earliest, found.latest) == (instants[0], instants[-1] + MINUTE_US - 1)
        assert found.basis == ("fold" if all(len(each) == 2 for each in shown) else "stated")
    else:
        assert found.basis == "gap"
    if found.basis != "stated":
        assert (found.earliest, found.latest) == (found.readings[0][0], found.readings[1][1])
        assert [last - first + 1 for first, last in found.readings] == [length * MINUTE_US] * 2


def test_aliases_stand_for_places_and_offsets_and_go_first() -> None:
    zones = Zones({"ET": NEW_YORK, "EDT": "-04:00", "EST": "Australia/Sydney", "home": "UTC"})
    noon = datetime(2024, 7, 1, 12)
    hours = {name: find_zone(name, zones).utcoffset(noon) for name in ("ET", "EDT", "EST", "home", "+05:30")}
    assert hours == {
        "ET": timedelta(hours=-4),
        "EDT": timedelta(hours=-4),
        "EST": timedelta(hours=10),
        "home": timedelta(0),
        "+05:30": timedelta(hours=5, minutes=30),
    }


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("New York", NEW_YORK),
        ("america/new_york", NEW_YORK),
        ("America/Newyork", NEW_YORK),
        ("Kolkata", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("PT", "PST"),
    ],
)
def test_an_unknown_zone_is_refused_with_near_names(name: str, near: str) -> None:
    with pytest.raises(ValueError, match="add the name to zones in case") as caught:
        find_zone(name, Zones({"PST": "-08:00"}))
    assert f"got {name!r}" in str(caught.value)
    assert near in str(caught.value).partition("near names: ")[2]


@pytest.mark.parametrize(
    "name",
    ["", "Mars/Olympus", "+15:00", "-12:30", "+05:60", "+0530", "../../etc/passwd", "America", "localtime"],
)
def test_what_is_no_zone_is_refused_whatever_the_machine_has(name: str) -> None:
    with pytest.raises(ValueError, match="a zone is an alias of the case"):
        find_zone(name, NO_ZONES)


def test_an_alias_for_nothing_is_named_in_the_refusal() -> None:
    with pytest.raises(ValueError, match="'Nowhere', which 'X' stands for"):
        find_zone("X", Zones({"X": "Nowhere"}))
