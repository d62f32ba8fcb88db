"""Where sources do not say the same, and what was done about it."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Break, Callout, Line, Row, Table, Tag, TagTone, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sentences import capital, sentence, title

_TONES: dict[str, TagTone] = {
    "contradicts": "contradiction",
    "narrow": "contradiction",
    "differs": "excluded",
    "not comparable": "excluded",
}
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
    rows = tuple(_row(each) for each in found)
    grave = any(_TONES[each.grade] == "contradiction" for each in found)
    name = "Where sources contradict each other" if grave else "Where sources differ"
    caption = plain(
        "Contradicts: not all can hold. Narrow: only within rounding. Differs: both can hold. Not comparable: "
        "another measure. An open one is never averaged: both values stand, each with its source."
    )
    return (Callout("contradiction", name, (Table(columns, rows, caption, title=name),)),)


def _row(each: Any) -> Row:
    first, *others = each.sides
    says = [_side(side) for side in others]
    another = tuple(part for n, line in enumerate(says) for part in ((Break(),) if n else ()) + line)
    about = (Words(title(each.title), "strong"), *marks([each.id]))
    grade = (Tag(each.grade, _TONES[each.grade]),)
    return Row((about, _side(first), another, grade, _done(each)), anchor=each.id)


def _side(side: tuple[str, str]) -> Line:
    source, words = side
    return (Words(words), *marks([source] if source else []))


def _done(each: Any) -> Line:
    if each.settled:
        return plain(capital(each.settled))
    if _TONES[each.grade] != "contradiction":
        return plain("Nothing to settle: both can hold" if each.grade == "differs" else "Both values stand")
    return (
        Words("Open.", "strong"),
        Words(sentence(" ".join(each.proof)) if each.proof else "Both values stand."),
    )
