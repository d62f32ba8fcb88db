"""From scored pairs to groups: each row with its best partner in every other source, and no chains of unlike things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from rca.timeline.matching.rows import MatchRows
from rca.timeline.matching.scores import Scored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Pair = tuple[int, int]
"""Two rows by number, the smaller first."""


def best_partners(rows: MatchRows, scored: Scored) -> Ints:
    """Return the pairs in which each row is the other's best partner in its source.

    A row has one partner in each other source. The likeliest pairs come first; what they leave over may pair up next.

    Parameters
    ----------
    rows : MatchRows
        The rows.
    scored : Scored
        Pairs, the likeliest first.

    Returns
    -------
    numpy array of int64
        Places in ``scored``, ascending.
    """
    import numpy as np

    sources = len(rows.sources)
    # A seat is a row together with the source of its partner: each seat is taken once.
    seats = np.concatenate(
        [
            rows.row[scored.left] * sources + rows.source[scored.right],
            rows.row[scored.right] * sources + rows.source[scored.left],
        ]
    )
    kinds, seat = np.unique(seats, return_inverse=True)
    mine, theirs = seat[: len(scored)], seat[len(scored) :]
    left = np.arange(len(scored))
    found: list[Ints] = []
    while len(left):
        best = np.full(len(kinds), len(scored))
        np.minimum.at(best, mine[left], left)
        np.minimum.at(best, theirs[left], left)
        taken = left[(best[mine[left]] == left) & (best[theirs[left]] == left)]
        found.append(taken)
        busy = np.zeros(len(kinds), bool)
        busy[mine[taken]] = busy[theirs[taken]] = True
        left = left[~(busy[mine[left]] | busy[theirs[left]])]
    return np.sort(np.concatenate(found)) if found else left


def join_groups(
    source: Ints, certain: Iterable[Pair], alike: Callable[[], set[Pair]], decided: Mapping[Pair, bool]
) -> tuple[list[list[int]], list[Pair]]:
    """Join certain pairs to groups.

    Two groups become one only where every row of one may be every row of the other: all are of different sources,
    no person said no, and each two of them were found alike themselves. So a chain of small steps joins nothing.

    Parameters
    ----------
    source : numpy array of int64
        Source of each row.
    certain : iterable of Pair
        Certain pairs, the likeliest first; those that a person decided first of all.
    alike : callable
        Returns all pairs that are at least doubtful; asked for only where three rows and more meet.
    decided : mapping of Pair to bool
        What people decided.

    Returns
    -------
    tuple
        Groups of two rows and more, and the certain pairs that would have joined unlike things.
    """
    groups: dict[int, list[int]] = {}
    left_over: list[Pair] = []
    allowed: set[Pair] | None = None
    for one, other in certain:
        mine, theirs = groups.get(one), groups.get(other)
        if mine is None and theirs is None:
            groups[one] = groups[other] = [one, other]
            continue
        if mine is theirs:
            continue
        allowed = alike() if allowed is None else allowed
        left, right = mine or [one], theirs or [other]
        crossing = [(min(a, b), max(a, b)) for a in left for b in right]
        if all(_may_join(pair, source, allowed, decided) for pair in crossing) or decided.get((one, other)):
            joined = left + right
            groups.update(dict.fromkeys(joined, joined))
        else:
            left_over.append((one, other))
    found = [group for row, group in groups.items() if row == group[0]]
    return found, left_over


def _may_join(pair: Pair, source: Ints, allowed: set[Pair], decided: Mapping[Pair, bool]) -> bool:
    if pair in decided:
        return decided[pair]
    return bool(source[pair[0]] != source[pair[1]]) and pair in allowed
