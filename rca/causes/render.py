"""What the tree of a case says, as plain tables for people."""

from __future__ import annotations

from collections.abc import Iterator

from rca.causes.diagrams.render import shown
from rca.causes.results import CutSets
from rca.causes.said import CaseAnswer
from rca.causes.what_if import WhatIf
from rca.evidence.table import PlainTable


def case_tables(found: CaseAnswer) -> tuple[PlainTable, ...]:
    """Return what is said of the causes of a case as tables for a terminal.

    Parameters
    ----------
    found : CaseAnswer
        What is said.

    Returns
    -------
    tuple of PlainTable
        Factors, cut sets, what actually caused the outcome, single fixes, barriers, changes, and what if; only
        tables that have rows, and cut sets also where none could be listed.
    """
    if not found.result.factors:
        return ()
    tables = (_factors(found), _actual(found), _fixes(found), _barriers(found), _changes(found))
    kept = [table for table in tables if table.rows]
    sets = found.result.cut_sets
    if sets.sets or not sets.complete:
        kept.insert(1, _cut_sets(sets))
    return (*kept, *(what_if_tables(found.what_if) if found.what_if else ()))


def _factors(found: CaseAnswer) -> PlainTable:
    records = found.case.factors
    rows = tuple(
        (
            f.id,
            records[f.id].kind.replace("_", " "),
            f.state,
            records[f.id].text,
            str(f.independent_sources) if found.case.head.sources else "",
            (records[f.id].stop or "").replace("_", " "),
        )
        for f in found.result.factors
    )
    return PlainTable(f"Factors ({len(rows)})", ("id", "kind", "state", "what", "sources", "stop"), rows)


def _cut_sets(sets: CutSets) -> PlainTable:
    listed = len(sets.sets)
    count = f"{listed:,} listed, how many there are is not known"
    if sets.count is not None:
        count = f"{listed:,}" if listed == sets.count else f"{listed:,} of {shown(sets.count)}"
    orders = ", ".join(f"{order}: {shown(number)}" for order, number in sets.by_order)
    title = f"Minimal cut sets ({count}{f'; by order {orders}' if orders else ''})"
    rows = tuple((str(len(each.factors)), " ".join(each.factors), each.state) for each in sets.sets)
    return PlainTable(title, ("order", "factors", "state"), rows)


def _actual(found: CaseAnswer) -> PlainTable:
    """Return each leaf with its part in what happened; a share in brackets holds if all that is possible occurred."""
    certain, possible = dict(found.actual.certain.responsibility), dict(found.actual.possible.responsibility)
    late = {each.late.cause: each.by for each in found.actual.possible.pre_empted}
    weight = {each.event: each for each in found.importance}
    rows = tuple(
        (
            each.factor,
            each.but_for,
            each.cause,
            str(certain.get(each.factor, f"({possible[each.factor]})" if each.factor in possible else "")),
            _part(weight[each.factor].share),
            _part(weight[each.factor].structural),
            " ".join(late.get(each.factor, ())),
        )
        for each in found.actual.standings
    )
    title = "Leaves: but for, actual cause, responsibility (in brackets: if the possible occurred), importance"
    columns = ("id", "but for", "cause", "responsible", "share of sets", "structural", "too late after")
    return PlainTable(title, columns, rows)


def _fixes(found: CaseAnswer) -> PlainTable:
    return PlainTable(
        "Single fixes: removing one would have prevented the outcome, where it is established",
        ("id", "state", "what"),
        tuple((f.id, f.state, found.case.factors[f.id].text) for f in found.result.factors if f.single_fix),
    )


def _barriers(found: CaseAnswer) -> PlainTable:
    rows = tuple(
        (
            line.barrier,
            line.performance,
            line.state,
            " ".join(line.effects),
            " ".join(line.threats),
            " ".join(line.why),
            line.event or "",
        )
        for line in found.barriers
    )
    columns = ("id", "how", "state", "before", "against", "why", "event")
    return PlainTable(f"Barriers ({len(rows)})", columns, rows)


def _changes(found: CaseAnswer) -> PlainTable:
    rows = tuple(
        (line.id, line.kind, " ".join(line.factors), " ".join(filter(None, (line.effect, line.event))), line.order)
        for line in found.changes
    )
    columns = ("id", "kind", "factors", "held against", "before or after it")
    return PlainTable(f"Changes ({len(rows)})", columns, rows)


def what_if_tables(answer: WhatIf) -> tuple[PlainTable, ...]:
    """Return the answer to a what-if as tables for a terminal."""
    asked = ", ".join(f"{id_} {word}" for id_, word in answer.changes)
    facts = (*_facts(answer), *(("remark", remark) for remark in answer.remarks))
    return (PlainTable(f"What if: {asked}", ("what", "answer"), facts),)


def _facts(answer: WhatIf) -> Iterator[tuple[str, str]]:
    listed = len(answer.remaining)
    if answer.left is None:
        left = f"{listed:,} listed; how many there are is not known"
    else:
        left = shown(answer.left) + ("" if listed == answer.left else f", of which {listed:,} are listed")
    yield "the outcome would still follow", answer.follows
    yield "would have prevented it may be said", "yes" if answer.would_have_prevented else "no"
    yield "cut sets killed", f"{len(answer.killed):,}{'' if answer.complete else ' of those listed'}"
    yield "cut sets left", left
    yield "each alone breaks what is left", " ".join(answer.breaks_all) or "none"


def _part(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"
