"""Instants, intervals, lengths and statements in plain words, in English on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from rca.case.when import (
    Between,
    ClaimValue,
    Clock,
    Either,
    Lasted,
    Offset,
    OneSided,
    Order,
    Point,
    Ref,
    Stamp,
    Unknown,
)
from rca.timeline.dates import MONTHS, city, clock_words, day_words, moment, told_instant


def instant_words(instant: int, *, year: bool = True) -> str:
    """Return an instant with its day.

    Parameters
    ----------
    instant : int
        Microseconds since the epoch, UTC.
    year : bool
        Whether the year is told.

    Examples
    --------
    >>> instant_words(1_594_699_200_000_000), instant_words(1_594_699_200_000_000, year=False)
    ('14 July 2020 04:00 UTC', '14 July 04:00 UTC')
    """
    when = moment(instant)
    return f"{day_words(when, long=True, year=year)} {clock_words(when)} UTC"


def interval_words(earliest: int | None, latest: int | None) -> str:
    """Return an interval, never narrower than it is; `told_instant` says how a bound is named.

    Parameters
    ----------
    earliest, latest : int or None
        Inclusive, in microseconds UTC; ``None`` where nothing bounds that side.

    Returns
    -------
    str
        ``15 July 2020 20:17 UTC`` for one whole minute or second, else from the first to the last unit, each meant
        whole.

    Examples
    --------
    >>> interval_words(1_594_844_220_000_000, 1_594_844_279_999_999)
    '15 July 2020 20:17 UTC'
    >>> interval_words(1_594_844_228_000_000, 1_594_844_230_999_999)
    '15 July 2020 20:17:08 to 20:17:10 UTC'
    >>> interval_words(None, 1_594_699_199_999_999)
    'not after 14 July 2020 04:00 UTC'
    """
    if earliest is None or latest is None:
        if earliest is not None:
            return f"not before {instant_words(told_instant(earliest, last=False))}"
        return "not known" if latest is None else f"not after {instant_words(told_instant(latest, last=True))}"
    if latest == earliest or earliest // SECOND_US == latest // SECOND_US:
        return instant_words(earliest // SECOND_US * SECOND_US if latest > earliest else earliest)
    begin, end = told_instant(earliest, last=False), told_instant(latest, last=True)
    if begin == end:
        return instant_words(begin)
    if begin % MINUTE_US and end < latest:
        # After a begin to the second, a last minute would read as its first second.
        end = latest // SECOND_US * SECOND_US
    first, last = moment(begin), moment(end)
    if first.date() == last.date():
        return f"{day_words(first, long=True, year=True)} {clock_words(first)} to {clock_words(last)} UTC"
    return f"{instant_words(begin).removesuffix(' UTC')} to {instant_words(end)}"


def extent_within(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> str:
    """Return between what an extent lay; where one side is open, what is known of its two ends.

    Parameters
    ----------
    start, end : tuple of (int or None, int or None)
        Earliest and latest instant of each end, inclusive, in microseconds UTC; ``None`` where nothing bounds it.

    Examples
    --------
    >>> extent_within((None, 1_594_699_199_999_999), (1_594_844_220_000_000, None))
    'began by 14 July 2020 04:00 UTC, not over before 15 July 2020 20:17 UTC'
    >>> extent_within((None, None), (None, None))
    'not known'
    """
    (first, began), (over, last) = start, end
    if first is not None and last is not None:
        return interval_words(first, last)
    told = []
    if first is not None:
        told.append(interval_words(first, None))
    if began is not None and (last is None or told_instant(began, last=True) != told_instant(last, last=True)):
        told.append(f"began by {instant_words(told_instant(began, last=True))}")
    if over is not None and (first is None or told_instant(over, last=False) != told_instant(first, last=False)):
        told.append(f"not over before {instant_words(told_instant(over, last=False))}")
    if last is not None:
        told.append(interval_words(None, last))
    return ", ".join(told) or "not known"


def duration_words(length: int) -> str:
    """Return a length, cut to its two largest units.

    Parameters
    ----------
    length : int
        Microseconds, not negative.

    Examples
    --------
    >>> duration_words(24 * 3_600_000_000), duration_words(8_040_000_000), duration_words(500)
    ('24 h', '2 h 14 min', 'less than 1 s')
    """
    if length < SECOND_US:
        return "0 s" if length == 0 else "less than 1 s"
    if length >= 3 * DAY_US:
        days, rest = divmod(length, DAY_US)
        parts = [(days, "d"), (rest // HOUR_US, "h")]
    elif length >= HOUR_US:
        parts = [(length // HOUR_US, "h"), (length % HOUR_US // MINUTE_US, "min")]
    else:
        parts = [(length // MINUTE_US, "min"), (length % MINUTE_US // SECOND_US, "s")]
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)


def stamp_words(stamp: Stamp, *, year: bool = True) -> str:
    """Return a stamp without its zone.

    Examples
    --------
    >>> stamp_words(Stamp(2020, 7, 15, clock=Clock(13, 0)), year=False), stamp_words(Stamp(2020, 7))
    ('13:00 on 15 July', 'July 2020')
    """
    if stamp.month is None:
        return str(stamp.year)
    month = MONTHS[stamp.month - 1]
    if stamp.day is None:
        return f"{stamp.third} {month} {stamp.year}" if stamp.third else f"{month} {stamp.year}"
    day = f"{stamp.day} {month} {stamp.year}" if year else f"{stamp.day} {month}"
    if stamp.part is not None:
        return f"{stamp.part} on {day}"
    if stamp.clock is None:
        return day
    clock = _clock(stamp.clock)
    return f"{clock} to {_clock(stamp.until)} on {day}" if stamp.until else f"{clock} on {day}"


def _clock(clock: Clock) -> str:
    if clock.minute is None:
        return f"the hour from {clock.hour:02}:00"
    seconds = "" if clock.second is None else f":{clock.second:02}"
    return f"{clock.hour:02}:{clock.minute:02}{seconds}" + (f".{clock.fraction}" if clock.fraction else "")


def value_words(value: ClaimValue, *, year: bool = True) -> str:
    """Return what a claim says of its point, without zone.

    Examples
    --------
    >>> from rca.case.when_parse import parse_when
    >>> [value_words(value) for value in parse_when(["~2020-07-15 13:00", "1 h after E17", "before E6"]).claims]
    ['about 13:00 on 15 July 2020', '1 h after E17', 'before E6']
    """
    match value:
        case Unknown():
            return "not known"
        case Point(stamp, about, tolerance):
            doubt = f" ± {number_words(tolerance.amount)} {tolerance.unit}" if tolerance else ""
            return f"{'about ' if about else ''}{stamp_words(stamp, year=year)}{doubt}"
        case Between(first, last):
            return f"{stamp_words(first, year=year)} to {stamp_words(last, year=year)}"
        case Either(stamps):
            return " or ".join(stamp_words(stamp, year=year) for stamp in stamps)
        case OneSided(side, stamp):
            return f"{side} {stamp_words(stamp, year=year)}"
        case Order(relation, ref, or_at, shortly):
            how = "at or " if or_at else "shortly " if shortly else ""
            return f"{how}{relation} {ref_words(ref)}"
        case Offset():
            return f"{amount_words(value)} {value.relation} {ref_words(value.ref)}"


def amount_words(offset: Offset) -> str:
    """Return the distance that an offset tells, such as ``about 1 h`` or ``20 to 30 min``."""
    amount = number_words(offset.amount)
    if offset.upper is not None:
        amount += f" to {number_words(offset.upper)}"
    how = {"exactly": "", "between": "", "about between": "about "}.get(offset.mode, f"{offset.mode} ")
    return f"{how}{amount} {offset.unit}"


def lasted_words(lasted: Lasted) -> str:
    """Return how long an extent lasted as it was told, such as ``at least 10 h``."""
    how = "" if lasted.mode == "exactly" else f"{lasted.mode} "
    return f"{how}{number_words(lasted.duration.amount)} {lasted.duration.unit}"


def ref_words(ref: Ref) -> str:
    """Return a reference: ``E2``, ``the start of E7`` or ``row 412 of S3``."""
    if ref.row is not None:
        return f"row {ref.row} of {ref.id}"
    return f"the {ref.side} of {ref.id}" if ref.side else ref.id


def number_words(number: Decimal) -> str:
    """Return a number without trailing zeros or an exponent."""
    return format(number.normalize(), "f")


def zone_words(name: str, aliases: Mapping[str, str]) -> str:
    """Return a zone as words before ``day`` or ``time``.

    Examples
    --------
    >>> zone_words("ET", {"ET": "America/New_York"}), zone_words("IST", {"IST": "+05:30"}), zone_words("Z", {})
    ('New York', 'IST', 'UTC')
    """
    target = aliases.get(name, name)
    if target in {"Z", "UTC"}:
        return "UTC"
    return name if target[:1] in {"+", "-"} and name != target else city(target)
