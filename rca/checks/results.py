"""What a check of a case found: plain frozen results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from rca.case.records import Waiver

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "note"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "note")
"""From the gravest to the mildest."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule does not hold.

    Parameters
    ----------
    rule : str
        Id of the rule.
    severity : {"error", "warning", "note"}
        How grave it is.
    place : str
        Id of a record, a link (``F3>F5``), ``waiver 2``, or the word of a whole file (``causes``).
    file, line
        Where to look, counted from 1.
    message : str
        What is so, with ids.
    remedy : str
        What to do.
    source : str
        The standard that the rule comes from.
    waived_by : Waiver or None
        The waiver with which a person accepted it.
    """

    rule: str
    severity: Severity
    place: str
    file: str
    line: int
    message: str
    remedy: str
    source: str
    waived_by: Waiver | None = None

    @property
    def order(self) -> tuple[int, str, int, str, str, str]:
        """The key by which findings are sorted: severity, file, line, rule, then place and words."""
        return SEVERITIES.index(self.severity), self.file, self.line, self.rule, self.place, self.message


@dataclass(frozen=True)
class Findings:
    """Everything that a check found, waived or not, in a fixed order.

    Parameters
    ----------
    case : str
        Id of the case.
    as_of : date
        The day on which due dates and waivers were judged.
    items : tuple of Finding
        Sorted by severity, file, line and rule.
    """

    case: str
    as_of: date
    items: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"Findings({self.summary()})"

    @property
    def open(self) -> tuple[Finding, ...]:
        """Findings that no waiver covers."""
        return tuple(finding for finding in self.items if finding.waived_by is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """Findings that a person accepted."""
        return tuple(finding for finding in self.items if finding.waived_by is not None)

    def counts(self) -> dict[Severity, int]:
        """Count the open findings.

        Returns
        -------
        dict of str to int
            A number for each severity, the gravest first; zero where there are none.
        """
        return {severity: sum(f.severity == severity for f in self.open) for severity in SEVERITIES}

    def at_or_above(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the open findings that are at least as grave as a severity.

        Parameters
        ----------
        severity : {"error", "warning", "note"}
            The mildest severity wanted.

        Returns
        -------
        tuple of Finding
            In their order.

        Raises
        ------
        ValueError
            When there is no such severity.
        """
        if severity not in SEVERITIES:
            raise ValueError(f"a severity is one of {', '.join(SEVERITIES)}; got {severity!r}")
        wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return tuple(finding for finding in self.open if finding.severity in wanted)

    def summary(self) -> str:
        """Say how many findings there are, in words and without any text of the case.

        Returns
        -------
        str
            Such as ``1 error, 2 warnings, 0 notes, 3 waived``.
        """
        counted = [f"{n} {severity}{'' if n == 1 else 's'}" for severity, n in self.counts().items()]
        return ", ".join([*counted, f"{len(self.waived)} waived"])

    def rows(self) -> list[dict[str, object]]:
        """Return one flat mapping for each finding, with the same keys in the same order.

        Returns
        -------
        list of dict
            Keys ``rule``, ``severity``, ``place``, ``file``, ``line``, ``message``, ``remedy``, ``source``,
            ``waived`` (bool), ``waived_because``, ``waived_by`` and ``waived_until`` (ISO date); the last three
            are ``None`` where they do not apply.
        """
        return [_row(finding) for finding in self.items]

    def frame(self) -> pd.DataFrame:
        """Return the findings as a table, one row for each.

        Returns
        -------
        pandas.DataFrame
            The columns are the keys of :meth:`rows`.
        """
        from rca.checks.frames import findings_frame

        return findings_frame(self.rows())


def _row(finding: Finding) -> dict[str, object]:
    waiver = finding.waived_by
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "place": finding.place,
        "file": finding.file,
        "line": finding.line,
        "message": finding.message,
        "remedy": finding.remedy,
        "source": finding.source,
        "waived": waiver is not None,
        "waived_because": waiver.reason if waiver else None,
        "waived_by": waiver.by if waiver else None,
        "waived_until": waiver.expires.isoformat() if waiver and waiver.expires else None,
    }
