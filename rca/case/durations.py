"""What a stated duration or distance allows, in microseconds.

An exact-sounding ``N unit`` means strictly within N - 1 and N + 1 units: in simulated spans told in whole
minutes from cut-off clocks, no narrower reading held every time.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from rca.case.when import HORIZON_US, Duration, Lasted, Offset, Unit

# Shortest and longest length of each unit.
_LENGTHS = {
    Unit.SECOND: (SECOND_US, SECOND_US),
    Unit.MINUTE: (MINUTE_US, MINUTE_US),
    Unit.HOUR: (HOUR_US, HOUR_US),
    Unit.DAY: (DAY_US, DAY_US),
    Unit.WEEK: (7 * DAY_US, 7 * DAY_US),
    Unit.MONTH: (28 * DAY_US, 31 * DAY_US),
    Unit.YEAR: (365 * DAY_US, 366 * DAY_US),
}


def offset_bounds(offset: Offset) -> tuple[int, int]:
    """Return how far a point may lie from the point that it is measured from.

    Parameters
    ----------
    offset : Offset
        A distance of the ``when`` grammar.

    Returns
    -------
    tuple of int
        Lowest and highest value of (this point - ref) in microseconds, inclusive; negative is before.
        ``after`` never falls before the ref, nor ``before`` after it. ``at least`` ends at the width of
        the horizon, which no two points exceed.

    Examples
    --------
    >>> from rca.case.when import Ref
    >>> offset_bounds(Offset("within", Decimal(40), Unit.MINUTE, "of", Ref("E2")))
    (-2400000000, 2400000000)
    """
    low, high = _distance(offset.mode, offset.amount, offset.upper, offset.unit)
    longest = 2 * HORIZON_US
    far = longest if high is None else min(high, longest)
    match offset.relation:
        case "after":
            return low, far
        case "before":
            return -far, -low
        case _:
            return -far, far


def lasted_bounds(lasted: Lasted) -> tuple[int | None, int | None]:
    """Return how long an extent may have lasted.

    Parameters
    ----------
    lasted : Lasted
        A length of the ``when`` grammar.

    Returns
    -------
    tuple of int or None
        Shortest and longest length in microseconds, inclusive; ``None`` where nothing bounds that side.

    Examples
    --------
    >>> lasted_bounds(Lasted("at least", Duration(Decimal(10), Unit.HOUR)))
    (36000000000, None)
    """
    low, high = _distance(lasted.mode, lasted.duration.amount, None, lasted.duration.unit)
    return (None if lasted.mode == "at most" else low), high


def longest_us(duration: Duration) -> int:
    """Return the longest time that a duration may mean, in microseconds."""
    return _ceiling(duration.amount * _LENGTHS[duration.unit][1])


def _distance(mode: str, amount: Decimal, upper: Decimal | None, unit: Unit) -> tuple[int, int | None]:
    shortest, longest = _LENGTHS[unit]
    top = amount if upper is None else upper
    match mode:
        case "exactly":
            low, high = (amount - 1) * shortest, (amount + 1) * longest
            return max(0, _floor(low) + 1), _ceiling(high) - 1
        case "about" | "about between":
            low, high = (amount - _slack(amount)) * shortest, (top + _slack(top)) * longest
        case "between":
            low, high = amount * shortest, top * longest
        case "at least":
            return _floor(amount * shortest), None
        case "within about":
            low, high = Decimal(0), (amount + _slack(amount)) * longest
        case _:  # at most, within
            low, high = Decimal(0), amount * longest
    return max(0, _floor(low)), _ceiling(high)


def _slack(amount: Decimal) -> Decimal:
    """Return the doubt of ``~N unit`` in units: a quarter of the number, at least one."""
    return max(amount / 4, Decimal(1))


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
