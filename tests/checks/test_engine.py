from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rca.checks.results import Finding, Findings

Data = dict[str, Any]
Check = Callable[..., Findings]


def one_source(data: Data, *ids: str) -> None:
    for factor in data["causes"]["factors"]:
        if factor["id"] in ids:
            factor["evidence"] = [{"ref": "S1", "says": "supports"}]


def waive(data: Data, *places: str, rule: str = "evidence.two-reasons", **given: Any) -> None:
    waiver = {
        "rule": rule,
        "places": list(places),
        "reason": "one report exists",
        "by": "analyst",
        "on": "2024-11-02",
    }
    data["waivers"]["waivers"].append({**waiver, **given})


def messy(data: Data) -> Data:
    """Break rules of all three severities in all five files."""
    one_source(data, "F3", "F6")
    waive(data, "F3")
    waive(data, "F1")
    del data["causes"]["links"][0]["because"]
    data["timeline"]["events"][3]["at"] = [{"when": "2024-05-14 10:45 UTC"}]
    data["case"]["sources"][1]["seen"] = "none"
    del data["actions"]["actions"][0]["owner"]
    return data


def test_findings_are_sorted_by_severity_file_line_and_rule(clean: Data, check: Check) -> None:
    found = check(messy(clean))
    assert [(f.severity, f.file, f.line, f.rule, f.place) for f in found] == [
        ("error", "actions.yaml", 2, "action.complete", "A1"),
        ("error", "timeline.yaml", 5, "timeline.source", "E4"),
        ("warning", "causes.yaml", 4, "evidence.two-reasons", "F3"),
        ("warning", "causes.yaml", 7, "evidence.two-reasons", "F6"),
        ("warning", "causes.yaml", 8, "cause.because", "F2>F1"),
        ("warning", "waivers.yaml", 3, "waiver.unused", "waiver 2"),
        ("note", "case.yaml", 5, "source.unseen", "S2"),
    ]


def test_the_same_case_gives_the_same_findings(clean: Data, check: Check) -> None:
    assert check(messy(clean)) == check(clean)


def test_a_waiver_covers_its_rule_at_its_places_only(clean: Data, check: Check) -> None:
    one_source(clean, "F3", "F6")
    waive(clean, "F3")
    found = check(clean)
    assert [f.place for f in found.open] == ["F6"]
    assert [(f.place, f.waived_by.reason if f.waived_by else "") for f in found.waived] == [("F3", "one report exists")]


@pytest.mark.parametrize("place", ["actions", "actions.yaml"])
def test_a_finding_about_a_whole_file_is_waived_by_its_word(place: str, clean: Data, check: Check) -> None:
    for action in clean["actions"]["actions"]:
        action["strength"] = "weaker"
    waive(clean, place, rule="action.strength")
    (found,) = check(clean)
    assert (found.place, found.file) == ("actions", "actions.yaml")
    assert found.waived_by is not None


def test_a_waiver_without_end_does_not_end(clean: Data, check: Check) -> None:
    one_source(clean, "F3")
    waive(clean, "F3")
    assert check(clean, date(2999, 1, 1)).at_or_above("note") != ()
    assert [f.rule for f in check(clean, date(2999, 1, 1)).open] == ["action.overdue"]


@pytest.mark.parametrize(("as_of", "waived"), [(date(2024, 11, 30), 1), (date(2024, 12, 1), 0)])
def test_a_waiver_counts_to_its_last_day(as_of: date, waived: int, clean: Data, check: Check) -> None:
    one_source(clean, "F3")
    waive(clean, "F3", expires="2024-11-30")
    found = check(clean, as_of)
    assert len(found.waived) == waived
    assert [f.rule for f in found.open] == ([] if waived else ["evidence.two-reasons", "waiver.expired"])


def test_the_first_of_two_waivers_counts_and_the_second_is_not_called_unused(clean: Data, check: Check) -> None:
    one_source(clean, "F3")
    waive(clean, "F3")
    waive(clean, "F3", reason="said twice")
    (found,) = check(clean)
    assert found.waived_by is not None
    assert found.waived_by.reason == "one report exists"


def test_findings_about_waivers_cannot_be_waived(clean: Data, check: Check) -> None:
    waive(clean, "F3")
    waive(clean, "waiver 1", rule="waiver.unused")
    assert [(f.rule, f.place) for f in check(clean).open] == [
        ("waiver.unused", "waiver 1"),
        ("waiver.unused", "waiver 2"),
    ]


def test_counts_and_thresholds_leave_waived_findings_out(clean: Data, check: Check) -> None:
    found = check(messy(clean))
    assert found.counts() == {"error": 2, "warning": 3, "note": 1}
    assert len(found) == 7
    assert len(found.at_or_above("error")) == 2
    assert len(found.at_or_above("warning")) == 5
    assert len(found.at_or_above("note")) == 6
    assert repr(found) == "Findings(2 errors, 3 warnings, 1 note, 1 waived)"


def test_an_unknown_severity_is_refused() -> None:
    with pytest.raises(ValueError, match="error, warning, note; got 'fatal'"):
        Findings("clean", date(2024, 12, 1), ()).at_or_above("fatal")  # type: ignore[arg-type]


def test_the_frame_has_the_same_columns_with_and_without_rows(clean: Data, check: Check) -> None:
    empty, full = check(clean).frame(), check(messy(clean)).frame()
    assert list(empty.columns) == list(full.columns) == list(check(clean).rows()[0])
    assert (empty.dtypes == full.dtypes).all()
    assert len(empty) == 0
    assert full.loc[full["waived"], "place"].tolist() == ["F3"]


def test_a_finding_names_the_standard_it_comes_from(clean: Data, check: Check) -> None:
    one_source(clean, "F3")
    (found,) = check(clean)
    assert isinstance(found, Finding)
    assert found.source == "method E2; NASA NPR 8621.1"
    assert found.message == "F3 is confirmed by 1 independent source (S1)"


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ({"start": "E1", "end": "E2"}, "E4, the outcome, lies after the scope of the review"),
        ({"start": "E3"}, "E4, the outcome, lies before the scope of the review"),
    ],
)
def test_a_message_says_on_which_side_the_outcome_lies(scope: Data, words: str, clean: Data, check: Check) -> None:
    clean["case"]["scope"] = scope
    assert [f.message for f in check(clean)] == [words]


def test_a_message_says_that_times_are_contested(clean: Data, check: Check) -> None:
    whens = ("2024-05-14 09:00 UTC", "2024-05-14 09:20 UTC", "before E1")
    clean["timeline"]["events"][2]["at"] = [{"when": when, "source": "S1"} for when in whens]
    clean["case"]["scope"] = {}
    (found,) = [f for f in check(clean) if f.rule == "timeline.milestone-order"]
    assert found.message == "E3 (contained) came before E1 (occurred); these times are contested"


def test_a_contradiction_is_found_with_its_proof(clean: Data, check: Check) -> None:
    clean["case"]["figures"][0]["claims"][1]["value"] = "about 60"
    clean["timeline"]["events"][3]["at"].append({"when": "2024-05-14 12:45 UTC", "source": "S1"})
    figure, time = check(clean)
    assert figure.message == (
        "G1.S1, G1.S2 do not agree: S1 says 45 accounts; S2 says about 60 accounts, so at least 55. Both cannot hold."
    )
    assert time.message.startswith("E4.S2, E4.S1 cannot all hold: ")
    assert "10:45" in time.message
    assert "12:45" in time.message
