"""Wording that is computed: numbers in words, lists, sentences, and amounts as a reader expects them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rca.case.values import Value

_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_WIDEST = 90


def number_word(number: int) -> str:
    """Return a number as running text has it: in words up to twelve.

    Examples
    --------
    >>> number_word(3), number_word(0), number_word(1200)
    ('three', 'no', '1,200')
    """
    return _WORDS[number] if 0 <= number < len(_WORDS) else f"{number:,}"


def plural(number: int, singular: str, many: str = "") -> str:
    """Return a noun in the form that goes with a number.

    Examples
    --------
    >>> plural(1, "cause"), plural(2, "cause"), plural(0, "copy", "copies")
    ('cause', 'causes', 'copies')
    """
    return singular if number == 1 else many or f"{singular}s"


def counted(number: int, singular: str, many: str = "") -> str:
    """Return a number in figures with its noun, for tables and facts.

    Examples
    --------
    >>> counted(1, "unknown"), counted(32, "event")
    ('1 unknown', '32 events')
    """
    return f"{number:,} {plural(number, singular, many)}"


def spelled(number: int, singular: str, many: str = "") -> str:
    """Return a number in words with its noun, for running text.

    Examples
    --------
    >>> spelled(0, "action"), spelled(3, "gap")
    ('no action', 'three gaps')
    """
    noun = singular if number == 0 else plural(number, singular, many)
    return f"{number_word(number)} {noun}"


def joined(items: Sequence[str], last: str = "and") -> str:
    """Return items as a list in a sentence.

    Examples
    --------
    >>> joined(["F3", "F6", "F8"]), joined(["F3", "F6"], "or"), joined(["F3"])
    ('F3, F6 and F8', 'F3 or F6', 'F3')
    """
    return f" {last} ".join(filter(None, (", ".join(items[:-1]), items[-1]))) if items else ""


def sentence(text: str) -> str:
    """Return text with a capital at its beginning and a full stop at its end.

    Examples
    --------
    >>> sentence("no source tests it"), sentence("Really?")
    ('No source tests it.', 'Really?')
    """
    text = text.strip()
    return capital(text) + ("" if text.endswith((".", "?", "!", "…", ".”", '."')) else ".")


def title(text: str) -> str:
    """Return text as a heading: a capital first, no full stop.

    Examples
    --------
    >>> title("accounts used to post.")
    'Accounts used to post'
    """
    return capital(text.strip().rstrip("."))


def capital(text: str) -> str:
    """Return text whose first letter is a capital, unless its first word is a name such as of a rule or a file.

    Examples
    --------
    >>> capital("some words"), capital("evidence.two-reasons holds")
    ('Some words', 'evidence.two-reasons holds')
    """
    first = text.partition(" ")[0].rstrip(".,;:!?")
    return text if "." in first else text[:1].upper() + text[1:]


def excerpt(text: str) -> str:
    """Return words for a heading or a cell: whole, or up to the last comma, colon or semicolon that fits.

    Examples
    --------
    >>> excerpt("It held."), excerpt("The first part of it, " + "word " * 20)
    ('It held', 'The first part of it')
    """
    if len(text) <= _WIDEST:
        return text.rstrip(".")
    cut = max(text.rfind(sign, 20, _WIDEST) for sign in ",;:(")
    return text[:cut].rstrip() if cut > 0 else text.rstrip(".")


def first_sentences(text: str, number: int) -> str:
    """Return the first sentences of a text.

    Parameters
    ----------
    text : str
        Running text.
    number : int
        How many; 0 for all.

    Returns
    -------
    str
        A sentence ends at a full stop, question or exclamation mark before white space and a capital.

    Examples
    --------
    >>> first_sentences("It cost 1.5 million. They paid at 4 p.m. on Monday. It ended.", 2)
    'It cost 1.5 million. They paid at 4 p.m. on Monday.'
    """
    words = text.split()
    ends = [
        n + 1
        for n, word in enumerate(words)
        if word.rstrip("”\"')")[-1:] in {".", "?", "!"} and (n + 1 == len(words) or not words[n + 1][:1].islower())
    ]
    return " ".join(words if number == 0 or len(ends) <= number else words[: ends[number - 1]])


def amount(value: Value, unit: str = "") -> str:
    """Return an amount with thousands marks, the word that was used for it, and its unit.

    Parameters
    ----------
    value : Value
        The amount.
    unit : str
        Set behind it; leave empty where the name of the number says what is counted.

    Returns
    -------
    str
        Such as ``over 118,000 USD``.

    Examples
    --------
    >>> from rca.case.values import parse_value
    >>> amount(parse_value("over 118000"), "USD"), amount(parse_value("7..8")), amount(parse_value("30.40 %"))
    ('over 118,000 USD', '7 to 8', '30.40 %')
    """
    figures = f"{_figures(value.low)} to {_figures(value.high)}" if value.high is not None else _figures(value.low)
    word = "" if value.word == "between" else value.word
    percent = "%" if value.text.endswith("%") else ""
    return " ".join(filter(None, (word, figures, percent or unit)))


def _figures(number: Decimal) -> str:
    return f"{number:,f}"


def unit_shown(unit: str, name: str = "") -> str:
    """Return a unit that must stand behind its number, or nothing where the words beside it say it.

    Parameters
    ----------
    unit : str
        The unit.
    name : str
        The name of the number; without one, text around the number names everything but currencies and signs.

    Examples
    --------
    >>> unit_shown("accounts", "accounts used to post"), unit_shown("hours", "length of the outage")
    ('', 'hours')
    >>> unit_shown("USD"), unit_shown("accounts")
    ('USD', '')
    """
    if name:
        return "" if unit.casefold() in name.casefold() else unit
    return unit if len(unit) <= 4 and (unit.isupper() or not unit.isalpha()) else ""
