"""What could not be verified, what it would change, and who could settle it."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Entries, Entry, Heading, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sentences import sentence, title


def unknowns(material: Material) -> tuple[Block, ...]:
    """Return the open questions.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading and one entry for each; nothing where none is recorded.
    """
    questions = material.head.unknowns
    if not questions:
        return ()
    below = plain("What would change the answer, and who could settle it.")
    return (Heading("What we could not verify", below=below), Entries(tuple(map(_entry, questions))))


def _entry(question: Any) -> Entry:
    reason = (plain(sentence(question.why)),) if question.why else ()
    parts = [sentence(f"Would change: {question.would_change}")] if question.would_change else []
    parts.append(sentence(f"Ask: {question.ask}") if question.ask else "Nobody to ask is named.")
    note = (Words(" ".join(parts)), *marks([question.id]))
    return Entry(title(question.text), reason, note, anchor=question.id)
