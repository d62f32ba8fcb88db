"""Findings as lines of text and as plain data."""

from __future__ import annotations

from typing import Any, Final

from rca.case.days import day_or_none
from rca.checks.lines import Lines
from rca.checks.results import Finding, Findings

SCHEMA: Final = "rca-findings/1"
"""Names the form of the JSON data; the number grows when a key goes or changes its meaning."""


_WIDEST: Final = 110
"""So many characters of a line of a file are shown."""


def findings_text(findings: Findings, lines: Lines | None = None) -> str:
    """Return the findings that no waiver covers, and a line that counts them all.

    Parameters
    ----------
    findings : Findings
        What a check found.
    lines : mapping of (str, int) to str, optional
        Lines of the files; each finding is followed by the line that it is about.

    Returns
    -------
    str
        Such as ``timeline.yaml:12: warning time.conflict E2: … (what to do)``. Whatever a terminal could take for a
        command or a new line is shown as an escape.
    """
    said: list[str] = []
    for finding in findings.open:
        said.append(_line(finding))
        shown = (lines or {}).get((finding.file, finding.line), "")
        if shown.strip():
            said.append(f"{finding.line:>7} | {_harmless(_cut(shown.rstrip()))}")
    return "\n".join([*said, findings.summary()])


def findings_json(findings: Findings) -> dict[str, Any]:
    """Return findings as plain data with stable keys, ready for JSON.

    Parameters
    ----------
    findings : Findings
        What a check found.

    Returns
    -------
    dict
        ``schema``, ``case``, ``as_of`` (ISO date, or null where the case has none), ``counts`` (open ones by
        severity, and ``waived``) and ``findings``: the rows of ``Findings.rows``, waived ones included.
    """
    return {
        "schema": SCHEMA,
        "case": findings.case,
        "as_of": day_or_none(findings.as_of),
        "counts": {**findings.counts(), "waived": len(findings.waived)},
        "findings": findings.rows(),
    }


def _line(finding: Finding) -> str:
    where = f"{finding.file}:{finding.line}: {finding.severity} {finding.rule} {finding.place}"
    return _harmless(f"{where}: {finding.message} ({finding.remedy})")


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _harmless(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
