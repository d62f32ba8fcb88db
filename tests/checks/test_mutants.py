"""The checker measured: defects of known kinds are found, and changes that say the same give nothing new.

The whole campaign: ``python -m pytest tests/checks/test_mutants.py -m campaign -s``, or its table alone:
``cd tests/checks && python -m mutants``.
"""

from __future__ import annotations

import importlib
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from rca.checks.rules import RULES


@pytest.fixture(scope="module")
def campaign() -> Any:
    """The package beside this file, which is no part of the library."""
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        yield importlib.import_module("mutants.campaign")
    finally:
        sys.path.pop(0)


@pytest.fixture(scope="module")
def bases(campaign: Any) -> Any:
    return importlib.import_module("mutants.bases").bases()


def test_every_rule_has_a_kind_of_mutant(campaign: Any) -> None:
    assert {kind.rule for kind in campaign.KINDS} == {rule.id for rule in RULES}
    assert len({kind.title for kind in campaign.KINDS}) == len(campaign.KINDS)


def test_the_made_cases_are_clean(bases: Any) -> None:
    assert [base.keys for base in bases if base.name in {"clean", "made"}] == [frozenset(), frozenset()]


def test_one_mutant_of_each_kind_is_found(campaign: Any, bases: Any) -> None:
    trials = [campaign.trial(*mutant) for mutant in campaign.samples(bases)]
    assert [(trial.kind.title, trial.base, trial.refused) for trial in trials if not trial.found] == []
    assert {trial.kind.title for trial in trials} == {kind.title for kind in campaign.KINDS}


def test_the_same_seed_gives_the_same_mutant(campaign: Any, bases: Any) -> None:
    for kind in campaign.KINDS[::9]:
        assert campaign.plant(kind, bases[-1], 3) == campaign.plant(kind, bases[-1], 3)


def test_a_change_that_says_the_same_gives_nothing_new(campaign: Any, bases: Any) -> None:
    for name, change in campaign.CHANGES.items():
        for base in bases:
            found = campaign.new_places(base, change(base, random.Random(7)))
            assert (name, base.name, found) == (name, base.name, set())


@pytest.mark.campaign
def test_campaign(campaign: Any, bases: Any) -> None:
    trials = [campaign.trial(*mutant) for mutant in campaign.mutants(bases, 6)]
    harmless = list(campaign.harmless_trials(bases, 6))
    print(f"\n{campaign.table(trials, harmless)}")
    assert len(trials) >= 1_000
    assert {trial.kind.title for trial in trials} == {kind.title for kind in campaign.KINDS}
    assert sum(trial.found for trial in trials) >= 0.98 * len(trials)
    assert [entry for entry in harmless if entry[2]] == []
