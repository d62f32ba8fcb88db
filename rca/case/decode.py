"""From bytes to the text of a case file: its size, its encoding, and the characters that may stand in it."""

from __future__ import annotations

import re

from rca.errors import Mistake

MAX_BYTES = 20_000_000
"""Largest case file that is read; hand-written claims stay far below."""

STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|\r(?!\n)")
"""Characters that no person types on purpose; YAML forbids most, and line separators would shift line numbers."""

HIDDEN = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Characters that nobody sees, or that turn the text around them; the joiners U+200C and U+200D are letters' own."""

# A directive stands at the left edge, where no text of a mapping can; libyaml compares each with all before it.
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(file: str, data: bytes) -> tuple[str | None, list[Mistake]]:
    r"""Read the bytes of a case file as text.

    Parameters
    ----------
    file : str
        Name of the file, for the mistakes.
    data : bytes
        Its content.

    Returns
    -------
    tuple of (str or None, list of Mistake)
        The text, or ``None`` where it cannot be read, and what is wrong with it.

    Examples
    --------
    >>> decode("case.yaml", b"title: \xe9")[1][0].message
    'a case file is UTF-8 text; byte 0xe9 is not'
    """
    if len(data) > MAX_BYTES:
        message = f"a case file has at most {MAX_BYTES:,} bytes; this one has {len(data):,}"
        return None, [Mistake(file, 0, 0, "case.too-large", message, "keep raw exports in evidence/")]
    if data.startswith((*_UTF16, b"\xef\xbb\xbf")):
        kind = "UTF-16" if data.startswith(_UTF16) else "UTF-8 with a byte-order mark"
        message = f"a case file is UTF-8 text without a byte-order mark; this one is {kind}"
        return None, [Mistake(file, 1, 1, "case.encoding", message, "save it as plain UTF-8")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = place_of(data[: error.start].decode("utf-8"), error.start)
        message = f"a case file is UTF-8 text; byte {data[error.start]:#04x} is not"
        return None, [Mistake(file, line, column, "case.encoding", message, "save it as plain UTF-8")]
    if wrong := wrong_character(text):
        index, message, remedy = wrong
        return None, [Mistake(file, *place_of(text, index), "case.character", message, remedy)]
    if directive := _DIRECTIVE.search(text):
        line, column = place_of(text, directive.start())
        message = "a case file has no YAML directives; this line begins with %"
        return None, [Mistake(file, line, column, "case.directive", message, "delete the line")]
    return text, []


def place_of(text: str, index: int) -> tuple[int, int]:
    r"""Return line and column, counted from 1, of a place in a text.

    Parameters
    ----------
    text : str
        The text.
    index : int
        Characters before the place; past the end means the end.

    Examples
    --------
    >>> place_of("a: 1\nb: 2\n", 8)
    (2, 4)
    """
    before = text[:index]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def wrong_character(text: str) -> tuple[int, str, str] | None:
    r"""Return the first character that may not stand in a case file.

    Parameters
    ----------
    text : str
        A whole file, or one value of it.

    Returns
    -------
    tuple of (int, str, str) or None
        Its place in the text, what is wrong with it, and what to do.

    Examples
    --------
    >>> wrong_character("a\u202eb")[1]
    'a case file holds text that reads as it stands; the character U+202E is hidden'
    """
    first = min(filter(None, (STRANGE.search(text), HIDDEN.search(text))), key=re.Match.start, default=None)
    if first is None:
        return None
    name = f"U+{ord(first[0]):04X}"
    if HIDDEN.match(first[0]):
        message = f"a case file holds text that reads as it stands; the character {name} is hidden"
        return first.start(), message, f"take it out; write {name} in words if the character itself matters"
    message = f"a case file holds printable text; the character {name} is not"
    return first.start(), message, "delete the character"
