"""What is stated of a clock: how far it was ahead, how fast it gained, and when that held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rca.case.when import Point
from rca.case.when_bounds import Zones, resolve
from rca.case.when_parse import parse_when

FASTEST_PPB = 500_000
"""A clock gains or loses at most 500 parts in a million; the bound of the Network Time Protocol (RFC 5905, MAXFREQ)."""

_OFFSET_UNITS = {name: Decimal(size) for name, size in (("s", 10**6), ("min", 60 * 10**6), ("h", 3_600 * 10**6))}
_OFFSET_UNITS["d"] = 24 * _OFFSET_UNITS["h"]
_DRIFT_UNITS = {
    "ppm": Decimal(1_000),
    "ppb": Decimal(1),
    "ms/d": Decimal(10**6) / 86_400,
    "s/d": Decimal(10**9) / 86_400,
}
_AMOUNT = r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,6})?"


@dataclass(frozen=True, slots=True)
class Amounts:
    """An amount or a range of it, in the smallest unit.

    Parameters
    ----------
    low, high : int
        Lowest and highest amount: microseconds of an offset, parts in a thousand million of a drift.
    text : str
        The words as they stand in the file.
    """

    low: int
    high: int
    text: str = field(default="", compare=False)


def parse_offset(text: object) -> object:
    """Read how far a clock was ahead of the true time.

    Parameters
    ----------
    text : object
        ``42 s``, ``42..44 s`` or ``42 s .. 2 min``; a clock that was behind has negative amounts. What is no text
        passes through.

    Returns
    -------
    Amounts
        Lowest and highest offset (shown minus true) in microseconds.

    Raises
    ------
    ValueError
        When the text has another form; the message gives the forms.

    Examples
    --------
    >>> parse_offset("42 s .. 44 s")
    Amounts(low=42000000, high=44000000, text='42 s .. 44 s')
    """
    rule = "the offset of a clock is an amount or a range in s, min, h or d, such as 42 s .. 44 s or -3 min"
    return _parse(text, _OFFSET_UNITS, rule, "write what the clock showed minus the true time")


def parse_drift(text: object) -> object:
    """Read how much a clock gained in a given time.

    Parameters
    ----------
    text : object
        ``30 ppm``, ``25 .. 35 ppm``, ``-2 s/d``; a clock that lost has negative amounts. What is no text passes
        through.

    Returns
    -------
    Amounts
        Lowest and highest gain in parts in a thousand million (ppb).

    Raises
    ------
    ValueError
        When the text has another form, or no clock runs so badly.

    Examples
    --------
    >>> parse_drift("25 .. 35 ppm")
    Amounts(low=25000, high=35000, text='25 .. 35 ppm')
    """
    rule = "the drift of a clock is an amount or a range in ppm, ppb, ms/d or s/d, such as 25 .. 35 ppm"
    drift = _parse(text, _DRIFT_UNITS, rule, "write how much it gained, minus where it lost")
    if isinstance(drift, Amounts) and max(abs(drift.low), abs(drift.high)) > FASTEST_PPB:
        raise ValueError(
            f"a clock gains or loses at most 500 ppm; got {drift.text[:80]!r}; "
            "give what was set in one step as another clock with its own offset"
        )
    return drift


def parse_instant(text: object) -> object:
    """Read an instant that is written with its zone or offset.

    Parameters
    ----------
    text : object
        ``2024-05-14 13:00 UTC`` or ``2024-05-14T13:00:05+02:00``. What is no text passes through.

    Returns
    -------
    int
        Microseconds UTC.

    Raises
    ------
    ValueError
        When it is no such time.

    Examples
    --------
    >>> parse_instant("1970-01-01 00:01 UTC")
    60000000
    """
    if not isinstance(text, str):
        return text
    rule = f"an instant is a date with a clock time and its zone; got {text[:80]!r}; write it as 2024-05-14 13:00 UTC"
    claims = parse_when(text).claims
    if len(claims) != 1 or not isinstance(claims[0], Point) or claims[0].stamp.zone is None:
        raise ValueError(rule)
    best = resolve(claims[0], Zones({}, ()), None).best
    if best is None:
        raise ValueError(rule)
    return best


def _parse(text: object, units: Mapping[str, Decimal], rule: str, remedy: str) -> object:
    if not isinstance(text, str):
        return text
    unit = "|".join(map(re.escape, units))
    form = rf"(?P<low>{_AMOUNT})\s*(?P<first>{unit})?(?:\s*\.\.\s*(?P<high>{_AMOUNT})\s*(?P<last>{unit}))?"
    match = re.fullmatch(form, text.strip())
    last = match and (match["last"] or match["first"])
    if match is None or last is None:
        raise ValueError(f"{rule}; got {text[:80]!r}; {remedy}")
    low = int(Decimal(match["low"]) * units[match["first"] or last])
    high = low if match["high"] is None else int(Decimal(match["high"]) * units[last])
    if high < low:
        raise ValueError(f"a range runs from the lower amount to the higher; got {text[:80]!r}; swap the two")
    return Amounts(low, high, text)
