"""What a deck shows of cover, timeline, tree and whys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from rca.review.blocks import (
    Block,
    Cover,
    Definition,
    Definitions,
    Heading,
    Number,
    Paragraph,
    Row,
    Slide,
    Steps,
    Table,
    Words,
)
from rca.review.fitting import Type, set_lines
from rca.review.lines import marks, plain, strong
from rca.review.material import Material
from rca.review.milestones import spans
from rca.review.moments import instants, main_year
from rca.review.rows import COLUMNS, event_row
from rca.review.sections.cover import confidence
from rca.review.sections.numbers import numbers
from rca.review.sentences import counted, excerpt, first_sentences, joined, number_word, spelled
from rca.review.text import line_text

SlideMaker = Callable[[Material, tuple[Block, ...]], tuple[Slide, ...]]
"""Turns the blocks of a section into what a deck shows of it."""

_SIGNS: Final = (
    ("exact", "Dot: to the minute."),
    ("about", "Dot in a band: about."),
    ("within", "Brackets: somewhere within."),
    ("either", "Joined rings: one of these."),
    ("relative", "Bars: timed from another event."),
    ("order", "Dotted: one bound only."),
    ("phase in doubt", "Pointed or hollow: in doubt."),
    ("contested", "Zigzag: contested."),
)
_ENDS: Final[Mapping[str | None, str]] = MappingProxyType(
    {
        "root": "nothing behind the last answer matters for this review",
        "outside_control": "the last answer lies outside our control",
        "needs_data": "what lies behind the last answer needs more data",
        "normal_condition": "the last answer is a normal condition",
        None: "no cause of the last answer is recorded",
    }
)
_LEAD: Final = 2
_KEY: Final = 3
_STEPS: Final = 6
_FULL: Final = 5
_NAMED: Final = 3
_WHOLE: Final = 392.0
"""Units of height that a title of one line leaves for a picture of 834 units."""
_SUB: Final = Type(19.0)
_WIDE: Final = 1168.0


def _cover(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    top = next(block for block in blocks if isinstance(block, Cover))
    summary = material.referenced(first_sentences(material.head.summary, _LEAD))
    facts = Definitions(tuple(Definition(fact.name, plain(fact.value)) for fact in top.facts))
    sure = f"Confidence: {confidence(material)}."
    found: list[Number] = [item for block in numbers(material) for item in getattr(block, "items", ())]
    lead = (*(part for part in summary if isinstance(part, Words)), Words(sure))
    return (Slide("cover", "cover", top.title, lead=lead, numbers=_key(material, found), words=(facts,)),)


def _key(material: Material, found: list[Number]) -> tuple[Number, ...]:
    """Return the first two figures and the length that the timeline marks; else the first three."""
    words = material.length[2] if material.length else None
    marked = [
        Number(span.interval.short, "", span.name, (Words(span.definition), *marks(span.sources)))
        for span in spans(material)
        if span.interval.short == words
    ][:1]
    figures = [number for number in found if number.value != words]
    return (*figures[: _KEY - len(marked)], *marked)


def _timeline(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    drawn = material.timeline_slide
    if drawn is None:
        return ()
    says = [words for name, words in _SIGNS if name in drawn.signs or (name == "exact" and "exact wide" in drawn.signs)]
    year = main_year(instants(event.start for event in material.timeline.events))
    rows = tuple(event_row(event, year) for event in material.timeline.events if event.id in drawn.events)
    words = (Table(COLUMNS, rows, (), title="Events on this slide"),)
    key = "key event" if material.audience.events == "key" else "event"
    parts = [f"{len(drawn.events)} of {counted(len(material.timeline.events), key)}"]
    if material.timeline.phases:
        parts.append(f"{len(drawn.phases)} of {counted(len(material.timeline.phases), 'phase')}")
    note = f"Drawn: {joined(parts)}, those of the hours in which most happened. The report has the rest."
    return (
        Slide(
            "timeline",
            "figure",
            _length(material) or _title(blocks),
            below=plain(_fitting(["Times in UTC.", *says])),
            figure=drawn.scene,
            note=plain(note) if _left_out(material) else (),
            words=words,
        ),
    )


def _length(material: Material) -> str:
    """Return the length of time that the picture marks, as a sentence."""
    if material.length is None:
        return ""
    words = material.length[2]
    return next((span.finding for span in spans(material) if span.interval.short == words), "")


def _left_out(material: Material) -> bool:
    drawn = material.timeline_slide
    return drawn is not None and (len(drawn.events), len(drawn.phases)) != (
        len(material.timeline.events),
        len(material.timeline.phases),
    )


def _tree(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    slides: list[Slide] = []
    drawn = material.tree_slide
    if drawn is not None:
        heading = next(block for block in blocks if isinstance(block, Heading))
        whole = len(material.factors)
        note = f"Drawn: {len(drawn.factors)} of {counted(whole, 'factor')}. The report has the whole tree."
        named = ((Words(material.factor_name(id_)), *marks([id_])) for id_ in drawn.factors)
        slides.append(
            Slide(
                "causes",
                "figure",
                heading.text,
                below=plain(_limits(line_text(heading.below))),
                figure=drawn.scene,
                note=plain(note) if len(drawn.factors) < whole else (),
                words=(Steps(tuple(named), ordered=False),),
            )
        )
    return (*slides, *_overview(material), *_whys(material))


def _overview(material: Material) -> Iterator[Slide]:
    """Yield the whole of a tree that takes several pictures where a slide holds it, for who sees every event."""
    whole = material.tree_overview_slide
    if whole is not None and whole.height <= _WHOLE and material.audience.events == "all":
        title = f"The whole tree: {counted(len(material.factors), 'factor')}, each below its effect"
        told = (Paragraph(plain(whole.description)),)
        yield Slide("causes", "figure", title, figure=whole, words=told)


def _limits(text: str) -> str:
    """Return those sentences under the heading of the tree that limit what it shows, as far as they fit."""
    said = [f"{each.rstrip('.')}." for each in text.split(". ")]
    kept = [each for each in said if " established" in each or "independent source" in each or "missing" in each]
    return _fitting([*kept, "Heavy lines are answered necessity, from the outcome to its causes."])


def _fitting(sentences: Sequence[str]) -> str:
    """Return the first sentences that fit on one line of a slide."""
    text = ""
    for each in sentences:
        longer = f"{text} {each}".strip()
        if len(set_lines(plain(longer), _WIDE, _SUB)) > 1:
            continue
        text = longer
    return text


def _whys(material: Material) -> Iterator[Slide]:
    """Yield one path through the tree, as questions and answers."""
    path = _path(material)
    if len(path) < 2:
        return
    rows = tuple(_why(material, effect, cause) for effect, cause in pairwise(path))
    times = {1: "once", 2: "twice"}.get(len(rows), f"{number_word(len(rows))} times")
    last = material.factors[path[-1]]
    title = f"Asked why {times}, the answers lead to “{excerpt(material.factor_name(path[-1]))}”"
    below = plain(f"One path through the tree; {_ENDS.get(last.stop, _ENDS[None])}.")
    yield Slide("whys", "whys", title, below=below, columns=("Question", "Answer", "Beside it"), rows=rows)


def _path(material: Material) -> list[str]:
    """Return one chain of gate links from the outcome to a last cause.

    Chains of at most six steps come before longer ones, then those of five steps or more, those that end at a
    root, and those of which most steps are answered as necessary; of equal ones the first in the tree.
    """
    best: tuple[tuple[bool, int, bool, int], list[str]] | None = None
    waiting: list[tuple[list[str], int]] = [([material.causes.outcome], 0)]
    budget = 20_000  # a tree with many shared causes has more paths than anybody reads
    while waiting and budget:
        budget -= 1
        path, yes = waiting.pop()
        causes = [link for link in material.case.causes.links if link.effect == path[-1] and link.role == "gate"]
        longer = [(link, [*path, link.cause]) for link in causes if link.cause not in path]
        steps = len(path) - 1
        if not longer or steps == _STEPS:
            rank = (not longer, min(steps, _FULL), material.factors[path[-1]].stop == "root", yes)
            if best is None or rank > best[0]:
                best = (rank, path)
            continue
        waiting.extend((more, yes + (link.necessary == "yes")) for link, more in reversed(longer))
    return best[1] if best else [material.causes.outcome]


def _why(material: Material, effect: str, cause: str) -> Row:
    factor = material.factors[effect]
    written = factor.why.question if material.allows("case.factor", "why") and factor.why else ""
    question = written if written and len(written.split()) <= 10 else f"{excerpt(material.factor_name(effect))}. Why?"
    answer = (*strong(excerpt(material.factor_name(cause))), *marks([cause]))
    return Row((plain(question), answer, plain(_beside(material, effect, cause))))


def _beside(material: Material, effect: str, cause: str) -> str:
    """Return the other causes of an effect, by how they join it."""
    groups: dict[str, list[str]] = {"also needed": [], "or": [], "perhaps needed": [], "contributing": []}
    gate = material.factors[effect].gate
    for link in material.case.causes.links:
        if link.effect == effect and link.cause != cause:
            groups[_joins(link, gate)].append(f"{excerpt(material.factor_name(link.cause))} ({link.cause})")
    says = []
    room = _NAMED
    for name, items in groups.items():
        shown, rest = items[:room], len(items[room:])
        room -= len(shown)
        if items:
            listed = [*shown, f"{rest} more" if shown else spelled(rest, "other")] if rest else shown
            says.append(f"{name}: {joined(listed)}")
    return "; ".join(says)


def _joins(link: Any, gate: str | None) -> str:
    if link.role == "contributing":
        return "contributing"
    if gate == "any":
        return "or"
    return "also needed" if link.necessary == "yes" else "perhaps needed"


def _title(blocks: tuple[Block, ...]) -> str:
    return next(block.text for block in blocks if isinstance(block, Heading))


OPENING: Final[Mapping[str, SlideMaker]] = MappingProxyType({"cover": _cover, "timeline": _timeline, "causes": _tree})
