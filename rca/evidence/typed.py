"""Values of typed cells, such as those of workbooks and Parquet, as text without a loss."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_DIGITS = {"s": 0, "ms": 3, "us": 6, "ns": 9}


def cell_text(cell: object) -> str:
    """Return a value as text.

    Examples
    --------
    >>> cell_text(2.0), cell_text(timedelta(days=1, microseconds=1)), cell_text(None)
    ('2', '86400.000001 s', '')
    """
    match cell:
        case None:
            return ""
        case dict() | list():
            return json.dumps(cell, ensure_ascii=False, default=str)
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return _duration(cell // timedelta(microseconds=1), "us")
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)


def column_texts(column: pa.Array) -> list[str]:
    """Return the values of a column of Arrow as texts.

    Parameters
    ----------
    column : pyarrow.Array
        Of any type.

    Returns
    -------
    list of str
        A time outside of the years 1 to 9999 is its count since 1970 and says so; a duration is its seconds with
        all their digits, and no time.
    """
    import pyarrow as pa

    if pa.types.is_duration(column.type):
        counts = column.cast(pa.int64()).to_pylist()
        return ["" if count is None else _duration(count, column.type.unit) for count in counts]
    try:
        return [cell_text(value) for value in column.to_pylist()]
    except UnicodeError:
        raise
    except (OverflowError, ValueError):
        return [_value_text(column, at) for at in range(len(column))]


def _value_text(column: pa.Array, at: int) -> str:
    import pyarrow as pa

    value, kind = column.slice(at, 1), column.type
    try:
        return cell_text(value[0].as_py())
    except (OverflowError, ValueError):
        if pa.types.is_timestamp(kind) and kind.tz not in {None, "UTC"}:
            # A zone that is not known, or whose clock has left the calendar, still leaves the instant.
            return _value_text(value.cast(pa.timestamp(kind.unit, "UTC")), 0)
        if pa.types.is_timestamp(kind) or pa.types.is_date32(kind):
            unit = kind.unit if pa.types.is_timestamp(kind) else "days"
            return f"{value[0].value} {unit} since 1970, outside of the years 1 to 9999"
        # Inside of a list there is no single count to give.
        return str(value.to_string()).replace("\n", "")


def _duration(count: int, unit: str) -> str:
    text = f"{Decimal(count).scaleb(-_DIGITS[unit]):f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} s"
