from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rca.case.records import CaseFile
from rca.drawing.audit import problems
from rca.timeline.results import SolvedEvent, TimelineResult
from rca.timeline.slide import HEIGHT, MOST, timeline_slide

MINUTE = 60_000_000
DAY = 1440 * MINUTE
Make = Callable[..., SolvedEvent]
MakeTimeline = Callable[..., TimelineResult]
START = 1_594_800_000_000_000


def exact(make: Make, id_: str, minute: int, **more: object) -> SolvedEvent:
    at = START + minute * MINUTE
    return make(id_, at, at + MINUTE - 1, best=at, sign="exact", **more)


def test_the_busy_stretch_is_shown_and_far_events_are_not(
    make_event: Make, make_timeline: MakeTimeline, case: CaseFile
) -> None:
    near = [exact(make_event, f"E{n}", 10 * n) for n in range(1, 6)]
    far = [exact(make_event, "E8", 400 * 1440), exact(make_event, "E9", 900 * 1440)]
    drawn = timeline_slide(make_timeline(*near, *far), case)
    assert drawn is not None
    assert drawn.events == ("E1", "E2", "E3", "E4", "E5")


def test_milestones_come_before_other_events(make_event: Make, make_timeline: MakeTimeline, case: CaseFile) -> None:
    many = [exact(make_event, f"E{n}", n, lane=f"lane {n % 3}") for n in range(1, 40)]
    mile = exact(make_event, "E50", 41, milestone="contained")
    drawn = timeline_slide(make_timeline(*many, mile), case)
    assert drawn is not None
    assert "E50" in drawn.events
    assert len(drawn.events) <= MOST


def test_the_length_between_two_events_is_marked(make_event: Make, make_timeline: MakeTimeline, case: CaseFile) -> None:
    events = [exact(make_event, f"E{n}", 20 * n) for n in range(1, 6)]
    drawn = timeline_slide(make_timeline(*events), case, ("E1", "E4", "60 min"))
    assert drawn is not None
    words = ["".join(span.text for span in text.spans) for text in drawn.scene.texts()]
    assert "60 min" in words
    assert not problems(drawn.scene)


def test_events_without_a_time_give_no_picture(make_event: Make, make_timeline: MakeTimeline, case: CaseFile) -> None:
    assert timeline_slide(make_timeline(), case) is None
    assert timeline_slide(make_timeline(make_event("E1", None, None, sign="none")), case) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_picture_is_broken(
    make_event: Make, make_timeline: MakeTimeline, case: CaseFile, data: st.DataObject
) -> None:
    events = []
    for number in range(data.draw(st.integers(1, 16))):
        start = START + data.draw(st.integers(0, 3 * 1440)) * MINUTE
        doubt = data.draw(st.sampled_from([0, 5, 60, 600, 1440])) * MINUTE
        label = data.draw(st.text("abc mW", min_size=1, max_size=50))
        lane = data.draw(st.sampled_from(["company", "press", "attacker"]))
        sign = "within" if doubt else "exact"
        best = None if doubt else start
        events.append(
            make_event(f"E{number}", start, start + doubt + MINUTE - 1, best=best, label=label, lane=lane, sign=sign)
        )
    events.sort(key=lambda event: event.start.earliest or 0)
    drawn = timeline_slide(make_timeline(*events), case)
    if drawn is not None:
        assert not problems(drawn.scene)
        assert len(drawn.events) <= MOST
        assert drawn.scene.height <= HEIGHT or len(drawn.events) == 1
