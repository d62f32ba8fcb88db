"""Read a table of leaves or rows from a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rca.errors import InputError, Mistake
from rca.trends.slices.leaves import Leaves, leaves_of, rows_named

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


def read_leaves(
    file: Path,
    actual: str,
    expected: str,
    rate: str | None = None,
    expected_rate: str | None = None,
    dimensions: Sequence[str] | None = None,
) -> Leaves:
    """Read a table and sum its rows by combination of values.

    Parameters
    ----------
    file : Path
        ``.csv``, ``.tsv`` or ``.parquet``, with column names.
    actual, expected : str
        Columns of what happened and of what was expected.
    rate : str, optional
        Column of what the actual events are counted over, which makes a rate of them.
    expected_rate : str, optional
        Column of what the expected events were counted over.
    dimensions : sequence of str, optional
        Columns to slice by; by default every other one.

    Returns
    -------
    Leaves
        The summed table.

    Raises
    ------
    InputError
        When the file cannot be read, a column is missing, or a number or a value cannot be used: with the rows,
        counted from 1 below the header.
    """
    frame = _frame(file)
    named = [actual, expected, *(column for column in (rate, expected_rate) if column is not None)]
    chosen = [column for column in frame.columns if column not in named] if dimensions is None else list(dimensions)
    mistakes = _column_mistakes(file, list(frame.columns), named, chosen)
    if mistakes:
        raise InputError(mistakes)
    numbers = {column: _numbers(frame[column]) for column in named}
    wrong = {column: rows for column, (_, rows) in numbers.items() if len(rows)}
    if wrong:
        raise InputError(
            Mistake(
                str(file), 0, 0, "slices.not-a-number",
                f"{column} must be a number in every row; it is not in {rows_named(rows)}",
                "write plain numbers such as 1200 or 0.5, or leave the rows out",
            )
            for column, rows in wrong.items()
        )  # fmt: skip
    return leaves_of(
        {column: frame[column].to_numpy() for column in chosen},
        numbers[actual][0],
        numbers[expected][0],
        None if rate is None else numbers[rate][0],
        None if expected_rate is None else numbers[expected_rate][0],
        source=str(file),
    )


def _frame(file: Path) -> pd.DataFrame:
    import pandas as pd

    remedy = "save it as .csv or .parquet with column names in the first row"
    try:
        match file.suffix.lower():
            case ".csv":
                return _text_frame(file, ",")
            case ".tsv":
                return _text_frame(file, "\t")
            case ".parquet":
                return pd.read_parquet(file)
            case ending:
                problem = f"tables are .csv, .tsv or .parquet files; got {ending!r}"
    except pd.errors.EmptyDataError:
        problem = "the file is empty"
    except UnicodeDecodeError:
        problem = "the file is not written in UTF-8"
    except pd.errors.ParserWarning:
        problem = "the first row below the header has more cells than the header"
    except ValueError as error:
        problem = f"the file cannot be read as a table: {' '.join(str(error).split())}"
    raise InputError([Mistake(str(file), 0, 0, "slices.unreadable", problem, remedy)])


def _text_frame(file: Path, separator: str) -> pd.DataFrame:
    """Read a text file; "NA" and "None" are values like any other."""
    import warnings

    import pandas as pd

    head = pd.read_csv(file, sep=separator, header=None, nrows=1, dtype=str, keep_default_na=False)
    names = [str(name).strip() for name in head.iloc[0]]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        message = f"the header names {', '.join(map(repr, twice))} more than once"
        raise InputError([Mistake(str(file), 1, 0, "slices.column-twice", message, "give each column its own name")])
    with warnings.catch_warnings():
        # pandas would drop what a longer row holds beyond the header, with a warning only.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        return pd.read_csv(
            file, sep=separator, header=0, names=names, keep_default_na=False, low_memory=False, index_col=False
        )


def _column_mistakes(file: Path, columns: list[str], named: list[str], chosen: list[str]) -> list[Mistake]:
    listed = ", ".join(columns)
    found = [
        Mistake(str(file), 0, 0, "slices.no-column", f"no column is called {column!r}", f"the columns are {listed}")
        for column in dict.fromkeys([*named, *chosen])
        if column not in columns
    ]
    # One column may give two numbers, such as the same exposure for both; a dimension is nothing else.
    twice = [column for column in dict.fromkeys(chosen) if column in named or chosen.count(column) > 1]
    found += [
        Mistake(
            str(file),
            0,
            0,
            "slices.column-twice",
            f"{column!r} is named twice",
            "a dimension is no number column, and is named once",
        )
        for column in twice
    ]
    return found


def _numbers(column: pd.Series) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return a column as numbers and the rows, counted from 1, where it is none."""
    import numpy as np
    import pandas as pd

    if pd.api.types.is_bool_dtype(column):
        return np.zeros(len(column)), np.arange(1, len(column) + 1)
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return numbers, np.flatnonzero(~np.isfinite(numbers)) + 1
