"""One column of times to int64 microseconds UTC: read once, at the door, and counted by what fixed each instant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rca.case.walls import offsets, wall_us
from rca.case.zones import Zones, find_zone
from rca.errors import InputError, Mistake
from rca.evidence.times import EPOCH_UNIT, ColumnQuestion, RawTime, read_time, two_numbers
from rca.trends.log.mapping import LogMapping
from rca.trends.log.results import TimeAudit

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_DAY = 86_400_000_000
# Since 1972 every change of a clock stands on a quarter of an hour of its wall time.
_QUARTER = 900_000_000
_CLOCK = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
_INSTANT, _WALL = rf"^{_CLOCK}(Z|[+-][0-9]{{2}}:[0-9]{{2}})$", rf"^{_CLOCK}$"
_LEAST, _MOST = -4_000_000_000_000_000, 10_000_000_000_000_000


@dataclass
class TimeReader:
    """Reads the batches of one time column and counts what it meets.

    Parameters
    ----------
    name, column : str
        The field, and its column.
    mapping : LogMapping
        Zone and options.
    """

    name: str
    column: str
    mapping: LogMapping
    counts: dict[str, int] = field(default_factory=dict)

    def read(self, cells: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.bool_], dict[int, str]]:
        """Return instants, which cells hold one, and why others that are not empty hold none."""
        import numpy as np
        import pyarrow as pa

        wall = np.zeros(len(cells), dtype=np.int64)
        state = np.zeros(len(cells), dtype=np.int8)  # 0 empty, 1 instant, 2 wall time, 3 a day alone, 4 wrong
        wrong: dict[int, str] = {}
        if pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type):
            self._read_text(cells, wall, state, wrong)
        else:
            self._read_typed(cells, wall, state)
        outside = (state > 0) & (state < 4) & ((wall < _LEAST) | (wall > _MOST))
        wrong |= {int(row): "outside the years 1844 to 2286" for row in np.flatnonzero(outside)}
        state[outside] = 4
        local = (state == 2) | (state == 3)
        instants = wall.copy()
        if local.any():
            instants[local] = self._from_wall(wall[local], state[local])
        for name, many in (("instant", state == 1), ("assumed", local), ("dates", state == 3), ("empty", state == 0)):
            self._count(name, int(many.sum()))
        return instants, (state > 0) & (state < 4), wrong

    def audit(self) -> TimeAudit:
        """Return what was met so far."""
        stamps = self.counts.get("instant", 0) + self.counts.get("assumed", 0)
        return TimeAudit(self.name, self.column, stamps, zone=self.mapping.zone, **self.counts)

    def _count(self, name: str, many: int) -> None:
        self.counts[name] = self.counts.get(name, 0) + many

    def _read_typed(self, cells: pa.Array, wall: NDArray[np.int64], state: NDArray[np.int8]) -> None:
        import numpy as np
        import pyarrow as pa

        kind, known = cells.type, cells.is_valid().to_numpy(zero_copy_only=False)
        if pa.types.is_timestamp(kind):
            state[known] = 2 if kind.tz is None else 1
            numbers = cells.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64())
        elif pa.types.is_date(kind):
            state[known] = 3
            numbers = cells.cast(pa.timestamp("us")).cast(pa.int64())
        elif pa.types.is_integer(kind):
            unit = self.mapping.options.get("epoch")
            if unit is None:
                raise self._question(
                    "it holds numbers, which may count seconds, milliseconds or microseconds", "epoch: us"
                )
            state[known] = 1
            numbers = pa.array(cells.cast(pa.int64()).fill_null(0).to_numpy() * EPOCH_UNIT[unit])
        elif pa.types.is_null(kind):
            return
        else:
            raise self._question(
                f"times are text, stamps, days or whole numbers; it holds {kind}", "map another column"
            )
        wall[known] = numbers.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)[known]

    def _read_text(
        self, cells: pa.Array, wall: NDArray[np.int64], state: NDArray[np.int8], wrong: dict[int, str]
    ) -> None:
        import numpy as np
        import pyarrow as pa
        from pyarrow import compute

        text = compute.utf8_trim_whitespace(cells.fill_null(""))
        left = compute.not_equal(text, "").to_numpy(zero_copy_only=False)
        for pattern, zone, number in ((_INSTANT, "UTC", 1), (_WALL, None, 2)):
            fits = compute.match_substring_regex(text, pattern).to_numpy(zero_copy_only=False)
            if not fits.any():
                continue
            try:
                stamps = text.filter(pa.array(fits)).cast(pa.timestamp("us", zone)).cast(pa.int64())
            except pa.ArrowInvalid:
                continue  # a day or an hour that does not exist: cell by cell below
            wall[fits], state[fits] = stamps.to_numpy(), number
            left &= ~fits
        rows = np.flatnonzero(left)
        known: dict[str, RawTime | str] = {}
        for row, cell in zip(rows.tolist(), text.take(pa.array(rows)).to_pylist(), strict=True):
            if cell not in known:
                known[cell] = self._read_cell(cell)
            found = known[cell]
            if isinstance(found, str):
                state[row], wrong[row] = 4, found
            else:
                wall[row] = wall_us(found.local)
                state[row] = 1 if found.instant else 3 if found.unit_us == _DAY else 2

    def _read_cell(self, cell: str) -> RawTime | str:
        order = self.mapping.options.get("date_order")
        if order is None and two_numbers(cell):
            raise self._question(
                f"dates such as {cell[:40]!r} can be day-first or month-first", "date_order: day-first"
            )
        try:
            return read_time(cell, order or "day-first", self.mapping.options.get("epoch"))
        except ColumnQuestion as question:
            raise self._question(str(question), "epoch: s") from None

    def _question(self, message: str, remedy: str) -> InputError:
        told = f"the column {self.column!r} ({self.name}): {message}"
        return InputError([Mistake(self.mapping.source, 0, 0, "log.ambiguous-time", told, f"say it, such as {remedy}")])

    def _from_wall(self, wall: NDArray[np.int64], state: NDArray[np.int8]) -> NDArray[np.int64]:
        import numpy as np

        if self.mapping.zone is None:
            raise self._question("its times have no zone", "zone: Europe/Berlin")
        where = find_zone(self.mapping.zone, Zones())
        quarters, place = np.unique(wall // _QUARTER, return_inverse=True)
        both = np.array([offsets(where, quarter * _QUARTER) for quarter in quarters.tolist()], dtype=np.int64)
        before, after = both[place, 0], both[place, 1]
        # The rule before a change gives the earlier reading in a fold, and goes on past a gap.
        clock = state == 2
        self._count("fold", int((clock & (before > after)).sum()))
        self._count("gap", int((clock & (before < after)).sum()))
        instants: NDArray[np.int64] = wall - before
        return instants
