"""Reading stamps and numbers with units: the words from which every claim about time is made."""

from __future__ import annotations

import re
from calendar import monthrange
from decimal import Decimal

from rca.case.stamps import wall_unit
from rca.case.when import FIRST_YEAR, LAST_YEAR, Clock, Duration, Part, Stamp, Third, Unit
from rca.case.when_hints import refusal

NUMBER = r"[0-9]+(?:\.[0-9]{1,6})?"
_DURATION = re.compile(rf"({NUMBER})\s*([a-zA-Z]+)")
_UNITS = frozenset(Unit)
_LONGEST = {
    Unit.SECOND: 90 * 31_536_000,
    Unit.MINUTE: 90 * 525_600,
    Unit.HOUR: 90 * 8_760,
    Unit.DAY: 90 * 365,
    Unit.WEEK: 90 * 52,
    Unit.MONTH: 90 * 12,
    Unit.YEAR: 90,
}

_CLOCK = r"(?:[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?|[0-9]{2}h)(?![0-9:.])"
_WORD = r"[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z][A-Za-z0-9_]*)*(?:[+-][0-9]{1,2}(?![0-9:]))?"
_STAMP = re.compile(
    rf"""
    (?:(?P<third>early|mid|late)\s+)?
    (?P<year>[0-9]{{4}})(?![0-9])
    (?:-(?P<month>[0-9]{{2}})(?![0-9])(?:-(?P<day>[0-9]{{2}})(?![0-9]))?)?
    (?:
        (?:\s+|T(?=[0-9]))(?P<clock>{_CLOCK})(?:\s*/\s*(?P<until>{_CLOCK}))?
      | \s+(?P<part>mid-morning|morning|midday|afternoon|evening|night)\b
    )?
    (?:
        (?(clock)\s*|\s+)(?P<offset>Z\b|[+-][0-9]{{2}}:[0-9]{{2}}(?![0-9:]))
      | \s+(?P<place>{_WORD}(?:/(?!(?:early|mid|late)\s){_WORD})*)
    )?
    """,
    re.VERBOSE,
)

# Words of the grammar, and words that people put after a clock, are never names of zones.
_NO_ZONES = re.compile(
    r"am|pm|noon|midnight|(mid-)?morning|midday|afternoon|evening|night|early|mid|late|local|unknown"
    r"|before|after|by|since|at|during|within|of|or|and|to",
    re.IGNORECASE,
)


def parse_duration(text: str, whole: str) -> Duration:
    """Read a number and its unit, such as ``40 min``.

    Parameters
    ----------
    text : str
        The number and the unit, with or without a space.
    whole : str
        The claim that it stands in, for the message.
    """
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        raise refusal("a duration is a number and a unit", whole, "write it as 40 min, 2 h or 1.5 d")
    return Duration(*amounts_of((match[1],), match[2], whole)[0])


def amounts_of(numbers: tuple[str, ...], unit: str, whole: str) -> list[tuple[Decimal, Unit]]:
    """Type the numbers that share one unit, and refuse an unknown unit or a number beyond the horizon."""
    if unit not in _UNITS:
        raise refusal(
            f"{unit[:20]!r} is no unit of time", whole, "units are s, min, h, d, wk, mo and y, such as 40 min"
        )
    typed = [(Decimal(number), Unit(unit)) for number in numbers]
    if max(amount for amount, _ in typed) > _LONGEST[Unit(unit)]:
        raise refusal("a duration is at most 90 years", whole, "check the number and its unit")
    return typed


def read_stamp(text: str, position: int, whole: str) -> tuple[Stamp, int]:
    """Read one stamp from a place in a text.

    Parameters
    ----------
    text : str
        Words with single spaces.
    position : int
        Where the stamp begins.
    whole : str
        The claim, for the message.

    Returns
    -------
    tuple of Stamp and int
        The stamp, and the place after it.

    Raises
    ------
    ValueError
        When no stamp begins there, or it names no real date, clock or zone.
    """
    match = _STAMP.match(text, position)
    if match is None:
        raise refusal("no form of a time matches", whole)
    third, part = match["third"], match["part"]
    month, day = match["month"], match["day"]
    _check_date(int(match["year"]), month, day, whole)
    if third and (month is None or day is not None):
        raise refusal(f"{third!r} goes before a month", whole, f"write {third} {match['year']}-{month or '05'}")
    if day is None and (part or match["clock"]):
        raise refusal("a clock or a part of the day needs a whole date", whole, "write the day, such as 2024-05-14")
    stamp = Stamp(
        year=int(match["year"]),
        month=int(month) if month else None,
        day=int(day) if day else None,
        third=Third(third) if third else None,
        part=Part(part) if part else None,
        clock=_clock(match["clock"], whole),
        until=_clock(match["until"], whole),
        zone=_zone(match["offset"] or match["place"], whole),
    )
    _check_until(stamp, whole)
    return stamp, match.end()


def _check_date(year: int, month: str | None, day: str | None, whole: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusal(f"years go from {FIRST_YEAR} to {LAST_YEAR}", whole, "check the year")
    if month is not None and not 1 <= int(month) <= 12:
        raise refusal("months go from 01 to 12", whole, "write dates as year-month-day, such as 2024-05-14")
    if month is not None and day is not None and not 1 <= int(day) <= 28:  # days that every month has
        length = monthrange(year, int(month))[1]
        if not 1 <= int(day) <= length:
            raise refusal(f"{year}-{month} has days 01 to {length}", whole, "check the day")


def _clock(text: str | None, whole: str) -> Clock | None:
    if text is None:
        return None
    if text.endswith("h"):
        clock = Clock(int(text[:-1]))
    else:
        hour, minute, *rest = text.split(":")
        second, _, fraction = rest[0].partition(".") if rest else ("", "", "")
        clock = Clock(int(hour), int(minute), int(second) if second else None, fraction)
    late = (clock.minute or 0, clock.second or 0, clock.fraction.strip("0")) != (0, 0, "")
    if clock.hour > 24 or (clock.hour == 24 and late):
        raise refusal("hours go from 00 to 23, or 24:00 for the end of the day", whole, "check the clock time")
    if (clock.minute or 0) > 59 or (clock.second or 0) > 59:
        raise refusal("minutes and seconds go from 00 to 59", whole, "check the clock time")
    return clock


def _check_until(stamp: Stamp, whole: str) -> None:
    if stamp.until is None or stamp.clock is None:
        return
    begin = wall_unit(Stamp(stamp.year, stamp.month, stamp.day, clock=stamp.clock))
    end = wall_unit(Stamp(stamp.year, stamp.month, stamp.day, clock=stamp.until))
    if end[0] <= begin[0]:
        raise refusal(
            "the second clock of a range is the later one of the same day",
            whole,
            "over midnight write both whole stamps: 2024-05-14 22:00/2024-05-15 02:00",
        )


def _zone(text: str | None, whole: str) -> str | None:
    if text is None:
        return None
    if text[0] in "+-":
        if int(text[4:]) > 59 or not -1200 <= int(text.replace(":", "")) <= 1400:
            raise refusal("fixed offsets go from -12:00 to +14:00", whole, "check the offset")
    elif _NO_ZONES.fullmatch(text.split("/")[0]):
        raise refusal(f"{text[:20]!r} cannot stand after a stamp", whole)
    return text
