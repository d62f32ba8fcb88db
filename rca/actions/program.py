"""A whole-number program that grows row by row, solved by SciPy's ``milp`` (HiGHS)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

Row = tuple[Sequence[int], Sequence[float], float, float]
"""Columns, their coefficients, and the least and the greatest sum that is allowed."""


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver found.

    Parameters
    ----------
    chosen : tuple of int or None
        Columns that are 1 in the best solution found; ``None`` where there is none.
    bound : float
        No solution has a smaller value of the objective.
    stopped : bool
        Whether a limit was met before the answer was proven.
    """

    chosen: tuple[int, ...] | None
    bound: float
    stopped: bool


def solve(objective: Sequence[float], rows: Iterable[Row], seconds: float, nodes: int) -> Solved:
    """Minimise a sum over columns that are 0 or 1.

    Parameters
    ----------
    objective : sequence of float
        Weight of each column; whole numbers, so that a gap below one half is none.
    rows : iterable of tuple
        The constraints.
    seconds : float
        Time limit of the solver.
    nodes : int
        Most nodes of its search tree.

    Returns
    -------
    Solved
        The same for the same rows, unless the time limit was met.
    """
    if not objective:  # the solver wants at least one column
        return Solved((), 0.0, stopped=False)
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    rows = list(rows)
    starts = np.cumsum([0, *(len(columns) for columns, *_ in rows)])
    columns = [column for row in rows for column in row[0]]
    weights = [weight for row in rows for weight in row[1]]
    matrix = csr_array((weights, columns, starts), shape=(len(rows), len(objective)), dtype=float)
    found = milp(
        np.asarray(objective, dtype=float),
        integrality=np.ones(len(objective), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(matrix, [row[2] for row in rows], [row[3] for row in rows])] if rows else [],
        options={"mip_rel_gap": 0.0, "time_limit": max(seconds, 0.01), "node_limit": nodes, "presolve": True},
    )
    chosen = None if found.x is None else tuple(int(column) for column in np.flatnonzero(found.x > 0.5))
    if found.status in {0, 2}:
        return Solved(chosen, inf if found.x is None else round(float(found.fun)), stopped=False)
    bound = found.mip_dual_bound
    return Solved(chosen, -inf if bound is None else float(bound), stopped=True)
