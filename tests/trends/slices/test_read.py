"""Files are read as they stand, and what cannot be used is named with its rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from rca.errors import InputError
from rca.trends.slices.leaves import leaves_of
from rca.trends.slices.read import read_leaves

GOOD = "region,queue,now,before,all\nNA,1,3,2,10\nDE,1,4,4.5,10\nNA,2,0,1,10\n"


def write(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_values_are_text_as_it_stands(tmp_path: Path) -> None:
    table = read_leaves(write(tmp_path, GOOD), "now", "before", dimensions=["region", "queue"])
    assert table.values == (("DE", "NA"), ("1", "2"))
    assert table.expected.sum() == 7.5


def test_all_other_columns_are_dimensions(tmp_path: Path) -> None:
    assert read_leaves(write(tmp_path, GOOD), "now", "before", "all").dimensions == ("region", "queue")


def test_parquet_says_the_same(tmp_path: Path) -> None:
    frame = pd.DataFrame({"region": ["NA", "DE"], "now": [3, 4], "before": [2.0, 4.5]})
    frame.to_parquet(tmp_path / "table.parquet")
    table = read_leaves(tmp_path / "table.parquet", "now", "before")
    assert table.values == (("DE", "NA"),)
    assert table.actual.tolist() == [4.0, 3.0] or table.actual.tolist() == [3.0, 4.0]


BAD = [
    (GOOD.replace("4.5", "many"), {}, "before must be a number in every row; it is not in row 2"),
    (GOOD.replace("4.5", ""), {}, "before must be a number in every row; it is not in row 2"),
    (GOOD.replace("4.5", "nan"), {}, "it is not in row 2"),
    (GOOD.replace("4.5", "inf"), {}, "it is not in row 2"),
    (GOOD.replace("4.5", "-4.5"), {}, "expected must not be negative; it is in row 2"),
    (GOOD.replace("DE", ""), {}, "every row needs a value of region; none is in row 2"),
    ("region,now,before\nDE,3,0\nNA,2,0\n", {}, "nothing is expected in any row"),
    ("region,now,before\n", {}, "no rows"),
    ("", {}, "empty"),
    (GOOD, {"actual": "then"}, "no column is called 'then' (the columns are region, queue, now, before, all)"),
    (GOOD, {"dimensions": ["region", "team"]}, "no column is called 'team'"),
    (GOOD, {"dimensions": ["region", "now"]}, "'now' is named twice"),
    (GOOD, {"dimensions": []}, "1 to 5 dimensions at once; got 0"),
    ("a,b,c,d,e,f,now,before\n1,2,3,4,5,6,7,8\n", {}, "got 6: a, b, c, d, e, f"),
    (GOOD.replace("4,4.5,10", "4,4.5,0"), {"rate": "all"}, "actual events need an exposure above 0; it is 0 in row 2"),
    (GOOD.replace(",10", ",0"), {"rate": "all"}, "the exposure is 0 in every row"),
    ("region,region,now,before\nA,B,1,2\n", {}, "'region'"),
    ("region,now,before\nA,1,2,3\n", {}, "table.csv"),
]


@pytest.mark.parametrize(("text", "changes", "message"), BAD)
def test_bad_input_is_named(tmp_path: Path, text: str, changes: dict[str, object], message: str) -> None:
    arguments = {"actual": "now", "expected": "before", **changes}
    with pytest.raises(InputError) as caught:
        read_leaves(write(tmp_path, text), **arguments)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.csv, \.tsv or \.parquet"):
        read_leaves(write(tmp_path, GOOD, "table.doc"), "now", "before")
    (tmp_path / "latin.csv").write_bytes("größe,now,before\nä,1,2\n".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_leaves(tmp_path / "latin.csv", "now", "before")


def test_columns_of_unlike_length_are_refused() -> None:
    with pytest.raises(InputError, match="expected has 1 rows and actual has 2"):
        leaves_of({"queue": ["a", "b"]}, [1, 2], [1])


def test_missing_values_of_a_list_are_refused() -> None:
    with pytest.raises(InputError, match="none is in row 2"):
        leaves_of({"queue": ["a", float("nan")]}, [1, 2], [1, 2])


def test_wide_dimensions_do_not_overflow() -> None:
    rng = np.random.default_rng(1)
    columns = {name: rng.integers(0, 10**9, 500) for name in "abcde"}
    table = leaves_of(columns, np.ones(500), np.ones(500))
    assert len(table.actual) == 500
