"""What a deck shows, laid out on slides of 1280 by 720: measured, and split where it does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise, zip_longest
from types import MappingProxyType
from typing import Final

from rca.drawing.measure import wrap
from rca.review.blocks import Line, Row, Slide, SlideForm, Words
from rca.review.fitting import Type, height, parted, set_lines
from rca.review.lines import plain

WIDTH: Final = 1280
HEIGHT: Final = 720
MARGIN: Final = 56
TOP: Final = 48
INNER: Final = WIDTH - 2 * MARGIN
BOTTOM: Final = HEIGHT - 56.0
"""Where the part above the footer ends."""
ORDER: Final = (
    "cover", "numbers", "timeline", "causes", "whys", "alternatives", "official", "actions", "conflicts", "unknowns",
    "checks", "decisions",
)  # fmt: skip
"""What slides are about, in the order of the deck: what happened, why, what is done, what is asked."""
TITLES: Final[tuple[float, ...]] = (34.0, 30.0, 26.0)
COVER_TITLES: Final[tuple[float, ...]] = (54.0, 48.0, 42.0, 36.0, 30.0)
TITLE_LEADING: Final = 1.2
SUB: Final = Type(19.0, 1.4)
LEAD: Final = Type(23.0, 1.45)
STOP: Final = Type(19.0, 1.4)
NOTE: Final = Type(15.0, 1.4)
HEAD: Final = 14.0
STOP_SIDES: Final = 23.0
STOP_PAD: Final = 12.0
SPACE: Final = 24.0
STOP_SPACE: Final = 16.0
NOTE_SPACE: Final = 12.0
HEAD_HEIGHT: Final = 28.0
_MOST_TITLE: Final = 3
_LEAD_WIDTH: Final = 1040.0
_LEAD_LINES: Final = 5
_STOP_LINES: Final = 5
_SLACK: Final = 1.0
"""A browser rounds widths; a line that just fits here must fit there too."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of rows: its width in pixels, and how it is set."""

    width: float
    kind: Type


@dataclass(frozen=True, slots=True)
class Form:
    """How rows of one kind stand on a slide.

    Parameters
    ----------
    columns : tuple of Column
        Their widths and the spaces between them fill 1168 pixels.
    gap : float
        Space between two columns.
    pad : float
        Space above and below a row.
    head : bool
        Whether the columns are named above the rows.
    """

    columns: tuple[Column, ...]
    gap: float
    pad: float
    head: bool = True


def _form(gap: float, pad: float, *columns: tuple[float, Type], head: bool = True) -> Form:
    return Form(tuple(Column(*column) for column in columns), gap, pad, head)


FORMS: Final = MappingProxyType[SlideForm, Form](
    {
        "numbers": _form(24, 10, (250, Type(18, 1.3, 24)), (280, Type(18)), (590, Type(16))),
        "whys": _form(24, 13, (250, Type(19, 1.3)), (530, Type(22, 1.3)), (340, Type(16)), head=False),
        "actions": _form(16, 9, (490, Type(18)), (160, Type(18)), (290, Type(18)), (180, Type(18))),
        "conflicts": _form(16, 10, (180, Type(17)), (205, Type(16)), (225, Type(16)), (134, Type(16)), (360, Type(16))),
        "unknowns": _form(24, 13, (480, Type(19)), (320, Type(17)), (320, Type(17))),
        "decisions": _form(24, 18, (60, Type(38, 1.0)), (744, Type(19, 1.35, 25)), (316, Type(17)), head=False),
        "table": _form(16, 10, (520, Type(17)), (200, Type(16)), (190, Type(16)), (210, Type(16))),
    }
)
"""Every form that has rows."""


def lay_out(slides: Iterable[Slide]) -> tuple[Slide, ...]:
    """Return the slides of a deck, in its order, none fuller than 1280 by 720 pixels hold.

    Parameters
    ----------
    slides : iterable of Slide
        One for each thing that the deck shows.

    Returns
    -------
    tuple of Slide
        A slide with more rows than fit goes on on further slides, which say so; each row stands on one of them.
        A row taller than a slide is parted between lines.
    """
    known = {name: place for place, name in enumerate(ORDER)}
    ordered = sorted(slides, key=lambda slide: known.get(slide.name, len(known)))
    return tuple(page for slide in ordered for page in _pages(_bounded(slide)))


def title_size(slide: Slide) -> float:
    """Return the size of a title, in pixels: the largest at which it takes at most two lines."""
    sizes = COVER_TITLES if slide.form == "cover" else TITLES
    return next((size for size in sizes if len(wrap(slide.title, INNER, size, bold=True)) <= 2), sizes[-1])


def used(slide: Slide) -> float:
    """Return how far down the content of a slide reaches, in pixels from its top.

    Parameters
    ----------
    slide : Slide
        As :func:`lay_out` gives it.

    Returns
    -------
    float
        At most ``BOTTOM``. A picture takes what the words leave.
    """
    rows = sum(row_height(row, FORMS[slide.form], dense=slide.dense) for row in slide.rows)
    return _top(slide) + rows + _foot(slide)


def pad(form: Form, *, dense: bool) -> float:
    """Return the space above and below a row."""
    return form.pad / 2 if dense else form.pad


def row_height(row: Row, form: Form, *, dense: bool) -> float:
    """Return the height of a row with its hairline."""
    cells = zip(row.cells, form.columns, strict=False)
    return (
        2 * pad(form, dense=dense)
        + 1
        + max((height(cell, each.width - _SLACK, each.kind) for cell, each in cells), default=0.0)
    )


def _top(slide: Slide) -> float:
    """Return where the rows, or the picture, of a slide begin."""
    size = title_size(slide)
    top = TOP + len(wrap(slide.title, INNER, size, bold=True)) * size * TITLE_LEADING
    if slide.below:
        top += 8 + height(slide.below, INNER - _SLACK, SUB)
    return top + SPACE + (HEAD_HEIGHT if slide.columns and FORMS[slide.form].head else 0.0)


def _foot(slide: Slide) -> float:
    """Return the height of the box and the note below the rows."""
    stop = STOP_SPACE + 2 * STOP_PAD + height(slide.stop, INNER - STOP_SIDES - STOP_PAD - _SLACK, STOP)
    note = NOTE_SPACE + height(slide.note, INNER - _SLACK, NOTE)
    return (stop if slide.stop else 0.0) + (note if slide.note else 0.0)


def _bounded(slide: Slide) -> Slide:
    """Return a slide whose words outside its rows leave room for these; what is too long stays in the notes."""
    if len(wrap(slide.title, INNER, TITLES[-1], bold=True)) > _MOST_TITLE:
        slide = replace(slide, title=f"{slide.name.capitalize()}: the notes have the whole sentence")
    return replace(
        slide,
        below=_within(slide.below, INNER, SUB, 2),
        lead=_within(slide.lead, _LEAD_WIDTH, LEAD, _LEAD_LINES),
        stop=_within(slide.stop, INNER - STOP_SIDES - STOP_PAD, STOP, _STOP_LINES),
        note=_within(slide.note, INNER, NOTE, 2),
    )


def _within(line: Line, width: float, kind: Type, most: int) -> Line:
    if len(set_lines(line, width - _SLACK, kind)) <= most:
        return line
    return plain("Too long for a slide; the notes have the whole text.")


def _pages(slide: Slide) -> tuple[Slide, ...]:
    """Return a slide, or as many as its rows need; rows stand closer where that saves one."""
    if not slide.rows:
        return (slide,)
    loose, dense = _shared(slide, dense=False), _shared(slide, dense=True)
    groups, close = (dense, True) if len(dense) < len(loose) else (loose, False)
    of = len(groups)
    return tuple(
        replace(
            slide,
            below=slide.below if number == 1 else (Words(f"Continued, {number} of {of}."),),
            rows=rows,
            stop=slide.stop if number == of else (),
            note=slide.note if number == of else (),
            columns=slide.columns if rows else (),
            dense=close,
        )
        for number, rows in enumerate(groups, 1)
    )


def _shared(slide: Slide, *, dense: bool) -> list[tuple[Row, ...]]:
    """Return the rows of each slide."""
    form = FORMS[slide.form]
    counts: list[int] = []
    rows: list[Row] = []
    for below in (slide.below, slide.below or plain("Continued")):  # a later slide says so below its title
        room = BOTTOM - _top(replace(slide, below=below))
        rows = [piece for row in slide.rows for piece in _pieces(row, form, room, dense)]
        counts = _even([row_height(row, form, dense=dense) for row in rows], room, _foot(slide))
        if len(counts) == 1:
            break
    starts = [0, *accumulate(counts)]
    return [tuple(rows[start:end]) for start, end in pairwise(starts)]


def _pieces(row: Row, form: Form, room: float, dense: bool) -> list[Row]:
    """Return a row, or its pieces where it is taller than a slide."""
    if row_height(row, form, dense=dense) <= room:
        return [row]
    inner = room - 2 * pad(form, dense=dense) - 1
    cells = zip(row.cells, form.columns, strict=False)
    columns = [parted(cell, each.width - _SLACK, each.kind, inner) for cell, each in cells]
    return [Row(tuple(cells), row.anchor) for cells in zip_longest(*columns, fillvalue=())]


def _even(heights: Sequence[float], room: float, foot: float) -> list[int]:
    """Return how many rows stand on each slide: as few slides as possible, about equally full."""
    best = _filled(heights, room, room - foot)
    limit = room
    while limit > max(heights):
        limit -= 8.0
        trial = _filled(heights, limit, min(limit, room - foot))
        if len(trial) > len(best):
            break
        best = trial
    return best


def _filled(heights: Sequence[float], room: float, last: float) -> list[int]:
    """Return rows for each slide, filled from the top; the last one, with box and note, holds less."""
    counts, taken = [0], 0.0
    for each in heights:
        if counts[-1] and taken + each > room:
            counts.append(0)
            taken = 0.0
        counts[-1] += 1
        taken += each
    if taken > last:
        if counts[-1] > 1:
            counts[-1] -= 1
            counts.append(1)
            taken = heights[-1]
        if taken > last:
            counts.append(0)
    return counts
