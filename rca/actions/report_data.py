"""What the actions of one case achieve, as plain data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rca.actions.plan import ActionSet, BestWithin, Plan
from rca.actions.report import COVERAGE_WORDS, ActionsReport
from rca.actions.results import ActionResult, CutSetCover
from rca.actions.standing import flags
from rca.case.days import day_or_none
from rca.case.records import Action


def report_json(report: ActionsReport) -> dict[str, Any]:
    """Return a report as plain data.

    Parameters
    ----------
    report : ActionsReport
        What is shown.

    Returns
    -------
    dict
        ``as_of, actions, factors, uncovered, plans, no_recurrence``; amounts are numbers, days are ISO text.
    """
    records = {action.id: action for action in report.case.actions.actions}
    return {
        "as_of": day_or_none(report.as_of),
        "actions": [_action_json(a, records[a.id], flags(records[a.id], report.as_of)) for a in report.result.actions],
        "factors": [{**asdict(f), "covered": f.covered} for f in report.result.factors],
        "uncovered": list(report.result.uncovered),
        "plans": [_plan_json(plan) for plan in report.plans],
        "no_recurrence": [
            {
                "action": since.action,
                "what": since.what,
                "rate": since.shown.rate.text,
                "since": str(since.since),
                "days": since.shown.days,
                "expected": since.shown.expected,
                "chance": since.shown.chance,
                "upper_95": since.shown.upper,
                "per": since.shown.rate.unit_name,
            }
            for since in report.since
        ],
    }


def _action_json(action: ActionResult, record: Action, found: Sequence[str]) -> dict[str, Any]:
    stated = record.model_dump(mode="json", include={"cost", "risk", "measures", "history", "verdict"})
    return {**asdict(action), "due": str(action.due) if action.due else None, **stated, "flags": list(found)}


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "view": plan.view,
        "complete": plan.complete,
        "count": plan.count,
        "left": list(plan.left),
        "cut_sets": [_cut_set_json(cover) for cover in plan.cut_sets],
        "costs": {"basis": plan.scale.basis, "unit": plan.scale.unit or None, "why": plan.scale.why or None},
        "cheapest": [_set_json(one) for one in plan.cheapest],
        "beyond_done": _set_json(plan.beyond) if plan.beyond else None,
        "within": _within_json(plan.within) if plan.within else None,
    }


def _within_json(within: BestWithin) -> dict[str, Any]:
    counts = {"broken": within.broken, "most": within.most, "of": within.of}
    return {"budget": within.budget, **_set_json(within.chosen), **counts}


def _cut_set_json(cover: CutSetCover) -> dict[str, Any]:
    return {**asdict(cover), "coverage": COVERAGE_WORDS[cover.coverage]}


def _set_json(one: ActionSet) -> dict[str, Any]:
    return {
        "actions": list(one.actions),
        "cost": one.cost,
        "amount": None if one.amount is None else float(one.amount),
        "proven": one.proven,
        "bound": None if one.bound is None else float(one.bound),
    }
