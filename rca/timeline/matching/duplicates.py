"""The same event in two sources: found, scored, grouped, and put to a person where it is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rca.case.collector import collector_paused
from rca.timeline.clock.in_force import ClockInForce
from rca.timeline.matching.candidates import candidate_pairs
from rca.timeline.matching.decisions import Decision
from rca.timeline.matching.grouping import Pair, best_partners, join_groups
from rca.timeline.matching.results import DoubtfulPair, DuplicateGroup, Duplicates, Likeness, Row, row_words
from rca.timeline.matching.rows import MatchRows, match_rows
from rca.timeline.matching.scores import CERTAIN, Scored, score_pairs
from rca.timeline.matching.words import read_words

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

WINDOW_US = 60_000_000
"""Rows further apart are not compared, unless another window is given."""


@collector_paused()
def find_duplicates(
    tables: Sequence[pa.Table],
    decisions: Sequence[Decision] = (),
    clocks: Mapping[str, ClockInForce] | None = None,
    window: int = WINDOW_US,
) -> Duplicates:
    """Find rows of different sources that record the same event.

    Rows of one source are never joined: two true rows that look the same stay two.

    Parameters
    ----------
    tables : sequence of pyarrow.Table
        Canonical rows; the order of tables and rows is of no account.
    decisions : sequence of Decision
        What people decided: a yes joins, a no parts, whatever the score.
    clocks : mapping of str to ClockInForce, optional
        Clocks that are known to be off, by source.
    window : int
        How far apart two records of one event can be, in microseconds.

    Returns
    -------
    Duplicates
        Groups that count as one event, and doubtful pairs for a person.

    Raises
    ------
    ValueError
        When the window is not positive, or decisions contradict each other.
    """
    if window <= 0:
        raise ValueError(f"the window of a match is longer than nought; got {window} us; give 60 s or so")
    rows = match_rows(tables, clocks or {}, window)
    words = read_words(rows)
    scored = score_pairs(rows, words, *candidate_pairs(rows, words, window), window)
    return _Judge(rows, scored, decisions).duplicates()


class _Judge:
    """Joins what is certain; holds what the steps share."""

    def __init__(self, rows: MatchRows, scored: Scored, decisions: Sequence[Decision]) -> None:
        import numpy as np

        self.rows, self.scored = rows, scored
        self.size = int(rows.row.max(initial=-1)) + 1
        entry = np.empty(self.size, np.int64)
        entry[rows.row] = np.arange(len(rows))
        self.source = rows.source[entry]
        self.number = rows.number[entry]
        self.decided, self.by = self._decided(decisions)
        pair = rows.row[scored.left], rows.row[scored.right]
        self.first, self.second = np.minimum(*pair), np.maximum(*pair)

    def duplicates(self) -> Duplicates:
        """Return groups and doubtful pairs."""
        import numpy as np

        marked = np.array([one * self.size + other for one, other in self.decided], dtype=np.int64)
        undecided = np.flatnonzero(~np.isin(self.first * self.size + self.second, marked))
        best = undecided[best_partners(self.rows, self.scored.of(undecided))]
        sure = self.scored.score[best] >= CERTAIN
        certain = best[sure]
        alone = self._alone(certain)
        larger, torn = self._larger_groups(certain[~alone])
        groups = [*zip(self._earliest(certain[alone]), self._pair_groups(certain[alone]), strict=True), *larger]
        asked = np.sort(np.concatenate([best[~sure], torn]))
        return Duplicates(
            groups=tuple(group for _, group in sorted(groups, key=lambda each: each[0])),
            doubtful=tuple(
                DoubtfulPair(rows, score, likeness, bool(is_torn))
                for rows, (score, likeness), is_torn in zip(
                    self._named(asked), self._likenesses(asked), np.isin(asked, torn), strict=True
                )
            ),
            compared=self.size,
            left_out=self.rows.left_out,
        )

    def _alone(self, certain: Ints) -> NDArray[np.bool_]:
        """Return which pairs share no row with another pair or with what a person joined: nearly all do."""
        import numpy as np

        uses = np.bincount(np.concatenate([self.first[certain], self.second[certain]]), minlength=self.size)
        for pair, same in self.decided.items():
            uses[list(pair)] += 2 * same
        return np.asarray((uses[self.first[certain]] == 1) & (uses[self.second[certain]] == 1))

    def _earliest(self, chosen: Ints) -> list[int]:
        import numpy as np

        return list(np.minimum(self.first[chosen], self.second[chosen]).tolist())

    def _pair_groups(self, chosen: Ints) -> Iterator[DuplicateGroup]:
        for rows, (score, likeness) in zip(self._named(chosen), self._likenesses(chosen), strict=True):
            yield DuplicateGroup(rows, score, likeness)

    def _larger_groups(self, certain: Ints) -> tuple[list[tuple[int, DuplicateGroup]], Ints]:
        """Return the groups of pairs that meet, each with its earliest row, and the pairs that join unlike rows."""
        import numpy as np

        pairs = list(zip(self.first[certain].tolist(), self.second[certain].tolist(), strict=True))
        said_yes = [pair for pair, same in self.decided.items() if same]
        groups, parted = join_groups(self.source, [*said_yes, *pairs], self._all_pairs, self.decided)
        place = dict(zip(pairs, self._likenesses(certain), strict=True))
        found = []
        for group in groups:
            inside = [(min(a, b), max(a, b)) for rank, a in enumerate(group) for b in group[rank + 1 :]]
            shared = [place[pair] for pair in inside if pair in place]
            score, likeness = min(shared) if shared else (1.0, None)
            by = next((self.by[pair] for pair in inside if pair in self.by), "")
            rows = tuple(map(self._row, sorted(map(self._place, group))))
            found.append((min(group), DuplicateGroup(rows, score, likeness, by)))
        index = dict(zip(pairs, certain.tolist(), strict=True))
        return found, np.array([index[pair] for pair in parted], dtype=np.int64)

    def _all_pairs(self) -> set[Pair]:
        return set(zip(self.first.tolist(), self.second.tolist(), strict=True))

    def _likenesses(self, chosen: Ints) -> list[tuple[float, Likeness]]:
        """Return the score of some pairs, and what they share."""
        pairs = self.scored.of(chosen)
        facts = (pairs.letters, pairs.actors, pairs.named, pairs.apart, pairs.chance)
        shared = map(Likeness, *(fact.tolist() for fact in facts))
        return list(zip(pairs.score.round(3).tolist(), shared, strict=True))

    def _named(self, chosen: Ints) -> list[tuple[Row, Row]]:
        """Return the rows of some pairs by source and number, the source that comes first first."""
        import numpy as np

        swap = self.source[self.first[chosen]] > self.source[self.second[chosen]]
        sides = (
            np.where(swap, self.second[chosen], self.first[chosen]),
            np.where(swap, self.first[chosen], self.second[chosen]),
        )
        names = self.rows.sources
        one, other = (
            zip([names[source] for source in self.source[side].tolist()], self.number[side].tolist(), strict=True)
            for side in sides
        )
        return list(zip(one, other, strict=True))

    def _place(self, row: int) -> tuple[int, int]:
        return int(self.source[row]), int(self.number[row])

    def _row(self, place: tuple[int, int]) -> Row:
        return self.rows.sources[place[0]], place[1]

    def _decided(self, decisions: Sequence[Decision]) -> tuple[dict[Pair, bool], dict[Pair, str]]:
        """Return what was decided of each pair of rows, and by whom."""
        wanted = {row for decision in decisions for row in decision.rows}
        known = {row: number for number, row in self._known(wanted)}
        decided: dict[Pair, bool] = {}
        by: dict[Pair, str] = {}
        for decision in sorted(decisions, key=lambda each: not each.same):
            numbers = sorted(known[row] for row in dict.fromkeys(decision.rows) if row in known)
            for rank, one in enumerate(numbers):
                for other in numbers[rank + 1 :]:
                    if decided.setdefault((one, other), decision.same) != decision.same:
                        rows = " and ".join(row_words(self._row(self._place(row))) for row in (one, other))
                        raise ValueError(
                            f"two rows are one event or they are not; got yes and no for {rows}; take one back"
                        )
                    if decision.same:
                        by[one, other] = decision.by
        return decided, by

    def _known(self, wanted: set[Row]) -> Iterator[tuple[int, Row]]:
        import numpy as np

        sources = {name: index for index, name in enumerate(self.rows.sources)}
        for row in sorted(wanted):
            if row[0] in sources:
                here = np.flatnonzero((self.rows.number == row[1]) & (self.rows.source == sources[row[0]]))
                if len(here):
                    yield int(self.rows.row[here[0]]), row
