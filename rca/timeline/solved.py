"""The claims of a case as a solved network: bounds, what was set aside, and what depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rca.case.records import CaseFile
from rca.timeline.conflicts import try_rejections
from rca.timeline.constraints import Solution, solve
from rca.timeline.looks import best_instants
from rca.timeline.moves import Moves
from rca.timeline.network import Network
from rca.timeline.proofs import Trial, find_conflicts, parts_of
from rca.timeline.publications import publication_bounds, publication_clashes, too_early
from rca.timeline.results import Bounds, PublicationClash
from rca.timeline.stated import Claims, Stated


@dataclass(frozen=True)
class Solved:
    """Everything that the results of a timeline are made of.

    Parameters
    ----------
    claims : Claims
        The claims of the case.
    publications : tuple of Stated
        Bounds by dates of publication that are in force.
    solution : Solution
        Bounds under what is in force: no rejected claim, and none of an open contradiction.
    cores : tuple of tuple of int
        Minimal contradictions among the claims that nobody rejected.
    rejections : mapping of int to tuple of int
        For each rejected claim the minimal contradiction that it would make.
    idle : tuple of int
        Rejected claims that contradict nothing.
    clashes : tuple of PublicationClash
        Sources that came out before what they report.
    out : frozenset of int
        Claims that are not in force.
    contested : frozenset of int
        Points whose bounds depend on an open contradiction.
    best : mapping of int to int
        The best instant of each point that has one.
    """

    claims: Claims
    publications: tuple[Stated, ...]
    solution: Solution
    cores: tuple[tuple[int, ...], ...]
    rejections: Mapping[int, tuple[int, ...]]
    idle: tuple[int, ...]
    clashes: tuple[PublicationClash, ...]
    out: frozenset[int]
    contested: frozenset[int]
    best: Mapping[int, int]

    def bounds(self, point: int) -> Bounds:
        """Return what is known of a point."""
        return Bounds(
            self.solution.earliest[point],
            self.best.get(point),
            self.solution.latest[point],
            contested=point in self.contested,
        )


def solve_claims(case: CaseFile, claims: Claims) -> Solved:
    """Solve the claims of a case.

    Parameters
    ----------
    case : CaseFile
        The case.
    claims : Claims
        Its claims.

    Returns
    -------
    Solved
        Bounds, contradictions, rejections and warnings.
    """
    publications = publication_bounds(case, claims)
    network = claims.network(publications)
    rejected = [claim.number for claim in claims.stated if claim.rejected is not None]
    dates = [bound.number for bound in publications]
    conflicts = find_conflicts(network, [*rejected, *dates])
    out = frozenset([*rejected, *conflicts.aside])
    stated_only = solve(network, [*out, *dates])
    clashing = too_early(publications, stated_only)
    applied = tuple(bound for bound in publications if bound not in clashing)
    solution = solve(network, [*out, *(bound.number for bound in clashing)]) if applied else stated_only
    rejections, idle = try_rejections(network, rejected, conflicts.aside, dates, [bound.number for bound in applied])
    in_force = [claim for claim in claims.stated if claim.number not in out]
    return Solved(
        claims=claims,
        publications=applied,
        solution=solution,
        cores=conflicts.cores,
        rejections=rejections,
        idle=idle,
        clashes=publication_clashes(case, claims, clashing, stated_only, Trial(network, [*out, *dates])),
        out=out,
        contested=_contested(claims, network, [*out, *dates], conflicts.cores),
        best=best_instants(sorted(in_force, key=lambda claim: claim.number), claims.equal, solution),
    )


def _contested(
    claims: Claims, network: Network, aside: Sequence[int], cores: Sequence[tuple[int, ...]]
) -> frozenset[int]:
    """Return the points that contradictions are about, and those that move when a part of one is believed.

    A part that goes against what is in force cannot be believed, and moves nothing. A length is about the end.
    """
    if not cores:
        return frozenset()
    moves = Moves(network, aside)
    by_number = {claim.number: claim for claim in claims.stated}
    named = [by_number[number] for core in cores for number in core]
    points = {point for claim in named for point in (claim.own[-1:] if claim.part == "lasted" else claim.own)}
    for part in dict.fromkeys(part for core in cores for part in parts_of(core)):
        points.update(moves.moved_by(part))
    return frozenset(points)
