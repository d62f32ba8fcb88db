"""A drawn sample: which units, with which chance each, and by which design."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Design = Literal["simple", "stratified", "systematic", "poisson"]


@dataclass(frozen=True, slots=True)
class StratumSize:
    """How many units a stratum has, and how many were drawn."""

    name: str = field(repr=False)
    population: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sample:
    """Units drawn with known chances; kept whole, because no estimate can do without them.

    Parameters
    ----------
    design : {"simple", "stratified", "systematic", "poisson"}
        How they were drawn.
    seed : int
        Of the PCG64 generator.
    population : int
        Units in the frame.
    units : tuple of str
        Ids of the units drawn, in order.
    inclusion : tuple of float
        The chance of each to be drawn.
    stratum : tuple of str
        The stratum of each; empty where there are none.
    strata : tuple of StratumSize
        All strata of the frame; empty where there are none.
    """

    design: Design
    seed: int
    population: int
    units: tuple[str, ...]
    inclusion: tuple[float, ...]
    stratum: tuple[str, ...] = ()
    strata: tuple[StratumSize, ...] = ()

    def __repr__(self) -> str:
        return f"Sample({self.design}, {len(self.units)} of {self.population} units, seed={self.seed})"

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row a unit: `unit`, `stratum` (empty where there is none), `inclusion`, `weight`."""
        strata = self.stratum or ("",) * len(self.units)
        for unit, stratum, chance in zip(self.units, strata, self.inclusion, strict=True):
            yield {"unit": unit, "stratum": stratum, "inclusion": chance, "weight": 1 / chance}
