"""How the width of a picture is shared among its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rca.causes.picture.connectors import gap_parts
from rca.causes.picture.drawn import Drawn

EDGE: Final = 2.0
"""Space at the left and right end of a picture, for the border of nodes."""
_STEP: Final = 8.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Left edge and width of each column, and where lines turn in the space right of it."""

    lefts: tuple[float, ...]
    widths: tuple[float, ...]
    turns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """The width to share, the least and the most of it for a column, and the most space added to a gap."""

    width: float
    narrowest: float
    widest: float
    gap: float


def share(
    nodes: Sequence[tuple[Drawn, int]],
    badges: Mapping[str, str],
    room: Room,
    height: Callable[[str, float], float],
) -> Columns:
    """Share the width: every column at least the narrowest, the rest to where it saves most height.

    Parameters
    ----------
    nodes : sequence of (Drawn, int)
        Nodes with their columns.
    badges : mapping of str to str
        Words of the gate badges by key.
    room : Room
        What there is to share.
    height : callable
        Height of a node, from its key and a width.

    Returns
    -------
    Columns
        In units of the scene.
    """
    by_column: list[list[Drawn]] = [[] for _ in range(1 + max(depth for _, depth in nodes))]
    for node, depth in nodes:
        by_column[depth].append(node)
    parts = [gap_parts(column, badges) for column in by_column]
    gaps, turns = [gap for gap, _ in parts[:-1]], [turn for _, turn in parts]
    free = room.width - 2 * EDGE - sum(gaps)
    widths = [min(room.narrowest, free / len(by_column))] * len(by_column)

    def stack(column: int) -> float:
        return sum(height(node.key, widths[column]) for node in by_column[column])

    heights = [stack(column) for column in range(len(widths))]
    while sum(widths) + _STEP <= free and min(widths) < room.widest:
        tallest = max((c for c in range(len(widths)) if widths[c] < room.widest), key=lambda c: heights[c])
        widths[tallest] = min(widths[tallest] + _STEP, room.widest)
        heights[tallest] = stack(tallest)
    spare = max(0.0, min(room.gap, (free - sum(widths)) / len(gaps))) if gaps else 0.0
    lefts = [EDGE]
    for own, gap in zip(widths, gaps, strict=False):
        lefts.append(lefts[-1] + own + gap + spare)
    return Columns(tuple(lefts), tuple(widths), tuple(turn + spare / 2 for turn in turns))
