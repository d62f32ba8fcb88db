"""Where and how the text of a case file is cut for an edit: splices that touch no other line.

Each function yields candidates, the plainest first; whoever uses them reads the result back and takes the first
that says what was wanted. Where an edit is not possible, ``ValueError`` carries the rule and the remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rca.case.nodes import Document, Node, Scalar, Sequence, Table, child
from rca.case.records import Keys
from rca.case.spelling import Value, double_quoted, folded, literal, single_quoted, spell

Splice = tuple[int, int, str]
"""First and last place of what is cut, in characters, and what comes there."""

_BETWEEN_ITEMS = re.compile(r"(?:\s|#[^\n]*\n)*")


def spliced(text: str, splices: list[Splice]) -> str:
    """Return a text with some cuts filled; they do not overlap.

    Examples
    --------
    >>> spliced("a: 1, b: 2", [(3, 4, "one"), (9, 10, "two")])
    'a: one, b: two'
    """
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def set_splices(document: Document, path: Keys, text: str) -> Iterator[list[Splice]]:
    """Yield ways to write a text as the value at a path, or as the value of a new key."""
    around, node = document.node(path[:-1]), document.node(path)
    if node is None:
        yield from _new_key(document, around, path, text)
        return
    if not isinstance(node, Scalar) or around is None:
        raise ValueError("a text takes the place of a text; a list or a mapping stands here", "edit its items")
    end = _end(document, node)
    gap = " " if node.start == end and document.text[node.start - 1 : node.start] == ":" else ""
    for spelling in _spellings(document, around, path[-1], text, node.style):
        yield [(node.start, end, gap + spelling)]


def append_splices(document: Document, path: Keys, item: Value) -> Iterator[list[Splice]]:
    """Yield the way to write an item at the end of the list at a path."""
    around, node = document.node(path[:-1]), document.node(path)
    missing = node is None or (isinstance(node, Scalar) and node.text is None)
    if isinstance(node, Sequence) and node.items:
        yield [_after_last(document, node, item)]
    elif isinstance(around, Table) and not around.flow and (missing or isinstance(node, Sequence)):
        yield _first_item(document, around, path, item)
    elif isinstance(node, Sequence):
        yield [(node.start, node.end, f"[{spell(item, flow=True)}]")]
    elif isinstance(around, Table) and missing:
        written = f"[{spell(item, flow=True)}]"
        yield [(node.start, node.end, f" {written}")] if node else [_new_entry(document, around, path, written)]
    else:
        raise ValueError("an item is added to a list; none stands here", "name a list")


def remove_splices(document: Document, path: Keys) -> Iterator[list[Splice]]:
    """Yield the way to take the item or key at a path out."""
    around, node = document.node(path[:-1]), document.node(path)
    if node is None or isinstance(around, Scalar) or around is None:
        raise ValueError("what is taken out is there; nothing stands here", "name an item that is there")
    if around.flow:
        yield _out_of_flow(document, around, path[-1])
        return
    start = around.keys[str(path[-1])][0] if isinstance(around, Table) else _dash(document, around, node)
    line = document.text.rfind("\n", 0, start) + 1
    if document.text[line:start].strip():
        raise ValueError("the first key of an item stays; it stands on the line of the dash", "take the item out")
    after = document.text.find("\n", _end(document, node)) + 1
    cut = (line, after or len(document.text), "")
    parent = document.node(path[:-2]) if len(path) > 1 else None
    if isinstance(around, Sequence) and len(around.items) == 1 and isinstance(parent, Table):
        colon = document.text.index(":", parent.keys[str(path[-2])][1])
        yield [(colon + 1, colon + 1, " []"), cut]
    else:
        yield [cut]


def _spellings(document: Document, around: Node, key: str | int, text: str, style: str) -> Iterator[str]:
    """Yield spellings of a text: in the style that it had, then as plain as can be, then in double quotes."""
    flow = around.flow if isinstance(around, Sequence | Table) else False
    if style == '"':
        yield double_quoted(text)
    if style == "'" and "\n" not in text:
        yield single_quoted(text)
    if not flow and (style in {"|", ">"} or "\n" in text):
        indent = " " * (_column(document, around, key) + 2)
        blocks = (folded, literal) if style == ">" else (literal, folded)
        yield from (block(text, indent, _newline(document)) for block in blocks)
    yield spell(text, flow=flow)
    yield double_quoted(text)


def _new_key(document: Document, around: Node | None, path: Keys, text: str) -> Iterator[list[Splice]]:
    if not isinstance(around, Table) or not isinstance(path[-1], str):
        raise ValueError("a value stands below a mapping or list that is there; nothing stands here", "mend the path")
    for spelling in (spell(text, flow=around.flow), double_quoted(text)):
        yield [_new_entry(document, around, path, spelling)]


def _new_entry(document: Document, around: Table, path: Keys, written: str) -> Splice:
    """Return the splice of a new key with its value at the end of a mapping."""
    entry = f"{spell(str(path[-1]), flow=True)}: {written}"
    if not around.entries:
        return around.start + 1, around.start + 1, entry
    last = _end(document, around)
    if around.flow:
        last = _end(document, next(reversed(around.entries.values())))
        return last, last, f", {entry}"
    at = _line_end(document, last)
    return at, at, _newline(document) + " " * _column(document, around, next(iter(around.entries))) + entry


def _after_last(document: Document, node: Sequence, item: Value) -> Splice:
    last = node.items[-1]
    if node.flow:
        at = _end(document, last)
        return at, at, f", {spell(item, flow=True)}"
    at = _line_end(document, _end(document, last))
    return at, at, _item_lines(document, document.place(node.start).column - 1, item, like=last)


def _first_item(document: Document, around: Table, path: Keys, item: Value) -> list[Splice]:
    """Return the splices that begin a block list, where there is none or an empty one."""
    node = document.node(path)
    column = _column(document, around, next(iter(around.entries)))
    lines = _item_lines(document, column + 2, item, like=None)
    if node is None:
        at = _line_end(document, _end(document, around))
        return [(at, at, f"{_newline(document)}{' ' * column}{spell(str(path[-1]), flow=True)}:{lines}")]
    at = _line_end(document, node.end)
    before = document.text[: node.start]
    return [(len(before.rstrip(" ")), node.end, ""), (at, at, lines)]


def _item_lines(document: Document, column: int, item: Value, like: Node | None) -> str:
    """Return the lines of an item of a block list; a mapping is written like the one before it."""
    newline, indent = _newline(document), " " * column
    if isinstance(item, dict) and item and isinstance(like, Table) and not like.flow:
        pairs = [f"{spell(key, flow=True)}: {spell(value, flow=False)}" for key, value in item.items()]
        return newline + indent + "- " + f"{newline}{indent}  ".join(pairs)
    return f"{newline}{indent}- {spell(item, flow=False)}"


def _out_of_flow(document: Document, around: Sequence | Table, key: str | int) -> list[Splice]:
    """Return the splices that take an item out of brackets, with the comma after it, else before it."""
    nodes = list(around.items if isinstance(around, Sequence) else around.entries.values())
    node = child(around, key)
    at = next(place for place, each in enumerate(nodes) if each is node)
    start = around.keys[str(key)][0] if isinstance(around, Table) else nodes[at].start
    end = _end(document, nodes[at])
    comma = _comma(document, end)
    if comma is not None:
        after = document.text[comma + 1 : comma + 2] == " "
        return [(start, end, ""), (comma, comma + 1 + after, "")]
    if at:
        comma = _comma(document, _end(document, nodes[at - 1])) or start
        joined = not document.text[comma + 1 : start].strip(" ")
        return [(comma, end, "")] if joined else [(comma, comma + 1, ""), (start, end, "")]
    return [(start, end, "")]


def _comma(document: Document, end: int) -> int | None:
    """Return the place of the comma after an item in brackets; spaces and comments may lie between."""
    gap = _BETWEEN_ITEMS.match(document.text, end)
    at = gap.end() if gap else end
    return at if document.text[at : at + 1] == "," else None


def _end(document: Document, node: Node) -> int:
    """Return where the words of a node end: libyaml counts what follows a block to it as well."""
    while isinstance(node, Sequence | Table) and not node.flow:
        below = node.items if isinstance(node, Sequence) else list(node.entries.values())
        if not below:
            return node.end
        node = below[-1]
    if isinstance(node, Scalar) and node.style in {"|", ">"}:
        return node.start + len(document.text[node.start : node.end].rstrip())
    return node.end


def _column(document: Document, around: Node, key: str | int) -> int:
    """Return how far a key, or the dash of an item, is indented."""
    start = around.keys[str(key)][0] if isinstance(around, Table) else around.start
    return document.place(start).column - 1


def _dash(document: Document, around: Sequence, node: Node) -> int:
    """Return the place of the dash of an item."""
    dash = " " * (document.place(around.start).column - 1) + "-"
    line = document.text.rfind("\n", 0, node.start) + 1
    while not document.text.startswith(dash, line) and line:
        line = document.text.rfind("\n", 0, line - 1) + 1
    return line + len(dash) - 1


def _line_end(document: Document, index: int) -> int:
    end = document.text.find("\n", index)
    end = len(document.text) if end < 0 else end
    return end - 1 if document.text[end - 1 : end] == "\r" and end > index else end


def _newline(document: Document) -> str:
    return "\r\n" if "\r\n" in document.text else "\n"
