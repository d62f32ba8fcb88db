"""Running all rules over a case, and applying its waivers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rca.actions.results import ActionsResult
from rca.case.records import CaseFile, Waiver
from rca.causes.results import CausesResult
from rca.checks.context import Context
from rca.checks.results import Finding, Findings
from rca.checks.rule import Hit, Rule
from rca.checks.rules import CASE_RULES, RULES, WAIVER_RULES
from rca.checks.waiver_rules import waived_places
from rca.timeline.results import TimelineResult


def check_case(
    case: CaseFile, timeline: TimelineResult, causes: CausesResult, actions: ActionsResult, as_of: date
) -> Findings:
    """Run every rule over a case.

    Parameters
    ----------
    case : CaseFile
        The case, read without mistakes of form.
    timeline : TimelineResult
        Its solved timeline.
    causes : CausesResult
        Its computed tree.
    actions : ActionsResult
        What its actions achieve.
    as_of : date
        The day on which due dates and the ends of waivers are judged.

    Returns
    -------
    Findings
        Sorted; the same inputs give the same findings.
    """
    known = frozenset(rule.id for rule in RULES)
    context = Context(case, timeline, causes, actions, as_of, known)
    waivers = [w for w in case.waivers.waivers if w.expires is None or w.expires >= as_of]
    findings = tuple(_waive(finding, waivers) for finding in _run(CASE_RULES, context))
    findings += _run(WAIVER_RULES, replace(context, findings=findings))
    return Findings(case.head.id, as_of, tuple(sorted(findings, key=lambda finding: finding.order)))


def _run(rules: Sequence[Rule], context: Context) -> tuple[Finding, ...]:
    return tuple(_finding(rule, hit, context.case) for rule in rules for hit in rule.run(context))


def _finding(rule: Rule, hit: Hit, case: CaseFile) -> Finding:
    mark = case.mark(hit.keys or hit.place)
    return Finding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        place=hit.place,
        file=mark.file,
        line=mark.line,
        message=hit.message,
        remedy=hit.remedy,
        source=rule.source,
    )


def _waive(finding: Finding, waivers: Sequence[Waiver]) -> Finding:
    """Return the finding with the first waiver of the file that names its rule and place."""
    waiver = next((w for w in waivers if w.rule == finding.rule and finding.place in waived_places(w)), None)
    return replace(finding, waived_by=waiver) if waiver is not None else finding
