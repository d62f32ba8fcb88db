"""Where sources disagree about a number, and disputes that no program can settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, count
from string import ascii_lowercase
from typing import Final

from rca.case.records import CaseFile, Dispute, Figure, FigureClaim
from rca.case.values import Value
from rca.checks.amounts import amount_words, fit, limit_words, ordered
from rca.checks.dates import day_bounds
from rca.timeline.results import Disagreement, Grade

_GRADES: Final[tuple[Grade, ...]] = ("contradicts", "narrow", "differs", "not comparable")
_CONFLICTS: Final[frozenset[Grade]] = frozenset({"contradicts", "narrow"})
_PROOFS: Final = 3


@dataclass(frozen=True, slots=True)
class _Statement:
    """One claim about a figure, with what is needed to compare it."""

    id: str
    source: str
    value: Value
    unit: str
    measure: str
    as_of: str | None
    bounds: tuple[int | None, int | None]
    comparable: tuple[str, ...]

    @property
    def words(self) -> str:
        return amount_words(self.value, self.unit) + (f" (as of {self.as_of})" if self.as_of else "")


@dataclass(frozen=True, slots=True)
class _Pair:
    first: _Statement
    second: _Statement
    grade: Grade


def compare_figures(case: CaseFile, first: int = 1) -> tuple[Disagreement, ...]:
    """Return the figures about which sources do not say the same.

    Parameters
    ----------
    case : CaseFile
        The case.
    first : int
        Number of the first id, so that they continue those of the times.

    Returns
    -------
    tuple of Disagreement
        One for each such figure, in the order of the file, with the gravest grade among its claims. Claims of the
        same unit and measure (by default the figure's) are compared; others are ``not comparable``. Amounts that
        cannot both hold contradict each other, unless the larger one is surely the later: counts grow. A smaller
        count at a later date contradicts, since what was counted does not go away. It is settled by a dispute
        about the figure that has a resolution.
    """
    found = [(figure, pairs) for figure in case.head.figures if (pairs := _pairs(case, figure))]
    return tuple(_disagreement(case, figure, pairs, first + n) for n, (figure, pairs) in enumerate(found))


def text_disputes(case: CaseFile, first: int = 1) -> tuple[Disagreement, ...]:
    """Return the disputes in words, which no program can compare.

    Parameters
    ----------
    case : CaseFile
        The case.
    first : int
        Number of the first id.

    Returns
    -------
    tuple of Disagreement
        One for each dispute that is no part of a disagreement about a figure, in the order of the file; the subject
        is the dispute itself. One about an event stands beside a contradiction about its time, since it may be
        about something else. The grade is always ``contradicts``, for the person who wrote the dispute held that
        the positions clash; what became of it is in ``open`` and ``settled``.
    """
    shown = {each.subject for each in compare_figures(case)}
    left = [dispute for dispute in case.head.disputes if not shown & set(dispute.about)]
    return tuple(_in_words(dispute, first + n) for n, dispute in enumerate(left))


def _pairs(case: CaseFile, figure: Figure) -> list[_Pair]:
    statements = list(_statements(case, figure))
    graded = ((a, b, _grade(a, b)) for a, b in combinations(statements, 2))
    return [_Pair(a, b, grade) for a, b, grade in graded if grade is not None]


def _statements(case: CaseFile, figure: Figure) -> Iterator[_Statement]:
    for id_, claim in zip(_claim_ids(figure), figure.claims, strict=True):
        unit, measure = claim.unit or figure.unit, claim.measure or figure.name
        yield _Statement(
            id=id_,
            source=claim.source,
            value=claim.value,
            unit=unit if claim.of is None else f"of {amount_words(claim.of)} {unit}",
            measure=measure,
            as_of=claim.as_of,
            bounds=day_bounds(case, claim.as_of, claim.source),
            comparable=_kind(claim, unit, measure),
        )


def _claim_ids(figure: Figure) -> list[str]:
    """Return ``figure.source`` for each claim, with a letter where the source says several things."""
    plain = [f"{figure.id}.{claim.source}" for claim in figure.claims]
    ids: list[str] = []
    for id_ in plain:
        # A source may itself end in a letter, so a letter that would give its id is passed over.
        letters = (f"{id_}{letter}" for letter in chain(ascii_lowercase[1:], map("z{}".format, count(27))))
        ids.append(id_ if id_ not in ids else next(new for new in letters if new not in {*ids, *plain}))
    return ids


def _kind(claim: FigureClaim, unit: str, measure: str) -> tuple[str, ...]:
    share = "%" if claim.value.text.endswith("%") else ""
    whole = claim.of.text if claim.of is not None else ""
    return tuple(" ".join(text.casefold().split()) for text in (unit, measure, share, whole))


def _grade(a: _Statement, b: _Statement) -> Grade | None:
    """Return how two claims stand to each other; ``None`` where they say the same."""
    if a.comparable != b.comparable:
        return "not comparable"
    match fit(a.value, b.value):
        case "same":
            return None
        case "overlap":
            return "differs"
        case apart:
            if _grown(a, b):
                return "differs"
            return "narrow" if apart == "narrow" else "contradicts"


def _grown(a: _Statement, b: _Statement) -> bool:
    """Whether the larger of two amounts that are apart is surely the later one."""
    lower, upper = (a, b) if ordered(a.value, b.value)[0] is a.value else (b, a)
    before, after = lower.bounds[1], upper.bounds[0]
    return before is not None and after is not None and before < after


def _disagreement(case: CaseFile, figure: Figure, pairs: Sequence[_Pair], number: int) -> Disagreement:
    statements = list(_statements(case, figure))
    grade = min((pair.grade for pair in pairs), key=_GRADES.index)
    gravest = [pair for pair in pairs if pair.grade == grade]
    involved = {statement.id for pair in gravest for statement in (pair.first, pair.second)}
    disputes = [dispute for dispute in case.head.disputes if figure.id in dispute.about]
    settled = _settled(disputes)
    return Disagreement(
        id=f"C{number}",
        subject=figure.id,
        title=figure.name,
        grade=grade,
        claims=tuple(statement.id for statement in statements if statement.id in involved),
        sides=tuple((statement.source, statement.words) for statement in statements),
        proof=tuple(_proof(pair) for pair in _telling(gravest)[:_PROOFS]),
        open=not settled and (grade in _CONFLICTS or bool(disputes)),
        settled=settled,
    )


def _telling(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Leave out pairs that would say once more that the same two measures differ."""
    if pairs[0].grade != "not comparable":
        return list(pairs)
    first: dict[frozenset[tuple[str, ...]], _Pair] = {}
    for pair in pairs:
        first.setdefault(frozenset({pair.first.comparable, pair.second.comparable}), pair)
    return list(first.values())


def _proof(pair: _Pair) -> str:
    a, b = pair.first, pair.second
    if pair.grade == "not comparable":
        return (
            f"{a.source} says {a.words}, counting {a.measure}; {b.source} says {b.words}, counting {b.measure}. "
            "They measure different things."
        )
    if fit(a.value, b.value) == "overlap":
        return f"{a.source} says {a.words}; {b.source} says {b.words}. Both can hold."
    lower, upper = (a, b) if ordered(a.value, b.value)[0] is a.value else (b, a)
    says = (
        f"{lower.source} says {lower.words}{limit_words(lower.value, upper=True)}; "
        f"{upper.source} says {upper.words}{limit_words(upper.value, upper=False)}."
    )
    if pair.grade == "differs":
        return f"{says} The later count is the larger."
    return f"{says} {'They differ by less than rounding.' if pair.grade == 'narrow' else 'Both cannot hold.'}"


def _settled(disputes: Sequence[Dispute]) -> str:
    """Say how the disputes about one thing were settled; empty where there is none or one is open."""
    if any(dispute.resolution is None for dispute in disputes):
        return ""
    return "; ".join(_resolution(dispute) for dispute in disputes)


def _resolution(dispute: Dispute) -> str:
    who = ", ".join(str(part) for part in (dispute.by, dispute.on) if part is not None)
    return f"{dispute.resolution} ({who})" if who else str(dispute.resolution)


def _in_words(dispute: Dispute, number: int) -> Disagreement:
    settled = _settled([dispute])
    return Disagreement(
        id=f"C{number}",
        subject=dispute.id,
        title=dispute.text or f"dispute {dispute.id} about {', '.join(dispute.about) or 'the case'}",
        grade="contradicts",
        claims=(),
        sides=tuple((position.source, position.text) for position in dispute.positions),
        proof=("The positions are in words; a person has to judge them.",),
        open=not settled,
        settled=settled,
    )
