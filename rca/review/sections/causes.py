"""Why it happened: the tree as pictures and as a nested list, under a heading with what it shows."""

from __future__ import annotations

from typing import Any

from rca.review.blocks import Block, Branch, Break, Figure, Heading, Line, Tag, TagTone, Tree, Words
from rca.review.lines import marks, plain
from rca.review.material import Material
from rca.review.sections.barriers import barriers, changes
from rca.review.sections.this_case import needed, this_case, timing
from rca.review.sentences import excerpt, joined, number_word, plural, sentence, spelled

_GAPS = {"barrier", "condition", "omission", "procedure_deviation"}
_ANSWERS = {"yes": "Necessary:", "unknown": "Not answered whether necessary:", "no": "Not necessary:"}
_GATES = {"all": "All of these were needed:", "any": "Any one of these was enough:"}


def causes(material: Material) -> tuple[Block, ...]:
    """Return the tree.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading, the pictures, and the tree as a list; for readers who see every event also times that do not fit,
        what each cause did in this case, barriers and changes; nothing without an outcome.
    """
    if not material.causes.outcome:
        return ()
    heading = Heading(finding(material), below=plain(" ".join(_below(material))), new_page=True)
    last = len(material.tree_scenes)
    words = (tree_list(material),)
    every = material.audience.events == "all"
    whole = material.tree_overview if every else None
    overview = (Figure("tree-overview", whole, "", ()),) if whole else ()
    figures = tuple(
        Figure(f"tree-{n}", scene, "The same tree as a list", words if n == last else ())
        for n, scene in enumerate(material.tree_scenes, 1)
    )
    further = (*timing(material), *this_case(material), *barriers(material), *changes(material)) if every else ()
    return (heading, *overview, *figures, *further)


def finding(material: Material) -> str:
    """Return what the tree shows, as a heading.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    str
        "Would have" is said only of single fixes that are established; those that are not are counted.
    """
    ours, outside = _fixes(material)
    if ours:
        return _fixes_say(material, ours)
    sets = [cut_set for cut_set in material.causes.cut_sets.sets if cut_set.state != "excluded"]
    if not sets:
        return "The causes on record do not yet explain the outcome"
    if outside:
        return "No single fix lies within control: the outcome needed several causes together"
    if len(sets) == 1:
        together = spelled(len(sets[0].factors), "cause")
        return f"{together.capitalize()} together explain the outcome; no single fix is shown"
    count = material.causes.cut_sets.standing
    many = f"at least {number_word(len(sets))}" if count is None else number_word(count)
    return f"{many.capitalize()} different sets of causes explain the outcome; no single fix is shown"


def _fixes_say(material: Material, ours: list[str]) -> str:
    """Return what single fixes within control would have done, and how many of them are not established."""
    factors = [material.factors[id_] for id_ in ours]
    gaps = all(factor.kind in _GAPS and factor.stop == "root" for factor in factors)
    verb, noun = ("Closing", "gap") if gaps else ("Removing", "cause")
    doubted = [id_ for id_ in ours if material.factor_results[id_].state != "established"]
    statuses = {material.factors[id_].status for id_ in doubted}
    doubt = f"{statuses.pop()}, not established" if len(statuses) == 1 else "not established"
    would = "might" if len(doubted) == len(ours) else "would"
    if len(ours) == 1:
        which = f"one {noun} ({doubt})" if doubted else f"one {noun}"
        return f"{verb} {which} {would} have stopped the outcome: {excerpt(material.factor_name(ours[0]))}"
    which = "either of two" if len(ours) == 2 else f"any one of {number_word(len(ours))}"
    says = f"{verb} {which} {noun}s {would} have stopped the outcome"
    if not doubted:
        return says
    number = number_word(len(doubted))
    who = f"{number} of them {plural(len(doubted), 'is', 'are')}"
    if len(doubted) == len(ours):
        who = "both are" if len(ours) == 2 else f"all {number} are"
    return f"{says}; {who} {doubt}"


def _fixes(material: Material) -> tuple[list[str], list[str]]:
    """Return the single fixes within control, and those outside it."""
    fixes = list(material.causes.single_fixes)
    outside = [id_ for id_ in fixes if material.factors[id_].stop in {"outside_control", "normal_condition"}]
    return [id_ for id_ in fixes if id_ not in outside], outside


def _below(material: Material) -> list[str]:
    """Return how to read the tree, and what limits what it shows."""
    says = ["Read from left to right, each box because of the boxes it joins. Heavy lines are answered necessity."]
    says.extend(filter(None, [needed(material)]))
    ours, outside = _fixes(material)
    if ours or outside:
        says.append("An unbroken heavy chain to the outcome makes a single fix.")
    if ours:
        says.append(f"Within control: {joined(ours)}.")
    if outside:
        says.append(f"Outside control: {joined(outside)}.")
    possible = [id_ for id_ in ours if material.factor_results[id_].state == "possible"]
    if possible:
        says.append(f"{joined(possible)} {plural(len(possible), 'is', 'are')} possible, not established.")
    single = [id_ for id_ in ours if material.factor_results[id_].independent_sources == 1]
    if single:
        each = " each" if len(single) > 1 else ""
        says.append(f"{joined(single)}{each} {plural(len(single), 'rests', 'rest')} on one independent source.")
    partial = [f.id for f in material.factors.values() if f.complete == "no" and material.factor_results[f.id].in_gate]
    top = material.factors[material.causes.outcome]
    partial = [top.id, *partial] if top.complete == "no" and top.id not in partial else partial
    if partial:
        says.append(f"Other causes may be missing under {joined(partial)}.")
    if not material.causes.cut_sets.complete:
        says.append("Not every set of causes could be listed.")
    return says


def tree_list(material: Material) -> Tree:
    """Return the tree as a nested list; a factor with several effects is read in full at the first.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    Tree
        From the outcome; ruled-out explanations and barriers that held stand below what they belong to.
    """
    seen: dict[str, str] = {}
    top = material.causes.outcome
    return Tree((_branch(material, top, "Outcome:", "", seen),))


def _branch(material: Material, id_: str, prefix: str, effect: str, seen: dict[str, str], because: Line = ()) -> Branch:
    if id_ in seen:
        return Branch((Words(prefix, "quiet"), Words(f"{id_}, listed under {seen[id_]}"), *because))
    seen[id_] = effect or "the outcome"
    links = [link for link in material.case.causes.links if link.effect == id_]
    ordered = sorted(links, key=lambda link: link.role != "gate")
    items = [_branch(material, link.cause, _prefix(link), id_, seen, _because(material, link)) for link in ordered]
    items.extend(_guard(material, factor) for factor in material.factors.values() if factor.guards == id_)
    items.extend(_alternative(other) for other in material.case.causes.alternatives if other.for_factor == id_)
    return Branch((Words(prefix, "quiet"), *_factor(material, id_, len(links) > 1), *because), tuple(items))


def _because(material: Material, link: Any) -> Line:
    """Return why a link was answered so, for readers who see every event."""
    if material.audience.events != "all" or not link.because:
        return ()
    return (Break(), Words(f"Reason for this link: {sentence(link.because)}", "quiet"))


def _prefix(link: Any) -> str:
    return "Contributing:" if link.role == "contributing" else _ANSWERS[link.necessary]


def _factor(material: Material, id_: str, gated: bool) -> Line:
    factor, result = material.factors[id_], material.factor_results[id_]
    tags: list[Tag] = [Tag(result.state, result.state)]
    if result.single_fix:
        tags.append(Tag("single fix", "done"))
    gate = _GATES.get(factor.gate, f"At least {factor.at_least} of these were needed:") if factor.gate and gated else ""
    return (Words(factor.text), *marks([id_]), *tags, *((Break(), Words(gate, "quiet")) if gate else ()))


def _guard(material: Material, factor: Any) -> Branch:
    held = "Held" if factor.state == "held" else "Held in part"
    return Branch((Words(f"{held}, beside it:", "quiet"), *_factor(material, factor.id, gated=False)))


_VERDICTS: dict[str, tuple[str, TagTone]] = {
    "ruled_out": ("Ruled out:", "excluded"),
    "open": ("Not ruled out:", "possible"),
    "accepted": ("Also accepted:", "established"),
}


def _alternative(other: Any) -> Branch:
    prefix, tone = _VERDICTS[other.verdict]
    return Branch((Words(prefix, "quiet"), Words(other.text), *marks([other.id]), Tag(tone, tone)))
