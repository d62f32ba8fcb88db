"""Tables are read as they are: every bad cell is named, nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rca.errors import InputError
from rca.trends.charts.read import Columns, read_series


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(error: InputError) -> list[tuple[int, int, str]]:
    return [(mistake.line, mistake.column, mistake.code) for mistake in error.mistakes]


def test_named_columns_and_a_gap(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffweek,count,n\n2024-01-01,5,50\n\n2024-01-08,,\n2024-01-15,7,60\n")
    series = read_series(path, "u")
    assert series.periods == ("2024-01-01", "2024-01-08", "2024-01-15")
    assert series.values == (5, None, 7)
    assert series.sizes == (50, None, 60)
    assert series.name == "count"


def test_the_only_column_of_numbers_is_taken(tmp_path: Path) -> None:
    assert read_series(written(tmp_path, "team,late\na,5\nb,6\n"), "c").values == (5, 6)
    assert read_series(written(tmp_path, "late\n5\n6\n"), "c").periods == ("1", "2")


def test_two_columns_of_numbers_are_not_guessed_between(tmp_path: Path) -> None:
    path = written(tmp_path, "late,early\n5,1\n6,2\n")
    with pytest.raises(InputError, match=r"name it with --value; the columns are late, early"):
        read_series(path, "c")
    assert read_series(path, "c", Columns(value="early")).values == (1, 2)


def test_one_size_for_all(tmp_path: Path) -> None:
    path = written(tmp_path, "late\n5\n6\n")
    assert read_series(path, "p", Columns(size="50")).sizes == (50, 50)
    with pytest.raises(InputError, match="divides counts by sizes"):
        read_series(path, "p")


def test_every_bad_cell_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, 'week,count,n\n2024-01-01,five,50\n,6,x\n2024-01-15,"1,000",60\n2024-01-22,nan,1_0\n')
    with pytest.raises(InputError) as caught:
        read_series(path, "u")
    assert codes(caught.value) == [
        (2, 2, "chart.not-a-number"),
        (3, 1, "chart.period"),
        (3, 3, "chart.not-a-number"),
        (4, 2, "chart.not-a-number"),
        (5, 2, "chart.not-a-number"),
        (5, 3, "chart.not-a-number"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        ("5\n6\n7\n", "the first row names the columns"),
        ("a,a\n1,2\n", "more than once"),
        ("a,b\n1\n", "as many cells as the header, 2; got 1"),
        ("a,b\n", "there is no row"),
    ],
)
def test_broken_tables(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_series(written(tmp_path, text), "c")


def test_unreadable_files(tmp_path: Path) -> None:
    for path, words in (
        (tmp_path / "none.csv", "cannot be read"),
        (written(tmp_path, "x", "table.xls"), r"got '\.xls'"),
        (written(tmp_path, "x", "table.parquet"), "cannot be read"),
    ):
        with pytest.raises(InputError, match=words):
            read_series(path, "c")
    (tmp_path / "latin.csv").write_bytes(b"caf\xe9\n1\n")
    with pytest.raises(InputError, match="not written in UTF-8"):
        read_series(tmp_path / "latin.csv", "c")


def test_parquet_is_read_as_the_same(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    days = [date(2024, 1, 1), date(2024, 1, 8), date(2024, 1, 15)]
    parquet.write_table(pa.table({"day": days, "count": [5, None, 7]}), tmp_path / "t.parquet")
    text = written(tmp_path, "day,count\n2024-01-01,5\n2024-01-08,\n2024-01-15,7\n")
    assert read_series(tmp_path / "t.parquet", "c") == read_series(text, "c")


def test_days_between_events(tmp_path: Path) -> None:
    series = read_series(written(tmp_path, "date\n2024-01-01\n2024-01-05\n2024-01-05\n2024-02-01\n"), "t")
    assert series.values == (4, 0, 27)
    with pytest.raises(InputError, match="do not rise"):
        read_series(written(tmp_path, "date\n2024-02-01\n2024-01-05\n2024-03-05\n"), "t")
    with pytest.raises(InputError, match="an event has a day"):
        read_series(written(tmp_path, "date\n2024-02-01\nMay\n2024-03-05\n"), "t")
