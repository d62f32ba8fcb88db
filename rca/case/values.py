"""Amounts as people state them: ``45``, ``about 50``, ``over 118000``, ``up to 36``, ``7..8``, ``12 %``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

_NUMBER = r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?"
_FORM = re.compile(
    r"(?:(?P<word>about|over|at least|under|up to|at most) )?"
    rf"(?P<low>{_NUMBER})(?: ?\.\. ?(?P<high>{_NUMBER}))?(?P<percent> ?%)?"
)
_RULE = "an amount is N, about N, over N, at least N, under N, up to N or A..B, each perhaps with %"

# The first pattern that is found in the words, case aside, gives the remedy.
_SLIPS: tuple[tuple[str, str], ...] = (
    (r"\d[,' _]\d{3}\b", "write the number without thousands marks, such as 118000"),
    (r"\d,\d", "write decimals with a point, such as 1.5"),
    (r"\d\s*(thousand|million|billion|[kmb]n?\b)", "write the number out, such as 1500000"),
    (r">|more than|above|\d\+", "write over N, or at least N where N itself is possible"),
    (r"<|less than|fewer than|below|no more than", "write under N, or up to N where N itself is possible"),
    (r"~|around|approximately|approx|circa|nearly|almost|roughly", "write about N"),
    (r"between|\bto\b|–|\d\s*-\s*\d", "write a range as 7..8"),
    (r"\d\s+[a-z]", "write the number only; the unit stands in the figure's `unit`"),
    (r"^(about|over|at least|under|up to|at most)\b.*\.\.", "write a range without a word before it"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """An amount with the word that was used for it.

    Parameters
    ----------
    word : str
        ``""``, ``"about"``, ``"over"``, ``"at least"``, ``"under"``, ``"up to"`` (also for ``at most``) or
        ``"between"``.
    low : Decimal
        The number, or the lower one of a range.
    high : Decimal or None
        The upper number of a range.
    text : str
        The words as they stand in the file; two values that say the same are equal whatever their words.
    percent : bool
        Whether a percent sign was written; the numbers stay as written (``12`` for ``12 %``).
    """

    word: str
    low: Decimal
    high: Decimal | None = None
    text: str = field(default="", compare=False)
    percent: bool = False

    def bounds(self) -> tuple[Decimal | None, Decimal | None, bool, bool]:
        """Return what the words allow.

        Returns
        -------
        tuple
            Lower and upper bound (``None`` where there is none), and whether each bound itself is excluded.
            ``about N`` reaches half a unit of the last non-zero digit to either side.

        Examples
        --------
        >>> parse_value("about 110000").bounds()
        (Decimal('105000'), Decimal('115000'), False, False)
        >>> parse_value("over 118000").bounds()
        (Decimal('118000'), None, True, False)
        """
        match self.word:
            case "about":
                half = _last_digit_unit(self.low) / 2
                return self.low - half, self.low + half, False, False
            case "over":
                return self.low, None, True, False
            case "at least":
                return self.low, None, False, False
            case "under":
                return None, self.low, False, True
            case "up to":
                return None, self.low, False, False
            case "between":
                return self.low, self.high, False, False
            case _:
                return self.low, self.low, False, False


def parse_value(text: object) -> Value:
    """Read an amount.

    Parameters
    ----------
    text : str, int, Decimal or Value
        The words, or a number; a value is returned as it is.

    Returns
    -------
    Value
        The amount.

    Raises
    ------
    ValueError
        When the text has another form; the message gives the forms, the words and a remedy.

    Examples
    --------
    >>> parse_value("up to 36").word
    'up to'
    >>> parse_value("7..8").high
    Decimal('8')
    """
    if isinstance(text, Value):
        return text
    words = " ".join(str(text).split())
    match = _FORM.fullmatch(words)
    if match is None or (match["high"] and match["word"]):
        raise ValueError(f"{_RULE}; got {_shown(words)}; {_hint(words)}")
    low = Decimal(match["low"])
    high = Decimal(match["high"]) if match["high"] else None
    if high is not None and high < low:
        raise ValueError(
            f"a range runs from the lower number to the higher; got {_shown(words)}; write it the other way round"
        )
    word = "between" if high is not None else (match["word"] or "").replace("at most", "up to")
    return Value(word, low, high, words, bool(match["percent"]))


def print_value(value: Value) -> str:
    """Return the canonical words of an amount, which read back as the same value.

    Examples
    --------
    >>> print_value(parse_value("at most  36.50%"))
    'up to 36.5 %'
    """
    word = f"{value.word} " if value.word not in {"", "between"} else ""
    high = "" if value.high is None else f"..{_number(value.high)}"
    return f"{word}{_number(value.low)}{high}{' %' if value.percent else ''}"


def _number(number: Decimal) -> str:
    return format(number.normalize() + 0, "f")


def _shown(words: str) -> str:
    return repr(words if len(words) <= 80 else words[:79] + "…")


def _hint(words: str) -> str:
    for pattern, remedy in _SLIPS:
        if re.search(pattern, words[:500], re.IGNORECASE):
            return remedy
    return "write one of these forms"


def _last_digit_unit(number: Decimal) -> Decimal:
    """Return the place value of the last non-zero digit (10000 for 110000, 0.1 for 1.5)."""
    if not number:
        return Decimal(1)
    exponent = number.normalize().as_tuple().exponent
    return Decimal(10) ** int(exponent)
