"""Find the slices: the best one, again without it, and again, until no gain stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rca.trends.slices.cells import Cells
from rca.trends.slices.leaves import Leaves
from rca.trends.slices.likelihood import Weighed, gains, gains_against, outside, weigh
from rca.trends.slices.results import Kind
from rca.trends.slices.thresholds import false_alarm_bound, needed_gains

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

Name = tuple[tuple[int, int], ...]

# A period that needs more slices than this is not explained by slices.
MOST_SLICES = 12
_ROUNDS = 2
# Cells evaluated at once: bounds the memory.
_CHUNK = 1 << 20
# A candidate that its own parts explain better gives way to them; each step goes finer.
_STEPS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A slice as numbers, with the bound of its false alarm."""

    name: Name
    false_alarm: float


class Scan:
    """The scan over one table of leaves.

    Parameters
    ----------
    leaves : Leaves
        The table.
    kind : {"counts", "proportions", "amounts"}
        The likelihood.
    """

    def __init__(self, leaves: Leaves, kind: Kind) -> None:
        import numpy as np

        self.leaves, self.kind = leaves, kind
        self.cells = Cells(leaves.codes, [len(values) for values in leaves.values])
        held = (leaves.actual > 0) | (leaves.expected > 0)
        occupied = self.cells.sums(held.astype(float)) > 0
        self.counts = [max(1, int(occupied[c.start : c.stop].sum())) for c in self.cells.cuboids]
        freedom = int(held.sum()) - 2 if kind == "amounts" else None
        self.needed = needed_gains(self.counts, freedom)
        self.every: Mask = np.ones(len(leaves.actual), dtype=bool)

    def run(self) -> tuple[list[Found], Weighed]:
        """Return the slices in the order of their evidence, and the leaves weighed by the noise outside them."""
        found: list[Found] = []
        while len(found) < MOST_SLICES:
            kept = self.without(found)
            best = self.best(self.weigh(kept, draft=True), kept)
            if best is None:
                break
            found.append(best)
        for turn in range(_ROUNDS):
            before = [each.name for each in found]
            found = self.look_again(found, draft=turn + 1 < _ROUNDS)
            if [each.name for each in found] == before and turn + 1 == _ROUNDS:
                break
        return found, self.weigh(self.without(found), draft=False)

    def look_again(self, found: list[Found], draft: bool) -> list[Found]:
        """Judge each slice anew now that the others are known: it stays, gives way to a better one, or goes."""
        found = list(found)
        for each in list(found):
            others = [other for other in found if other != each]
            kept = self.without(others)
            best = self.best(self.weigh(self.without(found), draft), kept)
            if best is None or best.name in [other.name for other in others]:
                found = others
            else:
                found[found.index(each)] = best
        return found

    def without(self, found: list[Found]) -> Mask:
        """Return the leaves that no slice covers."""
        kept = self.every.copy()
        for each in found:
            kept &= ~self.cells.inside(each.name)
        return kept

    def weigh(self, kept: Mask, draft: bool) -> Weighed:
        """Weigh the leaves by the noise among those kept."""
        leaves = self.leaves
        return weigh(self.kind, leaves.actual, leaves.expected, leaves.chances(self.kind), kept, draft)

    def best(self, weighed: Weighed, kept: Mask) -> Found | None:
        """Return the cell whose gain exceeds what it needs by most, or None."""
        import numpy as np

        sums = tuple(self.cells.sums(np.where(kept, part, 0.0)) for part in weighed.parts)
        total = tuple(float(part[kept].sum()) for part in weighed.parts)
        cell, score = -1, 0.0
        for cuboid, needed in zip(self.cells.cuboids, self.needed, strict=True):
            for start in range(cuboid.start, cuboid.stop, _CHUNK):
                stop = min(cuboid.stop, start + _CHUNK)
                gain = gains(self.kind, tuple(part[start:stop] for part in sums), total)
                top = float(gain.max()) - needed
                # Of slices that say the same, the coarser one came first and stays.
                if top > score + 1e-9 * (1 + score):
                    cell, score = start + int(np.argmax(gain)), top
        if cell < 0:
            return None
        for _ in range(_STEPS):
            part = self.better_part(cell, sums, total, weighed, kept)
            if part is None:
                break
            cell = part
        evidence = float(gains(self.kind, tuple(part[cell : cell + 1] for part in sums), total)[0])
        count = self.counts[self.cells.position(cell)]
        return Found(self.cells.name(cell), false_alarm_bound(evidence, self.counts, count))

    def better_part(
        self, cell: int, sums: tuple[Floats, ...], total: tuple[float, ...], weighed: Weighed, kept: Mask
    ) -> int | None:
        """Return the best part of a cell if its parts together explain significantly more than the whole does.

        A slice of which only some parts moved has a gain too. Several finer slices then tell the story better,
        even after each has paid what it needs; where all parts moved alike, they do not.
        """
        import numpy as np

        own = self.cells.position(cell)
        members = np.flatnonzero(self.cells.inside(self.cells.name(cell)) & kept)
        background = outside(self.kind, tuple(float(part[cell]) for part in sums), total)
        scatter = self.scatter_inside(weighed, members)
        whole = tuple(part[cell : cell + 1] for part in sums)
        most = float(gains_against(self.kind, whole, background)[0]) / scatter - self.needed[own]
        best = None
        for finer in self.cells.finer(self.cells.cuboids[own].dimensions):
            parts = np.unique(self.cells.cells_of(self.cells.cuboids[finer], members))
            gain = gains_against(self.kind, tuple(part[parts] for part in sums), background) / scatter
            gain -= self.needed[finer]
            together = float(gain[gain > 0].sum())
            if together > most * (1 + 1e-9):
                most, best = together, int(parts[np.argmax(gain)])
        return best

    def scatter_inside(self, weighed: Weighed, members: NDArray[np.intp]) -> float:
        """Return how much more than elsewhere the amounts inside a slice scatter, as a ratio of variances."""
        import numpy as np

        if self.kind != "amounts":
            return 1.0
        deviation, information = (part[members] for part in weighed.parts)
        informed = information > 0
        if informed.sum() < 2:
            return 1.0
        apart = deviation[informed] / np.sqrt(information[informed])
        # 1.4826 makes the median absolute deviation an estimate of the standard deviation of normal numbers.
        return max(1.0, (1.4826 * float(np.median(np.abs(apart - np.median(apart))))) ** 2)
