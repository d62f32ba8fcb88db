"""Write the rows of one source as the raw file that a real system would export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rca.datasets.rows import Chunk, chunks
from rca.datasets.story import AUDIT, CHAT, CLOCK_DRIFT_PPM, CLOCK_OFFSET_US, CLOCK_ORIGIN, FOLD, NOISE, PAGER, TICKETS

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_HOUR = 3_600_000_000
_MESSAGES = tuple(message for _, _, message in NOISE)
# A repeated message differs by one or two letters, as when a person types it again.
_RETYPED = tuple(message.replace("e", "", 1).replace("  ", " ") for message in _MESSAGES)


@dataclass(frozen=True)
class Written:
    """Where things stand in a written file.

    Rows of the story by event; rows by noise index, where others repeat them; repeated and echoed rows of another
    source, by their noise index there, each with the row that tells them again.
    """

    story: dict[str, int]
    numbers: NDArray[np.int64]
    repeats: tuple[tuple[int, int], ...]
    echoes: tuple[tuple[int, int], ...]


def write_source(source: str, path: Path, counts: dict[str, int], seed: int) -> Written:
    """Write one raw file, chunk by chunk.

    Parameters
    ----------
    source : str
        The source.
    path : Path
        The file.
    counts : dict of str to int
        Rows of every source.
    seed : int
        Seed of the whole escalation.

    Returns
    -------
    Written
        Row numbers, counted from 1.
    """
    import numpy as np

    story: dict[str, int] = {}
    repeats: list[tuple[int, int]] = []
    echoes: list[tuple[int, int]] = []
    numbers: list[NDArray[np.int64]] = []

    def watched() -> Iterator[Chunk]:
        for chunk in chunks(source, counts, seed):
            rows = chunk.first + np.arange(len(chunk))
            story.update({values[0]: int(rows[at]) for at, values in chunk.story.items()})
            if source in {TICKETS, AUDIT}:  # the only rows that others repeat
                numbers.append(rows[chunk.noise >= 0])
            for found, partners in ((repeats, chunk.partners), (echoes, chunk.echoes)):
                told = partners >= 0
                found.extend(zip(partners[told].tolist(), rows[told].tolist(), strict=True))
            yield chunk

    _WRITERS[source](path, watched())
    return Written(story, np.concatenate(numbers) if numbers else np.empty(0, np.int64), tuple(repeats), tuple(echoes))


def _columns(chunk: Chunk) -> dict[str, pa.Array]:
    import pyarrow as pa
    import pyarrow.compute as pc

    def words(table: tuple[str, ...], where: NDArray[np.int64]) -> pa.Array:
        return pa.array(table).take(pa.array(where))

    fresh, retyped = words(_MESSAGES, chunk.kinds), words(_RETYPED, chunk.kinds)
    message = pc.if_else(pa.array(chunk.partners >= 0), retyped, fresh)
    post = pc.binary_join_element_wise("post", pa.array(chunk.objects).cast(pa.string()), " ")
    columns = {
        "actor": words(tuple(actor for actor, _, _ in NOISE), chunk.kinds),
        "action": words(tuple(action for _, action, _ in NOISE), chunk.kinds),
        "message": pc.binary_join_element_wise(post, message, ": "),
    }
    if not chunk.story:
        return columns
    mask = pa.array([at in chunk.story for at in range(len(chunk))])
    ordered = [chunk.story[at] for at in sorted(chunk.story)]
    return {
        name: pc.replace_with_mask(column, mask, pa.array([values[place] for values in ordered]))
        for place, (name, column) in enumerate(columns.items(), 1)
    }


def _clock_text(local: NDArray[np.int64], unit: str, form: str) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    per = {"s": 1_000_000, "ms": 1_000}[unit]
    return pc.strftime(pa.array(local // per).cast(pa.timestamp(unit)), format=form)


def _write_csv(path: Path, tables: Iterator[pa.Table]) -> None:
    from pyarrow import csv

    with path.open("wb") as out:
        for number, table in enumerate(tables):
            csv.write_csv(table, out, csv.WriteOptions(include_header=number == 0, quoting_style="needed"))


def _write_tickets(path: Path, parts: Iterator[Chunk]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    def table(chunk: Chunk) -> pa.Table:
        columns = _columns(chunk)
        berlin = _clock_text(chunk.instants + _HOUR, "ms", "%Y-%m-%dT%H:%M:%S")
        created = pc.binary_join_element_wise(berlin, "+01:00", "")
        return pa.table(
            {"created": created, "author": columns["actor"], "step": columns["action"], "text": columns["message"]}
        )

    _write_csv(path, map(table, parts))


def _write_audit(path: Path, parts: Iterator[Chunk]) -> None:
    import numpy as np
    import pyarrow as pa

    def table(chunk: Chunk) -> pa.Table:
        columns = _columns(chunk)
        drift = ((chunk.instants - CLOCK_ORIGIN) * (CLOCK_DRIFT_PPM / 1e6)).astype(np.int64)
        shown = chunk.instants + CLOCK_OFFSET_US + drift
        # New York is four hours behind UTC until the clocks go back at 06:00 UTC, then five.
        change = (FOLD[0] + FOLD[1] + 1) // 2
        local = shown - np.where(shown < change, 4 * _HOUR, 5 * _HOUR)
        when = _clock_text(local, "s", "%m/%d/%Y %I:%M:%S %p")
        return pa.table({"ts": when, "user": columns["actor"], "op": columns["action"], "detail": columns["message"]})

    _write_csv(path, map(table, parts))


def _write_chat(path: Path, parts: Iterator[Chunk]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    with path.open("w", encoding="utf-8", newline="\n") as out:
        for chunk in parts:
            columns = _columns(chunk)
            seconds = pa.array(chunk.instants // 1_000_000).cast(pa.string())
            micros = pc.utf8_lpad(pa.array(chunk.instants % 1_000_000).cast(pa.string()), 6, "0")
            lines = pc.binary_join_element_wise(
                '{"ts": "', seconds, ".", micros, '", "user": "', columns["actor"], '", "kind": "', columns["action"],
                '", "text": "', columns["message"], '"}\n', "",
            )  # fmt: skip
            out.writelines(lines.to_pylist())


def _write_pager(path: Path, parts: Iterator[Chunk]) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema([("at_ms", pa.int64()), ("agent", pa.string()), ("type", pa.string()), ("summary", pa.string())])
    with parquet.ParquetWriter(path, schema, compression="zstd") as out:
        for chunk in parts:
            columns = _columns(chunk)
            arrays = [pa.array(chunk.instants // 1_000), columns["actor"], columns["action"], columns["message"]]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))


_WRITERS: dict[str, Callable[[Path, Iterator[Chunk]], Any]] = {
    TICKETS: _write_tickets,
    CHAT: _write_chat,
    AUDIT: _write_audit,
    PAGER: _write_pager,
}
