"""Where sources do not say the same, and what was done about it."""

from __future__ import annotations

import re
from typing import Any

from rca.case.when_parse import parse_when
from rca.review.blocks import Block, Break, Callout, Line, Row, Table, Tag, TagTone, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.rows import claim_text, full_date
from rca.review.sentences import capital, sentence, title

_TONES: dict[str, TagTone] = {
    "contradicts": "contradiction",
    "narrow": "contradiction",
    "differs": "excluded",
    "not comparable": "excluded",
}
_AS_OF = re.compile(r"\bas of (E\d+[a-z]?|\d{4}-\d\d-\d\d)\b")
_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_DATED = re.compile(r" \(as of [^)]*\)$")
_ORDER = ("contradicts", "narrow", "differs", "not comparable")


def conflicts(material: Material) -> tuple[Block, ...]:
    """Return the box of contradictions.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        One box with a row for each thing disagreed on, the gravest grade first; nothing where all agree.
    """
    found = sorted(material.disagreements, key=lambda each: (_ORDER.index(each.grade), not each.open))
    if not found:
        return ()
    columns = ("About", "One says", "Another says", "Grade", "What was done")
    rows = tuple(_row(material, each) for each in found)
    grave = any(_TONES[each.grade] == "contradiction" for each in found)
    name = "Where sources contradict each other" if grave else "Where sources differ"
    caption = plain(
        "Contradicts: not all can hold. Narrow: only within rounding. Differs: both can hold. Not comparable: "
        "another measure. An open one is never averaged: both values stand, each with its source."
    )
    return (Callout("contradiction", name, (Table(columns, rows, caption, title=name),)),)


def _row(material: Material, each: Any) -> Row:
    first, *others = _grouped([(source, _as_of(material, words)) for source, words in each.sides])
    says = [_side(side) for side in others]
    another = tuple(part for n, line in enumerate(says) for part in ((Break(),) if n else ()) + line)
    name = material.event_name(each.subject) if each.subject in material.events else each.title
    about = (Words(title(name), "strong"), *marks([each.id]))
    grade = (Tag(each.grade, _TONES[each.grade]),)
    return Row((about, _side(first), another, grade, _done(material, each)), anchor=each.id)


def _as_of(material: Material, words: str) -> str:
    """Return words in which the day of a count is written as in the rest of the review."""

    def day(match: re.Match[str]) -> str:
        event = material.events.get(match[1])
        if event is not None:
            return f"as of {full_date(event)}"
        return f"as of {claim_text(parse_when(match[1]))}" if "-" in match[1] else match[0]

    return _AS_OF.sub(day, words)


def _grouped(sides: list[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return what is said with its sources; sources that agree but for the day of their count stand together."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for source, words in sides:
        groups.setdefault(_DATED.sub("", words), []).append((source, words))
    if len(groups) == 1:
        return [(words, [source] if source else []) for source, words in sides]
    return [
        (group[0][1] if len(group) == 1 else value, [source for source, _ in group if source])
        for value, group in groups.items()
    ]


def _side(side: tuple[str, list[str]]) -> Line:
    words, sources = side
    return (Words(words), *marks(dict.fromkeys(sources)))


def _done(material: Material, each: Any) -> Line:
    if each.settled:
        return plain(capital(_ISO_DAY.sub(lambda match: claim_text(parse_when(match[0])), each.settled)))
    if _TONES[each.grade] != "contradiction":
        return plain("Nothing to settle: both can hold" if each.grade == "differs" else "Both values stand")
    return (
        Words("Open.", "strong"),
        Words(sentence(_as_of(material, " ".join(each.proof))) if each.proof else "Both values stand."),
    )
