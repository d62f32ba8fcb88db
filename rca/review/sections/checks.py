"""What the checks of the case found, and which of it people accepted."""

from __future__ import annotations

from typing import Any

from rca.case.days import NO_DAY
from rca.review.blocks import Block, Break, Heading, Line, Row, Table, Tag, TagTone, Words
from rca.review.lines import coded, marks, plain
from rca.review.material import Material
from rca.review.moments import date_text
from rca.review.sentences import capital, counted, joined, plural, sentence, spelled

_TONES: dict[str, TagTone] = {"error": "contradiction", "warning": "possible", "note": "excluded"}


def checks(material: Material) -> tuple[Block, ...]:
    """Return the findings of the checks.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading with their number, the open ones, and the waived ones with who accepted them and why.
    """
    items = material.findings.items
    still = [item for item in items if item.waived_by is None]
    waived = [item for item in items if item.waived_by is not None]
    below = plain(f"Rules of the field over facts, times, causes and actions{_as_of(material, ', ')}.")
    blocks: list[Block] = [Heading(_finding(still, waived), below=below)]
    if still:
        rows = tuple(Row(_open(item)) for item in still)
        blocks.append(Table(("Finding", "Grade", "Where", "What to do"), rows, (), title="Open findings"))
    if waived:
        rows = tuple(Row(_waived(item)) for item in waived)
        blocks.append(Heading("Accepted by a person", level=3))
        blocks.append(Table(("Finding", "Where", "Accepted because", "By"), rows, (), title="Waived findings"))
    return tuple(blocks)


def _as_of(material: Material, before: str) -> str:
    """Return the day that due dates were held against; nothing where the case decided nothing on any day yet."""
    day = material.findings.as_of
    return "" if day == NO_DAY else f"{before}as of {date_text(day)}"


def _finding(still: list[Any], waived: list[Any]) -> str:
    accepted = f"; {spelled(len(waived), 'finding')} {plural(len(waived), 'is', 'are')} accepted" if waived else ""
    if not still:
        return f"The checks leave no finding open{accepted}"
    return f"The checks leave {spelled(len(still), 'finding')} open{accepted}"


def _open(item: Any) -> tuple[Line, ...]:
    what = (Words(sentence(item.message), "strong"), Break(), Words(f"{item.rule}; {item.source}", "quiet"))
    return (what, (Tag(item.severity, _TONES[item.severity]),), _place(item), coded(capital(item.remedy)))


def _waived(item: Any) -> tuple[Line, ...]:
    waiver = item.waived_by
    until = f"until {date_text(waiver.expires)}" if waiver.expires else "no end date"
    what = (Words(sentence(item.message)), Break(), Words(item.rule, "quiet"))
    return (
        what,
        _place(item),
        plain(sentence(waiver.reason)),
        plain(f"{waiver.by}, {date_text(waiver.on)}; {until}"),
    )


def _place(item: Any) -> Line:
    return (*marks([item.place]), Break(), Words(f"{item.file} line {item.line}", "quiet"))


def summary(material: Material) -> str:
    """Return how many findings are open and what was waived, for the foot of a copy.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    str
        One or more sentences.
    """
    items = material.findings.items
    still = [item for item in items if item.waived_by is None]
    counts = [(sum(item.severity == name for item in still), name) for name in ("error", "warning", "note")]
    words = joined([counted(number, name) for number, name in counts if number]) or "no finding"
    text = f"{capital(words)} open{_as_of(material, ' ')}."
    waivers = {item.waived_by.reason: item.waived_by for item in items if item.waived_by is not None}
    number = sum(item.waived_by is not None for item in items)
    if not waivers:
        return text
    reasons = "; ".join(
        f"{waiver.reason.rstrip('.')} ({f'until {date_text(waiver.expires)}' if waiver.expires else 'no end date'})"
        for waiver in waivers.values()
    )
    return f"{text} {counted(number, 'finding')} waived: {reasons}."
