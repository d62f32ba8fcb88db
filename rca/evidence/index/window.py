# ruff: noqa: S608 - every text in the queries is quoted or made here
"""The rows of a window in order of time, their text fetched for those shown only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.errors import Mistake, ParameterError
from rca.evidence.index.build import EventIndex
from rca.evidence.index.query import Wanted, wanted_keys
from rca.evidence.ingest.engine import connect
from rca.evidence.read import kept_schema

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


@dataclass(frozen=True)
class Window:
    """Some rows in order of time.

    Parameters
    ----------
    rows : pyarrow.Table
        ``t_us`` and ``t_last_us`` (corrected instants in microseconds UTC), then the canonical row.
    found : int
        How many rows are wanted; more than are here where there was a limit.
    """

    rows: pa.Table
    found: int

    def __repr__(self) -> str:
        return f"Window({self.rows.num_rows} of {self.found} rows)"


def read_window(index: EventIndex, wanted: Wanted, limit: int = 1_000, skip: int = 0) -> Window:
    """Read rows in order of time, then of source, then of row.

    Parameters
    ----------
    index : EventIndex
        The index.
    wanted : Wanted
        Which rows.
    limit : int
        At most so many.
    skip : int
        Leave out so many of the first, to go on where another window ended.

    Returns
    -------
    Window
        The rows.

    Raises
    ------
    ParameterError
        When a number is negative, a source unknown or the window turned round.
    """
    if limit < 0 or skip < 0:
        message = f"limit and skip are zero or more; got {limit} and {skip}"
        raise ParameterError([Mistake("limit", 0, 0, "parameter.limit", message, "give whole numbers")])
    keys = wanted_keys(index, wanted)
    with connect(index.memory) as (connection, _):
        if not index.sources:
            return Window(_schema().empty_table(), 0)
        if wanted.needs_text:
            connection.execute(f"CREATE TEMP TABLE found AS FROM {keys}")
            keys = "found"
        (counted,) = connection.execute(f"SELECT count(*) FROM {keys}").fetchall()
        page = f"FROM {keys} ORDER BY t, source, row LIMIT {limit} OFFSET {skip}"
        connection.execute(f"CREATE TEMP TABLE page AS {page}")
        return Window(_fetch(connection, index), int(counted[0]))


def _fetch(connection: duckdb.DuckDBPyConnection, index: EventIndex) -> pa.Table:
    """Return the canonical rows of the keys in ``page``, from the parts of the files that hold them."""
    parts = []
    spans = connection.execute("SELECT source, min(row), max(row) FROM page GROUP BY source ORDER BY source").fetchall()
    columns = ", ".join(name for name in kept_schema().names)
    for place, first, last in spans:
        rows = index.sources[place].relation()
        parts.append(
            f"SELECT t AS t_us, t + reach AS t_last_us, source AS place, {columns} FROM page JOIN "
            f"(FROM {rows} WHERE source_row BETWEEN {first} AND {last}) ON source_row = row WHERE source = {place}"
        )
    if not parts:
        return _schema().empty_table()
    ordered = f"SELECT * EXCLUDE (place) FROM ({' UNION ALL '.join(parts)}) ORDER BY t_us, place, source_row"
    return connection.sql(ordered).to_arrow_table().cast(_schema())


def _schema() -> pa.Schema:
    import pyarrow as pa

    return pa.schema([("t_us", pa.int64()), ("t_last_us", pa.int64()), *kept_schema()])
