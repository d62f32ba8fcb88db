"""The calendar days that a statement about time allows, read on the clock where it was made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rca.case.when import Between, ClaimValue, Either, OneSided, Point, Stamp, When
from rca.case.when_bounds import Zones, resolve

_EPOCH = date(1970, 1, 1)
_DAY_US = 86_400_000_000
_ON_ONE_CLOCK = Zones(unzoned=("UTC",))


def when_days(when: When) -> tuple[date | None, date | None]:
    """Return the first and the last day that a statement allows.

    Parameters
    ----------
    when : When
        What was stated; all its claims must hold.

    Returns
    -------
    tuple of date or None
        The first and the last day, on the wall clock of each stamp whatever its zone; ``None`` on a side that
        nothing bounds. Claims that need another point in time bound nothing here.

    Examples
    --------
    >>> from rca.case.when_parse import parse_when
    >>> when_days(parse_when("by 2024-03-01"))
    (None, datetime.date(2024, 3, 1))
    >>> when_days(parse_when("2024-05"))
    (datetime.date(2024, 5, 1), datetime.date(2024, 5, 31))
    """
    bounds = [_days(claim) for claim in when.claims]
    firsts = [first for first, _ in bounds if first is not None]
    lasts = [last for _, last in bounds if last is not None]
    return max(firsts, default=None), min(lasts, default=None)


def _days(claim: ClaimValue) -> tuple[date | None, date | None]:
    match claim:
        case Point(stamp):
            claim = replace(claim, stamp=_unzoned(stamp))
        case OneSided(_, stamp):
            claim = replace(claim, stamp=_unzoned(stamp))
        case Between(first, last):
            claim = Between(_unzoned(first), _unzoned(last))
        case Either(stamps):
            claim = Either(tuple(_unzoned(stamp) for stamp in stamps))
        case _:
            return None, None
    try:
        found = resolve(claim, _ON_ONE_CLOCK, None)
    except ValueError:
        return None, None  # a range over two zones that runs backwards on one clock
    return _day(found.earliest), _day(found.latest)


def _unzoned(stamp: Stamp) -> Stamp:
    return replace(stamp, zone=None)


def _day(instant: int | None) -> date | None:
    return None if instant is None else _EPOCH + timedelta(days=instant // _DAY_US)


def surely_before(one: When, other: When) -> bool:
    """Return whether one statement lies on an earlier day than another, whatever either leaves open.

    Parameters
    ----------
    one, other : When
        Two statements. Where they name different zones, one day may pass without a difference.

    Returns
    -------
    bool
        ``False`` where the days overlap, or where either leaves the side open that would tell.

    Examples
    --------
    >>> from rca.case.when_parse import parse_when
    >>> surely_before(parse_when("2024-05-13"), parse_when("2024-05-14"))
    True
    >>> surely_before(parse_when("2024-05"), parse_when("2024-05-14"))
    False
    """
    last, first = when_days(one)[1], when_days(other)[0]
    slack = timedelta(days=int(_zones(one) != _zones(other)))
    return last is not None and first is not None and last + slack < first


def _zones(when: When) -> frozenset[str | None]:
    return frozenset(stamp.zone for claim in when.claims for stamp in _stamps(claim))


def _stamps(claim: ClaimValue) -> tuple[Stamp, ...]:
    match claim:
        case Point(stamp) | OneSided(_, stamp):
            return (stamp,)
        case Between(first, last):
            return first, last
        case Either(stamps):
            return stamps
        case _:
            return ()
