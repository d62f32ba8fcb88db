"""Rules about one link of the tree: was the cause necessary, and can it have come first."""

from __future__ import annotations

from collections.abc import Iterator

from rca.case.records import Link
from rca.causes.gates import gate_tree
from rca.causes.occurred import came_true, find_pre_empted
from rca.causes.timing import late_causes, timing_faults
from rca.checks.context import Context
from rca.checks.results import Severity
from rca.checks.rule import Hit, Rule


def _necessity_answered(context: Context) -> Iterator[Hit]:
    for number, link in _gate_links(context):
        if link.necessary == "unknown" and not _is_choice(context, link):
            answer = "not answered" if link.because is None else "left open"
            yield Hit(
                _name(link),
                f"it is {answer} whether {link.effect} needed {link.cause}",
                f"ask: had {link.cause} not been, would {link.effect} have been? Answer in `necessary`, or let the "
                "link be `role: contributing`",
                ("causes", "links", number),
            )


def _necessity_fits_gate(context: Context) -> Iterator[Hit]:
    for number, link in _gate_links(context):
        keys = ("causes", "links", number)
        choice = _is_choice(context, link)
        if link.necessary == "no" and not choice:
            yield Hit(
                _name(link),
                f"{link.effect} needs all its gate causes, and {link.cause} is said not to be necessary",
                "let the link be `role: contributing`, or the gate `any`",
                keys,
            )
        elif link.necessary == "yes" and choice and _others_established(context, link):
            yield Hit(
                _name(link),
                f"{link.cause} is said to be necessary, and the gate of {link.effect} lets other established causes do",
                "mend the answer or the gate",
                keys,
                "warning",
            )


def _time_order(context: Context) -> Iterator[Hit]:
    faults = timing_faults(context.case, context.timeline)
    pre_empted = _pre_empted(context) if faults else {}
    for fault in faults:
        by, certain = pre_empted.get((fault.cause, fault.effect, fault.fault), ((), False))
        milder: Severity | None = "note" if certain or fault.fault == "late" else None
        if milder is None and (by or fault.contested):
            milder = "warning"
        came_first = f"; {', '.join(by)} can have brought it about before, and pre-empted {fault.cause}" if by else ""
        remedy = "mend the times, the link, or the event that stands for the factor"
        yield Hit(
            f"{fault.cause}>{fault.effect}",
            f"{fault.words}{came_first}{'; these times are contested' if fault.contested else ''}",
            "leave it where that is what happened; else mend the times or the link" if by else remedy,
            ("causes", "links", fault.link),
            milder,
        )


def _pre_empted(context: Context) -> dict[tuple[str, str, str], tuple[tuple[str, ...], bool]]:
    """Return the links whose cause came after its effect when others had sufficed: these, and whether it is certain."""
    if context.case.causes.outcome is None:
        return {}
    tree = gate_tree(context.case)
    late = late_causes(context.case, context.timeline, tree)
    found: dict[tuple[str, str, str], tuple[tuple[str, ...], bool]] = {}
    for states, certain in (({"established", "possible"}, False), ({"established"}, True)):
        live = came_true(tree, [leaf for leaf in tree.leaves if context.results[leaf].state in states])
        for each in find_pre_empted(live, late) if live is not None else ():
            found[each.late.cause, each.late.effect, "after"] = each.by, certain
    return found


def _gate_links(context: Context) -> Iterator[tuple[int, Link]]:
    inside = {factor.id for factor in context.tree}
    for number, link in context.links:
        if link.role == "gate" and link.effect in inside:
            yield number, link


def _is_choice(context: Context, link: Link) -> bool:
    """Whether the gate lets fewer than all of two or more causes do."""
    gate_causes = [other for other in context.causes_of[link.effect] if other.role == "gate"]
    effect = context.case.factors[link.effect]
    enough = {"any": 1, "at_least": effect.at_least}.get(effect.gate or "all") or len(gate_causes)
    return enough < len(gate_causes)


def _others_established(context: Context, link: Link) -> bool:
    effect = context.case.factors[link.effect]
    others = [other for other in context.causes_of[link.effect] if other.role == "gate" and other.cause != link.cause]
    established = sum(context.results[other.cause].state == "established" for other in others)
    return established >= (effect.at_least or 1)


def _name(link: Link) -> str:
    return f"{link.cause}>{link.effect}"


RULES: tuple[Rule, ...] = (
    Rule(
        "tree.necessity",
        "Every gate link answers whether the effect needed the cause",
        "warning",
        "Without the answer nobody may say that removing the cause would have prevented the outcome. Not asked where "
        "the gate lets any of several causes do: there no single one is necessary. `unknown` with a reason is an "
        "honest answer and stays a warning, for it limits what the review may say.",
        "method T3; Why-Because Analysis (counterfactual test)",
        _necessity_answered,
        "attested",
    ),
    Rule(
        "tree.gate-necessity",
        "The answer about necessity fits the gate",
        "error",
        "A cause that was not necessary has no place in a gate that needs all. The other way round, necessary under "
        "a gate where others would do, is a warning: it can be meant of this one course of events.",
        "method T3, T5; Why-Because Analysis (counterfactual test)",
        _necessity_fits_gate,
    ),
    Rule(
        "tree.time-order",
        "A cause came before its effect was over",
        "error",
        "Only what is certain counts: the earliest that the cause can have begun against the latest that the effect "
        "can have ended; and of a condition with two ends, that it was not over before the effect began. Sightings "
        "and statements are left out, since they date the seeing. Where the times are contested it is a warning; a "
        "condition that began when its effect had begun, so that it can only have kept it going, is a note; and so is "
        "a cause that came too late in a gate where others had sufficed: it was pre-empted. "
        "The rule sees links whose two factors have events, and cannot see whether the event stands for all of the "
        "factor.",
        "method T2; Apollo principle 4",
        _time_order,
    ),
)
