"""How likely two rows record one event: one number, made of what they share and of how often that happens by chance.

``score = slips * actors * chance * distance``, each at most 1:

- *slips*: 1 less 0.04 for each letter that differs. More than 3 letters, or one in four, is no slip; up to twice as
  many are looked at where the rows name the same case or object, and count as doubtful at best.
- *actors*: 0.7 where both name an actor and the two differ; systems spell people differently.
- *chance*: ``1 / (1 + 4 n)``, where n is how many rows with the same words, object and case, and where the two agree
  the same actor, a source has in a stretch as long as the window on both sides, by its own rate. ``status changed``
  every few seconds means nothing.
- *distance*: 1 less up to 0.1 at the end of the window.

From 0.75 on a pair is certain, from 0.45 on doubtful. Rows with different objects, different cases or words that
really differ are not one event. Rows without words need the same action, and the same case or object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.timeline.matching.rows import NOTHING, MatchRows
from rca.timeline.matching.words import Words

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

CERTAIN, DOUBTFUL = 0.75, 0.45
_MOST_SLIPS = 3
_LETTERS_A_SLIP = 4


@dataclass(frozen=True)
class Scored:
    """Pairs of rows that may be one event, the likeliest first.

    Parameters
    ----------
    left, right : numpy arrays of int64
        The rows.
    score : numpy array of float64
        From 0 to 1.
    letters, apart : numpy arrays of int64
        Letters that differ, and microseconds between the rows.
    chance : numpy array of float64
        Rows expected by chance.
    actors : numpy array of int64
        1 where both name the same actor, 0 where one names none, -1 where they differ.
    named : numpy array of bool
        Whether both name the same case or object.
    """

    left: Ints
    right: Ints
    score: NDArray[np.float64]
    letters: Ints
    apart: Ints
    chance: NDArray[np.float64]
    actors: Ints
    named: NDArray[np.bool_]

    def of(self, chosen: Ints) -> Scored:
        """Return some of the pairs."""
        parts = (self.left, self.right, self.score, self.letters, self.apart, self.chance, self.actors, self.named)
        return Scored(*(part[chosen] for part in parts))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.left)


def score_pairs(rows: MatchRows, words: Words, left: Ints, right: Ints, window: int) -> Scored:
    """Return the pairs that are at least doubtful, the likeliest first.

    Parameters
    ----------
    rows : MatchRows
        The rows.
    words : Words
        Their words.
    left, right : numpy arrays of int64
        Candidate pairs, the earlier row first.
    window : int
        The window in microseconds.
    """
    import numpy as np

    same_case, same_object = _alike(rows.case, left, right), _alike(rows.object, left, right)
    possible = np.flatnonzero((same_case >= 0) & (same_object >= 0))
    left, right = left[possible], right[possible]
    named = (same_case[possible] > 0) | (same_object[possible] > 0)
    letters, slip = _letters(rows.texts, rows.text[left], rows.text[right], named)
    silent = (_lengths(rows.texts)[rows.text[left]] == 0) & (letters == 0)
    possible = np.flatnonzero((letters >= 0) & (~silent | (named & (_alike(rows.action, left, right) > 0))))
    left, right, letters = left[possible], right[possible], letters[possible]
    slip, named = slip[possible], named[possible]
    unequal = np.flatnonzero(letters > 0)
    texts, sources = (rows.text[left[unequal]], rows.text[right[unequal]]), (rows.source[left], rows.source[right])
    keep = np.ones(len(left), bool)
    keep[unequal] = ~words.really_differ(*texts, sources[0][unequal], sources[1][unequal])
    actors = _alike(rows.actor, left, right)
    with_actor, without = (np.maximum(each[left], each[right]) for each in _expected(rows, window))
    chance = np.where(actors > 0, with_actor, without)
    apart = np.maximum(0, np.maximum(rows.low[right] - rows.high[left], rows.low[left] - rows.high[right]))
    score: NDArray[np.float64] = 1 - 0.04 * letters.astype(np.float64)
    score *= np.where(actors < 0, 0.7, 1.0) / (1 + 4 * chance) * (1 - 0.1 * apart / window)
    score = np.where(slip, score, np.minimum(score, CERTAIN - 0.01)).astype(np.float64)
    found = Scored(left, right, score, letters, apart, chance, actors, named)
    chosen = np.flatnonzero(keep & (score >= DOUBTFUL))
    order = np.lexsort((right[chosen], left[chosen], apart[chosen], -score[chosen]))
    return found.of(chosen[order])


def _alike(codes: Ints, left: Ints, right: Ints) -> Ints:
    """Return 1 where both have the same, 0 where one has nothing, -1 where they differ."""
    import numpy as np

    one, other = codes[left], codes[right]
    return np.where((one == NOTHING) | (other == NOTHING), 0, np.where(one == other, 1, -1))


def _lengths(texts: pa.Array) -> Ints:
    import numpy as np
    import pyarrow.compute as pc

    return np.asarray(pc.utf8_length(texts), dtype=np.int64)


def _letters(texts: pa.Array, left: Ints, right: Ints, named: NDArray[np.bool_]) -> tuple[Ints, NDArray[np.bool_]]:
    """Return how many letters differ, -1 where too many, and whether that is a slip."""
    import numpy as np
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cpdist

    lengths = _lengths(texts)
    shorter = np.minimum(lengths[left], lengths[right])
    allowed = np.minimum(_MOST_SLIPS, shorter // _LETTERS_A_SLIP)
    most = np.where(named, 2 * allowed, allowed)
    letters = np.where(left == right, 0, -1)
    near = np.flatnonzero((left != right) & (np.abs(lengths[left] - lengths[right]) <= most))
    if len(near):
        pairs = [texts.take(side[near]).to_pylist() for side in (left, right)]
        cutoff = 2 * _MOST_SLIPS
        found = cpdist(*pairs, scorer=Levenshtein.distance, score_cutoff=cutoff, dtype=np.int64, workers=-1)
        letters[near] = np.where(found <= most[near], found, -1)
    return letters, letters <= allowed


def _expected(rows: MatchRows, window: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each row how many others of its source look the same in a stretch of two windows, by its rate.

    Returns
    -------
    tuple of numpy arrays
        With the actor counted as part of the look, and without.
    """
    import numpy as np

    first = np.full(len(rows.sources), np.iinfo(np.int64).max)
    last = np.full(len(rows.sources), np.iinfo(np.int64).min)
    np.minimum.at(first, rows.source, rows.low)
    np.maximum.at(last, rows.source, rows.high)
    share = 2 * window / np.maximum(last - first, 2 * window)[rows.source]
    look = combined(rows.source, rows.object + 1, rows.case + 1, rows.text)
    by_actor = combined(look, rows.actor + 1)
    with_actor, without = ((np.bincount(codes)[codes] - 1) * share for codes in (by_actor, look))
    return with_actor, without


def combined(*codes: Ints) -> Ints:
    """Return one code from 0 on for each combination of codes that are 0 or more."""
    import numpy as np

    look, size = codes[0], int(codes[0].max(initial=0)) + 1
    for more in codes[1:]:
        width = int(more.max(initial=0)) + 1
        if size * width >= 1 << 62:
            _, look = np.unique(look, return_inverse=True)
            size = int(look.max(initial=0)) + 1
        look, size = look * width + more, size * width
    return np.asarray(np.unique(look, return_inverse=True)[1], dtype=np.int64)
