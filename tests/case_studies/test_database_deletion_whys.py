"""The database deletion of 2017: the company's own whys read back from the tree, and what the tree says of them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from rca.actions.coverage import cover
from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.causes.analyse import analyse_causes
from rca.causes.results import CausesResult

FOLDER = Path(__file__).parents[2] / "case_studies" / "database_deletion_2017"

# The company's two chains, as numbered by it: the factor at which each question stands, and words of its answer.
PROBLEM_1 = (
    ("F1", "Why was GitLab.com down", "instead of the secondary's", ("F2",)),
    ("F2", "Why was the database directory removed?", "neither automated nor documented", ("F3",)),
    ("F6", "Why did replication stop?", "spike of load", ("F7",)),
    ("F7", "Why did the load on the database rise?", "at the same time", ("F8", "F9")),
    ("F9", "Why was a staff account scheduled for removal?", "too easy to overlook", ("F10", "F11")),
)
PROBLEM_2 = (
    ("F21", "Why did restoring take so long?", "copy of the staging database", ("F22", "F23")),
    ("F22", "Why was the staging database needed for restoring?", "were not enabled", ("F27", "F36")),
    ("F25", "Why could the service not fail over to the secondary?", "had been wiped", ("F26",)),
    ("F27", "Why could the standard backup not be used?", "version 9.2 against", ("F28", "F30")),
    ("F30", "Why did the backup fail in silence?", "mails were rejected", ("F31", "F33")),
    ("F31", "Why were the mails rejected?", "not signed for DMARC", ("F32",)),
    ("F36", "Why were the provider's disk snapshots not enabled?", "can take days", ("F37", "F38")),
    ("F34", "Why was the backup procedure not tested regularly?", "Nobody owned it", ("F35",)),
)


@pytest.fixture(scope="module")
def case() -> CaseFile:
    return read_case(FOLDER)


@pytest.fixture(scope="module")
def causes(case: CaseFile) -> CausesResult:
    return analyse_causes(case)


def test_the_tree_reads_the_whys_of_the_company(case: CaseFile, causes: CausesResult) -> None:
    read = {why.factor: why for why in causes.whys if not why.seen_before}
    for problem, chain in ((1, PROBLEM_1), (2, PROBLEM_2)):
        for factor, question, answer, held_by in chain:
            why = read[factor]
            assert why.question.startswith(question)
            assert answer in why.answer
            assert set(held_by) <= set(why.causes), factor
            assert f"problem {problem}, why " in (case.factors[factor].note or "") or factor == "F21"


def test_each_why_leads_on_from_the_one_before(causes: CausesResult) -> None:
    effects: dict[str, set[str]] = {}
    for why in causes.whys:
        for cause in why.causes:
            effects.setdefault(cause, set()).add(why.factor)

    def above(factor: str) -> set[str]:
        found = set(effects.get(factor, ()))
        return found.union(*(above(effect) for effect in found))

    first = [factor for factor, *_ in PROBLEM_1]
    assert all(earlier in above(later) for earlier, later in pairwise(first))
    # Problem 2 is no plain chain: its whys 3, 4 and 7 answer why 2, and both 5 and 8 answer why 4.
    for factor, effect in (("F22", "F21"), ("F25", "F22"), ("F27", "F22"), ("F36", "F22")):
        assert effect in effects[factor]
    for factor, effect in (("F30", "F27"), ("F31", "F30"), ("F34", "F27")):
        assert effect in effects[factor]


def test_the_whys_end_where_the_company_ended(causes: CausesResult) -> None:
    last = {why.factor: why.stop for why in causes.whys}
    assert (last["F11"] or "").startswith("root")
    assert (last["F35"] or "").startswith("root")


def test_one_cut_set_and_two_single_fixes(causes: CausesResult) -> None:
    (cut_set,) = causes.cut_sets.sets
    assert cut_set.factors == ("F4", "F5", "F8", "F10", "F11", "F16", "F29", "F32", "F33", "F35", "F37")
    assert cut_set.state == "established"
    assert causes.cut_sets.complete
    assert causes.single_fixes == ("F4", "F5")


def test_what_held_stands_outside_the_gates(case: CaseFile, causes: CausesResult) -> None:
    held = {factor.id: factor.state for factor in case.causes.factors if factor.guards}
    assert held == {"F39": "partial", "F40": "held", "F41": "partial"}
    assert not {result.id for result in causes.factors if result.in_gate} & set(held)


def test_the_act_of_a_person_makes_sense_and_is_no_root(case: CaseFile, causes: CausesResult) -> None:
    acts = [factor for factor in case.causes.factors if factor.kind == "human_action"]
    assert [factor.id for factor in acts] == ["F2"]
    assert acts[0].made_sense
    assert acts[0].context
    assert "F2" not in causes.single_fixes


def test_done_follow_ups_break_the_only_cut_set(case: CaseFile, causes: CausesResult) -> None:
    actions = cover(case, causes)
    (cut_set,) = actions.cut_sets
    assert cut_set.coverage == "broken"
    assert "A5" in cut_set.by
    assert actions.uncovered == ("F11", "F29", "F32")
