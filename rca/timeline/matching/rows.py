"""Rows of several sources as arrays of numbers: when, who, what about, and which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rca.timeline.clock.in_force import ClockInForce
from rca.timeline.stated import natural

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

NOTHING = -1
"""The code of a field that a row leaves empty."""

_HALF_HOUR_US = 1_800_000_000


@dataclass(frozen=True)
class MatchRows:
    """Rows in one order, whatever the order of the tables: by time, then source, then row.

    A row in the hour that a local clock showed twice stands twice, once for each reading.

    Parameters
    ----------
    sources : tuple of str
        Ids of the sources, sorted as people do.
    source, number : numpy arrays of int64
        Index into ``sources``, and the row in its export, counted from 1.
    row : numpy array of int64
        The same number for both readings of one row.
    low, high : numpy arrays of int64
        Closed interval of the instant in microseconds UTC, once the clock of the source is set right.
    actor, action, object, case : numpy arrays of int64
        Codes that are equal where the words are, letter case aside; ``NOTHING`` where there are none.
    text : numpy array of int64
        Index into ``texts``.
    texts : pyarrow.Array
        The messages that occur, in small letters and with single spaces; an empty one is ``""``.
    left_out : int
        Rows whose time is too vague to compare.
    """

    sources: tuple[str, ...]
    source: Ints
    number: Ints
    row: Ints
    low: Ints
    high: Ints
    actor: Ints
    action: Ints
    object: Ints
    case: Ints
    text: Ints
    texts: pa.Array
    left_out: int

    def __len__(self) -> int:
        return len(self.low)


def match_rows(tables: Sequence[pa.Table], clocks: Mapping[str, ClockInForce], widest: int) -> MatchRows:
    """Turn canonical rows into arrays.

    Parameters
    ----------
    tables : sequence of pyarrow.Table
        With ``source_id, source_row, t_lo_us, t_hi_us`` and, where there are, ``t_basis, actor, action, object,
        message, case_id``.
    clocks : mapping of str to ClockInForce
        The clocks that are known to be off, by source.
    widest : int
        Rows whose instant is less sure than this are left out, in microseconds.

    Returns
    -------
    MatchRows
        In canonical order.
    """
    import numpy as np
    import pyarrow as pa

    names = sorted({name for table in tables for name in table["source_id"].unique().to_pylist()}, key=natural)
    source = _column(tables, "source_id", lambda column: _index_in(column, names))
    low, high = (_column(tables, name, _integers) for name in ("t_lo_us", "t_hi_us"))
    number = _column(tables, "source_row", _integers)
    folded = _column(tables, "t_basis", _is_fold).astype(bool)
    # The second reading of a fold begins half hours later; both readings are one unit of the clock wide.
    unit = (high - low + 1) % _HALF_HOUR_US
    first = np.where(folded & (unit > 0), low + unit - 1, high)
    second = np.flatnonzero(folded & (unit > 0))
    keep = np.concatenate([np.arange(len(low)), second])
    low = np.concatenate([low, (high - unit + 1)[second]])
    high = np.concatenate([first, high[second]])
    low, high = _set_right(names, source[keep], low, high, clocks)
    vague = high - low > widest
    order = np.lexsort((number[keep], source[keep], low))
    order = order[~vague[order]]
    rows = keep[order]
    row, there = _in_order_of_first(rows, len(number))
    with ThreadPoolExecutor() as pool:  # reading words lets other threads run
        spoken = pool.submit(_strings, tables, "message")
        fields = ("actor", "action", "object", "case_id")
        codes = dict(zip(fields, pool.map(lambda name: _codes(tables, name), fields), strict=True))
        texts, text = spoken.result()
    return MatchRows(
        sources=tuple(names),
        source=source[rows],
        number=number[rows],
        row=row,
        low=low[order],
        high=high[order],
        actor=codes["actor"][rows],
        action=codes["action"][rows],
        object=codes["object"][rows],
        case=codes["case_id"][rows],
        text=text[rows],
        texts=texts if len(texts) else pa.array([""]),
        left_out=len(number) - there,
    )


def _column(tables: Sequence[pa.Table], name: str, read: Any) -> Ints:
    import numpy as np
    import pyarrow as pa

    parts = [read(table[name] if name in table.column_names else pa.nulls(table.num_rows)) for table in tables]
    return np.concatenate([np.asarray(part, dtype=np.int64) for part in parts]) if parts else np.empty(0, np.int64)


def _integers(column: Any) -> Ints:
    import numpy as np

    return np.asarray(column.to_numpy(), dtype=np.int64)


def _index_in(column: Any, names: Sequence[str]) -> Ints:
    import pyarrow as pa
    import pyarrow.compute as pc

    return _integers(pc.index_in(column.cast(pa.string()), pa.array(names, pa.string())))


def _is_fold(column: Any) -> Ints:
    import pyarrow as pa
    import pyarrow.compute as pc

    return _integers(pc.equal(column.cast(pa.string()), "fold").fill_null(False).cast(pa.int64()))


def _set_right(
    names: Sequence[str], source: Ints, low: Ints, high: Ints, clocks: Mapping[str, ClockInForce]
) -> tuple[Ints, Ints]:
    """Take off how far each clock was ahead; the doubt about a clock widens its rows."""
    import numpy as np

    low, high = low.copy(), high.copy()
    for index, name in enumerate(names):
        if name in clocks:
            clock, here = clocks[name], source == index
            ends = []
            for shown in (low[here], high[here]):
                gains = [rate * 1e-9 * (shown - clock.reference) for rate in clock.drift_ppb]
                ends.append((np.floor(np.minimum(*gains)), np.ceil(np.maximum(*gains))))
            low[here] -= clock.offset[1] + ends[0][1].astype(np.int64)
            high[here] -= clock.offset[0] + ends[1][0].astype(np.int64)
    return low, high


def _strings(tables: Sequence[pa.Table], name: str) -> tuple[pa.Array, Ints]:
    """Return the strings of a column that occur, in small letters, and which of them each row has."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    chunks = [
        chunk.cast(pa.string())
        for table in tables
        for chunk in (table[name].chunks if name in table.column_names else [pa.nulls(table.num_rows)])
    ]
    coded = pa.chunked_array(chunks, pa.string()).fill_null("").dictionary_encode().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):  # no rows at all
        return pa.array([], pa.string()), np.empty(0, np.int64)
    plain = pc.utf8_trim_whitespace(pc.utf8_lower(coded.dictionary))
    spaced = pc.any(pc.match_substring_regex(plain, r"\s\s|[\t\n\r]")).as_py()
    plain = pc.replace_substring_regex(plain, r"\s+", " ") if spaced else plain
    if plain.equals(coded.dictionary):
        return plain, _integers(coded.indices)
    merged = plain.dictionary_encode()
    return merged.dictionary, _integers(merged.indices)[_integers(coded.indices)]


def _codes(tables: Sequence[pa.Table], name: str) -> Ints:
    import numpy as np
    import pyarrow.compute as pc

    strings, codes = _strings(tables, name)
    if not len(strings):
        return codes
    empty = _integers(pc.equal(strings, "").cast("int64")).astype(bool)
    return np.where(empty[codes], NOTHING, codes)


def _in_order_of_first(rows: Ints, size: int) -> tuple[Ints, int]:
    """Return numbers for rows in the order in which they first stand, and how many there are."""
    import numpy as np

    first = np.full(size, len(rows))
    first[rows[::-1]] = np.arange(len(rows))[::-1]
    there = np.flatnonzero(first < len(rows))
    rank = np.empty(size, np.int64)
    rank[there[np.argsort(first[there])]] = np.arange(len(there))
    return rank[rows], len(there)
