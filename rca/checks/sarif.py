"""Findings in the formats of code review tools: SARIF 2.1.0, and annotations of GitHub workflows."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from rca.case.days import day_or_none
from rca.case.records import Waiver
from rca.checks.lines import Lines
from rca.checks.results import Finding, Findings, Severity
from rca.checks.rule import Rule
from rca.checks.rules import RULES

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_COMMANDS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "note": "notice"}


def findings_sarif(
    findings: Findings, folder: str = "", version: str = "0", lines: Lines | None = None
) -> dict[str, Any]:
    """Return findings as a SARIF 2.1.0 log with one run.

    Parameters
    ----------
    findings : Findings
        What a check found.
    folder : str
        Path of the case folder as the reader of the log knows it; it is put before the names of files.
    version : str
        Version of the program.
    lines : mapping of (str, int) to str, optional
        Lines of the files, shown as snippets.

    Returns
    -------
    dict
        Ready for JSON. Waived findings are results with an accepted suppression.

    Notes
    -----
    Static Analysis Results Interchange Format, OASIS standard, 2020.
    """
    numbers = {rule.id: number for number, rule in enumerate(RULES)}
    results = [_result(finding, numbers[finding.rule], folder, lines or {}) for finding in findings]
    driver = {"name": "rca", "semanticVersion": version, "rules": [_descriptor(rule) for rule in RULES]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": {"case": findings.case, "asOf": day_or_none(findings.as_of)},
    }
    return sarif_log(run)


def sarif_log(run: dict[str, Any]) -> dict[str, Any]:
    """Return a log with one run."""
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def findings_github(findings: Findings, folder: str = "") -> str:
    """Return the open findings as workflow commands, which GitHub shows as annotations beside the lines.

    Parameters
    ----------
    findings : Findings
        What a check found.
    folder : str
        Path of the case folder from the root of the repository.

    Returns
    -------
    str
        One line for each, such as ``::warning file=case/causes.yaml,line=12,title=cause.because::F4>F2: …``. What
        would end a value or a line is escaped, so that no text of a case can give a command.
    """
    return "\n".join(_annotation(finding, folder) for finding in findings.open)


def _annotation(finding: Finding, folder: str) -> str:
    where = {"file": _path(folder, finding.file), "line": str(finding.line), "title": finding.rule}
    return annotation(_COMMANDS[finding.severity], where, _words(finding))


def annotation(command: str, where: dict[str, str], words: str) -> str:
    """Return one workflow command, with whatever would end a value or the line escaped."""
    values = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{command} {values}::{_message(words)}"


def _message(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in escaped)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _words(finding: Finding) -> str:
    return f"{finding.place}: {finding.message} ({finding.remedy})"


def _path(folder: str, file: str) -> str:
    return f"{folder.rstrip('/')}/{file}" if folder else file


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.rationale},
        "help": {"text": f"{rule.rationale} Source: {rule.source}. See: rca check --explain {rule.id}"},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"kind": rule.kind, "source": rule.source},
    }


def _result(finding: Finding, number: int, folder: str, lines: Lines) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": finding.line}
    snippet = lines.get((finding.file, finding.line))
    if snippet is not None:
        region["snippet"] = {"text": snippet}
    place = {
        "physicalLocation": {"artifactLocation": {"uri": file_uri(folder, finding.file)}, "region": region},
        "logicalLocations": [{"name": finding.place}],
    }
    known_by = hashlib.sha256(f"{finding.rule}\n{finding.place}".encode()).hexdigest()
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": finding.severity,
        "message": {"text": _words(finding)},
        "locations": [place],
        "partialFingerprints": {"ruleAndPlace/v1": known_by},
    }
    if finding.waived_by is not None:
        result["suppressions"] = [_suppression(finding.waived_by)]
    return result


def file_uri(folder: str, file: str) -> str:
    """Return a file of the case as a URI: relative as its folder is, or with its scheme.

    Examples
    --------
    >>> file_uri("a case", "causes.yaml")
    'a%20case/causes.yaml'
    """
    from urllib.parse import quote

    path = _path(folder, file)
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


def _suppression(waiver: Waiver) -> dict[str, Any]:
    ends = {"expires": waiver.expires.isoformat()} if waiver.expires is not None else {}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": waiver.reason,
        "properties": {"by": waiver.by, "on": waiver.on.isoformat(), **ends},
    }
