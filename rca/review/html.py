"""Blocks as HTML. This is the only file that writes HTML; every word goes through :func:`words`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from rca.drawing.svg import scene_svg
from rca.review.blocks import (
    Block,
    Boxes,
    Branch,
    Break,
    Callout,
    Cover,
    Definition,
    Definitions,
    Details,
    Entries,
    Figure,
    Foreign,
    Heading,
    Inline,
    Line,
    Marks,
    Number,
    Numbers,
    Paragraph,
    Provenance,
    Row,
    Slide,
    Steps,
    Table,
    Tag,
    Tree,
    Words,
)
from rca.review.defang import defang
from rca.review.lines import opens_tight
from rca.review.paper import paper

_WRAPPED = {"plain": "{}", "strong": "<strong>{}</strong>", "quiet": '<span class="quiet">{}</span>'}
_TOGETHER = 3
_WRAPPED["code"] = "<code>{}</code>"


def words(text: str) -> str:
    """Return text as HTML text: every sign of markup escaped, every address made unusable.

    Parameters
    ----------
    text : str
        Any text; text of a case is hostile.

    Returns
    -------
    str
        Text that is safe between tags and inside a quoted attribute.

    Examples
    --------
    >>> words("<b> at https://a.example/x")
    '&lt;b&gt; at hxxps://a[.]example/x'
    """
    return escape(defang(text), quote=True)


def line(parts: Line, links: frozenset[str] = frozenset()) -> str:
    """Return a run of inline parts.

    Parameters
    ----------
    parts : tuple
        Inline parts, set one after another with a space between.
    links : frozenset of str
        Ids that have a place in the page; marks of these lead there.

    Returns
    -------
    str
        HTML.
    """
    out: list[str] = []
    for part in parts:
        tight = not out or out[-1] == "<br>" or isinstance(part, Break)
        tight = tight or (isinstance(part, Words) and opens_tight(part.text))
        out.extend(("" if tight else " ", _inline(part, links)))
    return "".join(out)


def _inline(part: Inline, links: frozenset[str]) -> str:
    match part:
        case Words():
            return _WRAPPED[part.tone].format(words(part.text))
        case Marks():
            name = "src nb" if len(part.ids) <= _TOGETHER else "src"
            return f'<span class="{name}">{" ".join(_mark(id_, links) for id_ in part.ids)}</span>'
        case Tag():
            return f'<span class="tag {part.tone}">{words(part.text)}</span>'
        case Boxes():
            boxes = "".join(f"<i{' class=on' if n < part.filled else ''}></i>" for n in range(part.of))
            return f'<span class="nb"><span class="boxes" aria-hidden="true">{boxes}</span>{words(part.word)}</span>'
        case Break():
            return "<br>"


def _mark(id_: str, links: frozenset[str]) -> str:
    place = id_.partition(":")[0]  # a row of evidence leads to its source
    return f'<a href="#{words(place)}">{words(id_)}</a>' if place in links else words(id_)


def anchors(blocks: Iterable[Block]) -> frozenset[str]:
    """Return the ids that have a place of their own in some blocks.

    Parameters
    ----------
    blocks : iterable of Block
        The blocks of one page.

    Returns
    -------
    frozenset of str
        Ids of table rows and entries.
    """
    return frozenset(filter(None, _anchors(blocks)))


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from (row.anchor for row in block.rows)
            case Entries():
                yield from (entry.anchor for entry in block.items)
            case Callout() | Details():
                yield from _anchors(block.blocks)
            case _:
                pass


def section(parts: Sequence[Block | Foreign], links: frozenset[str] = frozenset()) -> str:
    """Return one section as an element of a page.

    Parameters
    ----------
    parts : sequence
        Blocks, and cells of a person that were made safe; a first heading with ``new_page`` begins a page on
        paper.
    links : frozenset of str
        As for :func:`line`.

    Returns
    -------
    str
        One ``<section>``.
    """
    paged = isinstance(parts[0], Heading) and parts[0].new_page
    name = f' class="page {paper(parts)}"' if paged else ""
    inner = "\n".join(part.html if isinstance(part, Foreign) else _block(part, links) for part in parts)
    return f"<section{name}>\n{inner}\n</section>"


def fragment(blocks: Iterable[Block], links: frozenset[str] = frozenset()) -> str:
    """Return blocks as HTML, one after another, without the page around them.

    Parameters
    ----------
    blocks : iterable of Block
        The blocks.
    links : frozenset of str
        As for :func:`line`.

    Returns
    -------
    str
        HTML that needs no script, no style attribute and nothing from outside.
    """
    return "\n".join(_block(block, links) for block in blocks)


def _block(block: Block, links: frozenset[str]) -> str:
    match block:
        case Cover():
            return _cover(block, links)
        case Heading():
            below = f'<p class="below">{line(block.below, links)}</p>' if block.below else ""
            return f"<h{block.level}>{words(block.text)}</h{block.level}>{below}"
        case Paragraph():
            return f"<p{' class=quiet' if block.quiet else ''}>{line(block.line, links)}</p>"
        case Steps():
            name = "ol" if block.ordered else "ul"
            return f"<{name}>{''.join(f'<li>{line(item, links)}</li>' for item in block.items)}</{name}>"
        case Numbers():
            return f'<dl class="numbers">{"".join(_number(item, links) for item in block.items)}</dl>'
        case Table():
            return _table(block, links)
        case Tree():
            return f'<ul class="tree">{"".join(_branch(item, links) for item in block.items)}</ul>'
        case Entries():
            return _entries(block, links)
        case Definitions():
            return f'<dl class="list">{_definitions(block.items, links)}</dl>'
        case Figure():
            return _figure(block, links)
        case Details():
            state = " open" if block.unfolded else ""
            return f"<details{state}><summary>{words(block.summary)}</summary>{fragment(block.blocks, links)}</details>"
        case Callout():
            inner = fragment(block.blocks, links)
            return f'<div class="callout {block.tone}"><h2 class="small">{words(block.title)}</h2>{inner}</div>'
        case Slide():
            return ""  # only a deck shows it
        case Provenance():
            head = f'<h2 class="small">{words(block.title)}</h2><p class="below">{words(block.below)}</p>'
            return f"{head}<dl>{_definitions(block.items, links)}</dl>"


def _cover(cover: Cover, links: frozenset[str]) -> str:
    note = f"<span>{words(cover.note)}</span>" if cover.note else ""
    facts = "".join(f"<div><dt>{words(f.name)}:</dt> <dd>{words(f.value)}</dd></div>" for f in cover.facts)
    return (
        f'<header><div class="copy"><div class="wrap"><span>{words(cover.classification)}</span>{note}</div></div>'
        f'<div class="cover wrap"><p class="kicker">{words(cover.kicker)}</p><h1>{words(cover.title)}</h1>'
        f'<p class="lead">{line(cover.lead, links)}</p><dl class="state">{facts}</dl></div></header>'
    )


def _number(number: Number, links: frozenset[str]) -> str:
    unit = f"&nbsp;<small>{words(number.unit)}</small>" if number.unit else ""
    return (
        f"<div><dt><b>{words(number.value)}{unit}</b> {words(number.name)}</dt>"
        f"<dd>{line(number.definition, links)}</dd></div>"
    )


def _table(table: Table, links: frozenset[str]) -> str:
    # Narrow pages lay rows out as blocks; the roles keep it a table to a screen reader there.
    title = f'<span class="unseen">{words(table.title)}. </span>' if table.title else ""
    caption = f"<caption>{title}{line(table.caption, links)}</caption>" if title or table.caption else ""
    heads = "".join(f'<th scope="col" role="columnheader">{words(name)}</th>' for name in table.columns)
    rows = "".join(_row(row, table, links) for row in table.rows)
    return (
        f'<table role="table">{caption}<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _row(row: Row, table: Table, links: frozenset[str]) -> str:
    anchor = f' id="{words(row.anchor)}"' if row.anchor else ""
    links -= {row.anchor}  # no mark leads to where it stands
    first, *others = row.cells
    cells = "".join(
        f'<td role="cell"{_label(name) if n >= table.heads else ""}>{line(cell, links)}</td>'
        for n, (name, cell) in enumerate(zip(table.columns[1:], others, strict=True), 1)
    )
    return f'<tr role="row"{anchor}><th scope="row" role="rowheader">{line(first, links)}</th>{cells}</tr>'


def _label(name: str) -> str:
    return f' data-label="{words(name)}"'


def _branch(branch: Branch, links: frozenset[str]) -> str:
    below = f"<ul>{''.join(_branch(item, links) for item in branch.items)}</ul>" if branch.items else ""
    return f"<li>{line(branch.line, links)}{below}</li>"


def _entries(entries: Entries, links: frozenset[str]) -> str:
    out = []
    for entry in entries.items:
        anchor = f' id="{words(entry.anchor)}"' if entry.anchor else ""
        links -= {entry.anchor}
        body = "".join(f"<p>{line(item, links)}</p>" for item in entry.lines)
        note = f'<p class="quiet">{line(entry.note, links)}</p>' if entry.note else ""
        out.append(f"<div{anchor}><h3>{words(entry.title)}</h3>{body}{note}</div>")
    return f'<div class="entries">{"".join(out)}</div>'


def _definitions(items: Iterable[Definition], links: frozenset[str]) -> str:
    return "".join(f"<dt>{words(item.term)}</dt><dd>{line(item.line, links)}</dd>" for item in items)


def _figure(figure: Figure, links: frozenset[str]) -> str:
    label = words(f"{figure.scene.title}, scrolls sideways")
    picture = scene_svg(figure.scene, figure.name)
    instead = ""
    if figure.words:
        inner = fragment(figure.words, links)
        instead = f'<details class="instead"><summary>{words(figure.summary)}</summary>{inner}</details>'
    return (
        f'<figure><div class="picture" tabindex="0" role="group" aria-label="{label}">{picture}</div>{instead}</figure>'
    )
