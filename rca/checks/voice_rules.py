"""A rule about sources that count as independent and speak for one company or person."""

from __future__ import annotations

from collections.abc import Iterator

from rca.case.records import CaseFile, Evidence, Factor
from rca.causes.evidence import evidence_sources, independent_roots
from rca.checks.context import Context
from rca.checks.rule import Hit, Rule


def _same_voice(context: Context) -> Iterator[Hit]:
    alike: dict[str, list[str]] = {}
    for factor in context.claimed:
        if factor.status == "confirmed" and context.results[factor.id].independent_sources > 1:
            voices = _voices(context.case, factor)
            if len(set(map(str.casefold, voices))) == 1:
                alike.setdefault(voices[0], []).append(factor.id)
    for voice, factors in alike.items():
        yield Hit(
            "causes",
            f"counted as independent, and all of it is what {voice} said: {', '.join(factors)}",
            "look for somebody else who saw it, or say in the review that one party told it",
            ("causes", "outcome"),
        )


def _voices(case: CaseFile, factor: Factor) -> tuple[str, ...]:
    """Return who speaks in the supporting evidence; a source that names nobody speaks for itself."""
    supporting = [item for item in factor.evidence if item.says == "supports"]
    return tuple(dict.fromkeys(voice for item in supporting for voice in _speakers(case, item)))


def _speakers(case: CaseFile, item: Evidence) -> Iterator[str]:
    if item.said_by is not None:
        yield item.said_by
        return
    for source in evidence_sources(case, [item]):
        said_by = case.sources[source].said_by
        if said_by is not None:
            yield said_by
            continue
        for root in independent_roots(case, [source]):
            record = case.sources[root]
            yield record.said_by or record.publisher or root


RULES: tuple[Rule, ...] = (
    Rule(
        "evidence.same-voice",
        "Independent sources do not all speak for one party",
        "warning",
        "Two documents of one company, or a newspaper that quotes it, are two sources and one witness. Goes by "
        "`said_by` of the evidence or source, else by the publisher of the source that it derives from. One finding "
        "for each party; the rule cannot see a quotation that nobody marked.",
        "method E2; NASA NPR 8621.1",
        _same_voice,
    ),
)
