"""Blocks as plain text, for terminals, diffs and readers without a browser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rca.review.blocks import (
    Block,
    Boxes,
    Branch,
    Break,
    Callout,
    Cover,
    Definitions,
    Details,
    Entries,
    Figure,
    Heading,
    Inline,
    Line,
    Marks,
    Numbers,
    Paragraph,
    Provenance,
    Slide,
    Steps,
    Table,
    Tag,
    Tree,
    Words,
)
from rca.review.lines import opens_tight


def plain_text(blocks: Iterable[Block]) -> str:
    """Return blocks as text.

    Parameters
    ----------
    blocks : iterable of Block
        The blocks.

    Returns
    -------
    str
        Lines without markup; tables have one line a row, figures their words.

    Examples
    --------
    >>> print(plain_text([Heading("Key numbers"), Paragraph((Words("One"), Marks(("S1",))))]))
    Key numbers
    ===========
    One [S1]
    """
    return "\n".join(text for block in blocks for text in _block(block))


def line_text(line: Line) -> str:
    """Return a run of inline parts as text.

    Parameters
    ----------
    line : tuple
        Inline parts.

    Returns
    -------
    str
        One line.
    """
    out = ""
    for text in filter(None, map(_inline, line)):
        out += text if not out or opens_tight(text) else f" {text}"
    return out


def _inline(part: Inline) -> str:
    match part:
        case Words():
            return part.text
        case Marks():
            return f"[{' '.join(part.ids)}]"
        case Tag():
            return f"({part.text})"
        case Boxes():
            return part.word
        case Break():
            return "/"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Cover():
            yield from _cover(block)
        case Heading():
            yield block.text
            yield ("=" if block.level == 2 else "-") * len(block.text)
            if block.below:
                yield line_text(block.below)
        case Paragraph():
            yield line_text(block.line)
        case Steps():
            for number, item in enumerate(block.items, 1):
                yield f"{f'{number}.' if block.ordered else '-'} {line_text(item)}"
        case Numbers():
            for entry in block.items:
                value = " ".join(filter(None, (entry.value, entry.unit)))
                yield f"{value}: {entry.name}. {line_text(entry.definition)}"
        case Table():
            yield from _table(block)
        case Tree():
            for branch in block.items:
                yield from _branch(branch, 0)
        case Entries():
            for each in block.items:
                yield " ".join(filter(None, (f"{each.title}:", *map(line_text, each.lines), line_text(each.note))))
        case Definitions():
            yield from (f"{item.term}: {line_text(item.line)}" for item in block.items)
        case Figure():
            yield f"{block.scene.title}. {block.scene.description}"
            yield plain_text(block.words)
        case Details():
            yield f"{block.summary}:"
            yield plain_text(block.blocks)
        case Callout():
            yield block.title
            yield "-" * len(block.title)
            yield plain_text(block.blocks)
        case Slide():
            pass  # only a deck shows it
        case Provenance():
            yield f"{block.title}. {block.below}"
            yield from (f"{item.term}: {line_text(item.line)}" for item in block.items)


def _cover(cover: Cover) -> Iterator[str]:
    yield " | ".join(filter(None, (cover.classification, cover.note)))
    yield cover.kicker
    yield cover.title
    yield "=" * len(cover.title)
    yield line_text(cover.lead)
    yield from (f"{fact.name}: {fact.value}" for fact in cover.facts)


def _table(table: Table) -> Iterator[str]:
    yield " | ".join(table.columns)
    yield from (" | ".join(line_text(cell) for cell in row.cells) for row in table.rows)
    if table.caption:
        yield line_text(table.caption)


def _branch(branch: Branch, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {line_text(branch.line)}"
    for item in branch.items:
        yield from _branch(item, depth + 1)
