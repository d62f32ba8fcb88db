"""Read the time column of an export: one form for the whole column, and never a guess.

A column of ``03/04/2020`` can be read two ways. Where some row settles it (``13/04/2020``), the whole
column is read so; where none does, or rows contradict each other, the source has to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from rca.case.walls import wall_time

_CLOCK = (
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
_ZONE = r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?))?"
_YEAR_FIRST = re.compile(rf"^(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_CLOCK}{_ZONE}$")
_YEAR_LAST = re.compile(
    rf"^(?P<first>\d{{1,2}})[-/.](?P<second_number>\d{{1,2}})[-/.](?P<year>\d{{4}}){_CLOCK}{_ZONE}$"
)
_DAY_MONTH = re.compile(rf"^(?P<day>\d{{1,2}})[ -](?P<name>[A-Za-z]{{3,9}})\.?,?[ -](?P<year>\d{{4}}){_CLOCK}{_ZONE}$")
_MONTH_DAY = re.compile(rf"^(?P<name>[A-Za-z]{{3,9}})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_CLOCK}{_ZONE}$")
_NUMBER = re.compile(r"^\d{9,}(?:\.\d+)?$")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = {
    **{name: number for number, name in enumerate(_LONG_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_LONG_MONTHS, 1)},
    "sept": 9,
}
EPOCH_UNIT = {"s": 1_000_000, "ms": 1_000, "us": 1}
"""Microseconds of each unit in which a number may count."""

TIME_FORMS = (_YEAR_FIRST, _YEAR_LAST, _DAY_MONTH, _MONTH_DAY)
"""The forms of a date with or without a clock, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class RawTime:
    """A time as a row gives it: a local reading, or an instant where an offset or an epoch says so.

    Parameters
    ----------
    local : datetime
        The reading without a zone; in UTC where ``instant`` is true.
    unit_us : int
        The unit of the reading in microseconds: a day, a minute, a second or less.
    instant : bool
        Whether the row itself fixes the instant.
    """

    local: datetime
    unit_us: int
    instant: bool


class ColumnQuestion(ValueError):  # noqa: N818 - it is a question put to the person, not a fault
    """The column cannot be read before the source answers a question; ``remedy`` says how."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def read_times(column: Sequence[str], options: dict[str, str]) -> list[RawTime | str]:
    """Read a whole column.

    Parameters
    ----------
    column : sequence of str
        The cells.
    options : dict of str to str
        ``date_order`` (``day-first``, ``month-first``) and ``epoch`` (``s``, ``ms``, ``us``), where they are needed.

    Returns
    -------
    list of RawTime or str
        For each cell its time, or the reason for which it cannot be read.

    Raises
    ------
    ColumnQuestion
        When the order of day and month, or the unit of an epoch, is not settled.

    Examples
    --------
    >>> read_times(["2020-07-15 16:17"], {})[0].local
    datetime.datetime(2020, 7, 15, 16, 17)
    >>> read_times(["yesterday"], {})
    ["no known form of a date or time: 'yesterday'"]
    """
    order = options.get("date_order") or _settle_order(column)
    return [read_time(cell.strip(), order, options.get("epoch")) for cell in column]


def _settle_order(column: Sequence[str]) -> str:
    pairs = [(cell.strip(), pair) for cell in column if (pair := two_numbers(cell.strip()))]
    day_first = any(first > 12 for _, (first, _) in pairs)
    month_first = any(second > 12 for _, (_, second) in pairs)
    return settle_order(day_first, month_first, pairs[0][0] if pairs else None)


def two_numbers(cell: str) -> tuple[int, int] | None:
    """Return the first two numbers of a date that ends in its year, else ``None``.

    Examples
    --------
    >>> two_numbers("03/04/2020 10:00")
    (3, 4)
    """
    match = _YEAR_LAST.match(cell)
    return (int(match["first"]), int(match["second_number"])) if match else None


def settle_order(day_first: bool, month_first: bool, example: str | None) -> str:
    """Return the order of day and month of a column, from what its rows show.

    Parameters
    ----------
    day_first, month_first : bool
        Whether some row can only be read so.
    example : str or None
        The first row with such a date; ``None`` where the column has none.

    Returns
    -------
    str
        ``day-first`` or ``month-first``.

    Raises
    ------
    ColumnQuestion
        When rows contradict each other, or none settles it.
    """
    if example is None or day_first != month_first:
        return "day-first" if day_first else "month-first"
    found = "rows are written both ways" if day_first else "every row can be read both ways"
    raise ColumnQuestion(
        f"dates such as {example!r} can be day-first or month-first, and {found}",
        "add options: {date_order: day-first} or {date_order: month-first}",
    )


def is_number(cell: str) -> bool:
    """Return whether a cell counts from the epoch."""
    return _NUMBER.match(cell) is not None


def read_time(cell: str, order: str, epoch: str | None) -> RawTime | str:
    """Read one cell of a column whose questions are settled.

    Parameters
    ----------
    cell : str
        The cell, without spaces around it.
    order : str
        ``day-first`` or ``month-first``.
    epoch : str or None
        The unit of numbers.

    Returns
    -------
    RawTime or str
        The time, or the reason for which it cannot be read.

    Raises
    ------
    ColumnQuestion
        When it is a number and its unit is not said.
    """
    if not cell:
        return "no time"
    if is_number(cell):
        return _read_epoch(cell, epoch)
    for form in TIME_FORMS:
        if match := form.match(cell):
            parts = match.groupdict()
            try:
                return _build(parts, *_month_day(parts, order))
            except ValueError as error:
                return f"{cell!r}: {error}"
            except OverflowError:
                return f"outside the calendar: {cell!r}"
    return f"no known form of a date or time: {cell!r}"


def _read_epoch(cell: str, epoch: str | None) -> RawTime | str:
    if epoch is None:
        raise ColumnQuestion(
            f"a number such as {cell!r} may count seconds, milliseconds or microseconds",
            "add options: {epoch: s}, {epoch: ms} or {epoch: us}",
        )
    try:
        instant = Decimal(cell) * EPOCH_UNIT[epoch]
        digits = len(cell.partition(".")[2])
        unit = max(1, EPOCH_UNIT[epoch] // 10**digits)
        return RawTime(wall_time(int(instant)), unit, True)
    except (InvalidOperation, OverflowError):
        return f"outside the calendar: {cell!r}"


def _month_day(parts: dict[str, str | None], order: str) -> tuple[int, int]:
    if name := parts.get("name"):
        if name.lower() not in _MONTH:
            raise ValueError(f"no month is called {name!r}")
        return _MONTH[name.lower()], int(parts["day"] or 0)
    if "first" in parts:
        numbers = int(parts["first"] or 0), int(parts["second_number"] or 0)
        return numbers if order == "month-first" else (numbers[1], numbers[0])
    return int(parts["month"] or 0), int(parts["day"] or 0)


def _build(parts: dict[str, str | None], month: int, day: int) -> RawTime:
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("a clock with a.m. or p.m. has hours 1 to 12")
        hour = hour % 12 + (12 if half == "p" else 0)
    fraction = (parts["fraction"] or "")[:6]
    local = datetime(  # noqa: DTZ001 - the zone is the source's, and is applied later
        int(parts["year"] or 0), month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0),
        int(fraction.ljust(6, "0")) if fraction else 0,
    )  # fmt: skip
    unit = _unit(parts, fraction)
    if parts["zone"] is None:
        return RawTime(local, unit, False)
    if parts["hour"] is None:
        raise ValueError("a date with a zone but no time of day")
    return RawTime(_to_utc(local, parts["zone"]), unit, True)


def _unit(parts: dict[str, str | None], fraction: str) -> int:
    if parts["hour"] is None:
        return 86_400_000_000
    if parts["second"] is None:
        return 60_000_000
    return int(10 ** (6 - len(fraction)))


def _to_utc(local: datetime, zone: str) -> datetime:
    if zone in {"Z", "UTC", "GMT"}:
        return local
    sign = -1 if zone[0] == "-" else 1
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
    return local.replace(tzinfo=offset).astimezone(UTC).replace(tzinfo=None)
