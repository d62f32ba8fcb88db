"""Addresses in text, made unusable: a review never carries a link that leads out."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"(?P<scheme>\b[a-z][a-z0-9+.-]{1,20})://(?P<host>[^\s/?#]+)|\bwww\.[^\s/?#]+", re.IGNORECASE)
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
        The same text with ``http`` written ``hxxp`` and the dots of hosts in brackets; applying it again
        changes nothing.

    Examples
    --------
    >>> defang("see https://news.example/a.html and www.example.org")
    'see hxxps://news[.]example/a.html and www[.]example[.]org'
    >>> defang("javascript:alert(1)")
    'javascript[:]alert(1)'
    """
    return _OTHER_SCHEMES.sub(r"\1\2[:]", _ADDRESS.sub(_blunt, text))


def _blunt(match: re.Match[str]) -> str:
    whole = match.group(0)
    scheme = match["scheme"] or ""
    host = whole[len(scheme) :]
    blunted = re.sub("tt", "xx", scheme, count=1, flags=re.IGNORECASE)
    return blunted + re.sub(r"\.(?=[\w-])", "[.]", host)
