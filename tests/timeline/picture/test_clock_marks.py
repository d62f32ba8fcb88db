"""A clock that was set right shows before and after; where the two cannot be told apart, words say it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rca.case.records import CaseFile, CaseHead, TimelineFile
from rca.drawing.audit import problems
from rca.drawing.scene import Circle, Line, Scene
from rca.timeline.layout import timeline_scene
from rca.timeline.results import SolvedClaim

SECOND = 1_000_000
MINUTE = 60 * SECOND
Make = Callable[..., Any]
WORDS = "Clock of S1 set right: shown minus true time is 10 min .. 12 min, accepted by desk."


def with_clock(
    case: CaseFile, offset: str = "10 min .. 12 min", *, accepted: bool = True, row: str = "S1:4"
) -> CaseFile:
    head = {
        "schema": "rca-case/1",
        "id": "x",
        "title": "x",
        "state": "draft",
        "summary": "x",
        "sources": [{"id": "S1", "kind": "export", "title": "Audit log", "clock": "audit"}],
    }
    clock: dict[str, Any] = {"id": "audit", "offset": offset, "basis": "estimated"}
    if accepted:
        clock["accepted"] = {"by": "desk", "on": "2024-06-01"}
    events = [{"id": "E1", "text": "x", "at": [{"row": row}]}, {"id": "E2", "text": "y", "at": [{"when": "unknown"}]}]
    timeline = TimelineFile.model_validate({"clocks": [clock], "events": events})
    return CaseFile(case.path, CaseHead.model_validate(head), timeline, case.causes, case.actions, case.waivers)


@pytest.fixture
def drawn(case: CaseFile, make_event: Make, make_timeline: Make, make_instant: Make) -> Callable[..., Scene]:
    """Draw an event at 10:00, that the clock of its row put at 10:11, beside another hours away."""

    def draw(known: CaseFile | None = None, hours: int = 3, **more: Any) -> Scene:
        at = make_instant("2024-05-05T10:00")
        one = make_event("E1", at - MINUTE, at + MINUTE, best=at, sign="exact", said="raw", label="Rule off")
        two = make_event(
            "E2", at + hours * 60 * MINUTE, at + hours * 60 * MINUTE, best=at + hours * 60 * MINUTE, sign="exact"
        )
        claim = SolvedClaim("E1.S1", "E1", "at", "S1", "raw", "raw", at - MINUTE, at + MINUTE, binding=True)
        result = make_timeline(one, two, claims=(claim,))
        scene = timeline_scene(result, with_clock(case) if known is None else known, **more)
        assert problems(scene) == ()
        return scene

    return draw


def ring(scene: Scene) -> Circle | None:
    """Return the ring in the lanes; that of the legend stands lower."""
    rings = [shape for shape in scene.shapes if isinstance(shape, Circle) and shape.style.stroke == "ochre"]
    return min(rings, key=lambda shape: shape.y) if rings else None


def told(scene: Scene) -> str:
    return " ".join("".join(span.text for span in text.spans) for text in scene.texts()).replace("\u00a0", " ")


def test_a_ring_stands_where_the_clock_put_it_and_an_arrow_leads_to_the_mark(drawn: Callable[..., Scene]) -> None:
    scene = drawn()
    found = ring(scene)
    dot = next(shape for shape in scene.shapes if isinstance(shape, Circle) and shape.style.fill == "blue")
    arrows = [s for s in scene.shapes if isinstance(s, Line) and s.style.stroke == "ochre" and s.points[0][1] == dot.y]
    assert found is not None
    assert found.y == dot.y
    assert found.x > dot.x, "the clock was ahead"
    assert arrows
    assert found.x > arrows[0].points[0][0] > arrows[0].points[-1][0] > dot.x
    words = told(scene)
    assert "where its clock put it" in words
    assert WORDS in words


def test_where_the_two_cannot_be_told_apart_words_say_it(drawn: Callable[..., Scene]) -> None:
    scene = drawn(hours=400)
    assert ring(scene) is None
    assert WORDS in told(scene)


def test_a_clock_that_nobody_accepted_moves_nothing(case: CaseFile, drawn: Callable[..., Scene]) -> None:
    scene = drawn(with_clock(case, accepted=False))
    assert ring(scene) is None
    assert "set right" not in told(scene)


def test_a_time_that_rests_on_words_was_not_moved(case: CaseFile, drawn: Callable[..., Scene]) -> None:
    assert ring(drawn(with_clock(case, row="S9:1"))) is None


def test_a_ring_outside_of_the_window_is_left_out(drawn: Callable[..., Scene], make_instant: Make) -> None:
    first = make_instant("2024-05-05T09:55")
    inside = drawn(window=(first, first + 30 * MINUTE))
    assert ring(inside) is not None
    outside = drawn(window=(first, first + 8 * MINUTE))
    assert ring(outside) is None


@pytest.mark.parametrize(("offset", "shift"), [("10 min .. 12 min", -11), ("-11 min", 11)])
def test_rows_are_counted_where_they_are_once_the_clock_is_right(
    case: CaseFile, make_bulk: Make, make_timeline: Make, offset: str, shift: int
) -> None:
    (table,) = make_bulk(2_000, 1)
    moved = with_clock(case, offset)
    first, last = (int(table.kept["t_best_us"][place].as_py()) for place in (0, -1))
    window = (first + shift * MINUTE, last + shift * MINUTE)
    words = told(timeline_scene(make_timeline(), moved, exports=(table,), window=window))
    assert "2,000 rows" in words
    assert "off the axis" not in words
    # At a scale of minutes the outline of what the clock showed differs from the bars; at one of days it does not.
    assert "Dashed outline" not in words
    near = (first + 600 * MINUTE, first + 660 * MINUTE)
    scene = timeline_scene(make_timeline(), moved, exports=(table,), window=near)
    assert problems(scene) == ()
    assert "Dashed outline" in told(scene)
