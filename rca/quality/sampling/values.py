"""What was found of the units drawn: the door for a table, and the check against the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from rca.errors import ParameterError
from rca.quality.sampling.columns import Table, columns_of, mistake, names_of, numbers_of, rows_named
from rca.quality.sampling.sample import Sample

_NUMBERS = (int, float, np.number, np.bool_)


def read_values(table: Table, *, unit: str = "unit", value: str = "value") -> dict[str, float]:
    """Read the value found of each unit, one a row.

    Parameters
    ----------
    table : frame, pyarrow table, mapping of columns or sequence of mappings
        The values, in any order.
    unit, value : str
        The columns of the ids and of the numbers; a truth value counts as 0 or 1.

    Returns
    -------
    dict of str to float
        In the order of the ids.

    Raises
    ------
    ParameterError
        When an id stands twice, or a cell is empty or no number: with the rows.

    Examples
    --------
    >>> read_values({"unit": ["U2", "U1"], "value": [True, False]})
    {'U1': 0.0, 'U2': 1.0}
    """
    data = columns_of(table, [unit, value], "values")
    names, codes = names_of(data[unit], "values")
    order = np.argsort(codes, kind="stable")
    again = np.flatnonzero(np.diff(codes[order]) == 0)
    if len(again):
        rows = sorted({int(order[place]) for first in again for place in (first, first + 1)})
        message = f"a unit has one value; the same {unit} stands in {rows_named(rows)}"
        raise ParameterError([mistake("values", "sampling.twice", message, "keep the value that counts")])
    return dict(zip(names, numbers_of(data[value], "values")[order].tolist(), strict=True))


def values_of(sample: Sample, values: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the values of the units drawn, in their order.

    Raises
    ------
    ParameterError
        When a drawn unit has no value, a value is no finite number, or belongs to no drawn unit.
    """
    given = [values.get(unit) for unit in sample.units]
    if len(values) == len(given) and all(issubclass(kind, _NUMBERS) for kind in set(map(type, given))):
        numbers = np.array(given, dtype=np.float64)
        if np.isfinite(numbers).all():
            return numbers
    drawn = set(sample.units)
    missing = [unit for unit in sample.units if unit not in values]
    strange = sorted(str(unit) for unit in values if unit not in drawn)
    wrong = [unit for unit in sample.units if unit in values and not _is_number(values[unit])]
    told = [
        ("sampling.no-value", missing, "every unit drawn needs a value", "assess it, or say why it cannot be"),
        ("sampling.not-drawn", strange, "values belong to units drawn", "leave out what was not drawn by chance"),
        ("sampling.not-a-number", wrong, "a value must be a finite number", "write plain numbers, 1 for yes, 0 for no"),
    ]
    raise ParameterError(
        mistake("values", code, f"{rule}; wrong for {units_named(units)}", remedy)
        for code, units, rule, remedy in told
        if units
    )


def units_named(units: Sequence[str]) -> str:
    """Return words for units: the first five and how many more."""
    more = f" and {len(units) - 5} more" if len(units) > 5 else ""
    return ", ".join(units[:5]) + more


def _is_number(value: object) -> bool:
    return isinstance(value, _NUMBERS) and bool(np.isfinite(value))
