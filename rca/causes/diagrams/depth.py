"""Let functions call themselves as deep as a diagram has variables, and no deeper than asked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def calls_as_deep_as(levels: int) -> Iterator[None]:
    """Raise the limit on nested calls for a while.

    Parameters
    ----------
    levels : int
        Levels of the diagrams that are walked; a walk goes one call down a level.

    Notes
    -----
    Calls between Python functions use the heap, not the stack of the process (from Python 3.11 on), so the
    limit guards against endless recursion alone; depth here is bounded by the number of variables.
    """
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, before + 4 * levels))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
