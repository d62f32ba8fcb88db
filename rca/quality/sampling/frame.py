"""The units that a sample is drawn from, in one order whatever the order of the rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rca.errors import ParameterError
from rca.quality.sampling.columns import Table, columns_of, mistake, names_of, numbers_of, rows_named

_SOURCE = "frame"


@dataclass(frozen=True, eq=False)
class Frame:
    """Every unit that may be drawn, ordered by its id.

    Parameters
    ----------
    ids : tuple of str
        Of the units.
    strata : tuple of str
        Names of the strata, in order; empty where there are none.
    stratum : array of int or None
        The stratum of each unit.
    risk : array of float or None
        How much each unit weighs in a risk-weighted draw; above 0.
    """

    ids: tuple[str, ...] = field(repr=False)
    strata: tuple[str, ...] = field(default=(), repr=False)
    stratum: NDArray[np.intp] | None = field(default=None, repr=False)
    risk: NDArray[np.float64] | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        return f"Frame(units={len(self.ids)}, strata={len(self.strata)}, risk={self.risk is not None})"


def read_frame(table: Table, *, unit: str = "unit", stratum: str | None = None, risk: str | None = None) -> Frame:
    """Read the units, one a row.

    Parameters
    ----------
    table : frame, pyarrow table, mapping of columns or sequence of mappings
        The units, in any order.
    unit : str
        The column of the ids, text or whole numbers, each once.
    stratum, risk : str, optional
        The columns of the stratum, and of the weight in a risk-weighted draw.

    Returns
    -------
    Frame
        The same for any order of the rows.

    Raises
    ------
    ParameterError
        When an id stands twice, a cell is empty, or a risk is not above 0: with the rows.

    Examples
    --------
    >>> read_frame([{"unit": "U2", "risk": 1}, {"unit": "U1", "risk": 3}], risk="risk")
    Frame(units=2, strata=0, risk=True)
    """
    data = columns_of(table, [name for name in (unit, stratum, risk) if name is not None], _SOURCE)
    ids, codes = names_of(data[unit], _SOURCE)
    order = np.argsort(codes, kind="stable")
    if len(ids) < len(codes):
        again = np.flatnonzero(np.diff(codes[order]) == 0)
        rows = sorted({int(order[place]) for first in again for place in (first, first + 1)})
        message = f"a unit stands once in the frame; the same {unit} stands in {rows_named(rows)}"
        raise ParameterError([mistake(_SOURCE, "sampling.twice", message, "leave the doubles out")])
    strata, places = names_of(data[stratum], _SOURCE) if stratum is not None else ((), None)
    weights = None
    if risk is not None:
        weights = numbers_of(data[risk], _SOURCE)
        low = np.flatnonzero(weights <= 0)
        if len(low):
            message = f"{risk} must be above 0, or the unit is never drawn; it is not in {rows_named(low.tolist())}"
            raise ParameterError([mistake(_SOURCE, "sampling.no-risk", message, "give every unit a least risk")])
        weights = weights[order]
    return Frame(ids, strata, None if places is None else places[order], weights)
