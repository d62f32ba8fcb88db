"""Every cell of every combination of dimensions that holds anything, and sums over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Codes = NDArray[np.int32]

# A range of keys up to this many times the cells is counted through; a wider one is sorted.
_SPARSE = 8
_WIDEST = 2**62


@dataclass(frozen=True, slots=True)
class Cuboid:
    """The cells of one combination of dimensions.

    Parameters
    ----------
    dimensions : tuple of int
        Positions of the dimensions.
    start, stop : int
        Where its cells stand among those of all cuboids.
    source : int or None
        Position of the finer cuboid its sums are made of; None for the leaves.
    cell_of : array of int
        For each cell of the source, the cell here.
    """

    dimensions: tuple[int, ...]
    start: int
    stop: int
    source: int | None
    cell_of: Codes


class Cells:
    """All cells, the coarser cuboids first.

    Each cuboid is summed from the smallest finer one, so that a pass costs a few times the number of leaves.

    Parameters
    ----------
    codes : sequence of array of int
        For each dimension the value of each leaf, as a number from 0; no two leaves are alike.
    sizes : sequence of int
        Number of values of each dimension.
    """

    def __init__(self, codes: Sequence[Codes], sizes: Sequence[int]) -> None:
        import numpy as np

        self.codes, self.sizes = tuple(codes), tuple(sizes)
        every = tuple(range(len(codes)))
        built: dict[tuple[int, ...], tuple[int, tuple[int, ...] | None, Codes, list[Codes]]] = {
            every: (len(codes[0]), None, np.empty(0, dtype=np.int32), list(codes))
        }
        for depth in range(len(every) - 1, 0, -1):
            for dimensions in combinations(every, depth):
                finer = [tuple(sorted((*dimensions, d))) for d in every if d not in dimensions]
                source = min(finer, key=lambda each: built[each][0])
                kept = [code for code, d in zip(built[source][3], source, strict=True) if d in dimensions]
                cell_of, first = merge(kept, [self.sizes[d] for d in dimensions])
                built[dimensions] = (len(first), source, cell_of, [code[first] for code in kept])
            for dimensions in combinations(every, depth + 1):
                built[dimensions][3].clear()
        order = sorted(built, key=lambda each: (len(each), each))
        place = {dimensions: position for position, dimensions in enumerate(order)}
        cuboids, start = [], 0
        for dimensions in order:
            count, finer_one, cell_of, _ = built[dimensions]
            origin = None if finer_one is None else place[finer_one]
            cuboids.append(Cuboid(dimensions, start, start + count, origin, cell_of))
            start += count
        self.cuboids, self.count = tuple(cuboids), start

    def sums(self, leaves: Floats) -> Floats:
        """Return the sum of a number of the leaves over every cell."""
        import numpy as np

        total = np.empty(self.count)
        for cuboid in reversed(self.cuboids):
            if cuboid.source is None:
                total[cuboid.start : cuboid.stop] = leaves
            else:
                source = self.cuboids[cuboid.source]
                total[cuboid.start : cuboid.stop] = np.bincount(
                    cuboid.cell_of, total[source.start : source.stop], cuboid.stop - cuboid.start
                )
        return total

    def cells_of(self, cuboid: Cuboid, leaves: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the cell of each of some leaves in a cuboid, as a position among all cells."""
        import numpy as np

        chain = []
        step = cuboid
        while step.source is not None:
            chain.append(step.cell_of)
            step = self.cuboids[step.source]
        inside = leaves
        for cell_of in reversed(chain):
            inside = cell_of[inside].astype(np.intp)
        return inside + cuboid.start

    def position(self, cell: int) -> int:
        """Return the position of the cuboid that a cell stands in."""
        return next(place for place, cuboid in enumerate(self.cuboids) if cuboid.start <= cell < cuboid.stop)

    def name(self, cell: int) -> tuple[tuple[int, int], ...]:
        """Return dimension and value of a cell, both as numbers."""
        import numpy as np

        cuboid = self.cuboids[self.position(cell)]
        members = self.cells_of(cuboid, np.arange(len(self.codes[0])))
        leaf = int(np.argmax(members == cell))
        return tuple((d, int(self.codes[d][leaf])) for d in cuboid.dimensions)

    def inside(self, name: tuple[tuple[int, int], ...]) -> NDArray[np.bool_]:
        """Return which leaves a slice holds."""
        import numpy as np

        members = np.ones(len(self.codes[0]), dtype=bool)
        for d, value in name:
            members &= self.codes[d] == value
        return members

    def finer(self, dimensions: tuple[int, ...]) -> list[int]:
        """Return the positions of the cuboids that cut a cuboid's cells further."""
        wanted = set(dimensions)
        return [place for place, cuboid in enumerate(self.cuboids) if wanted < set(cuboid.dimensions)]


def merge(codes: Sequence[Codes], sizes: Sequence[int]) -> tuple[Codes, NDArray[np.intp]]:
    """Return a number for each distinct row of some codes: that of each row, and one row of each number."""
    import numpy as np

    keys, width = codes[0].astype(np.int64), sizes[0]
    for code, size in zip(codes[1:], sizes[1:], strict=True):
        if width * size > _WIDEST:
            distinct, keys = np.unique(keys, return_inverse=True)
            width = len(distinct)
        keys *= size
        keys += code
        width *= size
    if width > _SPARSE * len(keys):
        _, first, number = np.unique(keys, return_index=True, return_inverse=True)
        return number.astype(np.int32), first.astype(np.intp)
    row = np.full(width, -1, dtype=np.intp)
    row[keys] = np.arange(len(keys))
    held = row >= 0
    number = np.cumsum(held, dtype=np.int32) - np.int32(1)
    return number[keys].astype(np.int32), row[held]
