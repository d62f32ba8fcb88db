"""Contradictions grouped by what they are about: one disagreement for each thing disagreed on, with all its sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rca.case.records import CaseFile
from rca.case.when import Between, Either, OneSided, Point
from rca.timeline.claims import PARTS
from rca.timeline.constraints import Network
from rca.timeline.proof_words import Teller
from rca.timeline.proofs import Trial, feasible
from rca.timeline.results import Disagreement, Grade
from rca.timeline.stated import CLOCK, Claims, Stated
from rca.timeline.statements import stamps_of

_TITLES = {
    "at": "When {} happened",
    "start": "When {} began",
    "end": "When {} ended",
    "within": "When {} took place",
    "lasted": "How long {} lasted",
}
# Of parts named equally often, the length is what start and end disagree on.
_TIE = {"lasted": 0, "at": 1, "start": 2, "end": 3, "within": 4}

Subject = tuple[str, str]
"""An event and the part of it."""


@dataclass(frozen=True)
class _Group:
    subject: Subject
    cores: tuple[tuple[Stated, ...], ...]
    rejected: tuple[Stated, ...] = ()


def disagreements(
    case: CaseFile, claims: Claims, cores: Sequence[Sequence[int]], rejections: Mapping[int, Sequence[int]]
) -> tuple[Disagreement, ...]:
    """Return one disagreement for each thing that claims contradict each other on.

    Parameters
    ----------
    case : CaseFile
        The case.
    claims : Claims
        Its claims.
    cores : sequence of sequence of int
        Minimal contradictions among the claims that nobody rejected.
    rejections : mapping of int to sequence of int
        For each rejected claim the minimal contradiction that it would make.

    Returns
    -------
    tuple of Disagreement
        Numbered in the order of the file: by event, by part, open ones before settled ones.
    """
    by_number = {claim.number: claim for claim in claims.stated}
    place = {claim.number: index for index, claim in enumerate(claims.stated)}

    def told(core: Sequence[int]) -> tuple[Stated, ...]:
        return tuple(by_number[number] for number in sorted(core, key=place.__getitem__))

    groups = _open_groups([told(core) for core in cores], place)
    groups += _settled_groups({number: told(core) for number, core in rejections.items()}, by_number, place)
    order = {event.id: index for index, event in enumerate(case.timeline.events)}
    groups.sort(
        key=lambda group: (
            order[group.subject[0]],
            PARTS.index(group.subject[1]),
            bool(group.rejected),
            place[group.cores[0][0].number],
        )
    )
    teller = Teller(case.head.zones)
    return tuple(
        replace(_disagreement(group, claims, teller, place), id=f"C{number}") for number, group in enumerate(groups, 1)
    )


def try_rejections(
    network: Network,
    rejected: Iterable[int],
    aside: Sequence[int],
    dates: Sequence[int],
    in_force: Sequence[int],
) -> tuple[dict[int, tuple[int, ...]], tuple[int, ...]]:
    """Add each rejected claim back alone and see what it contradicts.

    It is tested against what is in force, then against each claim of an open contradiction: a rejection that only
    stands against one of those is not idle either.

    Parameters
    ----------
    network : Network
        All constraints.
    rejected : iterable of int
        The rejected claims.
    aside : sequence of int
        Claims of open contradictions.
    dates : sequence of int
        Bounds by dates of publication: they make no contradiction.
    in_force : sequence of int
        Those of them that go against nothing; a claim that goes against one of them is not idle.

    Returns
    -------
    tuple
        For each claim that contradicts something a minimal contradiction with it; and those that contradict nothing.
    """
    rejected = list(rejected)
    if not rejected:
        return {}, ()
    trial = Trial(network, [*rejected, *aside, *dates])
    trial.clash()
    found: dict[int, tuple[int, ...]] = {}
    idle: list[int] = []
    for claim in rejected:
        cores = filter(None, (trial.clash_with(test) for test in ((claim,), *((claim, other) for other in aside))))
        core = next((core for core in cores if claim in core), None)
        if core is not None:
            found[claim] = core
        elif trial.clash_with((claim, *in_force)) is None:
            idle.append(claim)
    return found, tuple(idle)


def _open_groups(cores: Sequence[tuple[Stated, ...]], place: Mapping[int, int]) -> list[_Group]:
    """Group contradictions by the event and part that most of them name; what is left, likewise."""
    groups: list[_Group] = []
    left = list(cores)
    while left:
        count: dict[Subject, list[int]] = {}
        for core in left:
            named = [(claim.event, claim.part) for claim in core if claim.part != CLOCK]
            for subject in dict.fromkeys(named):
                count.setdefault(subject, [0, 0])
                count[subject][0] += 1
                count[subject][1] += named.count(subject)
        first = {(claim.event, claim.part): place[claim.number] for core in left for claim in reversed(core)}
        subject = min(count, key=lambda each: (-count[each][0], -count[each][1], _TIE[each[1]], first[each]))
        about = [core for core in left if subject in {(claim.event, claim.part) for claim in core}]
        left = [core for core in left if core not in about]
        about.sort(key=lambda core: (len(core), sorted(claim.number for claim in core)))
        groups.append(_Group(subject, tuple(about)))
    return groups


def _settled_groups(
    rejections: Mapping[int, tuple[Stated, ...]], by_number: Mapping[int, Stated], place: Mapping[int, int]
) -> list[_Group]:
    """Group rejected claims that say the same kind of thing (a day, a month, a length) of the same part."""
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for number in sorted(rejections, key=place.__getitem__):
        claim = by_number[number]
        grouped.setdefault((claim.event, claim.part, _kind(claim)), []).append(number)
    return [
        _Group((event, part), tuple(rejections[n] for n in numbers), tuple(by_number[n] for n in numbers))
        for (event, part, _), numbers in grouped.items()
    ]


def _kind(claim: Stated) -> str:
    """Return what kind of thing a claim says, such as ``day`` or ``Lasted``."""
    value = claim.statements[0].value if claim.statements else None
    if not isinstance(value, Point | Between | Either | OneSided):
        return type(value).__name__
    stamp = stamps_of(value)[0]
    if stamp.clock is not None or stamp.part is not None:
        return "clock"
    return "day" if stamp.day else "month" if stamp.month else "year"


def _disagreement(group: _Group, claims: Claims, teller: Teller, place: Mapping[int, int]) -> Disagreement:
    event, part = group.subject
    involved = {claim.number: claim for core in group.cores for claim in core}
    told = sorted(involved.values(), key=lambda claim: place[claim.number])
    narrow = all(_is_narrow(core, claims) for core in group.cores)
    grade: Grade = "narrow" if narrow else "contradicts"
    return Disagreement(
        id="",
        subject=event,
        title=_TITLES[part].format(event),
        grade=grade,
        claims=tuple(claim.id for claim in group.cores[0]),
        sides=tuple(_side(claim, group.subject, teller) for claim in told),
        proof=teller.proof(group.cores[0]),
        open=not group.rejected,
        settled="; ".join(dict.fromkeys(map(_settled, group.rejected))),
        set_aside=tuple(claim.id for claim in group.rejected or told),
    )


def _side(claim: Stated, subject: Subject, teller: Teller) -> tuple[str, str]:
    own = (claim.event, claim.part) == subject
    return claim.source or claim.id, teller.words(claim) if own else teller.predicate(claim)


def _settled(claim: Stated) -> str:
    assert claim.rejected is not None  # noqa: S101 - only rejected claims are settled
    return f"{claim.source or claim.id} set aside by {claim.rejected.by}: {claim.rejected.because}"


def _is_narrow(core: Sequence[Stated], claims: Claims) -> bool:
    """Return whether rounding alone can explain a contradiction.

    It can when the claim told in the coarsest unit (of clock or length) needs to give way by less than one of its
    units for all to hold. Days, months and orders are not rounded.
    """
    unit = max(statement.unit for claim in core for statement in claim.statements)
    if unit == 0:
        return False
    coarsest = next(claim for claim in core if any(each.unit == unit for each in claim.statements))
    widened = [
        (coarsest.number, tail, head, weight + (unit - 1 if statement.unit else 0))
        for statement in coarsest.statements
        for tail, head, weight in statement.edges
    ]
    rest = [edge for claim in core if claim is not coarsest for edge in claim.constraints()]
    network = Network(claims.points, [*claims.structure, *rest, *widened])
    return feasible(network, [claim.number for claim in core])
