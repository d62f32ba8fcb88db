"""Cycles in a graph that must have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

MAX_TOLD = 20
"""Most cycles that are worth telling at once: with the first ones mended, many others are gone."""


def find_cycles(graph: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield one cycle for each arrow that closes one, in the order of a depth-first walk, up to ``MAX_TOLD``.

    Parameters
    ----------
    graph : mapping of str to sequence of str
        The nodes that arrows lead to, for each node; nodes that are no keys are ends.

    Yields
    ------
    tuple of str
        The nodes of the cycle, the first one again at the end.

    Examples
    --------
    >>> list(find_cycles({"F2": ["F3"], "F3": ["F4", "F2"]}))
    [('F2', 'F3', 'F2')]
    """
    found = 0
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        # The walk keeps its own list of open nodes, so that a long chain costs no recursion.
        path = {start: iter(graph[start])}
        while path:
            node = next(reversed(path))
            below = next(path[node], None)
            if below is None:
                done.add(node)
                del path[node]
            elif below in path:
                nodes = list(path)
                yield (*nodes[nodes.index(below) :], below)
                found += 1
                if found == MAX_TOLD:
                    return
            elif below not in done:
                path[below] = iter(graph.get(below, ()))


def told(cycle: Sequence[str]) -> str:
    """Return a cycle in words; of a long one the two ends.

    Examples
    --------
    >>> told(("F2", "F3", "F2"))
    'F2 -> F3 -> F2'
    """
    shown = cycle if len(cycle) <= 12 else (*cycle[:5], "…", *cycle[-5:])
    return " -> ".join(shown)
