"""From the claims of a case to points in time and constraints between them.

An event is one point, an extent two. A claim becomes one or several constraints that all bear its number, so that
a proof names claims and never constraints.

What a record is `about` adds no constraint. A statement may announce what is still to come, and an observation may be
of an end or of nothing there (journalists saw that a block was over; a check before the event found nothing). Read as
"it went on at that time", such a sighting would give a false bound that no source states. Where a source does say so,
the claim is written: ``during E7``, ``after E2``. A phase only names two points, so it adds none either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rca.case.messages import split_remedy
from rca.case.records import CaseFile, Claim, Event, Keys, LastedClaim
from rca.case.when import Ref
from rca.case.when_bounds import Zones
from rca.errors import CaseError, Mistake
from rca.evidence.rows import RowTime
from rca.timeline.clock.in_force import ClockInForce, clocks_in_force
from rca.timeline.network import STRUCTURE, Constraint
from rca.timeline.stated import CLOCK, ORIGIN, Claims, Stated, natural
from rca.timeline.statements import (
    Extent,
    Statement,
    clock_statement,
    lasted_statement,
    row_span,
    row_statement,
    value_statement,
)

PARTS = ("at", "start", "end", "within", "lasted")
"""The parts of an event that hold claims, in the order of a record."""

_NO_ROW = "a row has a time in its export; got '{}', which has none here; add its export, or mend the reference"
_Found = tuple[Event, str, Claim | LastedClaim, Keys]


def read_claims(case: CaseFile, rows: Mapping[str, RowTime]) -> Claims:
    """Turn the claims of a case into points and constraints.

    Parameters
    ----------
    case : CaseFile
        The case.
    rows : mapping of str to RowTime
        Times of the rows that it cites, as their clocks showed them.

    Returns
    -------
    Claims
        Points and constraints.

    Raises
    ------
    CaseError
        When a claim names something that is not there, a side that it has to name is missing, a zone is not known
        or two claims have one id.
    """
    reader = _Reader(case, rows)
    stated = reader.read()
    if reader.mistakes:
        raise CaseError(case.path, reader.mistakes)
    ends = {id_: (extent.start, extent.end) for id_, extent in reader.extents.items()}
    return Claims(reader.points, ends, stated, tuple(reader.structure), tuple(reader.equal))


class _Reader:
    """Numbers the points, then reads claim after claim; mistakes are collected on the way."""

    def __init__(self, case: CaseFile, rows: Mapping[str, RowTime]) -> None:
        self.case, self.rows = case, rows
        self.zones = Zones(case.head.zones, case.head.unzoned)
        self.clocks = clocks_in_force(case)
        self.phases = {phase.id: phase for phase in case.timeline.phases}
        self.mistakes: list[Mistake] = []
        self.structure: list[Constraint] = []
        self.equal: list[tuple[int, int]] = []
        self.extents: dict[str, Extent] = {}
        for index, phase in enumerate(case.timeline.phases):
            for side in ("start", "end"):
                if getattr(phase, side) not in case.events:
                    message = f"a phase runs between events; got {getattr(phase, side)!r}; add it, or mend the id"
                    self._refuse(ValueError(message), ("timeline", "phases", index, side))
        point = ORIGIN + 1
        for event in sorted(case.timeline.events, key=lambda each: natural(each.id)):
            width = 2 if event.is_extent else 1
            self.extents[event.id] = Extent(point, point + width - 1, event.is_extent)
            point += width
        for row in sorted(rows, key=natural):
            self.extents[row] = Extent(point, point, has_ends=False)
            point += 1
        used = {self._clock(row) for row in rows}
        self.bases = {clock.id: point + rank for rank, clock in enumerate(self._sorted_clocks(used))}
        self.points = point + len(self.bases)

    def read(self) -> tuple[Stated, ...]:
        """Return the claims in the order of the file."""
        for index, event in enumerate(self.case.timeline.events):
            self._bind_ends(event, index)
        for row, time in self.rows.items():
            point = self.extents[row].start
            earliest, latest = row_span(time, self._clock(row))
            base = self._base(row)
            self.structure += [(STRUCTURE, base, point, latest), (STRUCTURE, point, base, -earliest)]
        found = [item for index, event in enumerate(self.case.timeline.events) for item in _claims_of(event, index)]
        ids = self._ids(found)
        number = {id_: rank for rank, id_ in enumerate(sorted(set(ids), key=natural))}
        stated = [self._stated(number[id_], id_, item) for id_, item in zip(ids, found, strict=True)]
        return (*stated, *self._clock_claims(len(number)))

    def _clock_claims(self, first: int) -> Iterator[Stated]:
        """Yield what is taken of each clock that a row was read by, numbered after the claims."""
        for rank, clock in enumerate(self._sorted_clocks({self._clock(row) for row in self.rows})):
            base = self.bases[clock.id]
            yield Stated(
                first + rank,
                f"clock.{clock.id}",
                "",
                CLOCK,
                None,
                clock.words,
                (clock_statement(clock, base),),
                (base,),
            )

    def _sorted_clocks(self, clocks: Iterable[ClockInForce | None]) -> list[ClockInForce]:
        return sorted((clock for clock in clocks if clock is not None), key=lambda clock: clock.id)

    def _bind_ends(self, event: Event, index: int) -> None:
        """Put the end of an extent after its start, and an end that is another event's at that point."""
        own = self.extents[event.id]
        if event.is_extent:
            self.structure.append((STRUCTURE, own.end, own.start, 0))
        for side, here in (("start", own.start), ("end", own.end)):
            other = getattr(event, side)
            if isinstance(other, str):
                try:
                    extent = self._refer(Ref(other))
                except ValueError as error:
                    self._refuse(error, ("timeline", "events", index, side))
                    continue
                there = extent.start if side == "start" else extent.end
                self.equal.append((here, there))
                self.structure += [(STRUCTURE, here, there, 0), (STRUCTURE, there, here, 0)]

    def _ids(self, found: list[_Found]) -> list[str]:
        """Return an id for each claim: the one that is written, or one from event, source and a letter."""
        ids: dict[str, None] = {}
        counts: dict[str, int] = {}
        for event, _, claim, path in found:
            base = f"{event.id}.{_source(claim) or 'unsourced'}"
            counts[base] = counts.get(base, 0) + 1
            id_ = claim.id or base + _letter(counts[base])
            if id_ in ids:
                message = f"an id is given once; got {id_[:80]!r} twice; give one another id"
                self._refuse(ValueError(message), path, "case.duplicate-id")
                id_ = f"{id_}#{len(ids)}"
            ids[id_] = None
        return list(ids)

    def _stated(self, number: int, id_: str, found: _Found) -> Stated:
        event, part, claim, path = found
        extent = self.extents[event.id]
        own = {
            "start": Extent(extent.start, extent.start, has_ends=False),
            "end": Extent(extent.end, extent.end, has_ends=False),
        }.get(part, extent)
        row = claim.row if isinstance(claim, Claim) else None
        said = self.rows[row].raw if row and row in self.rows else claim.when.text if claim.when else ""
        return Stated(
            number,
            id_,
            event.id,
            part,
            _source(claim),
            said,
            tuple(self._statements(claim, own, path)),
            tuple(dict.fromkeys((own.start, own.end))),
            claim.zone_basis if isinstance(claim, Claim) else "stated",
            row,
            claim.reject,
        )

    def _statements(self, claim: Claim | LastedClaim, own: Extent, path: Keys) -> Iterator[Statement]:
        if isinstance(claim, LastedClaim):
            yield lasted_statement(claim.when, own)
        elif claim.row is not None:
            if claim.row in self.rows:
                row, zone = claim.row, self._zone(_source(claim))
                yield row_statement(self.rows[row], own, self._clock(row), self._base(row), zone)
            else:
                self._refuse(ValueError(_NO_ROW.format(claim.row)), (*path, "row"))
        elif claim.when is not None:
            zone = self._zone(claim.source)
            for value in claim.when.claims:
                try:
                    yield value_statement(value, own, self._refer, self.zones, zone)
                except ValueError as error:
                    self._refuse(error, (*path, "when"))

    def _refer(self, ref: Ref) -> Extent:
        """Return the ends of an event, phase or row, or the one end that is named."""
        if ref.row is not None:
            name = f"{ref.id}:{ref.row}"
            if name not in self.extents:
                raise ValueError(_NO_ROW.format(name))
            return self.extents[name]
        phase = self.phases.get(ref.id)
        if phase is not None and phase.start in self.extents and phase.end in self.extents:
            extent = Extent(self.extents[phase.start].start, self.extents[phase.end].end, has_ends=True)
        elif ref.id in self.extents:
            extent = self.extents[ref.id]
        else:
            raise ValueError(
                f"a time is measured from an event or phase of the case; got {ref.id!r}; add it, or mend the id"
            )
        if ref.side is None:
            return extent
        point = extent.start if ref.side == "start" else extent.end
        return Extent(point, point, has_ends=False)

    def _zone(self, source: str | None) -> str | None:
        record = self.case.sources.get(source or "")
        return record.zone if record is not None else None

    def _clock(self, row: str) -> ClockInForce | None:
        return self.clocks.get(row.partition(":")[0])

    def _base(self, row: str) -> int:
        clock = self._clock(row)
        return ORIGIN if clock is None else self.bases[clock.id]

    def _refuse(self, error: ValueError, path: Keys, code: str = "timeline.bad-claim") -> None:
        mark = self.case.mark(path)
        message, remedy = split_remedy(str(error))
        self.mistakes.append(Mistake(mark.file, mark.line, mark.column, code, message, remedy))


def _claims_of(event: Event, index: int) -> Iterator[_Found]:
    for part in PARTS:
        claims = getattr(event, part)
        if isinstance(claims, tuple):
            for position, claim in enumerate(claims):
                yield event, part, claim, ("timeline", "events", index, part, position)


def _source(claim: Claim | LastedClaim) -> str | None:
    if claim.source is None and isinstance(claim, Claim) and claim.row is not None:
        return claim.row.partition(":")[0]
    return claim.source


def _letter(count: int) -> str:
    """Return ``""``, ``"b"``, ``"c"`` … for the first, second, third claim of one source; numbers after ``z``."""
    if count == 1:
        return ""
    return chr(ord("a") + count - 1) if count <= 26 else f"z{count}"
