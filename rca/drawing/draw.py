"""Read a scene into a matplotlib figure, for PNG, PDF and notebooks; the only file that meets matplotlib."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Circle as CirclePatch
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.patches import Polygon as PolygonPatch
from matplotlib.path import Path as Outline
from matplotlib.text import Text as Words

from rca.drawing.measure import font_file, has_glyph, text_width
from rca.drawing.palette import DARK, LIGHT
from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Shape, Span, Style, Text
from rca.drawing.words import GLUE, fit

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.backend_bases import RendererBase

UNITS_PER_INCH: Final = 100
MARGIN: Final = 20
"""Units of empty ground around the picture."""
_POINTS: Final = 72 / UNITS_PER_INCH
_LEFTWARD: Final = f"[^ {GLUE}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff][^ {GLUE}]*"
_PIECES: Final = re.compile(f"{_LEFTWARD}(?:[ {GLUE}]+{_LEFTWARD})*|[^ {GLUE}]+|[ {GLUE}]+")


def scene_figure(scene: Scene, scheme: Literal["light", "dark"] = "light", dpi: float = 100) -> Figure:
    """Return a scene as a matplotlib figure that pyplot does not hold.

    Parameters
    ----------
    scene : Scene
        The picture.
    scheme : {"light", "dark"}
        Which palette.
    dpi : float
        Pixels per inch; a unit of the scene is a hundredth of an inch, so 100 gives a pixel for a unit.

    Returns
    -------
    matplotlib.figure.Figure
        One axes that fills the figure; its data units are those of the scene, counted from the upper left.

    Examples
    --------
    >>> figure = scene_figure(Scene(400, 200, "A dot", "One dot.", (Circle(5, 2.5, 1, Style(fill="blue")),)))
    >>> [float(inch) for inch in figure.get_size_inches()]
    [4.4, 2.4]
    """
    colors = DARK if scheme == "dark" else LIGHT
    # A person's own settings would move dashes and turn dollar signs into formulas.
    with mpl.rc_context({"lines.scale_dashes": True, "text.usetex": False, "path.sketch": None}):
        figure = _Figure(
            figsize=(
                (scene.width + 2 * MARGIN) / UNITS_PER_INCH,
                (scene.height + 2 * MARGIN) / UNITS_PER_INCH,
            ),
            dpi=dpi,
            facecolor=colors["paper"],
        )
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(-MARGIN, scene.width + MARGIN)
        axes.set_ylim(scene.height + MARGIN, -MARGIN)
        axes.axis("off")
        for order, shape in enumerate(scene.shapes):
            _add(axes, shape, colors, order)
    return figure


class _Figure(Figure):
    """A figure whose letters keep the widths that were measured: hinted ones run into the next word."""

    def draw(self, renderer: RendererBase) -> None:
        with mpl.rc_context({"text.hinting": "none"}):
            super().draw(renderer)


def _add(axes: Axes, shape: Shape, colors: Mapping[str, str], order: int) -> None:
    if isinstance(shape, Text):
        _add_text(axes, shape, colors, order)
        return
    paint = _paint(shape.style, colors, order)
    match shape:
        case Rect() if shape.radius:
            radius = min(shape.radius, shape.width / 2, shape.height / 2)
            box = f"round,pad=0,rounding_size={radius}"
            axes.add_patch(FancyBboxPatch((shape.x, shape.y), shape.width, shape.height, boxstyle=box, **paint))
        case Rect():
            axes.add_patch(Rectangle((shape.x, shape.y), shape.width, shape.height, **paint))
        case Circle():
            axes.add_patch(CirclePatch((shape.x, shape.y), shape.radius, **paint))
        case Line():
            axes.add_patch(PathPatch(Outline(list(shape.points)), **{**paint, "facecolor": "none"}))
        case Polygon():
            axes.add_patch(PolygonPatch(list(shape.points), closed=True, **paint))


def _paint(style: Style, colors: Mapping[str, str], order: int) -> dict[str, Any]:
    """Return the patch properties of a style; dashes are given in line widths."""
    ends = "round" if style.round_ends else "butt"
    dashes = (0, tuple(dash / style.width for dash in style.dash)) if style.dash else "solid"
    return {
        "facecolor": colors[style.fill] if style.fill else "none",
        "edgecolor": colors[style.stroke] if style.stroke else "none",
        "linewidth": style.width * _POINTS if style.stroke else 0,
        "linestyle": dashes,
        "alpha": style.opacity if style.opacity != 1 else None,
        "capstyle": ends,
        "joinstyle": "round" if style.round_ends else "miter",
        "zorder": order,
        "clip_on": False,
    }


def _add_text(axes: Axes, text: Text, colors: Mapping[str, str], order: int) -> None:
    if text.pad is not None:
        left, top, right, bottom = text.pad_box
        pad = _paint(Style(fill=text.pad), colors, order)
        axes.add_patch(Rectangle((left, top), right - left, bottom - top, **pad))
    for x, word, span in _words(text):
        axes.add_artist(
            Words(
                x,
                text.y,
                _drawable(word, span.bold),
                color=colors[span.color],
                fontproperties=FontProperties(fname=str(font_file(span.bold)), size=text.size * _POINTS),
                verticalalignment="baseline",
                horizontalalignment="left",
                parse_math=False,
                zorder=order,
                clip_on=False,
            )
        )


def _words(text: Text) -> Iterator[tuple[float, str, Span]]:
    """Yield each word with its place: hinted widths differ a little, and word by word that does not add up.

    Words of a script that runs from right to left stay together, so that the renderer sets their order.
    """
    x = text.left
    for span in text.spans:
        for piece in _PIECES.findall(fit(span.text)):
            if piece.strip():
                yield x, piece, span
            x += text_width(piece, text.size, span.bold)


def _drawable(text: str, bold: bool) -> str:
    """Return text in which a character outside the font is a box, as any viewer would show it."""
    return "".join(c if has_glyph(c, bold) else "\u25a1" for c in text)
