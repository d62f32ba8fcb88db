from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from rca.case.records import Waiver
from rca.checks.render import findings_json, findings_text
from rca.checks.results import Finding, Findings

WAIVER = Waiver.model_validate(
    {
        "rule": "evidence.two-reasons",
        "places": ["F4"],
        "reason": "one report exists",
        "by": "analyst",
        "on": "2024-11-02",
        "expires": "2025-11-02",
    }
)


def finding(**given: Any) -> Finding:
    fields: dict[str, Any] = {
        "rule": "evidence.two-reasons",
        "severity": "warning",
        "place": "F5",
        "file": "causes.yaml",
        "line": 12,
        "message": "F5 is confirmed by 1 independent source (S4)",
        "remedy": "add a second source",
        "source": "method E2",
    }
    return Finding(**{**fields, **given})


def findings(*items: Finding) -> Findings:
    return Findings("made", date(2024, 12, 1), items)


def test_text_is_one_line_a_finding_and_a_count() -> None:
    text = findings_text(findings(finding(), finding(place="F4", waived_by=WAIVER)))
    assert text.splitlines() == [
        (
            "causes.yaml:12: warning evidence.two-reasons F5: F5 is confirmed by 1 independent source (S4) "
            "(add a second source)"
        ),
        "0 errors, 1 warning, 0 notes, 1 waived",
    ]


def test_case_text_cannot_write_lines_or_commands_to_a_terminal() -> None:
    text = findings_text(findings(finding(message="one\ntwo\x1b[2Jthree\u202efour\u2028five")))
    assert len(text.splitlines()) == 2
    assert "one\\ntwo\\x1b[2Jthree\\u202efour\\u2028five" in text


def test_json_is_stable() -> None:
    data = findings_json(findings(finding(), finding(place="F4", waived_by=WAIVER)))
    assert list(data) == ["schema", "case", "as_of", "counts", "findings"]
    assert json.loads(json.dumps(data)) == data
    assert data["schema"] == "rca-findings/1"
    assert data["counts"] == {"error": 0, "warning": 1, "note": 0, "waived": 1}
    assert data["findings"][1] == {
        "rule": "evidence.two-reasons",
        "severity": "warning",
        "place": "F4",
        "file": "causes.yaml",
        "line": 12,
        "message": "F5 is confirmed by 1 independent source (S4)",
        "remedy": "add a second source",
        "source": "method E2",
        "waived": True,
        "waived_because": "one report exists",
        "waived_by": "analyst",
        "waived_until": "2025-11-02",
    }
    assert data["findings"][0]["waived_until"] is None


def test_a_check_prints_nothing_but_a_count_for_a_clean_case(
    clean: dict[str, Any], check: Callable[..., Findings]
) -> None:
    assert findings_text(check(clean)) == "0 errors, 0 warnings, 0 notes, 0 waived"
