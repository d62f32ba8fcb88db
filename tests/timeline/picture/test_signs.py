"""One sign for each kind of doubt, and none narrower than the bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rca.drawing.audit import bounding_box
from rca.drawing.scene import Circle, Polygon, Rect
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.extents import drawable, frame_piece
from rca.timeline.picture.signs import Mark, point_mark
from rca.timeline.picture.ticks import scale_for
from rca.timeline.results import Bounds, SolvedEvent

HOUR = 3_600_000_000
Make = Callable[..., SolvedEvent]
SIGNS = ["exact", "about", "within", "either", "relative", "order"]


def panel(start: int = 0, end: int = 10 * HOUR) -> Panel:
    return Panel(start, end, 100, 1100, scale_for(start, end, 980), (start, end))


def drawn(mark: Mark) -> tuple[float, float]:
    boxes = [bounding_box(shape) for shape in mark.shapes]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@given(
    st.integers(0, 10 * HOUR),
    st.integers(0, 10 * HOUR),
    st.none() | st.integers(0, 100),
    st.sampled_from(SIGNS),
    st.booleans(),
)
def test_no_sign_is_narrower_than_its_bounds(one: int, two: int, best: int | None, sign: str, core: bool) -> None:
    low, high = sorted((one, two))
    at = None if best is None else low + (high - low) * best // 100
    bounds = Bounds(low, at, high)
    middle = (low + high) // 2
    event = SolvedEvent(
        id="E1", kind="event", text="x", label="x", lane="a", milestone=None, key=True, anchor=False, extent=False,
        start=bounds, end=bounds, sign=sign, said="", sources=(), claims=(),  # type: ignore[arg-type]
        core=(low, middle) if core else None, options=((low, middle), (middle, high)),
    )  # fmt: skip
    place = panel()
    mark = point_mark(event, place)
    left, right = drawn(mark)
    assert left <= place.x(low) + 0.01
    assert right >= place.x(high) - 0.01
    assert mark.left <= left + 1.2
    assert mark.right >= right - 1.2
    assert place.left <= mark.left
    assert mark.right <= place.right


@pytest.mark.parametrize(
    ("sign", "best", "shape"),
    [
        ("exact", 1, Circle),
        ("about", 1, Circle),
        ("within", None, Rect),
        ("either", None, Rect),
        ("relative", 1, Polygon),
    ],
)
def test_each_doubt_has_its_shape(make_event: Make, sign: str, best: int | None, shape: type) -> None:
    event = make_event("E1", HOUR, 3 * HOUR, sign=sign, best=None if best is None else 2 * HOUR)
    event = replace(event, options=((HOUR, HOUR), (3 * HOUR, 3 * HOUR)))
    mark = point_mark(event, panel())
    assert any(isinstance(each, shape) for each in mark.shapes)
    assert mark.signs[0] in {sign, "exact wide"}


def test_a_minute_is_a_dot_without_a_bar(make_event: Make) -> None:
    mark = point_mark(make_event("E1", HOUR, HOUR + 59_999_999, best=HOUR, sign="exact"), panel())
    (dot,) = mark.shapes
    assert isinstance(dot, Circle)
    assert mark.signs == ("exact",)


def test_within_has_no_dot_and_a_stated_core_is_darker(make_event: Make) -> None:
    event = replace(make_event("E1", HOUR, 5 * HOUR), core=(2 * HOUR, 4 * HOUR))
    mark = point_mark(event, panel())
    band, core = [shape for shape in mark.shapes if isinstance(shape, Rect)]
    assert not any(isinstance(shape, Circle) for shape in mark.shapes)
    assert band.style.opacity < core.style.opacity
    assert band.width > core.width
    assert "core" in mark.signs


@pytest.mark.parametrize(
    ("low", "high", "chevrons"),
    [(HOUR, 2 * HOUR, 0), (None, HOUR, 1), (HOUR, None, 1), (-HOUR, 20 * HOUR, 2)],
)
def test_a_bound_off_the_axis_or_never_stated_ends_in_a_chevron(
    make_event: Make, low: int | None, high: int | None, chevrons: int
) -> None:
    mark = point_mark(make_event("E1", low, high, sign="order"), panel())
    pointed = [shape for shape in mark.shapes if len(getattr(shape, "points", ())) == 3]
    assert len(pointed) == chevrons
    assert ("chevron" in mark.signs) == bool(chevrons)


def test_a_sign_without_what_it_needs_falls_back_to_plain_bounds(make_event: Make) -> None:
    assert point_mark(make_event("E1", HOUR, 2 * HOUR, sign="about"), panel()).signs == ("within",)
    assert point_mark(make_event("E1", HOUR, 2 * HOUR, sign="either"), panel()).signs == ("within",)
    assert "order" in point_mark(make_event("E1", None, 2 * HOUR, sign="within"), panel()).signs


def test_a_frame_is_tinted_where_it_certainly_went_on_and_pointed_where_it_may_not() -> None:
    start, end = Bounds(HOUR, None, 3 * HOUR), Bounds(6 * HOUR, 6 * HOUR, 6 * HOUR)
    place = panel()
    piece = frame_piece(place, start, end, height=10, stroke="blue", tint="bluet")
    assert piece is not None
    tinted = next(shape for shape in piece.shapes if isinstance(shape, Rect))
    assert tinted.x == pytest.approx(place.x(3 * HOUR))
    assert tinted.x + tinted.width == pytest.approx(place.x(6 * HOUR))
    assert (piece.left, piece.right) == (pytest.approx(place.x(HOUR)), pytest.approx(place.x(6 * HOUR)))
    assert piece.pointed
    assert piece.body[0] > piece.left
    assert piece.body[1] == piece.right


def test_an_extent_of_which_one_side_is_quite_unknown_has_no_frame() -> None:
    assert drawable(Bounds(None, None, None), Bounds(1, None, 2)) is None
    assert drawable(Bounds(None, None, 5), Bounds(7, None, None)) == (5, 7)
    assert drawable(Bounds(1, None, 5), Bounds(6, None, 9)) == (1, 9)
