"""Short ways to write the inline parts that most sections use."""

from __future__ import annotations

from collections.abc import Iterable

from rca.review.blocks import Line, Marks, Words


def plain(text: str) -> Line:
    """Return words as a line; empty text gives an empty line."""
    return (Words(text),) if text else ()


def strong(text: str) -> Line:
    """Return bold words as a line."""
    return (Words(text, "strong"),) if text else ()


def quiet(text: str) -> Line:
    """Return second text as a line."""
    return (Words(text, "quiet"),) if text else ()


def marks(ids: Iterable[str]) -> Line:
    """Return ids as marks, each once; no ids give an empty line."""
    unique = tuple(dict.fromkeys(ids))
    return (Marks(unique),) if unique else ()


def coded(text: str) -> Line:
    """Return words whose parts in backticks are set in fixed width.

    Examples
    --------
    >>> coded("Answer in `complete`")
    (Words(text='Answer in', tone='plain'), Words(text='complete', tone='code'))
    """
    parts = ((n % 2 == 1, part.strip()) for n, part in enumerate(text.split("`")))
    return tuple(Words(part, "code" if code else "plain") for code, part in parts if part)


def opens_tight(text: str) -> bool:
    """Return whether words begin with a sign that no space goes before."""
    return text[:1] in {",", ".", ";", ":", "!", "?", ")"}
