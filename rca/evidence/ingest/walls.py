"""From the time that a wall clock shows to UTC, as SQL that equals `rca.case.zones.local_bounds`.

The offsets of a zone are constant between its changes. The changes inside the time span of a column come from the
same rules as everywhere else (zoneinfo over the tzdata package), never from the engine, which picks silently where
a clock shows a time twice or never.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from rca.case.walls import offsets
from rca.case.zones import Zones, find_zone

BASES = ("offset", "zone", "assumed", "fold", "gap", "date", "approximate")
"""How the bounds of a row were found; rows on disk hold the place in this tuple."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of wall time in which both readings keep their offset.

    Parameters
    ----------
    begin : int
        First wall time in microseconds since 1970-01-01 00:00 on that clock; it lasts until the next begins.
    before, after : int
        Offset from UTC by the rule before a change and by the one after; mostly equal.
    """

    begin: int
    before: int
    after: int

    def numbers(self) -> dict[str, int]:
        """Return what SQL may ask of a stretch; ``change`` is the instant of the change, where this is a gap."""
        basis = "zone" if self.before == self.after else "fold" if self.before > self.after else "gap"
        return {
            "before": self.before,
            "after": self.after,
            "greater": max(self.before, self.after),
            "less": min(self.before, self.after),
            "change": self.begin - self.before,
            "basis": BASES.index(basis),
        }


def stretches(zone: str, zones: Zones, first: int, last: int) -> tuple[Stretch, ...]:
    """Return the stretches of a zone's wall clock.

    Parameters
    ----------
    zone : str
        The zone; see `rca.case.zones.find_zone`.
    zones : Zones
        The zones of the case.
    first, last : int
        The wall times to cover, in microseconds.

    Returns
    -------
    tuple of Stretch
        The first begins at ``first``; neighbours differ.

    Examples
    --------
    >>> day = 20_394 * 86_400_000_000  # 2025-11-02
    >>> [(s.begin - day) // 60_000_000 for s in stretches("America/New_York", Zones(), day, day + 10**10)]
    [0, 60, 120]
    """
    where = find_zone(zone, zones)
    # Every change of the wall clock lies between two days with different readings or inside one day, and changes
    # stand on whole seconds. Two changes that undo each other within a quarter of a day are found too.
    found = [Stretch(first, *offsets(where, first))]
    low = first
    while low < last:
        high = min(low + _DAY // 4, last)
        while offsets(where, high) != (found[-1].before, found[-1].after):
            change = _next_change(where, low, high)
            found.append(Stretch(change, *offsets(where, change)))
            low = change
        low = high
    return tuple(found)


def bounds_sql(known: Sequence[Stretch], wall: str, length_us: int) -> tuple[str, str, str]:
    """Return SQL for when a wall clock showed a unit of time; the terms are those of `local_bounds`.

    Parameters
    ----------
    known : sequence of Stretch
        The stretches that cover the wall times, with one more at least three days before them.
    wall : str
        SQL for the begin of the unit on the wall clock in microseconds.
    length_us : int
        The length of the unit in microseconds; less than a day.

    Returns
    -------
    tuple of str
        SQL for the earliest and the latest instant, and for the place of the basis in ``BASES``.
    """
    unit = f"{length_us}::BIGINT"
    if len(known) == 1 and known[0].before == known[0].after:
        low = f"({wall} - ({known[0].before}))"
        return low, f"({low} + {unit} - 1)", _basis_sql("false", "false")
    if all(stretch.begin % length_us == 0 for stretch in known[1:]):
        return _aligned_bounds(known, wall, unit)
    last = f"({wall} + {unit} - 1)"
    before, after = f"({wall} - {_pick(known, wall, 'before')})", f"({wall} - {_pick(known, wall, 'after')})"
    last_before, last_after = f"({last} - {_pick(known, last, 'before')})", f"({last} - {_pick(known, last, 'after')})"
    fold = f"({before} < {after} AND {last_before} < {last_after} AND {unit} <= {after} - {before})"
    # In a gap the first instant past it is the change itself.
    earliest = f"(CASE WHEN {before} <= {after} THEN {before} ELSE {_pick(known, wall, 'change')} END)"
    latest = (
        f"(CASE WHEN {last_before} > {last_after} THEN {_pick(known, last, 'change')} - 1 "
        f"ELSE greatest({last_before}, {last_after}) END)"
    )
    gap = f"({earliest} > {latest})"
    return (
        f"(CASE WHEN {fold} THEN {before} WHEN {gap} THEN {after} ELSE {earliest} END)",
        f"(CASE WHEN {fold} THEN {last_after} WHEN {gap} THEN {last_before} ELSE {latest} END)",
        _basis_sql(fold, gap),
    )


def _aligned_bounds(known: Sequence[Stretch], wall: str, unit: str) -> tuple[str, str, str]:
    """Return the same for units that lie in one stretch each, as those of a minute and less mostly do."""
    low, high = f"({wall} - {_pick(known, wall, 'greater')})", f"({wall} - {_pick(known, wall, 'less')} + {unit} - 1)"
    return low, high, f"({_pick(known, wall, 'basis')}::UTINYINT)"


def _basis_sql(fold: str, gap: str) -> str:
    cases = f"WHEN {fold} THEN {BASES.index('fold')} WHEN {gap} THEN {BASES.index('gap')}"
    return f"(CASE {cases} ELSE {BASES.index('zone')} END::UTINYINT)"


def _pick(known: Sequence[Stretch], wall: str, what: str) -> str:
    """Return SQL that picks a number of the stretch that a wall time lies in, by halving."""
    if len(known) == 1:
        stretch = known[0]
        return f"({stretch.numbers()[what]})"
    middle = len(known) // 2
    low, high = _pick(known[:middle], wall, what), _pick(known[middle:], wall, what)
    return low if low == high else f"(CASE WHEN {wall} < {known[middle].begin} THEN {low} ELSE {high} END)"


def _next_change(where: tzinfo, low: int, high: int) -> int:
    """Return the first second after ``low`` with other offsets, where those at ``high`` differ."""
    known = offsets(where, low)
    low_second, high_second = low // _SECOND, high // _SECOND
    while high_second - low_second > 1:
        middle = (low_second + high_second) // 2
        if offsets(where, middle * _SECOND) == known:
            low_second = middle
        else:
            high_second = middle
    return high_second * _SECOND
