"""A log of escalations, ready to be counted: its table on some engine, and what its mapping says about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rca.errors import InputError, Mistake
from rca.trends.log.fields import KINDS
from rca.trends.log.results import LogAudit

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class Change:
    """A change of definition that concerns the log: of one metric or of all.

    Parameters
    ----------
    metric : str
        Name of the metric, or ``all``.
    version : str
        Name of the new definition.
    since : date
        Its first day.
    says : str
        What changed.
    """

    metric: str
    version: str
    since: date
    says: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much there was on one day that escalations can come from, such as active users.

    Parameters
    ----------
    day : date
        In the zone of the periods.
    amount : float
        In its unit.
    slice : mapping of str to str
        The columns that it is counted by.
    """

    day: date
    amount: float
    slice: Mapping[str, str]


@dataclass(frozen=True)
class EscalationLog:
    """A log of escalations.

    Parameters
    ----------
    table : ibis table
        Canonical columns; times as int64 microseconds UTC.
    zone : str
        Whose clock days and weeks follow.
    changes : tuple of Change
        Changes of definition.
    exposures : tuple of Exposure
        Exposure by day; may be empty.
    audit : LogAudit or None
        What reading found; ``None`` where the table was canonical already.
    """

    table: ir.Table
    zone: str = "UTC"
    changes: tuple[Change, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    audit: LogAudit | None = None

    def __post_init__(self) -> None:
        mistakes = _type_mistakes(self.table)
        if mistakes:
            raise InputError(mistakes)

    def __repr__(self) -> str:
        return f"EscalationLog({len(self.table.columns)} columns, {self.zone})"


@contextmanager
def open_canonical(path: Path, memory: str = "1GB") -> Iterator[ir.Table]:
    """Open a canonical table in Parquet with an engine of its own.

    Parameters
    ----------
    path : Path
        The file.
    memory : str
        What the engine may hold before it goes to disk.

    Yields
    ------
    ibis table
        Valid inside the block.
    """
    import tempfile
    import warnings

    import ibis

    with tempfile.TemporaryDirectory(prefix="rca-") as overflow:
        connection = ibis.duckdb.connect(
            memory_limit=memory,
            temp_directory=overflow,
            preserve_insertion_order=False,
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )
        try:
            connection.raw_sql("SET TimeZone = 'UTC'")
            # A bar would be written into what a command prints.
            connection.raw_sql("SET enable_progress_bar = false")
            with warnings.catch_warnings():
                # Ibis calls the engine by a name that the engine has since given up for another.
                warnings.simplefilter("ignore", DeprecationWarning)
                table = connection.read_parquet(path)
            yield table
        finally:
            connection.disconnect()


def is_canonical(path: Path) -> bool:
    """Return whether a file is Parquet whose fields have the canonical types already."""
    import pyarrow as pa
    from pyarrow import parquet

    if path.suffix.lower() != ".parquet":
        return False
    try:
        schema = parquet.read_schema(path)
    except (pa.ArrowException, OSError):
        return False
    wanted = {"time": pa.types.is_int64, "whole": pa.types.is_int64, "flag": pa.types.is_int64}
    known = [field for field in schema if field.name in KINDS]
    fits = all(KINDS[field.name] == "text" or wanted[KINDS[field.name]](field.type) for field in known)
    return fits and {"id", "opened"} <= set(schema.names)


def _type_mistakes(table: ir.Table) -> list[Mistake]:
    schema = table.schema()
    remedy = "read the log with `read_log`, or give the column as int64 (times: microseconds since 1970 UTC)"
    found = [
        Mistake("log", 0, 0, "log.type", f"the column {name} must be int64; it is {schema[name]}", remedy)
        for name in schema
        if name in KINDS and KINDS[name] != "text" and not schema[name].is_int64()
    ]
    if "opened" not in schema:
        found.append(Mistake("log", 0, 0, "log.no-opened", "a log needs the column opened", "map a column to it"))
    return found
