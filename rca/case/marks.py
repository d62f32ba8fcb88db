"""Text of a case file into nodes with their places; nothing is typed yet.

Reads the events of libyaml, one after the other: every scalar stays the text that was written, and what YAML
adds beyond text (aliases, anchors, tags, several documents) is refused with its place. Where PyYAML was built
without libyaml, its own parser gives the same events, slower.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from rca.case.decode import decode, place_of, wrong_character
from rca.case.nodes import Document, Node, Scalar, Sequence, Table
from rca.errors import Mistake

MAX_DEPTH = 50
"""Deepest nesting that is read; the format itself needs eight levels."""

MAX_VALUES = 1_000_000
"""Most values that one file may hold; a timeline of 20,000 events has about 300,000."""

MAX_MISTAKES = 100
"""After so many mistakes of form the rest of a file is not read."""

SMALLEST = {
    "case.yaml": "the keys schema, id, title, state and summary",
    "timeline.yaml": "`events: []`",
    "causes.yaml": "`factors: []`",
    "actions.yaml": "`actions: []`",
    "waivers.yaml": "`waivers: []`",
    "evidence.lock": "`entries: []`",
}
"""The least that each file holds."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DATA_URI = re.compile(r"\bdata:(?:(?:image|video|audio)/|[\w.+-]{1,40}/[\w.+-]{1,60}[;,]|;base64,)", re.IGNORECASE)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

# What libyaml or PyYAML says, and what to do about it; the first that matches serves.
_REMEDIES = (
    (r"mapping values are not allowed", "quote a text that holds a colon and a space"),
    (r"expected ',' or", "close the bracket, or quote a text that holds one of , [ ] { }"),
    (r"unexpected end of stream", "close the quote or the bracket"),
    (r"could not find expected ':'", "write `key: value`, and indent each further line of a longer text"),
    (r"cannot start any token", "quote a text that begins with a sign"),
    (r"unexpected ':'", "put a space after the colon, or quote the text"),
    (r"escape", "in double quotes a backslash begins an escape; use single quotes"),
    (
        r"expected <?(block end|key)|expected '-'|did not find expected key",
        "indent this line like its neighbours",
    ),
)


def compose(file: str, data: bytes) -> tuple[Document | None, list[Mistake]]:
    """Read the bytes of a case file into nodes.

    Parameters
    ----------
    file : str
        Name of the file, for the mistakes.
    data : bytes
        Its content.

    Returns
    -------
    tuple of (Document or None, list of Mistake)
        The document, or ``None`` where the file cannot be read, and what is wrong with it.

    Examples
    --------
    >>> from rca.case.nodes import plain
    >>> document, mistakes = compose("case.yaml", b"regions: [NO, 1.10]")
    >>> plain(document.root)
    {'regions': ['NO', '1.10']}
    >>> document.mark(("regions", 1))
    Mark(file='case.yaml', line=1, column=15)
    """
    text, mistakes = decode(file, data)
    if text is None:
        return None, mistakes
    builder = _Builder(file, text, mistakes)
    try:
        for event in iter(_LOADER(text).get_event, None):
            builder.take(event)
    except _StopReading:
        return None, mistakes
    except yaml.YAMLError as error:
        mistakes.append(_syntax(file, text, error))
        return None, mistakes
    return builder.document(), mistakes


def _syntax(file: str, text: str, error: yaml.YAMLError) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    # At the end of a file libyaml points behind its last line.
    line, column = place_of(text, mark.index) if mark else (0, 0)
    problem = str(getattr(error, "problem", None) or "it is not YAML")
    if mark and text[mark.index : mark.index + 1] == "\t":
        message = "a tab stands where YAML takes only spaces"
        return Mistake(file, line, column, "case.tab", message, "indent with spaces")
    context = getattr(error, "context", None)
    message = f"the YAML cannot be read: {f'{context}, ' if context else ''}{problem}"
    remedy = next((text for pattern, text in _REMEDIES if re.search(pattern, message)), "mend the line")
    return Mistake(file, line, column, "case.syntax", message, remedy)


class _StopReading(Exception):  # noqa: N818 - a signal inside this file, not an error
    """The rest of the file is not worth reading."""


class _Builder:
    """Turns events into nodes; open collections are kept in a list, so that depth costs no recursion."""

    def __init__(self, file: str, text: str, mistakes: list[Mistake]) -> None:
        self.file, self.text, self.mistakes = file, text, mistakes
        self.root: Node | None = None
        self.open: list[Sequence | Table] = []
        self.keys: list[Scalar | None] = []
        self.count = 0
        self.documents = 0
        self.has_empty = False
        self.event: Any = None
        # Only with one of these can a value hold what is refused: most files are spared the search.
        self.watched = "\\" in text or "data:" in text.lower()

    def take(self, event: Any) -> None:
        """Add one event to the tree."""
        self.event = event
        kind = type(event)  # events have no subclasses of their own, and there are hundreds of thousands
        if kind is ScalarEvent:
            text: str | None = event.value
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            if self.watched:
                self._refuse_text(event)
            if text in _NULLS and not event.style:
                text, self.has_empty = None, True
            self._add(Scalar(text, event.start_mark.index, event.end_mark.index, event.style or ""))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_extras(event)
            start, flow = event.start_mark.index, bool(event.flow_style)
            table = kind is MappingStartEvent
            self._enter(Table({}, {}, start, start, flow) if table else Sequence([], start, start, flow))
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.open.pop().end = event.end_mark.index
            self.keys.pop()
        elif kind is AliasEvent:
            self._refuse("case.alias", f"a case file uses no aliases; got *{event.anchor}", "write the value out")
            self.has_empty = True
            self._add(Scalar(None, event.start_mark.index, event.end_mark.index, "*"))
        elif kind is DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                message = "a case file is one YAML document; a second one begins here"
                self._refuse("case.documents", message, "take the `---` line out")
                raise _StopReading

    def document(self) -> Document | None:
        """Return the finished document; an empty file, or one that is no mapping, is a mistake."""
        if isinstance(self.root, Table):
            return Document(self.file, self.text, self.root, self.has_empty)
        remedy = f"write {SMALLEST.get(self.file, 'its keys')}"
        if self.root is None or (isinstance(self.root, Scalar) and self.root.text is None):
            self.mistakes.append(Mistake(self.file, 1, 1, "case.empty-file", "the file holds nothing", remedy))
        else:
            got = "a list" if isinstance(self.root, Sequence) else "a text"
            message = f"a case file holds keys with values; got {got}"
            self.mistakes.append(Mistake(self.file, 1, 1, "case.wrong-shape", message, remedy))
        return None

    def _enter(self, node: Sequence | Table) -> None:
        self._add(node)
        if len(self.open) == MAX_DEPTH:
            message = f"a case file nests at most {MAX_DEPTH} levels deep"
            self._refuse("case.too-deep", message, "write flatter lists and mappings")
            raise _StopReading
        self.open.append(node)
        self.keys.append(None)

    def _add(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            message = f"a case file holds at most {MAX_VALUES:,} values"
            self._refuse("case.too-large", message, "keep raw exports in evidence/")
            raise _StopReading
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self._key(node, parent)
        else:
            self.keys[-1] = None
            if key.text is not None:
                parent.entries[key.text] = node
                parent.keys[key.text] = (key.start, key.end)

    def _key(self, node: Node, parent: Table) -> Scalar:
        """Return the key that a node is; one without text leaves out the value that follows."""
        if not isinstance(node, Scalar) or node.text is None:
            self._refuse("case.key", "a key is a word; got a list, a mapping or nothing", "write `key: value`")
            return Scalar(None, node.start, node.end, "")
        if node.text in parent.entries:
            message = f"the key {node.text[:80]!r} is written twice in one mapping"
            self._refuse("case.duplicate-key", message, "keep one of them")
            return Scalar(None, node.start, node.end, "")
        return node

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"a case file uses no anchors; got &{event.anchor}"
            self._refuse("case.anchor", message, "write the value out where it is needed")
        if event.tag is not None:
            message = f"a case file uses no tags; got {event.tag!r}"
            self._refuse("case.tag", message, "leave it out: every value is read as text")

    def _refuse_text(self, event: Any) -> None:
        if media := _DATA_URI.search(event.value):
            message = f"a case holds no media; got a data URI, {media[0]!r}…"
            remedy = "point at it with `material` at a source: sha256, harm and custody"
            self._refuse("case.data-uri", message, remedy)
        # Escapes in double quotes can say what the file itself may not hold.
        if event.style == '"' and (wrong := wrong_character(event.value)):
            _, message, remedy = wrong
            self._refuse("case.character", message, remedy)

    def _refuse(self, code: str, message: str, remedy: str) -> None:
        mark = self.event.start_mark
        self.mistakes.append(Mistake(self.file, mark.line + 1, mark.column + 1, code, message, remedy))
        if len(self.mistakes) == MAX_MISTAKES:
            raise _StopReading
