"""How many minimal cut sets there are, by order, without listing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from rca.causes.diagrams.solution import Solution

LARGEST: Final = 1 << 19
"""Bits of the counts of all orders together beyond which only the smallest orders are counted."""

FEW: Final = 16
"""How many of the smallest orders are counted there."""

Counts = TypeVar("Counts")


def count_sets(solution: Solution) -> int:
    """Return the exact number of minimal cut sets known."""
    if solution.top < 0 or solution.flipped:
        return int(solution.flipped)
    if solution.order is not None:
        return sum(count for _, count in count_by_order(solution))
    return solution.counts[solution.top]


def count_by_order(solution: Solution) -> tuple[tuple[int, int], ...]:
    """Return the number of minimal cut sets of each order, smaller orders first.

    Parameters
    ----------
    solution : Solution
        A solved tree.

    Returns
    -------
    tuple of (order, count)
        Only orders that occur; :func:`orders_counted` says up to which one they go, and each is exact.
    """
    if solution.top < 0 or solution.flipped or solution.top in solution.without_sets:
        return ((0, 1),) if solution.flipped else ()
    if orders_counted(solution) is not None and solution.order is None:
        counts = _of_top(solution, (1, [1]), _add_lists, _multiply_lists)
        found = [(counts[0] + index, count) for index, count in enumerate(counts[1]) if count]
    else:
        found = _unpacked(solution)
    return tuple((order, count) for order, count in found if solution.order is None or order <= solution.order)


def orders_counted(solution: Solution) -> int | None:
    """Return the largest order that :func:`count_by_order` counts, or ``None`` where it counts all."""
    if solution.top < 0 or solution.flipped or solution.order is not None or solution.top in solution.without_sets:
        return solution.order
    least, most = _of_top(solution, (1, 1), _extend, lambda one, other: (one[0] + other[0], one[1] + other[1]))
    bits = (most - least) * solution.counts[solution.top].bit_length()
    return least + FEW - 1 if bits > LARGEST else None


def _extend(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return min(one[0], other[0]), max(one[1], other[1])


def _unpacked(solution: Solution) -> list[tuple[int, int]]:
    """Return all counts. The counts of a node are packed into one integer with a fixed width for each.

    So a product of families is one product of integers (Kronecker's substitution).
    """
    top = solution.top
    width = solution.counts[top].bit_length() + 1

    def add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
        if one[0] > other[0]:
            one, other = other, one
        return one[0], one[1] + (other[1] << width * (other[0] - one[0]))

    order, bits = _of_top(solution, (1, 1), add, lambda one, other: (one[0] + other[0], one[1] * other[1]))
    mask = (1 << width) - 1
    found: list[tuple[int, int]] = []
    while bits:
        if bits & mask:
            found.append((order, bits & mask))
        bits >>= width
        order += 1
    return found


def _add_lists(one: tuple[int, list[int]], other: tuple[int, list[int]]) -> tuple[int, list[int]]:
    if one[0] > other[0]:
        one, other = other, one
    gap = other[0] - one[0]
    longest = min(FEW, max(len(one[1]), gap + len(other[1])))
    total = one[1] + [0] * (longest - len(one[1]))
    for index, count in enumerate(other[1][: max(FEW - gap, 0)], gap):
        total[index] += count
    return one[0], total


def _multiply_lists(one: tuple[int, list[int]], other: tuple[int, list[int]]) -> tuple[int, list[int]]:
    total = [0] * min(FEW, len(one[1]) + len(other[1]) - 1)
    for index, count in enumerate(one[1]):
        for second, more in enumerate(other[1][: FEW - index], index):
            total[second] += count * more
    return one[0] + other[0], total


def _of_top(
    solution: Solution, leaf: Counts, add: Callable[[Counts, Counts], Counts], times: Callable[[Counts, Counts], Counts]
) -> Counts:
    """Return the counts of the top, which has sets, from those of a leaf; those that a module has used are let go."""
    counts: dict[int, Counts] = {}
    none: Counts | None = None
    for module, diagrams in solution.modules.items():
        weights = [
            none if each in solution.without_sets else counts.pop(each) if each in solution.modules else leaf
            for each in diagrams.variables
        ]
        nodes: list[Counts | None] = [none, none]
        for level, low, high in diagrams.family[2:]:
            weight, more, least = weights[level], nodes[high], nodes[low]
            with_it = none
            if weight is not None and (high == 1 or more is not None):
                with_it = weight if more is None else times(weight, more)
            nodes.append(with_it if least is None else least if with_it is None else add(least, with_it))
        if nodes[-1] is not None:
            counts[module] = nodes[-1]
    return counts.get(solution.top, leaf)
