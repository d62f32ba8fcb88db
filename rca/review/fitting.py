"""How many lines a run of inline parts takes, measured in the widest font of the stack, and where to part it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rca.drawing.measure import broken, text_width
from rca.review.blocks import Boxes, Break, Inline, Line, Marks, Tag, Words
from rca.review.lines import opens_tight

MARK: Final = 13.0
"""Size of ids and of tags."""
_TOGETHER: Final = 3
_TAG: Final = 22.0
_TAG_SIDES: Final = 20.0
_BOX: Final = 12.0
_BOX_SIDES: Final = 10.0


@dataclass(frozen=True, slots=True)
class Type:
    """How a cell is set.

    Parameters
    ----------
    size : float
        Of its words, in pixels.
    leading : float
        Height of a line as a multiple of the size.
    strong : float
        Size of its bold words; 0 for the same.
    """

    size: float
    leading: float = 1.35
    strong: float = 0.0


@dataclass(frozen=True, slots=True)
class _Token:
    """What no line break parts: a part with its width, its height, and the space before it."""

    part: Inline
    width: float
    height: float
    space: float
    joins: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """One line of a cell as it is set."""

    tokens: tuple[_Token, ...]
    height: float


def set_lines(line: Line, width: float, kind: Type) -> tuple[SetLine, ...]:
    """Return the lines that a run of inline parts takes.

    Parameters
    ----------
    line : tuple
        Inline parts.
    width : float
        The width no line exceeds, in pixels, as long as one character fits into it.
    kind : Type
        How it is set.

    Returns
    -------
    tuple of SetLine
        None for an empty run.
    """
    lines: list[list[_Token]] = [[]]
    used = 0.0
    for token in _tokens(line, kind):
        if token is None:
            lines.append([])
            used = 0.0
            continue
        for piece in _pieces(token, width, kind):
            space = piece.space if lines[-1] else 0.0
            if lines[-1] and used + space + piece.width > width:
                lines.append([])
                used = space = 0.0
            lines[-1].append(piece)
            used += space + piece.width
    least = kind.size * kind.leading
    return tuple(SetLine(tuple(each), max([least, *(t.height for t in each)])) for each in lines) if line else ()


def height(line: Line, width: float, kind: Type) -> float:
    """Return the height of a run of inline parts, in pixels.

    Examples
    --------
    >>> height((Words("one line"),), 500, Type(20, 1.5))
    30.0
    """
    return sum(each.height for each in set_lines(line, width, kind))


def parted(line: Line, width: float, kind: Type, room: float) -> tuple[Line, ...]:
    """Part a run of inline parts wherever a height is used up.

    Parameters
    ----------
    line : tuple
        Inline parts.
    width : float
        As for :func:`set_lines`.
    kind : Type
        How it is set.
    room : float
        The height that no piece exceeds, in pixels, unless one line does.

    Returns
    -------
    tuple of tuple
        Pieces that together are the run; none for an empty one.
    """
    pieces: list[list[SetLine]] = []
    used = 0.0
    for each in set_lines(line, width, kind):
        if not pieces or used + each.height > room:
            pieces.append([])
            used = 0.0
        pieces[-1].append(each)
        used += each.height
    return tuple(_joined(piece) for piece in pieces)


def _tokens(line: Line, kind: Type) -> Iterator[_Token | None]:
    """Yield what cannot be broken; ``None`` for a new line."""
    for part in line:
        space = text_width(" ", kind.size)
        match part:
            case Break():
                yield None
            case Words():
                bold, size = part.tone == "strong", _size(part, kind)
                tight = opens_tight(part.text)
                for number, word in enumerate(part.text.split()):
                    gap = 0.0 if tight and not number else text_width(" ", size, bold)
                    own = replace(part, text=word)
                    yield _Token(own, text_width(word, size, bold), size * kind.leading, gap, number > 0)
            case Marks():
                whole = len(part.ids) <= _TOGETHER
                for ids in [part.ids] if whole else [(id_,) for id_ in part.ids]:
                    yield _Token(Marks(ids), text_width(" ".join(ids), MARK), 0.0, space)
            case Tag():
                yield _Token(part, text_width(part.text, MARK, True) + _TAG_SIDES, _TAG, space)
            case Boxes():
                boxes = part.of * _BOX + _BOX_SIDES
                yield _Token(part, boxes + text_width(part.word, kind.size), 0.0, space)


def _size(part: Words, kind: Type) -> float:
    return kind.strong if part.tone == "strong" and kind.strong else kind.size


def _pieces(token: _Token, width: float, kind: Type) -> Iterator[_Token]:
    """Yield a token, or its pieces where it is a word wider than a line."""
    if token.width <= width or not isinstance(token.part, Words):
        yield token
        return
    bold, size = token.part.tone == "strong", _size(token.part, kind)
    for number, piece in enumerate(broken(token.part.text, width, size, bold)):
        own, space = replace(token.part, text=piece), 0.0 if number else token.space
        yield _Token(own, text_width(piece, size, bold), token.height, space, number > 0 or token.joins)


def _joined(lines: Sequence[SetLine]) -> Line:
    """Return the parts of some lines; words of one part become one part again."""
    parts: list[Inline] = []
    for token in (token for line in lines for token in line.tokens):
        last = parts[-1] if parts else None
        if token.joins and isinstance(last, Words) and isinstance(token.part, Words):
            parts[-1] = replace(last, text=f"{last.text}{' ' if token.space else ''}{token.part.text}")
        else:
            parts.append(token.part)
    return tuple(parts)
