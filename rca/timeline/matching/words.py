"""The words of messages: how rare each is, and whether two messages differ by a slip or by another word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.timeline.matching.rows import MatchRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_SIGNS = ".,:;!?()[]{}<>\"'`*|/\\=#"
_KNOWN = 2
"""A source knows a word that it uses at least so often."""


@dataclass(frozen=True)
class Words:
    """The words of every message.

    Parameters
    ----------
    first, words : numpy arrays of int64
        Words ``words[first[t]:first[t + 1]]`` stand in message ``t``, each once, the rarest first.
    count : numpy array of int64
        How many rows have each word.
    known : numpy array of bool
        Whether a source knows a word, by word and source.
    is_number : numpy array of bool
        Whether a word is a number.
    """

    first: Ints
    words: Ints
    count: Ints
    known: NDArray[np.bool_]
    is_number: NDArray[np.bool_]

    def rarest(self, place: int) -> Ints:
        """Return the rarest (0), second rarest (1) … word of each message, -1 where it has fewer."""
        import numpy as np

        at = self.first[:-1] + place
        there = at < self.first[1:]
        return np.where(there, self.words[np.where(there, at, 0)], -1) if len(self.words) else np.full(len(at), -1)

    def really_differ(self, left: Ints, right: Ints, left_source: Ints, right_source: Ints) -> NDArray[np.bool_]:
        """Return for pairs of messages whether each has a word of its own that is no slip for one of the other.

        Two words that both sources use are two words: ``on`` and ``off``. A word that only one of them uses may be
        the other's spelling, or a slip of a key. Another number is another thing.

        Parameters
        ----------
        left, right : numpy arrays of int64
            Messages.
        left_source, right_source : numpy arrays of int64
            Their sources.
        """
        import numpy as np

        mine, theirs = self._of_pairs(left), self._of_pairs(right)
        found = []
        for one, other in ((mine, theirs), (theirs, mine)):
            own = np.setdiff1d(one, other, assume_unique=True)
            pair, word = own // max(len(self.count), 1), own % max(len(self.count), 1)
            both = self.known[word, left_source[pair]] & self.known[word, right_source[pair]]
            differs = np.zeros(len(left), bool)
            differs[pair[both | self.is_number[word]]] = True
            found.append(differs)
        return np.asarray(found[0] & found[1])

    def _of_pairs(self, texts: Ints) -> Ints:
        """Return the words of some messages, each marked with the place of its message."""
        import numpy as np

        sizes = self.first[texts + 1] - self.first[texts]
        pair = np.repeat(np.arange(len(texts)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.asarray(pair * len(self.count) + self.words[np.repeat(self.first[texts], sizes) + within])


def read_words(rows: MatchRows) -> Words:
    """Return the words of the messages of some rows."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = pc.utf8_split_whitespace(rows.texts)
    coded = lists.flatten().dictionary_encode()
    plain = pc.utf8_trim(coded.dictionary, characters=_SIGNS).dictionary_encode()
    word = _array(plain.indices)[_array(coded.indices)]
    text = np.repeat(np.arange(len(rows.texts)), _array(pc.list_value_length(lists)))
    size, sources = len(plain.dictionary), len(rows.sources)
    uses = np.bincount(rows.text * sources + rows.source, minlength=len(rows.texts) * sources)
    uses = uses.reshape(len(rows.texts), sources)
    by_source = np.empty((size, sources))
    for index in range(sources):
        by_source[:, index] = np.bincount(word, uses[text, index], size)
    count = by_source.sum(axis=-1).astype(np.int64)
    rarity = np.empty(size, np.int64)
    rarity[np.lexsort((np.arange(size), count))] = np.arange(size)
    ranked = np.sort(text * max(size, 1) + rarity[word])
    ranked = ranked[np.diff(ranked, prepend=-1) > 0]  # each word once
    by_rarity = np.argsort(rarity)
    first = np.searchsorted(ranked, np.arange(len(rows.texts) + 1) * max(size, 1))
    is_number = pc.match_substring_regex(plain.dictionary.cast(pa.string()), r"^[0-9][0-9.,:/-]*$")
    return Words(
        first=first,
        words=by_rarity[ranked % max(size, 1)],
        count=count,
        known=by_source >= _KNOWN,
        is_number=_array(is_number.cast("int8")).astype(bool),
    )


def _array(values: object) -> Ints:
    import numpy as np

    return np.asarray(values, dtype=np.int64)
