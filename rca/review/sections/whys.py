"""The tree read as questions and answers, and back again."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Break, Heading, Line, Row, Table, Tag, TagTone, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sentences import excerpt, sentence, spelled

_BRANCHES: dict[str, tuple[str, TagTone]] = {
    "ruled_out": ("ruled out", "excluded"),
    "refuted": ("refuted", "excluded"),
    "open": ("not ruled out", "possible"),
    "accepted": ("also accepted", "established"),
}


def whys(material: Material) -> tuple[Block, ...]:
    """Return the whys.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading and one row for each factor, in the order of the tree; nothing without a tree.
    """
    asked = [why for why in material.causes.whys if not why.seen_before]
    if not asked:
        return ()
    below = (
        "Each answer is one step of the tree. Read back, it must hold as well: that is the test of the step. "
        "Branches not taken stand below the answer, with the reason."
    )
    heading = Heading("The same tree, asked as why and read back as therefore", below=plain(below))
    steps = [why for why in asked if why.causes]
    blocks: list[Block] = [heading]
    if steps:
        rows = tuple(Row((_question(why), _answer(why), plain(why.therefore))) for why in steps)
        title = "Questions and answers from the outcome to the causes"
        blocks.append(Table(("Question", "Answer", "Read back"), rows, (), title=title))
    ends = [why for why in asked if not why.causes]
    if ends:
        rows = tuple(_end(material, words, ends) for words in dict.fromkeys(why.stop for why in ends))
        blocks.append(Heading("Where the branches end", level=3))
        blocks.append(Table(("Because", "Factors"), rows, (), title="Where the branches of the tree end"))
    return tuple(blocks)


def _question(why: Any) -> Line:
    return (Words(why.question, "strong"), *marks([why.factor]), Tag(why.state, why.state), *_borne_out(why))


def _borne_out(why: Any) -> Line:
    """Return the sources behind what is asked about, and how many of them are independent."""
    if not why.sources:
        return (Break(), Words("No source bears it out.", "quiet"))
    number = spelled(why.independent_sources, "independent source")
    return (Break(), Words(f"Rests on {number}:", "quiet"), *marks(why.sources))


def _answer(why: Any) -> Line:
    parts: Line = (*plain(why.answer), *marks(why.causes))
    for branch in why.branches:
        parts = (*parts, Break(), Words("Not taken:", "quiet"), *_not_taken(branch))
    if why.complete == "no":
        parts = (*parts, Break(), Words("Other causes may be missing here.", "quiet"))
    return parts


def _not_taken(branch: Any) -> Line:
    """Return a branch that does not go on, and why."""
    words, tone = _BRANCHES[branch.verdict]
    because = (Words(sentence(f"because {branch.because}")),) if branch.because else (Words("No reason is given."),)
    weighed = (Words("Weighed:", "quiet"), *marks(ref for ref, _ in branch.evidence)) if branch.evidence else ()
    return (Words(sentence(branch.text)), *marks([branch.id]), Tag(words, tone), *because, *weighed)


def _end(material: Material, words: str | None, ends: list[Any]) -> Row:
    parts: Line = ()
    for why in ends:
        if why.stop == words:
            name = Words(excerpt(material.factor_name(why.factor)))
            parts = (*parts, *((Break(),) if parts else ()), name, *marks([why.factor]))
    if not words:
        return Row(((Words("Unfinished: neither a cause nor a reason to stop is given."),), parts))
    return Row((plain(sentence(words)), parts))
