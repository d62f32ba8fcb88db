"""What keeps a case from being read, in the formats of its findings: a tool that asked for one gets it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from rca.checks.sarif import annotation, file_uri, sarif_log
from rca.errors import CaseError, Mistake

SCHEMA: Final = "rca-mistakes/1"
"""Names the form of the JSON data; the number grows when a key goes or changes its meaning."""


def mistakes_json(error: CaseError) -> dict[str, Any]:
    """Return the mistakes of a case as plain data with stable keys, ready for JSON.

    Parameters
    ----------
    error : CaseError
        Why the case cannot be read.

    Returns
    -------
    dict
        ``schema`` and ``mistakes``: for each its ``file``, ``line``, ``column``, ``code``, ``message`` and ``remedy``.
    """
    return {"schema": SCHEMA, "mistakes": [asdict(mistake) for mistake in error.mistakes]}


def mistakes_sarif(error: CaseError, folder: str = "", version: str = "0") -> dict[str, Any]:
    """Return the mistakes of a case as a SARIF 2.1.0 log with one run.

    Parameters
    ----------
    error : CaseError
        Why the case cannot be read.
    folder : str
        Path of the case folder as the reader of the log knows it.
    version : str
        Version of the program.

    Returns
    -------
    dict
        Ready for JSON. Each result has the level ``error`` and the code of the mistake as its rule.
    """
    codes = {code: number for number, code in enumerate(sorted({mistake.code for mistake in error.mistakes}))}
    driver = {"name": "rca", "semanticVersion": version, "rules": [{"id": code} for code in codes]}
    results = [_result(mistake, codes[mistake.code], error, folder) for mistake in error.mistakes]
    return sarif_log({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results})


def mistakes_github(error: CaseError, folder: str = "") -> str:
    """Return the mistakes of a case as workflow commands of GitHub.

    Parameters
    ----------
    error : CaseError
        Why the case cannot be read.
    folder : str
        Path of the case folder from the root of the repository.

    Returns
    -------
    str
        One line for each, such as ``::error file=case/causes.yaml,line=12,col=5,title=case.no-choice::…``.
    """
    return "\n".join(_annotation(mistake, error, folder) for mistake in error.mistakes)


def _annotation(mistake: Mistake, error: CaseError, folder: str) -> str:
    place = {"line": str(mistake.line), "col": str(mistake.column)} if mistake.line else {}
    file = "/".join(part for part in (folder, _file(mistake, error)) if part)
    return annotation("error", {"file": file, **place, "title": mistake.code}, _words(mistake))


def _result(mistake: Mistake, number: int, error: CaseError, folder: str) -> dict[str, Any]:
    file = _file(mistake, error)
    place: dict[str, Any] = {"artifactLocation": {"uri": file_uri(folder, file).rstrip("/")}}
    if mistake.line:
        place["region"] = {"startLine": mistake.line, "startColumn": mistake.column}
    return {
        "ruleId": mistake.code,
        "ruleIndex": number,
        "level": "error",
        "message": {"text": _words(mistake)},
        "locations": [{"physicalLocation": place}],
    }


def _file(mistake: Mistake, error: CaseError) -> str:
    """Return the file inside the case folder; nothing where the folder itself is meant."""
    return "" if mistake.file == str(error.case) else mistake.file


def _words(mistake: Mistake) -> str:
    return f"{mistake.message} ({mistake.remedy})" if mistake.remedy else mistake.message
