"""Writing a text as YAML so that it reads back as the same text, in the plainest form that does."""

from __future__ import annotations

import json
import textwrap
from typing import Any

from rca.case.marks import compose
from rca.case.nodes import plain

WIDTH = 110
"""Longest line that a folded text is wrapped to."""

Value = str | list[Any] | dict[str, Any]
"""A text, or lists and mappings of texts."""


def spell(value: Value, *, flow: bool) -> str:
    """Return a value on one line.

    Parameters
    ----------
    value : str, list or dict
        What to write.
    flow : bool
        Whether it stands inside brackets or braces, where more signs have a meaning.

    Examples
    --------
    >>> spell({"id": "E9", "text": "Posting stopped: all regions", "about": ["E2"]}, flow=False)
    '{id: E9, text: "Posting stopped: all regions", about: [E2]}'
    """
    if isinstance(value, dict):
        pairs = (f"{spell(key, flow=True)}: {spell(item, flow=True)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(spell(item, flow=True) for item in value)}]"
    return value if _is_plain(value, flow=flow) else double_quoted(value)


def double_quoted(text: str) -> str:
    """Return a text in double quotes; the escapes of JSON are escapes of YAML."""
    return json.dumps(text, ensure_ascii=False)


def single_quoted(text: str) -> str:
    """Return a text in single quotes; only a text on one line reads back."""
    return "'" + text.replace("'", "''") + "'"


def literal(text: str, indent: str, newline: str) -> str:
    """Return a text of several lines as a literal block, without the end of its last line."""
    head, lines = _block_head("|", text), text.removesuffix("\n").split("\n")
    return newline.join([head, *(indent + line if line else "" for line in lines)])


def folded(text: str, indent: str, newline: str) -> str:
    """Return a long text as a folded block, wrapped, without the end of its last line."""
    head = _block_head(">", text)
    width = max(WIDTH - len(indent), 40)
    paragraphs = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
        for line in text.removesuffix("\n").split("\n")
    )
    lines = [line for paragraph in paragraphs for line in (*paragraph, "")][:-1]
    return newline.join([head, *(indent + line if line else "" for line in lines)])


def _block_head(sign: str, text: str) -> str:
    return sign if text.endswith("\n") else f"{sign}-"


def _is_plain(text: str, *, flow: bool) -> bool:
    """Return whether a text without quotes reads back as itself; the reader is asked, not a list of rules."""
    if "\n" in text:
        return False
    written = f"a: [{text}, {{b: {text}}}]" if flow else f"a: {text}\nb:\n  - {text}\n"
    expected = {"a": [text, {"b": text}]} if flow else {"a": text, "b": [text]}
    document, mistakes = compose("", written.encode("utf-8", errors="replace"))
    return document is not None and not mistakes and plain(document.root) == expected
