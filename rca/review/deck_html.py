"""Slides as HTML, and the notes to them; every word goes through :func:`rca.review.html.words`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rca.drawing.svg import scene_svg
from rca.review import slides as deck
from rca.review.blocks import Block, Line, Marks, Number, Paragraph, Row, Slide, Table, Words
from rca.review.html import fragment, line, words
from rca.review.slides import FORMS, MARGIN, Form

_NAMES = ("Previous", "Next")


def slide_sections(slides: Sequence[Slide], classification: str, case: str) -> str:
    """Return the slides of a deck.

    Parameters
    ----------
    slides : sequence of Slide
        As :func:`rca.review.slides.lay_out` gives them.
    classification, case : str
        For the foot of each slide: whose copy it is, and the id of the case.

    Returns
    -------
    str
        One ``<section>`` a slide, in reading order: heading, sentence below it, content, foot.
    """
    number = len(slides)
    return "\n".join(_section(slide, at, number, classification, case) for at, slide in enumerate(slides, 1))


def _section(slide: Slide, at: int, of: int, classification: str, case: str) -> str:
    head = "h1" if slide.form == "cover" else "h2"
    size = deck.title_size(slide)
    below = f'<p class="sub">{line(slide.below)}</p>' if slide.below else ""
    places = f"{at} of {of}"
    form = f"{slide.form} dense" if slide.dense else slide.form
    steps = "".join(_step(name, to, of) for name, to in zip(_NAMES, (at - 1, at + 1), strict=True))
    foot = (
        f'<div class="foot"><span>{words(classification)}</span><span>{words(case)}</span>'
        f'<span class="steps">{steps}<b>{places}</b></span></div>'
    )
    return (
        f'<section id="slide-{at}" class="s {form}" aria-label="Slide {places}">'
        f'<{head} class="t{size:.0f}">{words(slide.title)}</{head}>{below}{_content(slide, at)}{foot}</section>'
    )


def _step(name: str, to: int, of: int) -> str:
    return f'<a href="#/slide-{to}">{name}</a>' if 1 <= to <= of else ""


def _content(slide: Slide, at: int) -> str:
    lead = f'<p class="lead">{line(slide.lead)}</p>' if slide.lead else ""
    numbers = f'<dl class="big">{"".join(map(_number, slide.numbers))}</dl>' if slide.numbers else ""
    picture = f'<div class="picture">{scene_svg(slide.figure, f"slide-{at}-figure")}</div>' if slide.figure else ""
    rows = _table(slide) if slide.rows else ""
    stop = f'<p class="stop">{line(slide.stop)}</p>' if slide.stop else ""
    note = f'<p class="note">{line(slide.note)}</p>' if slide.note else ""
    return f"{lead}{numbers}{picture}{rows}{stop}{note}"


def _number(number: Number) -> str:
    sources = [part for part in number.definition if isinstance(part, Marks)][:1]
    value = " ".join(filter(None, (number.value, number.unit)))
    return f"<div><dt>{words(number.name)} {line(tuple(sources))}</dt><dd>{words(value)}</dd></div>"


def _table(slide: Slide) -> str:
    columns = slide.columns or tuple("" for _ in FORMS[slide.form].columns)
    heads = "".join(f'<th scope="col">{words(name)}</th>' for name in columns)
    unseen = "" if FORMS[slide.form].head else ' class="unseen"'
    head = f"<thead{unseen}><tr>{heads}</tr></thead>" if any(columns) else ""
    return f'<table class="rows">{head}<tbody>{"".join(map(_row, slide.rows))}</tbody></table>'


def _row(row: Row) -> str:
    first, *others = row.cells
    cells = "".join(f"<td>{line(cell)}</td>" for cell in others)
    return f'<tr><th scope="row">{line(first)}</th>{cells}</tr>'


def form_rules() -> str:
    """Return the style rules of the sizes that slides are measured with.

    Returns
    -------
    str
        CSS from the same numbers as the measure.
    """
    sizes = sorted({*deck.TITLES, *deck.COVER_TITLES})
    titles = "".join(f".t{size:.0f}{{font-size:{size:.0f}px;line-height:{deck.TITLE_LEADING}}}" for size in sizes)
    kinds = {"sub": deck.SUB, "lead": deck.LEAD, "stop": deck.STOP, "note": deck.NOTE}
    texts = "".join(
        f".s .{name}{{font-size:{kind.size:g}px;line-height:{kind.leading:g}}}" for name, kind in kinds.items()
    )
    page = f".s{{width:{deck.WIDTH}px;height:{deck.HEIGHT}px;padding:{deck.TOP}px {MARGIN}px 0}}"
    return page + titles + texts + "".join(_form_rules(name, form) for name, form in FORMS.items())


def _form_rules(name: str, form: Form) -> str:
    rules = [
        f".s.{name}{dense} .rows tbody tr>*{{padding-top:{pad:g}px;padding-bottom:{pad:g}px}}"
        for dense, pad in (("", form.pad), (".dense", deck.pad(form, dense=True)))
    ]
    for number, column in enumerate(form.columns, 1):
        last = number == len(form.columns)
        width = column.width + (0 if last else form.gap)
        right = 0 if last else form.gap
        rules.append(f".s.{name} .rows tr>:nth-child({number}){{width:{width:g}px;padding-right:{right:g}px}}")
        cell = f".s.{name} .rows tbody tr>:nth-child({number})"
        rules.append(f"{cell}{{font-size:{column.kind.size:g}px;line-height:{column.kind.leading:g}}}")
        if column.kind.strong:
            rules.append(f"{cell} strong{{font-size:{column.kind.strong:g}px}}")
    return "".join(rules)


def note_sections(slides: Sequence[Slide], titles: dict[str, str]) -> str:
    """Return the notes to a deck: what each slide says, in words and whole.

    Parameters
    ----------
    slides : sequence of Slide
        As :func:`rca.review.slides.lay_out` gives them.
    titles : dict of str to str
        Titles of the sources by id.

    Returns
    -------
    str
        One ``<section>`` a topic; rows that a deck spreads over slides stand together.
    """
    out: list[str] = []
    numbered = list(enumerate(slides, 1))
    for _, group in groupby(numbered, key=lambda pair: (pair[1].name, pair[1].title)):
        pages = list(group)
        out.append(_notes([slide for _, slide in pages], pages[0][0], pages[-1][0], titles))
    return "\n".join(out)


def _notes(pages: Sequence[Slide], first: int, last: int, titles: dict[str, str]) -> str:
    top, end = pages[0], pages[-1]
    number = f"Slide {first}" if first == last else f"Slides {first} to {last}"
    blocks: list[Block] = [Paragraph(text) for text in (top.below, top.lead) if text]
    for item in top.numbers:
        value = " ".join(filter(None, (item.value, item.unit)))
        blocks.append(Paragraph((Words(f"{item.name}: {value}.", "strong"), *item.definition)))
    if top.figure is not None:
        blocks.append(Paragraph((Words(top.figure.description),)))
    rows = tuple(row for page in pages for row in page.rows)
    if rows:
        columns = top.columns or tuple("" for _ in rows[0].cells)
        blocks.append(Table(columns, tuple(Row(row.cells) for row in rows), (), title=top.title))
    blocks.extend(top.words)
    blocks.extend(Paragraph(text) for text in (end.stop, end.note) if text)
    named = [f"{id_} {titles[id_]}" for id_ in _ids(pages) if id_ in titles]
    if named:
        blocks.append(Paragraph((Words("Sources:", "strong"), Words("; ".join(named))), quiet=True))
    return f'<section><h2><span class="quiet">{number}.</span> {words(top.title)}</h2>{fragment(blocks)}</section>'


def _ids(pages: Sequence[Slide]) -> list[str]:
    """Return the ids that slides mark, each once, in order."""
    lines: list[Line] = []
    for page in pages:
        lines.extend((page.below, page.lead, page.stop, page.note))
        lines.extend(number.definition for number in page.numbers)
        lines.extend(cell for row in page.rows for cell in row.cells)
        lines.extend(
            cell for block in page.words if isinstance(block, Table) for row in block.rows for cell in row.cells
        )
    found = (id_ for each in lines for part in each if isinstance(part, Marks) for id_ in part.ids)
    return list(dict.fromkeys(found))
