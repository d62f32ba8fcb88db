"""The record of a whole case folder, with the place of every value in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from rca.case.records.actions import ActionsFile
from rca.case.records.base import Record
from rca.case.records.case import CaseHead, Source
from rca.case.records.causes import CausesFile, Factor
from rca.case.records.timeline import Event, TimelineFile
from rca.case.records.waivers import WaiversFile

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file of the case, counted from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class CaseFile:
    """Everything that a case folder states, as it was read.

    Parameters
    ----------
    path : Path
        The folder.
    head, timeline, causes, actions, waivers
        The records of the five files.
    marks : mapping of tuple to Mark
        The place of each value, by its path: ``("timeline", "events", 3, "at", 0, "when")``.
    hashes : mapping of str to str
        SHA-256 of each file of the folder, by its path relative to the folder, in sorted order.
    """

    path: Path
    head: CaseHead
    timeline: TimelineFile
    causes: CausesFile
    actions: ActionsFile
    waivers: WaiversFile
    marks: Mapping[Keys, Mark] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    hashes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def records(self) -> Iterator[tuple[str, Keys, Record]]:
        """Yield each record that has an id, with the id and the path of the record.

        Yields
        ------
        tuple
            Id, path and record, in the order of the files.
        """
        for area, record in (
            ("case", self.head),
            ("timeline", self.timeline),
            ("causes", self.causes),
            ("actions", self.actions),
        ):
            for name in type(record).model_fields:
                items = getattr(record, name)
                if isinstance(items, tuple):
                    for index, item in enumerate(items):
                        if isinstance(item, Record) and isinstance(getattr(item, "id", None), str):
                            yield item.id, (area, name, index), item  # type: ignore[attr-defined]

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Each record that has an id, by its id."""
        return MappingProxyType({id_: record for id_, _, record in self.records()})

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Sources by id."""
        return MappingProxyType({source.id: source for source in self.head.sources})

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return MappingProxyType({event.id: event for event in self.timeline.events})

    @cached_property
    def factors(self) -> Mapping[str, Factor]:
        """Factors by id."""
        return MappingProxyType({factor.id: factor for factor in self.causes.factors})

    def mark(self, place: str | Keys) -> Mark:
        """Return where a record or value stands.

        Parameters
        ----------
        place : str or tuple
            The id of a record, or the path of a value; the nearest value around it that has a place is used.

        Returns
        -------
        Mark
            The place; ``case.yaml`` line 1 where nothing nearer is known.
        """
        path: Keys = self._paths.get(place, ()) if isinstance(place, str) else place
        while path:
            if path in self.marks:
                return self.marks[path]
            path = path[:-1]
        return Mark("case.yaml", 1, 1)

    @cached_property
    def _paths(self) -> Mapping[str, Keys]:
        return {id_: path for id_, path, _ in self.records()}
