"""The whole of a large tree on one sheet: a frame for each page, a row for each factor, indented under its effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rca.case.records import CaseFile
from rca.causes.layout import columns_on
from rca.causes.picture.drawn import Page
from rca.causes.picture.pages import drawn_pages
from rca.causes.picture.rows import HEIGHT, PITCH, Row, paint_rows, rows_of
from rca.causes.picture.told import describe_overview
from rca.causes.results import CausesResult
from rca.drawing.scene import Rect, Scene, Shape, Span, Style
from rca.drawing.words import SMALL, joined, text_line, wrap_spans

_LEAST: Final = 226.0
"""A column that is narrower has no room for names behind the indentation."""
_MOST: Final = 400.0
_BETWEEN: Final = 10.0
_HEAD: Final = 22.0
_INSET: Final = 7.0
_STRETCHES: Final = 6.0
_SHAPE: Final = 0.5
"""Height by width of a sheet on its side, below a heading and above the legend."""
_FRAME: Final = Style("panel", "ink2", 1.0)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A page as a frame: its stretches as rows with their heights below its upper edge."""

    heading: str
    stretches: tuple[tuple[tuple[Row, float], ...], ...]
    height: float


def tree_overview(case: CaseFile, result: CausesResult, *, width: float = 1200) -> Scene | None:
    """Return the whole of a tree that takes several pages, with its pages as frames.

    Parameters
    ----------
    case : CaseFile
        Words and links.
    result : CausesResult
        The analysed tree; factors that it leaves out are not drawn.
    width : float
        Width of the scene in its own units. Of 1200 units, printed on A4 or A3, the smallest words have six
        points, 400 factors on A3; of 834 units, on a slide, 14 pixels.

    Returns
    -------
    Scene or None
        Each factor as a row with its id and the first words of its name, indented under its effect; pages and
        numbers of transfers are those of :func:`~rca.causes.layout.tree_scenes`. ``None`` where the tree
        stands on one page.
    """
    pages = drawn_pages(case, result, columns_on(1200))
    if len(pages) < 2:
        return None
    frames = [_frame(case, result, page, number) for number, page in enumerate(pages, 1)]
    columns = _columns(frames, width)
    own = (width - _BETWEEN * (len(columns) - 1)) / len(columns)
    shapes: list[Shape] = []
    for number, column in enumerate(columns):
        top = 1.0
        for frame in column:
            shapes += _paint(frame, number * (own + _BETWEEN) + 1, top, own - 2)
            top += frame.height + _BETWEEN
    bottom = max(_height(column) for column in columns) + 18
    for line in wrap_spans(joined(_legend(frames)), width - 4, SMALL):
        shapes.append(text_line(2, bottom, line, SMALL))
        bottom += 17
    title, description = describe_overview(case, result, pages)
    return Scene(width, round(bottom - 8), title, description, tuple(shapes))


def _frame(case: CaseFile, result: CausesResult, page: Page, number: int) -> _Frame:
    stretches: list[tuple[tuple[Row, float], ...]] = []
    top = _HEAD
    for stretch in page.stretches:
        rows = tuple(rows_of(case, result, stretch))
        stretches.append(tuple((row, top + PITCH * place) for place, row in enumerate(rows)))
        top += PITCH * len(rows) + _STRETCHES
    count = sum(not row.again for rows in stretches for row, _ in rows)
    heading = f"Part {number}: {count} {'factor' if count == 1 else 'factors'}"
    return _Frame(heading, tuple(stretches), top - _STRETCHES - (PITCH - HEIGHT) + _INSET)


def _columns(frames: Sequence[_Frame], width: float) -> list[list[_Frame]]:
    """Return the frames in columns: the fewest that a sheet on its side holds, else as many as have room."""
    most = max(1, int((width + _BETWEEN) // (_LEAST + _BETWEEN)))
    least = min(most, max(1, int((width + _BETWEEN) // (_MOST + _BETWEEN))))
    columns = _filled(frames, least)
    for count in range(least + 1, most + 1):
        if max(map(_height, columns)) <= _SHAPE * width:
            break
        columns = _filled(frames, count)
    return columns


def _filled(frames: Sequence[_Frame], count: int) -> list[list[_Frame]]:
    """Return the frames in so many columns, in their order, the tallest column as low as can be."""
    low, high = max(frame.height for frame in frames), _height(frames)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_within(frames, middle)) <= count else (middle, high)
    return _within(frames, high)


def _within(frames: Sequence[_Frame], height: float) -> list[list[_Frame]]:
    columns: list[list[_Frame]] = [[]]
    for frame in frames:
        if columns[-1] and _height([*columns[-1], frame]) > height:
            columns.append([])
        columns[-1].append(frame)
    return columns


def _height(frames: Sequence[_Frame]) -> float:
    return sum(frame.height for frame in frames) + _BETWEEN * (len(frames) - 1)


def _paint(frame: _Frame, left: float, top: float, width: float) -> Iterator[Shape]:
    yield Rect(left, top, width, frame.height, _FRAME, 3.0)
    yield text_line(left + _INSET, top + 15, [Span(frame.heading, bold=True)], SMALL)
    for rows in frame.stretches:
        moved = [(row, top + below) for row, below in rows]
        yield from paint_rows(moved, left + _INSET, width - 2 * _INSET)


def _legend(frames: Sequence[_Frame]) -> Iterator[Span]:
    """Yield what the signs mean, for those that occur."""
    rows = [row for frame in frames for stretch in frame.stretches for row, _ in stretch]
    states = {row.content.state for row in rows if row.content.form != "pill"}
    joints = {row.joint for row in rows if row.effect}
    badges = {row.badge for row in rows}
    entries = (
        ("Solid blue, full dot", "blue", "established", "established" in states),
        ("Dashed amber, half dot", "ochre", "possible", "possible" in states),
        ("Dotted grey, crossed", "grey", "excluded", "excluded" in states),
        ("Heavy line", "ink", "necessary", "necessary" in joints),
        ("Thin line", "ink", "necessity denied or not answered", "gate" in joints),
        ("Dashed line", "ink", "contributing", "contributing" in joints),
        ("Green line", "teal", "barrier that held, no cause", "guard" in joints),
        ("all", "ink", "causes needed together", "all" in badges),
        ("any", "ink", "one cause is enough", "any" in badges),
        ("▲1", "blue", "goes on where the number is met again", any(row.mark for row in rows)),
        ("Green flag", "teal", "single fix", any(row.content.flagged for row in rows)),
    )
    shown = [(sign, color, meaning) for sign, color, meaning, occurs in entries if occurs]
    for sign, color, meaning in shown:
        yield Span(sign, color, bold=True)
        yield Span(f"{meaning};", "ink2")
    yield Span("long names are cut behind their first words.", "ink2")
