"""The timeline of a case, solved: from claims to bounds, contradictions, phases, gaps and durations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rca.case.collector import collector_paused
from rca.case.records import CaseFile
from rca.case.when import Between, Either, OneSided, Point
from rca.evidence.rows import RowTime
from rca.timeline.claims import read_claims
from rca.timeline.conflicts import disagreements
from rca.timeline.events import lane_of, solved_claims, solved_events
from rca.timeline.phases import milestone_durations, silent_gaps, solved_phases
from rca.timeline.results import TimelineResult
from rca.timeline.solved import solve_claims
from rca.timeline.stated import Claims
from rca.timeline.statements import stamps_of


@collector_paused()
def solve_timeline(case: CaseFile, rows: Mapping[str, RowTime] | None = None) -> TimelineResult:
    """Solve the timeline of a case.

    Parameters
    ----------
    case : CaseFile
        The case.
    rows : mapping of str to RowTime, optional
        Times of the rows of evidence that it cites, by reference (``S3:412``), as their clocks showed them. They are
        read from the exports where they are not given.

    Returns
    -------
    TimelineResult
        Events with their tightest bounds, claims, contradictions with proofs, phases, silent stretches and durations.
        The same case gives the same result, whatever the order in which claims stand in its files.

    Raises
    ------
    CaseError
        When a claim cannot be turned into constraints; all mistakes are carried.
    """
    if rows is None:
        from rca.evidence.lookup import row_times

        rows = row_times(case)
    claims = read_claims(case, rows)
    solved = solve_claims(case, claims)
    events = solved_events(case, solved)
    ids = {claim.number: claim.id for claim in claims.stated}
    return TimelineResult(
        events=events,
        claims=solved_claims(solved),
        conflicts=disagreements(case, claims, solved.cores, solved.rejections),
        idle_rejections=tuple(ids[claim.number] for claim in claims.stated if claim.number in solved.idle),
        phases=solved_phases(case, solved),
        gaps=silent_gaps(case, events, solved),
        durations=milestone_durations(case, events, solved),
        lanes=tuple(dict.fromkeys(map(lane_of, case.timeline.events))),
        local_zone=local_zone(case, claims),
        publication_clashes=solved.clashes,
    )


def local_zone(case: CaseFile, claims: Claims) -> str | None:
    """Return the zone of the second axis: the one that the case names, else the place that most claims use.

    Parameters
    ----------
    case : CaseFile
        The case.
    claims : Claims
        Its claims; rejected ones do not count.

    Returns
    -------
    str or None
        A zone with the aliases of the case resolved; ``None`` where no claim names a place. Of places used
        equally often the first by name is taken.
    """
    aliases = case.head.zones
    if case.head.local is not None:
        return aliases.get(case.head.local, case.head.local)
    places: Counter[str] = Counter()
    for claim in claims.stated:
        for statement in () if claim.rejected else claim.statements:
            zone = statement.zone or ""
            if isinstance(statement.value, Point | Between | Either | OneSided):
                zone = stamps_of(statement.value)[0].zone or zone
            places[aliases.get(zone, zone)] += 1
    named = [place for place in places if "/" in place]
    return min(named, key=lambda place: (-places[place], place), default=None)
