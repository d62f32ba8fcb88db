"""The tree in the DOT language of Graphviz: causes below, the outcome on top, gates as circles."""

from __future__ import annotations

import textwrap
from typing import Final

from rca.case.records import CaseFile, Factor
from rca.causes.exchange.graph import drawn_graph, gate_words, label_words
from rca.causes.states import state_of

_WIDTH: Final = 28
_SHAPES: Final = {"barrier": "hexagon", "condition": "oval"}
_BORDERS: Final = {"possible": "dashed", "excluded": "dotted"}


def write_dot(case: CaseFile) -> str:
    """Return the tree of a case in the DOT language.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    str
        Lines that end in a newline. Each factor stands once; gates are circles with their word; contributing
        links are dashed; a barrier that held ends in a bar at what it guards. A factor that is not confirmed has
        a dashed border, a refuted one a dotted border, and both their status in words.

    Notes
    -----
    Text of the case stands only in quoted labels, with quotes, backslashes and ampersands escaped; the grammar is
    that of the DOT reference of Graphviz.
    """
    graph = drawn_graph(case)
    lines = [
        "digraph causes {",
        "  rankdir=BT;",
        f'  labelloc=t; fontname="sans-serif"; label={dot_quoted(case.head.title)};',
        '  node [shape=box, fontname="sans-serif"];',
    ]
    lines += [f"  {factor.id} [{_looks(factor)}];" for factor in graph.factors]
    for factor in graph.gates:
        words = dot_quoted(gate_words(factor))
        lines.append(f"  {factor.id}_gate [shape=circle, margin=0, label={words}];")
        lines.append(f"  {factor.id}_gate -> {factor.id};")
    for link in graph.links:
        into = f"{link.effect}_gate" if link.in_gate else link.effect
        lines.append(f"  {link.cause} -> {into}{' [style=dashed]' if link.contributing else ''};")
    lines += [f"  {barrier} -> {factor} [style=dotted, arrowhead=tee];" for barrier, factor in graph.guards]
    return "\n".join([*lines, "}"]) + "\n"


def dot_quoted(text: str) -> str:
    r"""Return text as a quoted DOT string that is shown as it stands.

    Parameters
    ----------
    text : str
        Any text; it is wrapped, and line breaks of its own become blanks.

    Examples
    --------
    >>> dot_quoted('say "no" \\ & go')
    '"say \\"no\\" \\\\ &amp; go"'
    """
    lines = textwrap.wrap(" ".join(text.split()), _WIDTH, break_on_hyphens=False) or [""]
    # A backslash would begin an escape of labels, an ampersand an entity.
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") for line in lines)
    return '"' + "\\n".join(escaped) + '"'


def _looks(factor: Factor) -> str:
    looks = [f"label={dot_quoted(label_words(factor))}"]
    if shape := _SHAPES.get(factor.kind):
        looks.append(f"shape={shape}")
    border = _BORDERS.get(state_of(factor.status))
    if styles := [*(["bold"] if factor.kind == "outcome" else []), *([border] if border else [])]:
        looks.append(f'style="{",".join(styles)}"')
    return ", ".join(looks)
