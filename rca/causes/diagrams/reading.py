"""Read all plain results from the diagrams of a solved tree."""

from __future__ import annotations

from collections.abc import Iterator

from rca.causes.diagrams.counting import count_by_order, count_sets, orders_counted
from rca.causes.diagrams.dual import dual_tree
from rca.causes.diagrams.listing import smallest
from rca.causes.diagrams.probability import top_probability
from rca.causes.diagrams.results import TreeResults
from rca.causes.diagrams.shares import in_every_set, single_points
from rca.causes.diagrams.solution import Solution
from rca.causes.diagrams.solving import solve


def read_results(solution: Solution) -> TreeResults:
    """Return counts, probability and the events that stand out; importances are read apart.

    Parameters
    ----------
    solution : Solution
        A solved tree.

    Examples
    --------
    >>> from rca.causes.diagrams.fault_tree import FaultTree, Formula
    >>> two_of_three = FaultTree("T", {"T": Formula("at_least", ("A", "B", "C"), 2)}, ("A", "B", "C"))
    >>> read_results(solve(two_of_three)).by_order
    ((2, 3),)
    """
    tree = solution.tree
    chances = [tree.probabilities[event] for event in tree.events if event in tree.probabilities]
    return TreeResults(
        gates=len(tree.gates),
        events=len(tree.events),
        cut_sets=count_sets(solution),
        complete=solution.complete,
        order=solution.order,
        by_order=count_by_order(solution),
        by_order_to=orders_counted(solution),
        probability=top_probability(solution, chances) if len(chances) == len(tree.events) else None,
        coherent=solution.coherent,
        single_points=single_points(solution),
        in_every_set=in_every_set(solution) if solution.complete else (),
    )


def path_sets(solution: Solution) -> Iterator[tuple[str, ...]]:
    """Give the minimal path sets, smaller ones first: sets of events whose joint absence rules the top out.

    They are the minimal cut sets of the dual tree.
    """
    return smallest(solve(dual_tree(solution.tree)))
