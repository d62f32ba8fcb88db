"""The door takes any common table and names what it cannot use by row and rule."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from rca.errors import ParameterError
from rca.quality.agreement.alpha import krippendorff_alpha
from rca.quality.agreement.chance import gwet_ac1
from rca.quality.agreement.kappa import cohen_kappa
from rca.quality.agreement.ratings import Ratings
from rca.quality.agreement.read import read_groups, read_ratings, read_wide

ROWS: list[dict[str, Any]] = [
    {"unit": "U2", "rater": "B", "value": 1, "item": "tone"},
    {"unit": "U1", "rater": "A", "value": 2, "item": "tone"},
    {"unit": "U1", "rater": "B", "value": None, "item": "tone"},
    {"unit": "U2", "rater": "A", "value": 2, "item": "tone"},
]


def _columns() -> dict[str, list[Any]]:
    return {name: [row[name] for row in ROWS] for name in ROWS[0]}


@pytest.mark.parametrize("table", [ROWS, _columns(), pd.DataFrame(ROWS), pa.table(_columns())])
def test_every_kind_of_table_gives_the_same(table: Any) -> None:
    ratings = read_ratings(table)
    assert (ratings.units, ratings.raters, ratings.values) == (("U1", "U2"), ("A", "B"), (1.0, 2.0))
    assert ratings.unit.tolist() == [0, 1, 1]
    assert ratings.rater.tolist() == [0, 0, 1]
    assert ratings.value.tolist() == [1, 1, 0]


def test_a_repr_holds_no_name() -> None:
    assert repr(read_ratings(ROWS)) == "Ratings(units=2, raters=2, values=2, ratings=3)"


def _changed(row: int, **cells: Any) -> list[dict[str, Any]]:
    return [{**one, **cells} if place == row - 1 else one for place, one in enumerate(ROWS)]


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        (_changed(4, rater="B"), "agreement.twice", "rows 1, 4"),
        (_changed(2, value="two"), "agreement.mixed-values", "row 2"),
        (_changed(4, value=True), "agreement.mixed-values", "row 4"),
        (_changed(2, value=float("inf")), "agreement.not-finite", "row 2"),
        (_changed(3, unit=None), "table.empty-cell", "row 3"),
        (_changed(1, rater=""), "table.empty-cell", "row 1"),
        (_changed(3, rater=7), "table.not-a-name", "row 3"),
        (_changed(1, unit=1.5), "table.not-a-name", "row 1"),
        ([{**row, "value": None} for row in ROWS], "agreement.no-value", "no row"),
        ([], "table.empty", "no row"),
        ([{"unit": "U1", "rater": "A"}], "table.no-column", "'value'"),
        ({"unit": ["U1"], "rater": ["A", "B"], "value": [1, 2]}, "table.lengths", "rater 2"),
        ([("U1", "A", 1)], "table.unreadable", "row 1"),
        ("unit,rater,value", "table.unreadable", "str"),
    ],
)
def test_a_mistake_is_named_by_row_and_rule(table: Any, code: str, words: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_ratings(table)
    (found,) = caught.value.mistakes
    assert found.code == code
    assert words in found.message
    assert found.remedy


def test_values_outside_the_declared_ones_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"undeclared.*row 1 "):
        read_ratings(ROWS, values=[2, 3])
    with pytest.raises(ParameterError, match="must differ and be of the kind"):
        read_ratings(ROWS, values=["1", "2"])


def test_groups_count_rows_over_the_whole_table() -> None:
    second = [{**row, "item": "facts"} for row in ROWS]
    groups = read_groups(ROWS + second, "item")
    assert list(groups) == ["facts", "tone"]
    assert all(repr(one) == repr(read_ratings(ROWS)) for one in groups.values())
    second[3]["rater"] = "B"
    with pytest.raises(ParameterError, match="rows 5, 8"):
        read_groups(ROWS + second, "item")


def test_scales_that_do_not_fit_are_refused(four_coders: Ratings) -> None:
    text = read_wide({"A": ["low", "high"], "B": ["low", "low"]})
    for scale in ("ordinal", "interval", "ratio"):
        with pytest.raises(ParameterError, match=r"agreement\.scale"):
            krippendorff_alpha(text, scale)
    with pytest.raises(ParameterError, match="starts at zero"):
        krippendorff_alpha(read_wide({"A": [-1, 2], "B": [1, 2]}), "ratio")
    with pytest.raises(ParameterError, match="must be one of nominal"):
        krippendorff_alpha(four_coders, "cardinal")  # type: ignore[arg-type]
    with pytest.raises(ParameterError, match="two different raters"):
        cohen_kappa(four_coders, "r1", "r9")
    with pytest.raises(ParameterError, match="no order"):
        gwet_ac1(text, weights="linear")
    declared = read_wide({"A": ["low", "high"], "B": ["low", "low"]}, values=["low", "middle", "high"])
    assert krippendorff_alpha(declared, "ordinal", resamples=0).value is not None


def test_lists_of_unequal_length_are_refused() -> None:
    with pytest.raises(ParameterError, match=r"\[1, 2\]"):
        read_wide({"A": [1], "B": [1, 2]})
