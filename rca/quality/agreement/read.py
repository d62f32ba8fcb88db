"""The door for ratings: tables of one rating a row, or one column a rater."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rca.errors import ParameterError
from rca.quality.agreement.ratings import Codes, Ratings, Value
from rca.quality.sampling.columns import Table, columns_of, mistake, names_of, rows_named

if TYPE_CHECKING:
    import pandas as pd

_SOURCE = "ratings"
_KINDS = {
    "string": "text",
    "integer": "number",
    "floating": "number",
    "mixed-integer-float": "number",
    "boolean": "truth value",
}


def read_ratings(
    table: Table,
    *,
    unit: str = "unit",
    rater: str = "rater",
    value: str = "value",
    values: Sequence[Value] | None = None,
) -> Ratings:
    """Read the ratings of one item, one rating a row.

    Parameters
    ----------
    table : frame, pyarrow table, mapping of columns or sequence of mappings
        The ratings, in any order. An empty value is a rating not given.
    unit, rater, value : str
        The columns of what was rated, by whom, and the value: text, numbers or truth values.
    values : sequence, optional
        The values that could be given, in order. It matters for AC1 when one was never given, and for ordinal
        text.

    Returns
    -------
    Ratings
        The same for any order of the rows.

    Raises
    ------
    ParameterError
        When a rater rates a unit twice, kinds of values are mixed, or a value was not declared: with the rows.

    Examples
    --------
    >>> read_ratings([{"unit": "U1", "rater": "A", "value": "yes"}, {"unit": "U1", "rater": "B", "value": "no"}])
    Ratings(units=1, raters=2, values=2, ratings=2)
    """
    frame = columns_of(table, [unit, rater, value], _SOURCE)
    return _ratings(frame, unit, rater, value, values)


def read_groups(
    table: Table,
    by: str,
    *,
    unit: str = "unit",
    rater: str = "rater",
    value: str = "value",
    values: Sequence[Value] | None = None,
) -> dict[str, Ratings]:
    """Read ratings apart for each item, round or team that a column names.

    Parameters
    ----------
    table, unit, rater, value, values
        As for one item; `values` holds for every group.
    by : str
        The column to part by.

    Returns
    -------
    dict of str to Ratings
        In the order of the names.

    Raises
    ------
    ParameterError
        As for one item; rows are counted over the whole table.
    """
    import numpy as np

    frame = columns_of(table, [unit, rater, value, by], _SOURCE)
    names, codes = names_of(frame[by], _SOURCE)
    order = np.argsort(codes, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(codes))[:-1])
    return {
        name: _ratings(frame.iloc[part], unit, rater, value, values) for name, part in zip(names, parts, strict=True)
    }


def read_wide(raters: Mapping[str, Sequence[Any]], values: Sequence[Value] | None = None) -> Ratings:
    """Read one list of values a rater, in the same order of units; None is a rating not given.

    Raises
    ------
    ParameterError
        When the lists differ in length, or as for `read_ratings`.

    Examples
    --------
    >>> read_wide({"A": [1, 2, None], "B": [1, 2, 3]})
    Ratings(units=3, raters=2, values=3, ratings=5)
    """
    lengths = {len(given) for given in raters.values()}
    if len(lengths) != 1:
        message = f"every rater needs one value or None for each unit; got lists of {sorted(lengths)} values"
        raise ParameterError([mistake(_SOURCE, "agreement.lengths", message, "fill gaps with None")])
    width = len(str(lengths.copy().pop()))
    rows = [
        {"unit": f"{place:0{width}}", "rater": rater, "value": one}
        for rater, given in raters.items()
        for place, one in enumerate(given, 1)
    ]
    return read_ratings(rows, values=values)


def _ratings(frame: pd.DataFrame, unit: str, rater: str, value: str, values: Sequence[Value] | None) -> Ratings:
    import numpy as np

    frame = frame.assign(**{value: frame[value].astype(object)})
    given = (frame[value].notna() & (frame[value] != "")).to_numpy(dtype=bool)
    units, unit_codes = names_of(frame[unit], _SOURCE)
    raters, rater_codes = names_of(frame[rater], _SOURCE)
    _refuse_twice(frame, unit_codes, rater_codes, len(raters))
    known, codes = _values(frame[value][given], values)
    order = np.lexsort((rater_codes[given], unit_codes[given]))
    return Ratings(
        units,
        raters,
        known,
        unit_codes[given][order],
        rater_codes[given][order],
        codes[order],
        values is not None,
    )


def _refuse_twice(frame: pd.DataFrame, unit: Codes, rater: Codes, raters: int) -> None:
    import numpy as np

    key = unit * raters + rater
    order = np.argsort(key, kind="stable")
    again = np.flatnonzero(np.diff(key[order]) == 0)
    if len(again):
        rows = sorted({int(frame.index[order[place]]) for first in again for place in (first, first + 1)})
        message = f"a rater rates a unit once; the same pair stands in {rows_named(rows)}"
        remedy = "keep one, or part the table by round or item"
        raise ParameterError([mistake(_SOURCE, "agreement.twice", message, remedy)])


def _values(cells: pd.Series, declared: Sequence[Value] | None) -> tuple[tuple[Value, ...], Codes]:
    import numpy as np
    import pandas as pd

    if not len(cells):
        message = "no row holds a value"
        raise ParameterError([mistake(_SOURCE, "agreement.no-value", message, "give the values")])
    kind = _kind(cells)
    if kind == "number":
        cells = cells.astype(np.float64)
        wrong = cells.index[~np.isfinite(cells.to_numpy())]
        if len(wrong):
            message = f"a value must be finite; it is not in {rows_named(list(wrong))}"
            raise ParameterError([mistake(_SOURCE, "agreement.not-finite", message, "leave the cell empty")])
    codes, found = pd.factorize(cells)
    met: list[Value] = found.tolist()
    known = tuple(sorted(met)) if declared is None else _declared(declared, kind)
    place = {one: index for index, one in enumerate(known)}
    strange = [index for index, one in enumerate(met) if one not in place]
    if strange:
        rows = list(cells.index[np.isin(codes, strange)])
        message = f"a value must be one of the {len(known)} declared ones; it is not in {rows_named(rows)}"
        raise ParameterError([mistake(_SOURCE, "agreement.undeclared", message, "mend the value or declare it")])
    return known, np.array([place[one] for one in met], dtype=np.intp)[codes]


def _kind(cells: pd.Series) -> str:
    import pandas as pd

    inferred = pd.api.types.infer_dtype(cells)
    if inferred in _KINDS:
        return _KINDS[inferred]
    kinds = [_KINDS.get(pd.api.types.infer_dtype([cell]), "no value") for cell in cells]
    common = next((kind for kind in kinds if kind != "no value"), "no value")
    rows = [int(row) for row, kind in zip(cells.index, kinds, strict=True) if kind != common or kind == "no value"]
    message = f"values must be all text, all numbers or all truth values; the kind changes in {rows_named(rows)}"
    raise ParameterError([mistake(_SOURCE, "agreement.mixed-values", message, "write all values as one kind")])


def _declared(declared: Sequence[Value], kind: str) -> tuple[Value, ...]:
    import pandas as pd

    kinds = {_KINDS.get(pd.api.types.infer_dtype([one]), "no value") for one in declared}
    if kinds != {kind} or len(set(declared)) != len(declared):
        message = f"the declared values must differ and be of the kind met in the ratings, {kind}"
        raise ParameterError([mistake(_SOURCE, "agreement.declared", message, "mend the list of values")])
    return tuple(float(one) for one in declared) if kind == "number" else tuple(declared)
