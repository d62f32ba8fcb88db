"""Pairs of rows worth a comparison: near in time, of different sources, and with something rare in common.

Time is joined as a range, never in fixed buckets: half of what lies near an edge of a bucket would be lost. Rows are
compared where they share a case, an object, an actor with the same words, or one of the three rarest words of their
messages. At most two slips of a key touch at most two words, so of messages that differ by two slips the rarest word
that both have is always among the three rarest of each. What a row shares with more than 64 of those
that follow within the window tells nothing and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rca.timeline.matching.rows import NOTHING, MatchRows
from rca.timeline.matching.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_CROWD = 64
_RAREST = 3


def candidate_pairs(rows: MatchRows, words: Words, window: int) -> tuple[Ints, Ints]:
    """Return pairs of rows that may record one event.

    Parameters
    ----------
    rows : MatchRows
        The rows.
    words : Words
        Their words.
    window : int
        Rows further apart are not compared, in microseconds.

    Returns
    -------
    tuple of numpy arrays of int64
        The earlier and the later row of each pair, each pair once.
    """
    import numpy as np

    size = len(rows)
    if size == 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    reach = window + int((rows.high - rows.low).max())
    last = np.searchsorted(rows.low, rows.low + reach, "right") - 1
    sharing = np.sort(np.concatenate(list(_shared(rows, words))))
    key, here = np.divmod(sharing, size)
    followed = np.flatnonzero((key[1:] == key[:-1]) & (here[1:] <= last[here[:-1]]))
    end = np.searchsorted(sharing, key[followed] * size + last[here[followed]], "right")
    counts = end - followed - 1
    followed, counts = followed[counts <= _CROWD], counts[counts <= _CROWD]
    first = np.repeat(followed, counts)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts)
    left, right = here[first], here[second]
    apart = (rows.source[left] != rows.source[right]) & (rows.low[right] - rows.high[left] <= window)
    pairs = np.sort(left[apart] * size + right[apart])
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # each pair once
    return pairs // size, pairs % size


def _shared(rows: MatchRows, words: Words) -> Iterator[Ints]:
    """Yield for each thing that rows may share ``key * rows + row``, for the rows that are not alone with it."""
    import numpy as np

    size, used = len(rows), 0
    spoken = np.where((rows.actor != NOTHING), rows.actor * len(rows.texts) + rows.text, NOTHING)
    spoken = np.unique(spoken, return_inverse=True)[1] - int(NOTHING in spoken)
    for codes in (rows.case, rows.object, spoken):
        count = np.bincount(codes + 1)
        there = np.flatnonzero((codes != NOTHING) & (count[codes + 1] > 1))
        yield (used + codes[there]) * size + there
        used += len(count)
    for place in range(_RAREST):
        word = words.rarest(place)[rows.text]
        there = np.flatnonzero((word >= 0) & (words.count[word] > 1))
        yield (used + word[there]) * size + there
