"""Contradictions under the figure: who says what, why not all can hold, and what was done, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rca.drawing.scene import Rect, Shape, Span, Style
from rca.drawing.words import LABEL, plain, spans_width, text_line, wrap_spans
from rca.timeline.results import Disagreement
from rca.timeline.signs import cross

PLUM_GRADES: Final = ("contradicts", "narrow")
"""Grades that plum may mark; the others are only differences."""
_OPEN: Final = "Open: nobody has settled it, and both values stand."
_HEAD: Final = 12.5
_LEADING: Final = 17.0
_LINES: Final = 3
_INSET: Final = 38.0
_PADDING: Final = 12.0


def proof_shapes(
    conflicts: Sequence[Disagreement], left: float, right: float, top: float
) -> tuple[list[Shape], float]:
    """Return a block for each kind of disagreement, and where the last ends.

    Parameters
    ----------
    conflicts : sequence of Disagreement
        At least one.
    left, right, top : float
        Edges of the blocks; their heads stand left of ``left``.

    Returns
    -------
    tuple
        Shapes, and the lower edge.
    """
    plum = [conflict for conflict in conflicts if conflict.grade in PLUM_GRADES]
    rest = [conflict for conflict in conflicts if conflict.grade not in PLUM_GRADES]
    shapes: list[Shape] = []
    for head, group, color in (("Contradictions", plum, "plum"), ("Differences", rest, "ink")):
        if group:
            block, bottom = _block(head, group, color, left, right, top)
            shapes.extend(block)
            top = bottom + 12
    return shapes, top - 12


def _block(
    head: str, group: Sequence[Disagreement], color: str, left: float, right: float, top: float
) -> tuple[list[Shape], float]:
    columns = 2 if len(group) > 1 else 1
    if columns == 2 and any(len(_lines(each, _column(left, right, 2))) > _LINES for each in group):
        columns = 1
    width = _column(left, right, columns)
    texts: list[Shape] = [text_line(0, top + 20, [Span(head, color, bold=True)], 11.5)]
    y = top + _PADDING
    rows = [group[index : index + columns] for index in range(0, len(group), columns)]
    for index, row in enumerate(rows):
        y += 14 if index else 0
        wrapped = [_lines(each, width) for each in row]
        headings = [wrap_spans(_title(each, color), width, _HEAD) for each in row]
        for column, (each, lines, heading) in enumerate(zip(row, wrapped, headings, strict=True)):
            x = left + _INSET + column * (right - left) / columns
            if each.grade in PLUM_GRADES:
                texts.extend(cross(x - 13, y + 7))
            texts.extend(text_line(x, y + 11.5 + _LEADING * n, line, _HEAD) for n, line in enumerate(heading))
            below = y + 11.5 + _LEADING * len(heading) + 1.5
            texts.extend(text_line(x, below + _LEADING * n, line) for n, line in enumerate(lines))
        tallest = max(len(heading) + len(lines) for heading, lines in zip(headings, wrapped, strict=True))
        y += _LEADING * tallest
    bottom = y + _PADDING
    ground = "plumt" if color == "plum" else "panel"
    return [
        Rect(left, top, right - left, bottom - top, Style(fill=ground)),
        Rect(left, top, 4, bottom - top, Style(fill="plum" if color == "plum" else "rule")),
        *texts,
    ], bottom


def _column(left: float, right: float, columns: int) -> float:
    return (right - left) / columns - _INSET - 14


def _title(conflict: Disagreement, color: str) -> tuple[Span, ...]:
    grade = conflict.grade if conflict.grade != "contradicts" else ""
    state = "open" if conflict.open else ""
    told = ", ".join(words for words in (grade, state) if words)
    return (
        Span(conflict.id, color, bold=True),
        Span(plain(conflict.title), bold=True),
        Span(f"({told})" if told else "", color, bold=True),
    )


def _lines(conflict: Disagreement, width: float) -> tuple[tuple[Span, ...], ...]:
    """Return the proof and what was done: a line for each sentence where three are enough, else run on."""
    sentences = [plain(sentence) for sentence in conflict.proof]
    end = _OPEN if conflict.open else plain(conflict.settled)
    sentences = [sentence for sentence in sentences if sentence]
    if end and len(sentences) < _LINES:
        sentences.append(end)
    elif end:
        sentences[-1] = f"{sentences[-1]} {end}"
    if all(spans_width([Span(each)], LABEL) <= width for each in sentences):
        return tuple((Span(each),) for each in sentences)
    return wrap_spans([Span(" ".join(sentences))], width)
