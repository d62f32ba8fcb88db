"""Who held the case, and when it passed from one to another: handovers, and ping-pong back to the one before.

As in the practice of process mining: a handover of work is a change of the resource between two neighbouring steps
(van der Aalst, Reijers and Song 2005), ping-pong is a handover back to the holder before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rca.timeline.results import SolvedEvent, TimelineResult

if TYPE_CHECKING:
    from rca.evidence.read import EvidenceTable

CASE: Final = "case"
TOLD: Final = 10
"""So many pairs of holders are listed for a source, the busiest first."""


@dataclass(frozen=True, slots=True)
class Handover:
    """The case passed from one lane to another.

    Parameters
    ----------
    giver, taker : str
        Lanes, or actors.
    after, before : str
        The last event of the one and the first of the other.
    shortest, longest : int
        The time between the two, microseconds; negative where their order is not certain.
    back : bool
        Whether it went back to the holder before.
    """

    giver: str
    taker: str
    after: str
    before: str
    shortest: int
    longest: int
    back: bool

    @property
    def certain(self) -> bool:
        """Whether the order of the two events is."""
        return self.shortest >= 0


@dataclass(frozen=True, slots=True)
class Passing:
    """How often the rows of an export passed from one actor to another.

    Parameters
    ----------
    source, giver, taker : str
        The export and the two actors.
    count : int
        Handovers between neighbouring rows of one object.
    back : int
        How many of them went back to the holder before.
    objects : int
        In how many objects.
    """

    source: str
    giver: str
    taker: str
    count: int
    back: int
    objects: int


@dataclass(frozen=True, slots=True)
class Passings:
    """All handovers in the rows of an export.

    Parameters
    ----------
    source : str
        The export.
    by : str
        The column whose values say which rows belong together.
    steps, handovers, back : int
        Neighbouring rows of one object with an actor, those with a change of actor, and those back to the one before.
    pairs : tuple of Passing
        The busiest pairs.
    """

    source: str
    by: str
    steps: int
    handovers: int
    back: int
    pairs: tuple[Passing, ...]


def handovers(result: TimelineResult) -> tuple[Handover, ...]:
    """Return the handovers between the lanes of a case.

    Parameters
    ----------
    result : TimelineResult
        The solved timeline; conditions, anchors and events without both bounds hold nothing.

    Returns
    -------
    tuple of Handover
        In order of time: wherever two neighbouring events stand in different lanes.
    """
    held = [event for event in result.events if event.kind != "condition" and not event.anchor and _placed(event)]
    held.sort(key=lambda event: (_at(event), event.id))
    found: list[Handover] = []
    before = ""
    for one, two in pairwise(held):
        if one.lane == two.lane:
            continue
        shortest, longest = _apart(one, two)
        found.append(Handover(one.lane, two.lane, one.id, two.id, shortest, longest, back=two.lane == before))
        before = one.lane
    return tuple(found)


def passings(tables: Iterable[EvidenceTable]) -> tuple[Passings, ...]:
    """Return the handovers in the rows of each export that has actors, and tells what they held.

    Parameters
    ----------
    tables : iterable of EvidenceTable
        The exports of a case.

    Returns
    -------
    tuple of Passings
        One for each export with at least one step; rows belong together by ``case_id``, else by ``object``.
    """
    return tuple(found for table in tables if (found := _passings(table)) is not None)


def _passings(table: EvidenceTable) -> Passings | None:
    import numpy as np
    import pandas as pd

    rows = table.kept.select(["t_best_us", "source_row", "actor", "object", "case_id"]).to_pandas()
    rows = rows[rows["actor"].fillna("") != ""]
    by = next((name for name in ("case_id", "object") if rows[name].fillna("").ne("").any()), "")
    if not by:
        return None
    rows = rows[rows[by].fillna("") != ""]
    thing = pd.factorize(rows[by], sort=True)[0]
    actor, names = pd.factorize(rows["actor"], sort=True)
    order = np.lexsort((rows["source_row"].to_numpy(), rows["t_best_us"].to_numpy(), thing))
    thing, actor = thing[order], actor[order]
    same = thing[1:] == thing[:-1]
    if not same.any():
        return None
    # Runs of one holder: a return is told by the holder of the run before the last.
    starts = np.flatnonzero(np.concatenate(([True], ~same | (actor[1:] != actor[:-1]))))
    holder, group = actor[starts], thing[starts]
    change = np.flatnonzero(group[1:] == group[:-1])
    back = np.zeros(len(change), dtype=bool)
    deep = change >= 1
    at = change[deep]
    back[deep] = (group[at - 1] == group[at + 1]) & (holder[at - 1] == holder[at + 1])
    pairs = pd.DataFrame(
        {"giver": holder[change], "taker": holder[change + 1], "back": back, "thing": group[change], "n": 1}
    )
    summed = pairs.groupby(["giver", "taker"], sort=True).agg({"n": "sum", "back": "sum", "thing": "nunique"})
    summed = summed.sort_values("n", ascending=False, kind="stable").head(TOLD)
    figures = summed[["n", "back", "thing"]].to_numpy(dtype=np.int64).tolist()
    told = tuple(
        Passing(table.source, str(names[giver]), str(names[taker]), *counts)
        for (giver, taker), counts in zip(summed.index, figures, strict=True)
    )
    return Passings(table.source, by, int(same.sum()), len(change), int(back.sum()), told)


def _placed(event: SolvedEvent) -> bool:
    return event.start.earliest is not None and event.start.latest is not None


def _at(event: SolvedEvent) -> int:
    earliest, best, latest = event.start.earliest, event.start.best, event.start.latest
    return best if best is not None else ((earliest or 0) + (latest or 0)) // 2


def _apart(one: SolvedEvent, two: SolvedEvent) -> tuple[int, int]:
    """Return the time from one event to the start of another."""
    first, last = one.start, two.start
    known = [first.earliest, first.latest, last.earliest, last.latest]
    low, high, begin, end = (each or 0 for each in known)
    return begin - high, end - low


def ping_pong(found: Sequence[Handover]) -> tuple[Handover, ...]:
    """Return the handovers that went back to the holder before."""
    return tuple(each for each in found if each.back)
