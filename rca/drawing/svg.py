"""Write a scene as inline SVG: presentation attributes and class names only, all text as escaped text.

Class ``f-<token>`` names the colour of a fill and ``s-<token>`` that of a stroke, so that a page can carry a
dark scheme without a script and without inline style.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from html import escape

from rca.drawing.palette import FONT_STACK, LIGHT
from rca.drawing.scene import Circle, Line, Polygon, Rect, Scene, Shape, Span, Style, Text
from rca.drawing.words import fit, plain


def scene_svg(scene: Scene, prefix: str = "") -> str:
    """Return a scene as one ``<svg>`` element.

    Parameters
    ----------
    scene : Scene
        The picture.
    prefix : str
        Begins the ids of title and description, which must differ between the pictures of a page; left
        empty, it is made from their words.

    Returns
    -------
    str
        The element without declaration or newline at its end; the same scene gives the same bytes.

    Examples
    --------
    >>> print(scene_svg(Scene(10, 5, "A dot", "One dot.", (Circle(5, 2.5, 1, Style(fill="blue")),))))
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5" width="10" height="5" role="img" ...
    """
    name = escape(prefix) or _made_prefix(scene)
    width, height = number(scene.width), number(scene.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-labelledby="{name}-title {name}-desc" '
        f'font-family="{escape(FONT_STACK)}">'
    )
    parts = [
        head,
        f'<title id="{name}-title">{escape(plain(scene.title))}</title>',
        f'<desc id="{name}-desc">{escape(plain(scene.description))}</desc>',
        f'<rect width="{width}" height="{height}"{_paint(Style(fill="paper"))}/>',
    ]
    for shape in scene.shapes:
        parts.extend(_elements(shape))
    return "\n".join([*parts, "</svg>"])


def _made_prefix(scene: Scene) -> str:
    words = f"{scene.title}\n{scene.description}".encode(errors="replace")
    return f"figure-{sha256(words).hexdigest()[:8]}"


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no needless zeros.

    Parameters
    ----------
    value : float
        A finite number.

    Returns
    -------
    str
        Digits only.

    Examples
    --------
    >>> number(1.005), number(-0.001), number(12)
    ('1', '0', '12')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _elements(shape: Shape) -> Sequence[str]:
    match shape:
        case Rect():
            radius = f' rx="{number(shape.radius)}"' if shape.radius else ""
            return [_rect(shape.x, shape.y, shape.width, shape.height, radius + _paint(shape.style))]
        case Circle():
            place = f'cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}"'
            return [f"<circle {place}{_paint(shape.style)}/>"]
        case Line():
            return [f'<path d="{_path(shape.points)}"{_paint(shape.style)}/>']
        case Polygon():
            return [f'<path d="{_path(shape.points)}Z"{_paint(shape.style)}/>']
        case Text():
            return _text(shape)


def _rect(x: float, y: float, width: float, height: float, rest: str) -> str:
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{rest}/>'


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def _text(text: Text) -> Sequence[str]:
    """Return the pad of a line, where it has one, and the line."""
    place = f'x="{number(text.x)}" y="{number(text.y)}" font-size="{number(text.size)}"'
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    if len(text.spans) == 1:
        (span,) = text.spans
        line = f"<text {place}{anchor}{_words(span)}>{escape(fit(span.text))}</text>"
    else:
        spans = "".join(f"<tspan{_words(span)}>{escape(fit(span.text))}</tspan>" for span in text.spans)
        line = f"<text {place}{anchor}>{spans}</text>"
    if text.pad is None:
        return [line]
    left, top, right, bottom = text.pad_box
    return [_rect(left, top, right - left, bottom - top, _paint(Style(fill=text.pad))), line]


def _words(span: Span) -> str:
    weight = ' font-weight="700"' if span.bold else ""
    return f'{weight} fill="{LIGHT[span.color]}" class="f-{span.color}"'


def _paint(style: Style) -> str:
    """Return the attributes of a style, with a class for each of its colours."""
    parts = [f' fill="{LIGHT[style.fill]}"' if style.fill else ' fill="none"']
    classes = [f"f-{style.fill}"] if style.fill else []
    if style.stroke:
        parts.append(f' stroke="{LIGHT[style.stroke]}"')
        classes.append(f"s-{style.stroke}")
        if style.width != 1:
            parts.append(f' stroke-width="{number(style.width)}"')
        if style.dash:
            parts.append(f' stroke-dasharray="{" ".join(map(number, style.dash))}"')
        if style.round_ends:
            parts.append(' stroke-linecap="round" stroke-linejoin="round"')
    if style.opacity != 1:
        parts.append(f' opacity="{number(style.opacity)}"')
    if classes:
        parts.append(f' class="{" ".join(classes)}"')
    return "".join(parts)
