"""The strip of no time: who belongs there, and how distances are drawn between them."""

from __future__ import annotations

from collections.abc import Callable

from rca.drawing.audit import problems
from rca.drawing.scene import Rect, Scene, Text
from rca.timeline.picture.strip import entries, strip_shapes, timeless
from rca.timeline.results import SolvedEvent

Make = Callable[..., SolvedEvent]


def strip(*events: SolvedEvent, width: float = 1200) -> Scene:
    shapes, bottom = strip_shapes(entries(events, ()), 108, width, 0)
    scene = Scene(width, bottom, "", "", tuple(shapes))
    assert problems(scene) == ()
    return scene


def words(scene: Scene) -> list[str]:
    return ["".join(span.text for span in text.spans) for text in scene.texts()]


def test_what_hangs_on_an_event_without_time_has_none_either(make_event: Make) -> None:
    base = make_event("E1", None, None, sign="none")
    hung = make_event("E2", None, "2024-05-05T10:00", sign="relative", said="1 h after E1", anchor_of="E1")
    deeper = make_event("E3", None, None, sign="relative", said="1 h after E2", anchor_of="E2")
    placed = make_event("E4", "2024-05-05T10:00", "2024-05-05T11:00", sign="relative", anchor_of="E1")
    assert [event.id for event in timeless([deeper, hung, base, placed])] == ["E3", "E2", "E1"]


def test_distances_are_told_on_the_line(make_event: Make) -> None:
    base = make_event("E1", None, None, sign="none", label="First")
    said = ("20..30 min after E1", "at least 2 d before E1", "shortly after E1", "within 1 h of E1")
    hung = [
        make_event(f"E{n}", None, None, sign="relative", said=text, anchor_of="E1", label=f"Next {n}")
        for n, text in enumerate(said, 2)
    ]
    told = words(strip(base, *hung))
    assert {"20 to 30 min later", "at least 2 d earlier", "shortly later", "at most 1 h apart"} <= set(told)
    assert sum("Next" in each for each in told) == 4


def test_circles_of_anchors_end(make_event: Make) -> None:
    one = make_event("E1", None, None, sign="relative", said="1 h after E2", anchor_of="E2")
    two = make_event("E2", None, None, sign="relative", said="1 h after E1", anchor_of="E1")
    own = make_event("E3", None, None, sign="relative", said="1 h after E3", anchor_of="E3")
    assert len([shape for shape in strip(one, two, own).shapes if isinstance(shape, Rect) and shape.width == 11]) == 3


def test_a_long_chain_and_long_words_stay_inside(make_event: Make) -> None:
    chain = [
        make_event(
            f"E{n}",
            None,
            None,
            sign="relative",
            said=f"1 h after E{n - 1}",
            anchor_of=f"E{n - 1}",
            label="word " * n,
        )
        for n in range(2, 25)
    ]
    root = make_event("E1", None, None, sign="none", label="root " * 60)
    for width in (600, 1200):
        scene = strip(root, *chain, width=width)
        assert sum(isinstance(shape, Text) for shape in scene.shapes) > 24
