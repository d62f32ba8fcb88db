"""Rules explained: why, from where, what fails and what passes, and how a finding is accepted."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from typing import Final

from rca.actions.coverage import cover
from rca.case.records import ActionsFile, CaseFile, CaseHead, CausesFile, TimelineFile, WaiversFile
from rca.causes.analyse import analyse_causes
from rca.checks.engine import check_case
from rca.checks.examples import Data, merged
from rca.checks.results import Finding
from rca.checks.rule import Rule
from rca.checks.rules import RULES, WAIVER_RULES
from rca.errors import Mistake, ParameterError
from rca.timeline.solve import solve_timeline

EXAMPLES_AS_OF: Final = date(2024, 12, 1)
"""The day on which the examples are judged."""


def explain(rule: str) -> str:
    """Return everything about one rule as text.

    Parameters
    ----------
    rule : str
        Its id.

    Returns
    -------
    str
        Several lines.

    Raises
    ------
    ParameterError
        When there is no such rule; near ids are named.
    """
    found = next((each for each in RULES if each.id == rule), None)
    if found is None:
        near = get_close_matches(rule, [each.id for each in RULES], n=3, cutoff=0.4)
        remedy = f"did you mean {' or '.join(near)}?" if near else "rca check --rules lists all"
        message = f"a rule is named by its id; got {rule[:80]!r}"
        raise ParameterError([Mistake("explain", 0, 0, "check.unknown-rule", message, remedy)])
    example = found.example
    return "\n".join(
        [
            f"{found.id}: {found.title}",
            f"{found.severity}, {found.kind}, source: {found.source}",
            "",
            found.rationale,
            "",
            "Fails, as a change of a small case without findings:",
            "",
            _indented(example.fails),
            "",
            *(_said(finding) for finding in _findings(found)),
            "",
            "Passes:",
            "",
            _indented(example.passes),
            "",
            _waiving(found),
        ]
    )


def reference() -> str:
    """Return the reference of all rules as Markdown, made from the rules themselves.

    Returns
    -------
    str
        One part for each first word of the ids, in the order in which the rules run.
    """
    parts = ["# Rules", "", f"{len(RULES)} rules. Structural ones may block; words and unanswered questions warn."]
    ordered = sorted(RULES, key=lambda rule: rule.id.partition(".")[0])
    for word, rules in groupby(ordered, key=lambda rule: rule.id.partition(".")[0]):
        parts += ["", f"## {word}"]
        for rule in rules:
            parts += ["", *_section(rule)]
    return "\n".join(parts)


def _section(rule: Rule) -> list[str]:
    return [
        f"### {rule.id}",
        "",
        f"{rule.title}. *{rule.severity}, {rule.kind}; {rule.source}*",
        "",
        rule.rationale,
        "",
        "Fails:",
        "",
        f"```yaml\n{rule.example.fails.rstrip()}\n```",
        "",
        *(f"> {_said(finding)}" for finding in _findings(rule)),
        "",
        "Passes:",
        "",
        f"```yaml\n{rule.example.passes.rstrip()}\n```",
    ]


def _waiving(rule: Rule) -> str:
    if rule in WAIVER_RULES:
        return "What it finds is about waivers and cannot be waived."
    place = next(iter(_findings(rule))).place
    entry = (
        f"- {{rule: {rule.id}, places: [{place}], reason: why this is accepted, by: your role, on: 2024-12-01, "
        "expires: 2025-12-01}"
    )
    return f"To accept a finding, with a reason and an end, write into waivers.yaml:\n\n{_indented(entry)}"


def _findings(rule: Rule) -> tuple[Finding, ...]:
    """Return what the rule says about its failing example."""
    case = _case(merged(rule.example.fails))
    causes = analyse_causes(case)
    found = check_case(case, solve_timeline(case), causes, cover(case, causes), EXAMPLES_AS_OF)
    return tuple(finding for finding in found if finding.rule == rule.id)


def _case(data: Data) -> CaseFile:
    return CaseFile(
        Path("example"),
        CaseHead.model_validate(data["case"]),
        TimelineFile.model_validate(data["timeline"]),
        CausesFile.model_validate(data["causes"]),
        ActionsFile.model_validate(data["actions"]),
        WaiversFile.model_validate(data["waivers"]),
    )


def _said(finding: Finding) -> str:
    return f"{finding.place}: {finding.message} ({finding.remedy})"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip().splitlines())
