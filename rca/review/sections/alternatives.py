"""Other explanations, and what official bodies found."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Heading, Line, Row, Table, Tag, TagTone, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sentences import capital, joined, sentence

_VERDICTS: dict[str, tuple[str, TagTone]] = {
    "ruled_out": ("ruled out", "excluded"),
    "open": ("open", "possible"),
    "accepted": ("accepted", "established"),
}


def alternatives(material: Material) -> tuple[Block, ...]:
    """Return the other explanations that were looked at.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading and a table; nothing where none is on record.
    """
    others = material.case.causes.alternatives
    if not others:
        return ()
    columns = ("Other explanation", "For", "Verdict", "Because", "Evidence")
    rows = tuple(Row(_alternative(material, other), anchor=other.id) for other in others)
    return (Heading("What else could explain it"), Table(columns, rows, (), title="Other explanations"))


def _alternative(material: Material, other: Any) -> tuple[Line, ...]:
    says = [f"{item.ref} {item.says}" for item in other.evidence]
    return (
        (Words(other.text, "strong"), *marks([other.id])),
        (Words(material.factor_name(other.for_factor)), *marks([other.for_factor])),
        (Tag(*_VERDICTS[other.verdict]),),
        plain(capital(other.because) if other.because else "No reason is recorded"),
        plain(", ".join(says)) or plain("None recorded"),
    )


def official(material: Material) -> tuple[Block, ...]:
    """Return the findings of official bodies and analysts.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading and a table; nothing where none is on record.
    """
    findings = material.case.causes.findings
    if not findings:
        return ()
    bodies = joined(list(dict.fromkeys(finding.by for finding in findings)))
    below = plain(
        "The words are those of the body that found them. Each is used by a factor or set aside with a reason."
    )
    columns = ("Finding", "By", "Used by", "Source")
    rows = tuple(Row(_finding(finding), anchor=finding.id) for finding in findings)
    return (Heading(f"Findings by {bodies}", below=below), Table(columns, rows, (), title="Findings"))


def _finding(finding: Any) -> tuple[Line, ...]:
    used = marks(finding.used_by) or plain(sentence(f"set aside: {finding.not_causal}"))
    return (
        (Words(finding.text, "strong"), *marks([finding.id])),
        plain(finding.by),
        used,
        marks([finding.source]),
    )
