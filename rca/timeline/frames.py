"""The solved timeline as data frames; instants are UTC with microseconds, lengths are timedeltas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rca.timeline.results import Bounds, TimelineResult

if TYPE_CHECKING:
    import pandas as pd

_Row = dict[str, Any]

TEXT, YES, INSTANT, LENGTH = "str", "bool", "instant", "length"
"""Kinds of columns; any other kind is a pandas dtype."""
_START = {"earliest": INSTANT, "best": INSTANT, "latest": INSTANT}
_END = {"earliest_end": INSTANT, "best_end": INSTANT, "latest_end": INSTANT}
_SPAN = {"shortest": LENGTH, "longest": LENGTH}


def texts(*names: str) -> dict[str, str]:
    """Return columns of text."""
    return dict.fromkeys(names, TEXT)


_EVENTS = {
    **texts("id", "kind", "text", "lane", "milestone"),
    **_START,
    **_END,
    **_SPAN,
    **texts("said", "spelled", "sign"),
    **dict.fromkeys(("contested", "key", "anchor"), YES),
    **texts("sources"),
}
_CONFLICTS = {
    **texts("id", "subject", "title", "grade"),
    "open": YES,
    **texts("settled", "claims", "set_aside", "sides", "proof"),
}
_PHASES = {**texts("id", "name", "start_event", "end_event"), **_START, **_END, **_SPAN}
_GAPS = {**texts("after", "before"), "start": INSTANT, "end": INSTANT, **_SPAN}
_DURATIONS = {**texts("name", "start_event", "end_event"), **_SPAN, "best": LENGTH}
_CLAIMS = {
    **texts("id", "event", "part", "source", "said", "spelled"),
    "earliest": INSTANT,
    "latest": INSTANT,
    "rejected": YES,
    "binding": YES,
}


def events_frame(result: TimelineResult) -> pd.DataFrame:
    """Return one row for each event, in order of time.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``earliest, best, latest`` bound the event or the start of an extent, the same names with
        ``_end`` its end (empty for a point), ``shortest, longest`` its length. ``sources`` are ids with spaces.
    """
    rows = [
        {
            "id": event.id,
            "kind": event.kind,
            "text": event.text,
            "lane": event.lane,
            "milestone": event.milestone,
            **bounds_row(event.start),
            **(bounds_row(event.end, "_end") if event.extent else {}),
            **_lengths(event.lasted),
            "said": event.said,
            "spelled": event.spelled,
            "sign": event.sign,
            "contested": event.start.contested or event.end.contested,
            "key": event.key,
            "anchor": event.anchor,
            "sources": " ".join(event.sources),
        }
        for event in result.events
    ]
    return frame_of(rows, _EVENTS).set_index("id")


def conflicts_frame(result: TimelineResult) -> pd.DataFrame:
    """Return one row for each thing that claims disagree on, in the order of the file.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``claims`` and ``set_aside`` are ids with spaces, ``sides`` and ``proof`` are sentences.
    """
    rows = [
        {
            "id": each.id,
            "subject": each.subject,
            "title": each.title,
            "grade": each.grade,
            "open": each.open,
            "settled": each.settled,
            "claims": " ".join(each.claims),
            "set_aside": " ".join(each.set_aside),
            "sides": "; ".join(f"{who}: {words}" for who, words in each.sides),
            "proof": " ".join(each.proof),
        }
        for each in result.conflicts
    ]
    return frame_of(rows, _CONFLICTS).set_index("id")


def phases_frame(result: TimelineResult) -> pd.DataFrame:
    """Return one row for each phase, in the order of the file.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; bounds of both ends and of the length.
    """
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "start_event": each.start_event,
            "end_event": each.end_event,
            **bounds_row(each.start),
            **bounds_row(each.end, "_end"),
            **_lengths(each.lasted),
        }
        for each in result.phases
    ]
    return frame_of(rows, _PHASES).set_index("id")


def gaps_frame(result: TimelineResult) -> pd.DataFrame:
    """Return one row for each silent stretch, in order of time.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    pandas.DataFrame
        The events on either side, the ends of the stretch, and its possible lengths.
    """
    return frame_of([{name: getattr(gap, name) for name in _GAPS} for gap in result.gaps], _GAPS)


def durations_frame(result: TimelineResult) -> pd.DataFrame:
    """Return one row for each length of time between two milestones.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    pandas.DataFrame
        Name, the two events, and the shortest, longest and best length.
    """
    rows = [{name: getattr(duration, name) for name in _DURATIONS} for duration in result.durations]
    return frame_of(rows, _DURATIONS)


def claims_frame(result: TimelineResult) -> pd.DataFrame:
    """Return one row for each claim in the order of the file, then the bounds by dates of publication.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline.

    Returns
    -------
    pandas.DataFrame
        Index ``id``; ``earliest, latest`` are what the claim says alone.
    """
    rows = [{name: getattr(claim, name) for name in _CLAIMS} for claim in result.claims]
    return frame_of(rows, _CLAIMS).set_index("id")


def bounds_row(bounds: Bounds, ending: str = "") -> _Row:
    """Return the three values of a bound by the names of their columns."""
    return {f"{name}{ending}": getattr(bounds, name) for name in ("earliest", "best", "latest")}


def _lengths(lasted: tuple[int | None, int | None]) -> _Row:
    return {"shortest": lasted[0], "longest": lasted[1]}


def frame_of(rows: Sequence[_Row], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return rows with typed columns, also where there are none; a missing instant or length is NaT."""
    import pandas as pd

    frame: dict[str, pd.Series[Any]] = {}
    for name, kind in columns.items():
        values = [row.get(name) for row in rows]
        if kind == INSTANT:
            frame[name] = pd.Series(values, dtype="Int64").astype("datetime64[us]").dt.tz_localize("UTC")
        elif kind == LENGTH:
            frame[name] = pd.Series(values, dtype="Int64").astype("timedelta64[us]")
        else:
            frame[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(frame)
