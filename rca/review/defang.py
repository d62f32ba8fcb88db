"""Addresses in text, made unusable: a review never carries a link that leads out."""

from __future__ import annotations

import re

_HTTP = re.compile(r"http(?=s?://)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:://|\bwww\.)\S*", re.IGNORECASE)
_OTHER_SCHEMES = re.compile(r"\b(javascript|vbscript):(?=\S)|\b(data):(?=[a-z]+/)", re.IGNORECASE)


def defang(text: str) -> str:
    """Return text in which no address can be followed by a click or by mistake.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text with ``http`` written ``hxxp`` and its dots in brackets; applying it again
        changes nothing.

    Examples
    --------
    >>> defang("see https://news.example/a.html and www.example.org")
    'see hxxps://news[.]example/a[.]html and www[.]example[.]org'
    >>> defang("javascript:alert(1)")
    'javascript[:]alert(1)'
    """
    text = _ADDRESS.sub(lambda match: re.sub(r"\.(?=[\w-])", "[.]", match.group()), _HTTP.sub("hxxp", text))
    return _OTHER_SCHEMES.sub(r"\1\2[:]", text)
