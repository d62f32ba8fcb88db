"""Place the nodes of a left-to-right tree: compact, none overlapping, each effect centred on its causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

SIBLINGS: Final = 14.0
"""Least space between two nodes with the same effect."""
COUSINS: Final = 20.0
"""Least space between nodes with different effects."""
_SNAP: Final = 12.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node to place.

    Parameters
    ----------
    key : str
        Its name in the result.
    above, below : float
        How far it reaches above and below its anchor, the height at which lines meet it.
    children : tuple of Box
        Nodes in the next column, from top to bottom.
    centred : int
        How many of the children, from the first, the node is centred on.
    beneath : tuple of Box
        Nodes under it in its own column.
    space : float
        Least space between it and the first of those.
    """

    key: str
    above: float
    below: float
    children: tuple[Box, ...] = ()
    centred: int = 0
    beneath: tuple[Box, ...] = ()
    space: float = SIBLINGS


@dataclass(frozen=True, slots=True)
class _Packed:
    """A branch with positions relative to its anchor, and its outline: top and bottom in each column."""

    at: dict[str, float]
    outline: list[tuple[float, float]]


def place(root: Box) -> dict[str, float]:
    """Return the anchor of every node, the highest top at zero.

    Parameters
    ----------
    root : Box
        The tree.

    Returns
    -------
    dict
        Height of the anchor by key, downwards.

    Notes
    -----
    Reingold and Tilford 1981 for nodes of any height: branches are packed by their outlines, column by
    column, so that a small branch may stand beside the thin part of a large one.
    """
    packed = _pack(root)
    highest = min(top for top, _ in packed.outline)
    return {key: at - highest for key, at in packed.at.items()}


def _pack(box: Box) -> _Packed:
    children = _stack([_pack(child) for child in box.children], SIBLINGS)
    at: dict[str, float] = {box.key: 0.0}
    outline = [(-box.above, box.below)]
    if box.children:
        middle = _middle([children.at[child.key] for child in box.children[: max(box.centred, 1)]])
        at |= {key: y - middle for key, y in children.at.items()}
        outline += [(top - middle, bottom - middle) for top, bottom in children.outline]
    own = _Packed(at, outline)
    return _stack([own, *(_pack(other) for other in box.beneath)], box.space) if box.beneath else own


def _middle(anchors: Sequence[float]) -> float:
    """Return the middle of the outer anchors, or an anchor so near it that the line had better be straight."""
    middle = (anchors[0] + anchors[-1]) / 2
    nearest = min(anchors, key=lambda anchor: abs(anchor - middle))
    return nearest if abs(nearest - middle) <= _SNAP else middle


def _stack(branches: Sequence[_Packed], space: float) -> _Packed:
    """Set branches below each other; the first keeps its place."""
    at: dict[str, float] = {}
    outline: list[tuple[float, float]] = []
    for number, branch in enumerate(branches):
        gaps = [space if number == 1 else SIBLINGS, *[COUSINS] * len(branch.outline)]
        shift = max(
            (bottom + gap - top for (_, bottom), (top, _), gap in zip(outline, branch.outline, gaps, strict=False)),
            default=0.0,
        )
        at |= {key: y + shift for key, y in branch.at.items()}
        moved = [(top + shift, bottom + shift) for top, bottom in branch.outline]
        outline = [
            new if old is None else old if new is None else (old[0], new[1]) for old, new in zip_longest(outline, moved)
        ]
    return _Packed(at, outline)
