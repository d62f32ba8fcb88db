"""What is to change: actions by what they break, factors without one, and actions that were declined."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rca.review.blocks import (
    Block,
    Boxes,
    Break,
    Heading,
    Line,
    Paragraph,
    Row,
    Steps,
    Table,
    Tag,
    TagTone,
    Words,
)
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.moments import date_text
from rca.review.rows import claim_text
from rca.review.sections.plans import cheapest, recurrence
from rca.review.sentences import capital, excerpt, joined, number_word, plural, sentence, spelled

_STRENGTHS = {"stronger": 3, "intermediate": 2, "weaker": 1}
_TONES: dict[str, TagTone] = {"done": "done", "planned": "possible", "dropped": "excluded"}
_ORIGINS = {"ours": "this review", "company": "the company", "official": "an official body"}
_MANY_SETS = 3


def actions(material: Material) -> tuple[Block, ...]:
    """Return the actions.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading with what they achieve, the table, factors without an action, and declined ones; nothing
        where there is neither an action nor a gap.
    """
    result = material.actions
    declined = material.case.actions.declined
    if not (result.actions or result.uncovered or declined):
        return ()
    blocks: list[Block] = [Heading(_finding(material), below=plain(_below(material)))]
    if result.actions:
        columns = ("Action", "Acts on", "Strength", "Cut sets broken", "Asked by", "Status")
        rows = tuple(Row(_action(material, action), anchor=action.id) for action in result.actions)
        blocks.append(Table(columns, rows, plain(_caption(material)), title="Actions"))
    blocks.extend(_measures(material))
    if material.audience.events == "all":
        blocks.extend(recurrence(material))
    blocks.extend(_uncovered(material))
    if declined:
        items = tuple(_declined(material, entry) for entry in declined)
        blocks.extend((Heading("Actions declined", level=3), Steps(items, ordered=False)))
    return tuple(blocks)


def _below(material: Material) -> str:
    plan = cheapest(material, brief=material.audience.events != "all")
    return " ".join(filter(None, ("Ordered by what each breaks, then by strength.", plan)))


def _finding(material: Material) -> str:
    result = material.actions
    done = [action for action in result.actions if action.phase == "done" and action.breaks]
    broken = [cut_set for cut_set in result.cut_sets if cut_set.coverage == "broken"]
    gaps = len(result.uncovered)
    rest = "no factor is left without one"
    if gaps:
        rest = f"{spelled(gaps, 'factor')} {plural(gaps, 'has', 'have')} no action"
    if not result.cut_sets or not result.complete:
        number = spelled(len(result.actions), "action")
        return f"{capital(number)} {plural(len(result.actions), 'is', 'are')} on record; {rest}"
    if broken:
        acts = spelled(len(done), "completed action") if done else "completed actions together"
        verb = "breaks" if len(done) == 1 else "break"
        return f"{capital(acts)} {verb} {_which_sets(len(broken), len(result.cut_sets))}; {rest}"
    return f"No completed action breaks {_a_set(len(result.cut_sets))}; {rest}"


def _which_sets(broken: int, of: int) -> str:
    if of == 1:
        return "the set of causes"
    return "every set of causes" if broken == of else f"{number_word(broken)} of {number_word(of)} sets of causes"


def _a_set(of: int) -> str:
    return "the set of causes" if of == 1 else "any set of causes"


def _action(material: Material, action: Any) -> tuple[Line, ...]:
    record = material.action_records[action.id]
    return (
        (Words(action.label, "strong"), *marks(filter(None, (action.id, action.source))), *_beside(material, record)),
        _acts_on(material, action, record),
        (Boxes(_STRENGTHS[action.strength], 3, action.strength),),
        _breaks(material, action),
        plain(action.issuer or _ORIGINS[action.origin]),
        (*_status(action, record), *_before(material, record)),
    )


def _beside(material: Material, record: Any) -> Line:
    """Return what an action costs and may harm, for readers who see every event."""
    if material.audience.events != "all":
        return ()
    said = (("cost", record.cost), ("risk elsewhere", record.risk))
    return tuple(part for name, words in said if words for part in (Break(), Words(f"{name}: {words}", "quiet")))


def _before(material: Material, record: Any) -> Line:
    """Return the earlier steps of an action, the latest first, for readers who see every event."""
    if material.audience.events != "all":
        return ()
    steps: Line = ()
    for entry in reversed(record.history[:-1]):
        said = f"before: {entry.status} {claim_text(entry.when)}"
        steps = (*steps, Break(), Words(said, "quiet"), *marks([entry.source] if entry.source else []))
    return steps


def _acts_on(material: Material, action: Any, record: Any) -> Line:
    targets = (*action.eliminates, *action.reduces)
    if not targets:
        return plain(sentence(f"no factor: {record.no_target}"))
    parts: Line = ()
    for n, id_ in enumerate(targets):
        parts = (*parts, *((Break(),) if n else ()), Words(excerpt(material.factor_name(id_))), *marks([id_]))
    return parts


def _breaks(material: Material, action: Any) -> Line:
    if action.phase == "dropped":
        return plain("Dropped")
    first = "" if material.actions.complete else "the first "
    number = (Words(f"{len(action.breaks)} of {first}{action.of}", "strong"),)
    if action.breaks:
        verb = "breaks" if action.phase == "done" else "would break"
        return (*number, Words(f", {verb} {plural(len(action.breaks), 'it', 'them')}"))
    targets = [material.factor_results[id_] for id_ in (*action.eliminates, *action.reduces)]
    if targets and not any(target.in_gate for target in targets):
        return (*number, Words(", contributing factor only"))
    if action.reduces and not action.eliminates:
        return (*number, Words(", reduces, does not remove"))
    return number if targets else (*number, Words(", acts on no cause"))


def _status(action: Any, record: Any) -> Line:
    last = record.history[-1]
    lines = [claim_text(last.when)]
    if action.origin == "ours":
        lines.append(owned(action))
    if record.verdict:
        verdict = record.verdict
        lines.append(f"{verdict.result.replace('_', ' ')} on {date_text(verdict.on)}: {verdict.because}")
    parts: Line = (Tag(action.status, _TONES[action.phase]),)
    for text in lines:
        parts = (*parts, Break(), Words(text, "quiet"))
    return parts


def owned(action: Any) -> str:
    """Return who owns an action and when it is due; what is missing is said.

    Parameters
    ----------
    action : View
        A projected action.

    Returns
    -------
    str
        Such as ``owner: head of support, no due date``.
    """
    owner = f"owner: {action.owner}" if action.owner else "no owner named"
    return f"{owner}, {f'due {date_text(action.due)}' if action.due else 'no due date'}"


def _not_public(material: Material) -> Iterator[str]:
    """Yield what other people's open actions do not say of themselves, once for all that lack the same."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for action in material.actions.actions:
        missing = tuple(name for name, value in (("owner", action.owner), ("date", action.due)) if not value)
        if missing and action.origin != "ours" and action.phase not in {"done", "dropped"}:
            lacking.setdefault(missing, []).append(action.id)
    for missing, ids in lacking.items():
        yield f"{capital(joined(missing))} of {joined(ids)} {plural(len(missing), 'is', 'are')} not public."


def _caption(material: Material) -> str:
    sets = material.actions.cut_sets
    tree = (f for f in material.factors.values() if f.kind == "outcome" or material.factor_results[f.id].in_gate)
    known = "" if all(factor.complete == "yes" for factor in tree) else ", as far as recorded"
    says = [f"A cut set is a group of causes that together are enough{known}; break one cause and it no longer is."]
    if not sets and material.actions.complete:
        says.append("The tree has no cut set yet.")
    elif len(sets) <= _MANY_SETS and material.actions.complete:
        listed = "; ".join(", ".join(cut_set.factors) for cut_set in sets)
        says.append(f"This case has {spelled(len(sets), 'cut set')}: {listed}.")
    elif material.actions.complete:
        says.append(f"This case has {spelled(len(sets), 'cut set')}.")
    count = material.causes.cut_sets.standing
    if not material.actions.complete and count is None:
        says.append("Not every cut set could be listed.")
    elif not material.actions.complete:
        says.append(f"There are {number_word(count)} of them; the smallest {number_word(len(sets))} are looked at.")
    says.extend(_not_public(material))
    return " ".join(says)


def _measures(material: Material) -> list[Block]:
    """Return how one sees that actions were done and worked, where people said so."""
    rows = []
    for action in material.actions.actions:
        measures = material.action_records[action.id].measures
        for name in ("process", "outcome", "balancing"):
            measure = getattr(measures, name) if measures else None
            if measure:
                cells = (
                    (Words(measure.what, "strong"), *marks([action.id])),
                    plain({"process": "done?", "outcome": "worked?", "balancing": "no harm elsewhere?"}[name]),
                    plain(measure.baseline or _rate(material, measure) or "not stated"),
                    plain(measure.target or "not stated"),
                    plain(date_text(measure.review_on) if measure.review_on else "not set"),
                )
                rows.append(Row(cells))
    if not rows:
        return []
    columns = ("Measure", "Asks", "Before", "Target", "Review")
    return [
        Heading("How success is measured", level=3),
        Table(columns, tuple(rows), (), title="Measures of actions"),
    ]


def _rate(material: Material, measure: Any) -> str:
    return measure.rate.text if material.allows("case.measure", "rate") and measure.rate else ""


def _uncovered(material: Material) -> list[Block]:
    ids = material.actions.uncovered
    if not ids:
        return []
    named = joined([f"{excerpt(material.factor_name(id_))} ({id_})" for id_ in ids])
    inside = [id_ for id_ in ids if material.factor_results[id_].in_gate]
    whole = "It" if len(ids) == 1 else f"All {number_word(len(ids))}"
    belong = plural(len(inside), "belongs", "belong")
    if not inside:
        kind = f"{whole} {plural(len(ids), 'is a contributing factor', 'are contributing factors')}."
    elif len(inside) == len(ids):
        kind = f"{whole} {belong} to the causes of the outcome, not to what only contributed."
    else:
        kind = f"{joined(inside)} {belong} to the causes of the outcome; the rest only contributed."
    text = plain(f"{sentence(named)} {kind}")
    return [Heading("Factors with no recorded action", level=3), Paragraph(text)]


def _declined(material: Material, entry: Any) -> Line:
    who = f"{entry.by}, {date_text(entry.on)}"
    name = excerpt(material.factor_name(entry.factor))
    return (
        Words(sentence(name), "strong"),
        *marks([entry.factor]),
        Words(sentence(entry.because)),
        Words(who, "quiet"),
    )
