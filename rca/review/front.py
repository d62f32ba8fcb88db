"""Whether the pages before the figures end with a nearly empty one, estimated from the size of their words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rca.drawing.measure import wrap
from rca.review.blocks import Block, Callout, Cover, Foreign, Heading, Number, Numbers, Paragraph, Steps
from rca.review.sheets import SHEETS
from rca.review.text import line_text

_LEAST: Final = 0.22
"""Share of a page below which it looks forgotten; closer type saves more than that of most pages before it."""


def close(parts: Iterable[Block | Foreign], paper: str) -> bool:
    """Return whether closer type keeps the last of some pages from being nearly empty.

    Parameters
    ----------
    parts : iterable
        What stands on them.
    paper : str
        A key of ``SHEETS``.

    Returns
    -------
    bool
        Never where something stands there that is not measured here.
    """
    width, room = SHEETS[paper][0].inner
    heights = [_height(part, width) for part in parts]
    if None in heights:
        return False
    pages = sum(filter(None, heights)) / room
    return pages > 1 and pages % 1 < _LEAST


def _height(part: Block | Foreign, width: float) -> float | None:
    """Return the height of a part in points, with the space above it, as the style sheet sets it."""
    match part:
        case Cover():
            inner = width - 28
            facts = 2 + len(part.facts) // 3
            lines = _lines(part.kicker, inner, 8.5, 1.45) + _lines(line_text(part.lead), inner, 10.5, 1.45)
            return lines + _lines(part.title, inner, 19, 1.2, bold=True) + facts * 12.3 + 47
        case Heading():
            below = _lines(line_text(part.below), width, 8.5, 1.45) + 6 if part.below else 0.0
            return _lines(part.text, width, 13, 1.25, bold=True) + below + 17
        case Callout(blocks=(Steps() as steps,)):
            return sum(_lines(line_text(item), width - 41, 9, 1.45) + 3 for item in steps.items) + 48
        case Numbers():
            rows = (part.items[start : start + 4] for start in range(0, len(part.items), 4))
            return sum(max(_number(item, (width - 36) / 4) for item in row) for row in rows)
        case Paragraph():
            return _lines(line_text(part.line), width, 9, 1.45) + 5
    return None


def _number(number: Number, width: float) -> float:
    value = _lines(f"{number.value} {number.unit}", width, 14, 1.25, bold=True)
    name = _lines(number.name, width, 8, 1.35, bold=True)
    return value + name + _lines(line_text(number.definition), width, 7.5, 1.4) + 11.5


def _lines(text: str, width: float, size: float, leading: float, bold: bool = False) -> float:
    return len(wrap(text, width, size, bold)) * size * leading
