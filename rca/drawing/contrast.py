"""How well words stand out: contrast by WCAG 2.2 on the ground that is really painted under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rca.drawing.scene import Circle, Polygon, Rect, Shape, Style, Text

Rgb = tuple[float, float, float]


def contrast(one: str | Rgb, two: str | Rgb) -> float:
    """Return the contrast ratio of two colours.

    Parameters
    ----------
    one, two : str or tuple of float
        ``#rrggbb``, or red, green and blue from 0 to 1.

    Returns
    -------
    float
        1 to 21. The method is that of WCAG 2.2, "contrast ratio" and "relative luminance".

    Examples
    --------
    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str | Rgb) -> float:
    """Return the relative luminance of a colour, as WCAG 2.2 defines it.

    Parameters
    ----------
    color : str or tuple of float
        ``#rrggbb``, or red, green and blue from 0 to 1.

    Returns
    -------
    float
        0 for black, 1 for white.
    """
    red, green, blue = (_linear(channel) for channel in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rgb(color: str | Rgb) -> Rgb:
    """Return red, green and blue from 0 to 1.

    Parameters
    ----------
    color : str or tuple of float
        ``#rrggbb``, or the channels themselves.

    Returns
    -------
    tuple of float
        Red, green, blue.

    Examples
    --------
    >>> rgb("#ff0000")
    (1.0, 0.0, 0.0)
    """
    if not isinstance(color, str):
        return color
    return int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255


def ground_under(below: Sequence[Shape], text: Text, colors: Mapping[str, str]) -> tuple[Rgb, ...]:
    """Return the colours that lie under a line of text.

    Parameters
    ----------
    below : sequence of Shape
        What is painted before the text.
    text : Text
        The line.
    colors : mapping of str to str
        The palette.

    Returns
    -------
    tuple of tuple of float
        One colour for each of several places along the line.
    """
    if text.pad is not None:
        return (rgb(colors[text.pad]),)
    left, top, right, bottom = text.box
    middle = (top + bottom) / 2
    places = [(left + (right - left) * part, middle) for part in (0.02, 0.25, 0.5, 0.75, 0.98)]
    return tuple(_painted(below, place, colors) for place in places)


def _painted(shapes: Sequence[Shape], place: tuple[float, float], colors: Mapping[str, str]) -> Rgb:
    """Return what is seen at a place: the uppermost ground that hides all below, under the paler ones above it."""
    paints: list[tuple[str, float]] = []
    for shape in reversed(shapes):
        fill = _fill_at(shape, place)
        if fill is not None and fill.fill is not None:
            paints.append((fill.fill, fill.opacity))
            if fill.opacity == 1:
                break
    color = rgb(colors["paper"])
    for token, part in reversed(paints):
        red, green, blue = (part * new + (1 - part) * old for new, old in zip(rgb(colors[token]), color, strict=True))
        color = (red, green, blue)
    return color


def _fill_at(shape: Shape, place: tuple[float, float]) -> Style | None:
    """Return how a shape fills a place, ``None`` where it does not."""
    x, y = place
    match shape:
        case Rect():
            covered = shape.x <= x <= shape.x + shape.width and shape.y <= y <= shape.y + shape.height
            return shape.style if covered else None
        case Circle():
            return shape.style if (x - shape.x) ** 2 + (y - shape.y) ** 2 <= shape.radius**2 else None
        case Polygon():
            return shape.style if inside(shape.points, place) else None
        case Text(pad=str(pad)):
            left, top, right, bottom = shape.pad_box
            return Style(fill=pad) if left <= x <= right and top <= y <= bottom else None
        case _:
            return None


def inside(points: Sequence[tuple[float, float]], place: tuple[float, float]) -> bool:
    """Return whether a place lies in a polygon, by the even-odd rule.

    Parameters
    ----------
    points : sequence of tuple of float
        Corners of the polygon.
    place : tuple of float
        The place.

    Returns
    -------
    bool
        Whether it lies inside.
    """
    x, y = place
    within = False
    previous_x, previous_y = points[-1]
    for next_x, next_y in points:
        if (next_y > y) != (previous_y > y):
            crossing = next_x + (y - next_y) / (previous_y - next_y) * (previous_x - next_x)
            within ^= x < crossing
        previous_x, previous_y = next_x, next_y
    return within


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
