"""What a timeline tells, as data frames; instants are UTC with microseconds, lengths are timedeltas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rca.timeline.frames import INSTANT, LENGTH, YES, bounds_row, frame_of, texts
from rca.timeline.tells.tell import Told

if TYPE_CHECKING:
    import pandas as pd

_BOUNDS = {"earliest": INSTANT, "best": INSTANT, "latest": INSTANT}
_LENGTHS = {"shortest": LENGTH, "longest": LENGTH, "best": LENGTH}
_NUMBER, _SHARE = "Int64", "Float64"


def milestones_frame(told: Told) -> pd.DataFrame:
    """Return one row for each milestone, in their order: its first event, bounds, and later events with spaces."""
    columns = {**texts("name", "event"), **_BOUNDS, **texts("again")}
    rows = [
        {"name": each.name, "event": each.event, **bounds_row(each.at), "again": " ".join(each.again)}
        for each in told.milestones
    ]
    return frame_of(rows, columns)


def working_frame(told: Told) -> pd.DataFrame:
    """Return one row for each length between milestones and calendar; ``calendar`` is empty for time that passed."""
    columns = {**texts("name", "start_event", "end_event", "calendar"), **_LENGTHS}
    rows = [
        {
            "name": each.name,
            "start_event": each.start_event,
            "end_event": each.end_event,
            "calendar": getattr(length, "calendar", ""),
            **{name: getattr(length, name) for name in _LENGTHS},
        }
        for each in told.durations
        for length in (each, *each.working)
    ]
    return frame_of(rows, columns)


def silences_frame(told: Told) -> pd.DataFrame:
    """Return one row for each silence and the group whose rhythm it is held against."""
    columns = {
        **texts("group", "after", "before"),
        "shortest": LENGTH,
        "longest": LENGTH,
        "others": _NUMBER,
        "usual": LENGTH,
        **dict.fromkeys(("share", "even", "longest_even"), _SHARE),
    }
    return frame_of([{name: getattr(each, name) for name in columns} for each in told.silences], columns)


def handovers_frame(told: Told) -> pd.DataFrame:
    """Return one row for each handover between lanes, in order of time."""
    columns = {
        **texts("giver", "taker", "after", "before"),
        "shortest": LENGTH,
        "longest": LENGTH,
        **dict.fromkeys(("certain", "back"), YES),
    }
    return frame_of([{name: getattr(each, name) for name in columns} for each in told.handovers], columns)


def source_quality_frame(told: Told) -> pd.DataFrame:
    """Return one row for each export and check; ``count`` is empty where the check cannot be made."""
    columns = {**texts("source", "check"), "count": _NUMBER, **texts("words", "examples")}
    rows = [
        {
            "source": check.source,
            "check": check.check,
            "count": check.count,
            "words": check.words,
            "examples": " ".join(check.examples),
        }
        for source in told.sources
        for check in source.checks
    ]
    return frame_of(rows, columns)
