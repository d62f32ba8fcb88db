"""What would still be enough for an outcome once factors are gone: asked of the gates, not of a list of cut sets."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rca.actions.removal import Removal
from rca.case.records import CaseFile
from rca.causes.gates import GateTree


def removed_factors(case: CaseFile) -> frozenset[str]:
    """Return the factors that the actions of a case eliminate, those done and those planned."""
    live = (action for action in case.actions.actions if action.status != "dropped")
    return frozenset(target.factor for action in live for target in action.targets if target.effect == "eliminates")


def remaining_set(
    tree: GateTree, on: Collection[str], removed: Collection[str], wanted: Collection[str] = ()
) -> tuple[str, ...]:
    """Return a minimal set of leaves from which the outcome still follows once some factors are gone.

    Parameters
    ----------
    tree : GateTree
        The gates.
    on : collection of str
        Leaves that are true.
    removed : collection of str
        Factors that are gone, leaves or not.
    wanted : collection of str
        Leaves that the set shall hold where it can: the others are taken away first.

    Returns
    -------
    tuple of str
        In the order of the file; empty where the outcome does not follow. The same every time.
    """
    removal = Removal(tree, on)
    removal.remove(sorted(removed))
    if not removal.follows:
        return ()
    true = [leaf for leaf in tree.leaves if removal.true[removal.index[leaf]]]
    needed = {leaf for leaf in _taken_first(true, wanted) if not _taken(removal, leaf)}
    return tuple(leaf for leaf in true if leaf in needed)


def _taken_first(true: Sequence[str], wanted: Collection[str]) -> list[str]:
    """Return the leaves that are not wanted, then those that are, the later ones of the file first."""
    later = true[::-1]
    return [*(leaf for leaf in later if leaf not in wanted), *(leaf for leaf in later if leaf in wanted)]


def _taken(removal: Removal, leaf: str) -> bool:
    """Take a leaf away unless the outcome needs it."""
    trail = removal.remove([leaf])
    if removal.follows:
        return True
    removal.restore(trail)
    return False
