"""Weeks and months by the clock of a zone, and which of them an instant lies in, as whole-number arithmetic.

Integer operations on int64 microseconds mean the same on every engine; functions of dates do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import date as Date  # noqa: N812 - a method has the plain name
from typing import TYPE_CHECKING, Literal

from rca.case.walls import MICROSECOND, wall_us
from rca.case.zones import Zones, find_zone
from rca.errors import Mistake, ParameterError

if TYPE_CHECKING:
    import ibis.expr.types as ir

Unit = Literal["week", "month"]
UNITS: tuple[Unit, ...] = ("week", "month")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = 86_400_000_000
_WEEK = 7 * _DAY
# Monday 1900-01-01 on the wall clock: what is left after division is then never negative, on which engines differ.
_ORIGIN = (datetime(1900, 1, 1, tzinfo=UTC) - _EPOCH) // MICROSECOND


@dataclass(frozen=True, slots=True)
class Period:
    """One week or month.

    Parameters
    ----------
    label : str
        ``2025-W03`` (ISO 8601) or ``2025-01``.
    first : date
        Its first day.
    start, end : int
        Its first instant and that of the next one, in microseconds UTC.
    key : int
        What `Periods.key` gives for an instant in it.
    """

    label: str
    first: date
    start: int
    end: int
    key: int


@dataclass(frozen=True)
class Periods:
    """The periods that cover a span.

    Parameters
    ----------
    unit : {"week", "month"}
        Their length.
    zone : str
        Whose clock they follow.
    items : tuple of Period
        In order, without a hole.
    offsets : tuple of (int, int)
        From which instant which offset holds, in microseconds.
    """

    unit: Unit
    zone: str
    items: tuple[Period, ...]
    offsets: tuple[tuple[int, int], ...]

    def __repr__(self) -> str:
        return f"Periods({len(self.items)} {self.unit}s in {self.zone})"

    def key(self, instant: ir.IntegerValue) -> ir.IntegerValue:
        """Return an expression for the key of the period that an instant lies in."""
        if self.unit == "month":
            return _pick(instant, [(period.start, period.key) for period in self.items])
        wall = self.wall(instant) - _ORIGIN
        return wall - wall % _WEEK

    def day(self, instant: ir.IntegerValue) -> ir.IntegerValue:
        """Return an expression for the day of an instant: microseconds since 1900-01-01 on the wall clock."""
        wall = self.wall(instant) - _ORIGIN
        return wall - wall % _DAY

    def date(self, instant: int) -> Date:
        """Return the day that the clock of the zone shows at an instant."""
        offset = next(offset for begin, offset in reversed(self.offsets) if begin <= instant)
        return (_EPOCH + (instant + offset) * MICROSECOND).date()

    def wall(self, instant: ir.IntegerValue) -> ir.IntegerValue:
        """Return an expression for what the clock of the zone shows at an instant, as microseconds since 1970."""
        return instant + _pick(instant, list(self.offsets))


def make_periods(unit: Unit, zone: str, first: int, last: int) -> Periods:
    """Return the periods from one instant to another.

    Parameters
    ----------
    unit : {"week", "month"}
        ISO weeks begin on Monday, months on the first, both at midnight by the clock of the zone.
    zone : str
        An IANA place, ``UTC`` or an offset.
    first, last : int
        Instants in microseconds UTC; both lie in a period.

    Returns
    -------
    Periods
        At least one.

    Raises
    ------
    ParameterError
        When the zone is not known.

    Examples
    --------
    >>> made = make_periods("week", "Europe/Berlin", 1_735_600_000_000_000, 1_736_500_000_000_000)
    >>> [period.label for period in made.items]
    ['2025-W01', '2025-W02']
    """
    try:
        where = find_zone(zone, Zones())
    except ValueError as error:
        raise ParameterError([Mistake("zone", 0, 0, "metrics.zone", str(error))]) from None
    day = _local(first, where).date()
    day = day - timedelta(days=day.weekday()) if unit == "week" else day.replace(day=1)
    items: list[Period] = []
    while not items or items[-1].end <= last:
        following = day + timedelta(days=7) if unit == "week" else (day + timedelta(days=31)).replace(day=1)
        year, week, _ = day.isocalendar()
        label = f"{year}-W{week:02}" if unit == "week" else f"{day:%Y-%m}"
        start, end = _midnight(day, where), _midnight(following, where)
        key = (day - date(1900, 1, 1)).days * _DAY
        items.append(Period(label, day, start, end, key))
        day = following
    return Periods(unit, zone, tuple(items), _offsets(where, items[0].start, max(last, items[-1].end)))


def _local(instant: int, where: tzinfo) -> datetime:
    return (_EPOCH + instant * MICROSECOND).astimezone(where)


def _midnight(day: date, where: tzinfo) -> int:
    return (datetime(day.year, day.month, day.day, tzinfo=where) - _EPOCH) // MICROSECOND


def _offset(instant: int, where: tzinfo) -> int:
    return wall_us(_local(instant, where).replace(tzinfo=None)) - instant


def _offsets(where: tzinfo, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """Return from when which offset holds: changes are looked for day by day and found to the second."""
    found = [(first, _offset(first, where))]
    for start in range(first, last, _DAY):
        low, high = start, min(start + _DAY, last)
        if _offset(high, where) == found[-1][1]:
            continue
        while high - low > 1_000_000:
            middle = (low + high) // 2_000_000 * 1_000_000
            low, high = (middle, high) if _offset(middle, where) == found[-1][1] else (low, middle)
        found.append((high, _offset(high, where)))
    return tuple(found)


def _pick(instant: ir.IntegerValue, known: Sequence[tuple[int, int]]) -> ir.IntegerValue:
    """Return an expression for the number of the stretch that an instant lies in, found by halving."""
    import ibis

    if len(known) == 1:
        return ibis.literal(known[0][1], type="int64")
    middle = len(known) // 2
    low, high = _pick(instant, known[:middle]), _pick(instant, known[middle:])
    chosen: ir.IntegerValue = ibis.cases((instant < known[middle][0], low), else_=high)
    return chosen
