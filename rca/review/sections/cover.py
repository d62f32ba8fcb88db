"""The first screen: what happened, the class of causes, how sure that is, and what is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rca.review.blocks import Block, Cover, Fact, Heading, Paragraph
from rca.review.material import Material
from rca.review.sections.causes import finding
from rca.review.sentences import capital, counted, first_sentences, sentence, title

_STATUSES = ("unknown", "assumed", "possible", "probable", "confirmed")
_STATES = {"draft": "Draft", "in_review": "In review, not yet approved"}


def cover(material: Material) -> tuple[Block, ...]:
    """Return the cover.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        One cover.
    """
    head = material.head
    facts = (
        Fact("Cause class", cause_class(material)),
        Fact("Confidence", confidence(material)),
        Fact("Still open", still_open(material)),
        Fact("Evidence", evidence(material)),
    )
    return (
        Cover(
            document=f"{material.audience.review}: {title(head.title)}",
            classification=material.audience.banner,
            note=head.classification or "",
            kicker=_kicker(material),
            title=title(head.verdict or _computed_verdict(material)),
            lead=material.referenced(first_sentences(head.summary, material.audience.sentences)),
            facts=facts,
        ),
    )


def _kicker(material: Material) -> str:
    head = material.head
    parts = [f"{material.audience.review} of case {head.id}"]
    severity = ""
    if head.severity:
        scale = f" ({head.severity.scale} scale)" if head.severity.scale else ""
        was = f", first taken for {head.severity.was}" if head.severity.was else ""
        severity = f"severity {head.severity.level}{scale}{was}"
    domain = (head.domain or "").replace("_", " ")
    parts.append(capital(", ".join(filter(None, (domain, severity)))))
    parts.append(_STATES.get(head.state, ""))
    return ". ".join(filter(None, parts))


def _computed_verdict(material: Material) -> str:
    if not material.causes.single_fixes:
        return str(material.head.title)
    return f"{title(material.factor_name(material.causes.outcome))}: {finding(material)}"


def cause_class(material: Material) -> str:
    """Return the class, and the topic, that most single fixes have; without these, most roots; else most causes.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    str
        Such as ``system (access control)``.
    """
    fixes = [material.factors[id_] for id_ in material.causes.single_fixes]
    inside = [factor for factor in material.factors.values() if material.factor_results[factor.id].in_gate]
    roots = [factor for factor in inside if factor.stop == "root"]
    for group in (fixes, roots, inside):
        name = _most(factor.factor_class for factor in group)
        if name:
            topic = _most(factor.topic for factor in group) if material.allows("case.factor", "topic") else ""
            return f"{name} ({topic})" if topic and topic != name else name
    return "none stated"


def _most(names: Iterable[str | None]) -> str:
    counts = Counter(name for name in names if name)
    return counts.most_common(1)[0][0] if counts else ""


def confidence(material: Material) -> str:
    """Return how sure the causes are: the weakest link of the best known set of causes that was enough.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    str
        Such as ``probable, not confirmed``.
    """
    sets = [cut_set.factors for cut_set in material.causes.cut_sets.sets if cut_set.state != "excluded"]
    ranks = [min(_STATUSES.index(material.factors[id_].status) for id_ in factors) for factors in sets if factors]
    if not ranks:
        return "causes not determined"
    status = _STATUSES[max(ranks)]
    return status if status == "confirmed" else f"{status}, not confirmed"


def still_open(material: Material) -> str:
    """Return how many unknowns and open contradictions there are."""
    clashes = sum(each.open and each.grade in {"contradicts", "narrow"} for each in material.disagreements)
    return f"{counted(len(material.head.unknowns), 'unknown')}, {counted(clashes, 'contradiction')}"


def evidence(material: Material) -> str:
    """Return how many factors have two independent sources."""
    factors = material.causes.factors
    firm = sum(factor.independent_sources >= 2 for factor in factors)
    return f"{firm} of {counted(len(factors), 'factor')} {'has' if firm == 1 else 'have'} two independent sources"


def narrative(material: Material) -> tuple[Block, ...]:
    """Return the paragraphs that people wrote for these readers.

    Parameters
    ----------
    material : Material
        Projected results.

    Returns
    -------
    tuple of Block
        A heading and the paragraphs; nothing where there are none.
    """
    paragraphs = tuple(Paragraph(material.referenced(sentence(part.text))) for part in material.head.narrative)
    return (Heading("What happened"), *paragraphs) if paragraphs else ()
