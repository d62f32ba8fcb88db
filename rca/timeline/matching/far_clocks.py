"""Clocks that are off by more than rows are compared over: hours, or a zone that nobody stated.

Rows that look the same and are the only ones of their look in each of two sources are most likely one event, however
far apart they lie. If a clock is off, the differences between such rows crowd in one place. Where they do, rows are
compared around that place. It only helps to find matches; what a clock is taken to be is a person's word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rca.timeline.clock.in_force import ClockInForce
from rca.timeline.matching.rows import MatchRows, match_rows
from rca.timeline.matching.scores import combined

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_FEWEST, _CROWDED = 5, 5


def far_clocks(tables: Sequence[pa.Table], unsure: Collection[str], window: int) -> dict[str, ClockInForce]:
    """Return by how much some sources are off, as far as it is more than the window.

    Parameters
    ----------
    tables : sequence of pyarrow.Table
        Canonical rows.
    unsure : collection of str
        Sources whose clock may be off; they are held against all others.
    window : int
        Rows further apart are not compared, in microseconds.

    Returns
    -------
    dict of str to ClockInForce
        At least 5 rows must agree on an offset within twice the window, and 5 times as many as would by chance.
    """
    if not unsure:
        return {}
    rows = match_rows(tables, {}, window)
    look = combined(rows.text, rows.actor + 1, rows.object + 1, rows.case + 1)
    found = {}
    for index, source in enumerate(rows.sources):
        if source in unsure:
            differences = _differences(rows, look, index, [name not in unsure for name in rows.sources])
            offset = _crowd(differences, window)
            if offset is not None and abs(offset) > window // 2:
                found[source] = ClockInForce(source, (offset, offset))
    return found


def _differences(rows: MatchRows, look: Ints, source: int, sure: Sequence[bool]) -> Ints:
    """Return how much later than elsewhere a source shows what stands once in it and once in another."""
    import numpy as np

    parts = []
    mine = _once(look, rows.source == source)
    for other, is_sure in enumerate(sure):
        if is_sure:
            theirs = _once(look, rows.source == other)
            _, left, right = np.intersect1d(look[mine], look[theirs], assume_unique=True, return_indices=True)
            parts.append(rows.low[mine[left]] - rows.low[theirs[right]])
    return np.sort(np.concatenate(parts)) if parts else np.empty(0, np.int64)


def _once(look: Ints, here: NDArray[np.bool_]) -> Ints:
    """Return the rows of a source that look like no other of it."""
    import numpy as np

    rows = np.flatnonzero(here)
    _, first, count = np.unique(look[rows], return_index=True, return_counts=True)
    return np.asarray(rows[first[count == 1]], dtype=np.int64)


def _crowd(differences: Ints, window: int) -> int | None:
    """Return the middle of the densest stretch of two windows, where it is no accident."""
    import numpy as np

    if len(differences) < _FEWEST:
        return None
    counts = np.searchsorted(differences, differences + 2 * window, "right") - np.arange(len(differences))
    start = int(np.argmax(counts))
    most = int(counts[start])
    spread = int(differences[-1] - differences[0])
    by_chance = (len(differences) - most) * 2 * window / max(spread, 2 * window)
    if most < max(_FEWEST, _CROWDED * by_chance):
        return None
    return int(np.median(differences[start : start + most]))
