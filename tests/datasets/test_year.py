"""The planted truth is really in the synthetic year, and the same seed gives the same bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from rca.datasets import Plant, YearTruth, make_year
from rca.datasets.year_plan import DAYS, PLANTS, exposure
from rca.trends.log.log import EscalationLog
from rca.trends.log.read import open_log
from rca.trends.metrics.compute import compute_metrics
from rca.trends.metrics.results import Series

WEEK = 7 * 86_400_000_000
ROWS = 200_000
Made = tuple[Path, YearTruth]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("year")
    return folder, make_year(folder, ROWS, seed=5, kinds=("parquet",))


@pytest.fixture(scope="module")
def frame(made: Made) -> pd.DataFrame:
    table: pa.Table = parquet.read_table(made[0] / "escalations.parquet")
    found: pd.DataFrame = table.to_pandas()
    start = int(pd.Timestamp(made[1].first_day, tz="UTC").timestamp()) * 1_000_000
    found["week"] = (found["opened"] - start) // WEEK + 1
    return found


def inside(frame: pd.DataFrame, plant: Plant) -> pd.Series[bool]:
    chosen = pd.Series(True, index=frame.index)
    for column, value in plant.slice:
        chosen &= frame[column] == value
    return chosen


def lift(frame: pd.DataFrame, plant: Plant, weeks: range, before: range) -> float:
    """Return by how much a slice grew against everything else, from some weeks to others."""
    mine = inside(frame, plant)
    late, early = frame["week"].isin(weeks), frame["week"].isin(before)
    return float((mine & late).sum() / (~mine & late).sum() * (~mine & early).sum() / (mine & early).sum())


def plants(kind: str) -> list[Plant]:
    return [plant for plant in PLANTS if plant.kind == kind]


def test_all_rows_are_there_and_in_order(frame: pd.DataFrame) -> None:
    assert len(frame) == ROWS
    assert frame["id"].is_unique
    assert frame["opened"].is_monotonic_increasing


def test_rises_begin_in_their_week(frame: pd.DataFrame) -> None:
    for plant in plants("rise"):
        weeks = range(plant.week, min(plant.until, plant.week + 4) + 1)
        assert lift(frame, plant, weeks, range(1, plant.week)) == pytest.approx(plant.factor, rel=0.1)
        assert lift(frame, plant, range(plant.week - 2, plant.week), range(1, plant.week - 2)) == pytest.approx(
            1, abs=0.12
        )


def test_one_action_works_and_one_does_not(frame: pd.DataFrame) -> None:
    for plant in plants("action"):
        (rise,) = [each for each in plants("rise") if each.slice == plant.slice]
        still = lift(frame, plant, range(plant.week, plant.week + 5), range(1, rise.week))
        assert still == pytest.approx(1 if plant.works else rise.factor, rel=0.12)
    assert {plant.works for plant in plants("action")} == {True, False}


def test_the_wider_policy_counts_more(frame: pd.DataFrame) -> None:
    (plant,) = plants("policy")
    assert lift(frame, plant, range(31, 41), range(1, 31)) == pytest.approx(plant.factor, rel=0.05)


def test_the_mix_moves_and_the_rates_within_do_not(frame: pd.DataFrame, made: Made) -> None:
    log = made[0] / "escalations.parquet"
    with open_log(log) as opened:
        parts = {dict(each.slice)["queue"]: each for each in compute_metrics(opened, ["mix"], by=("queue",)).series}
        late = {
            dict(each.slice).get("queue", ""): each
            for by in ((), ("queue",))
            for each in compute_metrics(opened, ["sla_breach"], by=by).series
        }

    def average(series: Series, weeks: range) -> float:
        points = [series.points[week - 1] for week in weeks]
        return sum(point.numerator for point in points) / sum(point.denominator for point in points)

    # The second rise goes on beside it, so that the part of the queue is a little below twice the usual one.
    assert average(parts["live"], range(41, 51)) / average(parts["live"], range(31, 41)) == pytest.approx(2, rel=0.06)
    assert average(late[""], range(43, 51)) > average(late[""], range(31, 41)) * 1.05
    for queue in ("live", "account", "spam"):
        before, after = average(late[queue], range(31, 41)), average(late[queue], range(43, 51))
        assert after == pytest.approx(before, rel=0.12)


def test_the_season_is_one_of_exposure(frame: pd.DataFrame) -> None:
    days = ((frame["opened"] - frame["opened"].min()) // (WEEK // 7)).clip(upper=DAYS - 1)
    counts = np.bincount(days, minlength=DAYS)[: 15 * 7].reshape(15, 7).sum(axis=1)
    users = np.array([exposure(day) for day in range(15 * 7)]).reshape(15, 7).sum(axis=1)
    assert users.max() / users.min() > 1.1
    rates = counts / users / (counts.sum() / users.sum())
    assert np.abs(rates - 1).max() < 0.08


def test_rows_enter_late(frame: pd.DataFrame, made: Made) -> None:
    (plant,) = plants("delay")
    assert (frame["recorded"] <= made[1].as_of).all()
    early = frame[frame["week"] < 40]
    assert ((early["recorded"] - early["opened"]) / 3.6e9).mean() == pytest.approx(plant.factor, rel=0.03)
    with open_log(made[0] / "escalations.parquet") as log:
        points = compute_metrics(log, ["volume"]).series[0].points
    assert not points[-1].complete
    arrived = points[-1].arrived
    assert arrived is not None
    assert arrived == pytest.approx(0.62, abs=0.04)
    assert points[-5].arrived == pytest.approx(1, abs=0.01)


def test_text_and_table_say_the_same(tmp_path: Path) -> None:
    make_year(tmp_path / "year", 10_000)
    found = []
    for name in ("escalations.csv", "escalations.parquet"):
        with open_log(tmp_path / "year" / name, tmp_path / "year" / "mapping.yaml") as log:
            assert isinstance(log, EscalationLog)
            found.append(compute_metrics(log, by=("region",)))
    assert found[0] == found[1]
    assert [lacks for name, lacks in found[0].missing if name == "rate"] == []


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    def digests(folder: Path, seed: int) -> list[str]:
        make_year(folder, 10_000, seed)
        return [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())]

    one, other, third = (digests(tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert one == other
    assert one != third


@pytest.mark.parametrize(
    ("asked", "error"),
    [({"rows": 9_999}, ValueError), ({"rows": 10**9}, ValueError), ({"kinds": ("json",)}, ValueError)],
)
def test_what_cannot_be_made_is_told(tmp_path: Path, asked: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error, match=r"synthetic year has|a log is written as"):
        make_year(tmp_path / "year", **asked)


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="needs an empty folder"):
        make_year(tmp_path)
