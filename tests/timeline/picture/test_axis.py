"""Where the axis breaks, how wide its parts are, and what its ticks and heads say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.audit import overlaps
from rca.drawing.scene import Scene, Text
from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND, instant_of, moment
from rca.timeline.picture.axis import Axis, axis_heads, build_axis
from rca.timeline.picture.cuts import best_cuts, crowding
from rca.timeline.picture.panels import focus_points, stretches
from rca.timeline.picture.room import GAP, LEAST, Spot, share_width
from rca.timeline.picture.ticks import heads, midnights, scale_for

START = instant_of(datetime(2024, 5, 5, tzinfo=UTC))
SPOTS = st.lists(
    st.tuples(st.integers(0, 4000 * DAY), st.sampled_from([0, MINUTE, DAY, 40 * DAY]), st.integers(0, 400)).map(
        lambda item: Spot(START + item[0], None, START + item[0] + item[1], item[2], "a")
    ),
    min_size=1,
    max_size=25,
)


def exact(instant: int, need: float = 150) -> Spot:
    return Spot(START + instant, START + instant, START + instant + MINUTE - 1, need, "a")


def heads_of(axis: Axis) -> list[str]:
    return [span.text for text in axis_heads(axis, None, "") if isinstance(text, Text) for span in text.spans]


@given(SPOTS, st.sampled_from([500, 1100]))
def test_parts_fill_the_ground_in_order_and_every_spot_has_a_home(spots: list[Spot], width: float) -> None:
    axis = build_axis(spots, 100, 100 + width)
    assert axis.panels[0].left == 100
    assert axis.panels[-1].right == pytest.approx(100 + width)
    for one, two in pairwise(axis.panels):
        assert one.end < two.start
        assert two.left - one.right == pytest.approx(GAP)
    assert all(panel.right - panel.left >= LEAST - 0.01 and panel.start < panel.end for panel in axis.panels)
    for spot, home in zip(spots, axis.homes, strict=True):
        panel = axis.panels[home]
        assert spot.earliest is not None
        assert spot.latest is not None
        assert spot.earliest <= panel.end
        assert spot.latest >= panel.start


@given(SPOTS)
def test_words_of_the_axis_never_overlap(spots: list[Spot]) -> None:
    axis = build_axis(spots, 110, 1200)
    zone = timezone(timedelta(hours=5, minutes=45))
    assert overlaps(Scene(1200, 100, "", "", tuple(axis_heads(axis, zone, "Kathmandu")))) == ()


def test_a_busy_hour_years_after_another_event_gets_a_part_of_its_own() -> None:
    axis = build_axis([exact(0), *(exact(1500 * DAY + n * 7 * MINUTE) for n in range(8))], 100, 1200)
    assert [len([home for home in axis.homes if home == part]) for part in range(len(axis.panels))] == [1, 8]


def test_a_busy_day_within_months_is_magnified() -> None:
    busy = [exact(40 * DAY + n * 30 * MINUTE) for n in range(12)]
    around = [exact(n * 9 * DAY) for n in range(12)]
    axis = build_axis([*busy, *around], 100, 1200)
    (home,) = set(axis.homes[:12])
    panel = axis.panels[home]
    assert panel.end - panel.start < 2 * DAY
    assert panel.by_clock


def test_two_moments_close_together_in_a_full_day_are_not_magnified() -> None:
    spread = [exact(n * 20 * MINUTE) for n in range(60)]
    assert len(build_axis([*spread, exact(500 * MINUTE), exact(501 * MINUTE)], 100, 1200).panels) == 1


def test_a_wide_doubt_makes_no_part_of_its_own() -> None:
    day = Spot(START - 200 * DAY, None, START + 2 * HOUR, 100, "a")
    focus = focus_points([exact(0), exact(HOUR), day])
    assert focus[2] in {START, START + HOUR}
    one_sided = Spot(None, None, START + 2 * HOUR, 100, "a")
    assert focus_points([exact(-DAY), exact(HOUR), one_sided])[2] == START + HOUR


def test_a_wide_doubt_does_not_press_the_rest_together() -> None:
    day = Spot(START - 12 * HOUR, None, START + 12 * HOUR, 100, "a")
    (part,) = stretches([*(exact(n * 10 * MINUTE) for n in range(12)), day], 1000)
    assert part.end - part.start < 4 * HOUR
    (small,) = stretches([exact(0), day], 1000)
    assert (small.start, small.end) == (day.earliest, day.latest), "with two events there is room for all"


def test_one_instant_gets_a_scale_around_it() -> None:
    (part,) = stretches([exact(0)], 1000)
    assert part.start < START < part.end
    assert part.end - part.start >= HOUR


@given(st.lists(st.integers(0, 100), min_size=1, max_size=9).map(sorted), st.integers(1, 4))
def test_cuts_are_as_good_as_any_found_by_trying_all(numbers: list[int], most: int) -> None:
    from itertools import combinations

    points = [number * HOUR for number in numbers]

    def price(cuts: tuple[int, ...]) -> float:
        groups = [points[first:last] for first, last in pairwise((0, *cuts, len(points)))]
        return sum(crowding(g, g[0], g[-1], max(96, 500 * len(g) / len(points))) for g in groups)

    for cuts in best_cuts(points, 500, 96, most):
        places = [index for index in range(1, len(points)) if points[index] > points[index - 1]]
        best = min(price(trial) for trial in combinations(places, len(cuts)))
        assert price(cuts) == pytest.approx(best, abs=1e-4)


def test_width_goes_where_labels_need_it() -> None:
    wide, narrow = [exact(n, 520) for n in range(6)], [exact(n, 60) for n in range(6)]
    ranges = [(START, START + HOUR), (START + DAY, START + DAY + HOUR)]
    first, second = share_width([wide, narrow], ranges, 1000)
    assert first > second
    assert first + second + GAP == pytest.approx(1000)


@given(st.integers(-(10**17), 10**17), st.integers(5 * SECOND, 50_000 * DAY), st.floats(80, 1200))
def test_ticks_are_whole_units_inside_the_range(start: int, length: int, width: float) -> None:
    scale = scale_for(start, start + length, width)
    assert all(start <= tick.instant <= start + length for tick in scale.ticks)
    for tick in scale.ticks:
        when = moment(tick.instant)
        assert when.second == 0 or scale.unit == "second"
        assert when.microsecond == 0
        if scale.unit in {"day", "month", "year"}:
            assert (when.hour, when.minute) == (0, 0)


def test_heads_are_all_true_from_the_fullest_to_the_shortest() -> None:
    july, october = (
        instant_of(datetime(2020, 7, 16, 7, tzinfo=UTC)),
        instant_of(datetime(2020, 10, 14, tzinfo=UTC)),
    )
    assert heads(july, october, "day")[0] == "16 July to 13 October 2020"
    assert heads(july, october + 1, "month")[0] == "16 July to 14 October 2020"
    assert heads(july, july + 3 * HOUR, "minute")[0] == "16 July 2020, minute by minute"
    assert heads(july, july + 9 * HOUR, "hour") == (
        "16 July 2020, hour by hour", "16 July 2020", "16 Jul 2020", "16 Jul",
    )  # fmt: skip
    long = instant_of(datetime(2023, 1, 1, tzinfo=UTC))
    assert heads(july, long, "year") == ("2020 to 2022", "2020–2022", "2020–22")
    december = instant_of(datetime(2019, 12, 1, tzinfo=UTC))
    assert heads(december, december + 31 * DAY, "day")[0] == "December 2019"


def test_a_day_somewhere_on_earth_goes_by_its_own_date() -> None:
    new_york = Spot(START + 4 * HOUR, None, START + 28 * HOUR - 1, 100, "a")
    later = Spot(START + 30 * DAY + 4 * HOUR, None, START + 31 * DAY + 4 * HOUR - 1, 100, "a")
    axis = build_axis([new_york, later], 100, 1200)
    assert "5 May to 4 June 2024" in heads_of(axis)


def test_midnights_are_those_of_utc_without_the_ends() -> None:
    assert midnights(START, START + DAY) == ()
    assert midnights(START - 1, START + DAY + 1) == (START, START + DAY)


def test_the_year_is_told_even_where_midnight_follows_at_once() -> None:
    late = [exact(-20 * MINUTE), *(exact(n * HOUR) for n in range(1, 8))]
    assert any("2024" in words for words in heads_of(build_axis(late, 100, 1200)))
