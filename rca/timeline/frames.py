"""The solved timeline as data frames; instants are UTC with microseconds, lengths are timedeltas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rca.timeline.results import Bounds, TimelineResult

if TYPE_CHECKING:
    import pandas as pd

_Row = dict[str, Any]

_TEXT, _YES, _INSTANT, _LENGTH = "str", "bool", "instant", "length"
_START = {"earliest": _INSTANT, "best": _INSTANT, "latest": _INSTANT}
_END = {"earliest_end": _INSTANT, "best_end": _INSTANT, "latest_end": _INSTANT}
_SPAN = {"shortest": _LENGTH, "longest": _LENGTH}


def _texts(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _TEXT)


_EVENTS = {
    **_texts("id", "kind", "text", "lane", "milestone"),
    **_START,
    **_END,
    **_SPAN,
    **_texts("said", "spelled", "sign"),
    **dict.fromkeys(("contested", "key", "anchor"), _YES),
    **_texts("sources"),
}
_CONFLICTS = {
    **_texts("id", "subject", "title", "grade"),
    "open": _YES,
    **_texts("settled", "claims", "set_aside", "sides", "proof"),
}
_PHASES = {**_texts("id", "name", "start_event", "end_event"), **_START, **_END, **_SPAN}
_GAPS = {**_texts("after", "before"), "start": _INSTANT, "end": _INSTANT, **_SPAN}
_DURATIONS = {**_texts("name", "start_event", "end_event"), **_SPAN, "best": _LENGTH}
_CLAIMS = {
    **_texts("id", "event", "part", "source", "said", "spelled"),
    "earliest": _INSTANT,
    "latest": _INSTANT,
    "rejected": _YES,
    "binding": _YES,
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
            **_bounds(event.start),
            **(_bounds(event.end, "_end") if event.extent else {}),
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
    return _frame(rows, _EVENTS).set_index("id")


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
    return _frame(rows, _CONFLICTS).set_index("id")


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
            **_bounds(each.start),
            **_bounds(each.end, "_end"),
            **_lengths(each.lasted),
        }
        for each in result.phases
    ]
    return _frame(rows, _PHASES).set_index("id")


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
    return _frame([{name: getattr(gap, name) for name in _GAPS} for gap in result.gaps], _GAPS)


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
    return _frame(rows, _DURATIONS)


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
    return _frame(rows, _CLAIMS).set_index("id")


def _bounds(bounds: Bounds, ending: str = "") -> _Row:
    return {f"{name}{ending}": getattr(bounds, name) for name in ("earliest", "best", "latest")}


def _lengths(lasted: tuple[int | None, int | None]) -> _Row:
    return {"shortest": lasted[0], "longest": lasted[1]}


def _frame(rows: Sequence[_Row], columns: Mapping[str, str]) -> pd.DataFrame:
    """Return rows with typed columns, also where there are none; a missing instant or length is NaT."""
    import pandas as pd

    frame: dict[str, pd.Series[Any]] = {}
    for name, kind in columns.items():
        values = [row.get(name) for row in rows]
        if kind == _INSTANT:
            frame[name] = pd.Series(values, dtype="Int64").astype("datetime64[us]").dt.tz_localize("UTC")
        elif kind == _LENGTH:
            frame[name] = pd.Series(values, dtype="Int64").astype("timedelta64[us]")
        else:
            frame[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(frame)
