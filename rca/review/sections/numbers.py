"""Key numbers: what people counted, with rival counts beside it, and lengths of time that are computed."""

from __future__ import annotations

from typing import Any

from rca.case.when_parse import parse_when
from rca.review.blocks import Block, Break, Details, Heading, Line, Number, Numbers, Row, Table, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.milestones import spans
from rca.review.rows import claim_text, full_date
from rca.review.sentences import amount, sentence, title, unit_shown

_BOUNDS = frozenset({"by", "before", "after", "between", "from", "since", "until"})
_MOST = 8
_ROW = 4


def numbers(material: Material) -> tuple[Block, ...]:
    """Return the key numbers.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading and at most eight figures (those marked as key, or the first ones), then the lengths of
        time between milestones; for readers who see every event, a table of all figures.
    """
    figures = list(material.head.figures)
    key = [figure for figure in figures if figure.key == "yes"] or figures
    items = [_figure(material, figure) for figure in key[:_MOST]]
    items.extend(
        Number(span.interval.short, "", span.name, (Words(span.definition), *marks(span.sources)))
        for span in spans(material)[: _room(len(items))]
    )
    if not items:
        return ()
    below = "Each number has its definition, its date and its sources; marks such as {} lead to the list of sources."
    example = next((claim.source for figure in key for claim in figure.claims), "S1")
    return (Heading("Key numbers", below=plain(below.format(example))), Numbers(tuple(items)), *_every(material))


def _every(material: Material) -> tuple[Block, ...]:
    """Return all figures with all that is claimed of them, for readers who see every event."""
    figures = material.head.figures
    if material.audience.events != "all" or not figures:
        return ()
    rows = tuple(
        Row((_named(figure), _claims(material, figure), plain(sentence(figure.definition or "not stated"))))
        for figure in figures
    )
    table = Table(("Figure", "Claims", "Definition"), rows, (), title="All figures")
    return (Details(f"All {len(figures)} figures" if len(figures) > 1 else "The figure", (table,)),)


def _named(figure: Any) -> Line:
    return (Words(title(figure.name), "strong"), *marks([figure.id]))


def _claims(material: Material, figure: Any) -> Line:
    """Return each claim of a figure on its own line, with its source and its date."""
    parts: Line = ()
    for n, claim in enumerate(figure.claims):
        value = amount(claim.value, unit_shown(claim.unit or figure.unit, figure.name))
        about = (
            f"of {amount(claim.of)}" if claim.of else "",
            f"measure: {claim.measure}" if claim.measure else "",
            f"counted by {claim.said_by}" if claim.said_by else "",
            _as_of(material, claim.as_of) if claim.as_of else "no date stated",
        )
        words = Words(", ".join(filter(None, (value, *about))))
        parts = (*parts, *((Break(),) if n else ()), words, *marks([claim.source]))
    return parts


def _room(figures: int) -> int:
    """Return how many lengths of time fill the last row."""
    return -figures % _ROW or _ROW


def _figure(material: Material, figure: Any) -> Number:
    first, *others = figure.claims
    unit = unit_shown(first.unit or figure.unit, figure.name)
    agreeing = [claim for claim in others if _same(claim, first, figure)]
    rivals = [claim for claim in others if claim not in agreeing]
    definition: Line = plain(_definition(material, figure, first))
    definition = (*definition, *marks([first.source]), *_agreeing(material, first, agreeing))
    alike = [claim for claim in rivals if claim.measure == first.measure]
    definition = (*definition, *_also("Also stated:", figure, alike))
    for claim in rivals:
        if claim not in alike:
            measure = claim.measure or figure.name
            definition = (*definition, *_also(f"Another measure, {measure}:", figure, [claim]))
    return Number(amount(first.value), unit, title(figure.name), definition)


def _same(claim: Any, first: Any, figure: Any) -> bool:
    alike = (claim.unit or figure.unit, claim.measure) == (first.unit or figure.unit, first.measure)
    return alike and amount(claim.value) == amount(first.value)


def _agreeing(material: Material, first: Any, claims: list[Any]) -> Line:
    """Return the sources of the same value, each with its own date."""
    parts: Line = ()
    for n, claim in enumerate(claims):
        lead = ";" if n else f"Also {amount(first.value)}:"
        event = material.events.get(claim.as_of)
        known = event.key if event else claim.as_of and "-" in claim.as_of  # an event that some copies lack has no day
        dated = f"({_as_of(material, claim.as_of)})" if known else ""
        parts = (*parts, Words(lead), *marks([claim.source]), *((Words(dated),) if dated else ()))
    return (*parts, Words(".")) if parts else ()


def _definition(material: Material, figure: Any, claim: Any) -> str:
    """Return what exactly was counted, out of what, by whom and up to when."""
    who = f"counted by {claim.said_by}" if claim.said_by and not figure.definition else ""
    whole = f"of {amount(claim.of)}" if claim.of else ""
    at = _as_of(material, claim.as_of) if claim.as_of else ""
    basis = ", ".join(filter(None, (whole, who, at)))
    return " ".join(sentence(part) for part in (figure.definition, basis) if part)


def _as_of(material: Material, text: str) -> str:
    """Return the day of a count in words: as of a day, or stated within bounds such as `by 20 Jul`."""
    event = material.events.get(text)
    try:
        words = full_date(event) if event is not None else claim_text(parse_when(text))
    except ValueError:
        words = text
    return f"stated {words}" if words.partition(" ")[0] in _BOUNDS else f"as of {words}"


def _also(lead: str, figure: Any, claims: list[Any]) -> Line:
    """Return rival counts, each with its source."""
    parts: Line = ()
    for n, claim in enumerate(claims):
        value = amount(claim.value, unit_shown(claim.unit or figure.unit, figure.name))
        parts = (*parts, Words(f"; {value}" if n else f"{lead} {value}"), *marks([claim.source]))
    return (*parts, Words(".")) if parts else ()
