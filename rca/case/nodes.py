"""A case file as nodes: texts, lists and mappings, each with its place in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from rca.case.records.casefile import Keys, Mark


# Nodes are filled while a file is read and are never changed afterwards.
@dataclass(slots=True, eq=False)
class Scalar:
    """A text, or ``None`` where nothing was written; ``start`` and ``end`` count characters of the file."""

    text: str | None
    start: int
    end: int
    style: str


@dataclass(slots=True, eq=False)
class Sequence:
    """A list of nodes; ``flow`` where it stands in brackets."""

    items: list[Node]
    start: int
    end: int
    flow: bool


@dataclass(slots=True, eq=False)
class Table:
    """Keys with nodes, in the order of the file; ``keys`` holds where each key starts and ends."""

    entries: dict[str, Node]
    keys: dict[str, tuple[int, int]]
    start: int
    end: int
    flow: bool


Node = Scalar | Sequence | Table


@dataclass(frozen=True, eq=False)
class Document:
    """The text of one case file with its tree of nodes.

    Parameters
    ----------
    file : str
        Name of the file.
    text : str
        Its text.
    root : Table
        The mapping at its top.
    has_empty : bool
        Whether a value somewhere was left out (a scalar without text).
    """

    file: str
    text: str
    root: Table
    has_empty: bool = False

    def node(self, path: Keys) -> Node | None:
        """Return the node at a path, or ``None``."""
        node: Node | None = self.root
        for key in path:
            node = child(node, key)
        return node

    def mark(self, path: Keys, *, of_key: bool = False) -> Mark:
        """Return the place of the value (or of its key) at a path, or of the nearest one around it."""
        node: Node = self.root
        start = node.start
        for key in path:
            below = child(node, key)
            if below is None:
                break
            start = node.keys[str(key)][0] if of_key and isinstance(node, Table) else below.start
            node = below
        return self.place(start)

    def place(self, index: int) -> Mark:
        """Return the line and column of a character of the text."""
        line = bisect_right(self._line_starts, index)
        return Mark(self.file, line, index - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]

    def empty(self) -> Iterator[Keys]:
        """Yield the path of each value that was left out."""
        if self.has_empty:
            for path, node in walk((), self.root):
                if isinstance(node, Scalar) and node.text is None:
                    yield path


def child(node: Node | None, key: str | int) -> Node | None:
    """Return the node below another one at a key or index, or ``None``."""
    if isinstance(node, Table) and isinstance(key, str):
        return node.entries.get(key)
    if isinstance(node, Sequence) and isinstance(key, int) and 0 <= key < len(node.items):
        return node.items[key]
    return None


def plain(node: Node) -> Any:
    """Return the dicts, lists, texts and ``None`` that a node holds.

    Examples
    --------
    >>> plain(Sequence([Scalar("NO", 1, 3, "")], 0, 4, flow=True))
    ['NO']
    """
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def walk(path: Keys, node: Node) -> Iterator[tuple[Keys, Node]]:
    """Yield a node and every node below it with its path, in the order of the file."""
    yield path, node
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from walk((*path, index), item)
    elif isinstance(node, Table):
        for key, value in node.entries.items():
            yield from walk((*path, key), value)


class Marks(Mapping[Keys, Mark]):
    """The place of each value of a case, by its path; places are computed when asked for.

    Parameters
    ----------
    documents : mapping of str to Document
        The files by area: ``case``, ``timeline``, ``causes``, ``actions``, ``waivers``.
    made : mapping of tuple to tuple
        Of each record that stands otherwise in the file than among the records, its path there.
    """

    def __init__(self, documents: Mapping[str, Document], made: Mapping[Keys, Keys] = MappingProxyType({})) -> None:
        self._documents, self._made = documents, made

    def __getitem__(self, path: Keys) -> Mark:
        if path[:3] in self._made:
            path = self._made[path[:3]] + path[3:]
        document = self._documents.get(str(path[0])) if path else None
        node = document.node(path[1:]) if document else None
        if document is None or node is None:
            raise KeyError(path)
        return document.place(node.start)

    def __iter__(self) -> Iterator[Keys]:
        for area, document in self._documents.items():
            yield from (path for path, _ in walk((area,), document.root))
        yield from self._made

    def __len__(self) -> int:
        return sum(1 for _ in self)
