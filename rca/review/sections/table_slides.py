"""What a deck shows of numbers, other explanations, findings, actions, contradictions, unknowns and decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from rca.review.blocks import (
    Block,
    Break,
    Callout,
    Entries,
    Heading,
    Line,
    Numbers,
    Row,
    Slide,
    Steps,
    Table,
    Words,
)
from rca.review.lines import marks, plain, strong
from rca.review.material import Material
from rca.review.sections.actions import owned
from rca.review.sections.opening_slides import SlideMaker
from rca.review.sections.plans import cheapest
from rca.review.sentences import capital, counted, excerpt, joined, number_word, plural, spelled

_ACTIONS: Final = 6
_QUESTIONS: Final = 5
_FINDINGS: Final = 6
_CLASHES: Final = 4
_GRAVE: Final = {"contradicts", "narrow"}


def _numbers(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    if material.audience.events != "all":
        return ()  # the cover has the three that matter most
    items = [item for block in blocks if isinstance(block, Numbers) for item in block.items]
    rows = tuple(
        Row((strong(" ".join(filter(None, (item.value, item.unit)))), plain(item.name), item.definition))
        for item in items
    )
    title = f"{capital(spelled(len(items), 'number'))} {plural(len(items), 'measures', 'measure')} what happened"
    return (Slide("numbers", "numbers", title, columns=("Number", "What it is", "How it was counted"), rows=rows),)


def _alternatives(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    table = _table(blocks)
    others = material.case.causes.alternatives
    still = sum(other.verdict == "open" for other in others)
    rest = f"{number_word(still)} {plural(still, 'stays', 'stay')} open" if still else "none stays open"
    title = f"{capital(spelled(len(others), 'other explanation'))} {plural(len(others), 'was', 'were')} weighed; {rest}"
    return (Slide("alternatives", "table", title, columns=table.columns[:4], rows=_cut(table, 4)),)


def _official(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    table = _table(blocks)
    findings = material.case.causes.findings
    used = sum(bool(finding.used_by) for finding in findings)
    by = joined(list(dict.fromkeys(finding.by for finding in findings)))
    uses = "all of them" if used == len(findings) > 1 else number_word(used)
    title = f"{by} made {spelled(len(findings), 'finding')}; the tree uses {uses}"
    return (Slide("official", "table", title, columns=table.columns, rows=_cut(table, 4)),)


def _actions(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    table = next((block for block in blocks if isinstance(block, Table) and block.title == "Actions"), None)
    title = next(block.text for block in blocks if isinstance(block, Heading))
    every = material.audience.events == "all"
    rows = table.rows if table else ()
    shown = rows if every else rows[:_ACTIONS]
    rest = material.actions.actions[len(shown) :]
    names = [f"{excerpt(material.factor_name(id_))} ({id_})" for id_ in material.actions.uncovered]
    stop = (Words("No recorded action:", "strong"), Words(f"{joined(names)}.")) if names else ()
    return (
        Slide(
            "actions",
            "actions",
            title,
            below=plain(cheapest(material, brief=True)),
            columns=("Action", "Strength", "Cut sets broken", "Status"),
            rows=tuple(_action(row, action) for row, action in zip(shown, material.actions.actions, strict=False)),
            stop=stop,
            note=plain(_further(rest)),
        ),
    )


def _action(row: Row, action: Any) -> Row:
    """Return an action for a slide; one of our own that is not done says who owns it and when it is due."""
    own: Line = (
        (Break(), Words(owned(action), "quiet")) if action.origin == "ours" and action.phase == "planned" else ()
    )
    return Row((row.cells[0], row.cells[2], row.cells[3], (*row.cells[5][:1], *own)), row.anchor)


def _further(rest: tuple[Any, ...]) -> str:
    """Return how many actions a slide leaves out, by status."""
    if not rest:
        return ""
    statuses = Counter(action.status for action in rest)
    listed = joined([f"{number} {status}" for status, number in statuses.items()])
    return f"In the report: {counted(len(rest), 'further action')} ({listed}). Ordered by what each breaks."


def _conflicts(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    table = next(_tables(blocks))
    grades = {each.id: each.grade for each in material.disagreements}
    grave = [each for each in material.disagreements if each.grade in _GRAVE]
    still = sum(each.open for each in grave)
    rows = table.rows
    if material.audience.events != "all" and grave:
        rows = tuple(row for row in rows if grades.get(row.anchor) in _GRAVE)[:_CLASHES]
    rest = len(table.rows) - len(rows)
    return (
        Slide(
            "conflicts",
            "conflicts",
            _clash(len(grave), still, len(table.rows)),
            columns=table.columns,
            rows=rows,
            note=plain(f"In the report: {counted(rest, 'further point')}, with the words of both sides.")
            if rest
            else (),
        ),
    )


def _clash(grave: int, still: int, every: int) -> str:
    if not grave:
        return f"Sources differ on {spelled(every, 'point')}, and none contradicts another"
    open_ones = {0: "all are settled" if grave > 1 else "it is settled", 1: "one is open"}
    rest = open_ones.get(still, f"{number_word(still)} are open")
    rest = "it is open" if grave == still == 1 else rest
    return f"Sources contradict each other on {spelled(grave, 'point')}; {rest}"


def _unknowns(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    entries = [entry for block in blocks if isinstance(block, Entries) for entry in block.items]
    questions = material.head.unknowns
    every = material.audience.events == "all"
    shown = questions if every else questions[:_QUESTIONS]
    rows = []
    for entry, question in zip(entries, shown, strict=False):
        ask = f"Ask: {question.ask}" if question.ask else "Nobody to ask is named"
        change = plain(capital(question.would_change)) if question.would_change else plain("Not stated")
        about = (*strong(entry.title), *marks([question.id]))
        rows.append(Row((about, change, plain(ask)), question.id))
    rest = len(questions) - len(shown)
    number = capital(spelled(len(questions), "question"))
    return (
        Slide(
            "unknowns",
            "unknowns",
            f"{number} could not be verified, and the answers may change this review",
            columns=("What we could not verify", "What it would change", "Who could settle it"),
            rows=tuple(rows),
            note=plain(f"In the report: {counted(rest, 'further question')}.") if rest else (),
        ),
    )


def _checks(_: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    heading = next(block for block in blocks if isinstance(block, Heading))
    table = next((block for block in blocks if isinstance(block, Table) and block.title == "Open findings"), None)
    if table is None:
        return ()
    rows, rest = _cut(table, 4)[:_FINDINGS], len(table.rows) - _FINDINGS
    note = plain(f"In the report: {counted(rest, 'further finding')}.") if rest > 0 else ()
    return (Slide("checks", "table", heading.text, below=heading.below, columns=table.columns, rows=rows, note=note),)


def _decisions(material: Material, blocks: tuple[Block, ...]) -> tuple[Slide, ...]:
    items = [item for block in blocks if isinstance(block, Callout) for each in block.blocks for item in _items(each)]
    rows = []
    stated = (*material.case.actions.decisions, *(None for _ in items))  # computed ones follow those of people
    for number, (item, written) in enumerate(zip(items, stated, strict=False), 1):
        about = _about(material, written.about) if written else ()
        said = [part for part in item if isinstance(part, Words) and part.tone != "quiet"]
        rest = tuple(part for part in item if isinstance(part, Words) and part.tone == "quiet") if not written else ()
        what: Line = (Words(said[0].text.rstrip("."), "strong"),)
        if said[1:]:
            what = (*what, Break(), *said[1:])
        rows.append(Row((strong(str(number)), what, about or rest)))
    return (Slide("decisions", "decisions", f"We ask for {spelled(len(items), 'decision')}", rows=tuple(rows)),)


def _items(block: Block) -> tuple[Line, ...]:
    return block.items if isinstance(block, Steps) else ()


def _about(material: Material, ids: Iterable[str]) -> Line:
    """Return what a decision is about, by kind, and what an action lacks."""
    kinds: dict[str, list[str]] = {"Action": [], "Factor": [], "Event": [], "Source": [], "Question": []}
    known = {
        "Action": material.action_records,
        "Factor": material.factors,
        "Event": material.events,
        "Source": {source.id for source in material.head.sources},
        "Question": {question.id for question in material.head.unknowns},
    }
    for id_ in ids:
        kind = next((kind for kind, records in known.items() if id_ in records), None)
        if kind:
            kinds[kind].append(id_)
    parts: Line = ()
    for kind, found in kinds.items():
        if found:
            parts = (*parts, *((Break(),) if parts else ()), Words(f"{plural(len(found), kind)} {joined(found)}"))
    lacking = [each for each in material.actions.actions if each.id in kinds["Action"] and each.phase == "planned"]
    for action in lacking:
        missing = [name for name, value in (("owner", action.owner), ("date", action.due)) if not value]
        if missing:
            parts = (*parts, Break(), Words(f"{action.id} has no {joined(missing, 'or')} on record", "quiet"))
    return parts


def _table(blocks: tuple[Block, ...]) -> Table:
    return next(block for block in blocks if isinstance(block, Table))


def _tables(blocks: Iterable[Block]) -> Any:
    return (each for block in blocks if isinstance(block, Callout) for each in block.blocks if isinstance(each, Table))


def _cut(table: Table, columns: int) -> tuple[Row, ...]:
    """Return rows with their first cells; a state keeps its sign."""
    return tuple(Row(row.cells[:columns], row.anchor) for row in table.rows)


TABLES: Final[Mapping[str, SlideMaker]] = MappingProxyType(
    {
        "numbers": _numbers,
        "alternatives": _alternatives,
        "official": _official,
        "actions": _actions,
        "conflicts": _conflicts,
        "unknowns": _unknowns,
        "checks": _checks,
        "decisions": _decisions,
    }
)
