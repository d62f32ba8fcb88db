"""What code review tools are given: valid in form, and no text of a case can give them a command."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema

from rca.case.records import Waiver
from rca.checks.results import Finding, Findings
from rca.checks.rules import RULES
from rca.checks.sarif import findings_github, findings_sarif

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
# What the SARIF 2.1.0 schema demands of the parts that are written, with the same names.
_REQUIRED: dict[str, Any] = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/run"}},
    },
    "$defs": {
        "run": {
            "type": "object",
            "required": ["tool"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {
                                "semanticVersion": {"type": "string"},
                                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/$defs/rule"}},
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/$defs/result"}},
                "properties": {"type": "object"},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": _TEXT,
                "fullDescription": _TEXT,
                "help": _TEXT,
                "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
                "properties": {"type": "object"},
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": _LEVEL,
                "message": _TEXT,
                "locations": {"type": "array", "items": {"$ref": "#/$defs/location"}},
                "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
                "suppressions": {"type": "array", "items": {"$ref": "#/$defs/suppression"}},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation"],
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "properties": {"uri": {"type": "string", "pattern": "^[^ \\\\]*$"}},
                        },
                        "region": {
                            "type": "object",
                            "properties": {"startLine": {"type": "integer", "minimum": 1}, "snippet": _TEXT},
                        },
                    },
                },
                "logicalLocations": {"type": "array", "items": {"type": "object", "required": ["name"]}},
            },
        },
        "suppression": {
            "type": "object",
            "required": ["kind"],
            "additionalProperties": False,
            "properties": {
                "kind": {"enum": ["inSource", "external"]},
                "status": {"enum": ["accepted", "underReview", "rejected"]},
                "justification": {"type": "string"},
                "properties": {"type": "object"},
            },
        },
    },
}

_WAIVER = Waiver.model_validate(
    {
        "rule": "tree.stop",
        "places": ["F4"],
        "reason": "agreed",
        "by": "analyst",
        "on": "2024-11-02",
        "expires": "2025-01-01",
    }
)


def finding(**given: Any) -> Finding:
    fields: dict[str, Any] = {
        "rule": "tree.stop",
        "severity": "error",
        "place": "F5",
        "file": "causes.yaml",
        "line": 12,
        "message": "the branch ends at F5 without saying why",
        "remedy": "add its cause",
        "source": "method T8",
    }
    return Finding(**{**fields, **given})


def findings(*items: Finding) -> Findings:
    return Findings("made", date(2024, 12, 1), items)


def test_sarif_has_the_form_of_the_standard() -> None:
    found = findings(finding(), finding(place="F4", severity="note", waived_by=_WAIVER))
    log = findings_sarif(found, "cases/a case", "1.2.3", {("causes.yaml", 12): "  - id: F5"})
    jsonschema.Draft202012Validator.check_schema(_REQUIRED)
    assert [error.message for error in jsonschema.Draft202012Validator(_REQUIRED).iter_errors(log)] == []
    assert json.loads(json.dumps(log)) == log


def test_sarif_says_where_what_and_which_rule() -> None:
    (run,) = findings_sarif(findings(finding()), "cases/a case", lines={("causes.yaml", 12): "  - id: F5"})["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "tree.stop"
    assert rule["defaultConfiguration"] == {"level": "error"}
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "cases/a%20case/causes.yaml"
    assert place["region"] == {"startLine": 12, "snippet": {"text": "  - id: F5"}}
    assert len(run["tool"]["driver"]["rules"]) == len(RULES)
    assert "suppressions" not in result


def test_a_waived_finding_is_suppressed_with_its_reason() -> None:
    (run,) = findings_sarif(findings(finding(waived_by=_WAIVER)))["runs"]
    (suppression,) = run["results"][0]["suppressions"]
    assert (suppression["status"], suppression["justification"]) == ("accepted", "agreed")
    assert suppression["properties"] == {"by": "analyst", "on": "2024-11-02", "expires": "2025-01-01"}


def test_fingerprints_stay_when_lines_move_and_differ_between_places() -> None:
    def marks(*items: Finding) -> list[str]:
        (run,) = findings_sarif(findings(*items))["runs"]
        return [result["partialFingerprints"]["ruleAndPlace/v1"] for result in run["results"]]

    assert marks(finding()) == marks(finding(line=99, message="other words"))
    assert len(set(marks(finding(), finding(place="F6"), finding(rule="cause.duty")))) == 3


def test_an_annotation_names_file_line_and_rule() -> None:
    assert findings_github(findings(finding()), "cases/a") == (
        "::error file=cases/a/causes.yaml,line=12,title=tree.stop::F5: the branch ends at F5 without saying why "
        "(add its cause)"
    )
    assert findings_github(findings(finding(severity="note"))).startswith("::notice file=causes.yaml,")


def test_waived_findings_are_not_annotated() -> None:
    assert findings_github(findings(finding(waived_by=_WAIVER))) == ""


def test_case_text_cannot_give_a_command() -> None:
    text = findings_github(findings(finding(message="100 %\r\n::error::gone\u2028x", place="a,b:c")), "a,b:c/d")
    assert len(text.splitlines()) == 1
    assert "100 %25%0D%0A::error::gone\\u2028x" in text
    assert text.startswith("::error file=a%2Cb%3Ac/d/causes.yaml,line=12,")
