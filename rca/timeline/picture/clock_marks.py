"""Before and after: where a clock put what happened, beside where it stands once the clock is set right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from rca.case.records import CaseFile
from rca.drawing.scene import Circle, Line, Shape, Style
from rca.drawing.words import plain
from rca.timeline.clock.in_force import ClockInForce, clocks_in_force
from rca.timeline.picture.axis import Panel
from rca.timeline.picture.signs import Mark
from rca.timeline.results import SolvedEvent, TimelineResult

RADIUS: Final = 4.5
_SEEN: Final = 3.0
"""A shift of fewer units cannot be told apart from the mark."""
RING: Final = Style(fill="paper", stroke="ochre", width=1.4, dash=(2, 1.5))
ARROW: Final = Style(stroke="ochre", width=1.4)


@dataclass(frozen=True)
class Clocks:
    """Clocks that were set right, and the events that rest on them.

    Parameters
    ----------
    by_source : mapping of str to ClockInForce
        The clock of each source whose clock was off.
    shown : mapping of str to int
        When its clock showed each event whose best instant is that of a row of such a source, microseconds UTC.
    """

    by_source: Mapping[str, ClockInForce]
    shown: Mapping[str, int]


def clocks_of(case: CaseFile, result: TimelineResult) -> Clocks:
    """Return the clocks of a case that were set right.

    Parameters
    ----------
    case : CaseFile
        Its clocks, those that a person accepted or stated.
    result : TimelineResult
        The solved timeline.
    """
    # A projection of the case may have left its clocks out.
    clocks = clocks_in_force(case) if case.timeline.clocks else {}
    if not clocks:
        return Clocks({}, {})
    shown: dict[str, int] = {}
    resting = {
        claim.event: claim.source
        for claim in reversed(result.claims)
        if claim.binding and not claim.rejected and claim.source in clocks
    }
    for event in result.events:
        source, best = resting.get(event.id), event.start.best
        if source is not None and best is not None and not event.extent and _has_row(case, event, source):
            low, high = clocks[source].offset_at(best)
            shown[event.id] = best + (low + high) // 2
    return Clocks(clocks, shown)


def clock_mark(mark: Mark, panel: Panel, shown: int) -> Mark:
    """Return a mark with a dotted ring where the clock put it and an arrow from there.

    Parameters
    ----------
    mark : Mark
        The mark of an event.
    panel : Panel
        The part of the axis.
    shown : int
        The instant as the clock showed it, microseconds UTC.

    Returns
    -------
    Mark
        The mark alone where the two cannot be told apart, or the clock put it off the part.
    """
    at = panel.x(shown)
    gap = at - mark.right if at > mark.right else mark.left - at
    if gap < _SEEN or not panel.left + RADIUS <= at <= panel.right - RADIUS:
        return mark
    left = at < mark.left
    near, tip = (at + RADIUS, mark.left - 1) if left else (at - RADIUS, mark.right + 1)
    shapes: list[Shape] = [*mark.shapes, Circle(at, 0, RADIUS, RING)]
    if abs(tip - near) > 5:
        back = -4 if left else 4
        shapes.append(Line(((near, 0), (tip, 0)), ARROW))
        shapes.append(Line(((tip + back, -3.5), (tip, 0), (tip + back, 3.5)), ARROW))
    return replace(
        mark,
        left=min(mark.left, at - RADIUS - 1),
        right=max(mark.right, at + RADIUS + 1),
        shapes=tuple(shapes),
        signs=(*mark.signs, "clock"),
    )


def clock_notes(clocks: Clocks, drawn: set[str]) -> list[str]:
    """Return a sentence for each source that is drawn with its clock set right."""
    notes = []
    for source, clock in clocks.by_source.items():
        if source in drawn:
            by = f", accepted by {plain(clock.by)}" if clock.by else ""
            notes.append(f"Clock of {source} set right: shown minus true time is {plain(clock.words)}{by}.")
    return notes


def _has_row(case: CaseFile, event: SolvedEvent, source: str) -> bool:
    known = case.events.get(event.id)
    rows = () if known is None else tuple(claim.row for claim in known.at if claim.row and claim.reject is None)
    return any(row.startswith(f"{source}:") for row in rows)
