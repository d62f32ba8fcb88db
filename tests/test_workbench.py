"""One-line answers of the door."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import rca
from rca.errors import InputError

STUDIES = Path(__file__).parents[1] / "case_studies"


def test_a_large_tree_has_an_overview_and_a_small_one_none() -> None:
    overview = rca.open_case(STUDIES / "database_deletion_2017").causes().overview()
    assert overview is not None
    assert overview.scene.title == "Causal-factor tree, overview of 2 parts"
    assert rca.open_case(STUDIES / "account_takeover_2020").causes().overview() is None


def test_the_whys_lead_to_one_factor() -> None:
    tree = rca.open_case(STUDIES / "account_takeover_2020").causes()
    (path,) = tree.paths_to("F8").paths
    assert [step.cause for step in path.steps] == ["F2", "F5", "F8"]
    with pytest.raises(InputError, match="no factor has the id"):
        tree.paths_to("F99")


def test_the_register_holds_the_actions_of_all_cases() -> None:
    register = rca.open_register([STUDIES], as_of="2020-12-01")
    assert register.as_of == date(2020, 12, 1)
    assert len(register.cases) == 2
    assert len(register.entries) == 19
    assert register.unread == ()
