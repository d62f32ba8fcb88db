"""The case folder of the synthetic escalation: claims that point at rows of its raw files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rca.case.custody import lock_evidence
from rca.datasets.story import MOMENTS, Moment
from rca.datasets.truth import EscalationTruth

_CASE = """\
schema: rca-case/1
id: spam-wave-2025
title: Spam wave after a re-upload rule was switched off
verdict: One release could switch a spam rule off with no second review, and the alarm was set too high to notice
classification: Synthetic data. Nobody and nothing in it is real.
state: in_review
summary: >-
  A release switched the rule against re-uploaded spam off. Bought and scripted accounts posted spam for nine hours.
  The alarm rang after five and a half. A limit on new posts contained it, and the rule was restored.
narrative:
  - {label: external, text: "Spam was accepted from [E2]. It was contained at [E8] and the last post was removed at [E10]."}
scope: {platforms: [Example], start: E1, end: E12}
severity: {level: high, was: low, criteria: [mass reach, system failure]}
designation: {rules: [top severity], by: quality analyst, on: 2025-11-10}
harms: [{class: spam, figures: [G1]}]
zones: {NY: America/New_York}
local: America/New_York
sources:
  - {id: S1, kind: export, title: Tickets, file: evidence/tickets.csv, reliability: high, map: {time: created, actor: author, action: step, message: text}}
  - {id: S2, kind: export, title: Chat of the incident team, file: evidence/chat.jsonl, reliability: high, options: {epoch: s}, map: {time: ts, actor: user, action: kind, message: text}}
  - {id: S3, kind: export, title: Audit log, file: evidence/audit.csv, zone: NY, clock: audit, reliability: high, options: {date_order: month-first}, map: {time: ts, actor: user, action: op, message: detail}}
  - {id: S4, kind: export, title: Pager log, file: evidence/pager.parquet, reliability: high, options: {epoch: ms}, map: {time: at_ms, actor: agent, action: type, message: summary}}
  - {id: S5, kind: statement, title: Note on the status page, publisher: status desk, published: 2025-11-02, reliability: medium, zone: UTC}
  - {id: S6, kind: interview, title: Notes of talks with the people on call, seen: whole, reliability: medium}
figures:
  - {id: G1, name: spam posts removed, unit: posts, key: yes, definition: Posts removed under the spam policy during the wave, claims: [{value: about 41000, source: S1}, {value: over 40000, source: S5}]}
unknowns:
  - {id: Q1, text: When the first account of the network was bought, about: [F11], why: sellers keep no log, would_change: how long the network was prepared, ask: threat research}
"""

_CAUSES = """\
outcome: F1
findings:
  - {id: N1, by: quality analyst, source: S3, text: The release that switched the rule off had one approval, used_by: [F5, F6]}
  - {id: N2, by: quality analyst, source: S4, text: The alarm's threshold was above the wave's rate until 03:40 UTC, used_by: [F8]}
factors:
  - {id: F1, kind: outcome, text: Users saw spam posts for nine hours, event: E13, gate: all, complete: yes, status: confirmed, evidence: [{ref: S1, says: supports}, {ref: S5, says: supports}]}
  - {id: F2, kind: event, text: Spam posts were accepted, event: E2, gate: all, complete: yes, status: confirmed, evidence: [{ref: S3, says: supports}, {ref: S1, says: supports}]}
  - {id: F3, kind: barrier, state: failed, text: The re-upload rule was off, intended: refuse copies of removed posts, event: E1, class: system, gate: all, complete: yes, status: confirmed, evidence: [{ref: S3, says: supports}, {ref: S2, says: supports}]}
  - {id: F4, kind: event, text: Accounts of the network got in, gate: any, complete: yes, status: confirmed, evidence: [{ref: S1, says: supports}, {ref: S6, says: supports}]}
  - {id: F5, kind: action, text: A release bundled the rule with another change, event: E1, class: process, stop: root, status: confirmed, evidence: [{ref: N1, says: supports}, {ref: S6, says: supports}]}
  - {id: F6, kind: barrier, state: missing, text: No second review was asked for changes of rules, intended: a second person reads the change, class: process, stop: root, status: confirmed, evidence: [{ref: N1, says: supports}, {ref: S6, says: supports}]}
  - {id: F7, kind: condition, text: The wave was not noticed for five hours, gate: all, complete: yes, status: confirmed, evidence: [{ref: S4, says: supports}, {ref: S1, says: supports}]}
  - {id: F8, kind: condition, text: The alarm's threshold was above the wave's rate, class: system, stop: root, status: confirmed, evidence: [{ref: N2, says: supports}, {ref: S6, says: supports}]}
  - {id: F9, kind: human_action, text: The first report was triaged as low, event: E4, status: confirmed, made_sense: the rubric asks about one post and not about a burst, context: one report among several hundred that hour, evidence: [{ref: S1, says: supports}, {ref: S2, says: supports}]}
  - {id: F10, kind: condition, text: The triage rubric has no item for bursts, class: policy, stop: root, status: confirmed, evidence: [{ref: S6, says: supports}, {ref: S1, says: supports}]}
  - {id: F11, kind: condition, text: Old accounts were bought, stop: outside_control, status: confirmed, evidence: [{ref: S6, says: supports}, {ref: S1, says: supports}]}
  - {id: F12, kind: condition, text: New accounts were made by script, stop: outside_control, status: probable, evidence: [{ref: S6, says: supports}]}
  - {id: F13, kind: barrier, state: partial, guards: F1, text: The classifier removed part of the posts, intended: remove spam, status: confirmed, evidence: [{ref: S1, says: supports}, {ref: S2, says: supports}]}
links:
  - {cause: F2, effect: F1, necessary: yes, because: without accepted posts there was nothing to see}
  - {cause: F7, effect: F1, necessary: yes, because: noticed at once it would have been minutes}
  - {cause: F3, effect: F2, necessary: yes, because: the rule refuses copies}
  - {cause: F4, effect: F2, necessary: yes, because: posts need accounts}
  - {cause: F5, effect: F3, necessary: yes, because: only the release touched the rule}
  - {cause: F6, effect: F3, necessary: yes, because: a reviewer would have seen the rule in the change}
  - {cause: F11, effect: F4, necessary: no, because: scripted accounts were enough}
  - {cause: F12, effect: F4, necessary: no, because: bought accounts were enough}
  - {cause: F8, effect: F7, necessary: yes, because: at half the threshold it rings in ten minutes}
  - {cause: F9, effect: F7, necessary: yes, because: a high rating pages at once}
  - {cause: F10, effect: F9, necessary: yes, because: the item would have asked about bursts}
alternatives:
  - {id: X1, for: F3, text: The rule was switched off by an intruder, verdict: ruled_out, because: the release log names the change, evidence: [{ref: S3, says: refutes}]}
"""

_ACTIONS = """\
actions:
  - id: A1
    origin: ours
    text: Ask for a second review of every change of a rule
    targets: [{factor: F6, effect: eliminates}]
    kind: corrective
    strength: stronger
    owner: head of release engineering
    due: 2025-12-15
    measures: {process: {what: share of rule changes with two reviews, target: 100 %, sample: all}, outcome: {what: waves a month, baseline: 3, target: 0, review_on: 2026-03-31}}
    history: [{status: proposed, when: 2025-11-10}, {status: agreed, when: 2025-11-14}, {status: done, when: 2025-12-01}]
    verdict: {result: effective, on: 2026-03-31, because: no wave in four months against three a month before}
  - id: A2
    origin: ours
    text: Remind the triage desk to look out for bursts
    targets: [{factor: F9, effect: reduces}]
    kind: preventive
    strength: weaker
    owner: head of triage
    due: 2025-11-20
    measures: {process: {what: people reminded, target: all}, outcome: {what: bursts triaged low, baseline: 2 a month, target: 0, review_on: 2026-03-31}}
    history: [{status: proposed, when: 2025-11-10}, {status: done, when: 2025-11-17}]
    verdict: {result: not_effective, on: 2026-03-31, because: two a month before and after}
  - id: A3
    origin: ours
    text: Halve the threshold of the volume alarm
    targets: [{factor: F8, effect: eliminates}]
    kind: corrective
    strength: intermediate
    owner: head of monitoring
    due: 2026-01-31
    measures: {process: {what: threshold in the configuration, target: halved}, outcome: {what: minutes from wave to page, baseline: 330, target: 15, review_on: 2026-06-30}}
    history: [{status: proposed, when: 2025-11-10}, {status: agreed, when: 2025-11-14}]
  - id: A4
    origin: ours
    text: Add an item for bursts to the triage rubric
    targets: [{factor: F10, effect: eliminates}]
    kind: corrective
    strength: intermediate
    owner: head of policy
    due: 2026-01-31
    measures: {process: {what: rubric version in use, target: with the item}, outcome: {what: bursts triaged low, baseline: 2 a month, target: 0, review_on: 2026-06-30}}
    history: [{status: proposed, when: 2025-11-10}]
declined:
  - {factor: F5, because: releases stay bundled; the second review meets the risk, by: head of release engineering, on: 2025-11-14}
"""


def write_case(folder: Path, truth: EscalationTruth) -> None:
    """Write the five files and the lock of the case beside its raw files.

    Parameters
    ----------
    folder : Path
        The case folder, with its raw files in ``evidence/``.
    truth : EscalationTruth
        For the rows that record each event.
    """
    texts = {
        "case.yaml": _CASE,
        "timeline.yaml": _timeline(truth),
        "causes.yaml": _CAUSES,
        "actions.yaml": _ACTIONS,
        "waivers.yaml": "waivers: []\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    files = sorted((folder / "evidence").iterdir())
    lock_evidence(folder, files, by="dataset generator", on=date(2025, 11, 3), note="made from a seed")


def _timeline(truth: EscalationTruth) -> str:
    rows = {moment.event: moment.rows for moment in truth.moments}
    lines = [
        "clocks: [{id: audit, offset: 42 s .. 44 s, basis: estimated, accepted: {by: quality analyst, on: 2025-11-10}, follows: [S1], precedes: [S2]}]",
        "phases:",
        "  - {id: P1, name: Spam visible, start: E2, end: E10}",
        "  - {id: P2, name: Rule off, start: E1, end: E9}",
        "events:",
        *(_event(moment, rows[moment.event]) for moment in MOMENTS),
        "  - {id: E13, kind: condition, text: Spam posts were visible, lane: users, start: E2, end: E10}",
    ]
    return "\n".join(lines) + "\n"


def _event(moment: Moment, rows: tuple[str, ...]) -> str:
    claims = [f'{{row: "{rows[0]}"}}']
    # Other sources record the same moment some seconds later, so they bound it from above.
    claims += [f"{{when: before {row}, source: {row.split(':')[0]}}}" for row in rows[1:]]
    if moment.event == "E10":
        claims.append("{when: by 2025-11-02 06:00 UTC, source: S5, raw: the wave was over by six}")
    milestone = f"milestone: {moment.milestone}, " if moment.milestone else ""
    head = f"{{id: {moment.event}, text: {moment.text}, actor: {moment.actor}, lane: {moment.lane}, {milestone}"
    return f"  - {head}at: [{', '.join(claims)}]}}"
