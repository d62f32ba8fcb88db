"""Which sources stand behind a statement, and how many of them are independent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rca.case.records import CaseFile, Claim, Event, Evidence, Factor, Figure, Finding


def factor_sources(case: CaseFile, factor: Factor) -> tuple[str, ...]:
    """Return the sources of the evidence that bears out a factor's status.

    Parameters
    ----------
    case : CaseFile
        The case.
    factor : Factor
        A refuted factor is borne out by what refutes it, any other by what supports it.

    Returns
    -------
    tuple of str
        Ids of sources, each once, in the order in which the evidence names them.
    """
    wanted = "refutes" if factor.status == "refuted" else "supports"
    return evidence_sources(case, (item for item in factor.evidence if item.says == wanted))


def evidence_sources(case: CaseFile, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return the sources behind pieces of evidence.

    Parameters
    ----------
    case : CaseFile
        The case.
    evidence : iterable of Evidence
        References to sources, rows, findings, figures or events.

    Returns
    -------
    tuple of str
        Ids of sources, each once: a row gives its export, a finding its source, a figure the sources of its
        claims, an event those of its claims that no person rejected.
    """
    return tuple(dict.fromkeys(source for item in evidence for source in _behind(case, item.ref)))


def independent_roots(case: CaseFile, sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources that others derive from.

    Parameters
    ----------
    case : CaseFile
        For ``derived_from``.
    sources : iterable of str
        Ids of sources.

    Returns
    -------
    tuple of str
        Ids of roots, each once, in the order in which they are reached. Ten retellings of one report are
        one root. Sources that derive from each other in a circle count as one.
    """
    return tuple(dict.fromkeys(root for source in sources for root in _roots(case, source)))


def _behind(case: CaseFile, ref: str) -> Iterator[str]:
    match case.by_id.get(ref):
        case Finding(source=source):
            yield source
        case Figure(claims=claims):
            yield from (claim.source for claim in claims)
        case Event() as event:
            yield from _behind_event(case, event)
        case _ if ref.partition(":")[0] in case.sources:
            yield ref.partition(":")[0]


def _behind_event(case: CaseFile, event: Event) -> Iterator[str]:
    """Yield the sources of an event's claims; an end that names another event rests on that one's claims."""
    waiting, seen = [event], {event.id}
    while waiting:
        event = waiting.pop()
        for part in (event.at, event.start, event.end, event.within, event.lasted):
            if isinstance(part, str):
                other = case.events.get(part)
                if other is not None and other.id not in seen:
                    seen.add(other.id)
                    waiting.append(other)
                continue
            for claim in part:
                row = claim.row if isinstance(claim, Claim) else None
                source = claim.source or (row and row.partition(":")[0])
                if source and claim.reject is None:
                    yield source


def _roots(case: CaseFile, source: str) -> tuple[str, ...]:
    seen, waiting = {source}, [source]
    roots: list[str] = []
    while waiting:
        id_ = waiting.pop()
        record = case.sources.get(id_)
        parents = record.derived_from if record is not None else ()
        if not parents:
            roots.append(id_)
        new = [parent for parent in parents if parent not in seen]
        seen.update(new)
        waiting.extend(reversed(new))
    return tuple(roots) or (min(seen),)
