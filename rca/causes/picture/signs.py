"""Signs on the links: what a gate asks for, and how the question of necessity was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rca.case.records import Factor
from rca.causes.picture.drawn import Drawn
from rca.drawing.scene import Circle, Polygon, Rect, Shape, Span, Style
from rca.drawing.words import spans_width, text_line

ANSWERS: Final = {"unknown": "?", "no": "no"}
"""Signs of answers other than yes, which needs none: its line is heavy."""
_SIZE: Final = 11.0


def gate_words(drawn: Drawn, factor: Factor | None) -> str:
    """Return the words of a node's gate badge.

    Parameters
    ----------
    drawn : Drawn
        The node.
    factor : Factor or None
        Its factor.

    Returns
    -------
    str
        ``all``, ``any``, ``2 of 3``; empty with fewer than two gate links, and where none of them is drawn.
    """
    if factor is None or drawn.gates < 2 or all(child.role != "gate" for child in drawn.children):
        return ""
    return f"{factor.at_least} of {drawn.gates}" if factor.gate == "at_least" else factor.gate or "all"


def badge_width(words: str) -> float:
    """Return the width of a gate badge.

    Parameters
    ----------
    words : str
        What :func:`gate_words` returns.

    Returns
    -------
    float
        In units of the scene.
    """
    return spans_width([Span(words, bold=True)], _SIZE) + (18 if words == "any" else 10)


def badge(x: float, y: float, words: str) -> Iterator[Shape]:
    """Yield a gate badge: ``all`` a black pill, ``any`` a white hexagon, ``2 of 3`` a white pill.

    Parameters
    ----------
    x, y : float
        The centre.
    words : str
        What it says.

    Yields
    ------
    Shape
        Ground and words.
    """
    half = badge_width(words) / 2
    color = "paper" if words == "all" else "ink"
    if words == "all":
        yield Rect(x - half, y - 9, 2 * half, 18, Style("ink"), 9.0, "gate")
    elif words == "any":
        points = ((x - half, y), (x - half + 7, y - 9), (x + half - 7, y - 9), (x + half, y))
        lower = ((x + half - 7, y + 9), (x - half + 7, y + 9))
        yield Polygon(points + lower, Style("paper", "ink", 1.4))
        yield Rect(x - half + 7, y - 7, 2 * half - 14, 14, Style("paper"))
    else:
        yield Rect(x - half, y - 9, 2 * half, 18, Style("paper", "ink", 1.4), 9.0)
    yield text_line(x, y + 4, [Span(words, color, bold=True)], _SIZE, anchor="middle")


def answer(x: float, y: float, necessary: str) -> Iterator[Shape]:
    """Yield the sign of a link: ``?`` for necessity not answered, ``no`` for answered no.

    Parameters
    ----------
    x, y : float
        Where the link meets the cause; the sign sits on its edge.
    necessary : str
        ``unknown`` or ``no``.

    Yields
    ------
    Shape
        Ground and words.
    """
    words, style = ANSWERS[necessary], Style("paper", "ink", 1.2)
    if necessary == "no":
        x -= 5  # so that it stays clear of the words
        yield Rect(x - 10, y - 6.5, 20, 13, style, 6.5)
    else:
        yield Circle(x, y, 6.5, style)
    yield text_line(x, y + 3.8, [Span(words, "ink", bold=True)], 10.5, anchor="middle")
