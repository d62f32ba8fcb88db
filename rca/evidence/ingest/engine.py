"""One DuckDB connection for a piece of work: in UTC, offline, within a memory limit, its overflow removed after."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rca.errors import Mistake, ParameterError

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
"""What DuckDB may hold before it goes to disk."""

_UNITS = {"KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40}
_LEAST = 100 * 10**6


def check_memory(memory: str) -> int:
    """Return the bytes that a memory limit names.

    Parameters
    ----------
    memory : str
        A whole or decimal number with a unit, such as ``1GB`` or ``512 MiB``; at least 100 MB.

    Returns
    -------
    int
        Bytes.

    Raises
    ------
    ParameterError
        When it is none.

    Examples
    --------
    >>> check_memory("1.5 GB")
    1500000000
    """
    match = re.fullmatch(r"\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)\s*([KMGT]i?B)\s*", memory, re.IGNORECASE)
    size = int(float(match[1]) * _UNITS[match[2].upper()]) if match else 0
    if size < _LEAST:
        message = f"memory is a number with a unit, at least 100MB; got {memory[:40]!r}"
        raise ParameterError([Mistake("memory", 0, 0, "parameter.memory", message, "write it such as 1GB or 512MB")])
    return size


@contextmanager
def connect(memory: str = MEMORY, threads: int | None = None) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """Open a database in memory.

    Parameters
    ----------
    memory : str
        As for `check_memory`.
    threads : int, optional
        How many threads may work; by default one for each processor.

    Yields
    ------
    tuple of (DuckDBPyConnection, Path)
        The connection, and a folder for overflow and drafts, both gone afterwards.

    Raises
    ------
    ParameterError
        When the memory limit cannot be read.
    """
    import duckdb

    size = check_memory(memory)
    with tempfile.TemporaryDirectory(prefix="rca-") as folder:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{size}B",
            "temp_directory": f"{folder}/overflow",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        if threads is not None:
            settings["threads"] = threads
        with duckdb.connect(config=settings) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection, Path(folder)


def quoted(text: str) -> str:
    """Return a text as a literal of SQL.

    Examples
    --------
    >>> quoted("it's")
    "'it''s'"
    """
    if "\x00" in text:
        return " || chr(0) || ".join(quoted(part) for part in text.split("\x00"))
    return "'" + text.replace("'", "''") + "'"
