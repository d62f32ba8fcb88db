"""Rows of two sources in which some events stand twice, in slightly other words and at slightly other times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_MONTH_US = 30 * 86_400_000_000
_BEGIN_US = 1_760_000_000_000_000
_JITTER_US = 50_000_000
_ACTORS, _ACTIONS, _VOCABULARY = 2_000, 30, 5_000
_BOILERPLATE = (
    "status changed",
    "ticket reassigned to the next desk",
    "queue state synchronised",
    "no action needed",
    "priority raised after review",
    "customer was answered with the standard text",
)


@dataclass(frozen=True)
class Twins:
    """Two sources with planted duplicates.

    Parameters
    ----------
    tables : tuple of pyarrow.Table
        Canonical rows of S1 and of S2, each in order of time.
    pairs : set of (int, int)
        The planted duplicates: row of S1, row of S2.
    """

    tables: tuple[pa.Table, pa.Table]
    pairs: frozenset[tuple[int, int]]


def make_twins(rows: int = 1_000_000, share: float = 0.15, boilerplate: float = 0.4, seed: int = 1) -> Twins:
    """Make rows of two sources over a month, with duplicates planted between them.

    A duplicate stands in S2 up to 50 seconds before or after its original in S1, with one or two letters put in, left
    out or changed anywhere in its message. Part of all messages are boilerplate, which many actors use about many
    objects; their duplicates are no easier to see.

    Parameters
    ----------
    rows : int
        Rows of both sources together.
    share : float
        Share of rows that repeat another one.
    boilerplate : float
        Share of messages that are one of six texts.
    seed : int
        The same seed gives the same rows.

    Returns
    -------
    Twins
        Tables and the known answer.
    """
    import numpy as np

    draw = np.random.default_rng(seed)
    repeated = int(rows * share)
    base = rows - repeated
    time = np.sort(_BEGIN_US + draw.integers(0, _MONTH_US, base))
    case, actor = draw.integers(0, max(base // 17, 1), base), draw.integers(0, _ACTORS, base)
    action, thing = draw.integers(0, _ACTIONS, base), draw.integers(0, max(base // 5, 1), base)
    message = _messages(draw, base, boilerplate)
    in_second = draw.random(base) < (rows / 2 - repeated) / base
    mine, own = np.flatnonzero(~in_second), np.flatnonzero(in_second)
    copied = np.sort(draw.choice(mine, repeated, replace=False))
    moved = time[copied] + draw.integers(-_JITTER_US, _JITTER_US + 1, repeated)
    retyped = [_retype(draw, message[index]) for index in copied.tolist()]
    when = np.concatenate([time[own], moved])
    order = np.argsort(when, kind="stable")
    which = np.concatenate([own, copied])[order]
    words = [*(message[index] for index in own.tolist()), *retyped]
    fields = (case, actor, action, thing)
    first = _table("S1", time[mine], [message[index] for index in mine.tolist()], [field[mine] for field in fields])
    second = _table("S2", when[order], [words[at] for at in order.tolist()], [field[which] for field in fields])
    row_of = {index: row for row, index in enumerate(mine.tolist(), 1)}
    pairs = frozenset(
        (row_of[index], row)
        for row, (index, at) in enumerate(zip(which.tolist(), order.tolist(), strict=True), 1)
        if at >= len(own)
    )
    return Twins((first, second), pairs)


def _messages(draw: np.random.Generator, size: int, boilerplate: float) -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    lengths = draw.integers(3, 11, _VOCABULARY).tolist()
    spelled = draw.integers(0, 26, (_VOCABULARY, 10)).tolist()
    vocabulary = [
        "".join(letters[each] for each in word[:length]) for word, length in zip(spelled, lengths, strict=True)
    ]
    plain = (draw.random(size) < boilerplate).tolist()
    texts = draw.integers(0, len(_BOILERPLATE), size).tolist()
    counts, chosen = draw.integers(4, 10, size).tolist(), draw.integers(0, _VOCABULARY, (size, 10)).tolist()
    return [
        _BOILERPLATE[text] if is_plain else " ".join(vocabulary[word] for word in words[:count])
        for is_plain, text, count, words in zip(plain, texts, counts, chosen, strict=True)
    ]


def _retype(draw: np.random.Generator, text: str) -> str:
    for kind, at, letter in draw.integers(0, 1 << 20, (1 + int(draw.random() < 0.5), 3)).tolist():
        place, sign = at % len(text), chr(ord("a") + letter % 26)
        text = text[:place] + ("" if kind % 3 == 0 else sign) + text[place + (kind % 3 < 2) :]
    return text


def _table(source: str, time: Ints, messages: list[str], fields: list[Ints]) -> pa.Table:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    names = zip(("case_id", "actor", "action", "object"), ("case ", "person ", "step ", "item "), fields, strict=True)
    size = len(time)
    return pa.table(
        {
            "t_lo_us": time,
            "t_best_us": time,
            "t_hi_us": time,
            "t_basis": pa.array(["offset"] * size),
            "source_id": pa.array([source] * size),
            "source_row": np.arange(1, size + 1),
            **{
                name: pc.binary_join_element_wise(word, pa.array(field).cast("string"), "")
                for name, word, field in names
            },
            "message": messages,
        }
    )
