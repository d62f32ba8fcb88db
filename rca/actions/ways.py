"""Which actions would break the ways to an outcome that a choice of actions leaves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rca.actions.removal import Removal


@dataclass(frozen=True, slots=True)
class Option:
    """An action to choose, with its cost in whole steps and the nodes that it eliminates."""

    id: str
    cost: int
    removes: tuple[str, ...]


def suffices(removal: Removal, options: Sequence[Option], chosen: Collection[int]) -> bool:
    """Return whether the outcome no longer follows after some options; the tree is left as it was."""
    trail = _remove(removal, options, chosen)
    follows = removal.follows
    removal.restore(trail)
    return not follows


def ways_left(removal: Removal, options: Sequence[Option], chosen: Collection[int]) -> list[list[int]]:
    """Return what is needed beyond a choice of options.

    Parameters
    ----------
    removal : Removal
        The tree; it is left as it was.
    options : sequence of Option
        All options.
    chosen : collection of int
        The choice.

    Returns
    -------
    list of list of int
        Options of which any sufficient set takes at least one, for each of several ways left: the cheapest of them
        is taken, until nothing is left. Empty where the choice suffices. A last empty one says that no option
        breaks that way.
    """
    taken, found = set(chosen), []
    trails = [_remove(removal, options, chosen)]
    while removal.follows:
        needed = _needed(removal, options, taken)
        found.append(needed)
        if not needed:
            break
        cheapest = min(needed, key=lambda index: (options[index].cost, index))
        taken.add(cheapest)
        trails.append(removal.remove(options[cheapest].removes))
    for trail in reversed(trails):
        removal.restore(trail)
    return found


def _needed(removal: Removal, options: Sequence[Option], taken: Collection[int]) -> list[int]:
    """Take as many further options as leave the outcome standing; one of the rest is needed."""
    needed, trails = [], []
    for index, option in enumerate(options):
        if index in taken:
            continue
        trail = removal.remove(option.removes)
        if removal.follows:
            trails.append(trail)
        else:
            removal.restore(trail)
            needed.append(index)
    for trail in reversed(trails):
        removal.restore(trail)
    return needed


def _remove(removal: Removal, options: Sequence[Option], chosen: Collection[int]) -> list[int]:
    return removal.remove(node for index in sorted(chosen) for node in options[index].removes)
