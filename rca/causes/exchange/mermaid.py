"""The tree as a Mermaid flowchart: causes below, the outcome on top, gates as circles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rca.case.records import CaseFile, Factor
from rca.causes.exchange.graph import drawn_graph, gate_words, label_words
from rca.causes.states import state_of

# Signs that carry no meaning in a quoted label; all others are written as numbers, so that none can end the label,
# begin markup, an icon (`fa:…`), a formula or a directive.
_SPECIAL = re.compile(r"(?!: )[^\w ,.'()/-]|_")


def write_mermaid(case: CaseFile) -> str:
    """Return the tree of a case as the text of a Mermaid flowchart.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    str
        Lines that end in a newline. Each factor stands once; a gate that joins several causes is a circle with
        its word; contributing links are dotted; a barrier that held ends in a cross at what it guards. What is
        not confirmed has a dashed border and its status in words.

    Notes
    -----
    Text of the case is written as quoted labels in which every sign but letters, digits, blanks and a few plain
    marks is a numbered entity. The syntax is that of the Mermaid flowchart reference.
    """
    graph = drawn_graph(case)
    lines = ["flowchart BT", *(f"  {factor.id}{_shape(factor)}" for factor in graph.factors)]
    for factor in graph.gates:
        lines.append(f'  {factor.id}_gate(("{mermaid_text(gate_words(factor))}"))')
        lines.append(f"  {factor.id}_gate --> {factor.id}")
    for link in graph.links:
        into = f"{link.effect}_gate" if link.in_gate else link.effect
        lines.append(f"  {link.cause} {'-.->' if link.contributing else '-->'} {into}")
    lines += [f"  {barrier} -.-x {factor}" for barrier, factor in graph.guards]
    return "\n".join([*lines, *_classes(case)]) + "\n"


def mermaid_text(text: str) -> str:
    """Return text that stands for itself inside a quoted Mermaid label.

    Parameters
    ----------
    text : str
        Any text; line breaks and runs of blanks become one blank.

    Examples
    --------
    >>> mermaid_text('"]; click F1 "x')
    '#34;#93;#59; click F1 #34;x'
    """
    return _SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", " ".join(text.split()))


def _shape(factor: Factor) -> str:
    text = mermaid_text(label_words(factor))
    match factor.kind:
        case "outcome":
            return f'(["{text}"])'
        case "barrier":
            return f'{{{{"{text}"}}}}'
        case "condition":
            return f'("{text}")'
        case _:
            return f'["{text}"]'


def _classes(case: CaseFile) -> Iterator[str]:
    for state, look in (("possible", "stroke-dasharray: 6 3"), ("excluded", "stroke-dasharray: 1 3")):
        ids = [factor.id for factor in case.causes.factors if state_of(factor.status) == state]
        if ids:
            yield f"  classDef {state} {look}"
            yield f"  class {','.join(ids)} {state}"
