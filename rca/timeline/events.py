"""Events and claims of a case as they stand in the solved timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rca.case.records import CaseFile, Event
from rca.case.when import Lasted, Offset, Order
from rca.case.when_print import print_claim
from rca.evidence.rows import RowTime
from rca.timeline.label_words import ends_words, main_frame, point_words
from rca.timeline.looks import Look, binds, frames, look_at
from rca.timeline.proof_words import Teller
from rca.timeline.results import Bounds, Sign, SolvedClaim, SolvedEvent
from rca.timeline.solved import Solved
from rca.timeline.stated import CLOCK, Stated
from rca.timeline.statements import Statement
from rca.timeline.words import interval_words, lasted_words, value_words

_CERTAINTY: tuple[Sign, ...] = ("exact", "about", "either", "within", "relative", "order", "none")
_STAMPED = {"exact", "about", "either", "within"}


def solved_claims(solved: Solved) -> tuple[SolvedClaim, ...]:
    """Return every claim in the order of the file, then the bounds that dates of publication set; none of a clock.

    Parameters
    ----------
    solved : Solved
        The solved network.
    """
    told = [claim for claim in (*solved.claims.stated, *solved.publications) if claim.part != CLOCK]
    return tuple(_claim(claim, solved) for claim in told)


def _claim(claim: Stated, solved: Solved) -> SolvedClaim:
    bounds = [each.bounds for each in claim.statements if each.bounds is not None]
    earliest = max((each.earliest for each in bounds if each.earliest is not None), default=None)
    latest = min((each.latest for each in bounds if each.latest is not None), default=None)
    spelled = "; ".join(filter(None, map(_spelled, claim.statements)))
    if claim.part == "published":
        latest = claim.statements[0].edges[0][2]
        spelled = interval_words(None, latest)
    on = [binds(each, point, solved.solution) for each in claim.statements for point in claim.own]
    return SolvedClaim(
        id=claim.id,
        event=claim.event,
        part=claim.part,
        source=claim.source,
        said=claim.said,
        spelled=spelled,
        earliest=earliest,
        latest=latest,
        rejected=claim.rejected is not None,
        binding=claim.number not in solved.out and any(map(any, on)),
    )


def _spelled(statement: Statement) -> str:
    value, bounds = statement.value, statement.bounds
    if isinstance(value, Lasted):
        return lasted_words(value)
    if bounds is not None and len(bounds.options) > 1:
        return " or ".join(interval_words(*option) for option in bounds.options)
    if bounds is not None:
        return interval_words(bounds.earliest, bounds.latest)
    return "" if isinstance(value, RowTime) else value_words(value)


def solved_events(case: CaseFile, solved: Solved) -> tuple[SolvedEvent, ...]:
    """Return the events with their bounds, in order of time.

    Parameters
    ----------
    case : CaseFile
        The case.
    solved : Solved
        The solved network.

    Returns
    -------
    tuple of SolvedEvent
        By best, else earliest, else latest instant, then by id; those without any last.
    """
    maker = _Maker(case, solved)
    ends = solved.claims.ends
    # Points are numbered in the order of the ids.
    return tuple(sorted(map(maker.event, case.timeline.events), key=lambda event: (*_first(event), ends[event.id])))


def _first(event: SolvedEvent) -> tuple[bool, int]:
    """Return whether nothing is known of when an event was, and the instant that it is sorted by."""
    known = (event.start.best, event.start.earliest, event.start.latest, event.end.best, event.end.latest)
    first = next((instant for instant in known if instant is not None), None)
    return first is None, first or 0


class _Maker:
    """Makes events; holds what they share."""

    def __init__(self, case: CaseFile, solved: Solved) -> None:
        self.case, self.solved = case, solved
        self.teller = Teller(case.head.zones)
        self.frame = main_frame(solved.best.values())
        self.phases = {phase.id: phase for phase in case.timeline.phases}
        self.published = {bound.own[0]: bound for bound in solved.publications}
        self.equal = dict(solved.claims.equal)
        self.by_event: dict[str, list[Stated]] = {}
        self.by_point: dict[int, list[Stated]] = {}
        for claim in solved.claims.stated:
            self.by_event.setdefault(claim.event, []).append(claim)
            if claim.number not in solved.out and claim.part != "lasted":
                for point in claim.own:
                    self.by_point.setdefault(point, []).append(claim)

    def event(self, event: Event) -> SolvedEvent:
        """Return one event with its bounds, sign and words."""
        start, end = self.solved.claims.ends[event.id]
        begin = self.solved.bounds(start)
        finish = begin if end == start else self.solved.bounds(end)
        claims = self.by_event.get(event.id, [])
        look, last = self.ends(claims, start, end)
        chosen = look if _is_vaguer(look, last) else last
        whole = Bounds(begin.earliest, None, finish.latest)
        stated = chosen.statement.bounds if chosen.statement else None
        tell = self.extent_words if event.is_extent else self.words
        said, spelled = tell(claims, look, last, start, end)
        return SolvedEvent(
            id=event.id,
            kind=event.kind,
            text=event.text,
            label=event.label or event.text,
            lane=lane_of(event),
            milestone=event.milestone,
            key=event.key == "yes",
            anchor=event.anchor == "true",
            extent=event.is_extent,
            start=begin,
            end=finish,
            sign=_sign(look, last),
            said=said,
            sources=tuple(dict.fromkeys(claim.source for claim in claims if claim.source and not claim.rejected)),
            claims=tuple(claim.id for claim in claims),
            about=event.about,
            lasted=self.lasted(start, end) if event.is_extent else (None, None),
            core=next(iter(_inside([stated.core], whole)), None) if stated and stated.core else None,
            options=_inside(stated.options, whole) if stated and chosen.sign == "either" else (),
            anchor_of=self.anchor(chosen),
            spelled=spelled,
        )

    def look(self, point: int) -> Look:
        """Return how one point is shown; one that is another event's is shown as that."""
        claims = [*self.by_point.get(point, ()), *self.by_point.get(self.equal.get(point, -1), ())]
        bound = self.published.get(point)
        solution = self.solved.solution
        published = bound is not None and solution.latest[point] == bound.statements[0].edges[0][2]
        return look_at(claims, point, self.solved.best.get(point), solution, published=published)

    def ends(self, claims: Sequence[Stated], start: int, end: int) -> tuple[Look, Look]:
        """Return how both ends are shown; one look where a stated time is all that frames them."""
        look = self.look(start)
        if start == end:
            return look, look
        last = self.look(end)
        if {look.sign, last.sign} & {"exact", "about", "either"}:
            return look, last
        within = [claim for claim in claims if claim.part == "within" and claim.number not in self.solved.out]
        whole = frames(within, start, end, self.solved.solution)
        return (look, last) if whole is None else (whole, whole)

    def words(self, claims: Sequence[Stated], look: Look, _last: Look, start: int, _end: int) -> tuple[str, str]:
        """Return the words for the time of a point: as the case writes them, and as a label."""
        if look.claim is not None and look.statement is not None:
            value = look.statement.value
            said = look.claim.said if isinstance(value, Lasted | RowTime) else print_claim(value)
            return said, point_words(look, self.solved.best.get(start), self.frame)
        aside = [claim for claim in claims if claim.number in self.solved.out and not claim.rejected]
        if look.sign == "none" or aside:
            return "", " or ".join(dict.fromkeys(map(self.teller.words, aside)))
        return "", self.frame.interval(self.solved.bounds(start))

    def extent_words(self, claims: Sequence[Stated], look: Look, last: Look, start: int, end: int) -> tuple[str, str]:
        """Return the words for an extent: what it lay within or how long it lasted, and a label for its ends."""
        if look is last and look.sign == "within":
            return self.words(claims, look, last, start, end)
        begin = point_words(look, self.solved.best.get(start), self.frame)
        finish = point_words(last, self.solved.best.get(end), self.frame)
        lengths = [claim for claim in claims if claim.part == "lasted" and claim.number not in self.solved.out]
        lasted = self.teller.words(lengths[0]) if lengths else ""
        label = ends_words(begin, finish, stamped={look.sign, last.sign} <= _STAMPED)
        return lasted, label or (f"for {lasted}" if lasted else "")

    def lasted(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return the bounds on the length of an extent."""
        shortest, longest = self.solved.solution.distances(start)
        return shortest[end], longest[end]

    def anchor(self, look: Look) -> str | None:
        """Return the event that a time is measured from."""
        value = look.statement.value if look.statement else None
        if look.sign not in {"relative", "order", "none"} or not isinstance(value, Order | Offset):
            return None
        if (phase := self.phases.get(value.ref.id)) is not None:
            return phase.end if value.ref.side == "end" else phase.start
        return value.ref.id if value.ref.row is None else None


def lane_of(event: Event) -> str:
    """Return the lane of an event: its own, else its actor, else ``other``."""
    return event.lane or event.actor or "other"


def _is_vaguer(look: Look, last: Look) -> bool:
    return _CERTAINTY.index(look.sign) >= _CERTAINTY.index(last.sign)


def _sign(look: Look, last: Look) -> Sign:
    """Return the sign of the end that is known less well; one end without a time leaves one bound only."""
    if "none" in (look.sign, last.sign):
        return "none" if look.sign == last.sign else "order"
    return look.sign if _is_vaguer(look, last) else last.sign


def _inside(options: Iterable[tuple[int, int]], bounds: Bounds) -> tuple[tuple[int, int], ...]:
    """Return what of some intervals lies inside bounds."""
    earliest, latest = bounds.earliest, bounds.latest
    if earliest is None or latest is None:
        return ()
    clipped = [(max(first, earliest), min(last, latest)) for first, last in options]
    return tuple((first, last) for first, last in clipped if first <= last)
