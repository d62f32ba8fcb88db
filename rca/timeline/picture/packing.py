"""Rows for the marks of a lane: one label a row and part of the axis, or closer where there are very many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_APART = 24.0


@dataclass(frozen=True, slots=True)
class Slot:
    """What a mark with its words takes.

    Parameters
    ----------
    first, last : int
        Parts of the axis that it reaches over.
    left, right : float
        Edges on the page.
    rows : int
        How many rows, in steps of any height.
    beside : int or None
        The slot, by its place in the list, whose row this one shares.
    below : int or None
        The slot under which this one stands.
    """

    first: int
    last: int
    left: float
    right: float
    rows: int
    beside: int | None = None
    below: int | None = None


def pack(slots: Sequence[Slot], *, close: bool = False) -> tuple[int, ...]:
    """Return the first row of each slot.

    Parameters
    ----------
    slots : sequence of Slot
        In order of time; a slot that stands beside or below another follows it.
    close : bool
        Whether several slots may share a row of one part when at least 24 units lie between them.

    Returns
    -------
    tuple of int
        Rows from 0, in the order of the slots. Without ``close``, later slots of a part stand lower.
    """
    rows: dict[int, int] = {}
    floors: dict[int, int] = {}
    for index, slot in enumerate(slots):
        if slot.beside is not None:
            continue
        row = 0
        if slot.below is not None:
            row = rows[slot.below] + slots[slot.below].rows
        elif not close:
            row = max((floors.get(part, 0) for part in range(slot.first, slot.last + 1)), default=0)
        mates = [index, *(other for other, each in enumerate(slots) if each.beside == index)]
        while any(_meet(slots[mate], row, slots[other], at, close) for mate in mates for other, at in rows.items()):
            row += 1
        for mate in mates:
            rows[mate] = row
        for part in range(slot.first, slot.last + 1):
            floors[part] = max(floors.get(part, 0), row + slot.rows)
    return tuple(rows[index] for index in range(len(slots)))


def _meet(one: Slot, row: int, two: Slot, at: int, close: bool) -> bool:
    if row >= at + two.rows or at >= row + one.rows:
        return False
    if close:
        return one.left < two.right + _APART and two.left < one.right + _APART
    return one.first <= two.last and two.first <= one.last
