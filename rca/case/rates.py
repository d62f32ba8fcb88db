"""How often something happens, as people state it: ``3 per month``, ``2 a week``, ``0.5 per y``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from rca.case.when import Unit

_YEAR: Final = Decimal("365.2425")
"""Days of a mean Gregorian year; a month is a twelfth of it."""

_DAYS: Final = {
    Unit.SECOND: Decimal(1) / 86_400,
    Unit.MINUTE: Decimal(1) / 1_440,
    Unit.HOUR: Decimal(1) / 24,
    Unit.DAY: Decimal(1),
    Unit.WEEK: Decimal(7),
    Unit.MONTH: _YEAR / 12,
    Unit.YEAR: _YEAR,
}

_NAMES: Final = {
    Unit.SECOND: "second",
    Unit.MINUTE: "minute",
    Unit.HOUR: "hour",
    Unit.DAY: "day",
    Unit.WEEK: "week",
    Unit.MONTH: "month",
    Unit.YEAR: "year",
}
_UNITS: Final = {unit.value: unit for unit in Unit} | {name: unit for unit, name in _NAMES.items()}

_FORM = re.compile(r"(?P<count>[0-9]{1,9}(?:\.[0-9]{1,6})?) (?:per|an?) (?P<unit>[a-z]+)")


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of something in each unit of time.

    Parameters
    ----------
    count : Decimal
        How many, from 0 on.
    unit : Unit
        In each second, minute, hour, day, week, month or year.
    text : str
        The words as they stand in the file.
    """

    count: Decimal
    unit: Unit
    text: str = field(default="", compare=False)

    @property
    def unit_days(self) -> float:
        """Days in the unit; months and years have their mean length."""
        return float(_DAYS[self.unit])

    @property
    def unit_name(self) -> str:
        """The unit in words, such as ``month``."""
        return _NAMES[self.unit]


def parse_rate(text: object) -> Rate:
    """Read how often something happens.

    Parameters
    ----------
    text : str or Rate
        ``N per unit`` or ``N a unit``, the unit in words or short as in times; a rate is returned as it is.

    Returns
    -------
    Rate
        The rate.

    Raises
    ------
    ValueError
        When the words have another form; the message gives the rule, the words and a remedy.

    Examples
    --------
    >>> parse_rate("3 a month").count, parse_rate("3 per mo").unit_name
    (Decimal('3'), 'month')
    """
    if isinstance(text, Rate):
        return text
    words = " ".join(str(text).split())
    match = _FORM.fullmatch(words)
    unit = _UNITS.get(match["unit"]) if match else None
    if match is None or unit is None:
        rule = f"a rate is N per unit, the unit from second to year; got {words[:80]!r}"
        raise ValueError(rule, "write it as 3 per month")
    return Rate(Decimal(match["count"]), unit, words)
