"""The tree read as questions and answers, and back again."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Break, Heading, Line, Row, Table, Tag, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sentences import sentence


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
    below = "Each answer is one step of the tree. Read back, it must hold as well: that is the test of the step."
    columns = ("Question", "Answer", "Read back", "State")
    rows = tuple(Row((_question(why), _answer(why), plain(why.therefore), _state(why))) for why in asked)
    table = Table(columns, rows, (), title="Questions and answers from the outcome to the causes")
    return (Heading("The same tree, asked as why and read back as therefore", below=plain(below)), table)


def _question(why: Any) -> Line:
    return (Words(why.question, "strong"), *marks([why.factor]))


def _answer(why: Any) -> Line:
    parts: Line = (*plain(why.answer), *marks(why.causes))
    for id_, words in why.alternatives:
        parts = (*parts, Break(), Words(words, "quiet"), *marks([id_]))
    return parts or plain("No cause is asked for here.")


def _state(why: Any) -> Line:
    stop: Line = (Break(), Words(sentence(f"stops: {why.stop}"), "quiet")) if why.stop else ()
    return (Tag(why.state, why.state), *stop)
