"""Contradictions under the figure: who says what, why not all can hold, and what was done, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rca.drawing.scene import Rect, Shape, Span, Style
from rca.drawing.words import LABEL, plain, spans_width, text_line, wrap_spans
from rca.timeline.picture.signs import cross
from rca.timeline.results import Disagreement

PLUM_GRADES: Final = ("contradicts", "narrow")
"""Grades that plum may mark; the others are only differences."""
_HEAD: Final = 12.5
_LEADING: Final = 17.0
_LINES: Final = 3
_INSET: Final = 38.0
_PADDING: Final = 12.0


def proof_shapes(
    conflicts: Sequence[Disagreement],
    labels: Mapping[str, str],
    left: float,
    right: float,
    top: float,
) -> tuple[list[Shape], float]:
    """Return a block for each kind of disagreement, and where the last ends.

    Parameters
    ----------
    conflicts : sequence of Disagreement
        At least one.
    labels : mapping of str to str
        What each event is called.
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
            block, bottom = _block(head, group, labels, color, left, right, top)
            shapes.extend(block)
            top = bottom + 12
    return shapes, top - 12


def _block(
    head: str,
    group: Sequence[Disagreement],
    labels: Mapping[str, str],
    color: str,
    left: float,
    right: float,
    top: float,
) -> tuple[list[Shape], float]:
    texts: list[Shape] = [text_line(0, top + 20, [Span(head, color, bold=True)], 11.5)]
    y = top + _PADDING
    for index, row in enumerate(_rows(group, left, right)):
        y += 14 if index else 0
        tallest = 0
        for column, each in enumerate(row):
            x = left + _INSET + column * (right - left) / 2
            width = _column(left, right, len(row))
            heading = wrap_spans(_title(each, labels, color), width, _HEAD)
            lines = _lines(each, width)
            if each.grade in PLUM_GRADES:
                texts.extend(cross(x - 13, y + 7))
            texts.extend(text_line(x, y + 11.5 + _LEADING * n, line, _HEAD) for n, line in enumerate(heading))
            below = y + 11.5 + _LEADING * len(heading) + 1.5
            texts.extend(text_line(x, below + _LEADING * n, line) for n, line in enumerate(lines))
            tallest = max(tallest, len(heading) + len(lines))
        y += _LEADING * tallest
    bottom = y + _PADDING
    ground = "plumt" if color == "plum" else "panel"
    return [
        Rect(left, top, right - left, bottom - top, Style(fill=ground)),
        Rect(left, top, 4, bottom - top, Style(fill="plum" if color == "plum" else "rule")),
        *texts,
    ], bottom


def _rows(group: Sequence[Disagreement], left: float, right: float) -> list[tuple[Disagreement, ...]]:
    """Return two beside each other where both fit in three lines, else one."""
    half = _column(left, right, 2)
    rows: list[tuple[Disagreement, ...]] = []
    waiting: Disagreement | None = None
    for each in group:
        short = len(_lines(each, half)) <= _LINES
        if waiting is not None and short:
            rows.append((waiting, each))
            waiting = None
            continue
        if waiting is not None:
            rows.append((waiting,))
        waiting = each if short else None
        if not short:
            rows.append((each,))
    return [*rows, *([(waiting,)] if waiting is not None else [])]


def _column(left: float, right: float, columns: int) -> float:
    return (right - left) / columns - _INSET - 14


def _named(conflict: Disagreement, label: str) -> str:
    """Return what sources disagree on, by its name where it has one: people know events by name, not by id."""
    if not label or label in conflict.title:
        return plain(conflict.title)
    asked = conflict.title.replace(conflict.subject, "it")
    return plain(f"{label} ({conflict.subject}): {asked[:1].lower()}{asked[1:]}")


def _title(conflict: Disagreement, labels: Mapping[str, str], color: str) -> tuple[Span, ...]:
    grade = conflict.grade if conflict.grade != "contradicts" else ""
    state = "open" if conflict.open else ""
    told = ", ".join(words for words in (grade, state) if words)
    return (
        Span(conflict.id, color, bold=True),
        Span(_named(conflict, labels.get(conflict.subject, "")), bold=True),
        Span(f"({told})" if told else "", color, bold=True),
    )


def _lines(conflict: Disagreement, width: float) -> tuple[tuple[Span, ...], ...]:
    """Return the proof and what was done: a line for each sentence where three are enough, else run on."""
    sentences = _shortened([told for sentence in conflict.proof if (told := plain(sentence))])
    end = _others(conflict, sentences) if conflict.open else _sentence(plain(conflict.settled))
    if end and len(sentences) < _LINES:
        sentences.append(end)
    elif end:
        sentences[-1] = f"{sentences[-1]} {end}"
    if all(spans_width([Span(each)], LABEL) <= width for each in sentences):
        return tuple((Span(each),) for each in sentences)
    return wrap_spans([Span(" ".join(sentences))], width)


def _shortened(sentences: list[str]) -> list[str]:
    """Return at most three sentences; the rest are counted here and told whole beside the figure."""
    more = len(sentences) - _LINES
    if more <= 0:
        return sentences
    claims = "1 more claim" if more == 1 else f"{more} more claims"
    return [*sentences[: _LINES - 1], f"{sentences[_LINES - 1]} With {claims}, they cannot all hold."]


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


def _others(conflict: Disagreement, told: Sequence[str]) -> str:
    """Return what the sources say that the sentences do not name, so that no value is lost."""
    named = {word.strip(",.;:") for word in " ".join(told).split()}
    rest = [f"{source} says {plain(words)}" for source, words in conflict.sides if source not in named]
    return _sentence("; ".join(rest)) if rest else ""
