"""At any size: clean words, few marks in each lane, nothing lost in counting, windows and lanes by source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from rca.case.records import CaseFile, CaseHead
from rca.drawing.audit import problems
from rca.drawing.scene import Line, Rect, Scene, Text
from rca.drawing.svg import scene_svg
from rca.timeline.layout import MOST_PROOFS, timeline_scene
from rca.timeline.picture.density import MOST_BARS
from rca.timeline.results import Disagreement, SolvedClaim
from rca.timeline.slide import timeline_slide

MINUTE = 60_000_000
HOUR = 60 * MINUTE
MOST_MARKS = 200
Make = Callable[..., Any]


@pytest.fixture
def named(case: CaseFile) -> CaseFile:
    """The made-up case with four sources."""
    titles = ("Tickets", "Chat", "An audit log with a title that is much too long for a lane", "Pager")
    head = CaseHead.model_validate(
        {
            "schema": "rca-case/1",
            "id": "made-up",
            "title": "A made-up case",
            "state": "draft",
            "summary": "x",
            "zones": {"PT": "America/Los_Angeles"},
            "sources": [{"id": f"S{n}", "kind": "export", "title": title} for n, title in enumerate(titles, 1)],
        }
    )
    return CaseFile(case.path, head, case.timeline, case.causes, case.actions, case.waivers)


def clean(scene: Scene) -> Scene:
    assert problems(scene) == ()
    counts = marks_in_lanes(scene)
    assert counts, "a picture has lanes"
    assert max(counts.values()) <= MOST_MARKS
    return scene


def marks_in_lanes(scene: Scene) -> Counter[int]:
    """Count for each lane what is drawn on its ground and is neither ground nor words."""
    grounds = sorted({(s.y, s.y + s.height) for s in scene.shapes if isinstance(s, Rect) and s.style.fill == "panel"})
    counts: Counter[int] = Counter(dict.fromkeys(range(len(grounds)), 0))
    for shape in scene.shapes:
        if isinstance(shape, Text) or (isinstance(shape, Rect) and shape.style.fill == "panel"):
            continue
        if isinstance(shape, Line) and shape.style.stroke in {"rule", "grey"}:
            continue  # grid and breaks
        ys = [y for _, y in shape.points] if hasattr(shape, "points") else [shape.y]
        counts.update(lane for lane, (top, bottom) in enumerate(grounds) if top <= min(ys) and max(ys) <= bottom)
    return counts


def told(scene: Scene) -> list[str]:
    return ["".join(span.text for span in text.spans).replace("\u00a0", " ") for text in scene.texts()]


def counted(scene: Scene, noun: str) -> int:
    """Return the sum of what all strips say that they hold, on the axis and off it."""
    held = re.compile(rf"([\d,]+) (more )?{noun}s?\b(?!.*(window|counted))|([\d,]+) of [\d,]+ ")
    matches = [match for words in told(scene) if (match := held.match(words))]
    return sum(int((match[1] or match[4]).replace(",", "")) for match in matches)


@pytest.mark.parametrize("width", [600, 960, 1200, 2000])
@pytest.mark.parametrize(
    ("events", "rows"), [(30, 0), (30, 4_000), (160, 0), (2_000, 0), (2_000, 200_000), (0, 200_000)]
)
def test_any_size_is_clean_and_the_same_twice(
    named: CaseFile, make_crowd: Make, make_bulk: Make, events: int, rows: int, width: int
) -> None:
    result, exports = make_crowd(events), make_bulk(rows) if rows else ()
    scene = clean(timeline_scene(result, named, width=width, exports=exports))
    assert scene_svg(scene) == scene_svg(timeline_scene(make_crowd(events), named, width=width, exports=exports))


def test_every_event_is_told_counted_or_said_to_be_left_out(named: CaseFile, make_crowd: Make) -> None:
    result = make_crowd(2_000)
    scene = timeline_scene(result, named)
    words = told(scene)
    in_words = sum(any(re.search(rf"\b{event.id}\b", each) for each in words) for event in result.events)
    waiting = sum(event.sign == "none" for event in result.events) - 24
    assert f"Not drawn: {waiting} entries without a time." in " ".join(words)
    assert in_words + counted(scene, "event") + waiting == 2_000
    milestones = [event.id for event in result.events if event.milestone]
    assert len(milestones) == 14
    assert all(any(re.search(rf"\b{id_}\b", each) for each in words) for id_ in milestones)
    assert any(each.startswith("Told in words: milestones, what sources contradict") for each in words)
    assert f"{2_000 - in_words - waiting:,} more events are counted in bars." in scene.description


def test_every_row_is_counted(named: CaseFile, make_bulk: Make, make_crowd: Make) -> None:
    exports = make_bulk(40_000)
    for events in (0, 30):
        assert counted(timeline_scene(make_crowd(events), named, exports=exports), "row") == 40_000


def test_an_empty_export_has_a_lane_that_says_so(named: CaseFile, make_crowd: Make, make_bulk: Make) -> None:
    (empty,) = make_bulk(0, 1)
    scene = clean(timeline_scene(make_crowd(30), named, exports=(empty,)))
    assert "no row" in told(scene)
    alone = timeline_scene(make_crowd(0), named, exports=(empty,))
    assert "No event of this case has a time." in told(alone)


def test_rows_in_a_doubled_hour_are_said_to_be(named: CaseFile, make_crowd: Make, make_bulk: Make) -> None:
    (table,) = make_bulk(100, 1)
    doubled = table.kept.set_column(1, "t_basis", [["fold"] * 40 + ["zone"] * 60])
    scene = clean(timeline_scene(make_crowd(0), named, exports=(replace(table, kept=doubled),)))
    assert "40 rows of S1 Tickets lie in an hour that their clock showed twice" in " ".join(told(scene))


def test_bars_are_as_high_as_their_counts(named: CaseFile, make_crowd: Make, make_bulk: Make) -> None:
    (table,) = make_bulk(1_000, 1)
    scene = timeline_scene(make_crowd(0), named, exports=(table,))
    bars = [shape for shape in scene.shapes if isinstance(shape, Rect) and shape.style.fill == "ink2"]
    assert 1 < len(bars) <= MOST_BARS + 2
    assert max(bar.height for bar in bars) == pytest.approx(22)
    assert len({round(bar.y + bar.height, 6) for bar in bars}) == 1, "all stand on one base line"
    at_most = next(int(match[1]) for each in told(scene) if (match := re.search(r"at most (\d+) in", each)))
    assert min(bar.height for bar in bars) >= 1.5
    assert sum(bar.height for bar in bars) == pytest.approx(22 * 1_000 / at_most, rel=0.1)


@pytest.mark.parametrize("events", [30, 2_000])
def test_a_window_shows_what_lies_in_it(named: CaseFile, make_crowd: Make, make_bulk: Make, events: int) -> None:
    result = make_crowd(events)
    first = min(event.start.best for event in result.events if event.start.best is not None) + 6 * HOUR
    window = (first, first + 4 * HOUR)
    scene = clean(timeline_scene(result, named, window=window, exports=make_bulk(4_000)))
    words = told(scene)
    shown = [
        event
        for event in result.events
        if event.start.best is not None and not event.extent and window[0] <= event.start.best <= window[1]
    ]
    assert shown
    if events == 30:
        assert all(any(re.search(rf"\b{event.id}\b", each) for each in words) for event in shown)
        outside = [event for event in result.events if event.start.best is not None and event not in shown]
        assert not any(re.search(rf"\b{event.id}\b", each) for event in outside if not event.extent for each in words)
    assert not any("No time stated" in each for each in words)
    assert any("outside of the window" in each for each in words)


def test_what_is_only_bounded_is_in_every_window_that_its_bounds_reach(
    named: CaseFile, make_event: Make, make_timeline: Make, make_instant: Make
) -> None:
    at = make_instant("2024-05-05T10:00")
    wide = make_event("E1", at, at + 2 * HOUR, best=at + 1, sign="within", label="In the doubled hour")
    sharp = make_event("E2", at, at + 2 * HOUR, best=at + 1, sign="about", label="At ten or so")
    scene = clean(timeline_scene(make_timeline(wide, sharp), named, window=(at + HOUR, at + 90 * MINUTE)))
    assert any("In the doubled hour" in each for each in told(scene))
    assert not any("At ten" in each for each in told(scene))


def test_a_case_has_one_axis_whatever_its_lanes_are(named: CaseFile, make_event: Make, make_timeline: Make) -> None:
    busy = [
        replace(
            make_event(f"E{n}", f"2024-05-05T1{n}:00", f"2024-05-05T1{n}:01", sources=(f"S{n % 4 + 1}",)), sign="within"
        )
        for n in range(8)
    ]
    far = make_event("E9", "2021-03-02T00:00", "2021-03-03T00:00", said="2021-03-02")
    result = make_timeline(far, *busy)

    def breaks(scene: Scene) -> list[float]:
        return [shape.points[0][0] for shape in scene.shapes if getattr(shape, "group", "") == "break"]

    by_actor, by_source = (clean(timeline_scene(result, named, lanes=lanes)) for lanes in ("actor", "source"))
    assert len(breaks(by_actor)) == len(breaks(by_source)) == 1


def test_a_window_without_events_is_an_empty_axis(named: CaseFile, make_crowd: Make, make_bulk: Make) -> None:
    late = 1_900_000_000_000_000
    scene = timeline_scene(make_crowd(30), named, window=(late, late + HOUR), exports=make_bulk(400, 1))
    assert problems(scene) == ()
    assert any(each.startswith("30 events outside") or "30 events outside" in each for each in told(scene))


def test_a_window_has_a_length(named: CaseFile, make_crowd: Make) -> None:
    with pytest.raises(ValueError, match="runs from an instant to a later one; got 1 Jan 1970 00:00 UTC to"):
        timeline_scene(make_crowd(3), named, window=(0, 0))


def test_lanes_by_source_are_those_on_whose_claims_times_rest(
    named: CaseFile, make_event: Make, make_timeline: Make, make_bulk: Make
) -> None:
    def event(id_: str, *sources: str) -> Any:
        made = make_event(
            id_, "2024-05-05T10:00", "2024-05-05T10:30", sources=sources, lane="desk", label=f"Done {id_}"
        )
        return replace(made, sign="within")

    def claim(event: str, source: str, binding: bool, rejected: bool = False) -> SolvedClaim:
        return SolvedClaim(f"{event}.{source}", event, "at", source, "x", "x", None, None, rejected, binding)

    result = make_timeline(
        event("E1", "S1", "S2"),
        event("E2", "S3"),
        event("E3"),
        claims=(
            claim("E1", "S1", False),
            claim("E1", "S4", True, True),
            claim("E1", "S2", True),
            claim("E2", "S3", True),
        ),
    )
    scene = clean(timeline_scene(result, named, lanes="source", exports=make_bulk(400, 1)))
    words = told(scene)
    heads = [each for each in words if each in {"S1 Tickets", "S2 Chat", "S3 export", "No source", "Desk"}]
    assert heads == ["S2 Chat", "S3 export", "No source", "S1 Tickets"]
    heights = {head: next(t.y for t in scene.texts() if t.spans[0].text == head) for head in heads}
    place = {
        each: next(t.y for t in scene.texts() if any(each in s.text for s in t.spans)) for each in ("E1", "E2", "E3")
    }
    assert heights["S2 Chat"] <= place["E1"] < heights["S3 export"] <= place["E2"] < heights["No source"] <= place["E3"]


def test_very_many_contradictions_and_phases_are_cut_and_said_to_be(
    named: CaseFile, make_crowd: Make, make_timeline: Make
) -> None:
    base = make_crowd(60)
    clash = base.conflicts[0]
    many = tuple(replace(clash, id=f"C{n}", subject=f"E{n}") for n in range(1, 41))
    phases = tuple(replace(base.phases[0], id=f"P{n}") for n in range(1, 300))
    scene = clean(timeline_scene(replace(base, conflicts=many, phases=phases), named))
    words = " ".join(told(scene))
    assert sum(each.startswith(("C1 ", "C2 ", "C12 ", "C13 ")) for each in told(scene)) == 3
    assert f"{299 - 12} shorter phases" in words
    assert f"{40 - MOST_PROOFS} contradictions" in words
    assert isinstance(many[0], Disagreement)


@pytest.mark.parametrize("events", [160, 2_000])
def test_very_many_lanes_become_few(named: CaseFile, make_crowd: Make, events: int) -> None:
    base = make_crowd(events)
    spread = tuple(replace(event, lane=f"person {n % 150}") for n, event in enumerate(base.events))
    result = replace(base, events=spread, lanes=tuple(f"person {n}" for n in range(150)))
    scene = clean(timeline_scene(result, named))
    assert len(marks_in_lanes(scene)) <= 21 + 1
    assert "All other" in told(scene)
    waiting = sum(event.sign == "none" for event in result.events)
    in_words = sum(any(re.search(rf"\b{event.id}\b", each) for each in told(scene)) for event in result.events)
    assert in_words + counted(scene, "event") + max(0, waiting - 24) == events


@pytest.mark.parametrize("events", [30, 2_000, 20_000])
def test_a_slide_of_any_size_is_clean(named: CaseFile, make_crowd: Make, events: int) -> None:
    slide = timeline_slide(make_crowd(events), named)
    assert slide is not None
    assert problems(slide.scene) == ()
    assert 4 <= len(slide.events) <= 12
