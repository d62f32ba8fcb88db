"""What the actions of one case achieve, as tables and sentences for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from rca.actions.costs import tell_amount
from rca.actions.plan import ActionSet, BestWithin, Plan
from rca.actions.recurrence import DoneSince
from rca.actions.results import ActionsResult, FactorCover
from rca.actions.standing import current_result, flags
from rca.case.days import tell_day
from rca.case.records import Action, CaseFile, Measure
from rca.causes.diagrams.render import shown
from rca.evidence.table import PlainTable

SHOWN: Final = 50
"""So many cut sets are listed in a terminal, those still open first; JSON has them all."""

COVERAGE_WORDS: Final = {"open": "left", "would be broken": "would be broken", "broken": "broken"}
"""What a person reads of each cut set."""

_ASKS: Final = {"process": "done?", "outcome": "worked?", "balancing": "no harm elsewhere?"}

_VIEWS: Final = {"occurred": "as it occurred", "similar": "same and similar: all minimal cut sets"}


@dataclass(frozen=True)
class ActionsReport:
    """Everything that is shown about the actions of one case.

    Parameters
    ----------
    case : CaseFile
        The case.
    result : ActionsResult
        What the actions achieve.
    plans : tuple of Plan
        The cheapest sets, for what occurred and for the same and similar.
    since : tuple of DoneSince
        What no recurrence would show.
    as_of : date
        The day for due dates and stretches of time.
    """

    case: CaseFile
    result: ActionsResult
    plans: tuple[Plan, ...]
    since: tuple[DoneSince, ...]
    as_of: date


def report_parts(report: ActionsReport) -> Iterator[PlainTable | str]:
    """Yield the tables and sentences of a report, in the order in which they are read.

    Parameters
    ----------
    report : ActionsReport
        What is shown.

    Yields
    ------
    PlainTable or str
        Columns that hold nothing are left out.
    """
    if not report.result.actions:
        yield "no actions in this case"
    else:
        yield _actions(report)
        yield _effects(report)
        yield from _measures(report)
    if report.result.factors:
        yield _factors(report)
    for plan in report.plans:
        if plan.view == "similar" and _same(report.plans[0], plan):
            yield "The same and similar: every cut set of the tree occurred or may have, so all of the above holds."
        else:
            yield from _plan(report, plan)
    yield from _since(report)


def _actions(report: ActionsReport) -> PlainTable:
    records = {action.id: action for action in report.case.actions.actions}
    rows = [
        (
            action.id,
            action.label,
            action.owner or (f"({action.issuer})" if action.issuer else ""),
            f"{action.status} {action.status_said}" + _verdict(records[action.id]),
            str(action.due or ""),
            ", ".join(flags(records[action.id], report.as_of)),
        )
        for action in report.result.actions
    ]
    phases = [action.phase for action in report.result.actions]
    counts = ", ".join(f"{phases.count(p)} {p}" for p in ("done", "planned", "dropped") if p in phases)
    title = f"Actions ({counts}), as of {tell_day(report.as_of)}"
    return _table(title, ("id", "what", "by", "status", "due", "look at"), rows)


def _effects(report: ActionsReport) -> PlainTable:
    records = {action.id: action for action in report.case.actions.actions}
    first = "" if report.result.complete else "the first "
    rows = [
        (
            action.id,
            " ".join(action.eliminates),
            " ".join(action.reduces),
            f"{len(action.breaks)} of {first}{action.of}" if action.of else "",
            action.strength,
            records[action.id].cost or "",
            records[action.id].risk or "",
        )
        for action in report.result.actions
    ]
    columns = ("id", "eliminates", "reduces", "breaks alone", "strength", "cost", "risk of harm elsewhere")
    return _table("What each action does to the factors", columns, rows)


def _verdict(action: Action) -> str:
    result = current_result(action)
    return f"; {result.replace('_', ' ')}" if result else ""


def _measures(report: ActionsReport) -> Iterator[PlainTable]:
    rows = []
    for action in report.case.actions.actions:
        for kind, asks in _ASKS.items():
            measure: Measure | None = getattr(action.measures, kind, None)
            if measure:
                before = measure.baseline or (measure.rate.text if measure.rate else "")
                review = str(measure.review_on or "")
                rows.append((action.id, asks, measure.what, before, measure.target or "", review))
    if rows:
        yield _table("Measures", ("id", "asks", "what", "before", "target", "review"), rows)


def _factors(report: ActionsReport) -> PlainTable:
    rows = [
        (
            factor.id,
            report.case.factors[factor.id].label or report.case.factors[factor.id].text,
            " ".join(factor.eliminated_by),
            " ".join(factor.reduced_by),
            _note(report.case, factor),
        )
        for factor in report.result.factors
    ]
    title = f"Factors ({len(rows)}; {len(report.result.uncovered)} want an action and have none)"
    return _table(title, ("id", "what", "eliminated by", "reduced by", "note"), rows)


def _note(case: CaseFile, factor: FactorCover) -> str:
    if factor.declined:
        return f"declined: {factor.declined}"
    if factor.wanted and not factor.covered:
        return "wants an action or a decline"
    record = case.factors[factor.id]
    if record.state in {"held", "partial"}:
        return "barrier held" if record.state == "held" else "barrier held in part"
    return "" if factor.covered else (record.stop or "").replace("_", " ")


def _same(one: Plan, other: Plan) -> bool:
    return (one.cut_sets, one.cheapest, one.beyond, one.within) == (
        other.cut_sets,
        other.cheapest,
        other.beyond,
        other.within,
    )


def _plan(report: ActionsReport, plan: Plan) -> Iterator[PlainTable | str]:
    view = _VIEWS[plan.view]
    if not plan.cut_sets and plan.complete:
        yield f"No cut set to break, {view}."
        return
    if plan.cut_sets:
        yield _cut_sets(plan)
    else:
        yield f"The cut sets are too many to list, {view}; what follows is asked of the gates."
    done = {action.id for action in report.result.actions if action.phase == "done"}
    if plan.cheapest:
        yield _table(
            f"Cheapest sets that break all, {view}",
            ("rank", "actions", "cost", "proven"),
            [
                (str(rank), _named(one.actions, done) or "none needed", one.cost, _proven(one, plan))
                for rank, one in enumerate(plan.cheapest, 1)
            ],
        )
    yield " ".join(_sentences(plan))


def _cut_sets(plan: Plan) -> PlainTable:
    ranks = {"open": 0, "would be broken": 1, "broken": 2}
    covers = sorted(plan.cut_sets, key=lambda cover: ranks[cover.coverage])
    states = [cover.coverage for cover in covers]
    counts = ", ".join(f"{states.count(name):,} {COVERAGE_WORDS[name]}" for name in ranks if name in states)
    more = f", the first {SHOWN} shown" if len(covers) > SHOWN else ""
    whole = "an unknown number" if plan.count is None else shown(plan.count)
    short = "" if plan.complete else f"; these are the {len(covers):,} smallest of {whole}"
    return _table(
        f"Cut sets, {_VIEWS[plan.view]} ({counts}{more}{short})",
        ("factors", "state", "coverage", "by"),
        [(" + ".join(c.factors), c.state, COVERAGE_WORDS[c.coverage], " ".join(c.by)) for c in covers[:SHOWN]],
    )


def _sentences(plan: Plan) -> Iterator[str]:
    if plan.scale.basis == "count" and plan.scale.steps:
        yield f"Each action counts 1: {plan.scale.why}."
    if plan.scale.basis == "class":
        yield "Costs are words: a set with fewer high ones is cheaper, then one with fewer medium ones."
    if not plan.cheapest:
        left = f" {' + '.join(plan.left)} would still be enough with all of them done." if plan.left else ""
        yield f"No set of these actions breaks every cut set.{left}"
    elif plan.beyond is None:
        yield "What is not done yet cannot break what the done actions leave."
    elif not plan.beyond.actions:
        yield "What is done breaks every cut set already; nothing more is needed."
    else:
        yield f"Beyond what is done, the cheapest is {_named(plan.beyond.actions, set())} ({plan.beyond.cost})."
    if plan.within:
        yield _within(plan.within, plan)


def _within(best: BestWithin, plan: Plan) -> str:
    head = "The most that can be done: " if best.budget is None else f"With {best.budget} to spend: "
    added = f"add {_named(best.chosen.actions, set())} ({best.chosen.cost})" if best.chosen.actions else "add nothing"
    tail = "" if best.chosen.proven else f" (not proven: {best.most} may be possible)"
    if plan.complete and best.of == len(plan.cut_sets):
        return f"{head}{added}; {best.broken} of {best.of} cut sets are then broken{tail}."
    there = "how many there are is not known" if plan.count is None else f"there are {shown(plan.count)}"
    return f"{head}{added}; of the {best.of:,} smallest cut sets {best.broken:,} are then broken ({there}){tail}."


def _named(actions: Sequence[str], done: set[str]) -> str:
    return " + ".join(f"{id_} (done)" if id_ in done else id_ for id_ in actions)


def _proven(one: ActionSet, plan: Plan) -> str:
    if one.proven:
        return "yes"
    return "no" if one.bound is None else f"no; at least {tell_amount(one.bound, plan.scale.unit)}"


def _since(report: ActionsReport) -> Iterator[PlainTable | str]:
    if report.since:
        yield _table(
            f"What 'it has not happened again' would show, as of {tell_day(report.as_of)}",
            ("action", "counts", "rate before", "done by", "if none came since"),
            [(s.action, s.what, s.shown.rate.text, str(s.since), str(s.shown)) for s in report.since],
        )
    judged = {since.action for since in report.since}
    lacking = [a.id for a in report.result.actions if a.phase == "done" and a.id not in judged]
    if lacking:
        yield (
            f"Not judged by what came since: {', '.join(lacking)}. That takes a day before {tell_day(report.as_of)} by "
            "which it was done and a rate in its outcome measure, such as `rate: 3 per month`."
        )


def _table(title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> PlainTable:
    """Return a table without the columns that hold nothing."""
    kept = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    return PlainTable(title, tuple(columns[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows))
