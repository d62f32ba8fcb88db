"""The time of an event as the shortest words that serve on a label, with instants in UTC."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rca.case.stamps import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from rca.case.when import Between, Offset, OneSided, Order, Point, Ref, Stamp
from rca.evidence.rows import RowTime
from rca.timeline.dates import SHORT_MONTHS, clock_words, day_words, moment, told_instant
from rca.timeline.looks import Look
from rca.timeline.results import Bounds
from rca.timeline.statements import Statement
from rca.timeline.words import amount_words, ref_words


@dataclass(frozen=True, slots=True)
class Frame:
    """What the readers of labels have before their eyes, so that labels need not repeat it.

    Parameters
    ----------
    day : int or None
        Begin of the UTC day on which most stated instants fall; within twelve hours of it a time of day is enough.
    year : int or None
        Its year, which days need not repeat.
    """

    day: int | None
    year: int | None

    def instant(self, instant: int, unit: int = MINUTE_US) -> str:
        """Return an instant, cut to a unit; with its day where that is not the main one."""
        when = moment(instant // unit * unit)
        if self.day is not None and self.day - 12 * HOUR_US <= instant < self.day + 36 * HOUR_US:
            return clock_words(when)
        return f"{day_words(when, year=when.year != self.year)} {clock_words(when)}"

    def interval(self, bounds: Bounds) -> str:
        """Return bounds that follow from what is told of other events."""
        begin = "" if bounds.earliest is None else self.bound(bounds.earliest, last=False)
        end = "" if bounds.latest is None else self.bound(bounds.latest, last=True)
        if begin and end:
            return f"{begin} to {end}"
        return f"since {begin}" if begin else end and f"by {end}"

    def bound(self, instant: int, *, last: bool) -> str:
        """Return a bound by the instant that every text names it by."""
        return self.instant(told_instant(instant, last=last), SECOND_US)

    def stamp(self, stamp: Stamp) -> str:
        """Return a stamp without a clock: a part of a day, a day, a month, a third of one, a year."""
        year = "" if stamp.year == self.year else f" {stamp.year}"
        if stamp.month is None:
            return str(stamp.year)
        month = f"{SHORT_MONTHS[stamp.month - 1]}{year}"
        if stamp.day is None:
            return f"{stamp.third} {month}" if stamp.third else month
        return f"{stamp.part} {stamp.day} {month}" if stamp.part else f"{stamp.day} {month}"


def main_frame(instants: Iterable[int]) -> Frame:
    """Return the frame of a case: its busiest UTC day, the first of equal ones.

    Parameters
    ----------
    instants : iterable of int
        The stated instants, in microseconds UTC.
    """
    days = Counter(instant // DAY_US for instant in instants)
    if not days:
        return Frame(None, None)
    day = min(days, key=lambda each: (-days[each], each)) * DAY_US
    return Frame(day, moment(day).year)


def point_words(look: Look, best: int | None, frame: Frame) -> str:
    """Return the words for the time of a point.

    Parameters
    ----------
    look : Look
        Its sign and the statement that serves.
    best : int or None
        Its best instant, which serves where the statement itself tells none.
    frame : Frame
        What need not be repeated.

    Returns
    -------
    str
        Such as ``20:17``, ``about 20:00``, ``15 Jul``, ``mid-morning``, ``before E6``, ``E17 + about 1 h``; empty where
        nothing is stated.
    """
    statement = look.statement
    if statement is None:
        return ""
    stated = best if statement.bounds is None else statement.bounds.best or best
    if look.sign in {"exact", "about"} and stated is not None:
        unit = statement.unit if 0 < statement.unit < MINUTE_US else MINUTE_US
        return ("about " if look.sign == "about" else "") + frame.instant(stated, unit)
    if look.sign == "either" and statement.bounds is not None:
        return " or ".join(_option(option, frame) for option in statement.bounds.options)
    if look.other is not None and isinstance(statement.value, Order) and isinstance(look.other.value, Order):
        return f"between {ref_words(statement.value.ref)} and {ref_words(look.other.value.ref)}"
    return _stated(statement, frame)


def ends_words(begin: str, finish: str, *, stamped: bool) -> str:
    """Return the words for two ends, either of which may be empty; ``stamped`` where both read as plain times.

    Examples
    --------
    >>> ends_words("20:00", "22:00", stamped=True), ends_words("", "before E19", stamped=False)
    ('20:00 to 22:00', 'ended before E19')
    >>> ends_words("16:00 to 17:00", "21:00", stamped=True)
    'began 16:00 to 17:00, ended 21:00'
    """
    if stamped and begin and finish and " to " not in f"{begin}{finish}":
        return f"{begin} to {finish}"
    return ", ".join([*([f"began {begin}"] if begin else []), *([f"ended {finish}"] if finish else [])])


def _stated(statement: Statement, frame: Frame) -> str:
    value, bounds = statement.value, statement.bounds
    match value:
        case Order(relation, ref, or_at, shortly):
            how = "at or " if or_at else "shortly " if shortly else ""
            return f"{how}{relation} {ref_words(ref)}"
        case Offset():
            return _offset(value)
        case RowTime(best=int(shown)) if bounds is None:
            return frame.instant(shown, SECOND_US)
        case OneSided(side, stamp):
            edge = None if bounds is None else bounds.latest if side == "by" else bounds.earliest
            if stamp.clock is None or edge is None:
                return f"{side} {frame.stamp(stamp)}"
            return f"{side} {frame.bound(edge, last=side == 'by')}"
        case Point(stamp) if stamp.clock is None:
            near = frame.day is not None and bounds is not None and (bounds.earliest or 0) < frame.day + DAY_US
            near = near and bounds is not None and frame.day is not None and (bounds.latest or 0) >= frame.day
            return ("about " if value.about else "") + (str(stamp.part) if stamp.part and near else frame.stamp(stamp))
        case Between(first, last) if first.clock is None and last.clock is None:
            return f"{frame.stamp(first)} to {frame.stamp(last)}"
    if bounds is None or bounds.earliest is None or bounds.latest is None:
        return ""
    return f"{frame.bound(bounds.earliest, last=False)} to {frame.bound(bounds.latest, last=True)}"


def _offset(offset: Offset) -> str:
    """Return a distance after its anchor; a plain number of units always means about that many."""
    amount = amount_words(offset)
    if offset.mode == "exactly":
        amount = f"about {amount}"
    ref = _ref(offset.ref)
    if offset.relation == "of":
        return f"{ref} ± {amount.removeprefix('within ')}"
    amount = amount.replace("within", "at most", 1)
    return f"{ref} {'+' if offset.relation == 'after' else '−'} {amount}"


def _ref(ref: Ref) -> str:
    return f"{ref.id}:{ref.row}" if ref.row is not None else f"{ref.id}.{ref.side}" if ref.side else ref.id


def _option(option: tuple[int, int], frame: Frame) -> str:
    earliest, latest = option
    if latest - earliest >= DAY_US - HOUR_US:
        when = moment(earliest + (latest - earliest) // 2)
        return day_words(when, year=when.year != frame.year)
    return frame.instant(earliest)
