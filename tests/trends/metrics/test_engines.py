"""Every metric gives exactly the same on every engine that is installed."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from pyarrow import parquet

from rca.trends.log.log import EscalationLog
from rca.trends.metrics.catalogue import METRICS
from rca.trends.metrics.compute import compute_metrics
from rca.trends.metrics.results import MetricsResult

Draw = Callable[..., list[dict[str, Any]]]


def asked(table: Any) -> list[MetricsResult]:
    log = EscalationLog(table, zone="America/New_York")
    return [
        compute_metrics(log, by=("region",)),
        compute_metrics(log, ["volume"], unit="month", as_of=1_742_000_000_000_000),
    ]


@pytest.fixture
def rows(draw_log: Draw) -> pa.Table:
    return pa.Table.from_pylist(draw_log(300))


@pytest.fixture
def expected(rows: pa.Table) -> list[MetricsResult]:
    return asked(ibis.memtable(rows))


def test_all_metrics_are_compared(expected: list[MetricsResult]) -> None:
    found = {series.metric.name for series in expected[0].series}
    assert found == {metric.name for metric in METRICS} - {"rate"}


def test_polars(rows: pa.Table, expected: list[MetricsResult]) -> None:
    pytest.importorskip("polars")
    assert asked(ibis.polars.connect().create_table("escalations", rows)) == expected


def test_coarse_durations_agree_too(rows: pa.Table, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars")
    exact = compute_metrics(EscalationLog(ibis.memtable(rows)), ["time_to_resolve"]).series[0]
    monkeypatch.setattr("rca.trends.metrics.compute.EXACT_ROWS", 10)
    tables = (ibis.memtable(rows), ibis.polars.connect().create_table("escalations", rows))
    duckdb, polars = (compute_metrics(EscalationLog(table), ["time_to_resolve"]) for table in tables)
    assert duckdb == polars
    assert not duckdb.exact
    for coarse, fine in zip(duckdb.series[0].points, exact.points, strict=True):
        assert (coarse.value is None) == (fine.value is None)
        if fine.value is not None and coarse.value is not None:
            assert 0 <= fine.value - coarse.value <= fine.value / 100


@pytest.fixture
def spark() -> Iterator[Any]:
    session_module = pytest.importorskip("pyspark.sql", reason="the extra `spark` is not installed")
    if not any((Path(folder) / "java").exists() for folder in os.environ.get("PATH", "").split(os.pathsep)):
        pytest.skip("Spark needs Java")
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.sql.session.timeZone": "UTC"}
    builder = session_module.SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def test_spark(spark: Any, rows: pa.Table, expected: list[MetricsResult], tmp_path: Path) -> None:
    parquet.write_table(rows, tmp_path / "log.parquet")
    with warnings.catch_warnings():
        # Warnings of Spark about itself are not ours.
        warnings.simplefilter("ignore")
        found = asked(ibis.pyspark.connect(spark).read_parquet(tmp_path / "log.parquet"))
    assert found == expected
