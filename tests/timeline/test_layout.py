"""What a timeline figure shows: phases first, lanes in order, words at marks, what it leaves out and says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from rca.case.records import CaseFile
from rca.drawing.audit import problems
from rca.drawing.scene import Circle, Line, Rect, Scene, Text
from rca.drawing.svg import scene_svg
from rca.timeline.layout import MOST_ROWS, timeline_scene
from rca.timeline.results import (
    Bounds,
    Disagreement,
    Duration,
    SolvedClaim,
    SolvedEvent,
    SolvedPhase,
    TimelineResult,
)

Make = Callable[..., SolvedEvent]
Timeline = Callable[..., TimelineResult]
MINUTE = 60_000_000


def told(text: Text) -> str:
    return "".join(span.text for span in text.spans).replace("\u00a0", " ")


def texts(scene: Scene) -> list[str]:
    return [told(text) for text in scene.texts()]


def place(scene: Scene, words: str) -> Text:
    return next(text for text in scene.texts() if words in told(text))


def exact(make: Make, id_: str, time: str, **more: object) -> SolvedEvent:
    event = make(id_, time, time, best=time, sign="exact", **more)
    return replace(event, start=replace(event.start, latest=event.start.earliest + MINUTE - 1))


def draw(result: TimelineResult, case: CaseFile, **more: float) -> Scene:
    """Return a scene that is clean and the same twice."""
    scene = timeline_scene(result, case, **more)  # type: ignore[arg-type]
    assert problems(scene) == ()
    assert scene_svg(scene) == scene_svg(timeline_scene(result, case, **more))  # type: ignore[arg-type]
    return scene


def test_phases_come_first_then_lanes_in_the_order_of_the_file(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    one = exact(make_event, "E1", "2024-05-05T10:00", lane="press")
    two = exact(make_event, "E2", "2024-05-05T11:00", lane="attacker")
    phase = SolvedPhase("P1", "Calls", "E1", "E2", one.start, two.start, (None, None))
    scene = draw(make_timeline(one, two, phases=(phase,), lanes=("attacker", "press")), case)
    order = [words for words in texts(scene) if words in {"Phases", "Attacker", "Press"}]
    heights = [place(scene, words).y for words in ("Phases", "Attacker", "Press")]
    assert order == ["Phases", "Attacker", "Press"]
    assert heights == sorted(heights)
    assert "P1 Calls" in texts(scene)


def test_time_is_bold_words_are_plain_and_the_id_is_grey(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    early = exact(make_event, "E1", "2024-05-05T10:00", label="The first")
    late = exact(make_event, "E2", "2024-05-05T11:00", label="The last of them all")
    scene = draw(make_timeline(early, late), case)
    right, left = place(scene, "The first"), place(scene, "The last")
    assert told(right) == "10:00 The first E1"
    assert told(left) == "E2 The last of them all 11:00", "left of a mark the time touches the mark"
    assert [(span.bold, span.color) for span in right.spans] == [
        (True, "ink"),
        (False, "ink"),
        (False, "grey"),
    ]


def test_utc_is_the_first_axis_row_and_the_local_clock_the_second(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    events = [exact(make_event, f"E{hour}", f"2024-05-05T{hour:02}:00") for hour in range(19, 24)]
    scene = draw(make_timeline(*events, local_zone="Asia/Kolkata"), case)
    utc, local = place(scene, "UTC"), place(scene, "Kolkata")
    assert utc.y < local.y
    by_x = {(round(text.x), round(text.y)): told(text) for text in scene.texts() if text.anchor == "middle"}
    pairs = {by_x[x, y]: by_x[x, round(local.y)] for x, y in by_x if y == round(utc.y)}
    assert pairs["20:00"] == "01:30⁺¹"
    assert pairs["21:00"] == "02:30⁺¹"
    assert any("day after" in words for words in texts(scene))


def test_the_local_zone_may_be_an_alias_of_the_case(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    scene = draw(make_timeline(exact(make_event, "E1", "2024-05-05T10:00"), local_zone="PT"), case)
    assert "Los Angeles" in texts(scene)


def test_midnight_is_a_darker_line_with_the_new_date(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    events = [exact(make_event, "E1", "2024-05-05T20:00"), exact(make_event, "E2", "2024-05-06T04:00")]
    scene = draw(make_timeline(*events), case)
    dark = [shape for shape in scene.shapes if isinstance(shape, Line) and shape.style.stroke == "grey"]
    date = place(scene, "6 May")
    assert len(dark) == 1
    assert 0 < date.left - dark[0].points[0][0] < 10
    assert "5 May 2024, hour by hour" in texts(scene)


def test_a_year_apart_the_axis_breaks_and_says_so(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    busy = [exact(make_event, f"E{n}", f"2024-05-05T1{n}:00") for n in range(8)]
    far = make_event("E9", "2021-03-02T00:00", "2021-03-03T00:00", said="2021-03-02")
    scene = draw(make_timeline(far, *busy), case)
    breaks = [shape for shape in scene.shapes if getattr(shape, "group", "") == "break"]
    assert len(breaks) == 1
    assert any("the scale changes" in words for words in texts(scene))
    (points,) = [shape.points for shape in breaks if isinstance(shape, Line)]
    lanes = [shape for shape in scene.shapes if isinstance(shape, Rect) and shape.style.fill == "panel"]
    assert points[0][1] <= min(lane.y for lane in lanes)
    assert points[-1][1] >= max(lane.y + lane.height for lane in lanes) - 1


def test_evenly_spread_events_need_no_break(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    events = [exact(make_event, f"E{n}", f"2024-05-{n:02}T10:00") for n in range(1, 29)]
    scene = draw(make_timeline(*events), case)
    assert not [shape for shape in scene.shapes if getattr(shape, "group", "") == "break"]


def test_events_without_a_time_stand_in_the_strip_with_known_distances(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    base = make_event("E1", None, None, sign="none", label="Account taken")
    after = make_event(
        "E2",
        None,
        None,
        sign="relative",
        said="within 40 min after E1",
        anchor_of="E1",
        label="Address blocked",
    )
    scene = draw(make_timeline(base, after), case)
    assert "No event of this case has a time." in texts(scene)
    assert "No time stated" in texts(scene)
    assert "at most 40 min later" in texts(scene)
    assert place(scene, "Account taken").y == place(scene, "Address blocked").y
    assert "no time" in texts(scene), "the legend explains the square"


def test_a_case_without_events_is_a_picture_too(case: CaseFile, make_timeline: Timeline) -> None:
    scene = draw(make_timeline(), case)
    assert scene.title == "Timeline: A made-up case"
    assert scene.description == "0 events on the axis."


def test_only_key_events_are_drawn_when_there_are_too_many_and_the_foot_counts_the_rest(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    events = [exact(make_event, f"E{n}", f"2024-05-05T{n // 4:02}:{n % 4}5", key=n % 3 == 0) for n in range(60)]
    scene = draw(make_timeline(*events), case)
    dots = [shape for shape in scene.shapes if isinstance(shape, Circle)]
    assert any("Not drawn: 40 events that are not key." in words for words in texts(scene))
    assert len(dots) == 20 + 1, "and one in the legend"
    few = draw(make_timeline(*events[:20]), case)
    assert not any("Not drawn" in words for words in texts(few))


def test_many_key_events_share_rows_so_that_the_figure_stays_short(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    events = [exact(make_event, f"E{n}", f"2024-05-05T{n // 4:02}:{n % 4}5", label="Short") for n in range(90)]
    scene = draw(make_timeline(*events), case)
    assert sum("Short" in words for words in texts(scene)) == 90
    assert scene.height < 26 * MOST_ROWS


def test_a_claim_set_aside_stays_where_it_says_with_cross_number_and_zigzag(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    event = exact(make_event, "E1", "2024-05-05T15:10", label="Queue ran again")
    low = event.start.earliest - 50 * MINUTE
    claim = SolvedClaim("E1.S4", "E1", "at", "S4", "2024-05-05 14:20 UTC", "", low, low + MINUTE - 1, rejected=True)
    conflict = Disagreement(
        "C1", "E1", "When it ran", "contradicts", ("E1.S1", "E1.S4"), (), ("S1 says 15:10.", "S4 says 14:20."),
        False, "S4 set aside by the analyst", ("E1.S4",),
    )  # fmt: skip
    scene = draw(make_timeline(event, claims=(claim,), conflicts=(conflict,)), case)
    frame = next(s for s in scene.shapes if isinstance(s, Rect) and s.style.stroke == "plum" and s.style.dash)
    dot = next(shape for shape in scene.shapes if isinstance(shape, Circle))
    assert frame.x < dot.x
    assert place(scene, "C1").y > 0
    assert {"S1 says 15:10.", "S4 says 14:20.", "S4 set aside by the analyst."} <= set(texts(scene))
    assert any("Queue ran again" in words and "C1" in words for words in texts(scene))
    plum = [s for s in scene.shapes if isinstance(s, Line) and s.style.stroke == "plum" and len(s.points) > 4]
    assert plum, "a zigzag joins the two"


@pytest.mark.parametrize("grade", ["differs", "not comparable"])
def test_differences_are_never_plum(case: CaseFile, make_event: Make, make_timeline: Timeline, grade: str) -> None:
    event = exact(make_event, "E1", "2024-05-05T15:10", contested=False)
    low = event.start.earliest - 50 * MINUTE
    claim = SolvedClaim("E1.S4", "E1", "at", "S4", "", "", low, low + MINUTE, rejected=True)
    conflict = Disagreement(
        "C1",
        "E1",
        "When",
        grade,
        ("E1.S4",),
        (),
        ("Both hold.",),
        True,
        set_aside=("E1.S4",),  # type: ignore[arg-type]
    )
    svg = scene_svg(draw(make_timeline(event, claims=(claim,), conflicts=(conflict,)), case))
    body, _ = svg.split("How to read")
    assert "plum" not in body
    assert grade in body


def test_an_event_under_an_open_contradiction_is_contested_in_shape_and_word(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    event = make_event("E1", "2024-05-05T12:00", "2024-05-05T13:00", contested=True, claims=("E1.S1",))
    conflict = Disagreement(
        "C7",
        "E1",
        "When",
        "contradicts",
        ("E1.S1",),
        (("S1", "13:00"), ("S9", "noon")),
        ("S1 says 13:00.",),
        True,
    )
    scene = draw(make_timeline(event, conflicts=(conflict,)), case)
    label = place(scene, "contested C7")
    assert next(span for span in label.spans if "contested" in span.text).color == "plum"
    assert any("(open)" in words for words in texts(scene))
    assert "S9 says noon." in texts(scene), "an open contradiction gives every value with its source"
    assert [s for s in scene.shapes if isinstance(s, Line) and s.style.stroke == "plum" and len(s.points) > 4]


def test_a_long_proof_is_cut_to_three_lines_and_the_rest_is_counted(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    event = make_event("E1", "2024-05-05T12:00", "2024-05-05T13:00", contested=True, claims=("E1.S1",))
    proof = tuple(f"S{n} says E{n} came first." for n in range(1, 6))
    sides = (("S1", "before E2"), ("S5", "after E5"))
    conflict = Disagreement("C1", "E1", "When", "contradicts", ("E1.S1",), sides, proof, True)
    shown = " ".join(texts(draw(make_timeline(event, conflicts=(conflict,)), case)))
    assert "S3 says E3 came first. With 2 more claims, they cannot all hold." in shown
    assert "S4 says" not in shown
    assert "S5 says after E5." in shown, "a value of the event itself is never left out"


def test_what_a_row_shows_is_not_told_again_after_the_proof(
    case: CaseFile, make_event: Make, make_timeline: Timeline
) -> None:
    event = make_event("E1", "2024-05-05T12:00", "2024-05-05T13:00", contested=True, claims=("E1.S1",))
    proof = ("S5 says by 06:00.", "S1, row 70, shows 08:10:14 for E1.", "So both cannot hold.")
    sides = (("S1", "08:10:14"), ("S5", "by 06:00"))
    conflict = Disagreement("C1", "E1", "When", "contradicts", ("E1.S1",), sides, proof, True)
    shown = " ".join(texts(draw(make_timeline(event, conflicts=(conflict,)), case)))
    assert "So both cannot hold." in shown
    assert "S1 says" not in shown


def test_a_relative_event_hooks_on_to_its_anchor(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    anchor = exact(make_event, "E1", "2024-05-05T10:00")
    after = make_event(
        "E2", "2024-05-05T10:30", "2024-05-05T11:30", best="2024-05-05T11:00", sign="relative",
        said="1 h after E1", anchor_of="E1",
    )  # fmt: skip
    scene = draw(make_timeline(anchor, after), case)
    dot = next(shape for shape in scene.shapes if isinstance(shape, Circle))
    hook = next(s for s in scene.shapes if isinstance(s, Line) and s.style.dash == (2, 2))
    assert hook.points[0][0] == dot.x
    assert "1 h after E1" in told(place(scene, "1 h after"))


def test_a_phase_that_is_only_bounded_says_so(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    first, last = exact(make_event, "E1", "2024-05-05T20:00"), exact(make_event, "E2", "2024-05-06T01:00")
    known = exact(make_event, "E3", "2024-05-05T22:18").start
    end = exact(make_event, "E4", "2024-05-06T00:32").start
    ends = Bounds(None, None, known.latest), Bounds(known.latest, None, end.latest)
    phase = SolvedPhase("P4", "Block", "E1", "E2", *ends, (None, None))
    scene = draw(make_timeline(first, last, phases=(phase,)), case)
    assert any("began by 22:18, over by 00:32" in words for words in texts(scene))
    assert "phase; pointed or hollow: in doubt" in texts(scene)


def test_the_legend_explains_only_signs_that_occur(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    scene = draw(make_timeline(exact(make_event, "E1", "2024-05-05T10:00")), case)
    after = texts(scene)[texts(scene).index("How to read") :]
    assert after == ["How to read", "to the minute or closer"]


def test_the_finding_is_told_in_words(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    one, two = exact(make_event, "E1", "2024-05-05T10:00"), exact(make_event, "E2", "2024-05-05T12:00")
    length = Duration("occurred to contained", "E1", "E2", 119 * MINUTE, 121 * MINUTE, None)
    result = make_timeline(one, two, durations=(length,))
    assert draw(result, case).description == (
        "2 events on the axis, by lane: company. From 5 May 2024 10:00 to 5 May 2024 12:00 UTC. "
        "Occurred to contained: 1 h 59 min to 2 h 1 min."
    )


def test_a_narrow_page_is_refused_in_words(case: CaseFile, make_timeline: Timeline) -> None:
    with pytest.raises(ValueError, match="at least 600 units wide; got 300"):
        timeline_scene(make_timeline(), case, width=300)


def test_labels_are_wrapped_and_never_shortened(case: CaseFile, make_event: Make, make_timeline: Timeline) -> None:
    label = " ".join(f"word{number}" for number in range(40))
    events = [exact(make_event, f"E{n}", f"2024-05-05T1{n}:00", label=label) for n in range(4)]
    scene = draw(make_timeline(*events), case, width=600)
    body = " ".join(texts(scene))
    assert all(body.count(f"word{number} ") + body.count(f"word{number}") >= 4 for number in range(40))
