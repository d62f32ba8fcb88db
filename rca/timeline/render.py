"""The timeline as plain tables and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from rca.evidence.table import PlainTable
from rca.timeline.dates import SECOND
from rca.timeline.results import Bounds, SolvedEvent, TimelineResult
from rca.timeline.suspects import Suspect, suspects_table
from rca.timeline.words import extent_within, interval_words


def instant_text(instant: int | None) -> str:
    """Return an instant as ISO 8601 in UTC, as short as its value allows.

    Parameters
    ----------
    instant : int or None
        Microseconds since the epoch.

    Returns
    -------
    str
        Empty for ``None``.

    Examples
    --------
    >>> instant_text(1_594_844_220_000_000)
    '2020-07-15T20:17Z'
    """
    if instant is None:
        return ""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)
    spec = "minutes" if instant % 60_000_000 == 0 else "seconds" if instant % 1_000_000 == 0 else "microseconds"
    return moment.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def timeline_tables(result: TimelineResult, suspects: Sequence[Suspect] = ()) -> tuple[PlainTable, ...]:
    """Return events, contradictions, phases and gaps as tables for a terminal.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.
    suspects : sequence of Suspect
        The claims without which contradictions would be gone.

    Returns
    -------
    tuple of PlainTable
        Only tables that have rows.
    """
    measured = {claim.event for claim in result.claims if claim.part == "lasted" and not claim.rejected}
    tables = (
        PlainTable(
            f"Events ({len(result.events)})",
            ("id", "certain within", "said", "sign", "what happened", "sources"),
            tuple(_event_row(event, event.id in measured) for event in result.events),
        ),
        PlainTable(
            f"Contradictions ({len(result.conflicts)})",
            ("id", "about", "grade", "state", "why not all can hold"),
            tuple(
                (c.id, f"{c.subject} {c.title}", c.grade, "open" if c.open else c.settled, " ".join(c.proof))
                for c in result.conflicts
            ),
        ),
        suspects_table(suspects, result.conflicts),
        PlainTable(
            f"Phases ({len(result.phases)})",
            ("id", "name", "begins", "ends"),
            tuple(
                (p.id, p.name, *(interval_words(end.earliest, end.latest) for end in (p.start, p.end)))
                for p in result.phases
            ),
        ),
        PlainTable(
            f"Silent stretches ({len(result.gaps)})",
            ("after", "before", "nothing known in"),
            tuple((g.after, g.before, interval_words(g.start, g.end)) for g in result.gaps),
        ),
    )
    return tuple(table for table in tables if table.rows)


def timeline_json(result: TimelineResult) -> dict[str, Any]:
    """Return the solved timeline as plain data; instants are ISO 8601 in UTC, lengths are seconds.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    dict
        ``events, conflicts, phases, gaps, durations, claims``.
    """
    return {
        "events": [_event_json(event) for event in result.events],
        "conflicts": [asdict(conflict) for conflict in result.conflicts],
        "phases": [
            {
                "id": p.id,
                "name": p.name,
                "start": bounds_json(p.start),
                "end": bounds_json(p.end),
                "shortest": seconds(p.lasted[0]),
                "longest": seconds(p.lasted[1]),
            }
            for p in result.phases
        ],
        "gaps": [
            {
                "after": g.after,
                "before": g.before,
                "start": instant_text(g.start),
                "end": instant_text(g.end),
                "shortest": seconds(g.shortest),
                "longest": seconds(g.longest),
            }
            for g in result.gaps
        ],
        "durations": [
            {
                "name": d.name,
                "from": d.start_event,
                "to": d.end_event,
                "shortest": seconds(d.shortest),
                "longest": seconds(d.longest),
            }
            for d in result.durations
        ],
        "claims": [
            {
                "id": c.id,
                "event": c.event,
                "part": c.part,
                "source": c.source,
                "said": c.said,
                "rejected": c.rejected,
                "binding": c.binding,
            }
            for c in result.claims
        ],
    }


def _event_row(event: SolvedEvent, measured: bool) -> tuple[str, ...]:
    contested = ", contested" if event.start.contested or event.end.contested else ""
    start, end = event.start, event.end
    bounds = (start.earliest, start.latest), (end.earliest, end.latest)
    within = extent_within(*bounds) if event.extent else interval_words(start.earliest, end.latest)
    return event.id, within, _said(event, measured), f"{event.sign}{contested}", event.text, " ".join(event.sources)


def _said(event: SolvedEvent, measured: bool) -> str:
    """Return what was said of the time; of an extent whose length was told, its ends and its length."""
    if measured and event.extent and event.spelled:
        return event.spelled if event.said in event.spelled else f"{event.spelled}; {event.said}"
    return event.said or event.spelled


def _event_json(event: SolvedEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "kind": event.kind,
        "text": event.text,
        "lane": event.lane,
        "milestone": event.milestone,
        "said": event.said,
        "sign": event.sign,
        "start": bounds_json(event.start),
        "end": bounds_json(event.end) if event.extent else None,
        "sources": list(event.sources),
        "claims": list(event.claims),
    }


def bounds_json(bounds: Bounds) -> dict[str, Any]:
    """Return bounds as plain data, instants as ISO 8601 in UTC."""
    return {
        "earliest": instant_text(bounds.earliest) or None,
        "best": instant_text(_shown(bounds)) or None,
        "latest": instant_text(bounds.latest) or None,
        "contested": bounds.contested,
    }


def _shown(bounds: Bounds) -> int | None:
    """Return a best value without the last microseconds of a bound that it was clipped to: no source states them."""
    if bounds.best is None or bounds.best % SECOND != SECOND - 1:
        return bounds.best
    whole = bounds.best // SECOND * SECOND
    return whole if bounds.earliest is None or whole >= bounds.earliest else bounds.best


def seconds(microseconds: int | None) -> float | None:
    """Return a length in seconds; ``None`` for ``None``."""
    return None if microseconds is None else microseconds / 1_000_000
