"""What a timeline shows, in words, for readers who do not see the figure."""

from __future__ import annotations

from collections.abc import Sequence

from rca.drawing.words import plain
from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND, clock_words, day_words, moment
from rca.timeline.results import Duration, SolvedEvent, TimelineResult


def describe(result: TimelineResult, drawn: Sequence[SolvedEvent]) -> str:
    """Return the finding of a timeline figure in words.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.
    drawn : sequence of SolvedEvent
        The events on the axis.

    Returns
    -------
    str
        How many events, from when to when, how long between milestones, and what is contradicted.
    """
    lanes = [lane for lane in result.lanes if any(event.lane == lane for event in drawn)]
    parts = [f"{_count(len(drawn), 'event')} on the axis"]
    if lanes:
        parts[0] += f", by lane: {', '.join(map(plain, lanes))}"
    if times := _known(drawn):
        first, last = min(times), max(times)
        parts.append(
            f"From {_instant(first)} to {_instant(last)} UTC" if first != last else f"At {_instant(first)} UTC"
        )
    parts.extend(words for duration in result.durations if (words := _duration(duration)))
    if result.conflicts:
        still = sum(conflict.open for conflict in result.conflicts)
        parts.append(f"{_count(len(result.conflicts), 'contradiction')}, {still or 'none'} open")
    return f"{'. '.join(parts)}."


def length_words(length: int) -> str:
    """Return a length of time in at most two units.

    Parameters
    ----------
    length : int
        Microseconds, not negative.

    Returns
    -------
    str
        Such as ``1 h 14 min`` or ``91 d``.

    Examples
    --------
    >>> length_words(4_440_000_000), length_words(90_000_000), length_words(0)
    ('1 h 14 min', '1 min 30 s', '0 s')
    """
    for size, name, below, small in (
        (DAY, "d", HOUR, "h"),
        (HOUR, "h", MINUTE, "min"),
        (MINUTE, "min", SECOND, "s"),
    ):
        if length >= size:
            whole, rest = divmod(length // below, size // below)
            return f"{whole} {name} {rest} {small}" if rest and whole < 10 * (DAY // size) else f"{whole} {name}"
    return f"{length // SECOND} s"


def _known(events: Sequence[SolvedEvent]) -> list[int]:
    return [
        instant
        for event in events
        for bounds in (event.start, event.end)
        for instant in (bounds.best, bounds.earliest, bounds.latest)
        if instant is not None
    ]


def _duration(duration: Duration) -> str:
    shortest, longest = duration.shortest, duration.longest
    name = plain(duration.name)
    name = name[:1].upper() + name[1:]
    if longest is None:
        return "" if shortest is None or shortest < SECOND else f"{name}: at least {length_words(shortest)}"
    if shortest is not None and shortest < 0:
        return ""  # which of the two came first is not known
    if shortest is None or shortest < SECOND:
        return f"{name}: at most {length_words(max(0, longest))}"
    low, high = length_words(shortest), length_words(longest)
    return f"{name}: {low}" if low == high else f"{name}: {low} to {high}"


def _instant(instant: int) -> str:
    when = moment(instant // MINUTE * MINUTE)
    return f"{day_words(when, long=True, year=True)} {clock_words(when)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
