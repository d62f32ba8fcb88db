"""What the timeline of a case is, once solved: plain frozen results.

All instants are int64 microseconds since 1970-01-01 UTC; ``None`` means that nothing bounds that side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rca.timeline.clock.report import ClockReport
    from rca.timeline.matching.results import Duplicates

Grade = Literal["contradicts", "narrow", "differs", "not comparable"]
Sign = Literal["exact", "about", "within", "either", "relative", "order", "none"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of one point in time.

    Parameters
    ----------
    earliest, latest : int or None
        Tightest bounds that all accepted claims allow, inclusive, in microseconds UTC.
    best : int or None
        The stated instant clipped into the bounds; ``None`` where no source states one.
    contested : bool
        Whether the bounds depend on a conflict that is still open.
    """

    earliest: int | None
    best: int | None
    latest: int | None
    contested: bool = False


@dataclass(frozen=True, slots=True)
class SolvedClaim:
    """One claim of the case, as it stands in the solved timeline.

    Parameters
    ----------
    id : str
        ``event.source`` with a letter where one source says several things (``E2.S4``, ``E2.S4b``).
    event : str
        The event or extent it is about.
    part : {"at", "start", "end", "within", "lasted", "published"}
        Which point of it.
    source : str or None
        The source's id.
    said : str
        The words of the claim as they stand in the file; for a row, its raw time.
    spelled : str
        The same spelled out for a reader: instants in UTC where it has any.
    earliest, latest : int or None
        The bounds that this claim alone puts on its point, where it needs no other point.
    rejected : bool
        Whether a person took it out of the bounds.
    binding : bool
        Whether a bound of its point rests on it.
    """

    id: str
    event: str
    part: str
    source: str | None
    said: str
    spelled: str
    earliest: int | None
    latest: int | None
    rejected: bool = False
    binding: bool = False


@dataclass(frozen=True, slots=True)
class SolvedEvent:
    """One event or extent of the case with its bounds.

    ``start`` and ``end`` are equal for a point. ``sign`` is the sign of uncertainty that a figure shows.
    ``core`` is a stated core inside a wider doubt (``mid-morning`` by its plain hours), ``options`` are the
    alternatives of an ``either`` claim, each an (earliest, latest) pair. ``anchor_of`` names the event that a
    relative time is measured from. ``said`` are the source's words for the time as the case writes them, the shortest
    that serve; ``spelled`` are the same as a label for readers, in UTC where they tell an instant (``about 20:00``,
    ``15 Jul``, ``E17 + about 1 h``).
    """

    id: str
    kind: str
    text: str
    label: str
    lane: str
    milestone: str | None
    key: bool
    anchor: bool
    extent: bool
    start: Bounds
    end: Bounds
    sign: Sign
    said: str
    sources: tuple[str, ...]
    claims: tuple[str, ...]
    about: tuple[str, ...] = ()
    lasted: tuple[int | None, int | None] = (None, None)
    core: tuple[int, int] | None = None
    options: tuple[tuple[int, int], ...] = ()
    anchor_of: str | None = None
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims that cannot all hold, or values that differ: one for each thing disagreed on.

    Parameters
    ----------
    id : str
        ``C1``, ``C2`` … in the order of the file.
    subject : str
        Id of the event, extent or figure.
    title : str
        What is disagreed on, in words.
    grade : str
        ``contradicts``, ``narrow`` (only within rounding), ``differs`` (compatible values) or
        ``not comparable`` (another measure).
    claims : tuple of str
        Ids of the claims; for times a minimal set: none can be left out.
    sides : tuple of (source, words)
        Who says what, in words, stated values only.
    proof : tuple of str
        Sentences that show why not all can hold; of times, one for each claim.
    open : bool
        Whether no person has settled it.
    settled : str
        What was done, by whom and why; empty while open.
    set_aside : tuple of str
        Claims that were taken out of the bounds.
    """

    id: str
    subject: str
    title: str
    grade: Grade
    claims: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    proof: tuple[str, ...]
    open: bool
    settled: str = ""
    set_aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SolvedPhase:
    """A phase with the bounds of its two ends and of its length in microseconds."""

    id: str
    name: str
    start_event: str
    end_event: str
    start: Bounds
    end: Bounds
    lasted: tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Gap:
    """A silent stretch: nothing of the case is known to lie between two neighbouring events.

    ``shortest`` and ``longest`` are its possible lengths in microseconds.
    """

    after: str
    before: str
    start: int
    end: int
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Duration:
    """The time between two milestones, as an interval in microseconds."""

    name: str
    start_event: str
    end_event: str
    shortest: int | None
    longest: int | None
    best: int | None


@dataclass(frozen=True, slots=True)
class PublicationClash:
    """A source that came out before what it reports: a warning, never a contradiction.

    A page may have changed after its date, or announce what is to come; the date then bounds nothing.

    Parameters
    ----------
    claim : str
        Id of the bound that the date of publication would set.
    event, source : str
        What the source reports, and the source.
    published : int
        The last instant at which it can have come out, in microseconds UTC.
    earliest : int
        The earliest instant that the claims allow for what it reports.
    claims : tuple of str
        Ids of the claims that put it there; none can be left out.
    words : tuple of str
        The clash in sentences.
    """

    claim: str
    event: str
    source: str
    published: int
    earliest: int
    claims: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class TimelineResult:
    """The solved timeline of a case.

    ``events`` are ordered by best or earliest time, then by id; ``lanes`` keep the order of the file.
    ``local_zone`` names the zone of the second axis, or is ``None``. ``duplicates`` and ``clocks`` are there once
    the sources were matched.
    """

    events: tuple[SolvedEvent, ...]
    claims: tuple[SolvedClaim, ...]
    conflicts: tuple[Disagreement, ...]
    idle_rejections: tuple[str, ...]
    phases: tuple[SolvedPhase, ...]
    gaps: tuple[Gap, ...]
    durations: tuple[Duration, ...]
    lanes: tuple[str, ...]
    local_zone: str | None = None
    publication_clashes: tuple[PublicationClash, ...] = ()
    duplicates: Duplicates | None = None
    clocks: tuple[ClockReport, ...] = ()

    def __repr__(self) -> str:
        return f"TimelineResult({len(self.events)} events, {len(self.conflicts)} conflicts)"
