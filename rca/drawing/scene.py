"""A picture as a list of shapes in plain units, with colours as palette tokens.

Layouts of every room return a :class:`Scene`; ``svg.py`` and ``draw.py`` read it, and slides and boards can.
Units are those of a viewBox of the scene's width: 1200 for a page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Style:
    """How a shape is painted; colours are tokens of ``palette.py``, never colour values."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    round_ends: bool = False


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, with rounded corners where ``radius`` is above zero."""

    x: float
    y: float
    width: float
    height: float
    style: Style
    radius: float = 0.0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    style: Style
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line through two or more points."""

    points: tuple[tuple[float, float], ...]
    style: Style
    group: str = ""


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape through three or more points."""

    points: tuple[tuple[float, float], ...]
    style: Style
    group: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one weight and colour."""

    text: str
    color: str = "ink"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text, its baseline at ``y``.

    ``width`` is its measured width; with ``pad`` it lies on a ground of that colour token, so that lines
    below it do not cross the words.
    """

    x: float
    y: float
    spans: tuple[Span, ...]
    size: float
    width: float
    anchor: Literal["start", "middle", "end"] = "start"
    pad: str | None = None
    group: str = ""

    @property
    def left(self) -> float:
        """The left edge."""
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the words."""
        return self.left, self.y - self.size * 0.8, self.left + self.width, self.y + self.size * 0.25

    @property
    def pad_box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the ground under the words: 3 units more on every side."""
        left, top, right, bottom = self.box
        return left - 3, top - 3, right + 3, bottom + 3


Shape = Rect | Circle | Line | Polygon | Text


@dataclass(frozen=True)
class Scene:
    """A whole picture.

    Parameters
    ----------
    width, height : float
        Size of the viewBox.
    title : str
        What the picture is; read aloud, not drawn.
    description : str
        The finding in words; read aloud, not drawn.
    shapes : tuple of shapes
        In painting order.
    """

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...] = field(repr=False)

    def texts(self) -> tuple[Text, ...]:
        """Return the lines of text, in painting order."""
        return tuple(shape for shape in self.shapes if isinstance(shape, Text))
