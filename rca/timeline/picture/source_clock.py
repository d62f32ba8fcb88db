"""Instants that sources state by their own clock, for labels in UTC."""

from __future__ import annotations

from collections.abc import Callable

from rca.case.records import CaseFile
from rca.case.when import Point, Stamp
from rca.case.when_bounds import Zones, resolve

SourceClock = Callable[[Stamp], int | None]
"""Returns the begin of a stated clock time in microseconds UTC, ``None`` where the stamp gives no such time."""


def source_clock(case: CaseFile, source: str | None) -> SourceClock:
    """Return what turns the clock times of a source into instants.

    Parameters
    ----------
    case : CaseFile
        For the zones that it and its sources name.
    source : str or None
        The source; its zone stands for stamps that name none.

    Returns
    -------
    callable
        From a stamp to microseconds UTC.
    """
    zones = Zones(case.head.zones, case.head.unzoned)
    known = case.sources.get(source) if source else None
    default = known.zone if known else None

    def stated(stamp: Stamp) -> int | None:
        if stamp.clock is None or stamp.clock.minute is None:
            return None
        try:
            return resolve(Point(stamp), zones, default).best
        except ValueError:
            return None  # a projection may have left out the zone: the solved bounds serve

    return stated
