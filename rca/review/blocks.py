"""The parts of a review as typed values: what an exporter lays out, without a word of HTML in it.

A *line* is a run of inline parts; a *block* is what stands by itself. Every class carries its ``kind``,
the name under which ``codec`` writes it as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from rca.drawing.scene import Scene

TagTone = Literal["established", "possible", "excluded", "done", "contradiction"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one tone; ``strong`` is bold, ``quiet`` is second text, ``code`` is set in fixed width."""

    kind: ClassVar[str] = "words"
    text: str
    tone: Literal["plain", "strong", "quiet", "code"] = "plain"


@dataclass(frozen=True, slots=True)
class Marks:
    """Ids of records that stand behind the words; those with a place in the page lead there."""

    kind: ClassVar[str] = "marks"
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in words, in a frame whose line style says it a second time."""

    kind: ClassVar[str] = "tag"
    text: str
    tone: TagTone


@dataclass(frozen=True, slots=True)
class Boxes:
    """A grade as filled boxes out of several, with its word."""

    kind: ClassVar[str] = "boxes"
    filled: int
    of: int
    word: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line inside a cell."""

    kind: ClassVar[str] = "break"


Inline = Words | Marks | Tag | Boxes | Break
Line = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and its value, on the cover."""

    kind: ClassVar[str] = "fact"
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first screen: whose copy it is, what happened in one sentence, and how sure that is.

    ``document`` is the name of the page in a window or a list of files.
    """

    kind: ClassVar[str] = "cover"
    document: str
    classification: str
    note: str
    kicker: str
    title: str
    lead: Line
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The start of a section (level 2) or of a part of one (level 3), with a sentence below it."""

    kind: ClassVar[str] = "heading"
    text: str
    level: Literal[2, 3] = 2
    below: Line = ()
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    kind: ClassVar[str] = "paragraph"
    line: Line
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """A list of lines, numbered or not."""

    kind: ClassVar[str] = "steps"
    items: tuple[Line, ...]
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Number:
    """A key number with its name and what exactly it counts."""

    kind: ClassVar[str] = "number"
    value: str
    unit: str
    name: str
    definition: Line


@dataclass(frozen=True, slots=True)
class Numbers:
    """Key numbers, side by side."""

    kind: ClassVar[str] = "numbers"
    items: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; its first cell names the row. ``anchor`` is an id that marks lead to."""

    kind: ClassVar[str] = "row"
    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; narrow pages set each row as a block with the column names as labels.

    ``heads`` is the number of leading cells that say what the row is, and need no label there.
    """

    kind: ClassVar[str] = "table"
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: Line
    title: str = ""
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Branch:
    """One entry of a nested list and what hangs below it."""

    kind: ClassVar[str] = "branch"
    line: Line
    items: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Tree:
    """A nested list."""

    kind: ClassVar[str] = "tree"
    items: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A short text under its own title, with a quiet line below; ``anchor`` is an id that marks lead to."""

    kind: ClassVar[str] = "entry"
    title: str
    lines: tuple[Line, ...]
    note: Line = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries in two columns."""

    kind: ClassVar[str] = "entries"
    items: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what stands for it."""

    kind: ClassVar[str] = "definition"
    term: str
    line: Line


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms beside what stands for them."""

    kind: ClassVar[str] = "definitions"
    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and the same content in words: narrow pages show only the words.

    ``name`` is a word that no other figure of the page has.
    """

    kind: ClassVar[str] = "figure"
    name: str
    scene: Scene
    summary: str
    words: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """Blocks that a reader can fold."""

    kind: ClassVar[str] = "details"
    summary: str
    blocks: tuple[Block, ...]
    unfolded: bool = False


@dataclass(frozen=True, slots=True)
class Callout:
    """A box where a reader must stop: decisions asked, or contradictions."""

    kind: ClassVar[str] = "callout"
    tone: Literal["decision", "contradiction"]
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The foot of a review: what it was computed from."""

    kind: ClassVar[str] = "provenance"
    title: str
    below: str
    items: tuple[Definition, ...]


SlideForm = Literal["cover", "figure", "numbers", "whys", "actions", "conflicts", "unknowns", "decisions", "table"]


@dataclass(frozen=True, slots=True)
class Slide:
    """What a deck shows of a section; a page shows the other blocks of the section instead.

    ``name`` says what it is about and so where it stands in the deck. ``lead`` and ``numbers`` stand on a cover
    only; ``stop`` is a box where a reader must stop, ``note`` says what is left out, ``words`` is what a picture
    shows, for the printed notes. ``dense`` rows stand closer, so that one slide holds them.
    """

    kind: ClassVar[str] = "slide"
    name: str
    form: SlideForm
    title: str
    below: Line = ()
    lead: Line = ()
    numbers: tuple[Number, ...] = ()
    figure: Scene | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    stop: Line = ()
    note: Line = ()
    words: tuple[Block, ...] = ()
    dense: bool = False


Block = (
    Cover
    | Heading
    | Paragraph
    | Steps
    | Numbers
    | Table
    | Tree
    | Entries
    | Definitions
    | Figure
    | Details
    | Callout
    | Provenance
    | Slide
)
"""What stands by itself in a review."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Safe HTML of a cell that a person added, and how many of its outputs were left out; never read from JSON."""

    html: str
    left_out: int = 0
