"""Sheets of paper, and how large a figure is printed: no word smaller than six points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Shape, Text

PAPERS: Final = ("a4", "letter")
"""Sizes of paper for a report."""

SMALLEST: Final = 6.0
"""Points; smaller words are not printed."""

TOP: Final = 54.0
SIDE: Final = 45.0
BOTTOM: Final = 42.0
"""Margins of a page, in points; the classification stands in the upper one, the number of the page in the lower."""

_NARROW_SIDE: Final = 31.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper.

    Parameters
    ----------
    name : str
        Of the kind of page in the style sheet; empty for the common one.
    width, height : float
        In points.
    side : float
        Margin left and right, in points.
    """

    name: str
    width: float
    height: float
    side: float = SIDE

    @property
    def inner(self) -> tuple[float, float]:
        """Width and height between the margins."""
        return self.width - 2 * self.side, self.height - TOP - BOTTOM


def _sheets(short: float, long: float, longest: float) -> tuple[Sheet, ...]:
    return (
        Sheet("", short, long),
        Sheet("wide", long, short, _NARROW_SIDE),
        Sheet("large", longest, long, _NARROW_SIDE),
        Sheet("tall", long, longest, _NARROW_SIDE),
    )


SHEETS: Final[Mapping[str, tuple[Sheet, ...]]] = MappingProxyType(
    {"a4": _sheets(595.28, 841.89, 1190.55), "letter": _sheets(612.0, 792.0, 1224.0)}
)
"""By paper: the common sheet, the same one turned, and the next larger size (A3, tabloid) both ways."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a figure on a sheet of its own.

    Parameters
    ----------
    sheet : Sheet
        Where it is printed.
    scene : Scene
        The figure.
    top, bottom : float
        What of it is printed, in its own units.
    scale : float
        Points for each unit.
    """

    sheet: Sheet
    scene: Scene
    top: float
    bottom: float
    scale: float


def parts(scene: Scene, paper: str, taken: float) -> tuple[Part, ...]:
    """Return how a figure is printed.

    Parameters
    ----------
    scene : Scene
        The figure.
    paper : str
        A key of ``SHEETS``.
    taken : float
        Height that the heading above it takes on its sheet, in points.

    Returns
    -------
    tuple of Part
        One where the figure fits on a sheet with no word below six points: the common paper turned, or else
        the next larger size. A figure too tall for that is cut between its lines.
    """
    needed = SMALLEST / min((text.size for text in scene.texts()), default=SMALLEST)
    turned = SHEETS[paper][1:]
    for sheet in turned:
        width, height = sheet.inner
        scale = min(width / scene.width, (height - taken) / scene.height)
        if scale >= needed:
            return (Part(sheet, scene, 0, scene.height, scale),)
    sheet = turned[-1]
    scale = sheet.inner[0] / scene.width
    room = (sheet.inner[1] - taken) / scale
    return tuple(Part(sheet, scene, top, bottom, scale) for top, bottom in _cuts(scene, room))


def _cuts(scene: Scene, room: float) -> Iterator[tuple[float, float]]:
    """Yield stretches of a figure that are no taller than ``room``, cut where no mark or word stands."""
    kept = sorted((top, bottom) for top, bottom in map(_whole, scene.shapes) if bottom - top <= room / 4)
    top = 0.0
    while scene.height - top > room:
        bottom = top + room
        for low, high in reversed(kept):
            if low < bottom < high:
                bottom = low
        bottom = bottom if bottom > top else top + room
        yield top, bottom
        top = bottom
    yield top, scene.height


def _whole(shape: Shape) -> tuple[float, float]:
    """Return top and bottom of a shape; a line may be cut, so it has no height."""
    if isinstance(shape, Line):
        return 0.0, 0.0
    return extent(shape)


def extent(shape: Shape) -> tuple[float, float]:
    """Return top and bottom of a shape."""
    match shape:
        case Rect():
            return shape.y, shape.y + shape.height
        case Circle():
            return shape.y - shape.radius, shape.y + shape.radius
        case Text():
            return shape.pad_box[1], shape.pad_box[3]
        case Line() | Polygon():
            return min(y for _, y in shape.points), max(y for _, y in shape.points)


def part_scene(part: Part) -> Scene:
    """Return only what of a figure stands on one sheet, in the figure's own units.

    Parameters
    ----------
    part : Part
        A part of a figure.

    Returns
    -------
    Scene
        With the shapes that reach into the part, and no word of another one.
    """
    inside = (s for s in part.scene.shapes if extent(s)[1] > part.top and extent(s)[0] < part.bottom)
    return replace(part.scene, shapes=tuple(inside))
