"""Read a series from a file: one row a period."""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from rca.errors import InputError, Mistake
from rca.trends.charts.periods import as_day
from rca.trends.charts.plan import RATES, Kind
from rca.trends.charts.results import Series

_DATES: Final = ("date", "period", "week", "month", "day", "time", "point", "i")
_VALUES: Final = ("value", "values", "count", "counts", "numerator", "x", "y", "events", "defects")
_SIZES: Final = ("size", "sizes", "n", "exposure", "denominator", "total", "opportunities")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns a series comes from; None lets their names decide, and none is guessed.

    Parameters
    ----------
    value : str or None
        Counts or values. None takes the column called value, count, numerator, x or the like, or else the only
        column of numbers.
    size : str or None
        What counts are divided by: a column, or one number for every row.
    date : str or None
        Periods. None takes the column called date, period, week, month or the like, or else counts the rows.
    """

    value: str | None = None
    size: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    file: str
    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[object, ...]], ...]
    """Line, or row number, and cells."""


def read_series(file: Path, kind: Kind, columns: Columns | None = None, name: str = "") -> Series:
    """Read a series from a table.

    Parameters
    ----------
    file : Path
        ``.csv``, ``.tsv`` or ``.parquet``, with column names.
    kind : str
        The kind of chart, which says whether sizes are needed.
    columns : Columns, optional
        Which columns to take.
    name : str
        What is counted; by default the name of the column.

    Returns
    -------
    Series
        In the order of the rows; an empty cell is a gap.

    Raises
    ------
    InputError
        With every missing column and every cell that cannot be used, by line and column.
    """
    table = _table(file)
    chosen = columns or Columns()
    mistakes: list[Mistake] = []
    taken = _named_columns(table, chosen, mistakes)
    at_date = taken.get("date", _first_named(table, _DATES))
    at_size, fixed = taken.get("size"), _fixed_size(table, chosen)
    if kind in RATES and at_size is None and fixed is None and not mistakes:
        at_size = _first_named(table, _SIZES)
        if at_size is None:
            message = f"a {kind} chart divides counts by sizes, and no column is called {', '.join(_SIZES)}"
            mistakes.append(_column_mistake(table, message, "name it with --size, or give one number for all rows"))
    at_value = taken.get("value")
    if at_value is None and not mistakes:
        at_value = _value_column(table, [at for at in (at_date, at_size) if at is not None])
        if at_value is None and kind == "t" and at_date is not None:
            return _days_between(table, at_date, name)
        if at_value is None:
            message = f"no column is called {', '.join(_VALUES)}, nor is there just one other column of numbers"
            mistakes.append(_column_mistake(table, message, "name it with --value"))
    values = [] if at_value is None else list(_numbers(table, at_value, mistakes))
    sizes = None if at_size is None else tuple(_numbers(table, at_size, mistakes))
    periods = _periods(table, at_date, mistakes)
    if mistakes:
        raise InputError(sorted(mistakes))
    if sizes is None and fixed is not None:
        sizes = tuple(fixed for _ in table.rows)
    return Series(periods, tuple(values), sizes, name or table.names[at_value or 0])


def _table(file: Path) -> _Table:
    problem: str
    try:
        match file.suffix.lower():
            case ".csv" | ".tsv":
                return _text_table(file, "\t" if file.suffix.lower() == ".tsv" else ",")
            case ".parquet":
                return _parquet_table(file)
            case ending:
                problem = f"tables are .csv, .tsv or .parquet files; got {ending!r}"
    except UnicodeDecodeError:
        problem = "the file is not written in UTF-8"
    except (OSError, csv.Error, ValueError) as error:
        problem = f"the file cannot be read as a table: {' '.join(str(error).split())}"
    remedy = "save it as .csv or .parquet with column names in the first row"
    raise InputError([Mistake(str(file), 0, 0, "chart.unreadable", problem, remedy)])


def _text_table(file: Path, delimiter: str) -> _Table:
    with file.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text, delimiter=delimiter)
        rows = [(reader.line_num, tuple(cell.strip() for cell in row)) for row in reader if any(map(str.strip, row))]
    if not rows:
        raise ValueError("it is empty")
    (head_line, names), *rest = rows
    mistakes: list[Mistake] = []
    if all(_is_number(cell) for cell in names):
        message = f"the first row names the columns; it holds only numbers: {', '.join(names)[:80]}"
        mistakes.append(Mistake(str(file), head_line, 1, "chart.no-header", message, "add a row of names above"))
    mistakes.extend(
        Mistake(str(file), head_line, names.index(cell) + 1, "chart.column-twice",
                f"the header names {cell!r} more than once", "give each column its own name")
        for cell in dict.fromkeys(names) if names.count(cell) > 1
    )  # fmt: skip
    mistakes.extend(
        Mistake(str(file), line, 1, "chart.cells",
                f"a row has as many cells as the header, {len(names)}; got {len(row)}", "mend the row")
        for line, row in rest if len(row) != len(names)
    )  # fmt: skip
    if not rest:
        mistakes.append(
            Mistake(str(file), head_line, 1, "chart.no-rows", "below the header there is no row", "add rows")
        )
    if mistakes:
        raise InputError(mistakes)
    return _Table(str(file), names, tuple(rest))


def _parquet_table(file: Path) -> _Table:
    from pyarrow import parquet

    table = parquet.read_table(file)
    columns = [column.to_pylist() for column in table.columns]
    rows = tuple((line, row) for line, row in enumerate(zip(*columns, strict=True), start=1))
    if not rows:
        raise ValueError("it has no rows")
    return _Table(str(file), tuple(table.column_names), rows)


def _named_columns(table: _Table, columns: Columns, mistakes: list[Mistake]) -> dict[str, int]:
    taken: dict[str, int] = {}
    for role, wanted in (("value", columns.value), ("size", columns.size), ("date", columns.date)):
        if wanted is None or (role == "size" and _fixed_size(table, columns) is not None):
            continue
        if wanted in table.names:
            taken[role] = table.names.index(wanted)
        else:
            mistakes.append(_column_mistake(table, f"no column is called {wanted!r}", "mend the name"))
    return taken


def _fixed_size(table: _Table, columns: Columns) -> float | None:
    """Return the one size of all rows, where a number was given that names no column."""
    if columns.size is None or columns.size in table.names or not _is_number(columns.size):
        return None
    return float(columns.size)


def _first_named(table: _Table, names: Sequence[str]) -> int | None:
    lower = [name.lower() for name in table.names]
    return next((lower.index(name) for name in names if name in lower), None)


def _value_column(table: _Table, others: Sequence[int]) -> int | None:
    named = _first_named(table, _VALUES)
    if named is not None and named not in others:
        return named
    free = [at for at in range(len(table.names)) if at not in others and _all_numbers(table, at)]
    return free[0] if len(free) == 1 else None


def _all_numbers(table: _Table, at: int) -> bool:
    return all(row[at] in ("", None) or _is_number(row[at]) for _, row in table.rows)


def _is_number(cell: object) -> bool:
    return _number(cell) is not None


def _number(cell: object) -> float | None:
    """Return a finite number; "1_000", "nan" and words are none."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date | datetime):
        return None
    text = str(cell)
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


def _numbers(table: _Table, at: int, mistakes: list[Mistake]) -> Iterator[float | None]:
    for line, row in table.rows:
        cell = row[at]
        number = _number(cell)
        # A missing number in Parquet may be stored as NaN, which is a gap as well.
        if number is None and cell not in ("", None) and not (isinstance(cell, float) and math.isnan(cell)):
            message = f"{table.names[at]} is a plain number such as 1200 or 0.5; got {cell!r}"
            remedy = "mend it, or leave the cell empty for a gap"
            mistakes.append(Mistake(table.file, line, at + 1, "chart.not-a-number", message, remedy))
        yield number


def _periods(table: _Table, at: int | None, mistakes: list[Mistake]) -> tuple[str, ...]:
    if at is None:
        return tuple(str(place) for place in range(1, len(table.rows) + 1))
    periods = []
    for line, row in table.rows:
        cell = row[at]
        text = cell.date().isoformat() if isinstance(cell, datetime) else "" if cell is None else str(cell).strip()
        if not text:
            message = f"every row names its period in {table.names[at]}; this one does not"
            mistakes.append(Mistake(table.file, line, at + 1, "chart.period", message, "add the period"))
        periods.append(text)
    return tuple(periods)


def _days_between(table: _Table, at: int, name: str) -> Series:
    """Return the days from each event to the next, for a table of nothing but dates."""
    mistakes: list[Mistake] = []
    periods = _periods(table, at, mistakes)
    days = [as_day(period) for period in periods]
    mistakes.extend(
        Mistake(table.file, line, at + 1, "chart.period", f"an event has a day, YYYY-MM-DD; got {period!r}", "mend it")
        for (line, _), period, day in zip(table.rows, periods, days, strict=True)
        if day is None and period
    )
    known = [day for day in days if day is not None]
    if not mistakes and any(later < earlier for earlier, later in itertools.pairwise(known)):
        mistakes.append(_column_mistake(table, f"the days in {table.names[at]} do not rise", "sort the rows by time"))
    if len(days) < 3 and not mistakes:
        mistakes.append(_column_mistake(table, "times between events need three events or more", "add events"))
    if mistakes:
        raise InputError(mistakes)
    gaps = tuple(float((later - earlier).days) for earlier, later in itertools.pairwise(known))
    return Series(periods[1:], gaps, None, name or "days since the event before")


def _column_mistake(table: _Table, message: str, remedy: str) -> Mistake:
    return Mistake(table.file, 0, 0, "chart.column", message, f"{remedy}; the columns are {', '.join(table.names)}")
