"""Weeks and months by a wall clock, as arithmetic on an engine, against the calendar of Python."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import ibis
import numpy as np
import pyarrow as pa
import pytest

from rca.errors import ParameterError
from rca.trends.metrics.periods import Unit, make_periods

FIRST, LAST = 1_722_500_000_000_000, 1_751_400_000_000_000


def local(instant: int, zone: str) -> datetime:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone))


@pytest.mark.parametrize(
    "zone", ["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Africa/Casablanca"]
)
@pytest.mark.parametrize("unit", ["week", "month"])
def test_keys_follow_the_wall_clock(zone: str, unit: Unit) -> None:
    periods = make_periods(unit, zone, FIRST, LAST)
    edges = [period.start + step for period in periods.items for step in (-1, 0, 1)]
    edges += [at + step for at, _ in periods.offsets for step in (-1, 0, 1)]
    drawn = np.random.default_rng(5).integers(FIRST, LAST, 500).tolist()
    instants = sorted(at for at in {*edges, *drawn} if periods.items[0].start <= at < periods.items[-1].end)
    table = ibis.memtable(pa.table({"at": instants}))
    found = table.select("at", key=periods.key(table["at"]), day=periods.day(table["at"])).to_pyarrow().to_pylist()
    label = {period.key: period.label for period in periods.items}
    for row in found:
        when = local(row["at"], zone)
        year, week, _ = when.isocalendar()
        assert label[row["key"]] == (f"{year}-W{week:02}" if unit == "week" else f"{when:%Y-%m}")
        assert row["day"] // 86_400_000_000 == (when.date() - datetime(1900, 1, 1).date()).days


def test_periods_lie_side_by_side() -> None:
    items = make_periods("week", "America/New_York", FIRST, LAST).items
    assert all(one.end == other.start for one, other in pairwise(items))
    assert sorted({(one.end - one.start) // 3_600_000_000 for one in items}) == [167, 168, 169]
    assert items[0].start <= FIRST
    assert items[-1].start <= LAST < items[-1].end


def test_an_unknown_zone_is_told() -> None:
    with pytest.raises(ParameterError, match="Europe/Berlin"):
        make_periods("week", "Berlin", FIRST, LAST)
