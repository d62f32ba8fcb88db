"""Measure and wrap text in DejaVu Sans, the widest font of the stack: what fits there fits everywhere."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def font_file(bold: bool = False) -> Path:
    """Return the DejaVu Sans file that matplotlib ships, without importing matplotlib.

    Parameters
    ----------
    bold : bool
        The bold weight.

    Returns
    -------
    Path
        An existing TrueType file.
    """
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib is not installed; install the rca package again")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name


@cache
def _advances(bold: bool) -> tuple[dict[int, float], float]:
    from fontTools.ttLib import TTFont

    with TTFont(font_file(bold), lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        widths = {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}
    return widths, 0.6


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line of text.

    Parameters
    ----------
    text : str
        One line.
    size : float
        Font size, in the unit of the result.
    bold : bool
        The bold weight.

    Returns
    -------
    float
        Sum of the advances; characters outside the font count as a wide one.

    Examples
    --------
    >>> text_width("ii", 10) < text_width("WW", 10)
    True
    """
    widths, other = _advances(bold)
    return size * sum(widths.get(ord(character), max(other, 1.0 if ord(character) > 0x2E80 else other)) for character in text)


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break text into lines that fit a width.

    Parameters
    ----------
    text : str
        Words; runs of white space count as one space.
    width : float
        The width no line exceeds.
    size : float
        Font size, in the unit of the width.
    bold : bool
        The bold weight.

    Returns
    -------
    tuple of str
        At least one line. A word that is wider than a line is broken between characters.

    Examples
    --------
    >>> wrap("a tree of causes", 52, 10)
    ('a tree of', 'causes')
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        candidate = f"{line} {word}" if line else word
        if text_width(candidate, size, bold) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        while text_width(word, size, bold) > width and len(word) > 1:
            cut = next(
                (n for n in range(len(word) - 1, 0, -1) if text_width(word[:n], size, bold) <= width),
                1,
            )
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return (*lines, line) if line or not lines else tuple(lines)
