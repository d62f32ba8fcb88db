"""What caused the outcome if exactly some factors occurred: cut sets, actual causes, shares and pre-emption."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from rca.causes.cutsets import in_order, listable, sets_up_to
from rca.causes.diagrams.dual import dual_tree
from rca.causes.diagrams.fault_tree import FaultTree
from rca.causes.diagrams.solving import solve
from rca.causes.evaluate import evaluate
from rca.causes.gates import GateTree, fault_tree, joined
from rca.causes.necessity import breaking_all
from rca.causes.smallest import smallest_with
from rca.causes.timing import LateCause

BUDGET: Final = 5_000
"""Sets that one list may hold before larger sets are left out and the reading says so."""

NODES: Final = 100_000
"""Nodes of the diagrams from which shares are read where causes are too many to list."""


@dataclass(frozen=True, slots=True)
class PreEmption:
    """A cause that occurred and came too late: others had brought the effect about before it began.

    Parameters
    ----------
    late : LateCause
        The cause with the events that show it.
    by : tuple of str
        The other causes of the gate that occurred, in the order of the file.
    """

    late: LateCause
    by: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What caused the outcome if exactly some factors occurred.

    Parameters
    ----------
    occurred : tuple of str
        Leaves taken to have occurred, in the order of the file.
    follows : bool
        Whether the outcome follows from them; where it does not, all else is empty.
    cut_sets : tuple of tuple of str
        Minimal cut sets within what occurred: each was enough by itself.
    but_for : tuple of str
        Leaves without any one of which the outcome would not have followed.
    causes : tuple of tuple of str
        Actual causes (Halpern and Pearl, as modified in 2015): smallest sets of leaves without which the outcome
        would not have followed. Pre-empted links carry nothing here.
    responsibility : tuple of (str, Fraction)
        Share of each leaf that is part of a cause, exact also where the causes are too many to list.
    shares_complete : bool
        Whether a leaf that is not among them has none; where the diagrams of the causes do not fit either, it
        may have one part in ``causes_order`` + 1 or less.
    pre_empted : tuple of PreEmption
        Causes that the timeline shows to have come too late; contested times change no cause.
    complete, causes_complete : bool
        Whether all cut sets, and all causes, are listed.
    order, causes_order : int or None
        Where they are not: the size up to which they are.
    """

    occurred: tuple[str, ...]
    follows: bool
    cut_sets: tuple[tuple[str, ...], ...] = ()
    but_for: tuple[str, ...] = ()
    causes: tuple[tuple[str, ...], ...] = ()
    responsibility: tuple[tuple[str, Fraction], ...] = ()
    pre_empted: tuple[PreEmption, ...] = ()
    complete: bool = True
    order: int | None = None
    causes_complete: bool = True
    causes_order: int | None = None
    shares_complete: bool = True

    def __repr__(self) -> str:
        return f"Reading({len(self.occurred)} occurred, {len(self.cut_sets)} cut sets, {len(self.causes)} causes)"


def read_occurred(
    tree: GateTree, occurred: Collection[str], late: Iterable[LateCause] = (), budget: int = BUDGET
) -> Reading:
    """Return what caused the outcome if exactly some leaves occurred.

    Parameters
    ----------
    tree : GateTree
        The gates.
    occurred : collection of str
        The leaves that occurred.
    late : iterable of LateCause
        Causes that began after their effect, from :func:`rca.causes.timing.late_causes`.
    budget : int
        Sets that one list may hold.

    Returns
    -------
    Reading
        Its lists are exact up to their order where they are not complete.

    Notes
    -----
    Gates are monotone, so holding a node at the value it had can only keep the outcome. The causes of the modified
    definition (Halpern 2015) are therefore the minimal hitting sets of the cut sets within what occurred, which are
    the cut sets of the dual tree. A pre-empted link is the exception: it is held at its actual value, nothing.

    Responsibility is 1/(k+1), with k the fewest other leaves that would have to be absent before this one alone
    decides (Chockler and Halpern 2004): the smallest cause that holds it has k+1 leaves. Only leaves are changed,
    never a node between.
    """
    given = tuple(leaf for leaf in tree.leaves if leaf in occurred)
    live = came_true(tree, given)
    if live is None:
        return Reading(given, follows=False)
    pre_empted = find_pre_empted(live, late)
    timely = without_late(live, pre_empted)
    dual = dual_tree(fault_tree(timely))
    sets, order = _sets(live, fault_tree(live), budget)
    causes, causes_order = _sets(timely, dual, budget)
    points = breaking_all(live, dict.fromkeys(live.leaves, "established"))
    shares, shares_complete = _shares(causes, causes_order, dual)
    return Reading(
        occurred=given,
        follows=True,
        cut_sets=sets,
        but_for=tuple(leaf for leaf in live.leaves if leaf in points),
        causes=causes,
        responsibility=tuple((leaf, Fraction(1, shares[leaf])) for leaf in given if leaf in shares),
        pre_empted=pre_empted,
        complete=order is None,
        order=order,
        causes_complete=causes_order is None,
        causes_order=causes_order,
        shares_complete=shares_complete,
    )


def came_true(tree: GateTree, occurred: Collection[str]) -> GateTree | None:
    """Return the part of a tree that came true, or nothing where its top did not.

    Parameters
    ----------
    tree : GateTree
        The gates.
    occurred : collection of str
        The leaves that occurred.

    Returns
    -------
    GateTree or None
        Every node in it is true and joined to the top; gates keep the number that they need.
    """
    true = frozenset(occurred)
    values = evaluate(tree, {leaf: "established" if leaf in true else "excluded" for leaf in tree.leaves})
    if values[tree.top] != "established":
        return None
    return _pruned(tree, lambda cause, _: values[cause] == "established")


def find_pre_empted(live: GateTree, late: Iterable[LateCause]) -> tuple[PreEmption, ...]:
    """Return the late causes of gates whose other causes had sufficed; where none had, the times are at fault.

    Parameters
    ----------
    live : GateTree
        What came true.
    late : iterable of LateCause
        Causes that began after their effect.

    Returns
    -------
    tuple of PreEmption
        In the order of the late causes.
    """
    late = tuple(late)
    found = []
    for each in late:
        inputs = live.inputs.get(each.effect, ())
        behind = {other.cause for other in late if other.effect == each.effect}
        timely = tuple(cause for cause in inputs if cause not in behind)
        if each.cause in inputs and len(timely) >= live.needs[each.effect]:
            found.append(PreEmption(each, timely))
    return tuple(found)


def without_late(live: GateTree, pre_empted: Iterable[PreEmption]) -> GateTree:
    """Return what came true without the links that carried nothing; contested times cut none.

    Parameters
    ----------
    live : GateTree
        What came true.
    pre_empted : iterable of PreEmption
        From :func:`find_pre_empted`.

    Returns
    -------
    GateTree
        Its top is true still, since every gate keeps causes enough.
    """
    cut = {(each.late.cause, each.late.effect) for each in pre_empted if not each.late.contested}
    return _pruned(live, lambda cause, effect: (cause, effect) not in cut)


def _pruned(tree: GateTree, keep: Callable[[str, str], bool]) -> GateTree:
    """Return a tree with only some of its links, and of its nodes those that still lead to the top."""
    inputs = {node: tuple(cause for cause in tree.inputs[node] if keep(cause, node)) for node in tree.order}
    return joined(tree, inputs, tree.leaves, ())


def _sets(tree: GateTree, fault: FaultTree, budget: int) -> tuple[tuple[tuple[str, ...], ...], int | None]:
    """Return the minimal cut sets of a fault tree, and up to which order where that is not all of them."""
    solution = solve(fault, budget=budget)
    order = listable(solution, budget)
    return tuple(in_order(tree, sets_up_to(solution, order))), order


def _shares(causes: Iterable[tuple[str, ...]], order: int | None, dual: FaultTree) -> tuple[dict[str, int], bool]:
    """Return the size of the smallest cause with each leaf, and whether a leaf without one is part of none."""
    if order is not None:
        solution = solve(dual, budget=NODES)
        return smallest_with(solution), solution.complete
    found: dict[str, int] = {}
    for each in causes:  # smaller ones come first
        for leaf in each:
            found.setdefault(leaf, len(each))
    return found, True
