"""One claim about time in plain words, with clock times in UTC."""

from __future__ import annotations

from rca.case.when import (
    Between,
    ClaimValue,
    Either,
    Offset,
    OneSided,
    Order,
    Point,
    Ref,
    Stamp,
    Unknown,
)
from rca.timeline.dates import DAY, MINUTE, SHORT_MONTHS, clock_words, day_words, moment, told_instant
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.source_clock import SourceClock
from rca.timeline.results import Bounds


def claims_of(said: str) -> tuple[ClaimValue, ...]:
    """Return the claims that words about time hold.

    Parameters
    ----------
    said : str
        As it stands in a case; the raw time of a row of evidence is of another form.

    Returns
    -------
    tuple of claim values
        Empty where the words are not of the grammar.
    """
    from rca.case.when_parse import parse_when

    try:
        return parse_when(said).claims
    except ValueError:
        return ()


def claim_words(claim: ClaimValue, bounds: Bounds, panel: Panel, stated: SourceClock) -> str:
    """Return one claim in plain words.

    Parameters
    ----------
    claim : claim value
        The claim.
    bounds : Bounds
        Of its point.
    panel : Panel
        The part of the axis it is drawn on.
    stated : callable
        From a stamp to the instant it states, so that clock times are in UTC.

    Returns
    -------
    str
        The words.
    """
    match claim:
        case Unknown():
            return "time unknown"
        case Order(relation, ref, or_at, shortly):
            how = "at or " if or_at else "shortly " if shortly else ""
            return f"{how}{relation} {ref_words(ref)}"
        case Offset():
            return f"{offset_words(claim)} {claim.relation} {ref_words(claim.ref)}"
        case OneSided(side, stamp):
            return f"{side} {_stamp_words(stamp, panel, stated)}"
        case Either(stamps):
            return " or ".join(_stamp_words(stamp, panel, stated) for stamp in stamps)
        case Between(first, last):
            if by_clock(claim) and (stated(first) is None or stated(last) is None):
                return _clock_span(bounds, panel)
            return f"{_stamp_words(first, panel, stated, last)} to {_stamp_words(last, panel, stated)}"
        case Point(stamp, about, _):
            hull = stamp.until is not None or (stamp.clock is not None and stated(stamp) is None)
            words = _clock_span(bounds, panel) if hull else _stamp_words(stamp, panel, stated)
            return f"about {words}" if about else words


def offset_words(offset: Offset) -> str:
    """Return the length of an offset in plain words.

    Parameters
    ----------
    offset : Offset
        The offset.

    Returns
    -------
    str
        Such as ``about 1 h``, ``20 to 30 min``, ``at most 40 min`` or ``within 40 min``.
    """
    amount = f"{offset.amount.normalize():f}"
    if offset.upper is not None:
        amount = f"{amount} to {offset.upper.normalize():f}"
    prefix = {"exactly": "", "between": "", "about between": "about "}.get(offset.mode, f"{offset.mode} ")
    return f"{prefix}{amount} {offset.unit}"


def ref_words(ref: Ref) -> str:
    """Return a reference in plain words: ``E2``, ``start of E2`` or ``row 412 of S3``."""
    if ref.row is not None:
        return f"row {ref.row} of {ref.id}"
    return f"{ref.side} of {ref.id}" if ref.side else ref.id


def instant_words(instant: int, panel: Panel) -> str:
    """Return an instant in UTC, with its day where the part of the axis does not give it.

    Parameters
    ----------
    instant : int
        Microseconds UTC.
    panel : Panel
        The part of the axis.

    Returns
    -------
    str
        ``20:17``, ``31 Jul 10:30`` or ``31 Jul``.
    """
    when = moment(instant)
    same_part = panel.start <= instant <= panel.end
    clock = clock_words(when)
    if panel.scale.unit == "second" and not when.second and not when.microsecond:
        clock += ":00"
    if panel.by_clock and (same_part and panel.end - panel.start <= 2 * DAY):
        return clock
    day = day_words(when, year=years_of(panel) > 1)
    return day if instant % DAY == 0 and not panel.by_clock else f"{day} {clock}"


def bound_words(bound: int, panel: Panel, *, last: bool) -> str:
    """Return a bound by the instant that every text names it by, as ``instant_words`` gives it.

    Parameters
    ----------
    bound : int
        Microseconds UTC, inclusive.
    panel : Panel
        The part of the axis.
    last : bool
        Whether it is the latest instant.

    Returns
    -------
    str
        The words.
    """
    return instant_words(told_instant(bound, last=last), panel)


def by_clock(claim: Point | Between) -> bool:
    """Return whether a claim names a time of day."""
    stamps = (claim.stamp,) if isinstance(claim, Point) else (claim.first, claim.last)
    return any(stamp.clock is not None for stamp in stamps)


def years_of(panel: Panel) -> int:
    """Return how many calendar years a part of the axis touches."""
    return moment(panel.end - 1).year - moment(panel.start).year + 1


def _clock_span(bounds: Bounds, panel: Panel) -> str:
    """Return bounds as two times of day."""
    if bounds.earliest is None or bounds.latest is None:
        known = bounds.earliest if bounds.latest is None else bounds.latest
        return "" if known is None else bound_words(known, panel, last=bounds.earliest is None)
    if bounds.latest - bounds.earliest < MINUTE:
        return instant_words(bounds.earliest, panel)
    return f"{bound_words(bounds.earliest, panel, last=False)} to {bound_words(bounds.latest, panel, last=True)}"


def _stamp_words(stamp: Stamp, panel: Panel, stated: SourceClock, last: Stamp | None = None) -> str:
    """Return a stamp as it was stated, one with a clock in UTC; ``last`` ends the range that it begins."""
    instant = stated(stamp)
    if instant is not None:
        return instant_words(instant, panel)
    part = stamp.part or ""
    if part and panel.by_clock and panel.end - panel.start <= DAY:
        return str(part)
    year = years_of(panel) > 1 or stamp.year != moment(panel.start).year
    told = f" {stamp.year}" if year and (last is None or last.year != stamp.year) else ""
    if stamp.month is None:
        return str(stamp.year)
    month = SHORT_MONTHS[stamp.month - 1]
    if stamp.day is None:
        third = f"{stamp.third} " if stamp.third else ""
        return f"{third}{month}{told}"
    clock = f" {stamp.clock.hour:02}:{stamp.clock.minute or 0:02}" if stamp.clock else ""
    return f"{stamp.day} {month}{told}{f', {part}' if part else ''}{clock}"
