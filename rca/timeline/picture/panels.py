"""The parts of a broken time axis: which stretches of time they show, and how wide each is.

One scale for everything hides what happened within an hour when another event lies a year away. So the axis is
cut where that helps a reader more than a further break costs, and each part is as wide as its labels need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rca.timeline.dates import DAY, HOUR, MINUTE, SECOND
from rca.timeline.picture.cuts import best_cuts, crowding
from rca.timeline.picture.room import GAP, INSET, LEAST, Spot, rows_needed, share_width

_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of the axis.

    Parameters
    ----------
    start, end : int
        From when to when it goes, microseconds UTC.
    spots : tuple of int
        Those that live in it, by their place in the list.
    width : float
        In units.
    named : tuple of int
        The stretch that a heading in days names.
    """

    start: int
    end: int
    spots: tuple[int, ...]
    width: float
    named: tuple[int, int]


def stretches(spots: Sequence[Spot], width: float) -> tuple[Stretch, ...]:
    """Return the parts of the axis, in order of time.

    Parameters
    ----------
    spots : sequence of Spot
        At least one.
    width : float
        Units for all parts with the breaks between them.

    Returns
    -------
    tuple of Stretch
        One to five parts that do not overlap; each spot is in one of them. Of the best partitions into one
        part, two and so on the cheapest, counted in rows: those that the labels need, up to 48 where all
        neighbours touch, and about four for each break.
    """
    focus = focus_points(spots)
    order = sorted(range(len(spots)), key=lambda index: (focus[index], index))
    points = [focus[index] for index in order]
    most = max(1, min(_MOST, int((width + GAP) // (LEAST + GAP))))
    found: list[tuple[float, tuple[Stretch, ...]]] = []
    for cuts in best_cuts(points, width - 2 * INSET, LEAST, most):
        groups = [order[first:last] for first, last in pairwise((0, *cuts, len(order)))]
        ranges = _ranges(groups, spots, focus, width)
        members = [[spots[index] for index in group] for group in groups]
        widths = share_width(members, ranges, width)
        crowd = sum(
            crowding([focus[index] for index in group], *span, each - 2 * INSET)
            for group, span, each in zip(groups, ranges, widths, strict=True)
        )
        breaks = len(cuts) * (2.5 + 0.75 * (len(cuts) + 1) / 2)
        parts = tuple(
            Stretch(*span, tuple(group), each, _named(span, [spots[index] for index in group]))
            for group, span, each in zip(groups, ranges, widths, strict=True)
        )
        # As a share of all pairs: in a dense case neighbours touch on any scale.
        crowd *= 12 / max(1, len(points) - 1)
        if all(_worth_a_break(one, two, focus) for one, two in pairwise(parts)):
            found.append((rows_needed(members, ranges, widths) + crowd + breaks, parts))
    return min(found, key=lambda item: (round(item[0], 6), len(item[1])))[1]


def focus_points(spots: Sequence[Spot]) -> tuple[int, ...]:
    """Return the one instant of each spot by which the axis is cut.

    A wide doubt must not make a part of its own in the middle of nowhere, so it takes the instant of a
    narrower spot that lies inside it, the nearest to its middle. One bound alone is the weakest of all.

    Parameters
    ----------
    spots : sequence of Spot
        The spots.

    Returns
    -------
    tuple of int
        Microseconds UTC, in the order of the spots.
    """
    found: dict[int, int] = {}
    for index in sorted(range(len(spots)), key=lambda i: (spots[i].doubt, i)):
        spot = spots[index]
        if spot.best is not None:
            found[index] = spot.best
        elif spot.earliest is None or spot.latest is None:
            found[index] = _open_focus(spot, tuple(found.values()))
        else:
            middle = (spot.earliest + spot.latest) // 2
            inside = [focus for focus in found.values() if spot.earliest <= focus <= spot.latest]
            found[index] = _nearest(inside, middle)
    return tuple(found[index] for index in range(len(spots)))


def _open_focus(spot: Spot, others: Sequence[int]) -> int:
    """Return the instant of a spot with one bound: that of another on its open side, unless all are far."""
    (known,) = spot.known
    allowed = [focus for focus in others if (focus <= known if spot.earliest is None else focus >= known)]
    nearest = _nearest(allowed, known)
    return nearest if others and abs(nearest - known) * 4 <= max(others) - min(others) else known


def _worth_a_break(one: Stretch, two: Stretch, focus: Sequence[int]) -> bool:
    """Return whether a break leaves out much time, or magnifies a part in which much happened."""
    if (two.start - one.end) * 4 >= two.end - one.start:
        return True
    fine, coarse = sorted((one, two), key=lambda part: (part.end - part.start) / part.width)
    busy = len({focus[index] for index in fine.spots}) >= 4 and len(fine.spots) * 6 >= len(focus)
    return busy and (coarse.end - coarse.start) / coarse.width >= 8 * (fine.end - fine.start) / fine.width


def _named(span: tuple[int, int], group: Sequence[Spot]) -> tuple[int, int]:
    """Return the stretch that a heading names: a day somewhere on earth goes by its own date, not by UTC's."""
    firsts, lasts = [], []
    for spot in group:
        inward = DAY // 2 if spot.extent > 20 * HOUR else 0
        firsts.append(min(spot.known) + inward if spot.best is None else spot.best)
        lasts.append(max(spot.known) - inward if spot.best is None else spot.best)
    return max(span[0], min(firsts)), min(span[1], max(lasts))


def _nearest(instants: Sequence[int], middle: int) -> int:
    return min(instants, key=lambda instant: (abs(instant - middle), instant), default=middle)


def _ranges(
    groups: Sequence[Sequence[int]], spots: Sequence[Spot], focus: Sequence[int], width: float
) -> list[tuple[int, int]]:
    """Return from when to when each part goes: its points, and the doubts that do not crowd them out."""
    ranges = [(focus[group[0]], focus[group[-1]]) for group in groups]
    home = {index: part for part, group in enumerate(groups) for index in group}
    cores = [end - start for start, end in ranges]
    # A tenth of the time between two parts stays out of both.
    clear = [0, *((after[0] - before[1]) // 10 for before, after in pairwise(ranges))]
    shown: dict[int, int] = {}
    lengths = [_length(spot, at) for spot, at in zip(spots, focus, strict=True)]
    for index in sorted(home, key=lambda i: (lengths[i], i)):
        part, spot = home[index], spots[index]
        start, end = ranges[part]
        wider = (min(start, *spot.known), max(end, *spot.known))
        floor = ranges[part - 1][1] + clear[part] if part else wider[0] - 1
        ceiling = ranges[part + 1][0] - clear[part + 1] if part + 1 < len(ranges) else wider[1] + 1
        if wider == (start, end) or wider[0] <= floor or wider[1] >= ceiling:
            continue
        group = groups[part]
        if lengths[index] <= cores[part] * 3 // 4 or len(group) < 4:
            ranges[part] = wider
            continue
        # A doubt longer than what is shown so far may stretch the scale a little, not press all else together.
        before = shown.setdefault(part, end - start)
        room = max(LEAST, width * len(group) / len(focus)) - 2 * INSET
        points = [focus[member] for member in group]
        denser = crowding(points, *wider, room) - crowding(points, start, end, room)
        if wider[1] - wider[0] <= before * 1.3 or denser <= 0.1:
            ranges[part] = wider
    return [_opened(part, ranges, min(spots[index].extent for index in group)) for part, group in enumerate(groups)]


def _length(spot: Spot, focus: int) -> int:
    """Return how much time a spot takes on the axis, from the instant by which it was placed."""
    return max(focus, *spot.known) - min(focus, *spot.known)


def _opened(part: int, ranges: Sequence[tuple[int, int]], doubt: int) -> tuple[int, int]:
    """Return a range that is long enough for a scale and clear of the parts beside it."""
    start, end = ranges[part]
    if end - start >= 5 * SECOND and end - start > doubt:
        return start, end
    # All marks stand at one time: leave as much room around it as their doubt is long.
    margin = max(HOUR if doubt <= MINUTE else (end - start) // 2, 5 * SECOND)
    left = margin if not part else min(margin, (start - ranges[part - 1][1]) * 2 // 5)
    right = margin if part + 1 == len(ranges) else min(margin, (ranges[part + 1][0] - end) * 2 // 5)
    return start - left, end + right
