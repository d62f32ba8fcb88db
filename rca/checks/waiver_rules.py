"""Rules about waivers; they run last, over what the other rules found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rca.case.records import CaseFile, Waiver
from rca.checks.context import Context
from rca.checks.results import Finding
from rca.checks.rule import Hit, Rule


def waived_places(waiver: Waiver) -> tuple[str, ...]:
    """Return the places of a waiver as findings name them.

    Parameters
    ----------
    waiver : Waiver
        A waiver; a whole file may be written with its ending.

    Returns
    -------
    tuple of str
        In the order of the file: ids, links, and words of files such as ``causes``.
    """
    return tuple(place.removesuffix(".yaml") for place in waiver.places)


def _unknown_rule(context: Context) -> Iterator[Hit]:
    for number, waiver in enumerate(context.case.waivers.waivers):
        if waiver.rule not in context.known_rules:
            yield Hit(
                f"waiver {number + 1}",
                f"no rule has the id {waiver.rule}",
                "mend the id, or remove the waiver",
                ("waivers", "waivers", number, "rule"),
            )


def _expired(context: Context) -> Iterator[Hit]:
    for number, waiver in enumerate(context.case.waivers.waivers):
        if waiver.expires is not None and waiver.expires < context.as_of:
            yield Hit(
                f"waiver {number + 1}",
                f"the waiver of {waiver.rule} ended on {waiver.expires} and waives nothing",
                "decide again: mend what it waived, or renew it with a new end",
                ("waivers", "waivers", number),
            )


def idle_places(case: CaseFile, findings: Iterable[Finding], as_of: date) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield the waivers that waive nothing at some places, though they have not ended.

    Parameters
    ----------
    case : CaseFile
        The case.
    findings : iterable of Finding
        What the rules found, waivers applied.
    as_of : date
        The day on which the ends of waivers are judged.

    Yields
    ------
    tuple
        The number of the waiver from 0, and the numbers of its places.
    """
    used = {(finding.rule, finding.place) for finding in findings if finding.waived_by is not None}
    for number, waiver in enumerate(case.waivers.waivers):
        if waiver.expires is None or waiver.expires >= as_of:
            places = enumerate(waived_places(waiver))
            idle = tuple(index for index, place in places if (waiver.rule, place) not in used)
            if idle:
                yield number, idle


def _unused(context: Context) -> Iterator[Hit]:
    for number, idle in idle_places(context.case, context.findings, context.as_of):
        waiver = context.case.waivers.waivers[number]
        if waiver.rule in context.known_rules:
            named = dict.fromkeys(waived_places(waiver)[index] for index in idle)
            yield Hit(
                f"waiver {number + 1}",
                f"{waiver.rule} finds nothing at {', '.join(named)}",
                "remove the place, or the waiver",
                ("waivers", "waivers", number),
            )


RULES: tuple[Rule, ...] = (
    Rule(
        "waiver.unknown-rule",
        "A waiver names a rule that exists",
        "error",
        "A waiver of nothing hides that somebody believed a finding to be accepted.",
        "method 3.6; waivers with reason",
        _unknown_rule,
    ),
    Rule(
        "waiver.expired",
        "No waiver is past its end",
        "warning",
        "What was accepted until a day has to be judged again after it. The day itself still counts.",
        "method 3.6; waivers with reason",
        _expired,
    ),
    Rule(
        "waiver.unused",
        "Every place of a waiver covers a finding",
        "warning",
        "A waiver left behind would hide a new finding at the same place.",
        "method 3.6; waivers with reason",
        _unused,
    ),
)
