"""Case folders as a log: one row a case, its times from the milestones, its review judged by the rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rca.case.days import latest_day
from rca.case.reading import read_case
from rca.case.records import CaseFile
from rca.errors import CaseError, InputError, Mistake
from rca.timeline.results import TimelineResult
from rca.trends.log.fields import KINDS
from rca.trends.log.results import LogAudit, Refused

if TYPE_CHECKING:
    import pyarrow as pa

_OPENED = ("reported", "detected", "occurred")
_TOLD = ("notified", "regulator_notified", "law_enforcement_notified", "user_notified")
_SAME = ("occurred", "detected", "acknowledged", "contained", "actioned", "resolved")
_PROFILE = "five-rules"
COLUMNS = (
    "id", "opened", *_SAME, "notified", "reopened", "meets_rules", "actions_due", "actions_closed", "severity",
)  # fmt: skip
"""What a case gives."""


def read_cases(folder: Path) -> tuple[pa.Table, LogAudit]:
    """Read a folder of case folders.

    Parameters
    ----------
    folder : Path
        The cases lie in it, each in a folder with ``case.yaml``; or it is one case itself.

    Returns
    -------
    tuple of (pyarrow.Table, LogAudit)
        Canonical columns, and what was refused: a case that breaks its format, or that says of no milestone when it
        became known. A row's number is the place of the case in the order of names.

    Raises
    ------
    InputError
        When there is no case.
    """
    import pyarrow as pa

    found = [folder] if (folder / "case.yaml").is_file() else sorted(path.parent for path in folder.glob("*/case.yaml"))
    if not found:
        remedy = "name the folder that the case folders lie in"
        raise InputError([Mistake(str(folder), 0, 0, "log.no-case", "the folder holds no case", remedy)])
    rows: list[dict[str, object]] = []
    refused: list[Refused] = []
    ids: dict[object, int] = {}
    for number, path in enumerate(found, 1):
        row = _row(path)
        if isinstance(row, dict) and row["id"] in ids:
            row = f"id: it stands twice: case {ids[row['id']]} has it"
        if isinstance(row, str):
            refused.append(Refused(number, row))
        else:
            ids[row["id"]] = number
            rows.append(row)
    types = {name: pa.string() if KINDS[name] == "text" else pa.int64() for name in COLUMNS}
    table = pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in types.items()})
    reasons = Counter(each.reason.split(":")[0] for each in refused)
    return table, LogAudit(str(folder), len(found), len(rows), tuple(refused), tuple(sorted(reasons.items())))


def _row(path: Path) -> dict[str, object] | str:
    from rca.evidence.lookup import row_times
    from rca.timeline.solve import solve_timeline

    try:
        case = read_case(path)
        timeline = solve_timeline(case, row_times(case))
        meets = _meets_rules(case, timeline)
    except CaseError as error:
        return f"case: {path.name} breaks its format: {error.mistakes[0]}"
    times = _milestones(timeline)
    opened = next((times[name] for name in _OPENED if name in times), None)
    if opened is None:
        return f"opened: {path.name} gives no time of {', '.join(_OPENED[:-1])} or {_OPENED[-1]}"
    as_of = latest_day(case)
    live = [action for action in case.actions.actions if action.status != "dropped"]
    due = [action for action in live if action.status == "done" or (action.due is not None and action.due <= as_of)]
    return {
        "id": case.head.id,
        "opened": opened,
        **{name: times.get(name) for name in _SAME},
        "notified": min((times[name] for name in _TOLD if name in times), default=None),
        "reopened": int("reopened" in times) if "resolved" in times else None,
        "meets_rules": int(meets),
        "actions_due": len(due),
        "actions_closed": sum(action.status == "done" for action in due),
        "severity": case.head.severity.level if case.head.severity else None,
    }


def _milestones(timeline: TimelineResult) -> dict[str, int]:
    """Return the best-known instant of the first event that bears each milestone; none where no source states one."""
    found: dict[str, int] = {}
    for event in timeline.events:
        if event.milestone and event.start.best is not None:
            found[event.milestone] = min(event.start.best, found.get(event.milestone, event.start.best))
    return found


def _meets_rules(case: CaseFile, timeline: TimelineResult) -> bool:
    from rca.actions.coverage import cover
    from rca.causes.analyse import analyse_causes
    from rca.checks.engine import check_case
    from rca.checks.profiles import under_profile

    causes = analyse_causes(case)
    findings = check_case(case, timeline, causes, cover(case, causes), latest_day(case))
    return not under_profile(findings, _PROFILE).at_or_above("warning")
