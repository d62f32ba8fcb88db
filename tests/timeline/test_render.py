"""The tables of a timeline leave out nothing that is known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rca.timeline.render import timeline_tables
from rca.timeline.results import Bounds, SolvedClaim, SolvedEvent, TimelineResult
from rca.timeline.words import extent_within

Make = Callable[..., SolvedEvent]
Timeline = Callable[..., TimelineResult]

FOUR, FIVE = "14 May 2024 04:00 UTC", "14 May 2024 05:00 UTC"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((None, None), (None, None), "not known"),
        ((None, 4), (None, None), f"began by {FOUR}"),
        ((None, None), (4, None), f"not over before {FOUR}"),
        ((None, 4), (5, None), f"began by {FOUR}, not over before {FIVE}"),
        ((None, 4), (None, 5), f"began by {FOUR}, not after {FIVE}"),
        ((None, 4), (None, 4), f"not after {FOUR}"),
        ((4, None), (5, None), f"not before {FOUR}, not over before {FIVE}"),
        ((4, None), (4, None), f"not before {FOUR}"),
        ((4, None), (None, 5), "14 May 2024 04:00 to 05:00 UTC"),
    ],
)
def test_every_bound_of_a_one_sided_extent_is_told(
    make_instant: Callable[[str], int],
    start: tuple[int | None, int | None],
    end: tuple[int | None, int | None],
    said: str,
) -> None:
    def ends(hours: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
        first, last = (None if hour is None else make_instant(f"2024-05-14T0{hour}:00") for hour in hours)
        return first, last

    assert extent_within(ends(start), ends(end)) == said


def test_an_extent_is_told_by_its_ends_and_its_length(
    make_event: Make, make_timeline: Timeline, make_instant: Callable[[str], int]
) -> None:
    four, five = make_instant("2024-05-14T04:00"), make_instant("2024-05-14T05:00")
    ends = {"extent": True, "start": Bounds(None, None, four), "end": Bounds(five, None, None)}
    spelled = "began before E3, ended after E4"
    bare = make_event("E1", None, None, spelled=spelled, **ends)
    long = make_event("E2", None, None, spelled=spelled, said="about 18 h", **ends)
    only = make_event("E5", None, None, extent=True, spelled="for about 2 h", said="about 2 h")
    point = make_event("E6", None, None, said="2024-05 UTC", spelled="May 2024")
    lengths = [SolvedClaim(f"{id_}.S1", id_, "lasted", "S1", "~18 h", "", None, None) for id_ in ("E2", "E5")]
    (events,) = timeline_tables(make_timeline(bare, long, only, point, claims=tuple(lengths)))
    assert [row[1] for row in events.rows] == [*[f"began by {FOUR}, not over before {FIVE}"] * 2, *["not known"] * 2]
    assert [row[2] for row in events.rows] == [spelled, f"{spelled}; about 18 h", "for about 2 h", "2024-05 UTC"]
