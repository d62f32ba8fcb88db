"""The tree as two tables of comma-separated values: its factors and its links."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from rca.case.records import CaseFile
from rca.causes.evidence import factor_sources, independent_roots

# What a spreadsheet would run as a formula, also behind blanks, and in the full-width forms of the signs.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def write_factors_table(case: CaseFile) -> str:
    """Return one row for each factor as comma-separated values.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    str
        With a row of names, lines ending in CR LF (RFC 4180). A cell that a spreadsheet would take for a formula
        begins with an apostrophe. ``evidence`` names each piece, those that refute with ``refutes`` before them.
    """
    names = ("id", "kind", "text", "status", "state", "gate", "at_least", "complete", "guards", "event", "stop")
    rows = []
    for factor in case.causes.factors:
        sources = factor_sources(case, factor)
        evidence = (item.ref if item.says == "supports" else f"refutes {item.ref}" for item in factor.evidence)
        rows.append(
            (
                *(getattr(factor, name) for name in names),
                "; ".join(evidence),
                "; ".join(sources),
                len(independent_roots(case, sources)),
            )
        )
    return _table((*names, "evidence", "sources", "independent_sources"), rows)


def write_links_table(case: CaseFile) -> str:
    """Return one row for each link as comma-separated values.

    Parameters
    ----------
    case : CaseFile
        The case.

    Returns
    -------
    str
        As :func:`write_factors_table`.
    """
    names = ("cause", "effect", "role", "necessary", "because")
    return _table(names, ([getattr(link, name) for name in names] for link in case.causes.links))


def _table(names: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(names)
    table.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text
