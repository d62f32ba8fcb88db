"""Find the slices: the best one, again without it, and again, until no gain stands out."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from rca.trends.slices.cells import Cells
from rca.trends.slices.leaves import Leaves
from rca.trends.slices.likelihood import Weighed, gains, gains_against, outside, reach, weigh
from rca.trends.slices.noise import MANY
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
# The rest of a period is seldom further than this from what was expected of it, as a standard deviation of the log.
_USUAL_DRIFT = 0.1
# A gain of this share of the one needed may be enough once the slice is no longer part of the noise.
_CLOSE = 0.5
# A value with less of the expected than this is too small to be the background.
_CALM_SHARE = 0.1
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
        self.informed = int(held.sum())
        self.every: Mask = np.ones(len(leaves.actual), dtype=bool)

    def run(self) -> tuple[list[Found], Weighed]:
        """Return the slices in the order of their evidence, and the leaves weighed by the noise outside them.

        Where the rest then stands far from what was expected, it may be the rest that moved: the scan is run again
        about the calmest part of the table, and the story that asks for less is told.
        """
        found, weighed = self.settle(self.search(None), anchored=False)
        if self.drift_cost(found) > min(self.needed(weighed)):
            calm, calm_weighed = self.settle(self.search(self.calmest()), anchored=True)
            if self.cost(calm) < self.cost(found):
                return calm, calm_weighed
        return found, weighed

    def search(self, calm: Mask | None) -> list[Found]:
        """Return a draft: the best slice, again without it, and again.

        With a calm part, its factor is the background and its scatter the noise; without, those of all that is left.
        A slice that moved adds to the noise it is judged by. The last one is therefore the closest that was not
        called: to be judged again without itself. Where leaves are many, the middle of their scatter sees to that.
        """
        found: list[Found] = []
        while len(found) < MOST_SLICES:
            kept = self.without(found)
            judged = kept if calm is None or not (kept & calm).any() else kept & calm
            weighed = self.weigh(judged, draft=True)
            best = self.best(weighed, kept, calm is not None)
            if best is None:
                if self.informed >= MANY:
                    return found
                closest = self.best(weighed, kept, calm is not None, ease=_CLOSE)
                return found if closest is None else [*found, closest]
            found.append(best)
        return found

    def settle(self, found: list[Found], anchored: bool) -> tuple[list[Found], Weighed]:
        """Judge a draft anew, then once more with the plain noise outside it."""
        if len(found) > 1:
            found = self.look_again(found, True, anchored)
        found = self.look_again(found, False, anchored)
        return found, self.weigh(self.without(found), draft=False)

    def calmest(self) -> Mask:
        """Return the leaves of the value, with a good part of what was expected, that is closest to it."""
        import numpy as np

        leaves, total = self.leaves, float(self.leaves.expected.sum())
        best, distance = self.every, float("inf")
        for code, values in zip(leaves.codes, leaves.values, strict=True):
            expected = np.bincount(code, leaves.expected, len(values))
            actual = np.bincount(code, leaves.actual, len(values))
            for value in np.flatnonzero((expected >= _CALM_SHARE * total) & (actual > 0)):
                apart = abs(log(float(actual[value] / expected[value])))
                if apart < distance - 1e-9:
                    best, distance = code == value, apart
        return best

    def cost(self, found: list[Found]) -> float:
        """Return what a story asks one to believe: of each slice the gain it needs, and the drift of the rest."""
        needed = dict(zip((c.dimensions for c in self.cells.cuboids), needed_gains(self.counts), strict=True))
        return sum(needed[tuple(d for d, _ in each.name)] for each in found) + self.drift_cost(found)

    def drift_cost(self, found: list[Found]) -> float:
        """Return how unlikely it is that the rest moved as far as it then did, in log likelihood."""
        outside = self.without(found)
        actual, expected = float(self.leaves.actual[outside].sum()), float(self.leaves.expected[outside].sum())
        if not (actual > 0 and expected > 0):
            return float("inf")
        return log(actual / expected) ** 2 / (2 * _USUAL_DRIFT**2)

    def look_again(self, found: list[Found], draft: bool, anchored: bool) -> list[Found]:
        """Judge each slice anew now that the others are known: it stays, gives way to a better one, or goes."""
        found = list(found)
        for each in list(found):
            others = [other for other in found if other != each]
            kept = self.without(others)
            best = self.best(self.weigh(self.without(found), draft), kept, anchored)
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

    def needed(self, weighed: Weighed) -> list[float]:
        """Return the gain that a cell of each cuboid needs, given whether the noise was estimated."""
        estimated = weighed.noise.spread > 0 or weighed.noise.dispersion != 1
        return needed_gains(self.counts, self.informed - 2 if estimated else None)

    def weigh(self, kept: Mask, draft: bool) -> Weighed:
        """Weigh the leaves by the noise among those kept."""
        leaves = self.leaves
        chances, looseness = leaves.chances(self.kind), leaves.looseness()
        return weigh(self.kind, leaves.actual, leaves.expected, chances, looseness, kept, draft)

    def best(self, weighed: Weighed, kept: Mask, anchored: bool = False, ease: float = 1.0) -> Found | None:
        """Return the cell whose gain exceeds what it needs by most, or None.

        Anchored, the background is the one the leaves were weighed by; else it is that of the rest. `ease` is the
        share of the needed gain that will do.
        """
        import numpy as np

        sums = tuple(self.cells.sums(np.where(kept, part, 0.0)) for part in weighed.parts)
        total = tuple(float(part[kept].sum()) for part in weighed.parts)
        own = 0.0 if self.kind == "amounts" else 1.0
        every_needed = self.needed(weighed)
        cell, score = -1, 0.0
        for cuboid, needed in zip(self.cells.cuboids, every_needed, strict=True):
            for start in range(cuboid.start, cuboid.stop, _CHUNK):
                stop = min(cuboid.stop, start + _CHUNK)
                block = tuple(part[start:stop] for part in sums)
                # Small cells cannot come to the gain it takes, so in fine cuboids few are left to be judged.
                able = np.flatnonzero(reach(self.kind, block) > ease * needed + score)
                if not len(able):
                    continue
                block = tuple(part[able] for part in block)
                gain = gains_against(self.kind, block, own) if anchored else gains(self.kind, block, total)
                top = float(gain.max()) - ease * needed
                # Of slices that say the same, the coarser one came first and stays.
                if top > score + 1e-9 * (1 + abs(top)):
                    cell, score = start + int(able[np.argmax(gain)]), top
        if cell < 0:
            return None
        for _ in range(_STEPS):
            part = self.better_part(cell, sums, None if anchored else total, weighed, kept, every_needed)
            if part is None:
                break
            cell = part
        evidence = float(gains(self.kind, tuple(part[cell : cell + 1] for part in sums), total)[0])
        count = self.counts[self.cells.position(cell)]
        return Found(self.cells.name(cell), false_alarm_bound(evidence, self.counts, count))

    def better_part(
        self,
        cell: int,
        sums: tuple[Floats, ...],
        total: tuple[float, ...] | None,
        weighed: Weighed,
        kept: Mask,
        needed: list[float],
    ) -> int | None:
        """Return the best part of a cell if its parts together explain significantly more than the whole does.

        A slice of which only some parts moved has a gain too. Several finer slices then tell the story better,
        even after each has paid what it needs; where all parts moved alike, they do not.
        """
        import numpy as np

        own = self.cells.position(cell)
        members = np.flatnonzero(self.cells.inside(self.cells.name(cell)) & kept)
        background = 0.0 if self.kind == "amounts" else 1.0
        if total is not None:
            background = outside(self.kind, tuple(float(part[cell]) for part in sums), total)
        scatter = self.scatter_inside(weighed, members)
        whole = tuple(part[cell : cell + 1] for part in sums)
        most = float(gains_against(self.kind, whole, background)[0]) / scatter - needed[own]
        best = None
        for finer in self.cells.finer(self.cells.cuboids[own].dimensions):
            parts = np.unique(self.cells.cells_of(self.cells.cuboids[finer], members))
            gain = gains_against(self.kind, tuple(part[parts] for part in sums), background) / scatter
            gain -= needed[finer]
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
