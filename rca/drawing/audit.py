"""What is wrong with a picture: words that overlap, leave the page or their box, or are hard to read.

The rules hold for any scene, so layouts are tested, and exports checked, by the same code. A text whose
``group`` is also the group of closed shapes must lie inside them. No text touches a line of group ``break``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from rca.drawing.contrast import contrast, ground_under, inside
from rca.drawing.palette import DARK, LIGHT
from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Shape, Text
from rca.drawing.words import TINY, spans_width

Box = tuple[float, float, float, float]

LEAST_CONTRAST: Final = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of normal size."""
_SLACK: Final = 0.5


def problems(scene: Scene) -> tuple[str, ...]:
    """Return what is wrong with a picture, in words.

    Parameters
    ----------
    scene : Scene
        The picture.

    Returns
    -------
    tuple of str
        Empty where nothing is wrong.

    Examples
    --------
    >>> from rca.drawing.scene import Span
    >>> from rca.drawing.words import text_line
    >>> problems(Scene(30, 20, "", "", (text_line(10, 12, [Span("too long")]),)))
    ("'too long' leaves the page",)
    """
    tokens = tuple(_unknown_tokens(scene))
    if tokens:
        return tokens  # without colours the rest cannot be judged
    return (
        *(f"{_name(text)} is smaller than {TINY:g}" for text in scene.texts() if text.size < TINY),
        *(f"{_name(text)} is wider than it says" for text in scene.texts() if _understated(text)),
        *(f"{_name(text)} leaves the page" for text in scene.texts() if not _within(text.box, _page(scene))),
        *(f"{_name(one)} overlaps {_name(two)}" for one, two in overlaps(scene)),
        *_out_of_their_boxes(scene),
        *_crossed(scene),
        *_hard_to_read(scene),
    )


def overlaps(scene: Scene) -> tuple[tuple[Text, Text], ...]:
    """Return the pairs of texts whose boxes overlap by more than half a unit.

    Parameters
    ----------
    scene : Scene
        The picture.

    Returns
    -------
    tuple of pairs of Text
        In painting order.
    """
    texts = sorted(enumerate(scene.texts()), key=lambda item: item[1].box[1])
    found: list[tuple[int, int]] = []
    for place, (first, one) in enumerate(texts):
        for second, two in texts[place + 1 :]:
            if two.box[1] >= one.box[3] - _SLACK:
                break
            if _touch(one.box, two.box, -_SLACK):
                found.append((min(first, second), max(first, second)))
    every = scene.texts()
    return tuple((every[first], every[second]) for first, second in sorted(found))


def _unknown_tokens(scene: Scene) -> Iterator[str]:
    for shape in scene.shapes:
        if isinstance(shape, Text):
            used: list[str | None] = [shape.pad, *(span.color for span in shape.spans)]
        else:
            used = [shape.style.fill, shape.style.stroke]
        yield from (
            f"{token!r} is no token of the palette" for token in used if token is not None and token not in LIGHT
        )


def _understated(text: Text) -> bool:
    return spans_width(text.spans, text.size) > text.width + _SLACK


def _out_of_their_boxes(scene: Scene) -> Iterator[str]:
    frames: dict[str, Box] = {}
    for shape in scene.shapes:
        if shape.group and isinstance(shape, Rect | Polygon | Circle):
            box = bounding_box(shape)
            known = frames.get(shape.group, box)
            frames[shape.group] = (*map(min, known[:2], box[:2]), *map(max, known[2:], box[2:]))  # type: ignore[assignment]
    for text in scene.texts():
        if text.group in frames and not _within(text.box, frames[text.group]):
            yield f"{_name(text)} leaves the box {text.group}"


def _crossed(scene: Scene) -> Iterator[str]:
    """Yield texts that a line crosses: later lines always, earlier ones where no ground lies between."""
    shapes = scene.shapes
    texts = [(order, shape) for order, shape in enumerate(shapes) if isinstance(shape, Text)]
    for at, line in enumerate(shapes):
        if not isinstance(line, Line):
            continue
        for order, text in texts:
            if not _line_meets(line, text.box):
                continue
            if line.group == "break":
                yield f"{_name(text)} crosses an axis break"
            elif order < at:
                yield f"{_name(text)} has a line drawn over it"
            elif text.pad is None and not any(_covers(shape, text.box) for shape in shapes[at + 1 : order]):
                yield f"{_name(text)} stands on a line without a ground"


def _hard_to_read(scene: Scene) -> Iterator[str]:
    for order, text in enumerate(scene.shapes):
        if not isinstance(text, Text):
            continue
        for scheme, colors in (("light", LIGHT), ("dark", DARK)):
            grounds = ground_under(scene.shapes[:order], text, colors)
            worst = min(
                (contrast(colors[span.color], ground) for span in text.spans for ground in grounds),
                default=math.inf,
            )
            if worst < LEAST_CONTRAST:
                yield f"{_name(text)} has a contrast of {worst:.1f}:1 ({scheme})"


def bounding_box(shape: Shape) -> Box:
    """Return left, top, right and bottom of a shape, without its stroke.

    Parameters
    ----------
    shape : Shape
        Any shape of a scene.

    Returns
    -------
    tuple of float
        Left, top, right, bottom.
    """
    match shape:
        case Rect():
            return shape.x, shape.y, shape.x + shape.width, shape.y + shape.height
        case Circle():
            r = shape.radius
            return shape.x - r, shape.y - r, shape.x + r, shape.y + r
        case Text():
            return shape.box
        case Line() | Polygon():
            xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            return min(xs), min(ys), max(xs), max(ys)


def _page(scene: Scene) -> Box:
    return 0.0, 0.0, scene.width, scene.height


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - _SLACK
        and inner[1] >= outer[1] - _SLACK
        and inner[2] <= outer[2] + _SLACK
        and inner[3] <= outer[3] + _SLACK
    )


def _touch(one: Box, two: Box, slack: float) -> bool:
    return one[0] < two[2] + slack and two[0] < one[2] + slack and one[1] < two[3] + slack and two[1] < one[3] + slack


def _covers(shape: Shape, box: Box) -> bool:
    """Return whether a shape hides all that lies under a box; polygons are taken to be convex."""
    if not isinstance(shape, Rect | Polygon) or not shape.style.fill or shape.style.opacity != 1:
        return False
    if isinstance(shape, Rect):
        return _within(box, bounding_box(shape))
    left, top, right, bottom = box
    return all(inside(shape.points, place) for place in ((left, top), (right, top), (right, bottom), (left, bottom)))


def _line_meets(line: Line, box: Box) -> bool:
    inner = (box[0] + _SLACK, box[1] + _SLACK, box[2] - _SLACK, box[3] - _SLACK)
    return any(_segment_meets(start, end, inner) for start, end in pairwise(line.points))


def _segment_meets(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Return whether a segment enters a box (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        delta = end[axis] - start[axis]
        near, far = box[axis] - start[axis], box[axis + 2] - start[axis]
        if delta == 0:
            if near > 0 or far < 0:
                return False
            continue
        one, two = sorted((near / delta, far / delta))
        low, high = max(low, one), min(high, two)
    return low <= high


def _name(text: Text) -> str:
    return repr("".join(span.text for span in text.spans).strip())
