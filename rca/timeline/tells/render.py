"""What a timeline tells, as plain tables for a terminal and as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rca.evidence.table import PlainTable
from rca.timeline.render import bounds_json, instant_text, seconds
from rca.timeline.tells.durations import Elapsed, Worked
from rca.timeline.tells.gaps import Silence
from rca.timeline.tells.milestones import OrderViolation
from rca.timeline.tells.source_quality import SourceQuality
from rca.timeline.tells.tell import Told
from rca.timeline.words import duration_words, interval_words


def told_tables(told: Told) -> tuple[PlainTable, ...]:
    """Return milestones, lengths, silences, handovers and the quality of exports as tables for a terminal.

    Parameters
    ----------
    told : Told
        What a timeline tells.

    Returns
    -------
    tuple of PlainTable
        Only tables that have rows.
    """
    calendars = [worked.calendar for worked in told.durations[0].working] if told.durations else []
    tables = (
        PlainTable(
            f"Milestones ({len(told.milestones)})",
            ("milestone", "event", "certain within", "again"),
            tuple(
                (each.name, each.event, interval_words(each.at.earliest, each.at.latest), " ".join(each.again))
                for each in told.milestones
            ),
        ),
        PlainTable(
            f"Milestones out of order ({len(told.violations)})",
            ("to come first", "to come later", "what is known"),
            tuple(
                (f"{v.earlier} ({v.earlier_event})", f"{v.later} ({v.later_event})", _violation(v))
                for v in told.violations
            ),
        ),
        PlainTable(
            f"Time between milestones ({len(told.durations)})",
            ("from and to", "passed", *(f"working time, {name}" for name in calendars)),
            tuple((each.name, _length(each), *map(_length, each.working)) for each in told.durations),
        ),
        PlainTable(
            f"Silences against the rhythm of the case ({len(told.silences)})",
            ("of", "after", "before", "silent for", "how unusual"),
            tuple((s.group, s.after, s.before, _span(s.shortest, s.longest), silence_words(s)) for s in told.silences),
        ),
        PlainTable(
            f"Handovers ({len(told.handovers)}, back to the one before: {sum(h.back for h in told.handovers)})",
            ("from", "to", "after", "before", "order", "back"),
            tuple(
                (h.giver, h.taker, h.after, h.before, "certain" if h.certain else "open", "yes" if h.back else "")
                for h in told.handovers
            ),
        ),
        PlainTable(
            "Handovers in exports",
            ("source", "from", "to", "times", "back to the one before", "in objects"),
            tuple(
                (pair.source, pair.giver, pair.taker, f"{pair.count:,}", f"{pair.back:,}", f"{pair.objects:,}")
                for each in told.passings
                for pair in each.pairs
            ),
        ),
        PlainTable(
            "Quality of exports",
            ("source", "check", "found", "what was counted", "such as"),
            tuple(row for source in told.sources for row in _quality_rows(source)),
        ),
    )
    return tuple(table for table in tables if table.rows)


def told_json(told: Told) -> dict[str, Any]:
    """Return what a timeline tells as plain data; instants are ISO 8601 in UTC, lengths are seconds.

    Parameters
    ----------
    told : Told
        What a timeline tells.

    Returns
    -------
    dict
        ``milestones, order_violations, durations, silences, handovers, export_handovers, sources``.
    """
    return {
        "milestones": [
            {"name": each.name, "event": each.event, "at": bounds_json(each.at), "again": list(each.again)}
            for each in told.milestones
        ],
        "order_violations": [{**asdict(each), "by": seconds(each.by)} for each in told.violations],
        "durations": [
            {
                "name": each.name,
                "from": each.start_event,
                "to": each.end_event,
                **_lengths_json(each),
                "working": [{"calendar": worked.calendar, **_lengths_json(worked)} for worked in each.working],
            }
            for each in told.durations
        ],
        "silences": [
            {
                **asdict(each),
                "shortest": seconds(each.shortest),
                "longest": seconds(each.longest),
                "usual": seconds(each.usual),
            }
            for each in told.silences
        ],
        "handovers": [
            {
                **asdict(each),
                "shortest": seconds(each.shortest),
                "longest": seconds(each.longest),
                "certain": each.certain,
            }
            for each in told.handovers
        ],
        "export_handovers": [asdict(each) for each in told.passings],
        "sources": [
            {**asdict(each), "first": instant_text(each.first) or None, "last": instant_text(each.last) or None}
            for each in told.sources
        ],
    }


def _quality_rows(source: SourceQuality) -> list[tuple[str, ...]]:
    """Return a row for each check that was made, and one for all that could not be."""
    made: list[tuple[str, ...]] = [
        (source.source, check.check, f"{check.count:,}", check.words, " ".join(check.examples))
        for check in source.checks
        if check.count is not None
    ]
    missed = [f"{check.check}: {check.words}" for check in source.checks if check.count is None]
    if not missed:
        return made
    return [*made, (source.source, f"{len(missed)} of {len(source.checks)} checks", "not made", "; ".join(missed), "")]


def silence_words(silence: Silence) -> str:
    """Return how unusual a silence is, in words that accuse nobody.

    Examples
    --------
    >>> silence_words(Silence("case", "E1", "E2", 1, 2, 3, None, None, None, None))
    'not scored: 3 other intervals are too few to know a rhythm'
    """
    if silence.usual is None or silence.share is None or silence.even is None or silence.longest_even is None:
        return f"not scored: {silence.others} other intervals are too few to know a rhythm"
    as_long = round(silence.share * (silence.others + 1)) - 1
    return (
        f"{as_long or 'none'} of {silence.others} other intervals {'is' if as_long == 1 else 'are'} as long, "
        f"the usual one {duration_words(silence.usual)}; if events came evenly, the longest would be so long "
        f"with a chance of {_chance(silence.longest_even)}"
    )


def _chance(chance: float) -> str:
    return "less than 0.001" if chance < 0.001 else "more than 0.999" if chance > 0.999 else f"{chance:.2g}"


def _violation(violation: OrderViolation) -> str:
    how = "came first by at least" if violation.certain else "order open; may have come first by up to"
    contested = "; contested" if violation.contested else ""
    return f"{violation.later} {how} {duration_words(violation.by)}{contested}"


def _length(length: Elapsed | Worked) -> str:
    known = _span(length.shortest, length.longest)
    if length.best is None or known == _signed(length.best):
        return known
    return f"{_signed(length.best)} ({known})"


def _span(shortest: int | None, longest: int | None) -> str:
    if shortest is None or longest is None:
        known = shortest if longest is None else longest
        return "not known" if known is None else f"at {'least' if longest is None else 'most'} {_signed(known)}"
    low, high = _signed(shortest), _signed(longest)
    return low if low == high else f"{low} to {high}"


def _signed(length: int) -> str:
    return duration_words(length) if length >= 0 else f"minus {duration_words(-length)}"


def _lengths_json(length: Elapsed | Worked) -> dict[str, float | None]:
    return {name: seconds(getattr(length, name)) for name in ("shortest", "longest", "best")}
