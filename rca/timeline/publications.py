"""What the date of a source says of the events that it reports: an upper bound, and never more than a warning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rca.case.messages import split_remedy
from rca.case.records import CaseFile, Source
from rca.case.when import Between, Either, OneSided, Point
from rca.case.when_bounds import Zones, resolve
from rca.errors import CaseError, Mistake
from rca.timeline.constraints import Solution
from rca.timeline.proof_words import Teller
from rca.timeline.proofs import Trial
from rca.timeline.results import PublicationClash
from rca.timeline.stated import ORIGIN, Claims, Stated
from rca.timeline.statements import Statement
from rca.timeline.words import value_words


def publication_bounds(case: CaseFile, claims: Claims) -> tuple[Stated, ...]:
    """Return an upper bound for each point that a source reports.

    A source that was ``updated`` later bounds nothing. What went on may still have gone on when the source came
    out: its end is bounded only where the source says that it was over by something, its start always.

    Parameters
    ----------
    case : CaseFile
        The case.
    claims : Claims
        Its claims; rejected ones report nothing.

    Returns
    -------
    tuple of Stated
        One bound for each source and point, numbered after the claims.

    Raises
    ------
    CaseError
        When the zone of a date of publication is not known.
    """
    latest = _published(case)
    found: dict[tuple[str, int], Stated] = {}
    for claim in claims.stated:
        if claim.source is None or claim.source not in latest or claim.rejected is not None:
            continue
        source = case.sources[claim.source]
        point = claim.own[0]
        if claim.part == "end" and not _tells_end(claim, point):
            continue
        part = "" if claim.part == "at" else ".end" if claim.part == "end" else ".start"
        edge = (ORIGIN, point, latest[claim.source])
        value = _stamped(source)[0]
        found.setdefault(
            (claim.source, point),
            Stated(
                number=len(claims.stated) + len(found),
                id=f"{claim.event}{part}.{claim.source}.published",
                event=claim.event,
                part="published",
                source=claim.source,
                said=source.published.text if source.published else "",
                statements=(Statement(value, (edge,)),),
                own=(point,),
            ),
        )
    return tuple(found.values())


def _tells_end(claim: Stated, point: int) -> bool:
    """Whether a claim about an end bounds it from above: ``at or after E6`` and ``unknown`` do not."""
    return any(head == point for statement in claim.statements for _, head, _ in statement.edges)


def _published(case: CaseFile) -> Mapping[str, int]:
    """Return the last instant at which each source can have come out."""
    zones = Zones(case.head.zones, case.head.unzoned)
    latest: dict[str, int] = {}
    mistakes: list[Mistake] = []
    for index, source in enumerate(case.head.sources):
        for value in _stamped(source) if source.updated == "false" else ():
            try:
                bound = resolve(value, zones, source.zone).latest
            except ValueError as error:
                mark = case.mark(("case", "sources", index, "published"))
                message, remedy = split_remedy(str(error))
                mistakes.append(Mistake(mark.file, mark.line, mark.column, "timeline.bad-claim", message, remedy))
                continue
            if bound is not None:
                latest[source.id] = min(bound, latest.get(source.id, bound))
    if mistakes:
        raise CaseError(case.path, mistakes)
    return latest


def _stamped(source: Source) -> list[Point | Between | Either | OneSided]:
    values = source.published.claims if source.published else ()
    return [value for value in values if isinstance(value, Point | Between | Either | OneSided)]


def too_early(publications: Sequence[Stated], solution: Solution) -> tuple[Stated, ...]:
    """Return the bounds that go against what the claims allow.

    An upper bound on one point goes against the others exactly when that point cannot be as early, so each bound
    can be judged alone and the rest hold together.

    Parameters
    ----------
    publications : sequence of Stated
        Bounds by dates of publication.
    solution : Solution
        The bounds without them.
    """
    found = []
    for bound in publications:
        earliest = solution.earliest[bound.own[0]]
        if earliest is not None and _limit(bound) < earliest:
            found.append(bound)
    return tuple(found)


def _limit(bound: Stated) -> int:
    return bound.statements[0].edges[0][2]


def publication_clashes(
    case: CaseFile, claims: Claims, clashing: Sequence[Stated], solution: Solution, trial: Trial
) -> tuple[PublicationClash, ...]:
    """Return each bound that goes against the claims, with the claims that it goes against.

    Parameters
    ----------
    case : CaseFile
        The case.
    claims : Claims
        Its claims.
    clashing : sequence of Stated
        As `too_early` gives them.
    solution : Solution
        The bounds without them.
    trial : Trial
        The network with the claims in force, and none of these bounds; not settled yet.

    Returns
    -------
    tuple of PublicationClash
        In the order of the file.
    """
    if not clashing:
        return ()
    trial.clash()  # settles the labels, which `clash_with` starts from
    teller = Teller(case.head.zones)
    found = []
    for bound in clashing:
        core = trial.clash_with((bound.number,)) or ()
        told = [claim for claim in claims.stated if claim.number in core]
        words = value_words(bound.statements[0].value)  # type: ignore[arg-type]
        found.append(
            PublicationClash(
                claim=bound.id,
                event=bound.event,
                source=bound.source or "",
                published=_limit(bound),
                earliest=solution.earliest[bound.own[0]] or 0,
                claims=tuple(claim.id for claim in told),
                words=(
                    f"{bound.source} is dated {words}.",
                    *(f"{teller.sentence(claim)}." for claim in told),
                    "It came out before what it reports, so its date bounds nothing; was it updated later?",
                ),
            )
        )
    return tuple(found)
