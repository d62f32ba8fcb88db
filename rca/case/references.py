"""Every id that a case names exists, is of the right kind, and appears once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rca.case.cycles import find_cycles, told
from rca.case.fields import Found
from rca.case.parts import Parts, written_ids
from rca.case.records import Event, Keys, Record
from rca.case.when import Offset, Order, Ref, When
from rca.case.when_parse import parse_when
from rca.errors import Mistake

# Where records with ids of each letter stand; an id into a file that cannot be read is not called dangling.
_HOME = {
    **dict.fromkeys("SGDQW", "case"),
    **dict.fromkeys("EP", "timeline"),
    **dict.fromkeys("FNX", "causes"),
    "A": "actions",
}
_KINDS = {"S": "source", "G": "figure", "D": "dispute", "Q": "unknown", "W": "policy", "E": "event", "P": "phase"}
_KINDS |= {"F": "factor", "N": "finding", "X": "alternative", "A": "action"}
_ID = r"[SEPGDQNFXAW][0-9]+[a-z]?(?::[0-9]+)?"
_IN_BRACKETS = re.compile(rf"\[({_ID}(?:\s*[,;]\s*{_ID})*)\]")
_BARE_ID = re.compile(rf"(?<![A-Za-z0-9-]){_ID}(?![A-Za-z0-9])")


def reference_mistakes(parts: Parts) -> Iterator[Mistake]:
    """Yield every id that is dangling, of the wrong kind or given twice, and every cycle of derivation.

    Parameters
    ----------
    parts : Parts
        The five files as far as they could be read.

    Yields
    ------
    Mistake
        In the order in which the checks run.
    """
    ids, repeated = written_ids(parts)
    checks = _Checks(parts, ids)
    yield from checks.repeated(repeated)
    for record, path, found in parts.references:
        yield from checks.found(found, record, path)
    yield from checks.outcome()
    yield from checks.texts()
    yield from checks.clocks()
    yield from checks.dates_of_figures()
    yield from checks.waiver_places()
    yield from checks.claim_ids()
    yield from checks.derivations()


class _Checks:
    """The checks share the ids that are written, the events, and the sources with rows."""

    def __init__(self, parts: Parts, ids: Mapping[str, Keys]) -> None:
        self.parts, self.ids = parts, ids
        self.events: dict[str, Event] = {event.id: event for _, event in parts.items("timeline", "events")}
        self.sources = {source.id: source for _, source in parts.items("case", "sources")}

    def repeated(self, places: list[tuple[Keys, Keys]]) -> Iterator[Mistake]:
        """Tell of each id that is given twice where it was given first."""
        for first, path in places:
            before, here = self.parts.mark(first), self.parts.mark(path)
            message = f"an id is given once; this one is that of {before.file}:{before.line}"
            yield Mistake(here.file, here.line, here.column, "case.duplicate-id", message, "give it another id")

    def found(self, found: Found, record: Record, path: Keys) -> Iterator[Mistake]:
        """Check one id, or the points that one statement about time is measured from."""
        if isinstance(found.value, str):
            if ":" in found.value or found.value not in self.ids:  # nearly every one is there, and names no row
                yield from self.id(found.value, found.path)
            if found.value == getattr(record, "id", None) and found.path[len(path)] != "derived_from":
                message = f"a record does not name itself here; got {found.value}"
                yield self._mistake(found.path, "case.self-reference", message, "name another record")
        else:
            yield from self.when(found.value, found.path, record)

    def id(self, text: str, path: Keys) -> Iterator[Mistake]:
        """Check that an id, or the source of a row, exists."""
        id_, _, row = text.partition(":")
        source = self.sources.get(id_)
        if id_ not in self.ids:
            home = self.parts.by_area[_HOME[id_[0]]]
            if home.document is not None:
                message = f"no {_KINDS[id_[0]]} has the id {id_[:80]}"
                yield self._mistake(path, "case.dangling-id", message, "add it, or mend the id")
        elif row and source is not None and source.file is None:
            message = f"only an export has rows; source {id_} has no `file`"
            yield self._mistake(path, "case.no-rows", message, "name its file, or cite the source alone")
        elif row and not id_.startswith("S"):
            message = f"only a source has rows; got {text[:80]}"
            yield self._mistake(path, "case.no-rows", message, "write it as S3:412")

    def when(self, when: When, path: Keys, record: Record) -> Iterator[Mistake]:
        """Check the points that a statement about time is measured from."""
        for claim in when.claims:
            if not isinstance(claim, Order | Offset):
                continue
            ref = claim.ref
            text = ref.id if ref.row is None else f"{ref.id}:{ref.row}"
            missing = list(self.id(text, path))
            yield from missing
            if not missing and ref.row is None:
                yield from self._side(claim, ref, path)
            if isinstance(record, Event) and ref.id == record.id and (ref.side is None or not record.is_extent):
                message = f"a time is not measured from itself; {record.id} names {ref.id}"
                yield self._mistake(path, "case.self-reference", message, "name another event, or one end of it")

    def _side(self, claim: Order | Offset, ref: Ref, path: Keys) -> Iterator[Mistake]:
        """Check that an end is named where it must be, and only where there is one."""
        event = self.events.get(ref.id)
        if event is None and not ref.id.startswith("P"):
            return
        extent = event is None or event.is_extent
        relation = "offset" if isinstance(claim, Offset) else claim.relation
        if extent and ref.side is None and relation in {"offset", "at"}:
            message = f"{ref.id} has two ends; a distance, or `at`, names one of them"
            yield self._mistake(path, "case.which-end", message, f"write {ref.id}.start or {ref.id}.end")
        elif not extent and ref.side is not None:
            message = f"{ref.id} is a point and has no {ref.side}"
            yield self._mistake(path, "case.which-end", message, f"write {ref.id}")
        elif not extent and relation == "during":
            message = f"`during` takes something with two ends; {ref.id} is a point"
            yield self._mistake(path, "case.which-end", message, f"write at {ref.id}, or name an extent")

    def outcome(self) -> Iterator[Mistake]:
        """Check the id at the top of the causes."""
        outcome = self.parts.value("causes", "outcome")
        if outcome is not None:
            yield from self.id(outcome, ("causes", "outcome"))

    def texts(self) -> Iterator[Mistake]:
        """Check the ids in brackets that a text for readers holds."""
        head = [(("case", key), self.parts.value("case", key)) for key in ("verdict", "summary")]
        narrative = [((*path, "text"), item.text) for path, item in self.parts.items("case", "narrative")]
        for path, text in (*head, *narrative):
            for match in _IN_BRACKETS.finditer(text or ""):
                for id_ in re.split(r"\s*[,;]\s*", match[1]):
                    yield from self.id(id_, path)

    def clocks(self) -> Iterator[Mistake]:
        """Check the clocks that sources name."""
        if self.parts.by_area["timeline"].document is None:
            return
        for path, source in self.parts.items("case", "sources"):
            if source.clock is not None and source.clock not in self.ids:
                message = f"no clock in timeline.yaml is called {source.clock[:80]!r}"
                yield self._mistake((*path, "clock"), "case.dangling-id", message, "add it, or mend the name")

    def dates_of_figures(self) -> Iterator[Mistake]:
        """Check that an amount is stated as of a date or an event."""
        for path, figure in self.parts.items("case", "figures"):
            for index, claim in enumerate(figure.claims):
                place = (*path, "claims", index, "as_of")
                if claim.as_of is None:
                    continue
                if re.fullmatch(r"E[0-9]+[a-z]?", claim.as_of):
                    yield from self.id(claim.as_of, place)
                elif not _is_stamp(claim.as_of):
                    message = f"`as_of` is a date or an event; got {claim.as_of[:80]!r}"
                    yield self._mistake(place, "case.bad-when", message, "write it as 2024-05-14 or E2")

    def waiver_places(self) -> Iterator[Mistake]:
        """Check the ids in the places of waivers; a place without ids is a file."""
        for path, waiver in self.parts.items("waivers", "waivers"):
            for index, place in enumerate(waiver.places):
                where = (*path, "places", index)
                # A claim is E2.S4, or E2.S4b where the source says several things.
                for id_ in _BARE_ID.findall(place):
                    bare = id_.rstrip("abcdefghijklmnopqrstuvwxyz")
                    yield from self.id(bare if f".{id_}" in place and bare in self.ids else id_, where)
                named = place.removesuffix(".yaml") in self.parts.by_area or place in self.ids
                if not named and not _BARE_ID.search(place):
                    message = f"a place of a waiver is an id of this case or one of its files; got {place[:80]!r}"
                    yield self._mistake(where, "case.dangling-id", message, "write an id such as F4, or causes.yaml")

    def claim_ids(self) -> Iterator[Mistake]:
        """Check that the ids written at claims are given once."""
        seen: set[str] = set()
        for path, event in self.parts.items("timeline", "events"):
            for key in ("at", "start", "end", "within", "lasted"):
                claims = getattr(event, key)
                for index, claim in enumerate(claims if isinstance(claims, tuple) else ()):
                    if claim.id is None:
                        continue
                    if claim.id in seen or claim.id in self.ids:
                        message = f"an id is given once; {claim.id[:80]!r} is given before"
                        place = (*path, key, index, "id")
                        yield self._mistake(place, "case.duplicate-id", message, "give it another id")
                    seen.add(claim.id)

    def derivations(self) -> Iterator[Mistake]:
        """Check that no source derives from itself."""
        items = self.parts.items("case", "sources")
        places = {source.id: path for path, source in items}
        for cycle in find_cycles({source.id: source.derived_from for _, source in items}):
            message = f"a source does not derive from itself; got {told(cycle)}"
            path = (*places[cycle[-2]], "derived_from")
            yield self._mistake(path, "case.derivation-cycle", message, "take one of them out of `derived_from`")

    def _mistake(self, path: Keys, code: str, message: str, remedy: str) -> Mistake:
        return self.parts.mistake(path, code, message, remedy)


def _is_stamp(text: str) -> bool:
    try:
        claims = parse_when(text).claims
    except ValueError:
        return False
    return not any(isinstance(claim, Order | Offset) for claim in claims)
