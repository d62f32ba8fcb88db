"""Pairs of rows that bound a clock: from what the case claims, and from rows that record the same event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rca.case.records import CaseFile, Claim, Clock
from rca.case.when import Order
from rca.evidence.rows import RowTime
from rca.timeline.clock.in_force import ClockInForce, true_time
from rca.timeline.clock.pairs import ClockPair

Row = tuple[str, int]
_HALF_HOUR_US = 1_800_000_000

Relation = tuple[str, str, str]
"""A row, ``before``, ``after`` or ``at``, and another row."""


def related_rows(case: CaseFile) -> tuple[Relation, ...]:
    """Return the rows that the case puts in order: those of one point, and those that its claims refer to.

    Parameters
    ----------
    case : CaseFile
        The case; rejected claims say nothing.

    Returns
    -------
    tuple of (row, relation, row)
        Each once, in the order of the file.
    """
    found: dict[Relation, None] = {}
    for event in case.timeline.events:
        for part in (event.at, event.start, event.end):
            claims = [claim for claim in part if isinstance(claim, Claim) and claim.reject is None]
            rows = [claim.row for claim in claims if claim.row is not None]
            orders = [
                value for claim in claims if claim.when for value in claim.when.claims if isinstance(value, Order)
            ]
            for rank, row in enumerate(rows):
                found.update(dict.fromkeys((row, "at", other) for other in rows[rank + 1 :]))
                for order in orders:
                    if order.ref.row is not None and order.relation in {"before", "after", "at"}:
                        found[row, order.relation, f"{order.ref.id}:{order.ref.row}"] = None
    return tuple(found)


def group_relations(clock: Clock, sources: Sequence[str], groups: Iterable[Sequence[Row]]) -> Iterator[Relation]:
    """Yield the order of rows that record one event, as the record of the clock tells it for their sources.

    Parameters
    ----------
    clock : Clock
        With the sources that it follows and precedes.
    sources : sequence of str
        The sources that have this clock.
    groups : iterable of sequence of Row
        Rows that record one event.
    """
    for group in groups:
        for source, number in group:
            if source not in sources:
                continue
            for other, row in group:
                if other in clock.follows or other in clock.precedes:
                    relation = "after" if other in clock.follows else "before"
                    yield f"{source}:{number}", relation, f"{other}:{row}"


def clock_pairs(
    relations: Iterable[Relation],
    sources: Sequence[str],
    times: Mapping[str, RowTime],
    clocks: Mapping[str, ClockInForce],
) -> list[ClockPair]:
    """Return what relations between rows say of one clock.

    Parameters
    ----------
    relations : iterable of (row, relation, row)
        The order of rows.
    sources : sequence of str
        The sources that have the clock in question; a relation counts where one of its rows is theirs.
    times : mapping of str to RowTime
        Times of the rows as their clocks showed them.
    clocks : mapping of str to ClockInForce
        Clocks of the other sources, which are set right first.

    Returns
    -------
    list of ClockPair
        One for a row that cannot be the earlier or the later, two for rows of one instant.
    """
    turned = {"before": "after", "after": "before", "at": "at"}
    found: dict[ClockPair, None] = {}
    for row, relation, other in relations:
        if (_source(row) in sources) == (_source(other) in sources) or row not in times or other not in times:
            continue
        if _source(row) not in sources:
            row, relation, other = other, turned[relation], row
        earliest, _, latest = true_time(times[other], clocks.get(_source(other)))
        shown = _reading(times[row], (earliest + latest) // 2)
        for follows in {"after": (True,), "before": (False,), "at": (True, False)}[relation]:
            found[ClockPair(shown, (earliest, latest), follows, row, other)] = None
    return list(found)


def _reading(row: RowTime, near: int) -> tuple[int, int]:
    """Return the time of a row; of a row in a fold the reading that lies nearer to the other source's time.

    The two readings are half an hour apart or more, so this is right as long as the clock is off by less than half of
    that.
    """
    unit = (row.latest - row.earliest + 1) % _HALF_HOUR_US
    if row.basis != "fold" or unit == 0:
        return row.earliest, row.latest
    readings = ((row.earliest, row.earliest + unit - 1), (row.latest - unit + 1, row.latest))
    return min(readings, key=lambda reading: abs(reading[0] - near))


def _source(row: str) -> str:
    return row.partition(":")[0]
