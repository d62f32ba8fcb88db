"""Clocks that were off: what a source's clock shows minus the true time, as an interval."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from rca.case.messages import split_remedy
from rca.case.records import CaseFile
from rca.errors import CaseError, Mistake
from rca.evidence.rows import RowTime

_UNITS_US = {"s": 1_000_000, "min": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000}
_AMOUNT = r"(?P<{0}>[+-]?[0-9]+(?:\.[0-9]{{1,6}})?)"
_UNIT = r"(?P<{0}>s|min|h|d)"
_OFFSET = re.compile(
    rf"{_AMOUNT.format('low')}\s*(?:{_UNIT.format('low_unit')}\s*)?"
    rf"(?:\.\.\s*{_AMOUNT.format('high')}\s*{_UNIT.format('unit')})?"
)


def parse_offset(text: str) -> tuple[int, int]:
    """Read how far a clock was ahead of the true time.

    Parameters
    ----------
    text : str
        ``42 s``, ``42..44 s`` or ``42 s .. 2 min``; a clock that was behind has negative amounts.

    Returns
    -------
    tuple of int
        Lowest and highest offset (shown minus true) in microseconds.

    Raises
    ------
    ValueError
        When the text has another form; the message gives the forms.

    Examples
    --------
    >>> parse_offset("42 s .. 44 s")
    (42000000, 44000000)
    """
    match = _OFFSET.fullmatch(text.strip())
    unit = match and (match["unit"] or match["low_unit"])
    if match is None or unit is None:
        raise ValueError(
            "the offset of a clock is an amount or a range in s, min, h or d, such as 42 s .. 44 s or -3 min; "
            f"got {text[:80]!r}; write what the clock showed minus the true time"
        )
    low = _microseconds(match["low"], match["low_unit"] or unit)
    high = low if match["high"] is None else _microseconds(match["high"], unit)
    if high < low:
        raise ValueError(
            f"the range of an offset runs from the lower amount to the higher; got {text[:80]!r}; swap the two"
        )
    return low, high


def _microseconds(amount: str, unit: str) -> int:
    return int(Decimal(amount) * _UNITS_US[unit])


def clock_offsets(case: CaseFile) -> Mapping[str, tuple[int, int]]:
    """Return the offset of each source whose clock was off.

    An estimated offset counts once a person has accepted it; a stated one counts at once.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    mapping of str to tuple of int
        Lowest and highest offset (shown minus true) in microseconds, by the id of the source.

    Raises
    ------
    CaseError
        When an offset cannot be read, or a source names a clock that the case has not.
    """
    offsets: dict[str, tuple[int, int]] = {}
    mistakes: list[Mistake] = []
    for index, clock in enumerate(case.timeline.clocks):
        try:
            low, high = parse_offset(clock.offset)
        except ValueError as error:
            mark = case.mark(("timeline", "clocks", index, "offset"))
            message, remedy = split_remedy(str(error))
            mistakes.append(Mistake(mark.file, mark.line, mark.column, "timeline.clock-offset", message, remedy))
            continue
        offsets[clock.id] = (low, high) if clock.basis == "stated" or clock.accepted else (0, 0)
    for source in case.head.sources:
        if source.clock is not None and source.clock not in {clock.id for clock in case.timeline.clocks}:
            mark = case.mark(source.id)
            message = f"no clock in timeline.yaml is called {source.clock[:80]!r}"
            mistakes.append(
                Mistake(mark.file, mark.line, mark.column, "case.dangling-id", message, "add it, or mend the name")
            )
    if mistakes:
        raise CaseError(case.path, mistakes)
    return {source.id: offsets[source.clock] for source in case.head.sources if source.clock is not None}


def true_time(row: RowTime, offset: tuple[int, int]) -> tuple[int, int, int]:
    """Return when a row happened, once its clock is set right.

    Parameters
    ----------
    row : RowTime
        The time as the clock showed it.
    offset : tuple of int
        Lowest and highest offset of the clock (shown minus true) in microseconds.

    Returns
    -------
    tuple of int
        Earliest, best and latest instant: the doubt about the clock adds to that of the row.

    Examples
    --------
    >>> true_time(RowTime(100, 150, 199, "…", "offset"), (40, 60))
    (40, 100, 159)
    """
    low, high = offset
    return row.earliest - high, row.best - (low + high) // 2, row.latest - low
