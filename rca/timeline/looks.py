"""Which sign of uncertainty a point bears, and which words serve for its time.

The sign says how the time is known, in this order of preference:

1. ``exact``: a source states an instant and the bounds leave less than a minute.
2. ``about``, ``either``: the tightest statement with both bounds is an approximate clock time, or a choice.
3. ``relative``: a distance from another point is stated, and no stamp of its own bounds it.
4. ``within``: both bounds come from stamps (a day, a month, a range, an hour).
5. ``order``: one side is open, or only an order, or a claim of another event, narrows it.
6. ``none``: no source states a time, or nothing bounds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rca.case.stamps import DAY_US, MINUTE_US
from rca.case.when import Either, Lasted, Offset, Order, Point, Unknown
from rca.timeline.constraints import Solution
from rca.timeline.results import Sign
from rca.timeline.stated import Stated
from rca.timeline.statements import Statement


@dataclass(frozen=True, slots=True)
class Look:
    """How the time of one point is shown.

    Parameters
    ----------
    sign : str
        Its sign.
    claim : Stated or None
        The claim whose words serve.
    statement : Statement or None
        What of that claim serves.
    other : Statement or None
        An order that bounds the other side, where orders bound both.
    """

    sign: Sign
    claim: Stated | None = None
    statement: Statement | None = None
    other: Statement | None = None


def binds(statement: Statement, point: int, solution: Solution) -> tuple[bool, bool]:
    """Return whether the earliest and the latest bound of a point rest on a statement.

    They do where one of its constraints lies on a shortest path to that bound: both its ends are bounded on that side,
    and their bounds are exactly its weight apart.

    Parameters
    ----------
    statement : Statement
        A statement in force.
    point : int
        A point that it is about.
    solution : Solution
        The solved bounds.
    """
    earliest, latest = solution.earliest, solution.latest
    low = high = False
    for tail, head, weight in statement.edges:
        if head == point and latest[tail] is not None and latest[head] is not None:
            high |= latest[tail] + weight == latest[head]  # type: ignore[operator]
        if tail == point and earliest[head] is not None and earliest[tail] is not None:
            low |= earliest[head] - weight == earliest[tail]  # type: ignore[operator]
    return low, high


def look_at(
    claims: Sequence[Stated], point: int, best: int | None, solution: Solution, *, published: bool = False
) -> Look:
    """Return how the time of a point is shown.

    Parameters
    ----------
    claims : sequence of Stated
        The claims in force that are about the point, in the order of the file.
    point : int
        The point.
    best : int or None
        Its best instant.
    solution : Solution
        The solved bounds.
    published : bool
        Whether the date of a publication is all that bounds it: then no time is stated.

    Returns
    -------
    Look
        Sign and words. It never claims more than the bounds hold.
    """
    earliest, latest = solution.earliest[point], solution.latest[point]
    found = [
        _Found(claim, each, *binds(each, point, solution))
        for claim in claims
        for each in claim.statements
        if not isinstance(each.value, Unknown | Lasted)
    ]
    orders = [item for item in found if isinstance(item.statement.value, Order)]
    offsets = [item for item in found if isinstance(item.statement.value, Offset)]
    if earliest is None or latest is None:
        if earliest == latest or (published and not found):
            return _show("none", [*offsets, *orders, *found])
        return _show("order", [*orders, *offsets, *found])
    stamped = sorted((item for item in found if item.width is not None), key=lambda item: item.width or 0)
    if stamped:
        value = stamped[0].statement.value
        if best is not None and latest - earliest < MINUTE_US:
            return _show("exact", stamped[:1])
        if _is_either(stamped[0].statement, earliest, latest):
            return _show("either", stamped[:1])
        if isinstance(value, Point) and best is not None and (value.about or value.tolerance):
            return _show("about", stamped[:1])
    own = [item for item in found if item.statement.bounds is not None]
    early, late = any(item.early for item in own), any(item.late for item in own)
    if offsets and (not stamped or (not early and not late and any(item.early or item.late for item in offsets))):
        return _show("relative", offsets)
    ordered = any((item.early and not early) or (item.late and not late) for item in (*orders, *offsets))
    if not ordered and _frames(own, earliest, latest):
        return _show("within", [*stamped, *own])
    return _show("order", [*orders, *own, *offsets])


@dataclass(frozen=True, slots=True)
class _Found:
    """A statement about a point, and which of the bounds rest on it."""

    claim: Stated
    statement: Statement
    early: bool
    late: bool

    @property
    def width(self) -> int | None:
        return _width(self.statement)


def _width(statement: Statement) -> int | None:
    bounds = statement.bounds
    if bounds is None or bounds.earliest is None or bounds.latest is None:
        return None
    return bounds.latest - bounds.earliest


def _frames(own: Sequence[_Found], earliest: int, latest: int) -> bool:
    """Whether stamps give both bounds, but for a moment that an order told elsewhere takes off."""
    bounds = [item.statement.bounds for item in own if item.statement.bounds is not None]
    early = any(each.earliest is not None and earliest - each.earliest < MINUTE_US for each in bounds)
    return early and any(each.latest is not None and each.latest - latest < MINUTE_US for each in bounds)


def frames(claims: Sequence[Stated], start: int, end: int, solution: Solution) -> Look | None:
    """Return the look of an extent that lies within a stated time, where that is all that frames it.

    Parameters
    ----------
    claims : sequence of Stated
        What is said of where it lay within.
    start, end : int
        The points of its two ends.
    solution : Solution
        The solved bounds.
    """
    earliest, latest = solution.earliest[start], solution.latest[end]
    if earliest is None or latest is None:
        return None
    for claim in claims:
        for statement in claim.statements:
            if _frames([_Found(claim, statement, early=False, late=False)], earliest, latest):
                return Look("within", claim, statement)
    return None


def _is_either(statement: Statement, earliest: int, latest: int) -> bool:
    """Whether more than one alternative of a choice, or of a fold or gap, is still left."""
    options = statement.bounds.options if statement.bounds else ()
    left = [option for option in options if option[0] <= latest and earliest <= option[1]]
    return len(left) > 1 and (isinstance(statement.value, Either | Point))


def _show(sign: Sign, found: Sequence[_Found]) -> Look:
    """Return the sign with the first statement on which a bound rests, else the first at all."""
    chosen = next((item for item in found if item.early or item.late), found[0] if found else None)
    if chosen is None:
        return Look(sign)
    if sign == "order" and isinstance(chosen.statement.value, Order):
        orders = [item for item in found if isinstance(item.statement.value, Order)]
        early = next((item for item in orders if item.early), None)
        late = next((item for item in orders if item.late), None)
        if early is not None and late is not None and early is not late:
            return Look(sign, early.claim, early.statement, late.statement)
    return Look(sign, chosen.claim, chosen.statement)


def best_instants(claims: Sequence[Stated], equal: Sequence[tuple[int, int]], solution: Solution) -> Mapping[int, int]:
    """Return the best instant of each point that has one.

    It is the stated instant with the least doubt of its own, clipped into the bounds; of equal ones that of the
    first claim by id. Where no source states one, it is that of the point which the time is measured from, plus
    the stated distance (``1 h after E17``), or that of a point which it is said to be at.

    Parameters
    ----------
    claims : sequence of Stated
        The claims in force, in the order of their numbers.
    equal : sequence of (int, int)
        Pairs of points that are one.
    solution : Solution
        The solved bounds.

    Returns
    -------
    mapping of int to int
        Microseconds UTC, by point.
    """
    doubts: dict[int, tuple[int, int]] = {}
    links: list[tuple[int, int, int]] = [link for one, other in equal for link in ((one, other, 0), (other, one, 0))]
    for claim in claims:
        for statement in claim.statements:
            if statement.bounds is not None and statement.bounds.best is not None:
                for point in claim.own:
                    doubt = (_width(statement) or 0, statement.bounds.best)
                    if point not in doubts or doubt[0] < doubts[point][0]:
                        doubts[point] = doubt
            links += _links(claim, statement)
    best = {point: _clip(instant, point, solution) for point, (_, instant) in doubts.items()}
    before = -1
    while len(best) > before:
        before = len(best)
        for point, other, distance in links:
            if point not in best and other in best:
                best[point] = _clip(best[other] + distance, point, solution)
    return best


def _links(claim: Stated, statement: Statement) -> list[tuple[int, int, int]]:
    """Return ``(point, other, distance)`` where a claim tells how far a point is from another one."""
    value = statement.value
    if isinstance(value, Order) and value.relation == "at":
        distance = 0
    elif isinstance(value, Offset) and value.mode in {"exactly", "about"} and value.relation != "of":
        if statement.unit > 7 * DAY_US:  # a month or a year is no fixed length
            return []
        distance = int(value.amount * statement.unit) * (1 if value.relation == "after" else -1)
    else:
        return []
    return [(head, tail, distance) for tail, head, _ in statement.edges if head in claim.own and tail not in claim.own]


def _clip(instant: int, point: int, solution: Solution) -> int:
    earliest, latest = solution.earliest[point], solution.latest[point]
    if earliest is not None and instant < earliest:
        return earliest
    return latest if latest is not None and instant > latest else instant
