"""Writing values of the ``when`` grammar in one canonical form, which reads back as the same value."""

from __future__ import annotations

from decimal import Decimal

from rca.case.when import (
    Between,
    ClaimValue,
    Clock,
    Duration,
    Either,
    Lasted,
    Offset,
    OneSided,
    Order,
    Point,
    Ref,
    Stamp,
    Unknown,
    When,
)


def print_when(when: When) -> str:
    """Return the canonical words of a statement; several claims stand in brackets.

    Examples
    --------
    >>> from rca.case.when_parse import parse_when
    >>> print_when(parse_when("2024-05-14T13:00+02:00 +- 5min"))
    '2024-05-14 13:00 +02:00 ± 5 min'
    """
    claims = ", ".join(print_claim(claim) for claim in when.claims)
    return claims if len(when.claims) == 1 else f"[{claims}]"


def print_lasted(lasted: Lasted) -> str:
    """Return the canonical words of a length, such as ``at least 10 h``."""
    prefix = {"exactly": "", "about": "~"}.get(lasted.mode, f"{lasted.mode} ")
    return prefix + _duration(lasted.duration)


def print_claim(claim: ClaimValue) -> str:
    """Return the canonical words of one claim."""
    match claim:
        case Unknown():
            return "unknown"
        case Point(stamp, about, tolerance):
            tail = f" ± {_duration(tolerance)}" if tolerance else ""
            return f"{'~' if about else ''}{print_stamp(stamp)}{tail}"
        case Between(first, last):
            ends = print_stamp(first), print_stamp(last)
            return (" / " if " " in "".join(ends) else "/").join(ends)
        case Either(stamps):
            return " | ".join(print_stamp(stamp) for stamp in stamps)
        case OneSided(side, stamp):
            return f"{side} {print_stamp(stamp)}"
        case Order(relation, ref, or_at, shortly):
            how = "at or " if or_at else "shortly " if shortly else ""
            return f"{how}{relation} {_ref(ref)}"
        case Offset():
            return _offset(claim)


def print_stamp(stamp: Stamp) -> str:
    """Return the canonical words of one stamp.

    Examples
    --------
    >>> print_stamp(Stamp(2024, 5, 14, clock=Clock(13), zone="Z"))
    '2024-05-14 13h Z'
    """
    month = "" if stamp.month is None else f"-{stamp.month:02}"
    date = f"{stamp.year:04}{month}" if stamp.day is None else f"{stamp.year:04}{month}-{stamp.day:02}"
    clock = _clock(stamp.clock) if stamp.clock else ""
    if stamp.until:
        clock += f"/{_clock(stamp.until)}"
    words = (stamp.third or "", date, stamp.part or "", clock, stamp.zone or "")
    return " ".join(word for word in words if word)


def _clock(clock: Clock) -> str:
    if clock.minute is None:
        return f"{clock.hour:02}h"
    text = f"{clock.hour:02}:{clock.minute:02}"
    if clock.second is not None:
        text += f":{clock.second:02}"
    return f"{text}.{clock.fraction}" if clock.fraction else text


def _offset(offset: Offset) -> str:
    prefix = {
        "exactly": "",
        "about": "~",
        "between": "",
        "about between": "~",
        "within about": "within ~",
    }.get(offset.mode, f"{offset.mode} ")
    upper = "" if offset.upper is None else f"..{_number(offset.upper)}"
    return f"{prefix}{_number(offset.amount)}{upper} {offset.unit} {offset.relation} {_ref(offset.ref)}"


def _duration(duration: Duration) -> str:
    return f"{_number(duration.amount)} {duration.unit}"


def _number(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _ref(ref: Ref) -> str:
    if ref.row is not None:
        return f"{ref.id}:{ref.row}"
    return f"{ref.id}.{ref.side}" if ref.side else ref.id
