# ruff: noqa: S608 - every text in the queries is quoted or made here
"""How many rows fall into each of equal spans of time, for drawing from afar."""

from __future__ import annotations

from dataclasses import dataclass

from rca.errors import Mistake, ParameterError
from rca.evidence.index.build import EventIndex
from rca.evidence.index.query import Wanted, wanted_keys
from rca.evidence.ingest.engine import connect


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many rows of one source begin in a span of time.

    Parameters
    ----------
    source : str
        The source.
    first, last : int
        The span as a closed interval of corrected instants in microseconds UTC.
    rows : int
        How many rows; buckets without any are left out.
    """

    source: str
    first: int
    last: int
    rows: int


def count_buckets(index: EventIndex, wanted: Wanted, width_us: int) -> tuple[Bucket, ...]:
    """Count the wanted rows by source and span of time.

    Parameters
    ----------
    index : EventIndex
        The index.
    wanted : Wanted
        Which rows.
    width_us : int
        Length of a span in microseconds; spans begin at its multiples since 1970-01-01 UTC.

    Returns
    -------
    tuple of Bucket
        By span, then by source.

    Raises
    ------
    ParameterError
        When the width is not positive, a source unknown or the window turned round.
    """
    if width_us < 1:
        message = f"a span of time is longer than nothing; got {width_us} us"
        raise ParameterError([Mistake("width", 0, 0, "parameter.width", message, "give a width in microseconds")])
    if not index.sources:
        return ()
    keys = wanted_keys(index, wanted)
    # Rounded down before 1970 too, where division would round up.
    begin = f"t - ((t % {width_us}) + {width_us}) % {width_us}"
    with connect(index.memory) as (connection, _):
        found = connection.execute(
            f"SELECT {begin} AS begin, source, count(*) FROM {keys} GROUP BY ALL ORDER BY begin, source"
        ).fetchall()
    return tuple(Bucket(index.sources[place].source, t, t + width_us - 1, count) for t, place, count in found)
