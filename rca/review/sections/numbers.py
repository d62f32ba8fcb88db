"""Key numbers: what people counted, with rival counts beside it, and lengths of time that are computed."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Heading, Line, Marks, Number, Numbers, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.milestones import spans
from rca.review.rows import when_words
from rca.review.sentences import amount, sentence, title, unit_shown

_MOST = 8


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
        time between milestones.
    """
    figures = list(material.head.figures)
    key = [figure for figure in figures if figure.key == "yes"] or figures
    items = [_figure(material, figure) for figure in key[:_MOST]]
    items.extend(
        Number(span.interval.short, span.name, (Words(span.definition), *marks(span.sources)))
        for span in spans(material)[: max(_MOST - len(items), 2)]
    )
    if not items:
        return ()
    below = "Each number has its definition, its date and its sources; marks such as {} lead to the list of sources."
    example = next((claim.source for figure in key for claim in figure.claims), "S1")
    return (Heading("Key numbers", below=plain(below.format(example))), Numbers(tuple(items)))


def _figure(material: Material, figure: Any) -> Number:
    first, *others = figure.claims
    unit, measure = first.unit or figure.unit, first.measure
    agreeing = [claim for claim in others if _same(claim, first, figure)]
    rivals = [claim for claim in others if claim not in agreeing]
    parts: Line = (Words(sentence(figure.definition or _says(figure))), *_basis(material, first))
    definition = (*parts, *marks([first.source, *(claim.source for claim in agreeing)]))
    for claim in rivals:
        definition = (*definition, Words(_rival(figure, claim, measure)), Marks((claim.source,)))
    return Number(amount(first.value, unit_shown(unit)), title(figure.name), definition)


def _same(claim: Any, first: Any, figure: Any) -> bool:
    alike = (claim.unit or figure.unit, claim.measure) == (first.unit or figure.unit, first.measure)
    return alike and amount(claim.value) == amount(first.value)


def _says(figure: Any) -> str:
    return f"In {figure.unit}" if figure.unit.casefold() not in figure.name.casefold() else figure.name


def _basis(material: Material, claim: Any) -> Line:
    whole = f"of {amount(claim.of)}" if claim.of else ""
    counted_by = f"counted by {claim.said_by}" if claim.said_by else ""
    at = f"as of {_as_of(material, claim.as_of)}" if claim.as_of else ""
    text = ", ".join(filter(None, (whole, counted_by, at)))
    return (Words(sentence(text)),) if text else ()


def _as_of(material: Material, text: str) -> str:
    event = material.events.get(text)
    return when_words(event, None) if event else text


def _rival(figure: Any, claim: Any, measure: str | None) -> str:
    value = amount(claim.value, unit_shown(claim.unit or figure.unit))
    who = f", {claim.said_by}" if claim.said_by else ""
    if claim.measure != measure:
        return f"Another measure ({claim.measure or figure.name}): {value}{who}"
    return f"Another count: {value}{who}"
