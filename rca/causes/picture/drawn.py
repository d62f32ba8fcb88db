"""What a picture of the tree shows: its nodes, each with what stands to its right and beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

Role = Literal["gate", "contributing", "alternative", "guard"]
ROLES: Final[tuple[Role, ...]] = ("gate", "contributing", "alternative")
"""Groups of causes beside their effect, from top to bottom."""

TRANSFER: Final = "▲"
"""Sign before the number of a factor that is met in more than one place."""
_ROOMY: Final = 5
"""So many columns leave room for wide nodes; with more, a last column of side remarks is hung up instead."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One node of a picture with what stands to its right and beneath it.

    Parameters
    ----------
    key : str
        Unique in the picture.
    id : str
        The factor or alternative.
    role : str or None
        How it joins the node to its left.
    necessary : str
        Answer at its link; empty where a pill stands for several links.
    children : tuple of Drawn
        Causes and other explanations in the next column, from top to bottom.
    beneath : tuple of Drawn
        What stands under it in its own column: barriers that guard it, or causes hung up to save a column.
    gates : int
        How many gate links the factor has, drawn here or not.
    elsewhere : str
        Where the factor is drawn, in words; the node is then a pill.
    onward : str
        Where its causes are drawn when not here, or which other effects it has.
    heading : str
        Of the first node of a stretch: where it comes from.
    """

    key: str
    id: str
    role: Role | None = None
    necessary: str = "unknown"
    children: tuple[Drawn, ...] = ()
    beneath: tuple[Drawn, ...] = ()
    gates: int = 0
    elsewhere: str = ""
    onward: str = ""
    heading: str = ""

    def walk(self, depth: int = 0) -> Sequence[tuple[Drawn, int]]:
        """Return this node and all behind it with their columns, depth first."""
        below = [pair for child in self.children for pair in child.walk(depth + 1)]
        return [(self, depth), *below, *(pair for other in self.beneath for pair in other.walk(depth))]


@dataclass(frozen=True, slots=True)
class Page:
    """The stretches of a tree that stand on one page, the upper before the lower.

    Parameters
    ----------
    stretches : tuple of Drawn
        A branch each, at least one.
    """

    stretches: tuple[Drawn, ...]

    def walk(self) -> list[tuple[Drawn, int]]:
        """Return all nodes of the page with their columns."""
        return [pair for stretch in self.stretches for pair in stretch.walk()]


def hung(root: Drawn) -> Drawn:
    """Hang the last column beneath its effects where it holds no gate link, so that the others gain width.

    Parameters
    ----------
    root : Drawn
        A stretch.

    Returns
    -------
    Drawn
        The same nodes in a column less, or the stretch itself.
    """
    nodes = root.walk()
    last = max(column for _, column in nodes)
    ends = [node for node, column in nodes if column == last]
    owners = [node for node, column in nodes if column == last - 1 and node.children]
    beside = any(node.role in {"gate", "guard"} or node.beneath for node in ends)
    if last < _ROOMY or beside or any(owner.beneath for owner in owners):
        return root

    def hang(node: Drawn, column: int) -> Drawn:
        if column == last - 1:
            return replace(node, children=(), beneath=node.children or node.beneath)
        return replace(
            node,
            children=tuple(hang(child, column + 1) for child in node.children),
            beneath=tuple(hang(other, column) for other in node.beneath),
        )

    return hang(root, 0)
