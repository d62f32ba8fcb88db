"""Measure and wrap text in DejaVu Sans, the widest font of the stack: what fits there fits everywhere."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_UNKNOWN_EM: Final = 0.75
_WIDE_EM: Final = 1.0
_PICTOGRAPH_EM: Final = 1.35
_MARKS: Final = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094d"
    "\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]"
)
_FLAG: Final = "[\U0001f1e6-\U0001f1ff]{2}"
_CHARACTER: Final = re.compile(f"(?:{_FLAG}|.){_MARKS}*(?:\u200d.{_MARKS}*)*", re.DOTALL)
"""What a reader sees as one character: with its marks, joined pictographs, and the two letters of a flag."""


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

    Raises
    ------
    FileNotFoundError
        When matplotlib is not installed.
    """
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib is not installed; install the rca package again")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name


@cache
def _advances(bold: bool) -> dict[int, float]:
    from fontTools.ttLib import TTFont

    with TTFont(font_file(bold), lazy=True) as font:
        em = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        return {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}


def has_glyph(character: str, bold: bool = False) -> bool:
    """Return whether DejaVu Sans can draw a character.

    Parameters
    ----------
    character : str
        One character.
    bold : bool
        The bold weight.

    Returns
    -------
    bool
        Whether the font holds a glyph for it.

    Examples
    --------
    >>> has_glyph("é"), has_glyph("語")
    (True, False)
    """
    return ord(character) in _advances(bold)


@lru_cache(maxsize=32_768)
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
        Sum of the advances. A character outside the font counts as the widest that another font may draw.

    Examples
    --------
    >>> text_width("ii", 10) < text_width("WW", 10)
    True
    >>> text_width("語", 10)
    10.0
    """
    advances = _advances(bold)
    return size * sum(advances[ord(c)] if ord(c) in advances else _foreign_em(c) for c in text)


def _foreign_em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if ord(character) >= 0x1F000:
        return _PICTOGRAPH_EM
    return _WIDE_EM if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN_EM


def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break text into lines that fit a width.

    Parameters
    ----------
    text : str
        Words; runs of white space count as one space.
    width : float
        The width no line exceeds, as long as one character fits into it.
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
        *full, line = broken(word, width, size, bold)
        lines.extend(full)
    return (*lines, line) if line or not lines else tuple(lines)


def broken(word: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break one word between characters where it is wider than a line.

    Parameters
    ----------
    word : str
        A word.
    width : float
        The width no piece exceeds, as long as one character fits into it.
    size : float
        Font size, in the unit of the width.
    bold : bool
        The bold weight.

    Returns
    -------
    tuple of str
        Pieces that join to the word; the word itself where it fits.

    Examples
    --------
    >>> "".join(broken("indivisible", 30, 10)) == "indivisible"
    True
    """
    pieces: list[str] = []
    piece, used = "", 0.0
    for character in _CHARACTER.findall(word):
        advance = text_width(character, size, bold)
        if piece and used + advance > width + 1e-9:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += character
        used += advance
    return (*pieces, piece)
