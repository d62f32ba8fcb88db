"""Findings as lines of text and as plain data."""

from __future__ import annotations

from typing import Any, Final

from rca.checks.results import Finding, Findings

SCHEMA: Final = "rca-findings/1"
"""Names the form of the JSON data; the number grows when a key goes or changes its meaning."""


def findings_text(findings: Findings) -> str:
    """Return one line for each finding that no waiver covers, and a line that counts them all.

    Parameters
    ----------
    findings : Findings
        What a check found.

    Returns
    -------
    str
        Such as ``timeline.yaml:12: warning time.conflict E2: … (what to do)``. Whatever a terminal could take for a
        command or a new line is shown as an escape.
    """
    return "\n".join([*(_line(finding) for finding in findings.open), findings.summary()])


def findings_json(findings: Findings) -> dict[str, Any]:
    """Return findings as plain data with stable keys, ready for JSON.

    Parameters
    ----------
    findings : Findings
        What a check found.

    Returns
    -------
    dict
        ``schema``, ``case``, ``as_of`` (ISO date), ``counts`` (open ones by severity, and ``waived``) and
        ``findings``: the rows of ``Findings.rows``, waived ones included.
    """
    return {
        "schema": SCHEMA,
        "case": findings.case,
        "as_of": findings.as_of.isoformat(),
        "counts": {**findings.counts(), "waived": len(findings.waived)},
        "findings": findings.rows(),
    }


def _line(finding: Finding) -> str:
    where = f"{finding.file}:{finding.line}: {finding.severity} {finding.rule} {finding.place}"
    return _harmless(f"{where}: {finding.message} ({finding.remedy})")


def _harmless(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
