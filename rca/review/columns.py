"""How wide the columns of a printed table are, measured from their words: fixed widths print faster and read better."""

from __future__ import annotations

from math import sqrt
from typing import Final

from rca.drawing.measure import text_width
from rca.review.blocks import Boxes, Break, Inline, Line, Marks, Table, Tag, Words

_TEXT: Final = 8.0
_SMALL: Final = 7.5
_SPACE: Final = 10.0
_FRAME: Final = 10.0
_BOX: Final = 7.0
_LONGEST: Final = 84.0
"""A longer word is broken, so that one address does not take the table."""


def shares(table: Table, width: float) -> tuple[float, ...]:
    """Return how much of the width of a table each column takes.

    Parameters
    ----------
    table : Table
        The table.
    width : float
        What it has, in points.

    Returns
    -------
    tuple of float
        They add up to 1. Each column has room for its longest word, and of the rest what its cells ask for,
        as browsers share out a table by content (CSS 2.2, section 17.5.2.2), but by the mean square, not the longest.

    Examples
    --------
    >>> short, long = (Words("Yes"),), (Words("Followers lost over 118,000 dollars by the regulator's count"),)
    >>> from rca.review.blocks import Row
    >>> first, second = shares(Table(("A", "B"), (Row((short, long)),), ()), 200)
    >>> first < second, round(first + second, 9)
    (True, 1.0)
    """
    least: list[float] = []
    asked: list[float] = []
    for place, name in enumerate(table.columns):
        cells = [row.cells[place] for row in table.rows]
        head = max((text_width(word, _SMALL, bold=True) for word in name.split()), default=0.0)
        least.append(max([head, *(_longest(cell) for cell in cells)]) + _SPACE)
        mean = sqrt(sum(_whole(cell) ** 2 for cell in cells) / max(len(cells), 1))
        asked.append(max(mean, head) + _SPACE)
    spare = max(width - sum(least), 0.0)
    more = [max(want - low, 0.0) for want, low in zip(asked, least, strict=True)]
    wanted = sum(more) or 1.0
    widths = [low + spare * extra / wanted for low, extra in zip(least, more, strict=True)]
    return tuple(each / sum(widths) for each in widths)


def _longest(line: Line) -> float:
    """Return the width of the widest thing in a cell that is not broken, in points."""
    return max((min(piece, _LONGEST) for part in line for piece in _pieces(part)), default=0.0)


def _whole(line: Line) -> float:
    """Return the width of a cell set on one line, in points."""
    return sum(piece + text_width(" ", _TEXT) for part in line for piece in _pieces(part))


def _pieces(part: Inline) -> list[float]:
    match part:
        case Words():
            bold = part.tone == "strong"
            return [text_width(word, _TEXT, bold) for word in part.text.replace("-", "- ").split()]
        case Marks() if len(part.ids) > 3:
            return [text_width(id_, _SMALL) for id_ in part.ids]
        case Marks():
            return [text_width(" ".join(part.ids), _SMALL)]
        case Tag():
            return [text_width(part.text, 7.0, bold=True) + _FRAME]
        case Boxes():
            return [part.of * _BOX + 4 + text_width(part.word, _TEXT)]
        case Break():
            return []
