"""What stood between causes and effects, and what was different from before: tables tied to the timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from rca.review.blocks import Block, Break, Heading, Line, Row, Table, Tag, TagTone, Words
from rca.review.lines import marks, plain, quiet
from rca.review.material import Material
from rca.review.moments import instants, interval, main_year
from rca.review.rows import dated, when_words
from rca.review.sentences import capital, excerpt, joined, number_word, plural, sentence

_DID: Final[dict[str, tuple[str, TagTone]]] = {
    "held": ("held", "done"),
    "partial": ("held in part", "possible"),
    "failed": ("failed", "contradiction"),
    "missing": ("was missing", "contradiction"),
}
_KINDS: Final = {"policy in force": "in force", "policy superseded": "no longer in force"}


def barriers(material: Material) -> Iterator[Block]:
    """Yield what each barrier was to stop, how it did, why, and when.

    Parameters
    ----------
    material : Material
        Projected results.

    Yields
    ------
    Block
        A heading and a table; nothing where the tree names no barrier.
    """
    lines = material.depth.barriers
    if not lines:
        return
    found = Counter(line.performance for line in lines)
    told = joined([f"{number_word(found[name])} {_did_words(name, found[name])}" for name in _DID if found[name]])
    number = f"{number_word(len(lines))} {plural(len(lines), 'barrier')}"
    yield Heading(f"Of {number}, {told}", level=3)
    year = _year(material)
    rows = tuple(Row(_barrier(material, line, year)) for line in lines)
    caption = plain("In order of time; those that no event dates stand last.")
    yield Table(("Barrier", "Stood before", "How it did", "Why", "When (UTC)"), rows, caption, title="Barriers")


def _did_words(performance: str, number: int) -> str:
    words = _DID[performance][0]
    return words if number == 1 else words.replace("was", "were")


def _barrier(material: Material, line: Any, year: int | None) -> tuple[Line, ...]:
    meant = material.factors[line.barrier].intended
    name: Line = (Words(excerpt(material.factor_name(line.barrier)), "strong"), *marks([line.barrier]))
    words, tone = _DID[line.performance]
    state = "" if line.state == "established" else line.state
    threats = tuple(id_ for id_ in line.threats if id_ not in line.effects)
    against: Line = (Break(), Words("against", "quiet"), *marks(threats)) if threats else ()
    return (
        (*name, *((Break(), *quiet(f"was to {meant}")) if meant else ())),
        (*_factors(material, line.effects), *against),
        (Tag(words, tone), *((Break(), *quiet(state)) if state else ())),
        _factors(material, line.why) if line.why else plain(_no_cause(line)),
        _dated_by(material, line, year),
    )


def _no_cause(line: Any) -> str:
    return "Not asked" if line.performance in {"held", "partial"} else "No cause is on record"


def _factors(material: Material, ids: Iterable[str]) -> Line:
    parts: Line = ()
    for id_ in ids:
        name = Words(excerpt(material.factor_name(id_)))
        parts = (*parts, *((Break(),) if parts else ()), name, *marks([id_]))
    return parts


def _dated_by(material: Material, line: Any, year: int | None) -> Line:
    if line.event is None:
        return plain("No event dates it")
    own: Line = () if line.own_event else (Words("of what it stood before", "quiet"),)
    when = Words(when_words(material.events[line.event], year))
    return (when, Break(), Words("event", "quiet"), *marks([line.event]), *own)


def changes(material: Material) -> Iterator[Block]:
    """Yield what was different from before, since when, and whether that was before the effect.

    Parameters
    ----------
    material : Material
        Projected results.

    Yields
    ------
    Block
        A heading and a table; nothing where nothing of the kind is on record.
    """
    lines = material.depth.changes
    if not lines:
        return
    unjudged = sum(not line.judged for line in lines)
    which = "it" if len(lines) == 1 else "any of them" if unjudged == len(lines) else f"{number_word(unjudged)} of them"
    rest = f"; what {which} did is not said" if unjudged else ""
    number = f"{number_word(len(lines))} {plural(len(lines), 'difference')}"
    yield Heading(f"{capital(number)} from before {plural(len(lines), 'is', 'are')} on record{rest}", level=3)
    year = _year(material)
    rows = tuple(Row(_change(material, line, year)) for line in lines)
    caption = plain("What came after the effect cannot have caused it.")
    columns = ("What was different", "Since (UTC)", "Before the effect?", "What it did")
    yield Table(columns, rows, caption, title="Changes")


def _change(material: Material, line: Any, year: int | None) -> tuple[Line, ...]:
    return (_what(material, line), plain(_since(material, line, year)), _order(line), _did(material, line))


def _what(material: Material, line: Any) -> Line:
    if line.kind == "stated":
        change = _stated(material, line)
        return (
            *(Words(change.what, "strong"), *marks([line.id])),
            *(Break(), *quiet(f"before: {change.before}")),
            *(Break(), *quiet(f"now: {change.now}")),
        )
    if line.kind == "condition":
        return (Words(material.event_name(line.id), "strong"), *marks([line.id]))
    policy = next(each for each in material.head.policies if each.id == line.id)
    return (Words(f"{policy.name} {policy.version} {_KINDS[line.kind]}", "strong"), *marks([line.id]))


def _stated(material: Material, line: Any) -> Any:
    return next(each for each in material.case.causes.changes if each.id == line.id)


def _since(material: Material, line: Any, year: int | None) -> str:
    if line.kind == "condition" and line.since.earliest is None and line.since.latest is None:
        return when_words(material.events[line.id], year)
    words = dated(line.since, year)
    return "not known" if words == "no bound" else words


def _order(line: Any) -> Line:
    if line.event is None:
        return plain("No event dates an effect")
    words = {"before": "Yes", "after": "No", "not settled": "Not settled"}[line.order]
    known = interval(line.lead[0], line.lead[1], None).phrase if line.order == "before" else ""
    lead = f", {known} before" if known and known != "not known" else ""
    return (Words(f"{words}{lead}"), Break(), Words("event", "quiet"), *marks([line.event]))


def _did(material: Material, line: Any) -> Line:
    stated = _stated(material, line).effect if line.kind == "stated" else None
    said = plain(sentence(stated)) if stated else ()
    if line.factors:
        return (*said, *((Break(),) if said else ()), *_factors(material, line.factors))
    return said or plain("Not said")


def _year(material: Material) -> int | None:
    return main_year(instants(event.start for event in material.timeline.events))
