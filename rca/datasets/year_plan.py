"""What is planted in a synthetic year of escalations: its slices, its weeks, and how much each week holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS: dict[str, dict[str, float]] = {
    "region": {"africa": 0.1, "americas": 0.3, "asia": 0.25, "europe": 0.22, "middle east": 0.08, "oceania": 0.05},
    "queue": {
        "account": 0.2, "adverts": 0.1, "fraud": 0.15, "harassment": 0.18, "impersonation": 0.07, "live": 0.08,
        "minors": 0.04, "spam": 0.18,
    },
    "policy": {"P1": 0.3, "P2": 0.25, "P3": 0.2, "P4": 0.15, "P5": 0.06, "P6": 0.04},
    "severity": {"S1": 0.05, "S2": 0.15, "S3": 0.35, "S4": 0.45},
    "language": {"ar": 0.1, "de": 0.1, "en": 0.4, "es": 0.2, "hi": 0.12, "pt": 0.08},
}  # fmt: skip
"""Values of each column with their usual shares."""

FIRST_DAY = date(2024, 12, 30)
"""Monday of 2025-W01."""

WEEKS, DAYS = 52, 360
"""The last week is not over: its data end on a Wednesday."""

DELAY_HOURS = 30.0
"""Mean time until a row enters the log; exponential."""

SEASON = 0.12
"""How far the exposure swings over the year."""

_WEEKDAYS = (1.1, 1.08, 1.05, 1.04, 1.03, 0.88, 0.82)


@dataclass(frozen=True, slots=True)
class Plant:
    """One thing that is planted.

    Parameters
    ----------
    kind : str
        ``rise``: more escalations of a slice. ``mix``: a slice takes a larger part of a total that stays.
        ``policy``: a definition gets wider. ``season``: exposure swings over the year. ``delay``: rows enter the log
        late. ``action``: a corrective action, see ``works``.
    week, until : int
        First and last week that show it, counted from 1.
    slice : tuple of (str, str)
        Column and value; empty for everything.
    factor : float
        By how much the slice is multiplied; for a season its swing, for a delay its mean in hours.
    works : bool or None
        For actions, whether it ends the rise of its slice.
    """

    kind: Literal["rise", "mix", "policy", "season", "delay", "action"]
    week: int
    until: int
    slice: tuple[tuple[str, str], ...] = ()
    factor: float = 1.0
    works: bool | None = None


_MENDED = (("region", "americas"), ("queue", "fraud"))
_UNMENDED = (("queue", "spam"), ("language", "hi"))
PLANTS = (
    Plant("season", 1, WEEKS, factor=SEASON),
    Plant("delay", 1, WEEKS, factor=DELAY_HOURS),
    Plant("rise", 16, 25, _MENDED, 2.2),
    Plant("rise", 21, WEEKS, _UNMENDED, 2.0),
    Plant("action", 26, WEEKS, _MENDED, works=True),
    Plant("policy", 31, WEEKS, (("policy", "P4"),), 1.5),
    Plant("action", 35, WEEKS, _UNMENDED, works=False),
    Plant("mix", 41, WEEKS, (("queue", "live"),), 2.0),
)
"""In the order of their weeks."""


@dataclass(frozen=True, slots=True)
class YearTruth:
    """The whole known answer of a synthetic year.

    Parameters
    ----------
    seed, rows : int
        What it was made from.
    first_day : date
        Monday of the first week.
    as_of : int
        The instant at which the data end, in microseconds UTC.
    plants : tuple of Plant
        All that moves; everything else is noise.
    files : tuple of str
        What was written, by name.
    """

    seed: int
    rows: int
    first_day: date
    as_of: int
    plants: tuple[Plant, ...]
    files: tuple[str, ...]

    def __repr__(self) -> str:
        return f"YearTruth(seed={self.seed}, rows={self.rows}, {len(self.plants)} plants)"

    def monday(self, week: int) -> date:
        """Return the first day of a week, counted from 1."""
        return self.first_day + timedelta(days=7 * (week - 1))


def start_us(day: int) -> int:
    """Return the first instant of a day, counted from 0, in microseconds UTC."""
    at = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, tzinfo=UTC) + timedelta(days=day)
    return int(at.timestamp()) * 1_000_000


def exposure(day: int) -> float:
    """Return the exposure of a day over all regions, in active users; it swings over the year and the week."""
    import math

    return 2_000_000 * (1 + SEASON * math.sin(2 * math.pi * (day - 30) / 364)) * _WEEKDAYS[day % 7]


def cell_weights(week: int) -> NDArray[np.float64]:
    """Return how much each combination of values weighs in a week; 1 in all where nothing is planted."""
    import numpy as np

    weights = np.ones(())
    for shares in DIMENSIONS.values():
        weights = np.multiply.outer(weights, np.array(list(shares.values())) / sum(shares.values()))
    for plant in PLANTS:
        if plant.kind in ("rise", "policy", "mix") and plant.week <= week <= plant.until:
            inside = _inside(plant.slice)
            total, part = weights.sum(), weights[inside].sum()
            weights[inside] *= plant.factor
            if plant.kind == "mix":
                rest = np.ones(weights.shape, dtype=bool)
                rest[inside] = False
                weights[rest] *= (total - plant.factor * part) / (total - part)
    return weights.ravel()


def arrived(day: int) -> float:
    """Return the part of a day's escalations that has entered the log when the data end."""
    import math

    begin, end = (DAYS - day) * 24 / DELAY_HOURS, (DAYS - day - 1) * 24 / DELAY_HOURS
    return 1 - (math.exp(-end) - math.exp(-begin)) / (begin - end)


def _inside(wanted: tuple[tuple[str, str], ...]) -> tuple[slice | int, ...]:
    chosen = dict(wanted)
    return tuple(
        list(values).index(chosen[name]) if name in chosen else slice(None) for name, values in DIMENSIONS.items()
    )
