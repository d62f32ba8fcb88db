"""From one thing that a claim says to the differences between points that it allows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from rca.case.when import (
    HORIZON_US,
    Between,
    ClaimValue,
    Either,
    Lasted,
    Offset,
    OneSided,
    Order,
    Point,
    Ref,
    Stamp,
    Unit,
    Unknown,
)
from rca.case.when_bounds import PointBounds, Zones, lasted_bounds, offset_bounds, resolve
from rca.evidence.rows import RowTime
from rca.timeline.clock.in_force import ClockInForce, true_time

Edge = tuple[int, int, int]
"""``(tail, head, weight)``: the head is at most ``weight`` microseconds after the tail."""

_UNITS_US = {
    Unit.SECOND: SECOND_US,
    Unit.MINUTE: MINUTE_US,
    Unit.HOUR: HOUR_US,
    Unit.DAY: DAY_US,
    Unit.WEEK: 7 * DAY_US,
    Unit.MONTH: 31 * DAY_US,
    Unit.YEAR: 366 * DAY_US,
}


@dataclass(frozen=True, slots=True)
class Extent:
    """What a reference or a claim is about: a point has two equal ends."""

    start: int
    end: int
    has_ends: bool


Refer = Callable[[Ref], Extent]
"""Finds what a reference names; raises ValueError where it names nothing."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a claim says.

    Parameters
    ----------
    value : ClaimValue, Lasted or RowTime
        What is said.
    edges : tuple of Edge
        The constraints that it makes.
    bounds : PointBounds or None
        What it says by itself, where it needs no other point.
    zone : str or None
        Zone of a stamp that names none, as written.
    unit : int
        The unit in which a clock time or a length is told, in microseconds: rounding can shift it by less than
        one. 0 for what nobody rounds, such as a day or an order.
    """

    value: ClaimValue | Lasted | RowTime
    edges: tuple[Edge, ...]
    bounds: PointBounds | None = None
    zone: str | None = None
    unit: int = 0


def value_statement(value: ClaimValue, own: Extent, refer: Refer, zones: Zones, zone: str | None) -> Statement:
    """Return what one claim value says.

    Parameters
    ----------
    value : ClaimValue
        One value of the ``when`` grammar.
    own : Extent
        The point that it is about; both ends where it says where something lay within.
    refer : callable
        Finds other points.
    zones : Zones
        The zones of the case.
    zone : str or None
        Zone of a stamp that names none.

    Returns
    -------
    Statement
        With its constraints.

    Raises
    ------
    ValueError
        When a reference or a zone cannot be used; rule, words and remedy are in the message.
    """
    match value:
        case Unknown():
            return Statement(value, ())
        case Order():
            return Statement(value, _order(value, own, refer(value.ref)))
        case Offset():
            return Statement(value, _offset(value, own, refer(value.ref)), unit=_UNITS_US[value.unit])
    bounds = resolve(value, zones, zone)
    edges = _within(own, bounds.earliest, bounds.latest)
    return Statement(value, edges, bounds, zone, max(map(_clock_unit, stamps_of(value))))


def lasted_statement(lasted: Lasted, own: Extent) -> Statement:
    """Return what a length says of the two ends of an extent."""
    low, high = lasted_bounds(lasted)
    edges: list[Edge] = []
    if high is not None:
        edges.append((own.start, own.end, high))
    if low is not None:
        edges.append((own.end, own.start, -low))
    return Statement(lasted, tuple(edges), unit=_UNITS_US[lasted.duration.unit])


def row_statement(row: RowTime, own: Extent, clock: ClockInForce | None, base: int, zone: str | None) -> Statement:
    """Return what a row of evidence says: how far its point is from where its clock began to count.

    Parameters
    ----------
    row : RowTime
        The time as the clock showed it.
    own : Extent
        The point that the row is about.
    clock : ClockInForce or None
        The clock of its source; ``None`` where it was right.
    base : int
        The point from which that clock counts; the origin where it was right.
    zone : str or None
        The zone of the source.
    """
    earliest, best, latest = true_time(row, clock)
    bounds = PointBounds(earliest, latest, best, None, (), row.basis)
    first, last = row_span(row, clock)
    width = row.latest - row.earliest + 1
    edges = _within(own, first, last, base)
    return Statement(row, edges, bounds, zone, width if width <= HOUR_US else 0)


def row_span(row: RowTime, clock: ClockInForce | None) -> tuple[int, int]:
    """Return how far a row is from where its clock began to count: earliest and latest, in microseconds."""
    return (row.earliest, row.latest) if clock is None else clock.measured(row)


def clock_statement(clock: ClockInForce, base: int) -> Statement:
    """Return what is taken of a clock: a fast one began to count before 1970."""
    low, high = clock.offset
    return Statement(Unknown(), ((0, base, -low), (base, 0, high)))


def stamps_of(value: Point | Between | Either | OneSided) -> tuple[Stamp, ...]:
    """Return the stamps of a claim value."""
    match value:
        case Between(first, last):
            return first, last
        case Either(stamps):
            return stamps
        case _:
            return (value.stamp,)


def _clock_unit(stamp: Stamp) -> int:
    """Return the unit of a clock time; days and longer are told, not rounded."""
    if stamp.clock is None:
        return 0
    if stamp.clock.minute is None:
        return HOUR_US
    if stamp.clock.second is None:
        return MINUTE_US
    return max(1, int(10 ** (6 - len(stamp.clock.fraction))))


def _within(own: Extent, earliest: int | None, latest: int | None, base: int = 0) -> tuple[Edge, ...]:
    points = (own.start, own.end) if own.has_ends else (own.start,)
    edges: list[Edge] = []
    for point in points:
        if latest is not None:
            edges.append((base, point, latest))
        if earliest is not None:
            edges.append((point, base, -earliest))
    return tuple(edges)


def _order(order: Order, own: Extent, ref: Extent) -> tuple[Edge, ...]:
    strict = 0 if order.or_at else -1
    match order.relation:
        case "before":
            return ((ref.start, own.end, strict),)
        case "after":
            return ((own.start, ref.end, strict),)
        case "during":
            if not ref.has_ends:
                raise ValueError(
                    f"`during` takes something with two ends; got {order.ref.id!r}, a point; "
                    f"write at {order.ref.id}, or name an extent or a phase"
                )
            return (own.start, ref.start, 0), (ref.end, own.end, 0)
    _one_side(order.ref, ref)
    return tuple(
        edge for point in dict.fromkeys((own.start, own.end)) for edge in ((ref.start, point, 0), (point, ref.start, 0))
    )


def _offset(offset: Offset, own: Extent, ref: Extent) -> tuple[Edge, ...]:
    _one_side(offset.ref, ref)
    low, high = offset_bounds(offset)
    edges: list[Edge] = []
    for point in dict.fromkeys((own.start, own.end)):
        # The width of the horizon stands for "no bound": no two points are further apart.
        if high < 2 * HORIZON_US:
            edges.append((ref.start, point, high))
        if low > -2 * HORIZON_US:
            edges.append((point, ref.start, -low))
    return tuple(edges)


def _one_side(name: Ref, ref: Extent) -> None:
    if ref.has_ends:
        raise ValueError(
            f"a distance, or `at`, names one end of what has two; got {name.id!r}; "
            f"write {name.id}.start or {name.id}.end"
        )
