"""Lists of words and phrases that rules about wording look for: data, one file for each language."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from rca.assets import shipped

# No part goes past a further opening sign, so that a text of such signs alone takes no longer than any other.
_QUOTED = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"|(?<!\w)[‘'][^‘'’]*[’'](?!\w)")


def own_words(text: str) -> str:
    """Return a statement without what it quotes: quoted words are somebody else's.

    Examples
    --------
    >>> own_words('The report calls it "inadequate"')
    'The report calls it …'
    """
    return _QUOTED.sub("…", text)


def found(name: str | tuple[str, ...], text: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of a list that stand in a text, outside of its quotations.

    Parameters
    ----------
    name : str or tuple of str
        Name of the list, such as ``vague``, or of several.
    text : str
        A statement of the case.
    language : str
        Language of the lists.

    Returns
    -------
    tuple of str
        As they stand in the text, each once, in its order.

    Examples
    --------
    >>> found("vague", "Poor checks and a lack of staff")
    ('Poor', 'lack of')
    """
    hits = _pattern(name if isinstance(name, tuple) else (name,), language).findall(own_words(text))
    return tuple(dict.fromkeys(hits)) if hits else ()


def claimed(name: str | tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the words of a list that a statement says for itself, not in a proper name or in another's mouth.

    Parameters
    ----------
    name : str or tuple of str
        Name of the list, or of several.
    text : str
        A statement of the case.

    Returns
    -------
    tuple of str
        As :func:`found`.

    Examples
    --------
    >>> claimed("vague", "The boat left the Poor Knights in poor light")
    ('poor',)
    >>> claimed("vague", "The regulator called the response inadequate")
    ()
    """
    own = own_words(text)
    reported = _pattern(("reporting",), "en").search(own)
    hits = []
    for match in _pattern(name if isinstance(name, tuple) else (name,), "en").finditer(own):
        in_name = match[0][:1].isupper() and re.match(r"\s+[A-Z][a-z]", own[match.end() :])
        if not in_name and (reported is None or match.start() < reported.end()):
            hits.append(match[0])
    return tuple(dict.fromkeys(hits))


@cache
def word_list(name: str, language: str = "en") -> frozenset[str]:
    """Return the entries of a list in small letters.

    Parameters
    ----------
    name : str
        Name of the list.
    language : str
        Language of the lists.

    Returns
    -------
    frozenset of str
        Words and phrases.
    """
    return frozenset(entry.casefold() for entry in _lists(language)[name])


@cache
def _pattern(names: tuple[str, ...], language: str) -> re.Pattern[str]:
    entries = sorted(
        {entry for name in names for entry in _lists(language)[name]}, key=lambda entry: (-len(entry), entry)
    )
    parts = [re.escape(e[:-1]) + r"\w*" if e.endswith("-") else re.escape(e) for e in entries]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])", re.IGNORECASE)


@cache
def _lists(language: str) -> dict[str, Any]:
    lists: dict[str, Any] = shipped("checks", "words", language)
    return lists
