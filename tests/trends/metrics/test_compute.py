"""Series against plain Python over the rows, and what they tell about definitions, slices and new periods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ibis
import pyarrow as pa
import pytest

from rca.errors import InputError, ParameterError
from rca.trends.log.log import Change, EscalationLog, Exposure
from rca.trends.metrics.catalogue import METRICS
from rca.trends.metrics.compute import compute_metrics, instant_of
from rca.trends.metrics.results import Point, Series
from rca.trends.metrics.survival import kaplan_meier

Rows = list[dict[str, Any]]
Draw = Callable[..., Rows]
STAMPS = ("opened", "occurred", "detected", "acknowledged", "contained", "actioned", "notified", "resolved", "recorded")


def log_of(rows: Rows, **known: Any) -> EscalationLog:
    return EscalationLog(ibis.memtable(pa.Table.from_pylist(rows)), **known)


def series_of(log: EscalationLog, name: str, **asked: Any) -> tuple[Series, ...]:
    return compute_metrics(log, [name], **asked).series


def week_of(instant: int) -> str:
    year, week, _ = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=instant)).isocalendar()
    return f"{year}-W{week:02}"


def now_of(rows: Rows) -> int:
    return max(row[name] for row in rows for name in STAMPS if row[name] is not None)


SHARES: dict[str, tuple[str, Callable[[dict[str, Any], int], bool], Callable[[dict[str, Any]], bool]]] = {
    "sla_breach": ("sla_due", lambda r, now: r["sla_due"] <= now,
                   lambda r: r["resolved"] is None or r["resolved"] > r["sla_due"]),
    "obligation_breach": ("obligation_due", lambda r, now: r["obligation_due"] <= now,
                          lambda r: r["notified"] is None or r["notified"] > r["obligation_due"]),
    "reopen": ("resolved", lambda r, now: r["reopened"] is not None, lambda r: r["reopened"] == 1),
    "overturn": ("resolved", lambda r, now: r["overturned"] is not None, lambda r: r["overturned"] == 1),
    "reviews_meeting_rules": ("opened", lambda r, now: r["meets_rules"] is not None, lambda r: r["meets_rules"] == 1),
}  # fmt: skip


@pytest.mark.parametrize("name", SHARES)
def test_shares(draw_log: Draw, name: str) -> None:
    rows = draw_log()
    basis, counted, hit = SHARES[name]
    now = now_of(rows)
    (series,) = series_of(log_of(rows), name)
    for point in series.points:
        mine = [r for r in rows if r[basis] is not None and week_of(r[basis]) == point.period and counted(r, now)]
        assert (point.numerator, point.denominator) == (sum(map(hit, mine)), len(mine))
        assert point.value == (None if not mine else sum(map(hit, mine)) / len(mine))


@pytest.mark.parametrize("name", ["handovers", "depth", "exposure_before_action"])
def test_means(draw_log: Draw, name: str) -> None:
    rows, field = draw_log(), {"exposure_before_action": "exposure"}.get(name, name)
    (series,) = series_of(log_of(rows), name)
    for point in series.points:
        mine = [r[field] for r in rows if r[field] is not None and week_of(r["opened"]) == point.period]
        assert point.value == (pytest.approx(sum(mine) / len(mine)) if mine else None)


def test_action_closure_counts_actions_not_cases(draw_log: Draw) -> None:
    rows = draw_log()
    (series,) = series_of(log_of(rows), "action_closure")
    for point in series.points:
        mine = [r for r in rows if week_of(r["opened"]) == point.period]
        assert point.numerator == sum(r["actions_closed"] for r in mine)
        assert point.denominator == sum(r["actions_due"] for r in mine)


@pytest.mark.parametrize(
    ("name", "start", "end"), [("time_to_detect", "occurred", "detected"), ("time_to_resolve", "opened", "resolved")]
)
def test_durations_count_open_ones_as_not_done(draw_log: Draw, name: str, start: str, end: str) -> None:
    rows = draw_log()
    now = now_of(rows)
    (series,) = series_of(log_of(rows), name)
    for point in series.points:
        mine = [r for r in rows if week_of(r["opened"]) == point.period and (r[end] is None or r[end] >= r[start])]
        took = [((now if r[end] is None else r[end]) - r[start]) // 1_000_000 for r in mine]
        curve = kaplan_meier(took, [r[end] is not None for r in mine])
        assert (point.value, point.low, point.high) == curve.quantile(0.5)
        assert point.most == curve.quantile(0.9)[0]
        assert (point.numerator, point.denominator) == (sum(r[end] is not None for r in mine), len(mine))


def test_only_those_with_a_duty_wait_to_be_notified(draw_log: Draw) -> None:
    rows = draw_log()
    (series,) = series_of(log_of(rows), "time_to_notify")
    wanted = sum(r["obligation_due"] is not None or r["notified"] is not None for r in rows)
    assert sum(point.denominator for point in series.points) == wanted


def test_slices_add_up_and_empty_cells_are_one(draw_log: Draw) -> None:
    rows = draw_log()
    slices = series_of(log_of(rows), "volume", by=("region", "queue"))
    (whole,) = series_of(log_of(rows), "volume")
    assert len(slices) == 9
    assert {dict(each.slice)["region"] for each in slices} == {"(empty)", "north", "south"}
    for index, point in enumerate(whole.points):
        assert sum(each.points[index].numerator for each in slices) == point.numerator
    for shares in zip(*(each.points for each in series_of(log_of(rows), "mix", by=("queue",))), strict=True):
        if shares[0].denominator:
            assert sum(point.value or 0 for point in shares) == pytest.approx(1)


def test_rates_are_over_the_exposure_of_the_days(draw_log: Draw) -> None:
    rows = draw_log()
    days = [date(2025, 2, 10) + timedelta(days=n) for n in range(80)]
    exposures = tuple(Exposure(day, 100.0, {"queue": queue}) for day in days for queue in "abc")
    log = log_of(rows, exposures=exposures)
    (series,) = series_of(log, "rate")
    assert {point.denominator for point in series.points[:-1]} == {2_100.0}
    assert series.points[-1].denominator < 2_100
    assert series.points[2].value == series.points[2].numerator / 2_100
    assert {point.denominator for point in series_of(log, "rate", by=("queue",))[0].points[:-1]} == {700.0}
    assert compute_metrics(log, ["rate"], by=("region",)).missing == (("rate", ("exposure by region",)),)


def test_a_change_of_definition_breaks_the_series(draw_log: Draw) -> None:
    changes = (Change("overturn", "2", date(2025, 3, 10), "counts warnings too"),)
    log = log_of(draw_log(), changes=changes)
    (overturn,) = series_of(log, "overturn")
    segments = {point.period: (point.segment, point.mixed) for point in overturn.points}
    assert segments["2025-W10"] == (0, False)
    assert segments["2025-W11"] == (1, False)
    assert [version.version for version in overturn.versions] == ["1", "2"]
    assert {point.segment for point in series_of(log, "volume")[0].points} == {0}


def test_a_change_inside_a_week_is_told(draw_log: Draw) -> None:
    log = log_of(draw_log(), changes=(Change("all", "2", date(2025, 3, 12), "wider"),))
    points = {point.period: point for point in series_of(log, "volume")[0].points}
    assert (points["2025-W11"].segment, points["2025-W11"].mixed) == (0, True)
    assert (points["2025-W12"].segment, points["2025-W12"].mixed) == (1, False)


def test_the_log_can_be_seen_as_it_was(draw_log: Draw) -> None:
    rows = draw_log()
    then = sorted(row["opened"] for row in rows)[250]
    held = [
        {name: None if name in STAMPS and cell is not None and cell > then else cell for name, cell in row.items()}
        for row in rows
        if row["recorded"] <= then
    ]
    seen, was = (compute_metrics(log_of(each), as_of=then) for each in (rows, held))

    def plain(series: tuple[Series, ...]) -> list[tuple[str, list[Point]]]:
        return [(each.metric.name, [point for point in each.points if point.denominator]) for each in series]

    assert plain(seen.series) == plain(was.series)
    assert not seen.series[0].points[-1].complete
    assert all(point.complete for point in seen.series[0].points[:-1])


def test_new_weeks_say_how_much_has_arrived(draw_log: Draw) -> None:
    rows = draw_log(4_000)
    then = sorted(row["opened"] for row in rows)[2_000]
    points = compute_metrics(log_of(rows), ["volume"], as_of=then).series[0].points
    assert points[0].arrived == pytest.approx(1, abs=0.01)
    last = points[-1]
    assert last.arrived is not None
    all_of_it = sum(1 for row in rows if last.start <= row["opened"] <= then)
    assert last.numerator / last.arrived == pytest.approx(all_of_it, rel=0.15)


def test_large_numbers_do_not_overflow() -> None:
    rows = [{"id": str(n), "opened": n, "exposure": 999_999_000_000_000 + 1_000_000 * n} for n in range(1_000)]
    (series,) = series_of(log_of(rows), "exposure_before_action")
    point = series.points[0]
    assert point.value == 999_999_000_000_000 + 999_000_000 / 2
    assert point.low is not None
    assert point.high is not None
    assert 0 <= point.high - point.low < 1e9
    with pytest.raises(InputError, match="count in thousands"):
        series_of(log_of([{**row, "exposure": 10**17} for row in rows]), "exposure_before_action")


def test_every_metric_has_its_words() -> None:
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names) == 18
    assert all(m.definition.endswith(".") and m.numerator and m.denominator and m.exclusions for m in METRICS)
    assert all(m.basis in m.needs for m in METRICS)


def test_what_cannot_be_computed_is_named(draw_log: Draw) -> None:
    log = log_of([{"id": "1", "opened": 0}])
    missing = dict(compute_metrics(log).missing)
    assert missing["time_to_resolve"] == ("resolved",)
    assert [each.metric.name for each in compute_metrics(log).series] == ["volume"]


def test_mistakes_are_told(draw_log: Draw) -> None:
    log = log_of(draw_log(20))
    with pytest.raises(ParameterError, match="did you mean 'volume'"):
        compute_metrics(log, ["volum"])
    with pytest.raises(ParameterError, match="the columns are region, queue"):
        compute_metrics(log, by=("colour",))
    with pytest.raises(InputError, match="no escalation was opened by then"):
        compute_metrics(log, as_of=0)
    with pytest.raises(InputError, match="must be int64"):
        EscalationLog(ibis.memtable(pa.table({"opened": ["2025-01-01"]})))
    with pytest.raises(ParameterError, match="YYYY-MM-DD"):
        instant_of("30.06.2025")
