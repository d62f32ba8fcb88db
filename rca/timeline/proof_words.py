"""Why claims cannot all hold, in sentences: stated values only, and never the doubt that the solver adds to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rca.case.stamps import SECOND_US
from rca.case.when import Between, ClaimValue, Either, Lasted, OneSided, Point, Stamp
from rca.case.when_bounds import lasted_bounds
from rca.evidence.rows import RowTime
from rca.timeline.stated import CLOCK, Stated
from rca.timeline.statements import Statement, stamps_of
from rca.timeline.words import (
    duration_words,
    instant_words,
    lasted_words,
    number_words,
    value_words,
    zone_words,
)

_VERBS = {"at": "was", "start": "began", "end": "ended", "within": "lay"}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells claims of one case.

    Parameters
    ----------
    aliases : mapping of str to str
        The case's own names of zones.
    year : bool
        Whether days are told with their year.
    """

    aliases: Mapping[str, str]
    year: bool = True

    def proof(self, core: Sequence[Stated]) -> tuple[str, ...]:
        """Return why a minimal contradiction cannot hold.

        Parameters
        ----------
        core : sequence of Stated
            Its claims, in the order of the file.

        Returns
        -------
        tuple of str
            A sentence for each claim; the last goes on, or one more follows, with what cannot be.
        """
        teller = Teller(self.aliases, len({stamp.year for claim in core for stamp in _stamps(claim)}) > 1)
        if (pair := _apart(core)) is not None:
            return teller._told_apart(*pair)
        if (lengths := _lengths(core)) is not None:
            longer, shorter = lengths
            closing = f"{_length(longer)} is longer than {_length(shorter)}, so both cannot hold."
            return (*(f"{teller.sentence(claim)}." for claim in core), closing)
        lines = [f"{teller.sentence(claim)}." for claim in core]
        if len(lines) == 1:
            return (lines[0], "It contradicts itself.")
        if len(lines) == 2:
            return (*lines, "Both cannot hold.")
        return (*lines[:-1], f"{lines[-1]} Together they cannot hold.")

    def sentence(self, claim: Stated) -> str:
        """Return who says what of which event, such as ``S7 says E3 was before E6``."""
        if claim.part == CLOCK:
            return f"The clock {claim.id.removeprefix('clock.')} is taken to be ahead by {claim.said}"
        if claim.row is not None:
            return f"{_who(claim)} shows {claim.said} for {claim.event}"
        return f"{_who(claim)} says {self.predicate(claim)}"

    def predicate(self, claim: Stated) -> str:
        """Return an event with what a claim says of it, such as ``E7 lasted at least 10 h``."""
        if claim.part == CLOCK:
            return f"ahead by {claim.said}"
        if claim.row is not None:
            return f"{claim.event} was at {claim.said}"
        phrases = [self._phrase(claim, statement) for statement in claim.statements]
        verb = "lasted" if claim.part == "lasted" else _VERBS[claim.part]
        return f"{claim.event} {verb} {' and '.join(phrases)}"

    def words(self, claim: Stated) -> str:
        """Return what a claim says, without who says it and of what."""
        if claim.row is not None or claim.part == CLOCK:
            return claim.said
        return " and ".join(self._plain(claim, statement) for statement in claim.statements)

    def _phrase(self, claim: Stated, statement: Statement) -> str:
        words, value = self._plain(claim, statement), statement.value
        if not isinstance(value, Point | Between | Either):
            return words
        if claim.part == "within" or isinstance(value, Between):
            return f"within {words}"
        stamp = stamps_of(value)[0]
        if stamp.part is not None or isinstance(value, Either):
            return words
        return f"{'at' if stamp.clock else 'on' if stamp.day else 'in'} {words}"

    def _plain(self, claim: Stated, statement: Statement) -> str:
        value = statement.value
        if isinstance(value, Lasted):
            return lasted_words(value)
        if isinstance(value, RowTime):
            return value.raw
        return value_words(value, year=self.year) + self._zone(claim, statement, value)

    def _zone(self, claim: Stated, statement: Statement, value: ClaimValue) -> str:
        """Return how the zone of a stamp is known; an implied or assumed one is always named."""
        if not isinstance(value, Point | Between | Either | OneSided):
            return ""
        name = stamps_of(value)[0].zone or statement.zone
        if name is None:
            return " (no zone stated)"
        if claim.zone_basis != "stated":
            return f" (taken as {name}, {claim.zone_basis})"
        words = zone_words(name, self.aliases)
        if all(stamp.clock is None for stamp in stamps_of(value)):
            return f" ({words})"
        return f" ({words})" if words.startswith("UTC") else f" ({words} time)"

    def _told_apart(self, first: Stated, early: Statement, second: Stated, late: Statement) -> tuple[str, ...]:
        """Return the proof of two claims of which one ends before the other starts."""
        lines = (
            f"{self._side(first, early, ends=True)}.",
            f"{self._side(second, late, ends=False)}.",
        )
        return (*lines, _distance(early, late))

    def _side(self, claim: Stated, statement: Statement, *, ends: bool) -> str:
        value, bounds = statement.value, statement.bounds
        if claim.row is not None or bounds is None:
            return self.sentence(claim)
        saying = f"{_who(claim)} says {self.words(claim)}"
        edge = bounds.latest if ends else bounds.earliest
        if isinstance(value, Point) and bounds.best is not None:
            stated = instant_words(bounds.best, year=self.year)
            zone = value.stamp.zone or statement.zone or ""
            return saying if zone_words(zone, self.aliases) == "UTC" else f"{saying}: {stated}"
        unit = _unit(value)
        if unit is None or edge is None:
            return saying
        limit = instant_words(edge + 1 if ends else edge, year=self.year)
        name = value.stamp.zone or statement.zone if isinstance(value, Point) else None
        if name is None:
            how = "ends by" if ends else "starts no earlier than"
            return f"{saying}: that {unit} {how} {limit}"
        stated = f"{_who(claim)} says {value_words(value, year=self.year)}"  # type: ignore[arg-type]
        note = f" (taken as {name}, {claim.zone_basis})" if claim.zone_basis != "stated" else ""
        where = zone_words(name, self.aliases)
        return f"{stated}{note}: that {where} {unit} {'ends' if ends else 'starts'} {limit}"


def _who(claim: Stated) -> str:
    if claim.row is not None:
        source, _, row = claim.row.partition(":")
        return f"{source}, row {row},"
    return claim.source or f"The claim {claim.id}"


def _stamps(claim: Stated) -> list[Stamp]:
    values = [statement.value for statement in claim.statements]
    stamped = [value for value in values if isinstance(value, Point | Between | Either | OneSided)]
    return [stamp for value in stamped for stamp in stamps_of(value)]


def _apart(core: Sequence[Stated]) -> tuple[Stated, Statement, Stated, Statement] | None:
    """Return two claims about one point, one of which ends before the other starts, the earlier first."""
    if len(core) != 2 or not set(core[0].own) & set(core[1].own) or "lasted" in {claim.part for claim in core}:
        return None
    for first, second in (core, core[::-1]):
        ends = [each for each in first.statements if each.bounds and each.bounds.latest is not None]
        starts = [each for each in second.statements if each.bounds and each.bounds.earliest is not None]
        if ends and starts:
            early, late = min(ends, key=_latest), max(starts, key=_earliest)
            if _latest(early) < _earliest(late):
                return first, early, second, late
    return None


def _latest(statement: Statement) -> int:
    assert statement.bounds is not None  # noqa: S101 - chosen so
    assert statement.bounds.latest is not None  # noqa: S101
    return statement.bounds.latest


def _earliest(statement: Statement) -> int:
    assert statement.bounds is not None  # noqa: S101 - chosen so
    assert statement.bounds.earliest is not None  # noqa: S101
    return statement.bounds.earliest


def _distance(early: Statement, late: Statement) -> str:
    """Return how far two statements lie apart as they are stated."""
    assert early.bounds is not None  # noqa: S101 - chosen so
    assert late.bounds is not None  # noqa: S101
    vague = _is_vague(early) or _is_vague(late)
    doubt = ", more than the words allow" if vague else ""
    if early.bounds.best is not None and late.bounds.best is not None:
        apart = duration_words(late.bounds.best - early.bounds.best)
        return f"The stated times are {apart} apart{doubt}, so both cannot hold."
    end = early.bounds.core[1] + 1 if early.bounds.core else _latest(early) + 1
    start = late.bounds.core[0] if late.bounds.core else _earliest(late)
    # A stated instant is told as it is stated, without the rest of its minute.
    gap = (late.bounds.best or start) - (early.bounds.best or end)
    if gap < SECOND_US:
        return "The first ends before the second starts, so both cannot hold."
    if vague or early.bounds.best is not None or late.bounds.best is not None:
        return f"As stated they are {duration_words(gap)} apart{doubt}, so both cannot hold."
    return f"At least {duration_words(gap)} apart, so both cannot hold."


def _is_vague(statement: Statement) -> bool:
    """Whether the words allow more than the unit that is stated."""
    value = statement.value
    if isinstance(value, Point):
        return value.about or value.tolerance is not None or _is_vague_stamp(value.stamp)
    return isinstance(value, Between | Either | OneSided) and any(map(_is_vague_stamp, stamps_of(value)))


def _is_vague_stamp(stamp: Stamp) -> bool:
    return stamp.part is not None or stamp.third is not None


def _unit(value: object) -> str | None:
    """Return the unit of a plain day, month or year; its ends are as stated as the unit itself."""
    if not isinstance(value, Point) or value.about or value.tolerance or _is_vague_stamp(value.stamp):
        return None
    if value.stamp.clock is not None:
        return None
    return "day" if value.stamp.day else "month" if value.stamp.month else "year"


def _lengths(core: Sequence[Stated]) -> tuple[Lasted, Lasted] | None:
    """Return the longer and the shorter of two stated lengths that leave nothing between them."""
    values = [claim.statements[0].value for claim in core if claim.part == "lasted"]
    if len(core) != 2 or len(values) != 2:
        return None
    for longer, shorter in (values, values[::-1]):
        if isinstance(longer, Lasted) and isinstance(shorter, Lasted):
            low, high = lasted_bounds(longer)[0], lasted_bounds(shorter)[1]
            if low is not None and high is not None and low > high:
                return longer, shorter
    return None


def _length(lasted: Lasted) -> str:
    return f"{number_words(lasted.duration.amount)} {lasted.duration.unit}"
