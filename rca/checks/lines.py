"""The lines of a case that findings are about."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rca.checks.results import Findings

Lines = Mapping[tuple[str, int], str]
"""Lines of text by file and number from 1."""


def source_lines(case: Path, findings: Findings) -> Lines:
    """Return the lines at which findings point.

    Parameters
    ----------
    case : Path
        The case folder.
    findings : Findings
        What a check found.

    Returns
    -------
    mapping of (str, int) to str
        Only lines that are there.
    """
    wanted = {(finding.file, finding.line) for finding in findings}
    texts = {file: _lines(case / file) for file in sorted({file for file, _ in wanted})}
    return {(file, line): texts[file][line - 1] for file, line in sorted(wanted) if 0 < line <= len(texts[file])}


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8", errors="replace").splitlines() if file.is_file() else []
