"""The door for tables: rows or columns of any common kind become checked columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rca.errors import Mistake, ParameterError

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Table = Any
"""A pandas frame, a pyarrow table, a mapping of columns, or a sequence of mappings, one a row."""

_SHOWN = 5


def mistake(source: str, code: str, message: str, remedy: str) -> Mistake:
    """Return a mistake in a table; its rows are named in the message."""
    return Mistake(source, 0, 0, code, message, remedy)


def rows_named(rows: Sequence[int] | pd.Index) -> str:
    """Return words for rows counted from 0; people count them from 1.

    Examples
    --------
    >>> rows_named([0, 4])
    'rows 1, 5'
    >>> rows_named(range(7))
    'rows 1, 2, 3, 4, 5 and 2 more'
    """
    first = ", ".join(str(int(row) + 1) for row in rows[:_SHOWN])
    more = f" and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    return f"row{'s' if len(rows) > 1 else ''} {first}{more}"


def columns_of(table: Table, names: Sequence[str], source: str) -> pd.DataFrame:
    """Return the named columns, one row for each given one, numbered from 0.

    Parameters
    ----------
    table : frame, table, mapping of columns or sequence of mappings
        What a person gave. A key that a single mapping lacks is an empty cell.
    names : sequence of str
        The columns wanted.
    source : str
        What the table is called in messages.

    Raises
    ------
    ParameterError
        When it is no table, holds no row, or lacks a column.
    """
    import pandas as pd

    data = table.to_pandas() if hasattr(table, "to_pandas") else table
    if isinstance(data, Mapping):
        data = _from_columns(data, source)
    elif not isinstance(data, pd.DataFrame):
        data = _from_rows(data, names, source)
    missing = [name for name in dict.fromkeys(names) if name not in data.columns]
    if missing:
        listed = ", ".join(map(str, data.columns)) or "none"
        raise ParameterError(
            mistake(source, "table.no-column", f"no column is called {name!r}", f"the columns are: {listed}")
            for name in missing
        )
    if not len(data):
        raise ParameterError([mistake(source, "table.empty", "the table holds no row", "give at least one row")])
    return data.loc[:, list(dict.fromkeys(names))].reset_index(drop=True)


def _from_columns(columns: Mapping[str, Any], source: str) -> pd.DataFrame:
    import pandas as pd

    held = {name: list(column) for name, column in columns.items()}
    lengths = {name: len(column) for name, column in held.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} {length}" for name, length in lengths.items())
        message = f"columns must be of one length; got {told}"
        raise ParameterError([mistake(source, "table.lengths", message, "fill gaps with None")])
    return pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in held.items()})


def _from_rows(rows: Any, names: Sequence[str], source: str) -> pd.DataFrame:
    import pandas as pd

    remedy = "give a pandas frame, a pyarrow table, a mapping of columns, or a list of mappings"
    if isinstance(rows, (str, bytes)) or not isinstance(rows, Sequence):
        message = f"this is no table: {type(rows).__name__}"
        raise ParameterError([mistake(source, "table.unreadable", message, remedy)])
    wrong = [place for place, row in enumerate(rows) if not isinstance(row, Mapping)]
    if wrong:
        message = f"every row must be a mapping from column to value; it is not in {rows_named(wrong)}"
        raise ParameterError([mistake(source, "table.unreadable", message, remedy)])
    present = [name for name in dict.fromkeys(names) if not rows or any(name in row for row in rows)]
    made = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in present}
    return pd.DataFrame(made, index=range(len(rows)))


def names_of(column: pd.Series, source: str) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Return the distinct names of a column in order, and which of them each row has.

    Parameters
    ----------
    column : Series
        Text or whole numbers, which become text; never empty.
    source : str
        What the table is called in messages.

    Raises
    ------
    ParameterError
        When a cell is empty or no name, with its rows.
    """
    import numpy as np
    import pandas as pd

    cells = column.astype(object)
    empty = np.flatnonzero((cells.isna() | (cells == "")).to_numpy(dtype=bool))
    if len(empty):
        message = f"{column.name} must be given in every row; it is empty in {rows_named(column.index[empty])}"
        raise ParameterError([mistake(source, "table.empty-cell", message, "fill the cell or leave the row out")])
    if pd.api.types.infer_dtype(cells) not in {"string", "integer"}:
        kinds = [_is_name(cell) for cell in cells]
        # One kind only: the text "1" and the number 1 would otherwise become one name without a word.
        common = next((kind for kind in kinds if kind), "text or whole numbers")
        wrong = [place for place, kind in zip(column.index, kinds, strict=True) if kind != common]
        message = f"{column.name} must be all text or all whole numbers; {rows_named(wrong)} is not {common}"
        raise ParameterError([mistake(source, "table.not-a-name", message, "write every name as text")])
    codes, found = pd.factorize(cells)
    texts = np.array([str(name) for name in found], dtype=object)
    order = np.argsort(texts, kind="stable")
    rank = np.empty(len(order), dtype=np.intp)
    rank[order] = np.arange(len(order))
    return tuple(texts[order].tolist()), rank[codes]


def _is_name(cell: object) -> str:
    import numpy as np

    if isinstance(cell, str):
        return "text"
    return "a whole number" if isinstance(cell, (int, np.integer)) and not isinstance(cell, bool) else ""


def numbers_of(column: pd.Series, source: str) -> NDArray[np.float64]:
    """Return a column as finite numbers.

    Raises
    ------
    ParameterError
        When a cell is empty or no finite number, with its rows; a truth value counts as 0 or 1.
    """
    import numpy as np
    import pandas as pd

    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    if not pd.api.types.is_numeric_dtype(column):
        # A number written as text may hide another decimal sign.
        numbers = np.where([isinstance(cell, str) for cell in column], np.nan, numbers)
    wrong = np.flatnonzero(~np.isfinite(numbers))
    if len(wrong):
        message = f"{column.name} must be a finite number in every row; it is not in {rows_named(column.index[wrong])}"
        raise ParameterError([mistake(source, "table.not-a-number", message, "write plain numbers such as 1 or 0.5")])
    return numbers
