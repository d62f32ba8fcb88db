"""Two amounts side by side: can both hold, and how each is said in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from rca.case.values import Value

Fit = Literal["same", "overlap", "narrow", "apart"]


def fit(first: Value, second: Value) -> Fit:
    """Say how two amounts of the same thing stand to each other.

    Parameters
    ----------
    first, second : Value
        The amounts; their order does not matter.

    Returns
    -------
    {"same", "overlap", "narrow", "apart"}
        ``same`` words and numbers; ``overlap`` where both can hold; ``narrow`` where they are apart by less than
        one unit of the last non-zero digit of either, or only touch; else ``apart``.

    Notes
    -----
    ``about`` reaches half a unit to both sides already, and ``over`` or ``up to`` state a limit, so neither is
    rounded a second time.

    Examples
    --------
    >>> from rca.case.values import parse_value
    >>> fit(parse_value("over 118000"), parse_value("about 110000"))
    'apart'
    >>> fit(parse_value("118000"), parse_value("118400"))
    'narrow'
    >>> fit(parse_value("8"), parse_value("up to 8"))
    'overlap'
    """
    if (first.word, first.low, first.high) == (second.word, second.low, second.high):
        return "same"
    lower, upper = ordered(first, second)
    distance = _distance(lower, upper)
    if distance is None:
        return "overlap"
    narrow = distance == 0 or distance < max(_rounding(lower), _rounding(upper))
    return "narrow" if narrow else "apart"


def ordered(first: Value, second: Value) -> tuple[Value, Value]:
    """Return two amounts, the lower one first where they are apart.

    Parameters
    ----------
    first, second : Value
        The amounts.

    Returns
    -------
    tuple of Value
        As given where they overlap.
    """
    return (second, first) if _distance(second, first) is not None else (first, second)


def amount_words(value: Value, unit: str = "") -> str:
    """Say an amount in words, with marks between the thousands.

    Parameters
    ----------
    value : Value
        The amount.
    unit : str
        What is counted.

    Returns
    -------
    str
        The word, the number and the unit.

    Examples
    --------
    >>> from rca.case.values import parse_value
    >>> amount_words(parse_value("about 110000"), "USD")
    'about 110,000 USD'
    >>> amount_words(parse_value("7..8"), "archives")
    '7 to 8 archives'
    """
    if value.word == "between" and value.high is not None:
        number = f"{_plain(value.low)} to {_plain(value.high)}"
    else:
        number = f"{value.word} {_plain(value.low)}".strip()
    percent = " %" if value.text.endswith("%") else ""
    return f"{number}{percent} {unit}".strip()


def limit_words(value: Value, *, upper: bool) -> str:
    """Say the limit that follows from ``about``, which the words do not show.

    Parameters
    ----------
    value : Value
        The amount.
    upper : bool
        Whether the upper limit is wanted.

    Returns
    -------
    str
        Such as ``, so at most 115,000``; empty for words that state their limit themselves.
    """
    low, high, _, _ = value.bounds()
    limit = high if upper else low
    if value.word != "about" or limit is None:
        return ""
    return f", so at {'most' if upper else 'least'} {_plain(limit)}"


def _distance(lower: Value, upper: Value) -> Decimal | None:
    """Return how far the first lies below the second; ``None`` where some amount satisfies both."""
    _, top, _, top_excluded = lower.bounds()
    bottom, _, bottom_excluded, _ = upper.bounds()
    if top is None or bottom is None:
        return None
    touching = top == bottom and (top_excluded or bottom_excluded)
    return bottom - top if top < bottom or touching else None


def _rounding(value: Value) -> Decimal:
    """Return one unit of the last non-zero digit of a number that may have been rounded."""
    if value.word not in {"", "between"}:
        return Decimal(0)
    return max(_last_unit(number) for number in (value.low, value.high) if number is not None)


def _last_unit(number: Decimal) -> Decimal:
    low, high, _, _ = Value("about", number).bounds()
    return (high or number) - (low or number)


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
