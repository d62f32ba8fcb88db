"""A review as pages of paper: figures on sheets of their own, everything that folds laid open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape
from itertools import takewhile
from typing import Final

from rca.drawing.measure import wrap
from rca.drawing.palette import FONT_STACK
from rca.drawing.svg import number, scene_svg
from rca.review import html
from rca.review.blocks import Block, Callout, Details, Figure, Foreign, Heading, Table, Words
from rca.review.columns import shares
from rca.review.exporters import Arranged
from rca.review.front import close
from rca.review.sentences import counted
from rca.review.sheets import SHEETS, Part, part_scene, parts
from rca.review.text import line_text

MOST_ROWS: Final = 250
"""Rows of a table that are printed; the rest are counted."""

_FONT = 'font-family="Paper, sans-serif"'
_TABLE = 478.0
_HEADING = 13.0
_BELOW = 8.5
_NAME = 17.0
_SPACE = 16.0


def report_body(arranged: Arranged, paper: str) -> str:
    """Return the body of a report to be printed: cover and summary, the figures, then everything else.

    Parameters
    ----------
    arranged : Arranged
        The parts of the review.
    paper : str
        A key of ``SHEETS``.

    Returns
    -------
    str
        HTML without scripts or links to anything outside.
    """
    links = arranged.links
    cover = html.fragment([arranged.cover], links) if arranged.cover else ""
    early = list(takewhile(lambda section: not _figures(section), arranged.sections))
    after = arranged.sections[len(early) :]
    # What folds on a screen would part the summary from the figures: on paper it stands behind them.
    before = [[block for block in section if not (after and isinstance(block, Details))] for section in early]
    folded = [block for section in early for block in section if after and isinstance(block, Details)]
    behind: list[list[Block | Foreign]] = [[Heading(block.summary), *block.blocks] for block in folded]
    sheets = [sheet for section in after for sheet in _sheets(section, links, paper)]
    flow = [_flow(rest, links) for rest in (*behind, *map(_words, after)) if rest]
    foot = _blocks(arranged.foot, links)
    opening = [*([arranged.cover] if arranged.cover else []), *(part for section in before for part in section)]
    size = ' class="close"' if after and close(opening, paper) else ""
    summary = "".join(_flow(section, links) for section in before)
    first, second = (f"<div{size}>{inner}</div>" if inner else "" for inner in (cover, summary))
    main = "\n".join((second, *sheets, *flow))
    return f"{first}\n<main>\n{main}\n</main>\n" + (f"<footer>{foot}</footer>" if foot else "")


def with_fonts(figures: str) -> str:
    """Return a page whose figures are set in the fonts that a printed page carries.

    Parameters
    ----------
    figures : str
        HTML with figures.

    Returns
    -------
    str
        The same HTML otherwise.
    """
    return figures.replace(f'font-family="{escape(FONT_STACK)}"', _FONT)


def _figures(section: Sequence[Block | Foreign]) -> list[Figure]:
    return [block for block in section if isinstance(block, Figure)]


def _sheets(section: Sequence[Block | Foreign], links: frozenset[str], paper: str) -> Iterator[str]:
    """Yield the figures of a section, each on sheets of its own, the first with the heading of the section."""
    above = section[0] if isinstance(section[0], Heading) else None
    figures = _figures(section)
    for figure in figures:
        name = f'<p class="name">{html.words(figure.scene.title)}</p>' if len(figures) > 1 else ""
        for part in parts(figure.scene, paper, _height(above, paper) + (_NAME if name else 0.0)):
            head = (html.fragment([above], links) if above else "") + name
            yield f'<section class="sheet {part.sheet.name}">{head}{_picture(figure, part)}</section>'
            above = None


def _words(section: Sequence[Block | Foreign]) -> list[Block | Foreign]:
    """Return what of a section flows on behind the sheets: all of it, or what stands beside its figures."""
    figures = _figures(section)
    if not figures:
        return list(section)
    said = [part for figure in figures if figure.words for part in (Heading(figure.summary), *figure.words)]
    return [*said, *(block for n, block in enumerate(section) if block not in figures and not _begins(n, block))]


def _begins(place: int, block: Block | Foreign) -> bool:
    return place == 0 and isinstance(block, Heading)


def _flow(blocks: Iterable[Block | Foreign], links: frozenset[str]) -> str:
    inner = "".join(part.html if isinstance(part, Foreign) else _blocks([part], links) for part in blocks)
    return f"<section>{inner}</section>"


def _blocks(blocks: Iterable[Block], links: frozenset[str]) -> str:
    """Return blocks as HTML, the columns of their tables as wide as their words need."""
    opened = tuple(_laid_open(blocks))
    first, *others = html.fragment(opened, links).split("<thead")
    groups = (_columns(table) for table in _tables(opened))
    return "".join((first, *(f"{group}<thead{rest}" for group, rest in zip(groups, others, strict=True))))


def _tables(blocks: Iterable[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Callout):
            yield from _tables(block.blocks)


def _columns(table: Table) -> str:
    columns = (f'<col style="width:{share:.2%}">' for share in shares(table, _TABLE))
    return f"<colgroup>{''.join(columns)}</colgroup>"


def _laid_open(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks as paper needs them: nothing folded, no table that goes on for many pages."""
    for block in blocks:
        match block:
            case Details():
                yield _title(block.summary)
                yield from _laid_open(block.blocks)
            case Callout():
                yield replace(block, blocks=tuple(_laid_open(block.blocks)))
            case Table() if len(block.rows) > MOST_ROWS:
                more = f"{counted(len(block.rows) - MOST_ROWS, 'further row')} not printed."
                yield replace(block, rows=block.rows[:MOST_ROWS], caption=(*block.caption, Words(more)))
            case _:
                yield block


def _title(text: str) -> Heading:
    return Heading(text, level=3)


def _height(heading: Heading | None, paper: str) -> float:
    """Return the height of a heading and the sentence below it on the narrowest sheet for figures, in points."""
    if heading is None:
        return 0.0
    width = SHEETS[paper][1].inner[0]
    lines = len(wrap(heading.text, width, _HEADING, bold=True)) * _HEADING * 1.25
    below = len(wrap(line_text(heading.below), width, _BELOW)) * _BELOW * 1.45 if heading.below else 0.0
    return lines + below + _SPACE


def _picture(figure: Figure, part: Part) -> str:
    """Return one part of a figure, with all that it says as its alternative text."""
    scene = part_scene(part)
    name = f"{figure.name}-{part.top:.0f}" if part.top else figure.name
    told = replace(scene, title=f"{scene.title}. {scene.description}")
    svg = with_fonts(scene_svg(told, name))
    whole = f'viewBox="0 0 {number(scene.width)} {number(scene.height)}"'
    height = number(part.bottom - part.top)
    box = f'viewBox="0 {number(part.top)} {number(scene.width)} {height}"'
    svg = svg.replace(whole, box, 1).replace(f'height="{number(scene.height)}"', f'height="{height}"', 1)
    return f'<figure style="width:{part.scale * scene.width:.1f}pt">{svg}</figure>'
