"""Rows of the raw files in order of time: noise, the story between it, and planted duplicates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rca.datasets.story import AUDIT, BEGIN, CHAT, END, MOMENTS, NOISE, PAGER, TICKETS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARES = {TICKETS: 0.25, CHAT: 0.25, AUDIT: 0.4, PAGER: 0.1}
CHUNK = 250_000
DUPLICATES = 0.3
"""Share of chat rows that say again, in slightly other words, what a ticket says."""

ECHOES = 0.25
"""Share of the audit rows that record what a ticket says, and of the chat rows that tell what the audit log has."""

_JITTER_US = 50_000_000
_SPARSE_US = 20_000_000
_ECHO_US = 4_000_000


@dataclass(frozen=True)
class Chunk:
    """Consecutive rows of one source.

    Parameters
    ----------
    first : int
        Number of the first row, counted from 1.
    instants : numpy array of int64
        True instants in microseconds UTC, ascending.
    kinds, objects : numpy arrays of int64
        Index into ``NOISE``, and number of the post that the row is about.
    partners : numpy array of int64
        For a planted duplicate the noise index of the ticket that it repeats, else -1.
    echoes : numpy array of int64
        For a row that records the same event as a row of another source shortly before, the noise index of that row,
        else -1: in the audit log a ticket, in chat a row of the audit log.
    noise : numpy array of int64
        The row's own noise index, or -1 for a row of the story.
    story : dict of int to (event, actor, action, message)
        Rows of the story, by position in the chunk.
    """

    first: int
    instants: NDArray[np.int64]
    kinds: NDArray[np.int64]
    objects: NDArray[np.int64]
    partners: NDArray[np.int64]
    echoes: NDArray[np.int64]
    noise: NDArray[np.int64]
    story: dict[int, tuple[str, str, str, str]]

    def __len__(self) -> int:
        return len(self.instants)


def row_counts(rows: int) -> dict[str, int]:
    """Return how many rows each raw file gets.

    Parameters
    ----------
    rows : int
        Rows over all files, at least 50.

    Returns
    -------
    dict of str to int
        By source; the sum is ``rows``.

    Raises
    ------
    ValueError
        When there are too few rows to hold the story.

    Examples
    --------
    >>> sum(row_counts(1000).values())
    1000
    """
    if rows < 50:
        raise ValueError(f"the story needs at least 50 rows; got {rows}")
    counts = {source: int(rows * share) for source, share in SHARES.items()}
    counts[AUDIT] += rows - sum(counts.values())
    return counts


def story_rows(source: str) -> list[tuple[int, str, str, str, str]]:
    """Return the rows of the story in one source.

    Parameters
    ----------
    source : str
        The source.

    Returns
    -------
    list of tuple
        Instant in microseconds UTC, event, actor, action and message, in order of time.
    """
    return sorted(
        (moment.instant + delay * 1_000_000, moment.event, moment.actor, moment.action, moment.text)
        for moment in MOMENTS
        for where, delay in moment.recorded
        if where == source
    )


def chunks(source: str, counts: dict[str, int], seed: int) -> Iterator[Chunk]:
    """Yield the rows of one source in order of time; memory stays flat at any size.

    Parameters
    ----------
    source : str
        The source.
    counts : dict of str to int
        Rows of every source, as `row_counts` gives them.
    seed : int
        The same seed and counts give the same rows.

    Yields
    ------
    Chunk
        At most ``CHUNK`` rows of noise, with the rows of the story that fall between them.
    """
    pending = story_rows(source)
    noise = counts[source] - len(pending)
    number = 1
    for start in range(0, noise, CHUNK):
        chunk = _noise(source, counts, seed, start, min(CHUNK, noise - start))
        if source == CHAT:
            chunk = _echo(_repeat_tickets(chunk, counts, seed), CHAT, AUDIT, counts, seed)
        if source == AUDIT:
            chunk = _echo(chunk, AUDIT, TICKETS, counts, seed)
        last = start + CHUNK >= noise
        due = [row for row in pending if last or row[0] <= int(chunk.instants[-1])]
        pending = pending[len(due) :]
        yield replace(_with_story(chunk, due), first=number)
        number += len(chunk) + len(due)


def _noise(source: str, counts: dict[str, int], seed: int, start: int, size: int) -> Chunk:
    import numpy as np

    total = counts[source] - len(story_rows(source))
    # A generator of its own for each chunk lets chat look at the tickets it repeats without reading them all.
    draw = np.random.default_rng([seed, int(source[1:]), start])
    index = np.arange(start, start + size)
    # One row in each step of the window keeps the rows in order without a sort.
    instants = BEGIN + ((index + draw.random(size)) * ((END - BEGIN) / total)).astype(np.int64)
    kinds = draw.integers(0, len(NOISE), size)
    objects = draw.integers(1, max(total // 8, 2), size)
    return Chunk(0, instants, kinds, objects, np.full(size, -1), np.full(size, -1), index, {})


def _repeat_tickets(chat: Chunk, counts: dict[str, int], seed: int) -> Chunk:
    """Let a share of the chat rows repeat a ticket row that is up to 50 seconds older."""
    import numpy as np

    step = (END - BEGIN) / (counts[CHAT] - len(story_rows(CHAT)))
    # Where rows stand close together, the ticket repeated is the one about 20 seconds earlier in the file.
    ticket = _rows_at(TICKETS, chat.noise - int(_SPARSE_US // step), counts, seed)
    draw = np.random.default_rng([seed, int(CHAT[1:]), int(chat.noise[0]), 1])
    sparse = step > _SPARSE_US
    delay = 1_000_000 + (draw.random(len(chat)) * (_JITTER_US - 1_000_000)).astype(np.int64)
    instants = ticket.instants + delay if sparse else chat.instants
    lower = BEGIN + (chat.noise * step).astype(np.int64)
    # A row stays in its own step, so that the file stays in order; a ticket that leaves no room is not repeated.
    fits = (
        (ticket.noise >= 0)
        & ~_echoed(ticket.noise)
        & (instants > ticket.instants)
        & (instants - ticket.instants <= _JITTER_US)
    )
    fits &= (instants >= lower) & (instants < lower + int(step)) & (draw.random(len(chat)) < DUPLICATES)
    return replace(
        chat,
        instants=np.where(fits, instants, chat.instants),
        kinds=np.where(fits, ticket.kinds, chat.kinds),
        objects=np.where(fits, ticket.objects, chat.objects),
        partners=np.where(fits, ticket.noise, -1),
    )


def _echo(chunk: Chunk, source: str, other: str, counts: dict[str, int], seed: int) -> Chunk:
    """Let a share of the rows record what a row of another source recorded some seconds before."""
    import numpy as np

    step, other_step = ((END - BEGIN) / (counts[each] - len(story_rows(each))) for each in (source, other))
    draw = np.random.default_rng([seed, int(source[1:]), int(chunk.noise[0]), 2])
    delay = 1_000 + draw.exponential(_ECHO_US, len(chunk)).astype(np.int64)
    lower = BEGIN + (chunk.noise * step).astype(np.int64)
    sparse = step > _SPARSE_US
    before = _rows_at(other, ((lower if sparse else chunk.instants - delay) - BEGIN) // int(other_step), counts, seed)
    instants = before.instants + delay if sparse else chunk.instants
    fits = (before.noise >= 0) & _echoed(before.noise) & (chunk.partners < 0) & (draw.random(len(chunk)) < ECHOES)
    if source == AUDIT:  # those that chat tells are left as they are
        fits &= ~_echoed(chunk.noise)
    fits &= (instants > before.instants) & (instants - before.instants <= _JITTER_US)
    fits &= (instants >= lower) & (instants < lower + int(step))
    # A row is told once.
    _, once = np.unique(np.where(fits, before.noise, -1), return_index=True)
    fits &= np.isin(np.arange(len(chunk)), once)
    return replace(
        chunk,
        instants=np.where(fits, instants, chunk.instants),
        kinds=np.where(fits, before.kinds, chunk.kinds),
        objects=np.where(fits, before.objects, chunk.objects),
        echoes=np.where(fits, before.noise, -1),
    )


def _echoed(noise: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which rows another source may tell shortly after; chat repeats none of those tickets."""
    import numpy as np

    return np.asarray(noise % 2 == 0)


def _rows_at(source: str, index: NDArray[np.int64], counts: dict[str, int], seed: int) -> Chunk:
    """Return the rows of some noise indexes of a source, as its file draws them; -1 where there is none."""
    import numpy as np

    total = counts[source] - len(story_rows(source))
    there = (index >= 0) & (index < total)
    wanted = np.clip(index, 0, total - 1)
    low, high = int(wanted.min()) // CHUNK * CHUNK, int(wanted.max())
    parts = [_noise(source, counts, seed, start, min(CHUNK, total - start)) for start in range(low, high + 1, CHUNK)]
    place = wanted - low
    instants, kinds, objects = (
        np.concatenate([getattr(part, name) for part in parts])[place] for name in ("instants", "kinds", "objects")
    )
    none = np.full(len(index), -1)
    return Chunk(0, instants, kinds, objects, none, none, np.where(there, wanted, -1), {})


def _with_story(chunk: Chunk, due: list[tuple[int, str, str, str, str]]) -> Chunk:
    import numpy as np

    instants = [row[0] for row in due]
    positions = np.searchsorted(chunk.instants, instants, side="right")
    return replace(
        chunk,
        instants=np.insert(chunk.instants, positions, instants),
        kinds=np.insert(chunk.kinds, positions, 0),
        objects=np.insert(chunk.objects, positions, 0),
        partners=np.insert(chunk.partners, positions, -1),
        echoes=np.insert(chunk.echoes, positions, -1),
        noise=np.insert(chunk.noise, positions, -1),
        story={int(at) + shift: row[1:] for shift, (at, row) in enumerate(zip(positions, due, strict=True))},
    )
