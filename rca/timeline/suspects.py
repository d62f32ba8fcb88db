"""Which single claim, if it were wrong, would resolve most of what sources disagree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rca.case.records import CaseFile
from rca.evidence.rows import RowTime
from rca.evidence.table import PlainTable
from rca.timeline.claims import read_claims
from rca.timeline.conflicts import disagreements
from rca.timeline.proofs import find_conflicts
from rca.timeline.results import Disagreement
from rca.timeline.stated import Claims, natural


@dataclass(frozen=True, slots=True)
class Suspect:
    """A claim in an open contradiction, and what is left without it.

    Parameters
    ----------
    claim : str
        Its id; ``clock.`` and a name for what is taken of a clock.
    source : str or None
        Who says it.
    resolves : tuple of str
        Ids of the contradictions that are gone without it.
    left : int
        Contradictions that stay, or come to light, without it.
    """

    claim: str
    source: str | None
    resolves: tuple[str, ...]
    left: int


def find_suspects(case: CaseFile, rows: Mapping[str, RowTime]) -> tuple[Suspect, ...]:
    """Leave out each claim of an open contradiction in turn, and solve again.

    That a claim resolves much does not make it wrong; it is the one to look at first.

    Parameters
    ----------
    case : CaseFile
        The case.
    rows : mapping of str to RowTime
        Times of the rows that it cites, as their clocks showed them.

    Returns
    -------
    tuple of Suspect
        Those without which the fewest contradictions are left first, then by id. Claims that resolve nothing alone
        are left out.
    """
    claims = read_claims(case, rows)
    network = claims.network()
    rejected = [claim.number for claim in claims.stated if claim.rejected is not None]
    cores = find_conflicts(network, rejected).cores
    before = _open(case, claims, cores)
    by_number = {claim.number: claim for claim in claims.stated}
    found = []
    for number in sorted({number for core in cores for number in core}):
        claim = by_number[number]
        after = _open(case, claims, find_conflicts(network, [*rejected, number]).cores)
        resolves = tuple(ids for subject, ids in before.items() if subject not in after)
        if resolves:
            found.append(Suspect(claim.id, claim.source, resolves, len(after)))
    return tuple(sorted(found, key=lambda each: (each.left, -len(each.resolves), natural(each.claim))))


def suspects_json(suspects: tuple[Suspect, ...]) -> list[dict[str, Any]]:
    """Return suspects as plain data."""
    return [
        {"claim": each.claim, "source": each.source, "resolves": list(each.resolves), "left": each.left}
        for each in suspects
    ]


def suspects_table(suspects: Sequence[Suspect], conflicts: Sequence[Disagreement]) -> PlainTable:
    """Return suspects as a table for a terminal; where there are none although sources disagree, why.

    Parameters
    ----------
    suspects : sequence of Suspect
        As `find_suspects` returns them.
    conflicts : sequence of Disagreement
        Everything on which sources disagree.

    Returns
    -------
    PlainTable
        Without rows where sources agree.
    """
    title = f"Which claim, if it were wrong, would resolve most ({len(suspects)})"
    if suspects or not conflicts:
        columns = "claim", "source", "would resolve", "left open or come to light"
        rows = ((each.claim, each.source or "", " ".join(each.resolves), str(each.left)) for each in suspects)
        return PlainTable(title, columns, tuple(rows))
    times = any(each.open and each.set_aside for each in conflicts)
    why = "no single claim resolves a contradiction alone" if times else "no contradiction of times is open"
    return PlainTable(title, ("none, because",), ((why,),))


def _open(case: CaseFile, claims: Claims, cores: tuple[tuple[int, ...], ...]) -> dict[tuple[str, str], str]:
    """Return the ids of contradictions by what they are about."""
    return {(each.subject, each.title): each.id for each in disagreements(case, claims, cores, {})}
