"""Amounts as people state them: ``45``, ``about 50``, ``over 118000``, ``at least 3``, ``up to 36``, ``7..8``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"(?P<{}>-?\d+(?:\.\d+)?)"
_FORM = re.compile(
    rf"^(?:(?P<word>about|over|at least|under|up to|at most)\s+)?{_NUMBER.format('low')}"
    rf"(?:\s*\.\.\s*{_NUMBER.format('high')})?(?P<percent>\s*%)?$"
)


@dataclass(frozen=True, slots=True)
class Value:
    """An amount with the word that was used for it.

    Parameters
    ----------
    word : str
        ``""``, ``"about"``, ``"over"``, ``"at least"``, ``"under"``, ``"up to"`` or ``"between"``.
    low : Decimal
        The number, or the lower one of a range.
    high : Decimal or None
        The upper number of a range.
    text : str
        The words as they stand in the file.
    """

    word: str
    low: Decimal
    high: Decimal | None = None
    text: str = ""

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
        (Decimal('105000.0'), Decimal('115000.0'), False, False)
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
    text : str or Value
        The words; a value is returned as it is.

    Returns
    -------
    Value
        The amount.

    Raises
    ------
    ValueError
        When the text has another form; the message names the forms.

    Examples
    --------
    >>> parse_value("up to 36").word
    'up to'
    >>> parse_value("7..8").high
    Decimal('8')
    """
    if isinstance(text, Value):
        return text
    match = _FORM.match(str(text).strip().replace("_", ""))
    if match is None or (match["high"] and match["word"]):
        raise ValueError(
            "an amount is N, about N, over N, at least N, under N, up to N or A..B, without thousands marks; "
            f"got {text!r}"
        )
    low = Decimal(match["low"])
    high = Decimal(match["high"]) if match["high"] else None
    if high is not None and high < low:
        raise ValueError(f"the upper number of a range is at least the lower one; got {text!r}")
    word = "between" if high is not None else (match["word"] or "").replace("at most", "up to")
    return Value(word, low, high, str(text).strip())


def _last_digit_unit(number: Decimal) -> Decimal:
    """Return the place value of the last non-zero digit (10000 for 110000, 0.1 for 1.5)."""
    if not number:
        return Decimal(1)
    _, digits, exponent = number.as_tuple()
    trailing = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Decimal(10) ** (int(exponent) + trailing)
